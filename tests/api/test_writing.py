"""Writing: once under its key, on the version that was read, wholly or not at all."""

from __future__ import annotations

import uuid
from typing import Any

import pytest

from mediation.casework.verifying import verify
from mediation.records.database import reading
from tests import stories
from tests.api.files import pdf
from tests.stories import drafted, in_mediation, registered
from tests.world import STREET, CaseAt, World, person_id

CASE = {"organisation_id": STREET, "source": "application", "nature": "labour", "cause": "追索劳动报酬争议"}


def do(case: CaseAt, who: str, act: str, key: str | None, version: int | None, /, **answers: Any) -> Any:
    """Send an act with just the headers given."""
    headers = {} if key is None else {"Idempotency-Key": key}
    if version is not None:
        headers["If-Match"] = f'"{version}"'
    return case.world.call("POST", f"/cases/{case.id}/acts/{act}", who, json={"answers": answers}, headers=headers)


def events(case: CaseAt) -> int:
    with case.world.desk.engine.connect() as db:
        return int(db.exec_driver_sql("SELECT count(*) FROM event WHERE folder_id = ?", (case.id,)).scalar_one())


PAPER = {"kind": "agreement"}
FILE = {"file": ("a.pdf", pdf())}
WORKER = {"kind": "worker", "side": "applicant", "name": "周行远"}


# ── once under its key ───────────────────────────────────────────────────────────────────────────────────────────
def test_a_replay_gets_the_same_bytes_and_the_same_etag(small_world: World) -> None:
    case, key = small_world.open(), uuid.uuid4().hex
    first = do(case, "registrar", "add_party", key, case.version(), **WORKER)
    contact = {"party": stories.row(first.json(), "party"), "channel": "phone", "outcome": "spoken"}
    later = do(case, "registrar", "log_contact", None, None, **contact)
    second = do(case, "registrar", "add_party", key, 1, **WORKER)

    assert (first.status_code, later.status_code, second.status_code) == (200, 200, 200)
    assert (first.content, first.headers["ETag"]) == (second.content, second.headers["ETag"])
    assert second.headers["Idempotency-Replayed"] == "true"
    assert "Idempotency-Replayed" not in first.headers
    assert len(case.view()["parties"]) == 1


def test_every_door_that_writes_replays(small_world: World) -> None:
    case, _ = drafted(small_world)
    other, _ = registered(small_world)
    head = f"/cases/{case.id}"
    writes: dict[str, dict[str, Any]] = {
        "/cases": {"json": CASE},
        f"{head}/papers": {"json": {"kind": "agreement"}},
        f"{head}/corrections": {"json": {"seq": 6, "name": "received_on", "value": "2026-08-02", "reason": "邮戳"}},
        f"{head}/links": {"json": {"other_case_id": other.id, "kind": "related", "reason": "同一单位"}},
        f"{head}/attachments": {
            "content": _form(pdf()),
            "headers": {"Content-Type": "multipart/form-data; boundary=x"},
        },
        "/people": {"json": {"organisation_id": STREET, "name": "邱明月", "role": "mediator"}},
        f"/people/{person_id('colleague')}/disable": {"json": {"reason": "离职"}},
    }
    for path, more in writes.items():
        headers = {"Idempotency-Key": uuid.uuid4().hex, "If-Match": f'"{case.version()}"', **more.pop("headers", {})}
        first, second = (small_world.call("POST", path, "head", headers=headers, **more) for _ in range(2))

        assert first.status_code in {200, 201}, (path, first.text)
        assert (first.status_code, first.content) == (second.status_code, second.content)
        assert second.headers["Idempotency-Replayed"] == "true"


def _form(content: bytes) -> bytes:
    kind = b'--x\r\nContent-Disposition: form-data; name="kind"\r\n\r\nevidence\r\n'
    return (
        kind
        + b'--x\r\nContent-Disposition: form-data; name="file"; filename="a.pdf"\r\n\r\n'
        + content
        + b"\r\n--x--\r\n"
    )


@pytest.mark.parametrize("change", ["body", "path"])
def test_a_key_serves_one_submission(small_world: World, change: str) -> None:
    case, key = small_world.open(), uuid.uuid4().hex
    do(case, "registrar", "add_party", key, case.version(), **WORKER)
    other = small_world.open() if change == "path" else case
    name = "周远行" if change == "body" else "周行远"
    answer = do(other, "registrar", "add_party", key, other.version(), **{**WORKER, "name": name})

    assert (answer.status_code, answer.json()["code"]) == (422, "idempotency_mismatch")


def test_a_write_without_its_key_is_malformed(small_world: World) -> None:
    token = {"Authorization": f"Bearer {small_world.tokens['registrar']}"}
    answer = small_world.client.post("/api/v1/cases", json=CASE, headers=token)

    assert (answer.status_code, answer.json()["code"]) == (400, "key_missing")


