"""Lists: the cases a person may see, a page at a time by key; the history of a case; the papers it owes."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, or_, select, tuple_

from mediation.casework.desk import FOLDER, Desk
from mediation.casework.loading import load_groups, load_organisations, rows_of
from mediation.casework.opened import Opened, reader_of
from mediation.casework.papers import names_of
from mediation.casework.people import memberships_of
from mediation.casework.views import CaseCard, CasePage, EventView, Title
from mediation.facts.folder import Assignment, Case, Clock, Event, Personal, Proceeding
from mediation.facts.known import SYSTEM
from mediation.facts.parties import Party
from mediation.facts.people import Membership
from mediation.policy import CONFIDED, COURTS_OWN, no_such_case
from mediation.records.schema import metadata
from mediation.vocabulary import PaperKind, Relation, Role, Side

_CASE = metadata.tables["case_file"]
_ORGANISATION = metadata.tables["organisation"]
_ASSIGNMENT = metadata.tables["assignment"]
_PROCEEDING = metadata.tables["proceeding"]
_EVENT = metadata.tables["event"]
_OVERSEE = frozenset({Role.HEAD, Role.REGISTRAR, Role.UNION_LIAISON})


def visible(memberships: Sequence[Membership], person_id: str) -> ColumnElement[bool]:
    """Return which cases a person stands in a relation to; the same relations as ``policy.relations_to``."""
    overseen = [m.organisation_id for m in memberships if m.role in _OVERSEE]
    courts = [m.organisation_id for m in memberships if m.role is Role.COURT_CLERK]
    below = select(_ORGANISATION.c.id).where(_ORGANISATION.c.id.in_(overseen)).cte("below", recursive=True)
    tree = below.union(select(_ORGANISATION.c.id).join(below, _ORGANISATION.c.parent_id == below.c.id))
    assigned = select(_ASSIGNMENT.c.case_id).where(_ASSIGNMENT.c.person_id == person_id, _ASSIGNMENT.c.until.is_(None))
    reached = or_(_PROCEEDING.c.procedure == "court_referral", _PROCEEDING.c.state != "preparing")
    before_court = select(_PROCEEDING.c.case_id).where(_PROCEEDING.c.counterpart_id.in_(courts), reached)
    active = bool(memberships)
    return or_(
        _CASE.c.organisation_id.in_(select(tree.c.id)),
        _CASE.c.id.in_(assigned) if active else _CASE.c.id.is_(None),
        _CASE.c.id.in_(before_court),
    )


def list_cases(db: Connection, person_id: str, now: datetime, *, after: str | None, size: int) -> CasePage:
    """Return a page of the cases a person may see, newest first; ``after`` is the last case of the page before.

    Raises:
        NotFound: ``after`` is no case of theirs.
    """
    memberships = memberships_of(db, person_id, now)
    statement = select(_CASE).where(visible(memberships, person_id))
    if after is not None:
        key = db.execute(statement.where(_CASE.c.id == after)).one_or_none()
        if key is None:
            raise no_such_case()
        statement = statement.where(tuple_(_CASE.c.opened_at, _CASE.c.id) < tuple_(key.opened_at, key.id))
    found = rows_of(
        Case, db.execute(statement.order_by(_CASE.c.opened_at.desc(), _CASE.c.id.desc()).limit(size + 1)).mappings()
    )
    page = found[:size]
    items = _cards(db, page, person_id, memberships)
    return CasePage(items=items, next=page[-1].id if len(found) > size else None)


def _cards(
    db: Connection, cases: Sequence[Case], person_id: str, memberships: tuple[Membership, ...]
) -> list[CaseCard]:
    if not cases:
        return []
    loaded = load_groups(db, [case.id for case in cases], ("proceedings", "assignments", "parties", "clocks", "texts"))
    organisations = load_organisations(db, {case.organisation_id for case in cases})
    cards = []
    for case in cases:
        groups = loaded[case.id]
        proceedings = [p for p in groups["proceedings"] if isinstance(p, Proceeding)]
        assignments = [a for a in groups["assignments"] if isinstance(a, Assignment)]
        reader = reader_of(person_id, memberships, case, proceedings, assignments, organisations)
        cards.append(_card(case, groups, [p for p in proceedings if p.procedure != FOLDER and reader.sees(p)]))
    return cards


def _card(case: Case, groups: Mapping[str, Sequence[object]], seen: Sequence[Proceeding]) -> CaseCard:
    ids = {p.id for p in seen}
    texts = {t.id: t.value for t in groups["texts"] if isinstance(t, Personal)}
    first = {
        side: next((texts.get(p.name_id) for p in groups["parties"] if isinstance(p, Party) and p.side is side), None)
        for side in (Side.APPLICANT, Side.RESPONDENT)
    }
    running = [
        c.due
        for c in groups["clocks"]
        if isinstance(c, Clock) and c.due and c.stopped_at is None and c.proceeding_id in ids
    ]
    return CaseCard(
        id=case.id,
        number=case.number,
        title=f"{first[Side.APPLICANT] or '（未登记）'}与{first[Side.RESPONDENT] or '（未登记）'} {case.cause}",
        cause=case.cause,
        opened_at=case.opened_at,
        states={p.procedure: p.state for p in seen},
        next_due=min(running, default=None),
    )


def history(db: Connection, desk: Desk, opened: Opened, *, after: int = 0, size: int = 100) -> list[EventView]:
    """Return what happened, oldest first, as far as it is for the reader; holds no personal text."""
    statement = select(_EVENT).where(_EVENT.c.folder_id == opened.folder.id, _EVENT.c.seq > after)
    if opened.reader.is_court_only:
        statement = statement.where(_EVENT.c.proceeding_id.in_([p.id for p in opened.mine()]))
    elif Relation.ASSIGNED_MEDIATOR not in opened.reader.relations:
        statement = statement.where(_EVENT.c.act.not_in(CONFIDED))
    if Relation.COURT_CLERK not in opened.reader.relations:
        statement = statement.where(_EVENT.c.act.not_in(COURTS_OWN))
    events = rows_of(Event, db.execute(statement.order_by(_EVENT.c.seq).limit(size)).mappings())
    people = {e.actor_id for e in events} | {e.on_behalf_of for e in events if e.on_behalf_of}
    names = {SYSTEM: "系统", **names_of(db, people)}
    return [_event(db, desk, event, names) for event in events]


def _event(db: Connection, desk: Desk, event: Event, names: Mapping[str, str]) -> EventView:
    notes = json.loads(event.body)["notes"]
    definition = desk.procedures.pinned(db, event.definition) if event.definition else None
    move = definition.moves.get(event.act) if definition else None
    return EventView(
        seq=event.seq,
        act=event.act,
        title=Title(zh=move.title.zh, en=move.title.en) if move else Title(zh=event.act, en=event.act),
        proceeding_id=event.proceeding_id,
        actor=names.get(event.actor_id, event.actor_id),
        on_behalf_of=names.get(event.on_behalf_of) if event.on_behalf_of else None,
        occurred_at=event.occurred_at,
        recorded_at=event.recorded_at,
        late=event.late,
        before=notes.get("from"),
        after=notes.get("to"),
        warnings=notes.get("warnings", []),
        hash=event.hash,
        previous=event.previous,
    )


def papers_due(db: Connection, opened: Opened) -> list[dict[str, object]]:
    """Return the papers that moves asked for and that were not issued or attached since, oldest first."""
    if opened.reader.is_court_only:
        return []
    statement = (
        select(_EVENT.c.seq, _EVENT.c.act, _EVENT.c.body, _EVENT.c.occurred_at)
        .where(_EVENT.c.folder_id == opened.folder.id, _EVENT.c.body.like('%"makes":["%'))
        .order_by(_EVENT.c.seq)
    )
    made: dict[str, float] = {}
    for paper in opened.facts.papers:
        made[paper.kind] = max(made.get(paper.kind, 0), paper.seq)
    attached = {attachment.kind.value for attachment in opened.facts.attachments}
    owed: dict[str, dict[str, object]] = {}
    for row in db.execute(statement):
        for kind in json.loads(row.body)["notes"]["makes"]:
            if made.get(kind, 0) < row.seq and kind not in attached:
                word = PaperKind(kind)
                owed[kind] = {"kind": kind, "zh": word.zh, "en": word.en, "since_seq": row.seq, "act": row.act}
    return list(owed.values())
