"""The cases of ``workflows/replays``, played through the running API on both databases."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from mediation.casework.desk import WORKFLOWS
from mediation.replay.loading import load_script
from mediation.replay.performance import perform_script

TODAY = date(2026, 11, 22)
CASES = sorted((WORKFLOWS / "replays").glob("*.yaml"))


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_a_case_comes_out_as_its_script_expects(path: Path, database_url: str) -> None:
    account = perform_script(load_script(path), database_url, TODAY)
    assert [(each.number, each.zh) for each in account.differences] == []
    assert account.unplayed == 0
    assert account.verified is not None
    assert account.verified.findings == ()


def test_both_cases_of_the_demonstration_are_there() -> None:
    assert {load_script(path).replay for path in CASES} >= {"jiangzhou", "langya"}


@pytest.mark.parametrize(
    ("case", "refused"),
    [
        ("jiangzhou_driver", {"acts_for_both", "ambiguous_due_date", "not_joint", "paper_missing", "concession_joint"}),
        ("langya", {"ambiguous_due_date", "consent_not_asked"}),
    ],
)
def test_the_scripts_hold_the_refusals_the_cases_are_known_for(case: str, refused: set[str]) -> None:
    script = load_script(WORKFLOWS / "replays" / f"{case}.yaml")
    assert refused <= {code for act in script.acts for code in act.expect.refused or ()}
    assert all(act.expect.cleared_by is not None for act in script.acts if act.expect.refused)


def test_a_published_case_says_of_every_act_whether_it_is_stated_assumed_or_computed() -> None:
    script = load_script(WORKFLOWS / "replays" / "langya.yaml")
    assert all(act.mark is not None for act in script.acts if act.look is None)
    assert script.origin is not None
