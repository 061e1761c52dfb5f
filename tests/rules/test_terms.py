from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mediation.facts.settlement import TermKind
from mediation.rules.terms import is_ambiguous
from mediation.vocabulary import ClaimItem, PartyKind, Severity, Side
from tests.makers import (
    both_parties,
    make_agreement,
    make_claim,
    make_instalment,
    make_party,
    make_term,
    make_text,
    said,
    settlement,
)
from tests.rules.asking import ask, code_of, make_facts
from tests.rules.rulings import Ruling

WARN = Severity.WARN
BOTH = both_parties()
CREW_HEAD = make_party("c", Side.THIRD, 3, kind=PartyKind.INDIVIDUAL, natural=True)
DAY = date(2026, 9, 15)


def pay(**over: Any) -> dict[str, Any]:
    """A drafted payment of the worker's wages."""
    plain = {
        "kind": "payment",
        "claim": 1,
        "payer": "e",
        "payee": "w",
        "amount": 1_860_000,
        "tax": "after",
        "insurance_included": False,
        "due_on": DAY,
    }
    return {**plain, **over}


def drafted(*terms: dict[str, Any], instalments: list[dict[str, Any]] | None = None, rows: tuple[Any, ...] = ()) -> Any:
    return make_facts(*rows, given={"terms": list(terms), "instalments": instalments or []})


def worded(words: str, due_on: date | None = None) -> Any:
    """A signed term whose due date was put in the parties' words."""
    return make_facts(
        make_agreement(), make_term(due_wording_id="words"), make_instalment(due_on=due_on), make_text("words", words)
    )


ACT = {"kind": "act", "payer": "e", "payee": "w", "text": said("出具离职证明")}
HALVES = [{"term": 1, "amount": 930_000, "due_on": DAY}, {"term": 1, "amount": 930_000, "due_on": date(2026, 10, 15)}]

