"""What cannot be taken is answered clearly: the right status, a problem document in both languages, nothing echoed."""

from __future__ import annotations

import json
import uuid
from typing import Any

import httpx2
import pytest

from api.app import create_app
from mediation.settings import Settings
from tests.api.problems import is_a_problem
from tests.stories import credit_code, identity, in_mediation, with_parties
from tests.world import MONDAY, STREET, CaseAt, World, desk_on

CASE = {"organisation_id": STREET, "source": "application", "nature": "labour", "cause": "追索劳动报酬争议"}


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
