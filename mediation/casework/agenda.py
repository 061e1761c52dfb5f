"""A person's day: what is to be done now, the worst first; the meetings ahead; what others still owe."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import Connection, func, select

from mediation.casework import explaining, searching
from mediation.casework.desk import Desk
from mediation.casework.listing import visible
from mediation.casework.loading import load_groups, rows_of
from mediation.casework.searching import Light, Line, Wanted
from mediation.casework.views import MoveView
from mediation.facts.folder import Case, Clock, Personal
from mediation.facts.known import SYSTEM, civil_day
from mediation.facts.parties import Meeting, Party
from mediation.facts.people import Membership
from mediation.law.wording import SHANGHAI, Text
from mediation.records.schema import metadata
from mediation.vocabulary import Role, Side

_CASE, _CLOCK, _MEETING, _EVENT = (metadata.tables[name] for name in ("case_file", "clock", "meeting", "event"))
_NEW = timedelta(days=2)
_BAD = (Light.OVERDUE, Light.TODAY, Light.RED)
_LOOKED_AT = 60
First = Callable[[Sequence[MoveView]], MoveView | None]
"""What picks the one step to offer before all others."""


@dataclass(frozen=True, slots=True)
class Task:
    """A case with something to be done: why, by when, and the step that is offered."""

    line: Line
    why: Text
    on: date | datetime | None
    step: MoveView | None
    rank: int


@dataclass(frozen=True, slots=True)
class Ahead:
    """A meeting still to be held, with the names and phones of the parties."""

    meeting: Meeting
    case: Case
    people: tuple[tuple[str, str | None], ...]


@dataclass(frozen=True, slots=True)
class Waiting:
    """A case that others must move: for whom or what it waits, since when, and when it is heard of again."""

    line: Line
    on: object
    since: datetime | None
    next: date | None


@dataclass(frozen=True, slots=True)
class Day:
    """What a person comes in to."""

    tasks: tuple[Task, ...]
    meetings: tuple[Ahead, ...]
    waiting: tuple[Waiting, ...]


def day(db: Connection, desk: Desk, person_id: str, organisation_id: str | None, now: datetime, first: First) -> Day:
    """Return a person's day: overdue and red, then today's meetings, amber, what waits for them, what is new."""
    own = searching.hats(db, person_id, organisation_id, now)
    meetings = meetings_ahead(db, person_id, own, now)
    lines = {line.id: line for line in pressing(db, desk, person_id, own, now)}
    wanted = Wanted(organisation_id=organisation_id, size=_LOOKED_AT)
    lines = {line.id: line for line in searching.find(db, desk, person_id, wanted, now).items} | lines
    steps = {ref: first(found) for ref, found in explaining.board(db, desk, person_id, list(lines), now).items()}
    today = [ahead for ahead in meetings if civil_day(ahead.meeting.starts_at) <= civil_day(now)]
    tasks = [task for line in lines.values() for task in [_task(desk, line, steps.get(line.id), today, now)] if task]
    tasks.sort(key=_order)
    busy = {task.line.id for task in tasks}
    return Day(tuple(tasks), meetings, _waiting(db, [line for line in lines.values() if line.id not in busy], own, now))


def _order(task: Task) -> tuple[int, int, int]:
    light = task.line.light
    place = searching.PRESSING.index(light) if light else len(searching.PRESSING)
    return task.rank, place, task.line.days_left if task.line.days_left is not None else 99_999


def _task(desk: Desk, line: Line, step: MoveView | None, today: Sequence[Ahead], now: datetime) -> Task | None:
    clock = line.clock
    title = desk.limits.get(clock.limit_id).title if clock else None
    ahead = next((each.meeting for each in today if each.case.id == line.id), None)
    if clock and title and line.light in _BAD:
        return Task(line, Text(title.zh, title.en), clock.due, step, 0)
    if ahead is not None:
        at = f"{ahead.starts_at.astimezone(SHANGHAI):%H:%M}"
        return Task(line, Text(f"今天 {at} 调解", f"Meeting today at {at}"), ahead.starts_at, step, 1)
    if clock and title and line.light is Light.AMBER:
        return Task(line, Text(title.zh, title.en), clock.due, step, 2)
    if step is None:
        return None
    if now - line.opened_at < _NEW:
        return Task(line, Text("新登记的案件", "Newly entered"), line.opened_at, step, 4)
    return Task(line, Text("等您办理", "Waits for you"), clock.due if clock else None, step, 3)


def pressing(db: Connection, desk: Desk, person_id: str, own: Sequence[Membership], now: datetime) -> tuple[Line, ...]:
    """Return the cases whose clocks are amber or worse, the soonest to end first; sixty at most."""
    ticking = (_CLOCK.c.stopped_at.is_(None), searching.pending(desk, civil_day(now)))
    due = select(_CLOCK.c.case_id).where(*ticking, _CLOCK.c.amber_on <= civil_day(now))
    soonest = select(func.min(_CLOCK.c.due)).where(_CLOCK.c.case_id == _CASE.c.id, *ticking)
    statement = select(_CASE).where(visible(own, person_id), _CASE.c.id.in_(due))
    ordered = statement.order_by(soonest.scalar_subquery(), _CASE.c.id).limit(_LOOKED_AT)
    found = rows_of(Case, db.execute(ordered).mappings())
    lines = searching.lines_of(db, desk, found, person_id, own, now)
    return tuple(line for line in lines if line.light not in (None, Light.RUNNING, Light.LAPSED))


def meetings_ahead(
    db: Connection, person_id: str, own: Sequence[Membership], now: datetime, days: int = 7
) -> tuple[Ahead, ...]:
    """Return the meetings still to be held from today on, soonest first; a court's clerk has none of them."""
    desks = [m for m in own if m.role is not Role.COURT_CLERK]
    if not desks:
        return ()
    statement = (
        select(_MEETING)
        .join(_CASE, _CASE.c.id == _MEETING.c.case_id)
        .where(visible(desks, person_id), _MEETING.c.held_at.is_(None))
        .where(_MEETING.c.starts_at >= now - timedelta(hours=16), _MEETING.c.starts_at <= now + timedelta(days=days))
        .order_by(_MEETING.c.starts_at, _MEETING.c.id)
        .limit(30)
    )
    meetings = rows_of(Meeting, db.execute(statement).mappings())
    ids = sorted({meeting.case_id for meeting in meetings})
    cases = {c.id: c for c in rows_of(Case, db.execute(select(_CASE).where(_CASE.c.id.in_(ids))).mappings())}
    loaded = load_groups(db, ids, ("parties", "texts"))
    return tuple(Ahead(m, cases[m.case_id], tuple(_people(loaded[m.case_id]))) for m in meetings)


