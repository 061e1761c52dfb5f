"""Running clocks of open cases derived anew under the editions and the calendar in force: an act of the system a case.

Publishing an edition moves no clock by itself; this does, for an edition that reaches back or a calendar that came
late. A case that stands as it should gets no event, so that an interrupted run is finished by the next one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from operator import attrgetter
from typing import Any, Final

from sqlalchemy import Connection, select

from mediation.casework import clocks
from mediation.casework.bench import Doing, find
from mediation.casework.desk import Desk
from mediation.casework.loading import load_groups
from mediation.casework.perform import finish, open_bench
from mediation.casework.step import take
from mediation.casework.whatif import is_open
from mediation.errors import MediationError, StorageFull, Unavailable
from mediation.facts.columns import Row, changed
from mediation.facts.folder import Adjustment, Clock, Firing
from mediation.facts.known import SYSTEM, civil_day
from mediation.law.wording import Text
from mediation.records.database import reading, writing
from mediation.records.schema import metadata

_DERIVED: Final = ("edition", "first_day", "raw", "due", "provisional", "amber_on", "red_on")
_GROUPS: Final = ("clocks", "adjustments", "firings")
_AT_ONCE: Final = 200


@dataclass(frozen=True, slots=True)
class Again:
    """A clock as it stands and as it comes out now; ``refused`` says why its ledger does not fit the edition."""

    case_id: str
    number: str
    ref: str
    title: Text
    before: Clock
    after: Clock
    refused: Text | None = None


def rederive(desk: Desk, now: datetime, *, dry_run: bool = False) -> Iterator[Again]:
    """Derive the running clocks of every case anew, a transaction a case; yields what moved, and what was refused.

    What was yielded without ``refused`` is committed, unless it is a ``dry_run``, which writes nothing. A refused
    clock and a case that cannot be worked on stay as they are.

    Raises:
        Unavailable, StorageFull: the database cannot be used; run it again to finish.
    """
    after = ""
    while True:
        with reading(desk.engine) as db:
            cases = _cases(db, after)
            found = _anew(desk, db, cases)
        if not cases:
            return
        after = cases[-1][0]
        for case_id, group in groupby(found, key=attrgetter("case_id")):
            mine = list(group)
            yield from mine if dry_run else _case(desk, case_id, now, mine)


def _cases(db: Connection, after: str) -> list[tuple[str, str]]:
    """Open cases by id, so that a run goes on where it left off."""
    case = metadata.tables["case_file"]
    wanted = select(case.c.id, case.c.number).where(case.c.id > after, is_open())
    return [(row.id, row.number) for row in db.execute(wanted.order_by(case.c.id).limit(_AT_ONCE))]


def _case(desk: Desk, case_id: str, now: datetime, expected: Sequence[Again]) -> list[Again]:
    """Write what moved, computed again under the case's lock; what stood in the way is said and nothing written."""
    try:
        with writing(desk.engine) as db:
            bench = open_bench(desk, db, case_id, SYSTEM, now)
            found = _anew(desk, db, [(case_id, bench.case.number)])
            moved = [again for again in found if again.refused is None]
            if moved:
                doing = Doing(
                    move="rederive_clocks",
                    person_id=SYSTEM,
                    answers={"clocks": [_told(again) for again in moved]},
                    proceeding_id=None,
                    occurred_at=now,
                    rows=tuple(again.after for again in moved),
                )
                take(bench, doing, find(bench, doing))
                finish(bench)
            return found
    except (Unavailable, StorageFull):
        raise
    except Exception as error:  # noqa: BLE001  # whatever is wrong with one case must not hold up the others
        return [_refused(again, error) for again in expected]


def _refused(again: Again, error: Exception) -> Again:
    why = Text(error.zh, error.en) if isinstance(error, MediationError) else Text(_BROKEN.zh, f"{_BROKEN.en} {error!r}")
    return Again(again.case_id, again.number, again.ref, again.title, again.before, again.before, why)


_BROKEN: Final = Text(
    "该案数据异常，未改动，请用 verify 核对。", "The case's rows are broken; left as it is, run verify."
)


def _told(again: Again) -> dict[str, Any]:
    before, after = again.before, again.after
    told = {
        "limit": again.ref,
        "seq": before.seq,
        "edition_before": _first_day(before.edition),
        "edition_after": _first_day(after.edition),
        "due_before": before.due,
        "due_after": after.due,
    }
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in told.items() if value}


def _first_day(edition: str) -> str | None:
    return None if edition == "origin" else edition


def _anew(desk: Desk, db: Connection, cases: Sequence[tuple[str, str]]) -> list[Again]:
    """The running clocks of these cases that come out otherwise, or not at all; case after case."""
    loaded = load_groups(db, [case_id for case_id, _ in cases], _GROUPS)
    found = [
        _one(desk, clock, number, loaded[case_id]["adjustments"], loaded[case_id]["firings"])
        for case_id, number in cases
        for clock in loaded[case_id]["clocks"]
        if isinstance(clock, Clock) and clock.stopped_at is None
    ]
    return [again for again in found if again.refused or _derived(again.before) != _derived(again.after)]


def _derived(clock: Clock) -> tuple[Any, ...]:
    return tuple(getattr(clock, name) for name in _DERIVED)


def _one(desk: Desk, clock: Clock, number: str, ledger: Sequence[Row], fired: Sequence[Row]) -> Again:
    """A clock under the edition of its trigger's day."""
    ref, title = clock.limit_id, Text(clock.limit_id, clock.limit_id)
    try:
        limit = desk.limits.get(clock.limit_id)
        ref, title = limit.ref, limit.title
        edition = limit.edition_on(civil_day(clock.trigger_at)).key
        after = clocks.derived(
            desk,
            changed(clock, edition=edition),
            [row for row in ledger if isinstance(row, Adjustment)],
            [row for row in fired if isinstance(row, Firing)],
        )
    except MediationError as error:
        return Again(clock.case_id, number, ref, title, clock, clock, Text(error.zh, error.en))
    return Again(clock.case_id, number, ref, title, clock, after)


__all__ = ["Again", "rederive"]
