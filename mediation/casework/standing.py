"""Who ever was what in the dispute of a case: read from the case and from every case linked with it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any

from sqlalchemy import Connection, Select, bindparam, select, union_all

from mediation.casework.loading import load_groups
from mediation.casework.people import names_of
from mediation.facts.columns import Row
from mediation.facts.folder import Assignment, Personal
from mediation.facts.parties import Agent, Participant, Party
from mediation.facts.standing import Held, Human, Staff, Standing, plain, unit
from mediation.records.schema import metadata
from mediation.vocabulary import Part, Relation, Side

_GROUPS = ("agents", "assignments", "participants", "parties", "texts")


@cache
def _linked_statement() -> Select[Any]:
    """Every case that links lead to, in either direction and over any number of steps, the case itself included."""
    link, folder = metadata.tables["link"], metadata.tables["folder"]
    there = select(link.c.case_id.label("a"), link.c.other_case_id.label("b"))
    back = select(link.c.other_case_id.label("a"), link.c.case_id.label("b"))
    edges = union_all(there, back).subquery()
    start = select(folder.c.id).where(folder.c.id == bindparam("one")).cte("linked", recursive=True)
    linked = start.union(select(edges.c.b).join(start, start.c.id == edges.c.a))
    return select(linked.c.id)


def load_standing(db: Connection, case_id: str, people: Iterable[str]) -> Standing:
    """Return everybody's part in the dispute; the number of statements does not grow with cases or people."""
    cases = list(db.execute(_linked_statement(), {"one": case_id}).scalars())
    loaded = load_groups(db, cases, _GROUPS)
    mediators = {a.person_id for case in cases for a in _mediators(loaded[case]["assignments"])}
    staff = _staff(db, {*people, *mediators})
    held = tuple(part for case in cases for part in _held(loaded[case], case == case_id, staff))
    return Standing(held, staff)


def _mediators(rows: Sequence[Row]) -> Iterator[Assignment]:
    yield from (a for a in rows if isinstance(a, Assignment) and a.relation is Relation.ASSIGNED_MEDIATOR)


def _staff(db: Connection, people: set[str]) -> Mapping[str, Staff]:
    membership, organisation = metadata.tables["membership"], metadata.tables["organisation"]
    found = db.execute(
        select(membership.c.person_id, organisation.c.name)
        .join(organisation, organisation.c.id == membership.c.organisation_id)
        .where(membership.c.person_id.in_(sorted(people)))
    )
    units: dict[str, set[str]] = defaultdict(set)
    for row in found:
        units[row.person_id].add(unit(row.name) or "")
    names = names_of(db, people)
    return {i: Staff(Human.of(names.get(i), None, None, i), frozenset(units[i])) for i in people}


def _held(groups: Mapping[str, Sequence[Row]], here: bool, staff: Mapping[str, Staff]) -> Iterator[Held]:
    words = {text.id: text.value for text in groups["texts"] if isinstance(text, Personal)}
    parties = {party.id: party for party in groups["parties"] if isinstance(party, Party)}
    for party in parties.values():
        yield from _of_party(party, here, words)
    for row in (*groups["agents"], *groups["participants"]):
        if isinstance(row, Agent):
            side = parties[row.party_id].side
            yield Held(Part.AGENT, _human(row, words), here, side, unit(words.get(row.unit_id or "")))
        elif isinstance(row, Participant):
            yield Held(row.role, _human(row, words), here, row.side, unit(words.get(row.unit_id or "")))
    for assignment in _mediators(groups["assignments"]):
        yield Held(Part.MEDIATOR, staff[assignment.person_id].human, here)


def _word(words: Mapping[str, str | None], ref: str | None) -> str | None:
    return plain(words.get(ref)) if ref else None


def _human(row: Agent | Participant, words: Mapping[str, str | None]) -> Human:
    return Human(_word(words, row.name_id), _word(words, row.identity_id), _word(words, row.phone_id), row.person_id)


def _of_party(party: Party, here: bool, words: Mapping[str, str | None]) -> Iterator[Held]:
    """A human party, or an organisation: known by its name, and by who represents it."""
    side: Side = party.side
    name = _word(words, party.name_id)
    if party.natural:
        human = Human(name, _word(words, party.identity_id), _word(words, party.phone_id))
        yield Held(Part.PARTY, human, here, side)
    else:
        yield Held(Part.PARTY, Human(), here, side, unit(words.get(party.name_id)))
    if party.representative_id:
        yield Held(Part.REPRESENTATIVE, Human(_word(words, party.representative_id)), here, side)
