"""Who mediates: assigned, replaced, presiding. Of co-mediators one presides (SI16 13)."""

from __future__ import annotations

from collections.abc import Sequence

from mediation.effects.registry import effect
from mediation.facts.columns import Row, changed
from mediation.facts.folder import Assignment
from mediation.facts.known import Facts
from mediation.facts.readings import given_of
from mediation.vocabulary import Relation


def _current(facts: Facts) -> tuple[Assignment, ...]:
    return tuple(a for a in facts.assignments if a.relation is Relation.ASSIGNED_MEDIATOR and a.until is None)


def _new(facts: Facts, person_id: str, presiding: bool) -> Assignment:
    return Assignment(
        id=facts.acting.new_id("assignment", person_id),
        case_id=facts.case.id,
        person_id=person_id,
        relation=Relation.ASSIGNED_MEDIATOR,
        presiding=presiding,
        since=facts.acting.occurred_at,
    )


@effect(needs={"assignments"})
def assign_mediator(facts: Facts) -> Sequence[Row]:
    """The mediator joins the case; the first presides, a later one only when it is said (the others then do not)."""
    given = given_of(facts)
    there = _current(facts)
    presides = given.yes("presiding") or not there
    stepping_back = [changed(a, presiding=False) for a in there if a.presiding] if presides else []
    return (*stepping_back, _new(facts, given["mediator"], presides))


@effect(needs={"assignments"})
def replace_mediator(facts: Facts) -> Sequence[Row]:
    """One leaves with the act, the other takes over the same part."""
    given = given_of(facts)
    at = facts.acting.occurred_at
    leaving = [a for a in _current(facts) if a.person_id == given["replaced"]]
    presided = any(a.presiding for a in leaving)
    gone = [changed(a, until=max(at, a.since)) for a in leaving]
    return (*gone, _new(facts, given["mediator"], presided))
