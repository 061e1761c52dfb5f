"""What courts and commissions sent back, counted by the ground they gave; so that it does not come back again."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, and_, func, or_, select, tuple_

from mediation.casework.desk import Desk
from mediation.casework.listing import visible
from mediation.casework.people import memberships_of
from mediation.casework.views import Title, View
from mediation.facts.people import Membership
from mediation.law.wording import SHANGHAI
from mediation.records.schema import metadata
from mediation.vocabulary import Role

RETURNS: Final = (
    ("judicial_confirmation", "not_accept"),
    ("judicial_confirmation", "reject"),
    ("arbitration_review", "not_accept"),
    ("arbitration_review", "refuse_statement"),
    ("payment_order", "not_accept"),
    ("payment_order", "reject"),
)
"""The moves by which an application comes back."""
_CASE = metadata.tables["case_file"]
_EVENT = metadata.tables["event"]
_PROCEEDING = metadata.tables["proceeding"]
_ANSWER = metadata.tables["answer"]


class ReturnView(View):
    """How many applications of a procedure came back by one act on one ground; ``ground`` is ``None`` if none given."""

    procedure: str
    procedure_title: Title
    act: str
    act_title: Title
    ground: str | None
    ground_title: Title | None
    count: int


def returns(
    db: Connection, desk: Desk, person_id: str, now: datetime, *, since: date | None, until: date | None
) -> list[ReturnView]:
    """Return the counts over the cases a person may see, days of Asia/Shanghai included both; most frequent first."""
    came_back = tuple_(_PROCEEDING.c.procedure, _EVENT.c.act).in_(RETURNS)
    ground = and_(_ANSWER.c.case_id == _EVENT.c.folder_id, _ANSWER.c.seq == _EVENT.c.seq, _ANSWER.c.name == "ground")
    columns = (_PROCEEDING.c.procedure, _PROCEEDING.c.definition, _EVENT.c.act, _ANSWER.c.value)
    statement = (
        select(*columns, func.count().label("count"))
        .select_from(_EVENT)
        .join(
            _PROCEEDING,
            and_(_PROCEEDING.c.id == _EVENT.c.proceeding_id, _PROCEEDING.c.case_id == _EVENT.c.folder_id),
        )
        .join(_CASE, _CASE.c.id == _PROCEEDING.c.case_id)
        .outerjoin(_ANSWER, ground)
        .where(came_back, _theirs(memberships_of(db, person_id, now), person_id), *_within(since, until))
        .group_by(*columns)
    )
    return _merged([_view(db, desk, row) for row in db.execute(statement)])


def _theirs(memberships: Sequence[Membership], person_id: str) -> ColumnElement[bool]:
    """The proceedings of cases a person may see; a court's clerk, those of their own court alone."""
    courts = [m.organisation_id for m in memberships if m.role is Role.COURT_CLERK]
    others = [m for m in memberships if m.role is not Role.COURT_CLERK]
    return or_(visible(others, person_id), _PROCEEDING.c.counterpart_id.in_(courts))


def _within(since: date | None, until: date | None) -> list[ColumnElement[bool]]:
    found = []
    if since is not None:
        found.append(_EVENT.c.occurred_at >= _midnight(since))
    if until is not None:
        found.append(_EVENT.c.occurred_at < _midnight(until + timedelta(days=1)))
    return found


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), tzinfo=SHANGHAI).astimezone(UTC)


def _view(db: Connection, desk: Desk, row: Any) -> ReturnView:
    definition = desk.procedures.pinned(db, row.definition)
    move = definition.moves[row.act]
    ground = json.loads(row.value) if row.value is not None else None
    told = move.asks["ground"].options.get(ground) if ground is not None else None
    return ReturnView(
        procedure=row.procedure,
        procedure_title=Title(zh=definition.title.zh, en=definition.title.en),
        act=row.act,
        act_title=Title(zh=move.title.zh, en=move.title.en),
        ground=ground,
        ground_title=Title(zh=told.zh, en=told.en) if told else None,
        count=row.count,
    )


def _merged(views: Sequence[ReturnView]) -> list[ReturnView]:
    """One line a ground, whatever editions of the procedure the cases run under."""
    merged: dict[tuple[str, str, str | None], ReturnView] = {}
    for view in views:
        key = (view.procedure, view.act, view.ground)
        counted = merged[key].count if key in merged else 0
        merged[key] = view.model_copy(update={"count": counted + view.count})
    return sorted(merged.values(), key=lambda v: (-v.count, v.procedure, v.act, v.ground or ""))