def test_only_what_succeeded_is_kept(small_world: World) -> None:
    case, key = small_world.open(), uuid.uuid4().hex
    refused = do(case, "registrar", "add_party", key, 99, **WORKER)
    mistyped = do(case, "registrar", "add_party", key, case.version(), **{**WORKER, "kind": "anything"})
    done = do(case, "registrar", "add_party", key, case.version(), **WORKER)

    assert (refused.status_code, mistyped.status_code, done.status_code) == (412, 422, 200)


def test_a_paper_is_issued_once_even_when_the_case_went_on(small_world: World) -> None:
    case, _ = drafted(small_world)
    headers = {"Idempotency-Key": uuid.uuid4().hex, "If-Match": f'"{case.version()}"'}

    def send() -> Any:
        return small_world.call("POST", f"/cases/{case.id}/papers", "mediator", json=PAPER, headers=headers)

    first = send()
    case.move("mediator", "labour_mediation", "return_to_mediation", reason="继续协商")
    second = send()

    assert (first.status_code, first.content) == (second.status_code, second.content)


# ── on the version that was read ─────────────────────────────────────────────────────────────────────────────────
def test_an_act_says_which_version_it_rests_on(small_world: World) -> None:
    answer = do(small_world.open(), "registrar", "add_party", None, None, **WORKER)

    assert (answer.status_code, answer.json()["code"]) == (428, "version_missing")


def test_an_act_on_an_old_version_hears_who_changed_what(small_world: World) -> None:
    case = small_world.open()
    seen = case.version()
    small_world.at("2026-08-03 10:32")
    do(case, "liaison", "add_party", None, seen, **WORKER)
    answer = do(case, "registrar", "add_party", None, seen, **{**WORKER, "name": "周远行"})
    told = answer.json()

    assert (answer.status_code, told["code"]) == (412, "stale_version")
    assert answer.headers["ETag"] == f'"{told["version"]}"' == f'"{case.version()}"'
    assert [(c["act"], c["by"]) for c in told["changes"]] == [("add_party", person_id("liaison"))]
    assert "10:32" in told["title"]


def test_the_etag_of_a_case_is_the_version_to_send_back(small_world: World) -> None:
    case = small_world.open()
    etag = small_world.call("GET", f"/cases/{case.id}", "registrar").headers["ETag"]
    answer = do(case, "registrar", "add_party", None, int(etag.strip('"')), **WORKER)

    assert answer.status_code == 200
    assert answer.headers["ETag"] == small_world.call("GET", f"/cases/{case.id}", "registrar").headers["ETag"] != etag


def test_acts_that_commute_need_no_version_and_leave_it_alone(small_world: World) -> None:
    case, ids = in_mediation(small_world)
    before, counted = case.version(), events(case)
    done = [
        do(case, "registrar", "log_contact", None, None, party=ids["worker"], channel="phone", outcome="spoken"),
        do(case, "mediator", "add_note", None, None, audience="mediator", text="笔记"),
        small_world.call("POST", f"/cases/{case.id}/attachments", "registrar", files=FILE, data={"kind": "evidence"}),
    ]

    assert [answer.status_code for answer in done] == [200, 200, 201]
    assert (case.version(), events(case)) == (before, counted + 3)
    assert {answer.headers["ETag"] for answer in done} == {f'"{before}"'}


# ── wholly or not at all ─────────────────────────────────────────────────────────────────────────────────────────
def test_a_commit_that_fails_does_not_answer_that_it_was_done(small_world: World) -> None:
    """A constraint that is only asked at the commit: everything before it went well."""
    case, key = small_world.open(), uuid.uuid4().hex
    before, counted = case.version(), events(case)
    with small_world.desk.engine.connect() as db:
        db.exec_driver_sql("CREATE TABLE trap (x TEXT REFERENCES folder (id) DEFERRABLE INITIALLY DEFERRED)")
        db.exec_driver_sql("CREATE TRIGGER spring AFTER INSERT ON event BEGIN INSERT INTO trap VALUES ('nowhere'); END")
        db.commit()
    failed = do(case, "registrar", "add_party", key, before, **WORKER)
    with small_world.desk.engine.connect() as db:
        db.exec_driver_sql("DROP TRIGGER spring")
        db.commit()

    assert (failed.status_code, failed.json()["code"]) == (500, "internal")
    assert (case.version(), events(case), case.view()["parties"]) == (before, counted, [])
    assert do(case, "registrar", "add_party", key, before, **WORKER).status_code == 200


def test_refused_acts_leave_no_trace(small_world: World) -> None:
    case, ids = in_mediation(small_world)
    before = (case.version(), events(case))
    case.refused("head", "labour_mediation", "offer", party=ids["employer"], amount="1.00")
    case.refused("mediator", "labour_mediation", "accept")
    case.send_move("mediator", "labour_mediation", "offer", party="nobody", amount="1.00")

    assert (case.version(), events(case)) == before
    with reading(small_world.desk.engine) as db:
        assert verify(db).findings == ()
