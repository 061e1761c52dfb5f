"""After a settlement: arbitral review and confirmation walked to their ends, and what one closes of the other."""

from __future__ import annotations

from datetime import date

import pytest

from mediation.vocabulary import PaperKind, Relation
from tests.makers import COURT, make_attachment, make_paper
from tests.rules.replaying import CLERK, CONFIRMATION, FILED_PAPERS, LIAISON, MED, MEDIATION, both_apply
from tests.rules.settled import BOTH, COMMISSION, LATE, NEXT, ORDERED, REVIEW, Acts, breached, go_on, in_review, settled
from tests.rules.test_replay_driver import AGREED, draft, driver
from tests.rules.walk import Walk

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


def test_the_day_the_court_set_for_more_papers_is_the_last_day_and_rolls_like_any_period() -> None:
    walk = settled()
    confirming(walk)
    asked = {"requested_on": NEXT, "due_on": date(2026, 9, 12), "missing": "双方联系方式"}
    walk.go(CONFIRMATION, "request_supplement", NEXT, CLERK, **asked)

    assert walk.due("S5") == (date(2026, 9, 12), date(2026, 9, 14))  # a Saturday


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
