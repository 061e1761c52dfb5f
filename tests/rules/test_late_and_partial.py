"""Settlements that come late, in part, or are performed on the spot; withdrawals, breaches and wrong closings."""

from __future__ import annotations

from datetime import date

from mediation.facts.parties import Claim, ClaimOutcome
from mediation.facts.settlement import Agreement, AgreementStatus
from mediation.vocabulary import Relation
from tests.rules.replaying import FOUR_CHECKS, HEAD, LIAISON, MED, MEDIATION, PARTY
from tests.rules.settled import LATE, settled
from tests.rules.test_replay_driver import AGREED, draft, driver
from tests.rules.walk import Walk

OVERDUE = date(2026, 9, 14)
SIGNERS = (
    {"party": "w", **PARTY},
    {"capacity": "party", "party": "e", "form": "sealed"},
    {"capacity": "mediator", "mediator": "mediator", "form": "signed"},
    {"capacity": "organisation", "form": "sealed"},
)


def drafted() -> Walk:
    """The driver's draft of 2026-08-31; the term of mediation (M2) ends on 10 September."""
    walk = driver()
    walk.go(MEDIATION, "hold_meeting", AGREED, MED, channel="in_person", **FOUR_CHECKS)
    draft(walk, due_on=date(2026, 9, 30))
    return walk


def test_signing_after_the_term_is_allowed_with_a_reason_and_flagged() -> None:
    walk = drafted()
    assert walk.refused(MEDIATION, "record_signature", OVERDUE, MED, **SIGNERS[0]) == {"overdue_reason_missing"}
    for signer in SIGNERS:
        walk.go(MEDIATION, "record_signature", OVERDUE, MED, overdue_reason="最后一期金额反复核对", **signer)

    agreement = walk.of(Agreement)[-1]
    assert (agreement.status, bool(agreement.overdue_reason_id)) == (AgreementStatus.EFFECTIVE, True)
    assert walk.due("S1")[0] == date(2026, 9, 29)
    assert walk.due("S3")[0] == date(2026, 10, 14)


def test_the_parties_may_lengthen_the_term_before_its_end_and_not_after_it() -> None:
    extension = {"days": 5, "all_agreed": True, "channel": "phone"}
    assert drafted().refused(MEDIATION, "extend", OVERDUE, MED, **extension) == {"term_has_ended"}
    drafted().go(MEDIATION, "extend", date(2026, 9, 10), MED, **extension)


def test_a_claim_that_stays_open_after_a_partial_settlement_gets_its_result_and_the_advice() -> None:
    walk = settled()
    walk.go(MEDIATION, "partial_settle", AGREED, MED, claims=[{"claim": 2, "outcome": "unsettled"}])

    outcomes = {claim.ordinal: claim.outcome for claim in walk.of(Claim)}
    assert outcomes == {1: ClaimOutcome.SETTLED, 2: ClaimOutcome.UNSETTLED}
    walk.go(MEDIATION, "advise_arbitration", AGREED, MED)


def test_who_applied_withdraws_until_the_settlement_counts_and_the_draft_falls() -> None:
    walk = drafted()
    assert walk.refused(MEDIATION, "withdraw", AGREED, MED, party="e") == {"not_the_applicant"}
    walk.go(MEDIATION, "withdraw", AGREED, MED, party="w")

    assert walk.of(Agreement)[-1].status is AgreementStatus.ABANDONED
    assert not walk.running() & {"M2", "M3"}
    assert "illegal_transition" in settled().refused(MEDIATION, "withdraw", AGREED, MED, party="w")


def test_a_settlement_paid_on_the_spot_closes_without_any_other_road() -> None:
    walk = settled()
    walk.go(MEDIATION, "record_performance", AGREED, MED, term=1, paid_on=AGREED, amount=1_860_000)
    walk.go(MEDIATION, "record_performance", AGREED, MED, term=2, paid_on=AGREED, amount=2_400_000)
    assert walk.standing(MEDIATION).state == "performed"
    walk.go(MEDIATION, "close", AGREED, MED, result="performed")


def test_nothing_is_breached_before_the_last_day_has_passed() -> None:
    walk = settled()
    assert walk.refused(MEDIATION, "declare_breach", date(2026, 9, 15), MED, party="w") == {"nothing_overdue"}
    walk.go(MEDIATION, "declare_breach", date(2026, 9, 16), MED, party="w")

    assert walk.due("L1")[0] == date(2027, 9, 16)


def test_a_wrong_closing_is_undone_by_the_head_at_the_agreement_in_force() -> None:
    walk = settled()
    walk.go(MEDIATION, "close", LATE, MED, result="other_route")
    assert "not_your_part" in walk.refused(MEDIATION, "reopen", LATE, LIAISON, reason="误结")
    walk.go(MEDIATION, "reopen", LATE, HEAD, reason="误结")

    assert walk.standing(MEDIATION).state == "effective"


def test_a_case_goes_to_another_body_and_its_receipt_is_recorded_once() -> None:
    walk = driver()
    walk.go(MEDIATION, "transfer_out", AGREED, Relation.HEAD, receiver="other", reason="属其他辖区")
    walk.go(MEDIATION, "receive_transfer", LATE, Relation.HEAD, received_on=LATE)

    assert walk.refused(MEDIATION, "receive_transfer", LATE, Relation.HEAD, received_on=LATE) == {"done_already"}
