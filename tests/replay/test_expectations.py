"""Every expectation is really compared: one that is planted wrong is reported, and nothing else is."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from mediation.errors import Conflict
from mediation.replay.door import Reply
from mediation.replay.expecting import differences as differing
from mediation.replay.performance import perform_script
from mediation.replay.playing import Played
from mediation.replay.script import Act
from mediation.replay.terminal import as_text
from tests.replay.short import SHORT, changed, script_of

TODAY = date(2026, 11, 22)


def differences(folder: Path, text: str) -> list[tuple[int, str]]:
    account = perform_script(script_of(folder, text), f"sqlite:///{folder / 'short.db'}", TODAY)
    return [(each.number, each.en) for each in account.differences]


def test_a_script_whose_expectations_hold_differs_in_nothing(tmp_path: Path) -> None:
    assert differences(tmp_path, SHORT) == []


PLANTED = (
    ("refused: [nothing_claimed]", "refused: [side_missing]", 4, "found 'nothing_claimed'"),
    (
        "state: {labour_mediation: registered}\n      w",
        "state: {labour_mediation: signing}\n      w",
        6,
        "found 'registered'",
    ),
    ("warnings: []", "warnings: [done_late]", 6, "expects 'done_late'"),
    ("papers_due: []", "papers_due: [appointment]", 6, "expects 'appointment'"),
    ("{due: 2026-08-06,", "{due: 2026-08-07,", 6, "found '2026-08-06'"),
    ("raw: 2026-08-18", "edition: 2026-08-18", 6, "edition of M3"),
    ("no_clock: [S1, S3]", "no_clock: [S1, M3]", 6, "clock M3"),
    ("dates: {M1: {state: stopped}}", "dates: {S3: {state: stopped}}", 8, "clock S3"),
    ("rung: amber}]", "rung: red}]", 11, "mediation_term red"),
    ("expect: {fired", "expect: {papers: [agreement], fired", 11, "expects 'agreement'"),
    ("state: {labour_mediation: assigned}", "state: {judicial_confirmation: filed}", 0, "expects 'filed'"),
    ("no_clock: [S3]\n", "no_clock: [M2]\n", 0, "clock M2"),
    ("relation: assigned_mediator", "relation: court_clerk", 0, "expected to be court clerk"),
    ("unseen: {registrar: [内心底线]", "unseen: {mediator: [内心底线]", 0, "mediator can read"),
)


def test_every_planted_wrong_expectation_is_reported_and_nothing_else_is(tmp_path: Path) -> None:
    text = SHORT
    for old, new, _, _ in PLANTED:
        assert old in text, old
        text = text.replace(old, new, 1)
    found = differences(tmp_path, text)
    assert len(found) == len(PLANTED)
    for _, _, number, said in PLANTED:
        assert [said in each for at, each in found if at == number].count(True) == 1, said


@pytest.mark.parametrize(
    ("old", "new", "stopped_at"),
    [
        (
            "refused: [nothing_claimed]\n      cleared_by: {zh: 登记请求。, en: The claim is recorded.}",
            "status: 200",
            4,
        ),
        ("move: accept\n    expect: {", "move: accept\n    expect: {refused: [consent_not_asked], ", 8),
    ],
    ids=["refused against the script", "done against the script"],
)
def test_the_story_stops_where_it_goes_another_way(tmp_path: Path, old: str, new: str, stopped_at: int) -> None:
    account = perform_script(script_of(tmp_path, changed(old, new)), f"sqlite:///{tmp_path / 'short.db'}", TODAY)
    assert len(account.entries) == stopped_at
    assert account.differences
    assert f"{len(account.script.acts) - stopped_at} 步未办" in as_text(account)


def said_of_a_paper(page: str, *, permitted: bool = True) -> list[str]:
    act = Act.model_validate(
        {
            "at": "2026-08-14T09:00+08:00",
            "by": "mediator",
            "paper": "agreement",
            "expect": {"says": ["叁仟零玖拾元整"], "never_says": ["内心底线"]},
        }
    )
    move = {"permitted": permitted, "reasons": [{"code": "not_joint"}]}
    played = Played(1, act, Reply(201, {"steps": []}, b""), (), None, None, move, page)
    return [each.en for each in differing(played)]


def test_the_words_of_a_paper_are_read_across_markup_and_lines() -> None:
    assert said_of_a_paper("<p>人民币<b>叁仟零玖</b>\n拾元整</p>") == []
    assert "expects '叁仟零玖拾元整'" in said_of_a_paper("<p>叁仟元整</p>")[0]
    assert "found '内心底线'" in said_of_a_paper("<p>叁仟零玖拾元整，内心<i>底线</i></p>")[0]


def test_what_was_explained_as_refused_and_then_done_is_reported() -> None:
    assert "not_joint" in said_of_a_paper("叁仟零玖拾元整", permitted=False)[0]


def test_a_script_may_hold_several_cases(tmp_path: Path) -> None:
    second = """\
  - at: 2026-08-15T09:10+08:00
    by: registrar
    case: another
    open: {organisation: desk, source: application, nature: labour, cause: 经济补偿争议}
  - at: 2026-08-15T09:20+08:00
    by: head
    case: short
    move: close
    answers: {result: no_agreement}
    expect: {refused: [illegal_transition]}
  - at: 2026-08-15T09:30+08:00
    by: registrar
    case: another
    move: register
    answers: {form: oral, received_on: 2026-08-15}
    expect: {refused: [nothing_claimed, side_missing]}
finally:
"""
    text = changed("finally:\n", second)
    text = text[: text.index("  state: {labour_mediation: assigned}\n")] + "  papers: []\n"
    account = perform_script(script_of(tmp_path, text), f"sqlite:///{tmp_path / 'short.db'}", TODAY)
    assert [each.en for each in account.differences if "assigned mediator" not in each.en] == []
    assert [case["number"] for case in account.cases] == ["江东工调字〔2026〕1号", "江东工调字〔2026〕2号"]


def test_a_replay_takes_only_an_empty_database(tmp_path: Path) -> None:
    assert differences(tmp_path, SHORT) == []
    with pytest.raises(Conflict) as refused:
        differences(tmp_path, SHORT)
    assert refused.value.code == "not_empty"


def test_a_correction_names_an_earlier_act_by_its_label(tmp_path: Path) -> None:
    correction = """\
  - at: 2026-08-15T09:10+08:00
    by: registrar
    correct: {of: registering, name: received_on, value: 2026-08-01, reason: 登记时看错日期}
    expect: {dates: {M3: {raw: 2026-08-16}}}
finally:
"""
    assert differences(tmp_path, changed("finally:\n", correction)) == []


def test_the_account_tells_no_confidence(tmp_path: Path) -> None:
    account = perform_script(script_of(tmp_path), f"sqlite:///{tmp_path / 'short.db'}", TODAY)
    said = as_text(account)
    assert "记一条工作笔记" in said
    assert "内心底线" not in said
    assert "13900000001" not in said
