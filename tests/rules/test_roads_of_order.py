"""After a breach: a payment order walked to each of its ends, and every day of it kept."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.rules.replaying import CLERK, LIAISON, MED, MEDIATION
from tests.rules.settled import LATE, NEXT, ORDER, ORDERED, Acts, breached, go_on, in_order, settled

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
