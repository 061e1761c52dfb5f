"""Finding cases: by what people know of them, by how their clocks stand, by what waits for whoever asks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy import ColumnElement, Connection, FromClause, and_, exists, func, or_, select, tuple_

from mediation.casework import indexing
from mediation.casework.desk import FOLDER, Desk
from mediation.casework.listing import visible
from mediation.casework.loading import load_groups, load_organisations, rows_of
from mediation.casework.opened import reader_of
from mediation.casework.people import memberships_of
from mediation.casework.reading import clock_state
from mediation.facts.folder import Assignment, Case, Clock, Personal, Proceeding
from mediation.facts.known import civil_day
from mediation.facts.parties import Party
from mediation.facts.people import Membership
from mediation.policy import Resource, no_such_case
from mediation.records.schema import metadata
from mediation.vocabulary import Relation, Role, Side, Stage, Word

_CASE, _CLOCK, _PROCEEDING, _ASSIGNMENT, _EVENT = (
    metadata.tables[name] for name in ("case_file", "clock", "proceeding", "assignment", "event")
)
LONGEST_QUERY = 100
HANDS_ON = ("assign", "reassign", "replace_mediator", "remind", "hand_over")
"""Acts by which somebody puts work into another's hands and wants to hear of it."""


class Light(Word):
    """How a case's most pressing clock stands: a colour always has its word."""

    OVERDUE = "overdue", "超期", "overdue"
    TODAY = "today", "今天到期", "due today"
    RED = "red", "紧急", "red"
    AMBER = "amber", "临期", "amber"
    RUNNING = "running", "正常", "in time"
    LAPSED = "lapsed", "已届满", "ended"


PRESSING = tuple(Light)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to look for; every field narrows. ``organisation_id`` is where the person works now.

    ``urgent``: red or worse; ``paused``: suspended; ``handed``: assigned to or pressed on another by this person.
    """

    words: str = ""
    stage: Stage | None = None
    light: Light | None = None
    mine: bool = False
    closed: bool = False
    urgent: bool = False
    paused: bool = False
    handed: bool = False
    organisation_id: str | None = None
    after: str | None = None
    size: int = 50


@dataclass(frozen=True, slots=True)
class Line:
    """A case as a list shows it to one reader: names, where it stands, its most pressing clock."""

    id: str
    number: str
    sides: tuple[str | None, str | None]
    cause: str
    opened_at: datetime
    proceeding: Proceeding | None
    stage: Stage | None
    state: Word | object | None
    clock: Clock | None
    light: Light | None
    days_left: int | None
    mediators: tuple[str, ...]
    parties: tuple[str | None, str | None] = (None, None)
    waits: object | None = None


@dataclass(frozen=True, slots=True)
class Lines:
    """A page of a list; ``next`` is the key to ask for the following one."""

    items: tuple[Line, ...]
    next: str | None


def case_id_of(db: Connection, ref: str) -> str:
    """Return a case's id from its number or its id; whether it may be read is asked by who opens it."""
    found = db.execute(select(_CASE.c.id).where(or_(_CASE.c.id == ref, _CASE.c.number == ref)).limit(1))
    return str(found.scalar_one_or_none() or ref)


def hats(db: Connection, person_id: str, organisation_id: str | None, now: datetime) -> tuple[Membership, ...]:
    """Return what a person is, in the organisation they work in now or in all of theirs."""
    own = memberships_of(db, person_id, now)
    return tuple(m for m in own if organisation_id in (None, m.organisation_id))


def find(db: Connection, desk: Desk, person_id: str, wanted: Wanted, now: datetime) -> Lines:
    """Return a page of a person's cases, newest first.

    Raises:
        NotFound: ``after`` is no case of theirs.
    """
    own = hats(db, person_id, wanted.organisation_id, now)
    seen = select(_CASE).where(visible(own, person_id))
    statement = seen.where(*_filters(desk, person_id, own, wanted, civil_day(now)))
    if wanted.after is not None:
        key = db.execute(seen.where(_CASE.c.id == wanted.after)).one_or_none()
        if key is None:
            raise no_such_case()
        statement = statement.where(tuple_(_CASE.c.opened_at, _CASE.c.id) < tuple_(key.opened_at, key.id))
    ordered = statement.order_by(_CASE.c.opened_at.desc(), _CASE.c.id.desc()).limit(wanted.size + 1)
    found = rows_of(Case, db.execute(ordered).mappings())
    page = found[: wanted.size]
    return Lines(lines_of(db, desk, page, person_id, own, now), page[-1].id if len(found) > wanted.size else None)


