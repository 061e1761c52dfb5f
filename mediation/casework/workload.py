"""Who carries how much, and who may take a case: load and conflicts of interest side by side, nobody ranked."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Select, or_, select

from mediation.casework.choices import mediators
from mediation.casework.conflicts import conflicts_for
from mediation.casework.desk import FOLDER, Desk
from mediation.casework.listing import visible
from mediation.casework.opened import Opened
from mediation.casework.people import names_of
from mediation.casework.searching import pending
from mediation.casework.views import ReasonView
from mediation.facts.known import civil_day
from mediation.facts.people import Membership
from mediation.records.schema import metadata
from mediation.vocabulary import Relation, Role, Severity

_CASE, _CLOCK, _PROCEEDING, _ASSIGNMENT, _MEMBERSHIP, _ORGANISATION, _PERSON = (
    metadata.tables[name]
    for name in ("case_file", "clock", "proceeding", "assignment", "membership", "organisation", "person")
)
SOON = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Load:
    """One mediator's cases in hand: all, those past a last day, those whose last day comes within seven days."""

    person_id: str
    name: str
    in_hand: int
    overdue: int
    soon: int


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who may be named as the mediator: load, and what stands against or must be disclosed first."""

    load: Load
    walls: tuple[ReasonView, ...]
    warnings: tuple[ReasonView, ...]


def loads(db: Connection, desk: Desk, person_id: str, own: Sequence[Membership], now: datetime) -> tuple[Load, ...]:
    """Return the load of every mediator of the head's organisations, by name: no ranking."""
    heads = [m.organisation_id for m in own if m.role is Role.HEAD]
    top = select(_ORGANISATION.c.id).where(_ORGANISATION.c.id.in_(heads)).cte("loads_below", recursive=True)
    tree = top.union(select(_ORGANISATION.c.id).join(top, _ORGANISATION.c.parent_id == top.c.id))
    today = civil_day(now)
    serving = (
        select(_MEMBERSHIP.c.person_id)
        .join(_PERSON, _PERSON.c.id == _MEMBERSHIP.c.person_id)
        .where(_MEMBERSHIP.c.organisation_id.in_(select(tree.c.id)), _MEMBERSHIP.c.role == Role.MEDIATOR)
        .where(_PERSON.c.disabled_at.is_(None), _MEMBERSHIP.c.since <= today)
        .where(or_(_MEMBERSHIP.c.until.is_(None), _MEMBERSHIP.c.until >= today))
    )
    people = set(db.execute(serving).scalars())
    heads_only = [m for m in own if m.role is Role.HEAD]
    in_sight = select(_CASE.c.id).where(visible(heads_only, person_id))
    on_it = db.execute(_in_hand().where(_ASSIGNMENT.c.case_id.in_(in_sight))).scalars()
    return loads_of(db, desk, people | set(on_it), now)


def _in_hand() -> Select[Any]:
    running = select(_PROCEEDING.c.id).where(
        _PROCEEDING.c.case_id == _ASSIGNMENT.c.case_id, _PROCEEDING.c.procedure != FOLDER, ~_PROCEEDING.c.ended
    )
    return select(_ASSIGNMENT.c.person_id).where(
        _ASSIGNMENT.c.relation == Relation.ASSIGNED_MEDIATOR, _ASSIGNMENT.c.until.is_(None), running.exists()
    )


def loads_of(db: Connection, desk: Desk, people: Collection[str], now: datetime) -> tuple[Load, ...]:
    """Return the load of these people, by name; the number of statements does not grow with them."""
    today = civil_day(now)
    due = (
        select(_CLOCK.c.due)
        .join(_PROCEEDING, (_PROCEEDING.c.id == _CLOCK.c.proceeding_id) & (_PROCEEDING.c.procedure != FOLDER))
        .where(_CLOCK.c.case_id == _ASSIGNMENT.c.case_id, _CLOCK.c.stopped_at.is_(None), pending(desk, today))
        .order_by(_CLOCK.c.due)
        .limit(1)
        .scalar_subquery()
    )
    held = _in_hand().add_columns(due.label("due")).where(_ASSIGNMENT.c.person_id.in_(sorted(people)))
    dues: dict[str, list[date | None]] = {person: [] for person in people}
    for row in db.execute(held):
        dues[row.person_id].append(row.due)
    names = names_of(db, people)
    found = [
        Load(
            person_id=person,
            name=names.get(person, ""),
            in_hand=len(days),
            overdue=sum(day is not None and day < today for day in days),
            soon=sum(day is not None and today <= day <= today + SOON for day in days),
        )
        for person, days in dues.items()
    ]
    return tuple(sorted(found, key=lambda load: (load.name, load.person_id)))


def candidates(db: Connection, opened: Opened) -> tuple[Candidate, ...]:
    """Return who may be named as the mediator of a case, by name, each with load and conflicts."""
    on_it = {a.person_id for a in opened.facts.assignments if a.until is None}
    people = {choice.value for choice in mediators(db, opened)} - on_it
    found: Mapping[str, list[ReasonView]] = conflicts_for(db, opened, people)
    return tuple(
        Candidate(
            load=load,
            walls=tuple(r for r in found[load.person_id] if r.severity == Severity.BLOCK),
            warnings=tuple(r for r in found[load.person_id] if r.severity != Severity.BLOCK),
        )
        for load in loads_of(db, opened.desk, people, opened.now)
    )
