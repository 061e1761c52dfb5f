"""The sweep: clocks whose next rung is due fire it, once each, as acts of the system, however many sweep.

A clock that cannot fire is told (``Stuck``) and left for the next sweep; those after it fire all the same.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select

from mediation.casework import clocks
from mediation.casework.bench import Bench, Doing, find
from mediation.casework.desk import FOLDER, Desk
from mediation.casework.keys import forget_old
from mediation.casework.loading import load_groups
from mediation.casework.perform import finish, open_bench
from mediation.casework.step import take
from mediation.errors import MoveRefused, StorageFull, Unavailable
from mediation.facts.columns import Row, changed
from mediation.facts.folder import Clock, Firing, Proceeding
from mediation.facts.known import SYSTEM
from mediation.records.database import reading, writing
from mediation.records.schema import metadata
from mediation.vocabulary import Rung

_CLOCK = metadata.tables["clock"]
_LOG = logging.getLogger("mediation.sweep")


@dataclass(frozen=True, slots=True)
class Fired:
    """A rung that fired: of which clock and limit, on which case, and the move it made, if any."""

    case_id: str
    limit_id: str
    rung: Rung
    at: datetime
    move: str | None


@dataclass(frozen=True, slots=True)
class Stuck:
    """A clock that could not fire, on which case, and what went wrong: an error of ours, or a fault in its rows."""

    case_id: str
    clock_id: str
    error: Exception


def told(stuck: Stuck) -> None:
    """Write a stuck clock to the log, by ids only; the kind of error says whom to call."""
    _LOG.error(
        "期限无法触发，已跳过 cannot fire, skipped case=%s clock=%s error=%s",
        stuck.case_id,
        stuck.clock_id,
        getattr(stuck.error, "code", type(stuck.error).__name__),
    )


def due(db: Connection, now: datetime, limit: int = 100, without: Collection[str] = ()) -> list[tuple[str, str]]:
    """Return case and clock of the rungs that are due, earliest first, but for the clocks ``without``."""
    found = db.execute(
        select(_CLOCK.c.case_id, _CLOCK.c.id)
        .where(_CLOCK.c.next_at <= now, _CLOCK.c.id.not_in(without))
        .order_by(_CLOCK.c.next_at, _CLOCK.c.id)
        .limit(limit)
    )
    return [(row.case_id, row.id) for row in found]


def sweep(desk: Desk, now: datetime, report: Callable[[Stuck], None] = told) -> Iterator[Fired]:
    """Fire every rung that is due at ``now``, in order of time, each in a transaction of its own; forget old keys.

    What was yielded is committed: whoever stops listening in between leaves nothing half done. A clock that cannot
    fire is reported once and passed over.

    Raises:
        Unavailable: the database itself is away, or on SQLite locked: nothing else could fire either.
        StorageFull: no room.
    """
    forget_old(desk.engine, now)
    stuck: set[str] = set()
    while True:
        with reading(desk.engine) as db:
            waiting = due(db, now, without=stuck)
        progress = False
        for case_id, clock_id in waiting:
            found = _tried(desk, case_id, clock_id, now)
            progress = progress or found is not None
            if isinstance(found, Stuck):
                stuck.add(clock_id)
                report(found)
            elif found is not None:
                yield found
        if not progress:
            return


def _tried(desk: Desk, case_id: str, clock_id: str, now: datetime) -> Fired | Stuck | None:
    try:
        return _fire(desk, case_id, clock_id, now)
    except StorageFull:
        raise
    except Unavailable as error:
        if desk.dialect == "sqlite":
            raise
        with reading(desk.engine):  # raises where the database is away; else this case alone is held by somebody
            return Stuck(case_id, clock_id, error)
    except Exception as error:  # noqa: BLE001  # whatever is wrong with one case must not hold up the others
        return Stuck(case_id, clock_id, error)


def _fire(desk: Desk, case_id: str, clock_id: str, now: datetime) -> Fired | None:
    """Fire the next rung of a clock under its case's lock; ``None`` if another worker was first."""
    with writing(desk.engine) as db:
        bench = open_bench(desk, db, case_id, SYSTEM, now)
        loaded = load_groups(db, [case_id], ("clocks", "firings", "proceedings"))[case_id]
        clock = next((c for c in loaded["clocks"] if isinstance(c, Clock) and c.id == clock_id), None)
        firings = [f for f in loaded["firings"] if isinstance(f, Firing)]
        upcoming = clocks.next_rung(clock, firings) if clock and clock.stopped_at is None else None
        if clock is None or upcoming is None or upcoming[1] > now or clock.due is None:
            return None
        rung, at = upcoming
        firing = Firing(
            id=f"{clock.id}:{clock.due.isoformat()}:{rung}",
            case_id=case_id,
            clock_id=clock.id,
            due=clock.due,
            rung=rung,
            fired_at=now,
        )
        later = changed(clock, next_at=clocks.next_rung_at(clock, [*firings, firing]))
        _step(bench, "fire_clock", _proceeding(loaded, FOLDER), at, (firing, later))
        move = _move_on_clock(bench, loaded, clock, rung, at)
        finish(bench)
        return Fired(case_id, clock.limit_id, rung, at, move)


def _proceeding(loaded: Mapping[str, Sequence[Row]], procedure: str) -> Proceeding:
    return next(p for p in loaded["proceedings"] if isinstance(p, Proceeding) and p.procedure == procedure)


def _step(bench: Bench, move: str, proceeding: Proceeding, at: datetime, rows: tuple[Firing | Clock, ...]) -> None:
    doing = Doing(move=move, person_id=SYSTEM, answers={}, proceeding_id=proceeding.id, occurred_at=at, rows=rows)
    take(bench, doing, find(bench, doing))


def _move_on_clock(
    bench: Bench, loaded: Mapping[str, Sequence[Row]], clock: Clock, rung: Rung, at: datetime
) -> str | None:
    """Make the move that the procedure gives to this rung, where its article says so and its rules permit."""
    for proceeding in loaded["proceedings"]:
        if not isinstance(proceeding, Proceeding) or proceeding.ended:
            continue
        definition = bench.desk.procedures.pinned(bench.db, proceeding.definition)
        for name in definition.moves_from(proceeding.state):
            on_clock = definition.moves[name].on_clock
            if on_clock is None or on_clock.rung != rung:
                continue
            if bench.desk.limits.get(on_clock.limit).id != clock.limit_id:
                continue
            try:
                _step(bench, name, proceeding, at, ())
            except MoveRefused:
                return None
            return name
    return None
