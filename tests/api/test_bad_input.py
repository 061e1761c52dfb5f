"""What cannot be taken is answered clearly: the right status, a problem document in both languages, nothing echoed."""

from __future__ import annotations

import json
import time
import uuid
from collections.abc import Mapping
from typing import Any

import anyio
import httpx2
import pytest

from api.app import create_app
from api.headers import SECURITY
from mediation.casework.attachments import MOST_FILES
from mediation.casework.sniffing import LARGEST, display_name, sniff
from mediation.errors import BadInput
from mediation.policy import DOORS
from mediation.settings import Settings
from tests.api.files import archive, docx, jpeg, packed_pdf, pdf, png, relations
from tests.stories import credit_code, identity, in_mediation, registered, with_parties
from tests.world import MONDAY, STREET, CaseAt, World, desk_on

CASE = {"organisation_id": STREET, "source": "application", "nature": "labour", "cause": "追索劳动报酬争议"}


def is_a_problem(answer: httpx2.Response, status: int, code: str | None = None) -> bool:
    """Hold an answer against what every error looks like."""
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    body = answer.json()
    assert set(body) >= {"type", "code", "status", "title", "title_en"}
    assert (body["type"], body["status"]) == (f"/errors/{body['code']}", status)
    assert any("\u4e00" <= character <= "\u9fff" for character in body["title"])
    assert body["title_en"] and not any("\u4e00" <= character <= "\u9fff" for character in body["title_en"])
    assert code is None or body["code"] == code, body
    assert all(answer.headers[name] == value for name, value in SECURITY.items())
    return True


def send(world: World, content: bytes, media: str = "application/json", path: str = "/cases") -> httpx2.Response:
    return world.call("POST", path, "registrar", content=content, headers={"Content-Type": media})


def raw(**changed: str) -> bytes:
    """The body that opens a case, with some values written as they stand."""
    fields = {name: json.dumps(value, ensure_ascii=False) for name, value in CASE.items()} | changed
    return ("{" + ",".join(f'"{name}":{value}' for name, value in fields.items()) + "}").encode()


# ── the body ─────────────────────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        (b'{"a":', 400, "bad_json"),
        (b"", 422, "missing"),
        (b"[]", 422, "bad_value"),
        ('{"cause":"追索"}'.encode("gbk"), 400, "bad_encoding"),
        (raw(cause='"\\ud800"'), 422, "bad_char"),
        (raw(cause='"a\\u0000b"'), 422, "bad_value"),
        (raw(amount="NaN"), 400, "bad_json"),
        (raw(amount="Infinity"), 400, "bad_json"),
        (b'{"cause":"a","cause":"b"}', 400, "duplicate_key"),
        (b"[" * 100_000, 400, "too_deep"),
        (raw(amount="9" * 5000), 422, "out_of_range"),
        (b'{"cause":"' + b"a" * 5 * 1024 * 1024 + b'"}', 413, "too_large"),
        (raw(role='"admin"'), 422, "unknown_field"),
        (raw(id='"1"'), 422, "unknown_field"),
        (raw(state='"closed"'), 422, "unknown_field"),
        (raw(nature='"anything"'), 422, "bad_choice"),
        (raw(occurred_at='"2026-01-01T09:00"'), 422, "bad_time"),
        (raw(occurred_at='"2026-02-30T09:00+08:00"'), 422, "bad_time"),
        (raw(occurred_at='"0001-01-01T00:00+23:59"'), 422, "bad_time"),
        (raw(occurred_at="1785542400"), 422, "bad_time"),
        (raw(occurred_at='"2027-01-01T09:00+08:00"'), 422, "in_the_future"),
    ],
)
def test_a_body_that_cannot_be_taken(shared_world: World, body: bytes, status: int, code: str) -> None:
    assert is_a_problem(send(shared_world, body), status, code)


def test_json_says_where_it_breaks_off(shared_world: World) -> None:
    assert "第 1 行第 6 列" in send(shared_world, b'{"a":').json()["title"]


