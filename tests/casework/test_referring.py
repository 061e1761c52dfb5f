"""A sheet of referrals is sent whole or not at all, each line a case of its own; what a line lacks is said on it."""

from __future__ import annotations

import io
import uuid

import pytest
from openpyxl import Workbook

from mediation.casework.referral_sheet import COLUMNS, cells_of
from mediation.errors import BadInput
from tests.workbench.courting import line, sheet_of
from tests.world import STREET, World


def cases(world: World) -> int:
    with world.desk.engine.connect() as db:
        return int(db.exec_driver_sql("SELECT count(*) FROM case_file").scalar_one())


def codes(answer: dict[str, object]) -> list[list[str]]:
    rows = answer["rows"]
    assert isinstance(rows, list)
    return [[problem["code"] for problem in row["problems"]] for row in rows]


def test_every_line_of_a_good_sheet_becomes_a_case_that_waits_for_the_desk(world: World) -> None:
    answer = sheet_of(world, [line(n) for n in range(1, 5)])

    assert (answer.status_code, answer.json()["sent"]) == (201, 4)
    numbers = [row["case"]["number"] for row in answer.json()["rows"]]
    assert len(set(numbers)) == 4
    with world.desk.engine.connect() as db:
        states = db.exec_driver_sql("SELECT state FROM proceeding WHERE procedure = 'court_referral'").scalars().all()
    assert list(states) == ["sent"] * 4


def test_a_dry_run_says_what_a_sending_would_and_writes_nothing(world: World) -> None:
    lines = [line(1), line(2, has_award="没有", applicant_phone="")]

    tried, sent = sheet_of(world, lines, dry_run=True), sheet_of(world, lines)

    assert tried.status_code == 200
    assert codes(tried.json()) == [[], ["arbitration_comes_first"]]
    assert (sent.status_code, [e["code"] for e in sent.json()["errors"]]) == (422, ["arbitration_comes_first"])
    assert sent.json()["errors"][0]["field"] == "rows[1].row"
    assert cases(world) == 0


def test_one_bad_line_keeps_the_whole_sheet_back(small_world: World) -> None:
    answer = sheet_of(small_world, [line(1), line(2, applicant_phone="123"), line(3)])

    assert answer.status_code == 422
    assert [e["field"] for e in answer.json()["errors"]] == ["rows[1].applicant_phone"]
    assert cases(small_world) == 0
    after = sheet_of(small_world, [line(1)]).json()["rows"][0]["case"]["number"]
    assert after.endswith("〕1号")  # the numbers of what was undone are not used up


@pytest.mark.parametrize(
    ("more", "field", "code"),
    [
        ({"kind": "移送"}, "kind", "bad_choice"),
        ({"on_platform": "也许"}, "on_platform", "bad_choice"),
        ({"complaint_on": "上周"}, "complaint_on", "bad_date"),
        ({"amount": "一万"}, "amount", "bad_amount"),
        ({"applicant": ""}, "applicant", "missing"),
        ({"applicant": "周\u202e远"}, "applicant", "bad_char"),
        ({"respondent_identity": "91990101MA0000001X"}, "respondent_identity", "bad_identity"),
        ({"unknown": "1"}, "row", "column_unknown"),
        ({"cause": "天气不好"}, "cause", "unknown_cause"),
    ],
)
def test_what_is_wrong_with_a_line_is_said_under_its_column(
    small_world: World, more: dict[str, str], field: str, code: str
) -> None:
    (row,) = sheet_of(small_world, [line(1, **more)], dry_run=True).json()["rows"]

    found = [(problem["field"], problem["code"]) for problem in row["problems"]]
    assert found[0][0] == field
    assert found[0][1].startswith(code.partition("_")[0])


def test_the_same_docket_is_not_sent_twice(small_world: World) -> None:
    twice = sheet_of(small_world, [line(1), line(1, applicant="吴九如")], dry_run=True)
    sheet_of(small_world, [line(1)])
    again = sheet_of(small_world, [line(1)], dry_run=True)

    assert codes(twice.json()) == [[], ["twice_in_sheet"]]
    assert codes(again.json()) == [["already_sent"]]


def test_only_a_courts_clerk_sends_referrals(small_world: World) -> None:
    assert sheet_of(small_world, [line(1)], "liaison").status_code == 403


def test_a_sheet_sent_twice_under_one_key_is_sent_once(small_world: World) -> None:
    headers, body = {"Idempotency-Key": uuid.uuid4().hex}, {"organisation_id": STREET, "rows": [line(1), line(2)]}

    answers = [small_world.call("POST", "/referrals/sheet", "clerk", json=body, headers=headers) for _ in range(2)]

    assert answers[0].content == answers[1].content
    assert cases(small_world) == 2


def excel(rows: list[list[object]]) -> bytes:
    book = Workbook()
    page = book.active
    assert page is not None
    for row in rows:
        page.append(row)
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


def test_an_excel_sheet_says_the_same_as_json() -> None:
    names = list(line(1))
    content = excel([[COLUMNS[name] + "*" for name in names], [line(1)[name] for name in names], [None] * len(names)])

    assert cells_of(content, "移送.xlsx") == [line(1)]


@pytest.mark.parametrize("content", [b"", b"no sheet", excel([["什么"]]), excel([[]])])
def test_what_is_no_sheet_of_referrals_is_refused_with_what_to_do(content: bytes) -> None:
    with pytest.raises(BadInput):
        cells_of(content, "x.xlsx")


@pytest.mark.parametrize("content", [b"{", b'{"rows": 1}', b"[1]", b"\xff"])
def test_what_is_no_json_of_referrals_is_refused(content: bytes) -> None:
    with pytest.raises(BadInput):
        cells_of(content, "x.json")
