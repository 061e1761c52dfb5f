"""Clocks of a case: started, stopped, extended, suspended; every date derived anew from the rule and the ledger."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time

from mediation.casework.desk import Desk
from mediation.engine.shapes import ClockUse, ClockVerb
from mediation.facts.columns import Row, changed
from mediation.facts.folder import Adjustment, AdjustmentKind, Clock, Firing
from mediation.facts.known import SHANGHAI, Facts, Given, civil_day
from mediation.law import time_limits
from mediation.law.adjusting import Adjustment as LegalAdjustment
from mediation.law.wording import end_of_day
from mediation.vocabulary import OrganisationKind, Rung

OCCURRED = "occurred_at"


def computed(
    desk: Desk, clock: Clock, ledger: Iterable[Adjustment], organisation: OrganisationKind | None = None
) -> time_limits.Computed:
    """Return everything that follows from a clock's rule, trigger and ledger: the dates and the arithmetic.

    ``organisation`` is the kind of the case's body: some limits bind enterprise committees only, 参照 elsewhere.
    """
    limit = desk.limits.get(clock.limit_id)
    own = [entry for entry in ledger if entry.clock_id == clock.id]
    return limit.compute(
        clock.trigger_at,
        calendar=desk.calendar,
        ledger=[_adjustment(entry) for entry in sorted(own, key=lambda entry: (entry.seq, entry.id))],
        edition=clock.edition,
        organisation=organisation,
        last_day=clock.set_on,
    )


def _adjustment(entry: Adjustment) -> LegalAdjustment:
    extend = entry.kind is AdjustmentKind.EXTEND
    return LegalAdjustment(
        kind="extend" if extend else "suspend",
        days=entry.days,
        start=None if extend else entry.start,
        end=entry.end,
        reason_zh="各方当事人同意延长" if extend else "诉前鉴定期间不计入",
        reason_en="every party agreed" if extend else "the appraisal is not counted",
    )


def derived(desk: Desk, clock: Clock, ledger: Iterable[Adjustment], firings: Iterable[Firing]) -> Clock:
    """Return the clock with its dates computed anew and the instant of the next rung that has not fired."""
    result = computed(desk, clock, ledger)
    clock = changed(
        clock,
        first_day=result.first_day,
        raw=result.raw,
        due=result.due,
        provisional=result.provisional,
        amber_on=result.amber_on,
        red_on=result.red_on,
    )
    return changed(clock, next_at=next_rung_at(clock, firings))


def rungs(clock: Clock) -> tuple[tuple[Rung, datetime], ...]:
    """Return the instants (UTC) at which a clock's rungs fire, earliest first; none without a due day."""
    if clock.due is None:
        return ()
    found: list[tuple[Rung, datetime]] = []
    if clock.amber_on is not None:
        found.append((Rung.AMBER, start_of(clock.amber_on)))
    if clock.red_on is not None:
        found.append((Rung.RED, start_of(clock.red_on)))
    found.append((Rung.END, end_of_day(clock.due)))
    return tuple(found)


def next_rung(clock: Clock, firings: Iterable[Firing]) -> tuple[Rung, datetime] | None:
    """Return the earliest rung that has not fired for the present due day, or ``None``."""
    fired = {firing.rung for firing in firings if firing.clock_id == clock.id and firing.due == clock.due}
    return next(((rung, at) for rung, at in rungs(clock) if rung not in fired), None)


def next_rung_at(clock: Clock, firings: Iterable[Firing]) -> datetime | None:
    """Return when the sweep shall look at the clock next; never, once it is stopped."""
    if clock.stopped_at is not None:
        return None
    upcoming = next_rung(clock, firings)
    return upcoming[1] if upcoming else None


def start_of(day: date) -> datetime:
    """Return 0:00 of a day (Asia/Shanghai)."""
    return datetime.combine(day, time(), tzinfo=SHANGHAI)


def ordered(desk: Desk, facts: Facts, uses: Sequence[ClockUse]) -> tuple[Row, ...]:
    """Return the rows that a move's clock orders make: new clocks, stopped ones, entries in their ledgers."""
    rows: list[Row] = []
    for use in uses:
        limit = desk.limits.get(use.limit)
        running = [c for c in facts.clocks if c.limit_id == limit.id and c.stopped_at is None]
        if use.verb is ClockVerb.START:
            begun = _started(desk, facts, limit, use)
            rows.extend((*_stopped(running, facts), begun) if begun else ())
        elif use.verb is ClockVerb.STOP:
            rows.extend(_stopped(running, facts))
        else:
            rows.extend(row for clock in running for row in _adjusted(desk, facts, clock, use))
    return tuple(rows)


def _stopped(running: Sequence[Clock], facts: Facts) -> Iterator[Clock]:
    return (changed(clock, stopped_at=facts.acting.occurred_at, next_at=None) for clock in running)


def _started(desk: Desk, facts: Facts, limit: time_limits.Limit, use: ClockUse) -> Clock | None:
    """The clock, from its answer, its moment or the act; none where the file does not know the moment."""
    acting, source, given = facts.acting, use.from_ or OCCURRED, facts.given or Given({})
    moment = desk.procedures.registry.moments.get(source)
    told = moment.tell(facts) if moment else None
    if moment and told is None:
        return None
    trigger = trigger_of(Given({source: told}) if moment else given, source, acting.occurred_at)
    clock = Clock(
        id=acting.new_id("clock", limit.id),
        case_id=facts.case.id,
        proceeding_id=facts.proceeding.id if facts.proceeding else None,
        limit_id=limit.id,
        edition=limit.edition_on(civil_day(trigger)).key,
        seq=acting.seq,
        source=source,
        trigger_at=trigger,
        set_on=given.day(use.until) if use.until else None,
    )
    return derived(desk, clock, (), ())


def trigger_of(given: Given, source: str, occurred: datetime) -> datetime:
    """Return the instant (UTC) that triggers a clock: the act itself, or the answer that names its source."""
    day = given.day(source)
    return given.instant(source) or (start_of(day) if day else occurred)


def _adjusted(desk: Desk, facts: Facts, clock: Clock, use: ClockUse) -> tuple[Row, ...]:
    acting = facts.acting
    own = [entry for entry in facts.adjustments if entry.clock_id == clock.id]
    if use.verb is ClockVerb.RESUME:
        open_ones = [e for e in own if e.kind is AdjustmentKind.SUSPEND and e.end is None]
        entries = [changed(entry, end=acting.day) for entry in open_ones]
    else:
        extend = use.verb is ClockVerb.EXTEND
        entries = [
            Adjustment(
                id=acting.new_id("adjustment", clock.id, use.verb),
                case_id=facts.case.id,
                clock_id=clock.id,
                kind=AdjustmentKind.EXTEND if extend else AdjustmentKind.SUSPEND,
                days=facts.given.number(use.by) if extend and use.by and facts.given else None,
                start=acting.day,
                seq=acting.seq,
            )
        ]
    replaced = {entry.id for entry in entries}
    ledger = [*(entry for entry in own if entry.id not in replaced), *entries]
    return (*entries, derived(desk, clock, ledger, facts.firings))
