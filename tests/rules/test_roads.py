"""After a settlement: review and payment order walked to each of their ends, and what one closes of another."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from mediation.facts.folder import Proceeding
from mediation.vocabulary import PaperKind, Relation
from tests.makers import COURT, make_attachment, make_paper
from tests.rules.replaying import CLERK, CONFIRMATION, FILED_PAPERS, FOUR_CHECKS, LIAISON, MED, MEDIATION, both_apply
from tests.rules.test_replay_driver import AGREED, draft, driver, sign_everything
from tests.rules.walk import Walk

REVIEW, ORDER = "arbitration_review", "payment_order"
COMMISSION = "commission"
NEXT = AGREED + timedelta(days=1)
LATE = date(2026, 10, 9)
BOTH = [{"party": "w"}, {"party": "e"}]
ORDERED = {
    "court": COURT,
    "debtor_in_china": True,
    "can_be_served": True,
    "nothing_owed_in_return": True,
    "preservation_applied_for": False,
}
Acts = list[tuple[str, date, dict[str, Any]]]


def settled() -> Walk:
    """The driver's settlement, in force on 2026-08-31: wages due on 15, severance on 30 September."""
    walk = driver()
    walk.go(MEDIATION, "hold_meeting", AGREED, MED, channel="in_person", **FOUR_CHECKS)
    draft(walk, due_on=date(2026, 9, 30))
    sign_everything(walk)
    return walk


def in_review() -> Walk:
    walk = settled()
    walk.go(MEDIATION, "prepare_arbitration_review", AGREED, LIAISON, commission=COMMISSION)
    return walk


def breached() -> Walk:
    walk = settled()
    walk.go(MEDIATION, "declare_breach", LATE, MED, party="w")
    return walk


def in_order() -> Walk:
    walk = breached()
    walk.go(MEDIATION, "prepare_payment_order", LATE, LIAISON, **ORDERED)
    return walk


def go_on(walk: Walk, procedure: str, acts: Acts) -> Proceeding:
    for move, day, answers in acts:
        walk.go(procedure, move, day, CLERK if move != "file" else LIAISON, **answers)
    return walk.standing(procedure)


FILED: Acts = [("file", NEXT, {"applicants": BOTH})]
ACCEPTED: Acts = [*FILED, ("accept", NEXT, {"accepted_on": NEXT})]
MADE: Acts = [*ACCEPTED, ("make_statement", NEXT, {"made_on": NEXT})]

REVIEW_ENDS: list[tuple[str, Acts]] = [
    ("not_accepted", [*FILED, ("not_accept", NEXT, {"ground": "not_this_commission"})]),
    ("refused", [*ACCEPTED, ("refuse_statement", NEXT, {"ground": "unclear"})]),
    ("withdrawn", [("withdraw", NEXT, {"party": "w"})]),
    ("withdrawn", [*MADE, ("withdraw", NEXT, {"party": "e"})]),
    ("statement_made", [*MADE, ("sign_for", NEXT, {"party": "w", "signed_for_on": NEXT})]),
    ("not_signed_for", [*MADE, ("not_sign_for", NEXT, {"party": "e"})]),
    (
        "effective",
        [
            *MADE,
            ("sign_for", NEXT, {"party": "w", "signed_for_on": NEXT}),
            ("sign_for", NEXT, {"party": "e", "signed_for_on": NEXT}),
        ],
    ),
]


@pytest.mark.parametrize(("end", "acts"), REVIEW_ENDS)
def test_a_review_comes_to_each_of_its_ends(end: str, acts: Acts) -> None:
    assert go_on(in_review(), REVIEW, acts).state == end


def test_the_review_goes_to_the_commission_and_takes_five_working_days() -> None:
    walk = in_review()
    go_on(walk, REVIEW, ACCEPTED)

    assert walk.standing(REVIEW).counterpart_id == COMMISSION
    assert walk.due("S2")[1] == date(2026, 9, 8)


def test_a_review_is_refused_after_its_fifteen_days_and_confirmation_is_still_open() -> None:
    walk = settled()
    late = date(2026, 9, 16)

    assert "limit_expired" in walk.refused(
        MEDIATION, "prepare_arbitration_review", late, LIAISON, commission=COMMISSION
    )
    walk.go(MEDIATION, "prepare_confirmation", late, LIAISON, court=COURT)