def count(db: Connection, desk: Desk, person_id: str, wanted: Wanted, now: datetime) -> int:
    """Return how many of a person's cases are wanted, whatever the page."""
    own = hats(db, person_id, wanted.organisation_id, now)
    counted = select(func.count()).select_from(_CASE).where(visible(own, person_id))
    return int(db.execute(counted.where(*_filters(desk, person_id, own, wanted, civil_day(now)))).scalar_one())


def _filters(
    desk: Desk, person_id: str, own: Sequence[Membership], wanted: Wanted, today: date
) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if words := wanted.words.strip()[:LONGEST_QUERY]:
        found.append(indexing.matching(words, private=any(m.role is not Role.COURT_CLERK for m in own)))
    running = and_(
        _PROCEEDING.c.case_id == _CASE.c.id, _PROCEEDING.c.procedure != FOLDER, ~_PROCEEDING.c.ended, *_told(own)
    )
    if wanted.stage is not None:
        states = [n for d in desk.procedures.current.values() for n, s in d.states.items() if s.stage is wanted.stage]
        found.append(exists().where(running, _PROCEEDING.c.state.in_(states), ~_outlived(own)))
    elif wanted.paused:
        found.append(exists().where(running, _PROCEEDING.c.state == "suspended"))
    elif not wanted.words:
        found.append(~exists().where(running) if wanted.closed else exists().where(running))
    if wanted.light is not None or wanted.urgent:
        theirs = select(_PROCEEDING.c.id).where(_PROCEEDING.c.case_id == _CASE.c.id, *_told(own))
        ticking = [_CLOCK.c.case_id == _CASE.c.id, _CLOCK.c.stopped_at.is_(None), _CLOCK.c.proceeding_id.in_(theirs)]
        ticking.append(pending(desk, today) if wanted.light is not Light.LAPSED else ~pending(desk, today))
        lit = _lit(wanted.light, today) if wanted.light else or_(_CLOCK.c.due <= today, _CLOCK.c.red_on <= today)
        found.append(exists().where(*ticking, lit))
    if wanted.mine:
        mine = and_(_ASSIGNMENT.c.person_id == person_id, _ASSIGNMENT.c.until.is_(None))
        found.append(exists().where(_ASSIGNMENT.c.case_id == _CASE.c.id, mine))
    if wanted.handed:
        by_them = and_(_EVENT.c.actor_id == person_id, _EVENT.c.act.in_(HANDS_ON))
        found.append(exists().where(_EVENT.c.folder_id == _CASE.c.id, by_them))
    return found


def _outlived(own: Sequence[Membership]) -> ColumnElement[bool]:
    """Test if a newer proceeding runs: a case stands where its newest one does, as its line says."""
    newer = _PROCEEDING.alias("newer")
    key = tuple_(newer.c.opened_seq, newer.c.id) > tuple_(_PROCEEDING.c.opened_seq, _PROCEEDING.c.id)
    running = and_(newer.c.case_id == _PROCEEDING.c.case_id, newer.c.procedure != FOLDER, ~newer.c.ended)
    return exists().where(running, key, *_told(own, newer))


def _told(own: Sequence[Membership], table: FromClause = _PROCEEDING) -> list[ColumnElement[bool]]:
    """Narrow proceedings to what a court's clerk is told of: how the mediation stands shows in no filter either."""
    if any(m.role is not Role.COURT_CLERK for m in own):
        return []
    reached = or_(table.c.procedure == "court_referral", table.c.state != "preparing")
    return [table.c.counterpart_id.in_([m.organisation_id for m in own]), reached]


