"""Queues between desk and court: the referrals and the applications for confirmation a person has to do with."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, exists, func, or_, select, tuple_

from mediation.casework.desk import Desk
from mediation.casework.entries import BEFORE, CONFIRMATION, HOUSE_REMINDER, REFERRAL, Entry, entries_of
from mediation.casework.listing import visible
from mediation.casework.searching import Light
from mediation.facts.known import civil_day
from mediation.facts.people import Membership
from mediation.law.wording import SHANGHAI
from mediation.policy import no_such_case
from mediation.records.schema import metadata
from mediation.vocabulary import Role

_CASE, _CLOCK, _EVENT, _PROCEEDING = (metadata.tables[name] for name in ("case_file", "clock", "event", "proceeding"))
WAITING = ("sent", "awaiting_material")
SOON = 3
"""Calendar days ahead that the strip over a queue looks."""


@dataclass(frozen=True, slots=True)
class Queue:
    """A page of a queue; ``next`` is the case to ask for those after it."""

    entries: tuple[Entry, ...]
    next: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Which proceedings: of a procedure, in one of these states (any when empty).

    ``late`` narrows to the overdue, ``case_id`` to one case.
    """

    procedure: str
    states: Collection[str] = ()
    late: bool = False
    case_id: str | None = None
    after: str | None = None
    size: int = 50


def queue(db: Connection, desk: Desk, person_id: str, own: Sequence[Membership], asked: Asked, now: datetime) -> Queue:
    """Return a page of a queue, newest case first, what presses most before the rest of the page.

    Raises:
        NotFound: ``after`` is no case of theirs.
    """
    statement = _of(person_id, own, asked.procedure)
    if asked.states:
        statement = statement.where(_PROCEEDING.c.state.in_(sorted(asked.states)))
    if asked.case_id is not None:
        statement = statement.where(_CASE.c.id == asked.case_id)
    if asked.late:
        statement = statement.where(or_(_late(desk, civil_day(now)), _PROCEEDING.c.state == "lapsed"))
    if asked.after is not None:
        key = db.execute(statement.where(_CASE.c.id == asked.after)).mappings().first()
        if key is None:
            raise no_such_case()
        place = tuple_(_CASE.c.opened_at, _CASE.c.id) < tuple_(key["case_opened_at"], key["case_id"])
        statement = statement.where(place)
    order = (_CASE.c.opened_at.desc(), _CASE.c.id.desc(), _PROCEEDING.c.opened_seq.desc())
    rows = db.execute(statement.order_by(*order).limit(asked.size + 1)).mappings().all()
    entries = entries_of(db, desk, person_id, own, rows[: asked.size], now)
    return Queue(
        tuple(sorted(entries, key=_urgency)), rows[asked.size - 1]["case_id"] if len(rows) > asked.size else None
    )


def counts(
    db: Connection, desk: Desk, person_id: str, own: Sequence[Membership], procedure: str, now: datetime
) -> dict[str, int]:
    """Return how many there are in each state, and how many are ``late``."""
    inner = _of(person_id, own, procedure).subquery()
    found = db.execute(select(inner.c.state, func.count()).group_by(inner.c.state))
    counted = {str(state): int(count) for state, count in found}
    if procedure == REFERRAL:
        late = _of(person_id, own, procedure).where(_late(desk, civil_day(now))).subquery()
        lapsed = counted.get("lapsed", 0)
        counted["late"] = int(db.execute(select(func.count()).select_from(late)).scalar_one()) + lapsed
    return counted


def ending_soon(
    db: Connection, desk: Desk, person_id: str, own: Sequence[Membership], procedures: Sequence[str], now: datetime
) -> tuple[Entry, ...]:
    """Return those with a time limit that ends within three days or has ended, the most pressing first."""
    by = civil_day(now) + timedelta(days=SOON)
    found: list[Entry] = []
    for procedure in procedures:
        mine = _CLOCK.c.proceeding_id == _PROCEEDING.c.id
        named = BEFORE.get(procedure, ())
        before = and_(_CLOCK.c.case_id == _CASE.c.id, _CLOCK.c.limit_id.in_(named), _PROCEEDING.c.state == "preparing")
        ends = exists().where(or_(mine, before), _CLOCK.c.stopped_at.is_(None), _CLOCK.c.due <= by)
        statement = _of(person_id, own, procedure).where(~_PROCEEDING.c.ended, ends)
        found += entries_of(db, desk, person_id, own, db.execute(statement.limit(60)).mappings().all(), now)
    return tuple(sorted(found, key=_urgency))


def of_case(
    db: Connection, desk: Desk, person_id: str, own: Sequence[Membership], asked: Asked, now: datetime
) -> Entry:
    """Return the newest proceeding of ``asked.case_id`` as an entry.

    Raises:
        NotFound: there is none for this person.
    """
    found = queue(db, desk, person_id, own, asked, now).entries
    if not found:
        raise no_such_case()
    return max(found, key=lambda entry: entry.proceeding.opened_seq)


def _of(person_id: str, own: Sequence[Membership], procedure: str) -> Select[Any]:
    courts = [m.organisation_id for m in own if m.role is Role.COURT_CLERK]
    reached = or_(_PROCEEDING.c.procedure == REFERRAL, _PROCEEDING.c.state != "preparing")
    desks = [m for m in own if m.role is not Role.COURT_CLERK]
    theirs = and_(_PROCEEDING.c.counterpart_id.in_(courts), reached)
    told = or_(theirs, visible(desks, person_id)) if desks else theirs
    columns = (column.label(f"case_{column.name}") for column in _CASE.columns if column.name != "id")
    return (
        select(*(column for column in _PROCEEDING.columns), *columns)
        .select_from(_PROCEEDING.join(_CASE, _CASE.c.id == _PROCEEDING.c.case_id))
        .where(_PROCEEDING.c.procedure == procedure, told)
    )


def _late(desk: Desk, today: date) -> ColumnElement[bool]:
    """Test if a waiting referral's day has passed: on the platform the legal one (SI21 12), else the house reminder."""
    limit = desk.limits.get("D6").id
    clock = and_(_CLOCK.c.proceeding_id == _PROCEEDING.c.id, _CLOCK.c.limit_id == limit)
    opening = datetime.combine(desk.calendar.working_days_before(today, HOUSE_REMINDER), time(), SHANGHAI)
    sent = and_(_EVENT.c.folder_id == _PROCEEDING.c.case_id, _EVENT.c.proceeding_id == _PROCEEDING.c.id)
    before = exists().where(sent, _EVENT.c.act == "send", _EVENT.c.occurred_at < opening.astimezone(UTC))
    legally = exists().where(clock, _CLOCK.c.due < today)
    return and_(_PROCEEDING.c.state.in_(WAITING), or_(legally, and_(~exists().where(clock), before)))


def _urgency(entry: Entry) -> tuple[int, int]:
    if entry.light is None:
        return (len(Light), 0)
    return (list(Light).index(entry.light), entry.days_left or 0)


__all__ = [
    "CONFIRMATION",
    "REFERRAL",
    "WAITING",
    "Asked",
    "Entry",
    "Queue",
    "counts",
    "ending_soon",
    "of_case",
    "queue",
]
