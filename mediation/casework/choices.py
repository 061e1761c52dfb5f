"""What a form offers to choose from: people who mediate, organisations, parties, claims, offers, terms, papers."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, func, or_, select

from mediation.casework import said
from mediation.casework.loading import lineage, load_organisations
from mediation.casework.opened import Opened
from mediation.casework.people import names_of
from mediation.casework.said import yuan
from mediation.engine.definition import Move
from mediation.engine.shapes import AskType, Item
from mediation.facts.known import civil_day
from mediation.policy import Resource
from mediation.records.schema import metadata
from mediation.vocabulary import OrganisationKind, Relation, Role

_ORGANISATION, _MEMBERSHIP, _PERSON, _ASSIGNMENT = (
    metadata.tables[name] for name in ("organisation", "membership", "person", "assignment")
)
BODY_RULE = "chosen_body_is"


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing to choose: what is sent, and what people read."""

    value: str
    zh: str
    en: str


def choices_for(db: Connection, opened: Opened, move: Move) -> Callable[[str, Item], Sequence[Choice] | None]:
    """Return what gives an answer its choices; ``None`` where anything may be written."""

    def choose(name: str, item: Item) -> Sequence[Choice] | None:
        if item.type is AskType.CHOICE:
            return [Choice(value, title.zh, title.en) for value, title in item.options.items()]
        if item.type is AskType.PARTY:
            return parties(opened)
        if item.type is AskType.PERSON:
            return mediators(db, opened)
        if item.type is AskType.ORGANISATION:
            return bodies(db, _kind(move, name))
        if item.type is AskType.PAPER:
            return papers(opened)
        return _NUMBERED[name](opened) if item.type is AskType.INTEGER and name in _NUMBERED else None

    return choose


def parties(opened: Opened) -> list[Choice]:
    """Return the parties with their sides."""
    return [
        Choice(p.id, f"{name}（{p.side.zh} · {p.kind.zh}）", f"{name} ({p.side.en}, {p.kind.en})")
        for p in opened.facts.parties
        for name in [opened.facts.words(p.name_id) or "—"]
    ]


def mediators(db: Connection, opened: Opened) -> list[Choice]:
    """Return who may be named as a mediator of the case, with how many cases each has in hand."""
    on_it = {a.person_id for a in opened.facts.assignments if a.until is None}
    return mediating(db, lineage(opened.case.organisation_id, opened.organisations), opened.now, on_it)


def mediating(db: Connection, bodies_of: Collection[str], now: datetime, more: Collection[str] = ()) -> list[Choice]:
    """Return who mediates at any of these bodies today, and whoever else is named; the least busy first."""
    today = civil_day(now)
    found = db.execute(
        select(_MEMBERSHIP.c.person_id)
        .join(_PERSON, _PERSON.c.id == _MEMBERSHIP.c.person_id)
        .where(_MEMBERSHIP.c.organisation_id.in_(sorted(bodies_of)), _MEMBERSHIP.c.role == Role.MEDIATOR)
        .where(_PERSON.c.disabled_at.is_(None), _MEMBERSHIP.c.since <= today)
        .where(or_(_MEMBERSHIP.c.until.is_(None), _MEMBERSHIP.c.until >= today))
    )
    ids = {row.person_id for row in found} | set(more)
    load = _load(db, ids)
    return [
        Choice(ref, f"{name}（在办 {load.get(ref, 0)} 件）", f"{name} ({load.get(ref, 0)} in hand)")
        for ref, name in sorted(names_of(db, ids).items(), key=lambda pair: (load.get(pair[0], 0), pair[1]))
    ]


def _load(db: Connection, ids: Collection[str]) -> Mapping[str, int]:
    on = (_ASSIGNMENT.c.relation == Relation.ASSIGNED_MEDIATOR) & _ASSIGNMENT.c.until.is_(None)
    counted = select(_ASSIGNMENT.c.person_id, func.count()).where(on, _ASSIGNMENT.c.person_id.in_(sorted(ids)))
    return {str(person): int(count) for person, count in db.execute(counted.group_by(_ASSIGNMENT.c.person_id))}


def bodies(db: Connection, kind: str | None = None) -> list[Choice]:
    """Return the organisations, of one kind when the move asks for one."""
    statement = select(_ORGANISATION.c.id, _ORGANISATION.c.name, _ORGANISATION.c.kind).order_by(_ORGANISATION.c.name)
    if kind is not None:
        statement = statement.where(_ORGANISATION.c.kind == OrganisationKind(kind))
    return [Choice(row.id, row.name, row.name) for row in db.execute(statement)]


def _kind(move: Move, name: str) -> str | None:
    for use in move.when:
        if use.name == BODY_RULE and use.params.get("name") == name:
            return str(use.params["kind"])
    return None


def papers(opened: Opened) -> list[Choice]:
    """Return the files and papers on the case that are for the reader."""
    filed = [
        Choice(a.id, f"{a.kind.zh}：{name}", f"{a.kind.en}: {name}")
        for a in opened.facts.attachments
        if opened.may_see_attachment(a)
        for name in [opened.facts.words(a.name_id) or "—"]
    ]
    issued = [
        Choice(p.id, f"{p.kind.zh} {p.number}", f"{p.kind.en} {p.number}")
        for p in opened.facts.papers
        if opened.may_see_paper(p)
    ]
    return filed + issued


def claims(opened: Opened) -> list[Choice]:
    """Return the claims by their numbers."""
    return [
        Choice(str(c.ordinal), f"{c.ordinal} {c.item.zh} {money}", f"{c.ordinal} {c.item.en} {money}")
        for c in opened.facts.claims
        for money in [yuan(c.amount) or ""]
    ]


def offers(opened: Opened) -> list[Choice]:
    """Return the rounds of the offers that are for the reader."""
    if not opened.reader.may(Resource.SETTLEMENT):
        return []
    names = {p.id: opened.facts.words(p.name_id) for p in opened.facts.parties}
    return [
        Choice(str(o.round), f"第 {o.round} 轮 {names.get(o.maker_id)} {o.amount or ''}", f"round {o.round}")
        for o in said.offers(opened)
    ]


def terms(opened: Opened) -> list[Choice]:
    """Return the terms of the agreement by their numbers."""
    agreement = said.agreement_view(opened) if opened.reader.may(Resource.SETTLEMENT) else None
    found = agreement.terms if agreement else []
    return [
        Choice(str(t["ordinal"]), f"第 {t['ordinal']} 条 {t['amount'] or t['text'] or ''}", f"term {t['ordinal']}")
        for t in found
    ]


_NUMBERED: Mapping[str, Callable[[Opened], list[Choice]]] = {"claim": claims, "offer": offers, "term": terms}
"""Answers that are the number of something on file: chosen, not remembered."""


def organisations_of(db: Connection, ids: Collection[str]) -> dict[str, str]:
    """Return the names of organisations."""
    return {ref: row.name for ref, row in load_organisations(db, ids).items() if ref in ids}
