"""虚构 2026: a driver against a logistics company at a street centre's own desk; and other invented paths."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from mediation.facts.folder import Handover
from mediation.facts.parties import Claim, ClaimOutcome
from mediation.facts.settlement import Agreement, AgreementStatus
from mediation.vocabulary import (
    Audience,
    ClaimItem,
    LegalBasis,
    PaperKind,
    Relation,
    Source,
)
from tests.makers import (
    COURT,
    both_parties,
    make_agent,
    make_attachment,
    make_case,
    make_claim,
    make_organisation,
    make_paper,
    make_text,
)
from tests.rules.replaying import (
    CLERK,
    CONFIRMATION,
    FILED_PAPERS,
    FOUR_CHECKS,
    HEAD,
    LIAISON,
    MED,
    MEDIATION,
    PARTY,
    REFERRAL,
    both_apply,
    issue_agreement,
)
from tests.rules.walk import Walk

# ── 虚构 2026: a driver against a logistics company, at a street centre's own desk; same-day confirmation ────────────
RECEIVED, AGREED = date(2026, 8, 24), date(2026, 8, 31)
LAST_DAY = date(2026, 9, 15)


def driver() -> Walk:
    """As it stood when the application was accepted and a mediator assigned."""
    body = make_organisation(LegalBasis.MAL10_3)
    claims = (make_claim(), make_claim(2, ClaimItem.SEVERANCE, amount=2_400_000))
    walk = Walk(make_case(), body, *both_parties(), *claims)
    walk.start(MEDIATION, "registered")
    walk.go(MEDIATION, "register", RECEIVED, Relation.REGISTRAR, form="oral", received_on=RECEIVED)
    walk.go(MEDIATION, "ask_consent", RECEIVED, MED)
    assert walk.refused(MEDIATION, "accept", RECEIVED, HEAD) == {"consent_not_asked"}
    walk.go(MEDIATION, "record_consent", date(2026, 8, 25), MED, party="e", channel="phone")
    walk.go(MEDIATION, "accept", date(2026, 8, 26), HEAD)
    walk.go(MEDIATION, "assign", date(2026, 8, 26), HEAD, mediator="mediator")
    return walk


def draft(walk: Walk, **second: Any) -> set[str]:
    """Wages in one sum, severance on a day that ``second`` says."""
    common = {"kind": "payment", "payer": "e", "payee": "w", "insurance_included": False}
    wages = {**common, "claim": 1, "amount": 1_860_000, "tax": "after", "due_on": LAST_DAY}
    severance = {**common, "claim": 2, "amount": 2_400_000, "tax": "not_taxed", **second}
    terms = [wages, severance]
    warned = walk.go(MEDIATION, "draft_agreement", AGREED, MED, terms=terms, no_more_dispute=True)
    issue_agreement(walk)
    return warned


def one_man_for_both(walk: Walk) -> None:
    walk.lay(
        make_agent("a", "w"),
        make_agent("b", "e"),
        make_text("name:a", "郑某"),
        make_text("name:b", "郑某"),
    )


def sign_everything(walk: Walk) -> None:
    walk.go(MEDIATION, "record_signature", AGREED, MED, party="w", **PARTY)
    walk.go(MEDIATION, "record_signature", AGREED, MED, capacity="party", party="e", form="sealed")
    walk.go(MEDIATION, "record_signature", AGREED, MED, capacity="mediator", mediator="mediator", form="signed")
    assert walk.standing(MEDIATION).state == "signing"
    walk.go(MEDIATION, "record_signature", AGREED, MED, capacity="organisation", form="sealed")


def test_the_driver_has_two_clocks_of_fifteen_days_from_different_days() -> None:
    walk = driver()
    assert walk.running() == {"M2", "M3"}
    assert walk.due("M3")[1] == date(2026, 9, 8)
    assert walk.due("M2")[1] == date(2026, 9, 10)


def test_the_drivers_case_is_refused_while_one_man_acts_for_both_and_goes_on_when_cured() -> None:
    walk = driver()
    one_man_for_both(walk)
    told = walk.look(MEDIATION, "hold_meeting", AGREED, MED, {"channel": "in_person", **FOUR_CHECKS})
    assert [reason.code for reason in told.reasons] == ["acts_for_both"]
    assert told.reasons[0].cites
    del walk.rows[next(key for key in walk.rows if key[1] == "b" and key[0].__name__ == "Agent")]
    walk.go(MEDIATION, "hold_meeting", AGREED, MED, channel="in_person", **FOUR_CHECKS)
    assert walk.standing(MEDIATION).state == "in_mediation"


def test_the_driver_is_confirmed_the_day_it_was_signed_after_both_cures() -> None:
    walk = driver()
    walk.go(MEDIATION, "hold_meeting", AGREED, MED, channel="in_person", **FOUR_CHECKS)
    assert "ambiguous_due_date" in draft(walk, due_wording="9月1日前")
    sign_everything(walk)
    assert walk.standing(MEDIATION).state == "effective"
    assert walk.due("S1")[1] == date(2026, 9, 15)
    assert walk.due("S3") == (date(2026, 9, 30), date(2026, 9, 30))
    one_man_for_both(walk)
    refused = walk.refused(MEDIATION, "prepare_confirmation", AGREED, LIAISON, court=COURT)
    assert refused == {"ambiguous_due_date", "acts_for_both"}
    chosen = {"term": 2, "due_on": date(2026, 8, 31), "all_agreed": True}
    assert walk.refused(MEDIATION, "choose_last_day", AGREED, MED, **chosen) == {"illegal_transition"}
    assert walk.refused(MEDIATION, "supplement_agreement", AGREED, MED, **chosen, sheet="x") == {"sheet_not_signed"}
    walk.go(MEDIATION, "supplement_agreement", AGREED, MED, **chosen, sheet=walk.sheet())
    del walk.rows[next(key for key in walk.rows if key[1] == "b" and key[0].__name__ == "Agent")]
    walk.go(MEDIATION, "prepare_confirmation", AGREED, LIAISON, court=COURT)
    walk.lay(*(make_paper(kind) for kind in FILED_PAPERS))
    walk.lay(make_attachment(PaperKind.IDENTITY), make_attachment(PaperKind.IDENTITY, Audience.APPLICANT_SIDE))
    alone = {**both_apply(walk), "applicants": [{"party": "w"}]}
    assert walk.refused(CONFIRMATION, "file", AGREED, LIAISON, **alone) == {"not_joint"}
    walk.go(CONFIRMATION, "file", AGREED, LIAISON, **both_apply(walk))
    walk.go(CONFIRMATION, "accept", AGREED, CLERK, docket="（2026）江0102民特1号", accepted_on=AGREED)
    refused = walk.refused(CONFIRMATION, "confirm", AGREED, LIAISON)
    assert refused == {"court_paper_missing"}
    walk.go(CONFIRMATION, "confirm", AGREED, CLERK, received_on=AGREED)
    assert walk.running() >= {"S7", "S8", "S10"}
    assert "file:identity:applicant_side" not in {h.object_id for h in walk.of(Handover)}


def test_the_driver_is_paid_in_two_parts_and_the_case_closes() -> None:
    walk = driver()
    walk.go(MEDIATION, "hold_meeting", AGREED, MED, channel="in_person", **FOUR_CHECKS)
    draft(walk, due_on=date(2026, 9, 30))
    sign_everything(walk)
    assert {claim.outcome for claim in walk.of(Claim)} == {ClaimOutcome.SETTLED}
    walk.go(MEDIATION, "record_performance", LAST_DAY, MED, term=1, paid_on=LAST_DAY, amount=1_860_000)
    assert walk.standing(MEDIATION).state == "performing"
    late = date(2026, 10, 1)
    walk.go(MEDIATION, "declare_breach", late, MED, party="w")
    assert "M7" in walk.running()
    walk.go(MEDIATION, "record_performance", late, MED, term=2, paid_on=late, amount=400_000)
    assert walk.standing(MEDIATION).state == "breached"
    walk.go(MEDIATION, "record_performance", late, MED, term=2, paid_on=late, amount=2_000_000)
    assert walk.standing(MEDIATION).state == "performed"
    walk.go(MEDIATION, "close", late, MED, result="performed")
    walk.go(MEDIATION, "archive", late, Relation.REGISTRAR)
    assert walk.standing(MEDIATION).state == "archived"


def test_a_settlement_after_filing_waits_for_the_courts_paper_and_cannot_be_confirmed() -> None:
    walk = Walk(make_case(source=Source.COURT), make_organisation(), *both_parties(), make_claim())
    walk.start(REFERRAL, "preparing", COURT)
    answers = {"kind": "prior_summary", "complaint_on": RECEIVED, "on_platform": True, "has_award": "yes"}
    walk.go(REFERRAL, "send", RECEIVED, CLERK, **answers, applicant_consented=True, respondent_consented=True)
    assert walk.running() == {"D6"}
    walk.go(REFERRAL, "accept", RECEIVED, LIAISON, how="platform", accepted_on=RECEIVED, mediator="mediator")
    assert walk.standing(REFERRAL).state == "running"
    assert walk.running() == {"D8c"}
    walk.go(MEDIATION, "hold_meeting", AGREED, MED, channel="court", **FOUR_CHECKS)
    term = {"kind": "payment", "claim": 1, "payer": "e", "payee": "w", "amount": 1_860_000, "due_on": LAST_DAY}
    walk.go(MEDIATION, "draft_agreement", AGREED, MED, terms=[term], no_more_dispute=True)
    issue_agreement(walk)
    sign_everything(walk)
    assert walk.standing(MEDIATION).state == "agreed"
    assert walk.running() == set()
    assert walk.of(Agreement)[0].status is AgreementStatus.DRAFT
    walk.go(REFERRAL, "report", AGREED, MED, result="agreement", materials_returned=False)
    trap = {"outcome": "withdrawn_suit"}
    assert walk.refused(REFERRAL, "outcome", AGREED, CLERK, **trap) == {"award_takes_effect"}
    assert walk.refused(REFERRAL, "outcome", AGREED, CLERK, outcome="confirmed") == {"outcome_not_for_kind"}
    statement = {"paper_kind": "statement", "signed_for_on": AGREED}
    walk.go(REFERRAL, "hand_over_paper", AGREED, CLERK, **statement)
    walk.go(MEDIATION, "receive_court_paper", AGREED, Relation.SYSTEM, **statement)  # told, in the same transaction
    assert walk.standing(MEDIATION).state == "effective"
    refused = walk.refused(MEDIATION, "prepare_confirmation", AGREED, LIAISON, court=COURT)
    assert refused == {"post_filing"}


def test_who_only_looks_sees_what_is_checked_on_submission() -> None:
    walk = driver()
    told = walk.look(MEDIATION, "hold_meeting", AGREED, MED, None)
    assert told.permitted
    assert told.pending == ("mediators_stay_apart", "first_meeting_checks")
    assert told.target == "in_mediation"


def test_after_a_rejection_the_parties_mediate_anew_with_new_windows() -> None:
    walk = driver()
    walk.go(MEDIATION, "hold_meeting", AGREED, MED, channel="in_person", **FOUR_CHECKS)
    draft(walk, due_on=LAST_DAY)
    sign_everything(walk)
    walk.go(MEDIATION, "prepare_confirmation", AGREED, LIAISON, court=COURT)
    walk.lay(*(make_paper(kind) for kind in FILED_PAPERS))
    walk.go(CONFIRMATION, "file", AGREED, LIAISON, **both_apply(walk))
    assert "proceeding_open" in walk.refused(MEDIATION, "close", AGREED, MED, result="confirmed")
    walk.go(CONFIRMATION, "accept", AGREED, CLERK, accepted_on=AGREED)
    walk.go(CONFIRMATION, "reject", AGREED, CLERK, ground="unclear")
    anew = date(2026, 10, 12)
    walk.go(MEDIATION, "mediate_anew", anew, MED, all_agreed=True)
    assert walk.standing(MEDIATION).state == "in_mediation"
    assert [a.status for a in walk.of(Agreement)] == [AgreementStatus.ABANDONED]


@pytest.mark.parametrize(("ground", "clocks"), [("other_party_refused", {"M7", "L1", "L1b"}), ("out_of_scope", {"M7"})])
def test_a_refusal_at_the_own_desk_is_not_accepted_and_restarts_limitation(ground: str, clocks: set[str]) -> None:
    walk = Walk(make_case(), make_organisation(), *both_parties(), make_claim())
    walk.start(MEDIATION, "registered")
    walk.go(MEDIATION, "register", RECEIVED, Relation.REGISTRAR, form="written", received_on=RECEIVED)
    walk.go(MEDIATION, "record_refusal", RECEIVED, MED, party="e", channel="phone")
    assert walk.refused(MEDIATION, "accept", RECEIVED, HEAD) == {"consent_refused"}
    walk.go(MEDIATION, "not_accept", RECEIVED, HEAD, ground=ground)
    assert walk.running() == clocks
    walk.go(MEDIATION, "advise_arbitration", RECEIVED, HEAD)
    assert "M7" not in walk.running()


@pytest.mark.parametrize(
    ("kind", "how", "clocks"),
    [
        ("delegated", "signature", {"D1"}),
        ("delegated", "platform", {"D7", "D8"}),
        ("entrusted_ordinary", "signature", {"D2"}),
        ("prior_ordinary", "platform", {"D8b"}),
        ("prior_summary", "signature", {"D3"}),
        ("entrusted_summary", "platform", {"D8c"}),
        ("arbitration_suggested", "signature", set()),
        ("arbitration_entrusted", "signature", {"A2"}),
    ],
)
def test_each_way_of_accepting_each_kind_starts_its_own_term(kind: str, how: str, clocks: set[str]) -> None:
    source = Source.ARBITRATION if kind.startswith("arbitration") else Source.COURT
    walk = Walk(make_case(source=source), make_organisation(), *both_parties(), make_claim())
    walk.start(REFERRAL, "preparing", COURT)
    walk.go(
        REFERRAL,
        "send",
        RECEIVED,
        CLERK,
        kind=kind,
        complaint_on=RECEIVED,
        on_platform=how == "platform",
        has_award="yes",
        applicant_consented=True,
        respondent_consented=kind != "delegated",
    )
    walk.go(REFERRAL, "accept", RECEIVED, LIAISON, how=how, accepted_on=RECEIVED, mediator="mediator")
    assert walk.running() == clocks
