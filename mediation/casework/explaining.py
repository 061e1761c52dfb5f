"""Next steps: for a reader, every move of a proceeding, permitted or with every reason why not. Changes nothing."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select

from mediation.casework.deciding import already_open
from mediation.casework.desk import FOLDER, Desk
from mediation.casework.loading import involved, lineage, load_groups, load_organisations, rows_of
from mediation.casework.opened import NOBODY, Opened, open_for, reader_of
from mediation.casework.people import memberships_of
from mediation.casework.views import MoveView, ReasonView, RouteView, Title, VenueView
from mediation.engine.decision import Explanation, explain_all, needs
from mediation.engine.definition import Definition
from mediation.engine.verdict import Reason
from mediation.facts.columns import Row
from mediation.facts.folder import Assignment, Case, Proceeding
from mediation.facts.known import Acting, Actor, Facts
from mediation.facts.people import Membership, Organisation
from mediation.law.statutes import Statutes
from mediation.law.venue import VenueOption
from mediation.policy import Resource, no_such_proceeding, relations_in
from mediation.records.schema import metadata
from mediation.rules.choosing import routes
from mediation.vocabulary import Relation

SPECIAL = frozenset(
    {
        *("open_case", "upload", "issue_paper", "draft_court_paper"),
        *("link_case", "join_matter", "correct", "fire_clock"),
    }
)
"""Acts of the folder with a door of their own: they carry more than answers."""


def next_steps(
    db: Connection, desk: Desk, opened: Opened, proceeding: Proceeding, *, others: bool = False
) -> list[MoveView]:
    """Return a proceeding's moves as they stand for the reader; ``others`` adds those of other states."""
    definition = desk.procedures.known[proceeding.definition]
    names = tuple(definition.moves) if others else definition.moves_from(proceeding.state)
    loaded = load_groups(db, [opened.case.id], _groups(desk, [definition], [names]))[opened.case.id]
    facts = replace(opened.facts, groups={**opened.facts.groups, **loaded}, proceeding=proceeding)
    assignments = tuple(a for a in opened.facts.assignments)
    line = lineage(opened.case.organisation_id, opened.organisations)
    relations = relations_in(
        proceeding, opened.reader.person_id, opened.memberships, assignments, line, opened.facts.proceedings
    )
    actor = Actor(opened.reader.person_id, relations, opened.reader.organisation_ids)
    acting = Acting(NOBODY, definition.procedure, actor, opened.now, opened.now, opened.folder.seq + 1)
    return _moves(desk, definition, proceeding.state, replace(facts, acting=acting), relations, others=others)


def _groups(desk: Desk, definitions: Sequence[Definition], moves: Iterable[Iterable[str]]) -> frozenset[str]:
    found: set[str] = set()
    for definition, names in zip(definitions, moves, strict=True):
        found |= needs(definition, desk.procedures.registry, names)
    return frozenset(found - {"proceedings", "assignments", "organisations"})


def _moves(
    desk: Desk, definition: Definition, state: str, facts: Facts, relations: frozenset[Relation], *, others: bool
) -> list[MoveView]:
    explained = explain_all(definition, desk.procedures.registry, state, facts, relations, others=others)
    whole = [_with_what_is_open(e, definition, facts) for e in explained if e.move not in SPECIAL]
    return [move_view(e, definition, desk.statutes) for e in whole]


def _with_what_is_open(explanation: Explanation, definition: Definition, facts: Facts) -> Explanation:
    more = already_open(definition.moves[explanation.move], facts.proceedings)
    if not more:
        return explanation
    return replace(explanation, permitted=False, target=None, reasons=explanation.reasons + more)


def proceeding_of(opened: Opened, proceeding_id: str | None) -> Proceeding:
    """Return a proceeding the reader may see; the folder's own when none is named.

    Raises:
        NotFound: no such proceeding for this reader.
    """
    for proceeding in opened.facts.proceedings:
        if proceeding.procedure == FOLDER and proceeding_id in (None, proceeding.id):
            return proceeding
    for proceeding in opened.mine():
        if proceeding.id == proceeding_id:
            return proceeding
    raise no_such_proceeding()


def board(
    db: Connection, desk: Desk, person_id: str, case_ids: Sequence[str], now: datetime, *, anybody: bool = False
) -> dict[str, list[MoveView]]:
    """Return the permitted next steps of many cases, those of their newest open proceeding.

    The number of statements does not grow with cases, moves or parties. A case that is not for the reader is left out.
    ``anybody``: every step of the state, as if whoever may make it asked, with what stands against it.
    """
    table = metadata.tables["case_file"]
    cases = rows_of(Case, db.execute(select(table).where(table.c.id.in_(case_ids))).mappings())
    loaded = load_groups(db, [case.id for case in cases], ("proceedings", "assignments"))
    standing = {case.id: _standing(loaded[case.id]["proceedings"]) for case in cases}
    definitions = {p.definition: desk.procedures.pinned(db, p.definition) for p in standing.values() if p}
    groups = _groups(
        desk,
        [definitions[p.definition] for p in standing.values() if p],
        [definitions[p.definition].moves_from(p.state) for p in standing.values() if p],
    )
    more = load_groups(db, [case.id for case in cases], groups)
    touched = {i for case in cases for i in involved(case, _proceedings(loaded[case.id]))}
    organisations = load_organisations(db, touched)
    memberships = memberships_of(db, person_id, now)
    found: dict[str, list[MoveView]] = {}
    for case in cases:
        proceeding = standing[case.id]
        if proceeding is not None:
            groups_of_case = {**loaded[case.id], **more[case.id]}
            steps = _steps_on_board(
                desk, case, proceeding, groups_of_case, organisations, person_id, memberships, now, anybody=anybody
            )
            if steps is not None:
                found[case.id] = steps if anybody else [step for step in steps if step.permitted]
    return found


