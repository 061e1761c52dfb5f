"""Langya 2023, as published: a mason and the individual who hired him; delegated, agreed in 14 days, confirmed."""

from __future__ import annotations

from datetime import date

from mediation.facts.folder import Handover
from mediation.vocabulary import (
    ClaimItem,
    LegalBasis,
    Nature,
    OrganisationKind,
    PartyKind,
    Side,
    Source,
)
from tests.makers import (
    COURT,
    make_case,
    make_claim,
    make_organisation,
    make_paper,
    make_party,
    make_text,
)
from tests.rules.replaying import (
    CLERK,
    CONFIRMATION,
    FILED_PAPERS,
    FOUR_CHECKS,
    LIAISON,
    MED,
    MEDIATION,
    PARTY,
    REFERRAL,
    both_apply,
    issue_agreement,
)
from tests.rules.walk import Walk

# ── Langya 2023: a mason and the individual who hired him; delegated, agreed in 14 days, confirmed ──────────────────
SUED, MET = date(2023, 7, 14), date(2023, 7, 28)


def langya() -> Walk:
    """As it stood when the court's file was signed for."""
    mason = make_party("w", Side.APPLICANT, 1, account_number_id=None)
    contractor = make_party("e", Side.RESPONDENT, 2, kind=PartyKind.INDIVIDUAL, natural=True)
    claim = make_claim(item=ClaimItem.SERVICE_FEE, amount=309_000)
    case = make_case(source=Source.COURT, nature=Nature.SERVICE, cause="劳务合同纠纷", year=2023)
    body = make_organisation(LegalBasis.COURT_ROSTER, kind=OrganisationKind.UNION)
    walk = Walk(case, body, mason, contractor, claim, make_text("name:w", "黄某某"), make_text("name:e", "杨某某"))
    walk.start(REFERRAL, "preparing", COURT)
    walk.go(
        REFERRAL,
        "send",
        SUED,
        CLERK,
        kind="delegated",
        complaint_on=SUED,
        on_platform=False,
        has_award="no",
        applicant_consented=True,
    )
    walk.go(REFERRAL, "accept", SUED, LIAISON, how="signature", accepted_on=SUED, mediator="mediator")
    return walk


def langya_agreed() -> Walk:
    walk = langya()
    walk.go(MEDIATION, "record_consent", SUED, MED, party="e", channel="phone")
    walk.go(REFERRAL, "begin", SUED, MED)
    walk.go(MEDIATION, "hold_meeting", MET, MED, channel="court", **FOUR_CHECKS)
    term = {
        "kind": "payment",
        "claim": 1,
        "payer": "e",
        "payee": "w",
        "amount": 309_000,
        "tax": "not_taxed",
        "insurance_included": False,
        "due_wording": "9月1日前",
        "method": "一次性转账",
    }
    warned = walk.go(MEDIATION, "draft_agreement", MET, MED, terms=[term], no_more_dispute=True)
    assert warned == {"ambiguous_due_date", "contractors_not_listed"}
    issue_agreement(walk)
    for party in ("w", "e"):
        walk.go(MEDIATION, "record_signature", MET, MED, party=party, **PARTY)
    return walk


def test_langya_runs_the_delegated_term_and_no_other() -> None:
    walk = langya()
    assert walk.running() == {"D1"}
    assert walk.due("D1") == (date(2023, 8, 13), date(2023, 8, 14))
    assert walk.standing(REFERRAL).state == "accepted"
    assert walk.standing(MEDIATION).state == "assigned"


def test_langya_does_not_meet_before_the_other_side_consented() -> None:
    walk = langya()
    codes = walk.refused(MEDIATION, "hold_meeting", MET, MED, channel="court")
    assert codes == {"consent_not_asked", "first_meeting_incomplete"}


def test_langya_counts_from_the_parties_signatures_alone() -> None:
    walk = langya_agreed()
    assert walk.standing(MEDIATION).state == "effective"
    assert walk.due("S3") == (date(2023, 8, 27), date(2023, 8, 28))
    assert walk.running() == {"S3"}


def test_langya_was_signed_with_an_open_date_which_the_preflight_blocks() -> None:
    walk = langya_agreed()
    assert walk.refused(MEDIATION, "prepare_confirmation", MET, LIAISON, court=COURT) == {"ambiguous_due_date"}


def test_langya_is_confirmed_once_a_last_day_is_chosen() -> None:
    walk = langya_agreed()
    chosen = {"term": 1, "due_on": date(2023, 8, 31), "all_agreed": True, "sheet": walk.sheet()}
    walk.go(MEDIATION, "supplement_agreement", MET, MED, **chosen)
    warned = walk.go(MEDIATION, "prepare_confirmation", MET, LIAISON, court=COURT)
    assert {"roster_only", "signatures_missing", "contractors_not_listed"} == warned
    walk.lay(*(make_paper(kind) for kind in FILED_PAPERS))
    assert walk.refused(CONFIRMATION, "file", MET, LIAISON, **both_apply(walk)) == {"signatures_missing"}
    walk.go(MEDIATION, "add_signature", MET, MED, capacity="mediator", mediator="mediator", form="signed")
    walk.go(MEDIATION, "add_signature", MET, MED, capacity="organisation", form="sealed")
    walk.go(CONFIRMATION, "file", MET, LIAISON, **both_apply(walk))
    assert {h.organisation_id for h in walk.of(Handover)} == {COURT}
    walk.go(CONFIRMATION, "accept", MET, CLERK, accepted_on=MET)
    walk.go(CONFIRMATION, "confirm", MET, CLERK)
    assert walk.standing(CONFIRMATION).state == "confirmed"
    assert walk.due("S10")[0] == date(2025, 8, 31)
    assert "S7" not in walk.running()


def test_langya_reports_an_agreement_and_closes_after_the_report() -> None:
    walk = langya_agreed()
    assert "not_reported" in walk.refused(MEDIATION, "close", MET, MED, result="confirmed")
    assert walk.refused(REFERRAL, "report", MET, MED, result="no_agreement", materials_returned=True) == {
        "result_differs"
    }
    assert walk.go(REFERRAL, "report", MET, MED, result="agreement", materials_returned=False) == {
        "agreement_not_lodged"
    }
    walk.go(REFERRAL, "outcome", MET, CLERK, outcome="confirmed")
    assert walk.standing(REFERRAL).state == "concluded"


def test_langya_is_not_sent_to_arbitration() -> None:
    walk = langya()
    walk.go(MEDIATION, "end", MET, MED, ground="no_agreement")
    assert not {"M7", "L1"} & walk.running()
    assert walk.refused(MEDIATION, "advise_arbitration", MET, MED) == {"arbitration_not_needed"}