def test_a_review_needs_both_and_the_worker_alone_is_refused() -> None:
    walk = in_review()

    assert walk.refused(REVIEW, "file", NEXT, LIAISON, applicants=[{"party": "w"}]) == {"not_joint"}


def test_a_statement_both_signed_for_can_be_enforced_from_the_last_instalment_and_closes_the_rest() -> None:
    walk = in_review()
    go_on(walk, REVIEW, REVIEW_ENDS[-1][1])

    assert walk.due("S10")[0] == date(2028, 9, 30)
    assert "S3" not in walk.running()
    assert "enforceable_already" in walk.refused(MEDIATION, "prepare_confirmation", NEXT, LIAISON, court=COURT)


def test_nobody_withdraws_after_one_party_signed_for_the_statement() -> None:
    walk = in_review()
    go_on(walk, REVIEW, REVIEW_ENDS[4][1])

    assert walk.refused(REVIEW, "withdraw", NEXT, LIAISON, party="e") == {"served_already"}


def test_review_and_confirmation_are_never_both_pending() -> None:
    walk = in_review()
    assert "review_pending" in walk.refused(MEDIATION, "prepare_confirmation", NEXT, LIAISON, court=COURT)

    walk = settled()
    walk.go(MEDIATION, "prepare_confirmation", NEXT, LIAISON, court=COURT)
    refused = walk.refused(MEDIATION, "prepare_arbitration_review", NEXT, LIAISON, commission=COMMISSION)
    assert refused == {"confirmation_pending"}


def confirming(walk: Walk) -> None:
    walk.go(MEDIATION, "prepare_confirmation", NEXT, LIAISON, court=COURT)
    walk.lay(*(make_paper(kind) for kind in FILED_PAPERS))
    walk.go(CONFIRMATION, "file", NEXT, LIAISON, **both_apply(walk))


def test_after_the_court_refused_the_review_is_open_within_its_fifteen_days() -> None:
    walk = settled()
    confirming(walk)
    walk.go(CONFIRMATION, "not_accept", date(2026, 9, 4), CLERK, ground="not_this_court")
    assert walk.refused(MEDIATION, "prepare_arbitration_review", date(2026, 9, 16), LIAISON, commission=COMMISSION) == {
        "limit_expired"
    }

    walk.go(MEDIATION, "prepare_arbitration_review", date(2026, 9, 15), LIAISON, commission=COMMISSION)


def test_once_confirmed_only_enforcement_is_left() -> None:
    walk = settled()
    confirming(walk)
    walk.go(CONFIRMATION, "accept", NEXT, CLERK, accepted_on=NEXT)
    walk.go(CONFIRMATION, "confirm", NEXT, CLERK)

    assert "S1" not in walk.running()
    refused = walk.refused(MEDIATION, "prepare_arbitration_review", NEXT, LIAISON, commission=COMMISSION)
    assert refused == {"no_arbitration_review", "enforceable_already"}
    walk.go(MEDIATION, "declare_breach", LATE, MED, party="w")
    assert walk.refused(MEDIATION, "prepare_payment_order", LATE, LIAISON, **ORDERED) == {"enforceable_already"}


def test_an_oral_application_needs_no_written_one() -> None:
    walk = settled()
    walk.go(MEDIATION, "prepare_confirmation", NEXT, LIAISON, court=COURT)
    walk.lay(*(make_paper(kind) for kind in FILED_PAPERS if kind is not PaperKind.CONFIRMATION_APPLICATION))
    assert walk.refused(CONFIRMATION, "file", NEXT, LIAISON, **both_apply(walk)) == {"paper_missing"}

    walk.go(CONFIRMATION, "file", NEXT, LIAISON, **{**both_apply(walk), "form": "oral"})


def test_the_day_the_court_set_for_more_papers_is_the_last_day() -> None:
    walk = settled()
    confirming(walk)
    asked = {"requested_on": NEXT, "due_on": date(2026, 9, 12), "missing": "双方联系方式"}
    walk.go(CONFIRMATION, "request_supplement", NEXT, CLERK, **asked)

    assert walk.due("S5") == (date(2026, 9, 12), date(2026, 9, 12))


