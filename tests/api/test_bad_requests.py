"""Addresses, methods and headers that cannot be taken, and what every answer carries."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import anyio
import pytest

from api.headers import SECURITY
from mediation.doors import DOORS
from tests.api.problems import is_a_problem
from tests.stories import registered
from tests.world import STREET, World

CASE = {"organisation_id": STREET, "source": "application", "nature": "labour", "cause": "追索劳动报酬争议"}


def raw(**changed: str) -> bytes:
    """The body that opens a case, with some values written as they stand."""
    fields = {name: json.dumps(value, ensure_ascii=False) for name, value in CASE.items()} | changed
    return ("{" + ",".join(f'"{name}":{value}' for name, value in fields.items()) + "}").encode()


# ── the address ──────────────────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/cases?size=0", 422),
        ("/cases?size=100000", 422),
        ("/cases?size=１", 422),
        ("/cases?sort=password_hash", 422),
        ("/cases?size=1&size=2", 422),
        ("/cases?after=%00", 422),
        ("/cases?after=' OR 1=1--", 422),
        ("/cases?after=" + "%25" * 10_000, 422),
        ("/cases/9223372036854775808", 404),
        ("/cases/..%2f..%2fetc%2fpasswd", 404),
        ("/cases/%00", 422),
        ("/nothing", 404),
        ("/workflows/nothing", 404),
        ("/workflows/__class__", 422),
        ("/time-limits/S3", 422),
        ("/time-limits/S3?from=2026-02-30", 422),
        ("/time-limits/S3?from=20260101", 422),
        ("/time-limits/S3?from=1785542400", 422),
        ("/time-limits/S3?from=2026-W01-1", 422),
        ("/time-limits/S3?from=9999-12-31", 422),
        ("/time-limits/S3?from=0000-01-01", 422),
        ("/time-limits/nothing?from=2026-01-01", 404),
        ("/me?id=1", 422),
    ],
)
def test_addresses_that_lead_nowhere(shared_world: World, path: str, status: int) -> None:
    assert is_a_problem(shared_world.call("GET", path, "head"), status)


@pytest.mark.parametrize("after", [-1, 2**63, 10**30, "x", "1.5"])
def test_a_page_of_the_history_that_cannot_be(shared_world: World, after: Any) -> None:
    case = shared_world.open()

    assert is_a_problem(shared_world.call("GET", f"/cases/{case.id}/events?after={after}", "head"), 422)


@pytest.mark.parametrize("name", ["to_closed", "__class__", "save", "state", "upload", "open_case", "fire_clock"])
def test_acts_that_are_none(shared_world: World, name: str) -> None:
    case = shared_world.open()
    answer = case.send_act("head", name)

    assert is_a_problem(answer, 422 if name.startswith("_") else 404)


@pytest.mark.parametrize("method", ["DELETE", "PUT", "PATCH", "HEAD", "OPTIONS", "TRACE"])
def test_methods_an_address_does_not_take_are_told_with_those_it_does(shared_world: World, method: str) -> None:
    for path in {door.partition(" ")[2] for door in DOORS}:
        answer = shared_world.call(method, path.removeprefix("/api/v1"), "head")

        assert answer.status_code == 405
        assert set(answer.headers["Allow"].split(", ")) == {m for m in ("GET", "POST") if f"{m} {path}" in DOORS}
        assert method == "HEAD" or is_a_problem(answer, 405, "method_not_allowed")


# ── the headers ──────────────────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(
    ("accept", "status"),
    [
        ("application/xml", 406),
        ("text/html;q=1, application/xml", 406),
        ("application/json;q=0", 406),
        ("application/json", 200),
        ("*/*", 200),
        ("text/html, application/*;q=0.5", 200),
        ("APPLICATION/JSON; charset=utf-8", 200),
    ],
)
def test_media_that_are_accepted(shared_world: World, accept: str, status: int) -> None:
    answer = shared_world.call("GET", "/me", "head", headers={"Accept": accept})

    assert answer.status_code == status
    assert status == 200 or is_a_problem(answer, 406, "not_acceptable")


@pytest.mark.parametrize("key", ["", "a" * 256, "a b", "钥".encode(), "a\tb"])
def test_keys_that_are_none(shared_world: World, key: str | bytes) -> None:
    answer = shared_world.call("POST", "/cases", "registrar", json=CASE, headers={"Idempotency-Key": key})

    assert is_a_problem(answer, 400, "bad_key")


@pytest.mark.parametrize("version", ["x", "-1", "1.5", "*", 'W/"1"', '"1", "2"', "9" * 30, '"¹"'.encode()])
def test_versions_that_are_none(shared_world: World, version: str | bytes) -> None:
    case = shared_world.open()
    path = f"/cases/{case.id}/acts/add_party"
    answer = shared_world.call("POST", path, "registrar", json={"answers": {}}, headers={"If-Match": version})

    assert is_a_problem(answer, 400, "bad_version")


def test_a_host_that_is_not_ours(shared_world: World) -> None:
    assert is_a_problem(shared_world.call("GET", "/me", "head", headers={"Host": "evil.example"}), 400, "bad_host")


def spoken(world: World, headers: list[tuple[bytes, bytes]], *bodies: Mapping[str, Any]) -> dict[str, Any]:
    """Speak to the application as a server would, with headers a client library would not send."""
    answered: dict[str, Any] = {}
    messages = list(bodies) or [{"type": "http.request", "body": b"", "more_body": False}]

    async def receive() -> Any:
        return messages.pop(0) if messages else {"type": "http.disconnect"}

    async def send_back(message: Any) -> None:
        answered.update(message if message["type"] == "http.response.start" else {})

    scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": "POST",
        "path": "/api/v1/cases",
        "raw_path": b"/api/v1/cases",
        "query_string": b"",
        "root_path": "",
        "scheme": "http",
        "headers": [(b"host", b"testserver"), *headers],
        "client": ("127.0.0.1", 1),
        "server": ("testserver", 80),
        "state": {},
    }
    anyio.run(world.client.app, scope, receive, send_back)
    return answered


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ([(b"x-long", b"a" * 64 * 1024)], 431),
        ([(b"x-%d" % number, b"a") for number in range(500)], 431),
        ([(b"idempotency-key", b"a"), (b"idempotency-key", b"b")], 400),
        ([(b"authorization", b"Bearer a"), (b"authorization", b"Bearer b")], 400),
        ([(b"host", b"testserver")], 400),
        ([(b"content-length", b"0"), (b"transfer-encoding", b"chunked")], 400),
    ],
)
def test_headers_that_are_too_many_or_contradict_each_other(
    shared_world: World, headers: list[tuple[bytes, bytes]], status: int
) -> None:
    answer = spoken(shared_world, headers)

    assert answer["status"] == status
    assert (b"content-type", b"application/problem+json") in answer["headers"]
    assert (b"x-content-type-options", b"nosniff") in answer["headers"]


def test_a_request_that_breaks_off_is_not_acted_on(shared_world: World) -> None:
    headers = [
        (b"authorization", f"Bearer {shared_world.tokens['registrar']}".encode()),
        (b"content-type", b"application/json"),
        (b"idempotency-key", b"k"),
    ]
    whole = {"type": "http.request", "body": raw(), "more_body": True}

    before = shared_world.get("/cases", "registrar")["items"]

    assert spoken(shared_world, headers, whole, {"type": "http.disconnect"})["status"] == 400
    assert shared_world.get("/cases", "registrar")["items"] == before


def test_an_error_of_our_own_says_nothing_of_the_inside(small_world: World) -> None:
    case, _ = registered(small_world)
    _break_the_history(small_world)
    answer = small_world.call("GET", f"/cases/{case.id}/events", "registrar")

    assert is_a_problem(answer, 500, "internal")
    assert set(answer.json()) == {"type", "code", "status", "title", "title_en"}


def _break_the_history(world: World) -> None:
    """As somebody with the database in hand could: take the triggers away, then change an event."""
    with world.desk.engine.connect() as db:
        triggers = "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'event'"
        for name in db.exec_driver_sql(triggers).scalars().all():
            db.exec_driver_sql(f"DROP TRIGGER {name}")
        db.exec_driver_sql("UPDATE event SET body = 'broken' WHERE seq = 2")
        db.commit()


def test_security_headers_are_on_every_answer(shared_world: World) -> None:
    case, _ = registered(shared_world)
    answers = [
        shared_world.call("GET", path, who)
        for who in ("head", "stranger", None)
        for path in (
            "/me",
            "/cases",
            f"/cases/{case.id}",
            "/workflows/labour_mediation/diagram.svg",
            "/openapi.json",
            "/x",
        )
    ]

    assert {200, 401, 404} == {answer.status_code for answer in answers}
    assert all(answer.headers[name] == value for answer in answers for name, value in SECURITY.items())
