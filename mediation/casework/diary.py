"""The diary: when there is room for a meeting, and what stands on which day for whoever asks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy import ColumnElement, Connection, and_, or_, select

from mediation.casework.desk import Desk
from mediation.casework.listing import visible
from mediation.casework.opened import Opened
from mediation.facts.folder import Clock
from mediation.facts.known import civil_day
from mediation.facts.parties import Meeting
from mediation.facts.people import Membership
from mediation.law.calendar import Calendar
from mediation.law.wording import SHANGHAI
from mediation.records.schema import metadata
from mediation.vocabulary import Relation, Role

_CASE, _CLOCK, _PROCEEDING, _ASSIGNMENT, _MEETING, _PARTY, _PERSONAL = (
    metadata.tables[name] for name in ("case_file", "clock", "proceeding", "assignment", "meeting", "party", "personal")
)
STARTS = (time(9, 30), time(14, 0), time(16, 0))
LASTS = timedelta(minutes=90)
NOTICE_DAYS = 2
"""How many days ahead the first free time lies: both sides must hear of it."""
_LOOKS_AHEAD = 30
MOST = 500


@dataclass(frozen=True, slots=True)
class Sitting:
    """A meeting as the diary shows it: of which case, where, and whether it was held."""

    meeting: Meeting
    case_id: str
    number: str
    cause: str
    place: str | None


@dataclass(frozen=True, slots=True)
class Due:
    """The last day of a running clock, and the case it runs for."""

    clock: Clock
    case_id: str
    number: str
    cause: str


def free_times(db: Connection, opened: Opened, count: int = 3) -> list[datetime]:
    """Return the next times (Asia/Shanghai) on working days when none of the case's mediators sits elsewhere."""
    on = [a.person_id for a in opened.facts.assignments if a.until is None and a.relation is Relation.ASSIGNED_MEDIATOR]
    first = civil_day(opened.now) + timedelta(days=NOTICE_DAYS)
    taken = _taken(db, on, opened.case.id, opened.now, opened.now + timedelta(days=_LOOKS_AHEAD + NOTICE_DAYS))
    free = (at for at in _starts(opened.desk.calendar, first) if not any(abs(at - other) < LASTS for other in taken))
    return [at for at, _ in zip(free, range(count), strict=False)]


def _starts(calendar: Calendar, first: date) -> Iterator[datetime]:
    for ahead in range(_LOOKS_AHEAD):
        day = first + timedelta(days=ahead)
        if calendar.is_working_day(day):
            yield from (datetime.combine(day, start, SHANGHAI) for start in STARTS)


def _taken(db: Connection, people: Sequence[str], case_id: str, since: datetime, until: datetime) -> list[datetime]:
    theirs = select(_ASSIGNMENT.c.case_id).where(_ASSIGNMENT.c.person_id.in_(people), _ASSIGNMENT.c.until.is_(None))
    here = or_(_MEETING.c.case_id.in_(theirs), _MEETING.c.case_id == case_id)
    ahead = [_MEETING.c.held_at.is_(None), _MEETING.c.starts_at.between(since, until)]
    return [row.starts_at for row in db.execute(select(_MEETING.c.starts_at).where(here, *ahead))]


def sittings(
    db: Connection, person_id: str, own: Sequence[Membership], since: date, until: date
) -> tuple[Sitting, ...]:
    """Return the meetings from ``since`` to ``until`` (both included) that are for a person; a court sees none."""
    desks = [m for m in own if m.role is not Role.COURT_CLERK]
    if not desks:
        return ()
    statement = (
        select(_MEETING, _CASE.c.number, _CASE.c.cause, _PERSONAL.c.value)
        .join(_CASE, _CASE.c.id == _MEETING.c.case_id)
        .join(_PERSONAL, _PERSONAL.c.id == _MEETING.c.place_id, isouter=True)
        .where(visible(desks, person_id), _MEETING.c.starts_at >= _midnight(since))
        .where(_MEETING.c.starts_at < _midnight(until + timedelta(days=1)))
        .order_by(_MEETING.c.starts_at, _MEETING.c.id)
        .limit(MOST)
    )
    return tuple(
        Sitting(
            Meeting.model_construct(**{name: row[name] for name in Meeting.model_fields}),
            row["case_id"],
            row["number"],
            row["cause"],
            row["value"],
        )
        for row in db.execute(statement).mappings()
    )


def dues(db: Connection, person_id: str, own: Sequence[Membership], since: date, until: date) -> tuple[Due, ...]:
    """Return the last days of running clocks from ``since`` to ``until`` (both included) that are for a person."""
    statement = (
        select(_CLOCK, _CASE.c.number, _CASE.c.cause)
        .join(_CASE, _CASE.c.id == _CLOCK.c.case_id)
        .join(_PROCEEDING, _PROCEEDING.c.id == _CLOCK.c.proceeding_id)
        .where(_CLOCK.c.stopped_at.is_(None), _CLOCK.c.due.between(since, until), _of(person_id, own))
        .order_by(_CLOCK.c.due, _CLOCK.c.id)
        .limit(MOST)
    )
    return tuple(
        Due(
            Clock.model_construct(**{name: row[name] for name in Clock.model_fields}),
            row["case_id"],
            row["number"],
            row["cause"],
        )
        for row in db.execute(statement).mappings()
    )


def _of(person_id: str, own: Sequence[Membership]) -> ColumnElement[bool]:
    """The clocks of a desk's cases; of a court's clerk those of the proceedings that reached their court."""
    desks = [m for m in own if m.role is not Role.COURT_CLERK]
    courts = [m.organisation_id for m in own if m.role is Role.COURT_CLERK]
    reached = or_(_PROCEEDING.c.procedure == "court_referral", _PROCEEDING.c.state != "preparing")
    return or_(visible(desks, person_id), and_(_PROCEEDING.c.counterpart_id.in_(courts), reached))


def names_in(db: Connection, case_ids: Sequence[str]) -> dict[str, list[str]]:
    """Return what the parties of cases are called, by case."""
    statement = (
        select(_PARTY.c.case_id, _PERSONAL.c.value)
        .join(_PERSONAL, _PERSONAL.c.id == _PARTY.c.name_id)
        .where(_PARTY.c.case_id.in_(case_ids), _PERSONAL.c.value.is_not(None))
    )
    found: dict[str, list[str]] = {}
    for row in db.execute(statement):
        found.setdefault(row.case_id, []).append(row.value)
    return found


def title_of(desk: Desk, clock: Clock) -> tuple[str, str]:
    """Return what a clock counts, in Chinese and in English."""
    limit = desk.limits.get(clock.limit_id)
    return limit.title.zh, limit.title.en


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(0, 0), SHANGHAI)


__all__ = ["Due", "Sitting", "dues", "free_times", "names_in", "sittings", "title_of"]
