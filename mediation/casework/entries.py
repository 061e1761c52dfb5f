"""Entries of a queue: a proceeding with what a list says of it, for many at once and for one reader."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, TypeVar

from sqlalchemy import Connection, func, select

from mediation.casework.desk import Desk
from mediation.casework.loading import load_groups, load_organisations, rows_of
from mediation.casework.opened import reader_of
from mediation.casework.people import names_of
from mediation.casework.reading import clock_state
from mediation.casework.searching import Light
from mediation.engine.pieces import Words
from mediation.facts.columns import Row
from mediation.facts.folder import Answer, Assignment, Case, Clock, Personal, Proceeding
from mediation.facts.known import civil_day
from mediation.facts.parties import Attachment, Party
from mediation.facts.people import Membership
from mediation.law.time_limits import TimeLimits
from mediation.policy import Resource
from mediation.records.schema import metadata
from mediation.vocabulary import PaperKind, Relation, Side

T = TypeVar("T", bound=Row)
_EVENT = metadata.tables["event"]
REFERRAL, CONFIRMATION = "court_referral", "judicial_confirmation"
HOUSE_REMINDER = 3
"""Working days after which an offline referral is called late here: a house rule, the law has no such period."""
_GROUPS = ("proceedings", "assignments", "parties", "clocks", "texts", "answers", "attachments")
BEFORE = {CONFIRMATION: ("judicial_confirmation_application",)}
"""Time limits of the mediation that an application still stands under while it is being prepared."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A proceeding in a queue as one reader may see it; ``house`` when its day is a reminder of ours, no time limit.

    ``happened`` holds when each act of the proceeding was last done, ``answers`` what was last answered in it.
    """

    case: Case
    proceeding: Proceeding
    state: Words
    sides: tuple[str | None, str | None]
    counterpart: str
    answers: Mapping[str, Any]
    happened: Mapping[str, datetime]
    clock: Clock | None
    due: date | None
    light: Light | None
    days_left: int | None
    house: bool
    kinds: frozenset[PaperKind]
    mediators: tuple[str, ...]


@dataclass(frozen=True)
class _Around:
    """What entries are made from besides the rows of their cases."""

    db: Connection
    desk: Desk
    now: datetime
    happened: Mapping[str, Mapping[str, datetime]]
    bodies: Mapping[str, str]


def entries_of(
    db: Connection, desk: Desk, person_id: str, own: Sequence[Membership], rows: Sequence[Any], now: datetime
) -> list[Entry]:
    """Return rows (of a proceeding, its case's columns as ``case_…``) as entries, those a reader may not see left out.

    The number of statements does not grow with them.
    """
    if not rows:
        return []
    cases = {row["case_id"]: _case(row) for row in rows}
    loaded = load_groups(db, list(cases), _GROUPS)
    starting = {case.organisation_id for case in cases.values()} | {row["counterpart_id"] for row in rows}
    organisations = load_organisations(db, starting - {None})
    names = {ref: body.name for ref, body in organisations.items()}
    around = _Around(db, desk, now, _happened(db, {row["id"] for row in rows}), names)
    found: list[tuple[Entry, Sequence[str]]] = []
    for row in rows:
        (proceeding,) = rows_of(Proceeding, [{name: row[name] for name in Proceeding.model_fields}])
        case, held = cases[row["case_id"]], loaded[row["case_id"]]
        assignments = _kept(held, "assignments", Assignment)
        reader = reader_of(person_id, own, case, _kept(held, "proceedings", Proceeding), assignments, organisations)
        if reader.sees(proceeding):
            on = [a.person_id for a in assignments if a.until is None and a.relation is Relation.ASSIGNED_MEDIATOR]
            found.append((_entry(around, case, proceeding, held), on if reader.may(Resource.CONTACTS) else ()))
    called = names_of(db, {ref for _, on in found for ref in on})
    return [replace(entry, mediators=tuple(called.get(ref, "") for ref in on)) for entry, on in found]


def _case(row: Any) -> Case:
    fields = {name: row["case_id" if name == "id" else f"case_{name}"] for name in Case.model_fields}
    return rows_of(Case, [fields])[0]


def _kept(held: Mapping[str, Sequence[Row]], group: str, kind: type[T]) -> tuple[T, ...]:
    return tuple(row for row in held[group] if isinstance(row, kind))


def _happened(db: Connection, proceeding_ids: Collection[str]) -> Mapping[str, Mapping[str, datetime]]:
    """When each act of each proceeding was last done."""
    last = func.max(_EVENT.c.occurred_at)
    statement = select(_EVENT.c.proceeding_id, _EVENT.c.act, last.label("at"), func.max(_EVENT.c.seq))
    mine = _EVENT.c.proceeding_id.in_(sorted(proceeding_ids))
    found: dict[str, dict[str, datetime]] = defaultdict(dict)
    for row in db.execute(statement.where(mine).group_by(_EVENT.c.proceeding_id, _EVENT.c.act)):
        found[row.proceeding_id][row.act] = row.at
    return found


def _entry(around: _Around, case: Case, proceeding: Proceeding, held: Mapping[str, Sequence[Row]]) -> Entry:
    desk, now = around.desk, around.now
    texts = {t.id: t.value for t in _kept(held, "texts", Personal)}
    parties = _kept(held, "parties", Party)
    sides = [next((texts.get(p.name_id) for p in parties if p.side is side), None) for side in _SIDES]
    happened = around.happened.get(proceeding.id, {})
    clock = _pressing(desk, proceeding, _kept(held, "clocks", Clock), now)
    due, house = (clock.due, False) if clock else _reminder(desk, proceeding, happened)
    light = _light(desk.limits, clock, due, now)
    return Entry(
        case=case,
        proceeding=proceeding,
        state=desk.procedures.pinned(around.db, proceeding.definition).states[proceeding.state].title,
        sides=(sides[0], sides[1]),
        counterpart=around.bodies.get(proceeding.counterpart_id or "", "—"),
        answers=_answers(_kept(held, "answers", Answer), proceeding, texts),
        happened=happened,
        clock=clock,
        due=due,
        light=light,
        days_left=(due - civil_day(now)).days if due else None,
        house=house,
        kinds=frozenset(a.kind for a in _kept(held, "attachments", Attachment)),
        mediators=(),
    )


_SIDES = (Side.APPLICANT, Side.RESPONDENT)


def _pressing(desk: Desk, proceeding: Proceeding, clocks: Sequence[Clock], now: datetime) -> Clock | None:
    """The time limit of the proceeding that ends first; none once it has come to its end."""
    before = BEFORE.get(proceeding.procedure, ()) if proceeding.state == "preparing" else ()
    mine = [c for c in clocks if c.proceeding_id == proceeding.id or desk.limits.get(c.limit_id).id in before]
    running = [c for c in mine if c.stopped_at is None and c.due is not None and not proceeding.ended]
    lights = list(Light)
    return min(running, key=lambda c: (lights.index(Light(clock_state(c, now, desk.limits))), c.due), default=None)


def _reminder(desk: Desk, proceeding: Proceeding, happened: Mapping[str, datetime]) -> tuple[date | None, bool]:
    """The day of the house for a referral that came on paper: the law sets none for it (SI21 12 is the platform's)."""
    if proceeding.procedure != REFERRAL or proceeding.state not in {"sent", "awaiting_material"}:
        return None, False
    sent = happened.get("send")
    return (desk.calendar.working_days_before(civil_day(sent), -HOUSE_REMINDER), True) if sent else (None, False)


def _light(limits: TimeLimits, clock: Clock | None, due: date | None, now: datetime) -> Light | None:
    if clock is not None:
        return Light(clock_state(clock, now, limits))
    if due is None:
        return None
    left = (due - civil_day(now)).days
    return Light.OVERDUE if left < 0 else Light.TODAY if left == 0 else Light.AMBER if left == 1 else Light.RUNNING


def _answers(answers: Sequence[Answer], proceeding: Proceeding, texts: Mapping[str, str | None]) -> dict[str, Any]:
    """What was last answered to each question of the proceeding: a value, or the words that were typed."""
    found: dict[str, Any] = {}
    for each in answers:
        if each.proceeding_id == proceeding.id:
            found[each.name] = json.loads(each.value) if each.value is not None else texts.get(each.text_id or "")
    return found
