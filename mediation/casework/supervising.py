"""What the head of a desk watches: stuck cases and why, what was urged and answered, extensions, group disputes."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection, RowMapping, select

from mediation.casework.desk import FOLDER, Desk
from mediation.casework.explaining import board
from mediation.casework.listing import visible
from mediation.casework.loading import rows_of
from mediation.casework.matter_reading import list_matters, matter_view
from mediation.casework.matter_views import MatterView
from mediation.casework.people import names_of
from mediation.casework.searching import Line, lines_of
from mediation.casework.views import MoveView, Title
from mediation.facts.folder import AdjustmentKind, Case
from mediation.facts.known import civil_day
from mediation.facts.people import Membership
from mediation.records.schema import metadata
from mediation.vocabulary import Relation, Role

_CASE, _CLOCK, _ANSWER, _EVENT, _PERSONAL, _ADJUSTMENT, _PROCEEDING, _ASSIGNMENT = (
    metadata.tables[name]
    for name in ("case_file", "clock", "answer", "event", "personal", "adjustment", "proceeding", "assignment")
)
LIMIT = "supervision_answer"
MOST = 200
CARRIES_ON = (
    "register", "accept", "assign", "hold_meeting", "resume", "draft_agreement",
    "record_signature", "deliver_agreement", "lodge_with_court", "receive_court_paper", "close", "archive",
    "send", "report", "file", "confirm", "supply_material", "record_performance",
)  # fmt: skip
"""The steps that carry a case on, the one to wait for first: where none of them can be taken, a case is stuck."""


@dataclass(frozen=True, slots=True)
class Stuck:
    """A case in which no step that carries it on can be taken, and the step it waits for with every reason."""

    line: Line
    step: MoveView


@dataclass(frozen=True, slots=True)
class Urged:
    """A case the head urged on: for what, until when, and the answer once it came."""

    line: Line
    point: str | None
    by: str
    at: datetime
    reply_by: date | None
    answered_at: datetime | None
    answer: str | None
    answered_by: str | None
    late: bool


@dataclass(frozen=True, slots=True)
class Extension:
    """A term that the parties lengthened: for information, since nobody grants it (R17 30)."""

    line: Line
    limit: Title
    days: int | None
    due: date | None
    at: datetime


def open_cases(
    db: Connection, desk: Desk, person_id: str, own: Sequence[Membership], now: datetime, *, unassigned: bool = False
) -> tuple[Line, ...]:
    """Return the cases somebody works on, the oldest first; or only those without a mediator that wait for one."""
    running = select(_PROCEEDING.c.id).where(
        _PROCEEDING.c.case_id == _CASE.c.id, _PROCEEDING.c.procedure != FOLDER, ~_PROCEEDING.c.ended
    )
    if unassigned:
        running = running.where(_PROCEEDING.c.procedure == "labour_mediation", _PROCEEDING.c.state == "accepted")
    wanted = select(_CASE).where(visible(own, person_id), running.exists())
    if unassigned:
        on_it = select(_ASSIGNMENT.c.id).where(_ASSIGNMENT.c.case_id == _CASE.c.id, _ASSIGNMENT.c.until.is_(None))
        wanted = wanted.where(~on_it.where(_ASSIGNMENT.c.relation == Relation.ASSIGNED_MEDIATOR).exists())
    found = rows_of(Case, db.execute(wanted.order_by(_CASE.c.opened_at, _CASE.c.id).limit(MOST)).mappings())
    return lines_of(db, desk, found, person_id, own, now)


def stuck(db: Connection, desk: Desk, person_id: str, own: Sequence[Membership], now: datetime) -> tuple[Stuck, ...]:
    """Return the cases that nobody can carry on as they stand, each with the step it waits for and every reason."""
    lines = open_cases(db, desk, person_id, own, now)
    steps = board(db, desk, person_id, [line.id for line in lines], now, anybody=True)
    found = [Stuck(line, step) for line in lines if (step := _waited_for(steps.get(line.id, []))) is not None]
    return tuple(found)


def _waited_for(steps: Sequence[MoveView]) -> MoveView | None:
    """The step a case waits for: the first that carries it on and was not made before; none where one can be taken."""
    carrying = sorted(
        (s for s in steps if s.name in CARRIES_ON), key=lambda s: (_was_made(s), CARRIES_ON.index(s.name))
    )
    if not carrying or any(step.permitted for step in carrying):
        return None
    return carrying[0]


def _was_made(step: MoveView) -> bool:
    return any(reason.code == "done_already" for reason in step.reasons)


def urged(
    db: Connection, desk: Desk, person_id: str, own: Sequence[Membership], now: datetime, *, waiting: bool = False
) -> tuple[Urged, ...]:
    """Return what was urged, unanswered first and the nearest day first; ``waiting`` leaves out what was answered."""
    desks = [m for m in own if m.role is not Role.COURT_CLERK]
    if not desks:
        return ()
    wanted = (
        select(*(_CLOCK.c[name] for name in ("case_id", "seq", "due", "stopped_at")), _EVENT.c.actor_id)
        .add_columns(_EVENT.c.recorded_at.label("at"))
        .join(_EVENT, (_EVENT.c.folder_id == _CLOCK.c.case_id) & (_EVENT.c.seq == _CLOCK.c.seq))
        .join(_CASE, _CASE.c.id == _CLOCK.c.case_id)
        .where(_CLOCK.c.limit_id == LIMIT, visible(desks, person_id))
    )
    if waiting:
        wanted = wanted.where(_CLOCK.c.stopped_at.is_(None))
    order = (_CLOCK.c.stopped_at.is_not(None), _CLOCK.c.due, _CLOCK.c.seq)
    rows = list(db.execute(wanted.order_by(*order).limit(MOST)).mappings())
    lines, said = _lines(db, desk, rows, person_id, desks, now), _said(db, rows)
    names = names_of(db, {row["actor_id"] for row in rows} | {who for _, _, who, _ in said})
    return tuple(_urged(row, lines[row["case_id"]], said, names, now) for row in rows)


_Said = Sequence[tuple[RowMapping, str | None, str, datetime]]
"""Answers to the two acts, in the order of the history: the answer, its words, who gave it, when."""


def _said(db: Connection, rows: Sequence[RowMapping]) -> _Said:
    found = (
        select(_ANSWER, _PERSONAL.c.value.label("words"), _EVENT.c.actor_id, _EVENT.c.recorded_at)
        .join(_EVENT, (_EVENT.c.folder_id == _ANSWER.c.case_id) & (_EVENT.c.seq == _ANSWER.c.seq))
        .outerjoin(_PERSONAL, _PERSONAL.c.id == _ANSWER.c.text_id)
        .where(_ANSWER.c.case_id.in_({row["case_id"] for row in rows}), _ANSWER.c.name.in_(("point", "answer")))
        .where(_ANSWER.c.act.in_(("supervise", "answer_supervision")))
        .order_by(_ANSWER.c.case_id, _ANSWER.c.seq)
    )
    return [(row, _words(row), row["actor_id"], row["recorded_at"]) for row in db.execute(found).mappings()]


def _words(row: RowMapping) -> str | None:
    if row["text_id"] is not None:
        return str(row["words"]) if row["words"] is not None else None
    return str(json.loads(row["value"])) if row["value"] else None


def _urged(row: RowMapping, line: Line, said: _Said, names: Mapping[str, str], now: datetime) -> Urged:
    own = [each for each in said if each[0]["case_id"] == row["case_id"]]
    point = next((words for answer, words, _, _ in own if answer["seq"] == row["seq"]), None)
    told = [each for each in own if each[0]["act"] == "answer_supervision" and each[0]["seq"] > row["seq"]]
    answered = told[0] if told and row["stopped_at"] is not None else None
    until = answered[3] if answered else now
    return Urged(
        line=line,
        point=point,
        by=names.get(row["actor_id"], ""),
        at=row["at"],
        reply_by=row["due"],
        answered_at=row["stopped_at"],
        answer=answered[1] if answered else None,
        answered_by=names.get(answered[2]) if answered else None,
        late=row["due"] is not None and civil_day(until) > row["due"],
    )


def _lines(
    db: Connection,
    desk: Desk,
    rows: Sequence[RowMapping],
    person_id: str,
    own: Sequence[Membership],
    now: datetime,
) -> Mapping[str, Line]:
    wanted = select(_CASE).where(_CASE.c.id.in_({row["case_id"] for row in rows}))
    cases = rows_of(Case, db.execute(wanted).mappings())
    return {line.id: line for line in lines_of(db, desk, cases, person_id, own, now)}


def extensions(
    db: Connection, desk: Desk, person_id: str, own: Sequence[Membership], now: datetime
) -> tuple[Extension, ...]:
    """Return the terms that were lengthened, the latest first."""
    wanted = (
        select(_ADJUSTMENT.c.case_id, _ADJUSTMENT.c.days, _CLOCK.c.limit_id, _CLOCK.c.due)
        .add_columns(_EVENT.c.occurred_at.label("at"))
        .join(_CLOCK, _CLOCK.c.id == _ADJUSTMENT.c.clock_id)
        .join(_EVENT, (_EVENT.c.folder_id == _ADJUSTMENT.c.case_id) & (_EVENT.c.seq == _ADJUSTMENT.c.seq))
        .join(_CASE, _CASE.c.id == _ADJUSTMENT.c.case_id)
        .where(_ADJUSTMENT.c.kind == AdjustmentKind.EXTEND, visible(own, person_id))
        .order_by(_EVENT.c.occurred_at.desc(), _ADJUSTMENT.c.id)
        .limit(MOST)
    )
    rows = list(db.execute(wanted).mappings())
    lines = _lines(db, desk, rows, person_id, own, now)
    return tuple(
        Extension(
            line=lines[row["case_id"]],
            limit=Title(zh=title.zh, en=title.en),
            days=row["days"],
            due=row["due"],
            at=row["at"],
        )
        for row in rows
        for title in [desk.limits.get(row["limit_id"]).title]
    )


def group_disputes(
    db: Connection, desk: Desk, person_id: str, now: datetime, *, most: int = 20
) -> tuple[MatterView, ...]:
    """Return the group disputes to watch: collective, reported, or with a report due; a due report first."""
    cards = list_matters(db, person_id, now, after=None, size=most).items
    views = [matter_view(db, desk, person_id, card.id, now) for card in cards]
    watched = [view for view in views if view.collective.met or view.reports or view.report_due]
    return tuple(
        sorted(watched, key=lambda view: (view.report_due is None, not (view.report_due and view.report_due.overdue)))
    )