@pytest.mark.parametrize(
    "media", ["text/plain", "application/xml", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"]
)
def test_a_body_of_another_kind(shared_world: World, media: str) -> None:
    assert is_a_problem(send(shared_world, raw(), media), 415, "unsupported_media")


def test_json_is_no_upload(shared_world: World) -> None:
    case = shared_world.open()
    answer = send(shared_world, b'{"kind":"evidence"}', path=f"/cases/{case.id}/attachments")

    assert is_a_problem(answer, 415, "unsupported_media")


def test_a_form_without_its_boundary(shared_world: World) -> None:
    case = shared_world.open()
    answer = send(shared_world, b"--x\r\n", "multipart/form-data", f"/cases/{case.id}/attachments")

    assert is_a_problem(answer, 400)


# ── what is written in it ────────────────────────────────────────────────────────────────────────────────────────
def party(case: CaseAt, **changed: Any) -> httpx2.Response:
    return case.send_act(
        "registrar", "add_party", **{"kind": "worker", "side": "applicant", "name": "周行远", **changed}
    )


@pytest.mark.parametrize("hidden", ["\u0000", "\u202e", "\u200b", "\u2066", "\ufeff", "\x07", "\ue000"])
def test_characters_nobody_sees_are_refused_in_words(shared_world: World, hidden: str) -> None:
    assert is_a_problem(party(shared_world.open(), name=f"周行{hidden}远"), 422, "bad_char")


@pytest.mark.parametrize("hidden", ["\u0000", "\u202e"])
@pytest.mark.parametrize(
    ("path", "form"),
    [
        ("corrections", {"seq": 1, "name": "reason", "value": "x", "reason": "{}"}),
        ("links", {"other_case_id": "x", "kind": "related", "reason": "{}"}),
    ],
)
def test_characters_nobody_sees_are_refused_in_reasons(
    shared_world: World, path: str, form: dict[str, Any], hidden: str
) -> None:
    case = shared_world.open()
    body = {**form, "reason": f"理由{hidden}"}

    assert is_a_problem(shared_world.call("POST", f"/cases/{case.id}/{path}", "registrar", json=body), 422, "bad_char")


@pytest.mark.parametrize(
    "name", ["𠮷田䶮", "㛃远行", "阿依古丽·买买提", "' OR 1=1--", "<script>alert(1)</script>", "{{ 7*7 }}", "A<B & C"]
)
def test_names_as_they_are_written_are_taken_and_shown(shared_world: World, name: str) -> None:
    case = shared_world.open()

    assert party(case, name=name, kind="employer", side="respondent").status_code == 200
    assert [p["name"] for p in case.view()["parties"]] == [name]


@pytest.mark.parametrize(
    "amount", ["0.005", "1e400", "-1", "NaN", "", "１００", "1,00", "100000000000.00", True, [], 1.5]
)
def test_amounts_that_are_none(shared_world: World, amount: Any) -> None:
    case = shared_world.open()
    ids = with_parties(case)
    sides = {"claimant": ids["worker"], "respondent": ids["employer"]}

    assert is_a_problem(case.send_act("registrar", "add_claim", item="wages", amount=amount, **sides), 422)


@pytest.mark.parametrize(
    "day",
    ["2026-02-30", "2026-W01-1", "20260101", "0000-01-01", "2026-1-1", "２０２６-01-01", "9999-12-31", 20260101, None],
)
def test_days_that_are_none(shared_world: World, day: Any) -> None:
    case = shared_world.open()
    with_parties(case)

    answer = case.send_move("registrar", "labour_mediation", "register", form="written", received_on=day)

    assert is_a_problem(answer, 422, "missing" if day is None else "bad_date")


@pytest.mark.parametrize("number", [identity()[:-1] + "0", identity()[:15], "1" * 18, "11010119900230123X"])
def test_identity_numbers_that_cannot_be(shared_world: World, number: str) -> None:
    assert is_a_problem(party(shared_world.open(), identity=number), 422)


def test_identity_numbers_are_taken_as_people_type_them(shared_world: World) -> None:
    ending_in_x = next(n for i in range(100, 200) if (n := identity(f"99010119860504{i}")).endswith("X"))
    wide = "".join(chr(ord(character) + 0xFEE0) for character in ending_in_x.lower())
    case = shared_world.open()

    assert party(case, identity=wide).status_code == 200
    assert case.view()["parties"][0]["identity"] == ending_in_x


def test_a_credit_code_with_a_wrong_check_character(shared_world: World) -> None:
    code = credit_code()
    wrong = code[:-1] + ("0" if code[-1] != "0" else "1")

    assert is_a_problem(party(shared_world.open(), kind="employer", side="respondent", identity=wrong), 422)


def test_answers_that_nobody_asked_for(shared_world: World) -> None:
    assert is_a_problem(party(shared_world.open(), state="closed", created_at="2020-01-01"), 422)


@pytest.mark.parametrize("answers", [[], "x", 1, {"name": {"$ne": 1}}, {"name": ["a"]}, {"name": 7}])
def test_answers_of_another_shape(shared_world: World, answers: Any) -> None:
    case = shared_world.open()
    body = {"answers": answers}
    version = {"If-Match": f'"{case.version()}"'}

    assert is_a_problem(
        shared_world.call("POST", f"/cases/{case.id}/acts/add_party", "registrar", json=body, headers=version), 422
    )


def test_words_have_a_length(shared_world: World) -> None:
    assert is_a_problem(party(shared_world.open(), address="柳" * 10_001), 422, "too_long")


def test_lists_have_a_length(shared_world: World) -> None:
    case, _ = in_mediation(shared_world)
    facts = [{"fact": "事实"}] * 201
    answer = case.send_move("mediator", "labour_mediation", "record_undisputed_facts", facts=facts, all_agreed=True)

    assert is_a_problem(answer, 422, "bad_length")


CANARY = "周某某990101199003151234"


@pytest.mark.parametrize(
    "body",
    [
        {**CASE, CANARY: 1},
        {**CASE, "cause": CANARY},
        {**CASE, "source": CANARY},
        {**CASE, "occurred_at": f"2026-01-01T{CANARY}"},
        {**CASE, "occurred_at": CANARY},
        {**CASE, "organisation_id": "990101199003151234"},
        CANARY,
    ],
)
def test_nothing_that_was_sent_comes_back(shared_world: World, body: Any) -> None:
    answer = shared_world.call("POST", "/cases", "registrar", json=body)

    assert is_a_problem(answer, 422)
    assert "990101199003151234" not in answer.text


@pytest.mark.parametrize(
    "answers", [{CANARY: 1}, {"kind": CANARY}, {"identity": CANARY}, {"phone": CANARY}, {"stands_for": CANARY}]
)
def test_no_answer_that_was_sent_comes_back(shared_world: World, answers: dict[str, Any]) -> None:
    answer = party(shared_world.open(), **answers)

    assert is_a_problem(answer, 422)
    assert "990101199003151234" not in answer.text


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


# ── files ────────────────────────────────────────────────────────────────────────────────────────────────────────
def upload(case: CaseAt, name: str, content: bytes, **fields: Any) -> httpx2.Response:
    files = {"file": (name, content)}
    return case.world.call(
        "POST", f"/cases/{case.id}/attachments", "registrar", files=files, data={"kind": "evidence", **fields}
    )


GOOD = {
    "a.pdf": pdf(),
    "a.png": png(),
    "a.jpg": jpeg(),
    "a.jpeg": jpeg(3, 3),
    "a.docx": docx("词" * 50_000),
    "large.pdf": pdf("x" * 1_000_000),
    "empty-looking.PDF": pdf("y"),
}


@pytest.mark.parametrize("name", GOOD)
def test_files_as_a_desk_gets_them_are_taken(shared_world: World, name: str) -> None:
    case = shared_world.open()
    answer = upload(case, name, GOOD[name], purpose="证明工资标准", pages=1)
    ref = answer.json()["attachment"]["id"]
    back = shared_world.call("GET", f"/cases/{case.id}/attachments/{ref}", "registrar")

    assert answer.status_code == 201
    assert back.content == GOOD[name]
    assert back.headers["Content-Disposition"].startswith("attachment;")
    assert case.view()["attachments"][0]["purpose"] == "证明工资标准"


EXTERNAL = relations(b'TargetMode="External"')
HOSTILE: dict[str, tuple[str, bytes, int, str]] = {
    "nothing": ("a.pdf", b"", 422, "empty"),
    "one byte over": ("a.pdf", pdf() + bytes(LARGEST), 413, "too_large"),
    "svg": ("a.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>", 415, "unsupported_media"),
    "html": ("a.html", b"<html>", 415, "unsupported_media"),
    "script": ("a.js", b"alert(1)", 415, "unsupported_media"),
    "shortcut": ("a.lnk", b"L\x00\x00\x00\x01\x14\x02\x00", 415, "unsupported_media"),
    "disk": ("a.iso", b"\x00CD001", 415, "unsupported_media"),
    "rar": ("a.rar", b"Rar!\x1a\x07\x00", 415, "unsupported_media"),
    "seven zip": ("a.7z", b"7z\xbc\xaf\x27\x1c", 415, "unsupported_media"),
    "old word": ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 415, "unsupported_media"),
    "plain zip": ("a.zip", archive(("a.txt", b"a")), 415, "unsupported_media"),
    "sheet": ("a.xlsx", archive(("xl/workbook.xml", b"a")), 415, "unsupported_media"),
    "html as jpg": ("photo.jpg", b"<html><script>alert(1)</script>", 422, "type_mismatch"),
    "svg as png": ("photo.png", b"<svg/>", 422, "type_mismatch"),
    "program as pdf": ("a.pdf", b"MZ\x90\x00", 422, "type_mismatch"),
    "jpeg start, html rest": ("photo.jpg", b"\xff\xd8\xff<html><script>alert(1)</script>", 422, "type_mismatch"),
    "png start, html rest": ("photo.png", b"\x89PNG\r\n\x1a\n<html><script>", 422, "type_mismatch"),
    "pdf and zip": ("a.pdf", pdf() + archive(("a.js", b"alert(1)")), 422, "type_mismatch"),
    "jpg and zip": ("a.jpg", jpeg() + archive(("a.js", b"alert(1)")), 422, "type_mismatch"),
    "png flood": ("a.png", png(50_000, 50_000), 422, "too_many_pixels"),
    "jpg flood": ("a.jpg", jpeg(60_000, 60_000), 422, "too_many_pixels"),
    "pdf script": ("a.pdf", pdf(extra=b"/OpenAction<</S/JavaScript/JS(app.alert(1))>>"), 422, "active_content"),
    "pdf script, short": ("a.pdf", pdf(extra=b"/OpenAction<</S/X/JS (app.alert(1))>>"), 422, "active_content"),
    "pdf script, disguised": ("a.pdf", pdf(extra=b"/OpenAction<</S/J#61vaScript/J#53(1)>>"), 422, "active_content"),
    "pdf script, packed": ("a.pdf", packed_pdf(b"<</S/JavaScript/JS(app.alert(1))>>"), 422, "active_content"),
    "pdf launch": ("a.pdf", pdf(extra=b"/OpenAction<</S/Launch/F(calc.exe)>>"), 422, "active_content"),
    "pdf with a file": ("a.pdf", pdf(extra=b"/Names<</EmbeddedFiles 9 0 R>>"), 422, "active_content"),
    "pdf encrypted": ("a.pdf", pdf() + b"trailer<</Encrypt 9 0 R>>", 422, "active_content"),
    "macros": ("a.docx", docx(word__vbaProject="bin".encode()), 422, "active_content"),  # noqa: UP012  # bytes by kind
    "macros by type": (
        "a.docx",
        archive(
            ("[Content_Types].xml", b"application/vnd.ms-word.document.macroEnabled.main+xml"),
            ("word/document.xml", b""),
        ),
        422,
        "active_content",
    ),
    "embedded": ("a.docx", docx(word__embeddings__oleObject1=b"ole"), 422, "active_content"),
    "template elsewhere": (
        "a.docx",
        archive(("word/document.xml", b""), ("word/_rels/x.rels", EXTERNAL)),
        422,
        "active_content",
    ),
    "template elsewhere, quoted": (
        "a.docx",
        archive(("word/document.xml", b""), ("word/_rels/x.rels", relations(b"TargetMode = 'External'"))),
        422,
        "active_content",
    ),
    "field": ("a.docx", docx('<instrText>INCLUDETEXT "/etc/passwd"</instrText>'), 422, "active_content"),
    "dde": ("a.docx", docx("<instrText>DDEAUTO c:\\\\cmd.exe</instrText>"), 422, "active_content"),
    "cut off": ("a.docx", docx()[:-30], 422, "bad_archive"),
    "only a beginning": ("a.docx", b"PK\x03\x04", 422, "bad_archive"),
    "bomb": ("a.docx", docx(word__media__a=bytes(64 * 1024 * 1024)), 422, "bad_archive"),
    "sixty thousand parts": ("a.docx", b"PK\x03\x04" + b"PK\x01\x02" * 60_000, 422, "bad_archive"),
    "relations that never end": (
        "a.docx",
        archive(("word/document.xml", b""), ("a.rels", bytes(2_000_000))),
        422,
        "bad_archive",
    ),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_files_that_would_do_harm_are_refused_in_no_time(shared_world: World, name: str) -> None:
    case = shared_world.open()
    filename, content, status, code = HOSTILE[name]
    began = time.perf_counter()

    assert is_a_problem(upload(case, filename, content), status, code)
    assert time.perf_counter() - began < 2
    assert case.view()["attachments"] == []


def test_a_header_that_lies_about_its_size_is_refused() -> None:
    honest = bytearray(archive(("word/document.xml", b""), ("a.rels", b"a" * 500_000)))
    for start in (honest.find(b"PK\x03\x04", 4) + 22, honest.rfind(b"PK\x01\x02") + 24):
        honest[start : start + 4] = (10).to_bytes(4, "little")

    with pytest.raises(BadInput, match="压缩内容异常"):
        sniff(bytes(honest))


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("../../etc/passwd", "passwd.pdf"),
        ("C:\\temp\\工资条.pdf", "工资条.pdf"),
        ("a\r\nSet-Cookie: x.pdf", "a Set-Cookie: x.pdf"),
        ("CON.pdf", "_CON.pdf"),
        ("nul", "_nul.pdf"),
        ("长" * 300 + ".pdf", "长" * 100 + ".pdf"),
        ("工资条.exe", "工资条.pdf"),
        ("...", "未命名.pdf"),
        ("", "未命名.pdf"),
    ],
)
def test_names_of_files_are_cleaned(name: str, shown: str) -> None:
    assert display_name(name, "pdf") == shown


