"""Arbitral review, what closes what, and suits on the agreement."""

from __future__ import annotations

from typing import Any

import pytest

from mediation.facts.settlement import AgreementStatus
from mediation.vocabulary import (
    ClaimItem,
    LegalBasis,
    Nature,
    PaperKind,
    PartyKind,
    ReferralKind,
    Relation,
    Severity,
    Side,
)
from tests.makers import (
    both_parties,
    make_agreement,
    make_answer,
    make_attachment,
    make_case,
    make_claim,
    make_instalment,
    make_party,
    make_proceeding,
    make_term,
    referred,
    settlement,
)
from tests.rules.asking import make_facts
from tests.rules.rulings import Ruling

WARN = Severity.WARN
BOTH = both_parties()
REVIEW = "arbitration_review"
EFFECTIVE = AgreementStatus.EFFECTIVE
RELATION = make_claim(2, ClaimItem.RELATION)
SUE = {"route": "sue"}
FILE = {"form": "written"}


def asking(*who: str) -> Any:
    return make_facts(*BOTH, *settlement(), given={"applicants": [{"party": party} for party in who]})


def signing_for(party: str, *earlier: str) -> Any:
    """A party signs for the statement after others did."""
    had = [make_answer("party", who, "sign_for", REVIEW, seq) for seq, who in enumerate(earlier, 2)]
    here = make_proceeding(REVIEW, "statement_made")
    return make_facts(*BOTH, *settlement(), here, *had, given={"party": party}, proceeding=REVIEW)


def standing(procedure: str, state: str, *, ended: bool = True) -> Any:
    return make_facts(make_proceeding(procedure, state, ended=ended))


def suing(*rows: Any, item: ClaimItem = ClaimItem.SEVERANCE, **more: Any) -> Any:
    """Somebody sues on an agreement in force that settles one claim."""
    settled = (make_agreement(EFFECTIVE), make_term(), make_instalment())
    return make_facts(make_claim(item=item), *settled, *rows, given=SUE, **more)


def withdrawing(state: str, *rows: Any) -> Any:
    return make_facts(
        make_proceeding("judicial_confirmation", state), *rows, given={}, proceeding="judicial_confirmation"
    )


