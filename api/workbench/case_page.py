"""What the case page shows one reader: stage bar, next steps and what stands against them, clocks, people, tabs."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection

from api.workbench.cures import cure_path
from api.workbench.ranking import primary, ranked
from mediation.casework import explaining, listing, papers, reading
from mediation.casework.opened import Opened
from mediation.casework.searching import Light
from mediation.casework.views import CaseView, ClockView, MoveView, ReasonView
from mediation.facts.folder import Proceeding
from mediation.facts.known import civil_day
from mediation.facts.parties import ClaimOutcome
from mediation.facts.settlement import AgreementStatus, OfferAnswer
from mediation.policy import Resource
from mediation.vocabulary import (
    Audience,
    Authority,
    Channel,
    ConsentSubject,
    ContactOutcome,
    PaperKind,
    PartyKind,
    Relation,
    Side,
    Stage,
)

MEDIATION, FOLDER = "labour_mediation", "case_folder"
BAR = {
    Stage.REPORT: {"zh": "登记", "en": "register"},
    Stage.ENGAGE: {"zh": "征询受理", "en": "consent"},
    Stage.HANDLE: {"zh": "调解", "en": "mediate"},
    Stage.RESOLVE: {"zh": "结案履行", "en": "resolve"},
}
_OTHERS = frozenset({"not_your_part"})
_IDLE = frozenset(
    {"done_already", "consent_complete", "not_delegated", "nothing_overdue", "not_rejected", "in_no_matter"}
)


class Tab(StrEnum):
    """The tabs of a case: each an address of its own."""

    OVERVIEW = "overview"
    FACTS = "facts"
    OFFERS = "offers"
    MINUTES = "minutes"
    PAPERS = "papers"
    PERFORMANCE = "performance"
    CONTACTS = "contacts"
    TIMELINE = "timeline"


TITLES = {
    Tab.OVERVIEW: {"zh": "概况", "en": "Overview"},
    Tab.FACTS: {"zh": "事实与证据", "en": "Facts and evidence"},
    Tab.OFFERS: {"zh": "方案", "en": "Offers"},
    Tab.MINUTES: {"zh": "调解与笔录", "en": "Meetings"},
    Tab.PAPERS: {"zh": "文书", "en": "Papers"},
    Tab.PERFORMANCE: {"zh": "履行", "en": "Performance"},
    Tab.CONTACTS: {"zh": "往来", "en": "Contacts"},
    Tab.TIMELINE: {"zh": "时间线", "en": "Timeline"},
}
_NEEDS = {
    Tab.FACTS: Resource.FACTS,
    Tab.OFFERS: Resource.SETTLEMENT,
    Tab.MINUTES: Resource.FACTS,
    Tab.PERFORMANCE: Resource.SETTLEMENT,
    Tab.CONTACTS: Resource.CONTACTS,
}


WORDS: Mapping[str, Any] = {
    "sides_of": {word.value: word for word in Side},
    "kinds_of": {word.value: word for word in PartyKind},
    "authorities": {word.value: word for word in Authority},
    "audiences": {word.value: word for word in Audience},
    "channels": {word.value: word for word in Channel},
    "contact_outcomes": {word.value: word for word in ContactOutcome},
    "outcomes": {word.value: word for word in ClaimOutcome},
    "offer_answers": {word.value: word for word in OfferAnswer},
    "agreement_states": {word.value: word for word in AgreementStatus},
    "kinds": list(PaperKind),
    "statuses": {
        "open": {"zh": "可以走", "en": "open"},
        "not_yet": {"zh": "还不能走", "en": "not yet"},
        "closed": {"zh": "已关闭", "en": "closed"},
    },
}
"""Closed lists by their values, for templates that hold only the value."""


@dataclass(frozen=True)
class Steps:
    """The next steps of one proceeding for one reader: what can be done, what cannot yet and why, what others do."""

    proceeding: Proceeding
    title: Any
    state: Any
    waits: Any
    primary: MoveView | None
    ready: Sequence[MoveView]
    blocked: Sequence[MoveView]
    others: Sequence[MoveView]


def headline(opened: Opened) -> dict[str, Any]:
    """Return what stands over every page of a case."""
    sides, _, cause = reading.case_title(opened).partition(" ")
    return {
        "case_id": opened.case.id,
        "number": opened.case.number,
        "sides": sides,
        "cause": cause,
        "tags": [opened.case.source, opened.case.nature],
    }


def tabs_for(opened: Opened) -> list[Tab]:
    """Return the tabs that are for the reader."""
    return [tab for tab in Tab if tab not in _NEEDS or opened.reader.may(_NEEDS[tab])]


def case_page(db: Connection, opened: Opened) -> dict[str, Any]:
    """Return everything around the tabs."""
    view = _with_staleness(db, opened)
    standing = [p for p in opened.mine() if p.procedure != FOLDER]
    main = next((p for p in standing if p.procedure == MEDIATION), standing[0] if standing else None)
    clocks = sorted(view.clocks, key=_pressing)
    folder = explaining.proceeding_of(opened, None)
    acts = _steps(db, opened, folder)
    doable = {move.name for move in acts.ready}
    return {
        **headline(opened),
        "case": view,
        "today": civil_day(opened.now),
        "bar": _bar(opened, main),
        "steps": [_steps(db, opened, p) for p in sorted(standing, key=lambda p: (p.ended, -p.opened_seq))],
        "acts": acts,
        "running": [c for c in clocks if c.stopped_at is None],
        "stopped": [c for c in clocks if c.stopped_at is not None],
        "light": lambda clock: Light(clock.state) if clock.state in set(Light) else None,
        "names": {party.id: party.name or "—" for party in view.parties},
        "consents": _consents(opened),
        "mediators": _mediators(db, opened),
        "cure": lambda reason: cure_for(opened, reason),
        "tabs": [(tab, TITLES[tab]) for tab in tabs_for(opened)],
        "mine": opened.reader.relations,
        "settled": view.agreement is not None and view.agreement.effective_at is not None,
        "claims": {claim.id: claim for claim in view.claims},
        "can_log": "log_contact" in doable,
        "may_issue": opened.reader.may(Resource.FACTS),
        "may_upload": opened.reader.may(Resource.ATTACHMENTS) and not folder.ended,
        "issuable": papers.issuable(opened),
        "new_key": lambda: uuid.uuid4().hex,
        **WORDS,
    }


def _with_staleness(db: Connection, opened: Opened) -> CaseView:
    background = papers.background_of(db, opened)
    view = reading.case_view(opened)
    shown = [
        paper.model_copy(update={"stale": papers.is_stale(opened, papers.issued(opened, paper.id), background)})
        for paper in view.papers
    ]
    return view.model_copy(update={"papers": shown, "papers_due": listing.papers_due(db, opened)})


def _pressing(clock: ClockView) -> tuple[bool, int, str]:
    return (clock.stopped_at is not None, clock.days_left if clock.days_left is not None else 99_999, clock.ref)


def _bar(opened: Opened, main: Proceeding | None) -> list[dict[str, Any]]:
    """The four stages with a word each: done, current, to come."""
    if main is None:
        return []
    state = opened.desk.procedures.known[main.definition].states[main.state]
    stages = list(Stage)
    at = stages.index(state.stage)
    words = [{"zh": "已完成", "en": "done"}, {"zh": "办理中", "en": "current"}, {"zh": "未开始", "en": "to come"}]
    found = []
    for place, stage in enumerate(stages):
        standing = 0 if place < at or (state.final and place == at) else 1 if place == at else 2
        shown = {"title": BAR[stage], "word": words[standing], "look": ("done", "at", "ahead")[standing]}
        found.append({**shown, "at": place == at, "state": state.title if place == at else None})
    return found


def _steps(db: Connection, opened: Opened, proceeding: Proceeding) -> Steps:
    definition = opened.desk.procedures.known[proceeding.definition]
    state = definition.states[proceeding.state]
    moves = explaining.next_steps(db, opened.desk, opened, proceeding)
    ready = ranked([m for m in moves if m.permitted])
    barred = ranked([m for m in moves if not m.permitted])
    others = [m for m in barred if _OTHERS & {reason.code for reason in m.reasons}]
    blocked = sorted((m for m in barred if m not in others), key=_out_of_the_question)
    first = primary(ready) if proceeding.procedure != FOLDER else None
    return Steps(
        proceeding=proceeding,
        title=definition.title,
        state=state.title,
        waits=state.waits.reason if state.waits else None,
        primary=first,
        ready=[m for m in ready if m is not first],
        blocked=blocked,
        others=others,
    )


def _out_of_the_question(step: MoveView) -> bool:
    """Put last what was done already or does not belong to a case of this kind: nobody waits for it."""
    return bool(_IDLE & {reason.code for reason in step.reasons})


def _consents(opened: Opened) -> dict[str, Any]:
    """The newest answer of each party to whether it will mediate; nothing for who may not know."""
    if not opened.reader.may(Resource.FACTS):
        return {}
    return {c.party_id: c for c in opened.facts.consents if c.subject is ConsentSubject.MEDIATION}


def _mediators(db: Connection, opened: Opened) -> list[str]:
    if opened.reader.is_court_only:
        return []
    on = [a.person_id for a in opened.facts.assignments if a.until is None and a.relation is Relation.ASSIGNED_MEDIATOR]
    names = papers.names_of(db, on)
    return [names[ref] for ref in on if ref in names]


def cure_for(opened: Opened, reason: ReasonView) -> str | None:
    """Return the address where the reader can clear a reason, ``None`` when somebody else must."""
    if not set(reason.who) & set(opened.reader.relations):
        return None
    mediation = next((p.id for p in reversed(opened.mine()) if p.procedure == MEDIATION and not p.ended), None)
    return cure_path(reason.code, opened.case.id, mediation)
