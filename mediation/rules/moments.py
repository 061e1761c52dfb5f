"""Days and instants that clocks start from although nobody is asked for them: they follow from the file."""

from __future__ import annotations

from datetime import date, datetime

from mediation.facts.known import Facts
from mediation.facts.readings import SIGNING, TERMS, effective_at, given_of
from mediation.facts.readings import last_performance_day as last_day
from mediation.rules.clocks import clock_of
from mediation.rules.registry import moment


@moment(needs=SIGNING)
def agreement_takes_effect(facts: Facts) -> datetime:
    """When the signature now recorded completes the settlement: the latest of those needed, not the last recorded.

    Where MAL 14 and SI16 24 both fit, the parties' signatures suffice, so S1 and S3 run from the earlier date
    (law.md §0-13).
    """
    return effective_at(facts, given_of(facts))


@moment(needs=TERMS)
def last_performance_day(facts: Facts) -> date | None:
    """The day enforcement is counted from: the last instalment's, else the day of effect (CPL 250; CPLI 481)."""
    return last_day(facts)


@moment(needs={"clocks"})
def order_performance_day(facts: Facts) -> date | None:
    """The last day to pay under a payment order: fifteen days from its receipt, as the objection (CPL 227)."""
    clock = clock_of(facts, "payment_order_objection")
    return clock.due if clock else None