RULINGS = (
    Ruling("wages", "not_only_a_relation", make_facts(make_claim(), *settlement())),
    Ruling(
        "nothing but the relation",
        "not_only_a_relation",
        make_facts(RELATION, make_agreement(), make_term(claim_id="claim2")),
        "relation_is_not_reviewed",
    ),
    Ruling(
        "the relation beside wages",
        "not_only_a_relation",
        make_facts(make_claim(), RELATION, *settlement(), make_term(2, claim_id="claim2")),
        "relation_is_not_reviewed",
        severity=WARN,
    ),
    Ruling("both ask", "both_ask_for_review", asking("w", "e")),
    Ruling("the worker alone", "both_ask_for_review", asking("w"), "not_joint"),
    Ruling("for the first time", "not_signed_for_before", signing_for("w")),
    Ruling("twice", "not_signed_for_before", signing_for("w", "w"), "signed_for_already"),
    Ruling("the second of two", "everybody_signed_for", signing_for("e", "w")),
    Ruling("the first of two", "everybody_signed_for", signing_for("w"), "receipt_missing"),
    Ruling("nobody yet", "nobody_signed_for_it", signing_for("w")),
    Ruling("one did", "nobody_signed_for_it", signing_for("e", "w"), "served_already"),
    Ruling("its clerk", "commission_or_its_paper", make_facts(given={}, by=Relation.COURT_CLERK)),
    Ruling(
        "the liaison with its paper",
        "commission_or_its_paper",
        make_facts(given={"paper": "statement"}, by=Relation.UNION_LIAISON),
    ),
    Ruling(
        "the liaison without",
        "commission_or_its_paper",
        make_facts(given={}, by=Relation.UNION_LIAISON),
        "commission_paper_missing",
    ),
    # —— what closes what ——
    Ruling("nothing else was tried", "not_enforceable_already", make_facts()),
    *(
        Ruling(f"{procedure} {state}", "not_enforceable_already", standing(procedure, state), "enforceable_already")
        for procedure, state in (
            ("judicial_confirmation", "confirmed"),
            ("judicial_confirmation", "objected"),
            ("judicial_confirmation", "objection_dismissed"),
            (REVIEW, "effective"),
        )
    ),
    *(
        Ruling(f"{procedure} {state}", "not_enforceable_already", standing(procedure, state))
        for procedure, state in (
            ("judicial_confirmation", "revoked"),
            ("judicial_confirmation", "rejected"),
            ("judicial_confirmation", "not_accepted"),
            (REVIEW, "refused"),
            (REVIEW, "withdrawn"),
            (REVIEW, "not_signed_for"),
            ("payment_order", "effective"),
        )
    ),
    Ruling(
        "confirmation is pending",
        "no_confirmation_pending",
        standing("judicial_confirmation", "filed", ended=False),
        "confirmation_pending",
    ),
    Ruling("the court rejected it", "no_confirmation_pending", standing("judicial_confirmation", "rejected")),
    # —— suits on the agreement ——
    Ruling("arbitration first", "suit_on_the_agreement_is_open", make_facts(given={"route": "arbitrate"})),
    Ruling("no exception", "suit_on_the_agreement_is_open", suing(), "arbitration_comes_first"),
    Ruling("services", "suit_on_the_agreement_is_open", suing(case=make_case(nature=Nature.SERVICE))),
    Ruling("a wage-only agreement", "suit_on_the_agreement_is_open", suing(item=ClaimItem.WAGES)),
    Ruling(
        "a wage-only agreement of a body outside MAL 10",
        "suit_on_the_agreement_is_open",
        suing(item=ClaimItem.WAGES, basis=LegalBasis.COURT_ROSTER),
        "arbitration_comes_first",
    ),
    Ruling(
        "the court refused to confirm severance",
        "suit_on_the_agreement_is_open",
        suing(make_proceeding("judicial_confirmation", "rejected", ended=True)),
    ),
    Ruling(
        "the court refused to confirm a reinstatement",
        "suit_on_the_agreement_is_open",
        suing(make_proceeding("judicial_confirmation", "rejected", ended=True), item=ClaimItem.REINSTATEMENT),
        "arbitration_comes_first",
    ),
    Ruling(
        "a payment order ended by objection",
        "suit_on_the_agreement_is_open",
        suing(make_proceeding("payment_order", "ended_by_objection")),
    ),
    Ruling(
        "the commission refused",
        "suit_on_the_agreement_is_open",
        suing(make_attachment(PaperKind.ARBITRATION_REFUSAL)),
    ),
    Ruling(
        "made by delegation, unconfirmed",
        "suit_on_the_agreement_is_open",
        suing(*referred(ReferralKind.DELEGATED)),
        "arbitration_may_come_first",
        severity=WARN,
    ),
    # —— judicial confirmation ——
    Ruling(
        "written and on file",
        "application_is_there",
        make_facts(make_attachment(PaperKind.CONFIRMATION_APPLICATION), given=FILE),
    ),
    Ruling("oral, recorded by the court", "application_is_there", make_facts(given={"form": "oral"})),
    Ruling("written and missing", "application_is_there", make_facts(given=FILE), "paper_missing"),
    Ruling("before filing", "withdrawal_was_allowed", withdrawing("preparing")),
    Ruling(
        "after filing with the ruling",
        "withdrawal_was_allowed",
        withdrawing("accepted", make_attachment(PaperKind.RULING_WITHDRAWAL)),
    ),
    Ruling("after filing without", "withdrawal_was_allowed", withdrawing("accepted"), "court_paper_missing"),
    # —— whose year ——
    Ruling("the worker", "worker_applied", make_facts(*BOTH)),
    Ruling(
        "an heir",
        "worker_applied",
        make_facts(make_party("h", Side.APPLICANT, 1, kind=PartyKind.HEIR), make_party("e", Side.RESPONDENT, 2)),
    ),
    Ruling(
        "the employer",
        "worker_applied",
        make_facts(
            make_party("e", Side.APPLICANT, 1, kind=PartyKind.EMPLOYER, natural=False),
            make_party("w", Side.RESPONDENT, 2, kind=PartyKind.WORKER, natural=True),
        ),
        "worker_did_not_apply",
    ),
)


@pytest.mark.parametrize("ruling", RULINGS, ids=str)
def test_ruling(ruling: Ruling) -> None:
    ruling.holds()
