"""Every expectation is really compared: one that is planted wrong is reported, and nothing else is."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from mediation.errors import Conflict
from mediation.replay.performance import perform_script
from mediation.replay.terminal import as_text
from tests.replay.short import SHORT, changed, script_of

TODAY = date(2026, 11, 22)


def differences(folder: Path, text: str) -> list[tuple[int, str]]:
    account = perform_script(script_of(folder, text), f"sqlite:///{folder / 'short.db'}", TODAY)
    return [(each.number, each.en) for each in account.differences]


def test_a_script_whose_expectations_hold_differs_in_nothing(tmp_path: Path) -> None:
    assert differences(tmp_path, SHORT) == []


@pytest.mark.parametrize(
    ("old", "new", "number", "said"),
    [
        ("refused: [nothing_claimed]", "refused: [side_missing]", 4, "found 'nothing_claimed'"),
        (
            "state: {labour_mediation: registered}\n      w",
            "state: {labour_mediation: assigned}\n      w",
            6,
            "registered",
        ),
        ("warnings: []", "warnings: [done_late]", 6, "expects 'done_late'"),
        ("papers_due: []", "papers_due: [appointment]", 6, "appointment"),
        ("{due: 2026-08-06,", "{due: 2026-08-07,", 6, "found '2026-08-06'"),
        ("raw: 2026-08-18", "edition: 2026-08-18", 6, "edition of M3"),
        ("no_clock: [S1, S3]", "no_clock: [S1, M3]", 6, "clock M3"),
        ("dates: {M1: {state: stopped}}", "dates: {S3: {state: stopped}}", 8, "clock S3"),
        ("rung: amber}]", "rung: red}]", 11, "mediation_term red"),
        ("expect: {fired", "expect: {papers: [agreement], fired", 11, "agreement"),
        ("state: {labour_mediation: assigned}", "state: {judicial_confirmation: filed}", 0, "filed"),
        ("no_clock: [S3]\n", "no_clock: [M2]\n", 0, "clock M2"),
        ("relation: assigned_mediator", "relation: court_clerk", 0, "expected to be court clerk"),
        ("unseen: {registrar: [内心底线]", "unseen: {mediator: [内心底线]", 0, "mediator can read"),
    ],
)
def test_a_planted_wrong_expectation_is_reported_alone(
    tmp_path: Path, old: str, new: str, number: int, said: str
) -> None:
    found = differences(tmp_path, changed(old, new))
    assert [each[0] for each in found] == [number]
    assert said in found[0][1]


@pytest.mark.parametrize(
    ("old", "new", "stopped_at"),
    [
        ("refused: [nothing_claimed]\n      cleared_by", "status: 200\n      # cleared_by", 4),
        ("move: accept\n    expect: {", "move: accept\n    expect: {refused: [consent_not_asked], ", 8),
    ],
    ids=["refused against the script", "done against the script"],
)
def test_the_story_stops_where_it_goes_another_way(tmp_path: Path, old: str, new: str, stopped_at: int) -> None:
    text = changed(old, new).replace("    # cleared_by: {zh: 登记请求。, en: The claim is recorded.}\n", "")
    account = perform_script(script_of(tmp_path, text), f"sqlite:///{tmp_path / 'short.db'}", TODAY)
    assert len(account.entries) == stopped_at
    assert account.differences
    assert f"{len(account.script.acts) - stopped_at} 步未办" in as_text(account)


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
