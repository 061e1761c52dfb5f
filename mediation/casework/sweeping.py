"""The sweep: clocks whose next rung is due fire it, once each, as acts of the system, however many sweep."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
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
from mediation.errors import MoveRefused
from mediation.facts.columns import Row, changed
from mediation.facts.folder import Clock, Firing, Proceeding
from mediation.facts.known import SYSTEM
from mediation.records.database import reading, writing
from mediation.records.schema import metadata
from mediation.vocabulary import Rung

_CLOCK = metadata.tables["clock"]


@dataclass(frozen=True, slots=True)
class Fired:
    """A rung that fired: of which clock and limit, on which case, and the move it made, if any."""

    case_id: str
    limit_id: str
    rung: Rung
    at: datetime
    move: str | None


def due(db: Connection, now: datetime, limit: int = 100) -> list[tuple[str, str]]:
    """Return case and clock of the rungs that are due, earliest first."""
    found = db.execute(
        select(_CLOCK.c.case_id, _CLOCK.c.id)
        .where(_CLOCK.c.next_at <= now)
        .order_by(_CLOCK.c.next_at, _CLOCK.c.id)
        .limit(limit)
    )
    return [(row.case_id, row.id) for row in found]


def sweep(desk: Desk, now: datetime) -> Iterator[Fired]:
    """Fire every rung that is due at ``now``, in order of time, each in a transaction of its own; forget old keys.

    What was yielded is committed: whoever stops listening in between leaves nothing half done.
    """
    forget_old(desk.engine, now)
    while True:
        with reading(desk.engine) as db:
            waiting = due(db, now)
        if not waiting:
            return
        progress = False
        for case_id, clock_id in waiting:
            if (fired := _fire(desk, case_id, clock_id, now)) is not None:
                progress = True
                yield fired
        if not progress:
            return


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