def pending(desk: Desk, today: date) -> ColumnElement[bool]:
    """Test if a clock still asks for something: a window that has closed does not."""
    return or_(_CLOCK.c.due.is_(None), _CLOCK.c.due >= today, _CLOCK.c.limit_id.not_in(sorted(desk.limits.windows)))


def _lit(light: Light, today: date) -> ColumnElement[bool]:
    due, red, amber = _CLOCK.c.due, _CLOCK.c.red_on, _CLOCK.c.amber_on
    return {
        Light.OVERDUE: due < today,
        Light.TODAY: due == today,
        Light.RED: and_(due > today, red <= today),
        Light.AMBER: and_(due > today, amber <= today, or_(red.is_(None), red > today)),
        Light.RUNNING: or_(amber.is_(None), amber > today),
        Light.LAPSED: due < today,
    }[light]


def lines_of(
    db: Connection, desk: Desk, cases: Sequence[Case], person_id: str, own: Sequence[Membership], now: datetime
) -> tuple[Line, ...]:
    """Return cases as lines; the number of statements does not grow with them."""
    if not cases:
        return ()
    groups = ("proceedings", "assignments", "parties", "clocks", "texts")
    loaded = load_groups(db, [case.id for case in cases], groups)
    organisations = load_organisations(db, {case.organisation_id for case in cases})
    lines = []
    for case in cases:
        held = loaded[case.id]
        proceedings = [p for p in held["proceedings"] if isinstance(p, Proceeding)]
        assignments = [a for a in held["assignments"] if isinstance(a, Assignment)]
        reader = reader_of(person_id, own, case, proceedings, assignments, organisations)
        seen = [p for p in proceedings if p.procedure != FOLDER and reader.sees(p)]
        for proceeding in seen:
            desk.procedures.pinned(db, proceeding.definition)
        clock = _most_pressing(desk, [c for c in held["clocks"] if isinstance(c, Clock)], {p.id for p in seen}, now)
        line = _line(desk, case, held, seen, clock, now)
        here = reader.may(Resource.CONTACTS)
        on_it = tuple(
            a.person_id for a in assignments if here and a.until is None and a.relation is Relation.ASSIGNED_MEDIATOR
        )
        lines.append(replace(line, mediators=on_it))
    return tuple(lines)


def _most_pressing(desk: Desk, clocks: Sequence[Clock], ids: set[str], now: datetime) -> Clock | None:
    running = [c for c in clocks if c.proceeding_id in ids and c.stopped_at is None and c.due is not None]
    lights = {clock.id: PRESSING.index(Light(clock_state(clock, now, desk.limits))) for clock in running}
    return min(running, key=lambda c: (lights[c.id], c.due), default=None)


def _line(
    desk: Desk,
    case: Case,
    held: Mapping[str, Sequence[object]],
    seen: Sequence[Proceeding],
    clock: Clock | None,
    now: datetime,
) -> Line:
    texts = {t.id: t.value for t in held["texts"] if isinstance(t, Personal)}
    first = [
        next((p for p in held["parties"] if isinstance(p, Party) and p.side is side), None)
        for side in (Side.APPLICANT, Side.RESPONDENT)
    ]
    names = [texts.get(p.name_id) if p else None for p in first]
    ids = [p.id if p else None for p in first]
    standing = next((p for p in reversed(seen) if not p.ended), seen[-1] if seen else None)
    state = desk.procedures.known[standing.definition].states[standing.state] if standing else None
    return Line(
        id=case.id,
        number=case.number,
        sides=(names[0], names[1]),
        cause=case.cause,
        opened_at=case.opened_at,
        proceeding=standing,
        stage=state.stage if state else None,
        state=state.title if state else None,
        clock=clock,
        light=Light(clock_state(clock, now, desk.limits)) if clock else None,
        days_left=(clock.due - civil_day(now)).days if clock and clock.due else None,
        mediators=(),
        parties=(ids[0], ids[1]),
        waits=state.waits.reason if state and state.waits else None,
    )


__all__ = ["Light", "Line", "Lines", "Wanted", "case_id_of", "count", "find", "hats", "lines_of"]
