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
        ("arbitration_review", {"review_pending", "not_joint", "served_already"}),
        ("award_trap", {"award_takes_effect", "not_sent_on_platform"}),
        ("employer_applies", {"side_missing", "not_the_applicant"}),
        ("entrusted_statement", {"respondent_has_not_consented", "outcome_not_for_kind", "post_filing"}),
        ("eshan", {"agent_not_on_file"}),
        ("failed_return", {"no_result_yet", "not_reported", "materials_not_returned"}),
        ("filing_edition", {"extension_over_cap", "respondent_has_not_consented"}),
        ("payment_order", {"cannot_be_served", "objection_is_oral", "limit_still_runs"}),
        ("taiqian", {"arbitration_comes_first"}),
        ("xiangtan", {"nothing_overdue", "limit_expired", "not_joint"}),
    ],
)
def test_the_scripts_hold_the_refusals_the_cases_are_known_for(case: str, refused: set[str]) -> None:
    script = load_script(WORKFLOWS / "replays" / f"{case}.yaml")
    assert refused <= {code for act in script.acts for code in act.expect.refused or ()}
    assert all(act.expect.cleared_by is not None for act in script.acts if act.expect.refused)


@pytest.mark.parametrize("case", ["dongcheng", "eshan", "langya", "taiqian", "xiangtan"])
def test_a_published_case_says_of_every_act_whether_it_is_stated_assumed_or_computed(case: str) -> None:
    script = load_script(WORKFLOWS / "replays" / f"{case}.yaml")
    assert not script.invented
    assert all(act.mark is not None for act in script.acts if act.look is None)
    assert script.origin is not None


def test_only_an_invented_case_says_in_its_title_that_it_is_invented() -> None:
    for script in map(load_script, CASES):
        assert ("虚构" in script.title.zh, "(invented)" in script.title.en) == (script.invented, script.invented)
