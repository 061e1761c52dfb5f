"""Rulings on what is recorded of limitation and of an award, and the day the conservative year runs from."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from mediation.facts.columns import Row
from mediation.facts.known import Facts
from mediation.facts.settlement import AgreementStatus
from mediation.rules.all import MOMENTS
from mediation.vocabulary import ClaimItem, LegalBasis, PaperKind, ReferralKind, Severity, Truth
from tests.makers import at, both_parties, make_agreement, make_answer, make_attachment, make_claim, referred
from tests.rules.asking import make_facts, only
from tests.rules.rulings import Ruling

WARN = Severity.WARN
DAY = date(2026, 7, 1)


def told(act: str, seq: int, **answers: Any) -> list[Row]:
    return [make_answer(name, value, act, "case_folder", seq) for name, value in answers.items()]


def given(**answers: Any) -> Facts:
    return make_facts(*both_parties(), make_claim(), given=answers)


def suspended(*, ended: str | None = None, **answers: Any) -> Facts:
    rows = told("suspend_limitation", 3, party="w", since="2026-06-01")
    rows += told("resume_limitation", 4, party="w", until=ended) if ended else []
    return make_facts(*both_parties(), *rows, given={"party": "w", **answers})


def filed(act: str, **answers: Any) -> Facts:
    return make_facts(*told(act, 3, **answers))


def settled_on(day: date, basis: LegalBasis = LegalBasis.MAL10_1, *rows: Row) -> Facts:
    agreement = make_agreement(status=AgreementStatus.EFFECTIVE, effective_at=at(day))
    return make_facts(*both_parties(), agreement, *rows, basis=basis)


AWARD = make_attachment(PaperKind.AWARD)
THEN = date(2013, 11, 30)
RULINGS = (
    Ruling("a day of knowledge is a beginning", "basis_says_something", given(known_on=DAY)),
    Ruling("so is employment that lasts", "basis_says_something", given(employment="lasting")),
    Ruling("nothing is none", "basis_says_something", given(), "nothing_said"),
    Ruling("an end has its day", "basis_says_something", given(employment="ended"), "end_of_employment_missing"),
    Ruling(
        "what lasts has no last day",
        "basis_says_something",
        given(employment="lasting", employment_ended_on=DAY),
        "employment_contradicts_itself",
    ),
    Ruling("the claimant demands", "act_is_of_a_claimant", given(party="w", kind="demanded")),
    Ruling(
        "the debtor's demand is pointed out",
        "act_is_of_a_claimant",
        given(party="e", kind="demanded"),
        "interrupts_nothing",
        severity=WARN,
    ),
    Ruling("the debtor agrees to perform", "act_is_of_a_claimant", given(party="e", kind="agreed_to_perform")),
    Ruling("what runs may be suspended", "limitation_runs", given(party="w")),
    Ruling("not twice", "limitation_runs", suspended(), "suspended_already"),
    Ruling("but again after it ran on", "limitation_runs", suspended(ended="2026-06-20")),
    Ruling("what stands still may run on", "limitation_stands_still", suspended(until=DAY)),
    Ruling("not from before", "limitation_stands_still", suspended(until=date(2026, 5, 1)), "not_suspended"),
    Ruling("what runs cannot run on", "limitation_stands_still", given(party="w", until=DAY), "not_suspended"),
    Ruling("before a complaint the days to sue run", "no_complaint_yet", filed("register", received_on="2026-07-01")),
    Ruling("a referral is a complaint", "no_complaint_yet", filed("send", kind="delegated"), "complaint_filed"),
    Ruling("so is a suit", "no_complaint_yet", filed("take_other_route", route="sue"), "complaint_filed"),
    Ruling("arbitration is none", "no_complaint_yet", filed("take_other_route", route="arbitrate")),
    Ruling("without an award nothing is asked", "award_receipt_is_known", make_facts()),
    Ruling(
        "an award has its day of receipt",
        "award_receipt_is_known",
        make_facts(AWARD),
        "award_receipt_unknown",
        Truth.UNKNOWN,
        WARN,
    ),
    Ruling("which was recorded", "award_receipt_is_known", make_facts(AWARD, *told("record_award", 4, party="w"))),
    Ruling(
        "or counts no more", "award_receipt_is_known", make_facts(AWARD, *told("send", 4, kind="entrusted_summary"))
    ),
    Ruling("the worker received it", "worker_received_it", given(party="w")),
    Ruling("the employer is not the worker", "worker_received_it", given(party="e"), "not_the_worker"),
    Ruling("the employer received it", "employer_received_it", given(party="e")),
    Ruling("the worker is not the employer", "employer_received_it", given(party="w"), "not_the_employer"),
    Ruling("today any lawful body's may be confirmed", "confirmable_in_its_day", settled_on(DAY)),
    Ruling("then a people's committee's", "confirmable_in_its_day", settled_on(THEN, LegalBasis.PML34)),
    Ruling(
        "or what a court delegated",
        "confirmable_in_its_day",
        settled_on(date(2021, 6, 15), LegalBasis.MAL10_1, *referred(ReferralKind.DELEGATED)),
    ),
    Ruling(
        "of an enterprise's committee nobody knows",
        "confirmable_in_its_day",
        settled_on(THEN),
        "only_peoples_committees_then",
        Truth.UNKNOWN,
        WARN,
    ),
    Ruling("an ordinary award needs no word", "final_for_the_employer", given(finality="not_final")),
    Ruling("a final one does", "final_for_the_employer", given(finality="final"), "award_is_final", severity=WARN),
)


@pytest.mark.parametrize("ruling", RULINGS, ids=str)
def test_rulings(ruling: Ruling) -> None:
    ruling.holds()


def conservative(*rows: Row, **more: Any) -> Any:
    moment = MOMENTS["conservative_limitation"]
    return moment.tell(only(make_facts(*both_parties(), *rows, **more), moment.needs))


KNOWN = told("record_limitation_basis", 2, known_on="2026-01-15")


def test_without_anything_on_file_no_year_runs() -> None:
    assert conservative(make_claim()) is None


def test_the_claim_whose_year_ends_first_sets_the_day() -> None:
    later = told("record_limitation_basis", 3, known_on="2026-05-01", claim=2)
    severance = make_claim(2, item=ClaimItem.SEVERANCE)

    assert conservative(make_claim(1, item=ClaimItem.DAMAGES), severance, *KNOWN, *later) == date(2026, 1, 15)


def test_wages_while_employed_set_none() -> None:
    assert conservative(make_claim(), *KNOWN, *told("record_limitation_basis", 3, employment="lasting")) is None


def test_the_act_at_hand_counts() -> None:
    facts = make_facts(
        *both_parties(),
        make_claim(),
        *KNOWN,
        given={"party": "w", "kind": "demanded", "happened_on": date(2026, 6, 1)},
    )
    acting = replace(facts.acting, name="record_limitation_event")

    assert MOMENTS["conservative_limitation"].tell(replace(facts, acting=acting)) == date(2026, 6, 1)