def test_a_withdrawal_after_filing_needs_the_courts_ruling() -> None:
    walk = settled()
    confirming(walk)
    assert walk.refused(CONFIRMATION, "withdraw", NEXT, LIAISON, party="w") == {"court_paper_missing"}
    walk.lay(make_attachment(PaperKind.RULING_WITHDRAWAL))

    walk.go(CONFIRMATION, "withdraw", NEXT, LIAISON, party="w")


def rejected() -> Walk:
    walk = settled()
    confirming(walk)
    walk.go(CONFIRMATION, "accept", NEXT, CLERK, accepted_on=NEXT)
    walk.go(CONFIRMATION, "reject", NEXT, CLERK, ground="cannot_be_accepted")
    return walk


@pytest.mark.parametrize("route", ["sue", "arbitrate"])
def test_after_a_rejection_the_worker_sues_on_the_agreement_or_arbitrates(route: str) -> None:
    walk = rejected()
    walk.go(MEDIATION, "take_other_route", NEXT, MED, route=route, party="w", filed_on=NEXT)


def test_after_a_rejection_the_parties_mediate_anew_and_the_new_agreement_has_its_own_windows() -> None:
    walk = rejected()
    walk.go(MEDIATION, "mediate_anew", NEXT, MED, all_agreed=True)
    later = date(2026, 9, 20)
    draft(walk, due_on=date(2026, 10, 31))
    for who in ({"capacity": "party", "party": "w"}, {"capacity": "party", "party": "e"}):
        walk.go(MEDIATION, "record_signature", later, MED, form="signed", overdue_reason="重新调解", **who)
    walk.go(MEDIATION, "record_signature", later, MED, capacity="mediator", mediator="mediator", form="signed")
    walk.go(MEDIATION, "record_signature", later, MED, capacity="organisation", form="sealed")

    assert walk.due("S1")[0] == date(2026, 10, 5)
    assert walk.due("S3")[0] == date(2026, 10, 20)


def test_without_a_rejection_nobody_sues_before_arbitration() -> None:
    walk = breached()

    refused = walk.refused(MEDIATION, "take_other_route", LATE, MED, route="sue", party="w", filed_on=LATE)
    assert refused == {"arbitration_comes_first"}


O_FILED: Acts = [("file", LATE, {"party": "w", "amount": 1_860_000})]
O_ACCEPTED: Acts = [*O_FILED, ("accept", date(2026, 10, 12), {"accepted_on": date(2026, 10, 12)})]
O_ISSUED: Acts = [*O_ACCEPTED, ("issue", date(2026, 10, 20), {"issued_on": date(2026, 10, 20)})]
O_SERVED: Acts = [*O_ISSUED, ("serve", date(2026, 10, 26), {"received_on": date(2026, 10, 26)})]
DISPUTED = {"form": "written", "content": "disputes_the_debt"}
O_OBJECTED: Acts = [*O_SERVED, ("object", date(2026, 11, 9), DISPUTED)]
O_ENDED: Acts = [*O_OBJECTED, ("end_by_objection", date(2026, 11, 16), {"received_on": date(2026, 11, 16)})]

ORDER_ENDS: list[tuple[str, Acts]] = [
    ("not_accepted", [*O_FILED, ("not_accept", LATE, {"ground": "not_fixed_or_due"})]),
    ("rejected", [*O_ACCEPTED, ("reject", date(2026, 10, 13), {})]),
    ("withdrawn", [*O_ISSUED, ("withdraw", date(2026, 10, 21), {"party": "w"})]),
    ("unserved", [*O_ISSUED, ("end_unserved", date(2026, 11, 20), {})]),
    ("paid", [*O_SERVED, ("record_payment", date(2026, 10, 28), {"paid_on": date(2026, 10, 28)})]),
    ("superseded", [*O_SERVED, ("supersede", date(2026, 10, 28), {})]),
    ("effective", [*O_SERVED, ("take_effect", date(2026, 11, 11), {})]),
    ("served", [*O_OBJECTED, ("dismiss_objection", date(2026, 11, 9), {})]),
    ("suit_declined", [*O_ENDED, ("decline_suit", date(2026, 11, 20), {"party": "w"})]),
    ("turned_into_suit", [*O_ENDED, ("turn_into_suit", date(2026, 11, 24), {})]),
]


