"""Payment orders on a mediation agreement."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from mediation.facts.settlement import AgreementStatus
from mediation.vocabulary import ClaimItem, LegalBasis, Nature, PartyKind, Severity, Side, Truth
from tests.makers import (
    both_parties,
    make_agreement,
    make_case,
    make_claim,
    make_clock,
    make_instalment,
    make_party,
    make_term,
)
from tests.rules.asking import make_facts
from tests.rules.rulings import Ruling

WARN = Severity.WARN
BOTH = both_parties()
EFFECTIVE = AgreementStatus.EFFECTIVE
PAST, AHEAD = date(2026, 8, 31), date(2026, 9, 2)
S15 = "payment_order_objection"
CONDITIONS = {"debtor_in_china": True, "can_be_served": True, "nothing_owed_in_return": True}


def owing(
    due_on: date | None = PAST,
    *,
    payer: PartyKind = PartyKind.EMPLOYER,
    item: ClaimItem = ClaimItem.WAGES,
    **more: Any,
) -> Any:
    """A sum owed by a party of a kind since a day; today is 2026-09-01."""
    debtor = make_party("d", Side.RESPONDENT, 3, kind=payer, natural=False)
    agreement = (make_agreement(EFFECTIVE), make_term(payer_id="d"), make_instalment(due_on=due_on, **more))
    return make_facts(*BOTH, debtor, make_claim(item=item), *agreement)


def labour_agreement(**more: Any) -> Any:
    return make_facts(make_agreement(more.pop("status", EFFECTIVE)), **more)


def applying(party: str) -> Any:
    return make_facts(*BOTH, make_agreement(EFFECTIVE), make_term(), given={"party": party})


def conditions(**over: Any) -> Any:
    return make_facts(given={**CONDITIONS, **over})


def objecting(form: str = "written", content: str = "disputes_the_debt") -> Any:
    return make_facts(given={"form": form, "content": content})


RULINGS = (
    Ruling("due yesterday and unpaid", "employer_owes_a_fixed_sum", owing()),
    Ruling("a dispatch unit is the employer", "employer_owes_a_fixed_sum", owing(payer=PartyKind.DISPATCH_UNIT)),
    Ruling("due tomorrow", "employer_owes_a_fixed_sum", owing(AHEAD), "no_fixed_sum_due"),
    Ruling("no day was fixed", "employer_owes_a_fixed_sum", owing(None), "no_fixed_sum_due"),
    Ruling("no sum was fixed", "employer_owes_a_fixed_sum", owing(amount=None), "no_fixed_sum_due"),
    Ruling("paid", "employer_owes_a_fixed_sum", owing(paid_on=PAST, paid_amount=1_860_000), "no_fixed_sum_due"),
    Ruling(
        "the general contractor promised to pay",
        "employer_owes_a_fixed_sum",
        owing(payer=PartyKind.GENERAL_CONTRACTOR),
        "debtor_is_not_the_employer",
    ),
    Ruling(
        "a guarantor", "employer_owes_a_fixed_sum", owing(payer=PartyKind.THIRD_PARTY), "debtor_is_not_the_employer"
    ),
    Ruling(
        "a subcontractor, perhaps the employer",
        "employer_owes_a_fixed_sum",
        owing(payer=PartyKind.SUBCONTRACTOR),
        "employer_not_known",
        Truth.UNKNOWN,
        WARN,
    ),
    *(
        Ruling(item.en, "owed_for_one_of_four_kinds", owing(item=item))
        for item in (
            ClaimItem.WAGES,
            ClaimItem.OVERTIME,
            ClaimItem.INJURY_MEDICAL,
            ClaimItem.SEVERANCE,
            ClaimItem.DAMAGES,
        )
    ),
    *(
        Ruling(item.en, "owed_for_one_of_four_kinds", owing(item=item), "not_one_of_four_kinds")
        for item in (ClaimItem.SOCIAL_INSURANCE, ClaimItem.NON_COMPETE, ClaimItem.OTHER)
    ),
    Ruling(
        "double wages",
        "owed_for_one_of_four_kinds",
        owing(item=ClaimItem.DOUBLE_WAGES),
        "kind_of_money_open",
        Truth.UNKNOWN,
        WARN,
    ),
    Ruling("a township body, a labour dispute, in force", "made_at_a_labour_body", labour_agreement()),
    Ruling(
        "a draft", "made_at_a_labour_body", labour_agreement(status=AgreementStatus.DRAFT), "not_a_labour_agreement"
    ),
    Ruling(
        "a body that is only on a court's roster",
        "made_at_a_labour_body",
        labour_agreement(basis=LegalBasis.COURT_ROSTER),
        "not_a_labour_agreement",
    ),
    Ruling(
        "services",
        "made_at_a_labour_body",
        labour_agreement(case=make_case(nature=Nature.SERVICE)),
        "not_a_labour_agreement",
    ),
    Ruling("the worker", "worker_applies_alone", applying("w")),
    Ruling("the employer", "worker_applies_alone", applying("e"), "not_the_creditor"),
    Ruling("in China and can be found", "order_can_be_served", conditions()),
    Ruling("missing", "order_can_be_served", conditions(debtor_in_china=False), "cannot_be_served"),
    Ruling("cannot be served", "order_can_be_served", conditions(can_be_served=False), "cannot_be_served"),
    Ruling("nothing", "nothing_is_owed_in_return", conditions()),
    Ruling(
        "tools to be given back",
        "nothing_is_owed_in_return",
        conditions(nothing_owed_in_return=False),
        "counter_performance_owed",
    ),
    Ruling("none", "no_preservation_applied_for", conditions()),
    Ruling(
        "assets were frozen",
        "no_preservation_applied_for",
        conditions(preservation_applied_for=True),
        "preservation_applied_for",
        severity=WARN,
    ),
    Ruling("written", "objection_is_written", objecting()),
    Ruling("oral", "objection_is_written", objecting(form="oral"), "objection_is_oral"),
    Ruling("the debt itself", "objection_disputes_the_debt", objecting()),
    Ruling(
        "no money at present",
        "objection_disputes_the_debt",
        objecting(content="cannot_pay"),
        "debt_not_disputed",
        severity=WARN,
    ),
    Ruling("ended yesterday", "limit_is_over", make_facts(make_clock(S15, PAST)), params={"limit": S15}),
    Ruling(
        "ends today at 24:00",
        "limit_is_over",
        make_facts(make_clock(S15, date(2026, 9, 1))),
        "limit_still_runs",
        params={"limit": S15},
    ),
    Ruling("never began", "limit_is_over", make_facts(), "limit_still_runs", params={"limit": S15}),
)


@pytest.mark.parametrize("ruling", RULINGS, ids=str)
def test_ruling(ruling: Ruling) -> None:
    ruling.holds()
