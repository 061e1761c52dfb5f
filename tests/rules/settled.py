"""A settlement in force, and the roads that begin at it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from mediation.facts.folder import Proceeding
from tests.makers import COURT
from tests.rules.replaying import CLERK, FOUR_CHECKS, LIAISON, MED, MEDIATION
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