def test_a_name_that_reads_backwards_is_refused(shared_world: World) -> None:
    assert is_a_problem(upload(shared_world.open(), "报告\u202efdp.exe", pdf()), 422, "bad_char")


def test_the_same_file_twice_is_one_file(shared_world: World) -> None:
    case = shared_world.open()
    first, second = upload(case, "a.pdf", pdf()), upload(case, "b.pdf", pdf())

    assert (first.status_code, second.status_code) == (201, 200)
    assert first.json()["attachment"] == second.json()["attachment"]
    assert len(case.view()["attachments"]) == 1


def test_a_case_holds_a_hundred_files(shared_world: World) -> None:
    case = shared_world.open()
    for number in range(MOST_FILES):
        assert upload(case, "a.png", png() + str(number).encode()).status_code == 201

    assert is_a_problem(upload(case, "a.png", png()), 409, "too_many_files")
    assert upload(case, "a.png", png() + b"7").status_code == 200


@pytest.mark.parametrize(
    "fields",
    [
        {"kind": "anything"},
        {"audience": "everybody"},
        {"pages": "0"},
        {"pages": "x"},
        {"state": "closed"},
        {"purpose": "a\u0000b"},
        {"purpose": "x" * 2001},
        {"party": "nobody"},
    ],
)
def test_what_is_said_of_a_file_is_held_to_its_form(shared_world: World, fields: dict[str, str]) -> None:
    case = shared_world.open()

    assert is_a_problem(upload(case, "a.pdf", pdf(), **fields), 422)
    assert case.view()["attachments"] == []