RULINGS = (
    Ruling("a last day", "due_dates_are_definite", make_facts(*settlement())),
    Ruling("「9月1日前」 leaves the day open", "due_dates_are_definite", worded("9月1日前"), "ambiguous_due_date"),
    Ruling("a day was chosen for 「9月1日前」", "due_dates_are_definite", worded("9月1日前", date(2026, 8, 31))),
    Ruling(
        "no day at all",
        "due_dates_are_definite",
        make_facts(make_agreement(), make_term(), make_instalment(due_on=None)),
        "due_date_missing",
    ),
    Ruling("「9月底」 is no day", "due_dates_are_definite", worded("9月底"), "due_date_missing"),
    Ruling(
        "an act without a day may be confirmed",
        "due_dates_are_definite",
        make_facts(
            make_agreement(), make_term(kind=TermKind.ACT, amount=None), make_instalment(due_on=None, amount=None)
        ),
    ),
    Ruling("who signs is told", "due_dates_are_settled", worded("9月1日前"), "ambiguous_due_date", severity=WARN),
    Ruling("a last day", "due_dates_are_settled", make_facts(*settlement())),
    Ruling("a last day", "drafted_due_dates_are_definite", drafted(pay())),
    Ruling(
        "each instalment has its day", "drafted_due_dates_are_definite", drafted(pay(due_on=None), instalments=HALVES)
    ),
    Ruling(
        "「9月1日前」 is pointed out",
        "drafted_due_dates_are_definite",
        drafted(pay(due_on=None, due_wording=said("9月1日前"))),
        "ambiguous_due_date",
        severity=WARN,
    ),
    Ruling("payment and act", "terms_are_complete", drafted(pay(), ACT)),
    Ruling("a payment without amount", "terms_are_complete", drafted(pay(amount=None)), "amount_missing"),
    Ruling("a payment of nothing", "terms_are_complete", drafted(pay(amount=0)), "amount_missing"),
    Ruling("an act without words", "terms_are_complete", drafted({**ACT, "text": None}), "text_missing"),
    Ruling("who owes themselves", "terms_are_complete", drafted(pay(payee="e")), "same_party"),
    Ruling("two halves", "instalments_add_up", drafted(pay(), instalments=HALVES)),
    Ruling("no instalments", "instalments_add_up", drafted(pay())),
    Ruling(
        "one half is missing", "instalments_add_up", drafted(pay(), instalments=HALVES[:1]), "instalments_do_not_add_up"
    ),
    Ruling(
        "the second before the first",
        "instalments_add_up",
        drafted(pay(), instalments=HALVES[::-1]),
        "instalments_out_of_order",
    ),
    Ruling(
        "of no term",
        "instalments_add_up",
        drafted(pay(), instalments=[{**HALVES[0], "term": 2}]),
        "instalment_without_term",
    ),
    Ruling("of an act", "instalments_add_up", drafted(ACT, instalments=HALVES), "instalment_without_term"),
    Ruling("claim 1 is on file", "claims_of_terms_are_known", drafted(pay(), rows=(make_claim(),))),
    Ruling("claim 1 is not", "claims_of_terms_are_known", drafted(pay()), "no_such_claim"),
    Ruling("claim 1 is on file", "claims_are_known", make_facts(make_claim(), given={"claims": [{"claim": 1}]})),
    Ruling(
        "claim 2 is not",
        "claims_are_known",
        make_facts(make_claim(), given={"claims": [{"claim": 2}]}),
        "no_such_claim",
    ),
    Ruling("an offer on the whole", "claim_is_known", make_facts(given={})),
    Ruling("an offer on claim 2", "claim_is_known", make_facts(make_claim(), given={"claim": 2}), "no_such_claim"),
    Ruling(
        "an open day",
        "term_is_known",
        make_facts(make_agreement(), make_term(), make_instalment(due_on=None), given={"term": 1}),
    ),
    Ruling("no such term", "term_is_known", make_facts(*settlement(), given={"term": 2}), "no_such_term"),
    Ruling(
        "a day that is fixed is not chosen again",
        "term_is_known",
        make_facts(*settlement(), given={"term": 1}),
        "due_date_is_definite",
    ),
    Ruling("no words on insurance", "no_insurance_waiver", make_facts(*settlement())),
    Ruling(
        "gives up social insurance",
        "no_insurance_waiver",
        make_facts(make_agreement(), make_term(text_id="t"), make_text("t", "劳动者自愿放弃社会保险")),
        "social_insurance_waived",
    ),
    Ruling("a harmless act", "drafted_without_insurance_waiver", drafted(ACT)),
    Ruling(
        "gives up social insurance",
        "drafted_without_insurance_waiver",
        drafted({**ACT, "text": said("双方同意不再主张社保补缴")}),
        "social_insurance_waived",
    ),
    Ruling(
        "Xiangtan: enforcement without confirmation",
        "drafted_enforcement_clause",
        drafted({**ACT, "text": said("一方不履行的，对方可申请强制执行")}),
        "not_enforceable_by_itself",
        severity=WARN,
    ),
    Ruling(
        "after judicial confirmation it is right",
        "drafted_enforcement_clause",
        drafted({**ACT, "text": said("经司法确认后一方不履行的，对方可申请强制执行")}),
    ),
    Ruling("to the worker", "drafted_wages_go_to_the_worker", drafted(pay(), rows=(*BOTH, make_claim()))),
    Ruling(
        "to the crew head",
        "drafted_wages_go_to_the_worker",
        drafted(pay(payee="c"), rows=(*BOTH, CREW_HEAD, make_claim())),
        "wages_to_another",
        severity=WARN,
    ),
    Ruling("to the worker", "wages_go_to_the_worker", make_facts(*BOTH, make_claim(), *settlement())),
    Ruling(
        "to the crew head",
        "wages_go_to_the_worker",
        make_facts(*BOTH, CREW_HEAD, make_claim(), make_agreement(), make_term(payee_id="c")),
        "wages_to_another",
        severity=WARN,
    ),
    Ruling("the account is on file", "payees_accounts_are_known", drafted(pay(), rows=BOTH)),
    Ruling(
        "no account",
        "payees_accounts_are_known",
        drafted(pay(), rows=(make_party("w", Side.APPLICANT, 1, account_number_id=None),)),
        "account_missing",
        severity=WARN,
    ),
    Ruling(
        "paid in cash",
        "payees_accounts_are_known",
        drafted(pay(method=said("当场现金支付")), rows=(make_party("w", Side.APPLICANT, 1, account_number_id=None),)),
    ),
    Ruling("after tax, without insurance", "payment_terms_say_tax_and_insurance", drafted(pay(), ACT)),
    Ruling(
        "tax open",
        "payment_terms_say_tax_and_insurance",
        drafted(pay(tax=None)),
        "tax_or_insurance_open",
        severity=WARN,
    ),
    Ruling(
        "insurance open",
        "payment_terms_say_tax_and_insurance",
        drafted(pay(insurance_included=None)),
        "tax_or_insurance_open",
        severity=WARN,
    ),
    Ruling("an ordinary employer", "contractor_chain_is_listed", make_facts(*BOTH, make_claim())),
    Ruling(
        "Langya: a mason and an individual contractor",
        "contractor_chain_is_listed",
        make_facts(BOTH[0], CREW_HEAD, make_claim(item=ClaimItem.SERVICE_FEE)),
        "contractors_not_listed",
        severity=WARN,
    ),
    Ruling(
        "contractor and owner are party",
        "contractor_chain_is_listed",
        make_facts(
            *BOTH,
            make_claim(),
            make_party("g", Side.THIRD, 3, kind=PartyKind.GENERAL_CONTRACTOR),
            make_party("o", Side.THIRD, 4, kind=PartyKind.PROJECT_OWNER),
        ),
    ),
)


@pytest.mark.parametrize("ruling", RULINGS, ids=str)
def test_ruling(ruling: Ruling) -> None:
    ruling.holds()


@pytest.mark.parametrize(
    ("words", "open_"),
    [
        ("9月1日前", True),
        ("2026年9月1日之前", True),
        ("9月1日前（含当日）", False),
        ("不迟于9月1日24时前", False),
        ("签订后三日内", False),
    ],
)
def test_before_a_day_is_ambiguous_unless_it_says_whether_the_day_counts(words: str, open_: bool) -> None:
    assert is_ambiguous(words) is open_


@given(st.lists(st.integers(1, 10**9), min_size=1, max_size=12), st.integers(-2, 2))
def test_instalments_are_taken_exactly_when_they_make_up_the_amount(amounts: list[int], off: int) -> None:
    parts = [
        {"term": 1, "amount": amount, "due_on": date.fromordinal(DAY.toordinal() + n)}
        for n, amount in enumerate(amounts)
    ]
    facts = drafted(pay(amount=sum(amounts) + off), instalments=parts)
    assert (code_of(ask("instalments_add_up", facts)) is None) == (off == 0)