def _proceedings(groups: Mapping[str, Sequence[Row]]) -> tuple[Proceeding, ...]:
    return tuple(p for p in groups["proceedings"] if isinstance(p, Proceeding))


def _standing(proceedings: Sequence[Row]) -> Proceeding | None:
    open_ones = [p for p in proceedings if isinstance(p, Proceeding) and not p.ended and p.procedure != FOLDER]
    return open_ones[-1] if open_ones else None


def _steps_on_board(  # noqa: PLR0913  # everything was loaded for all cases at once; nothing here may ask the database
    desk: Desk,
    case: Case,
    proceeding: Proceeding,
    groups: Mapping[str, Sequence[Row]],
    organisations: Mapping[str, Organisation],
    person_id: str,
    memberships: Sequence[Membership],
    now: datetime,
    *,
    anybody: bool,
) -> list[MoveView] | None:
    proceedings = _proceedings(groups)
    assignments = tuple(a for a in groups["assignments"] if isinstance(a, Assignment))
    reader = reader_of(person_id, memberships, case, proceedings, assignments, organisations)
    if not reader.relations:
        return None
    if not reader.sees(proceeding):
        return []
    line = lineage(case.organisation_id, organisations)
    relations = relations_in(proceeding, person_id, memberships, assignments, line, proceedings)
    if anybody:
        relations = frozenset(Relation) - {Relation.SYSTEM}
    acting = Acting(NOBODY, proceeding.procedure, Actor(person_id, relations, reader.organisation_ids), now, now, 2)
    facts = Facts(acting=acting, case=case, proceeding=proceeding, groups=groups, organisations=organisations)
    definition = desk.procedures.known[proceeding.definition]
    return _moves(desk, definition, proceeding.state, facts, relations, others=False)


def path_taken(db: Connection, opened: Opened, proceeding: Proceeding) -> list[tuple[str, str, str]]:
    """Return the moves that brought a proceeding from state to state, oldest first."""
    event = metadata.tables["event"]
    found = db.execute(
        select(event.c.act, event.c.body)
        .where(event.c.folder_id == opened.folder.id, event.c.proceeding_id == proceeding.id)
        .order_by(event.c.seq)
    )
    taken = [(row.act, json.loads(row.body)["notes"]) for row in found]
    return [(notes["from"], act, notes["to"]) for act, notes in taken if notes["from"] != notes["to"]]


def routes_for(opened: Opened) -> list[RouteView]:
    """Return every road after a settlement, the soonest to close first; nothing for who may not see the settlement."""
    if not opened.reader.may(Resource.SETTLEMENT):
        return []
    statutes = opened.desk.statutes
    return [
        RouteView(
            key=route.key,
            title=Title(zh=route.title.zh, en=route.title.en),
            applicant=Title(zh=route.applicant.zh, en=route.applicant.en),
            status=route.status,
            why=[reason_view(reason, statutes) for reason in route.why],
            lacks=[reason_view(reason, statutes) for reason in route.lacks],
            limit=route.limit,
            closes_on=route.closes_on,
            pending=route.pending,
            cites=list(route.cites),
            articles=[statutes.render(cite, "zh") for cite in route.cites],
            courts=[_venue(option, statutes) for option in route.courts],
        )
        for route in routes(opened.facts)
    ]


def _venue(option: VenueOption, statutes: Statutes) -> VenueView:
    return VenueView(
        court=Title(zh=option.court.zh, en=option.court.en),
        why=Title(zh=option.why.zh, en=option.why.en),
        note=Title(zh=option.note.zh, en=option.note.en) if option.note else None,
        articles=[statutes.render(cite, "zh") for cite in option.cites],
    )


def reason_view(reason: Reason, statutes: Statutes) -> ReasonView:
    """Return a reason with its articles written out."""
    return ReasonView(
        code=reason.code,
        truth=reason.truth,
        severity=reason.severity,
        zh=reason.zh,
        en=reason.en,
        cites=list(reason.cites),
        articles=[statutes.render(cite, "zh") for cite in reason.cites],
        cure=Title(zh=reason.cure_zh, en=reason.cure_en),
        who=list(reason.who),
        who_titles=[Title(zh=relation.zh, en=relation.en) for relation in reason.who],
    )


def move_view(explanation: Explanation, definition: Definition, statutes: Statutes) -> MoveView:
    """Return what a reader is told of a move."""
    move = definition.moves[explanation.move]
    return MoveView(
        name=explanation.move,
        title=Title(zh=move.title.zh, en=move.title.en),
        permitted=explanation.permitted,
        target=explanation.target,
        reasons=[reason_view(r, statutes) for r in explanation.reasons],
        warnings=[reason_view(r, statutes) for r in explanation.warnings],
        pending=list(explanation.pending),
        asks={name: _ask(ask) for name, ask in move.asks.items()},
        irreversible=move.irreversible,
        commutes=move.commutes,
        cites=list(move.cites),
        articles=[statutes.render(cite, "zh") for cite in move.cites],
    )


def _ask(ask: Any) -> dict[str, Any]:
    told: dict[str, Any] = {"type": ask.type, "title": ask.title.model_dump(), "required": ask.required}
    if ask.options:
        told["options"] = {name: words.model_dump() for name, words in ask.options.items()}
    if getattr(ask, "items", None):
        told["items"] = {name: _ask(item) for name, item in ask.items.items()}
    return told


__all__ = ["SPECIAL", "board", "move_view", "next_steps", "open_for", "proceeding_of", "reason_view"]