@pytest.mark.parametrize(("end", "acts"), ORDER_ENDS)
def test_a_payment_order_comes_to_each_of_its_ends(end: str, acts: Acts) -> None:
    assert go_on(in_order(), ORDER, acts).state == end


def test_a_payment_order_is_not_open_before_a_breach() -> None:
    walk = settled()
    assert "illegal_transition" in walk.refused(MEDIATION, "prepare_payment_order", NEXT, LIAISON, **ORDERED)


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        ({"debtor_in_china": False}, "cannot_be_served"),
        ({"can_be_served": False}, "cannot_be_served"),
        ({"nothing_owed_in_return": False}, "counter_performance_owed"),
    ],
)
def test_a_payment_order_is_not_prepared_where_it_could_not_be_issued(answer: dict[str, bool], code: str) -> None:
    assert breached().refused(MEDIATION, "prepare_payment_order", LATE, LIAISON, **{**ORDERED, **answer}) == {code}


def test_the_court_has_five_then_fifteen_days_and_the_debtor_fifteen() -> None:
    walk = in_order()
    go_on(walk, ORDER, O_SERVED)

    assert walk.due("S13")[1] == date(2026, 10, 14)
    assert walk.due("S14")[1] == date(2026, 10, 27)
    assert walk.due("S16")[1] == date(2026, 11, 19)
    assert walk.due("S15")[1] == date(2026, 11, 10)
    assert walk.running() & {"S13", "S14", "S15", "S16"} == {"S15"}


@pytest.mark.parametrize(
    ("acts", "move", "day", "answers", "code"),
    [
        (O_SERVED, "object", date(2026, 11, 11), DISPUTED, "limit_expired"),
        (O_SERVED, "object", date(2026, 11, 9), {**DISPUTED, "form": "oral"}, "objection_is_oral"),
        (O_SERVED, "take_effect", date(2026, 11, 10), {}, "limit_still_runs"),
        (O_ISSUED, "end_unserved", date(2026, 11, 19), {}, "limit_still_runs"),
        (O_ENDED, "turn_into_suit", date(2026, 11, 23), {}, "limit_still_runs"),
        (O_ENDED, "decline_suit", date(2026, 11, 24), {"party": "w"}, "limit_expired"),
    ],
)
def test_each_day_of_a_payment_order_is_kept(
    acts: Acts, move: str, day: date, answers: dict[str, Any], code: str
) -> None:
    walk = in_order()
    go_on(walk, ORDER, acts)

    assert walk.refused(ORDER, move, day, CLERK, **answers) == {code}


def test_an_order_in_force_is_enforced_for_two_years_from_the_last_day_to_pay() -> None:
    walk = in_order()
    go_on(walk, ORDER, O_SERVED)
    walk.go(ORDER, "take_effect", date(2026, 11, 11), CLERK)

    assert walk.due("S10")[0] == date(2028, 11, 10)


def test_after_an_objection_ended_the_order_the_worker_sues_on_the_agreement() -> None:
    walk = in_order()
    go_on(walk, ORDER, O_ENDED)

    walk.go(MEDIATION, "take_other_route", date(2026, 11, 17), MED, route="sue", party="w", filed_on=date(2026, 11, 17))


def test_an_employers_application_does_not_restart_the_workers_year() -> None:
    walk = driver()
    worker, employer = (walk.rows[key] for key in sorted(walk.rows, key=str) if key[1] in ("w", "e"))
    assert {worker.side, employer.side} == {"applicant", "respondent"}  # type: ignore[attr-defined]  # both are parties
    for party in (worker, employer):
        other = "respondent" if party.side == "applicant" else "applicant"  # type: ignore[attr-defined]  # as above
        walk.lay(party.model_copy(update={"side": other}))
    walk.go(MEDIATION, "end", AGREED, Relation.HEAD, ground="no_agreement")

    assert "L1" not in walk.running()


def test_a_workers_failed_application_restarts_the_year() -> None:
    walk = driver()
    walk.go(MEDIATION, "end", AGREED, Relation.HEAD, ground="no_agreement")

    assert walk.due("L1")[0] == date(2027, 8, 31)