def test_a_file_without_its_kind_or_a_kind_without_its_file(shared_world: World) -> None:
    case = shared_world.open()
    path = f"/cases/{case.id}/attachments"
    no_kind = shared_world.call("POST", path, "registrar", files={"file": ("a.pdf", pdf())})
    no_file = shared_world.call("POST", path, "registrar", files={"kind": (None, "evidence")})

    assert is_a_problem(no_kind, 422, "missing")
    assert is_a_problem(no_file, 422, "missing")


def test_ranges_are_not_served(shared_world: World) -> None:
    case = shared_world.open()
    ref = upload(case, "a.pdf", pdf("z" * 100_000)).json()["attachment"]["id"]
    many = "bytes=" + ",".join(f"{n}-{n}" for n in range(0, 2000, 2))
    began = time.perf_counter()
    answer = shared_world.call("GET", f"/cases/{case.id}/attachments/{ref}", "registrar", headers={"Range": many})

    assert (answer.status_code, answer.content) == (200, pdf("z" * 100_000))
    assert time.perf_counter() - began < 0.5


def test_the_api_document_may_be_kept_in_the_house(shared_world: World) -> None:
    app = create_app(
        Settings(hosts=("testserver",), openapi=False), desk=desk_on(shared_world.desk.engine), clock=lambda: MONDAY
    )

    assert app.openapi_url is None


def test_a_key_is_anybodys_own(shared_world: World) -> None:
    key = {"Idempotency-Key": uuid.uuid4().hex}
    first = shared_world.call("POST", "/cases", "registrar", json=CASE, headers=key)
    second = shared_world.call("POST", "/cases", "head", json=CASE, headers=key)

    assert first.json()["case"]["id"] != second.json()["case"]["id"]