def _people(groups: Mapping[str, Sequence[object]]) -> Iterator[tuple[str, str | None]]:
    texts = {text.id: text.value for text in groups["texts"] if isinstance(text, Personal)}
    for party in groups["parties"]:
        if isinstance(party, Party) and party.side is not Side.THIRD:
            yield texts.get(party.name_id) or "—", texts.get(party.phone_id or "")


def _waiting(db: Connection, lines: Sequence[Line], own: Sequence[Membership], now: datetime) -> tuple[Waiting, ...]:
    open_ones = [line for line in lines if line.proceeding is not None and not line.proceeding.ended]
    clerk = all(m.role is Role.COURT_CLERK for m in own)
    since = {} if clerk else _since(db, [line.id for line in open_ones])
    found = [
        Waiting(line, line.waits or line.state, since.get(line.id), _next_rung(line.clock, now)) for line in open_ones
    ]
    return tuple(sorted(found, key=lambda each: (each.next is None, each.next or date.max, each.line.number)))


def _since(db: Connection, ids: Collection[str]) -> Mapping[str, datetime]:
    """When somebody last did something on each case."""
    last = select(_EVENT.c.folder_id, func.max(_EVENT.c.recorded_at)).where(
        _EVENT.c.folder_id.in_(sorted(ids)), _EVENT.c.actor_id != SYSTEM
    )
    return {str(ref): at for ref, at in db.execute(last.group_by(_EVENT.c.folder_id))}


def _next_rung(clock: Clock | None, now: datetime) -> date | None:
    rungs = [clock.amber_on, clock.red_on, clock.due] if clock else []
    return min((on for on in rungs if on is not None and on > civil_day(now)), default=None)
