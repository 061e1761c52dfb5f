"""Confirmation, performance, ends and routes."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from mediation.facts.settlement import AgreementStatus, TermKind
from mediation.vocabulary import ClaimItem, LegalBasis, Nature, PaperKind, Severity, Truth
from tests.makers import (
    at,
    both_parties,
    make_agreement,
    make_attachment,
    make_case,
    make_claim,
    make_clock,
    make_contact,
    make_instalment,
    make_proceeding,
    make_term,
    referred,
    settlement,
)
from tests.rules.asking import make_facts
from tests.rules.law import definition
from tests.rules.rulings import Ruling

WARN = Severity.WARN
BOTH = both_parties()
S3 = "judicial_confirmation_application"
EFFECTIVE = AgreementStatus.EFFECTIVE
PERFORMED = {"term": 1, "paid_on": date(2026, 9, 1), "amount": 1_860_000}
OLD = make_agreement(AgreementStatus.ABANDONED, id="old", effective_at=at(date(2026, 7, 1)))
NEW = make_agreement(EFFECTIVE, id="new", version=2, effective_at=at(date(2026, 8, 20)))
LAPSED = make_clock(S3, date(2026, 7, 31), stopped_at=at())
ENDS = next(use.params for use in definition("labour_mediation").moves["end"].when if use.params)
REJECTED = make_proceeding("judicial_confirmation", "rejected", ended=True)


def applying(*who: str) -> Any:
    return make_facts(*BOTH, make_claim(), *settlement(), given={"applicants": [{"party": party} for party in who]})


def owing(due_on: date | None, *, paid: int = 0, **given: Any) -> Any:
    """One instalment of ¥18,600 due on a day, so much of it paid; today is 2026-09-01."""
    instalment = make_instalment(due_on=due_on, paid_amount=paid or None)
    return make_facts(make_agreement(), make_term(), instalment, given=given or PERFORMED)


def labour(state: str, *rows: Any, **more: Any) -> Any:
    return make_facts(make_proceeding(state=state), *rows, **more)


TRIBUNAL = referred("arbitration_entrusted")
RECALLED = (make_proceeding("court_referral", "recalled", ended=True), *referred("delegated")[1:])
PEOPLES: dict[str, Any] = {"basis": LegalBasis.PML34, "case": make_case(nature=Nature.SERVICE)}


def ending(ground: str, *rows: Any, **more: Any) -> Any:
    return make_facts(*rows, given={"ground": ground}, **more)


RULINGS = (
    Ruling("a township body", "organisation_may_mediate", make_facts()),
    Ruling("no basis", "organisation_may_mediate", make_facts(basis=None), "no_legal_basis"),
    Ruling(
        "a roster only",
        "organisation_may_mediate",
        make_facts(basis=LegalBasis.COURT_ROSTER),
        "roster_only",
        severity=WARN,
    ),
    Ruling("both apply", "both_apply_jointly", applying("w", "e")),
    Ruling("the worker alone", "both_apply_jointly", applying("w"), "not_joint"),
    Ruling("no review", "no_arbitration_review", make_facts()),
    Ruling(
        "a review was refused",
        "no_arbitration_review",
        make_facts(make_proceeding("arbitration_review", "refused", ended=True)),
    ),
    Ruling(
        "a review is pending",
        "no_arbitration_review",
        make_facts(make_proceeding("arbitration_review", "filed")),
        "review_pending",
    ),
    Ruling(
        "a statement is in force",
        "no_arbitration_review",
        make_facts(make_proceeding("arbitration_review", "effective", ended=True)),
        "review_pending",
    ),
    Ruling("wages", "content_can_be_confirmed", make_facts(make_claim(), *settlement())),
    Ruling(
        "the employment relation",
        "content_can_be_confirmed",
        make_facts(make_claim(item=ClaimItem.RELATION), *settlement()),
        "content_may_be_refused",
        severity=WARN,
    ),
    Ruling(
        "a doubtful claim that no term settles",
        "content_can_be_confirmed",
        make_facts(make_claim(), make_claim(2, ClaimItem.REINSTATEMENT), *settlement()),
    ),
    Ruling("the first agreement", "not_a_revived_agreement", make_facts(*settlement())),
    Ruling(
        "a new one after the window lapsed",
        "not_a_revived_agreement",
        make_facts(OLD, NEW, LAPSED),
        "revived_agreement",
        severity=WARN,
    ),
    Ruling("a new one after a rejection", "not_a_revived_agreement", make_facts(OLD, NEW, LAPSED, REJECTED)),
    Ruling("both were there", "questioned_together", make_facts(given={"both_present": True})),
    Ruling("one was there", "questioned_together", make_facts(given={"both_present": False}), "not_together"),
    Ruling(
        "a party in time",
        "objection_in_time",
        make_facts(make_clock("objection_of_party", date(2026, 9, 1)), given={"objector": "party"}),
    ),
    Ruling(
        "a party too late",
        "objection_in_time",
        make_facts(make_clock("objection_of_party", date(2026, 8, 31)), given={"objector": "party"}),
        "limit_expired",
    ),
    Ruling(
        "an outsider may have known later",
        "objection_in_time",
        make_facts(make_clock("objection_of_outsider", date(2026, 8, 31)), given={"objector": "outsider"}),
        "objection_late",
        severity=WARN,
    ),
    Ruling(
        "receipt is not on record",
        "objection_in_time",
        make_facts(given={"objector": "party"}),
        "limit_not_started",
        Truth.UNKNOWN,
    ),
    Ruling("the first open instalment", "instalment_is_known", make_facts(*settlement(), given=PERFORMED)),
    Ruling(
        "no such instalment",
        "instalment_is_known",
        make_facts(*settlement(), given={"term": 1, "instalment": 2}),
        "no_such_instalment",
    ),
    Ruling(
        "one that was paid",
        "instalment_is_known",
        make_facts(
            make_agreement(), make_term(), make_instalment(paid_on=date(2026, 9, 1)), given={"term": 1, "instalment": 1}
        ),
        "no_such_instalment",
    ),
    Ruling("exactly what is owed", "payment_fits", make_facts(*settlement(), given=PERFORMED)),
    Ruling(
        "more than is owed",
        "payment_fits",
        make_facts(*settlement(), given={**PERFORMED, "amount": 1_860_001}),
        "payment_does_not_fit",
    ),
    Ruling("no amount", "payment_fits", make_facts(*settlement(), given={"term": 1}), "payment_does_not_fit"),
    Ruling(
        "an act has none",
        "payment_fits",
        make_facts(
            make_agreement(), make_term(kind=TermKind.ACT, amount=None), make_instalment(amount=None), given={"term": 1}
        ),
    ),
    Ruling(
        "the rest is paid", "everything_is_performed", owing(date(2026, 9, 15), paid=860_000, term=1, amount=1_000_000)
    ),
    Ruling(
        "half is paid", "everything_is_performed", owing(date(2026, 9, 15), term=1, amount=930_000), "something_is_left"
    ),
    Ruling("part of what was due yesterday", "something_stays_overdue", owing(date(2026, 8, 31), term=1, amount=1)),
    Ruling("all of it", "something_stays_overdue", owing(date(2026, 8, 31)), "nothing_stays_overdue"),
    Ruling("due yesterday", "something_is_overdue", owing(date(2026, 8, 31))),
    Ruling(
        "what was paid is not overdue",
        "something_is_overdue",
        make_facts(make_agreement(), make_term(), make_instalment(due_on=date(2026, 8, 31), paid_on=date(2026, 8, 30))),
        "nothing_overdue",
    ),
    Ruling("due until 24:00 today", "something_is_overdue", owing(date(2026, 9, 1)), "nothing_overdue"),
    Ruling("no last day was fixed", "something_is_overdue", owing(None), "nothing_overdue"),
    *(
        Ruling(title, "end_ground_fits_the_path", facts, code, params=ENDS)
        for title, facts, code in (
            ("no agreement at the desk", ending("no_agreement"), None),
            ("an objection to the court's mediator", ending("mediator_objected", *referred("delegated")), None),
            ("the same at the desk", ending("mediator_objected"), "ground_not_for_path"),
            ("a people's committee has no term", ending("expired", **PEOPLES), "ground_not_for_path"),
            ("a people's committee, a refusal", ending("refused", **PEOPLES), None),
            ("the platform's term", ending("expired", *referred("delegated", how="platform")), None),
            ("a tribunal appoints nobody", ending("mediator_objected", *TRIBUNAL), "ground_not_for_path"),
            ("recalled, though the referral stands", ending("recalled", *referred("delegated")), "ground_not_for_path"),
            ("recalled", ending("recalled", *RECALLED), None),
        )
    ),
    Ruling("a refusal is its own record", "end_ground_is_on_file", make_facts(given={"ground": "refused"})),
    Ruling(
        "the term ran out",
        "end_ground_is_on_file",
        make_facts(make_clock("mediation_term", date(2026, 8, 31)), given={"ground": "expired"}),
    ),
    Ruling(
        "the term still runs",
        "end_ground_is_on_file",
        make_facts(make_clock("mediation_term", date(2026, 9, 1)), given={"ground": "expired"}),
        "ground_not_on_file",
    ),
    Ruling(
        "they were looked for", "end_ground_is_on_file", make_facts(make_contact("e"), given={"ground": "unreachable"})
    ),
    Ruling("nobody looked", "end_ground_is_on_file", make_facts(given={"ground": "unreachable"}), "ground_not_on_file"),
    Ruling("a labour dispute nobody decided", "arbitration_comes_first", labour("ended")),
    Ruling(
        "Langya: no advice of arbitration",
        "arbitration_comes_first",
        labour("ended", case=make_case(nature=Nature.SERVICE)),
        "arbitration_not_needed",
    ),
    Ruling(
        "there is an award",
        "arbitration_comes_first",
        labour("ended", make_attachment(PaperKind.AWARD)),
        "arbitration_not_needed",
    ),
    Ruling(
        "the trial goes on",
        "arbitration_comes_first",
        labour("ended", *referred("prior_ordinary")),
        "arbitration_not_needed",
    ),
    Ruling(
        "a breached agreement on wages alone is sued on",
        "arbitration_comes_first",
        labour("breached", make_claim(), *settlement(status=EFFECTIVE)),
        "arbitration_not_needed",
    ),
    Ruling(
        "an act that names no claim leaves it on wages alone",
        "arbitration_comes_first",
        labour("breached", make_claim(), *settlement(status=EFFECTIVE), make_term(2, kind=TermKind.ACT, claim_id=None)),
        "arbitration_not_needed",
    ),
    Ruling(
        "a payment that names no claim may be for the only one",
        "arbitration_comes_first",
        labour("breached", make_claim(), make_agreement(EFFECTIVE), make_term(claim_id=None)),
        "arbitration_not_needed",
    ),
    Ruling(
        "a payment that names no claim may be for another",
        "arbitration_comes_first",
        labour(
            "breached",
            make_claim(),
            make_claim(2, ClaimItem.SEVERANCE),
            make_agreement(EFFECTIVE),
            make_term(claim_id=None),
        ),
    ),
    Ruling(
        "one on severance is not",
        "arbitration_comes_first",
        labour("breached", make_claim(item=ClaimItem.SEVERANCE), *settlement(status=EFFECTIVE)),
    ),
    Ruling("advised", "arbitration_was_advised", labour("ended", make_attachment(PaperKind.ARBITRATION_ADVICE))),
    Ruling("a success needs none", "arbitration_was_advised", labour("performed")),
    Ruling("not advised", "arbitration_was_advised", labour("ended"), "arbitration_not_advised", severity=WARN),
    Ruling("the desk's own", "court_was_told", make_facts()),
    Ruling("reported", "court_was_told", make_facts(make_proceeding("court_referral", "reported"))),
    Ruling("not reported", "court_was_told", make_facts(make_proceeding("court_referral", "running")), "not_reported"),
    Ruling(
        "nothing else", "nothing_else_is_open", make_facts(make_proceeding(), make_proceeding("case_folder", "open"))
    ),
    Ruling(
        "an application is pending",
        "nothing_else_is_open",
        make_facts(make_proceeding("judicial_confirmation", "filed")),
        "proceeding_open",
    ),
    Ruling("in force", "agreement_is_in_force", make_facts(*settlement(status=EFFECTIVE))),
    Ruling("a draft", "agreement_is_in_force", make_facts(*settlement()), "no_agreement_in_force"),
    Ruling("rejected", "confirmation_was_rejected", make_facts(REJECTED)),
    Ruling("never asked", "confirmation_was_rejected", make_facts(), "not_rejected"),
)


@pytest.mark.parametrize("ruling", RULINGS, ids=str)
def test_ruling(ruling: Ruling) -> None:
    ruling.holds()
