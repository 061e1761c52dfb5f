"""Mistakes are corrected, not edited: a date or an answer gets a new value with a reason; what followed is told anew.

The old event stays as it is; the correction is an event of its own, and both beliefs stay readable.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from mediation.casework import asking, journal
from mediation.casework.bench import Bench
from mediation.casework.clocks import OCCURRED
from mediation.casework.desk import Desk
from mediation.casework.keys import Kept
from mediation.casework.loading import load_groups, rows_of
from mediation.casework.perform import Command, perform
from mediation.casework.rederiving import Believed, Telling
from mediation.casework.step import Decided, merged
from mediation.casework.values import parse_instant
from mediation.engine.definition import Definition
from mediation.errors import BadInput, Conflict, Problem
from mediation.facts.columns import Row
from mediation.facts.folder import Answer, Correction, Event, Personal
from mediation.facts.known import SYSTEM, Given, Said
from mediation.facts.readings import given_of
from mediation.records.schema import metadata

_EVENT = metadata.tables["event"]
_CORRECTION = metadata.tables["correction"]
MADE_WHOLE = frozenset({"open_case", "upload", "issue_paper", "link_case", "correct"})
"""Acts whose rows do not follow from their answers: they are done anew, not corrected."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mistake:
    """Which event was recorded wrongly, in what (``occurred_at`` or the name of an answer), and what is right."""

    seq: int
    name: str
    value: Any


def correct(desk: Desk, command: Command, mistake: Mistake, now: datetime) -> Kept:
    """Correct a recorded date or answer.

    Raises:
        BadInput: no such event or answer, or a value it cannot take.
        MoveRefused: the act would have been refused, had this been known; with every reason.
        Conflict: the act cannot be corrected, only recorded anew.
        Others: as ``perform``.
    """

    def rows(bench: Bench, decided: Decided) -> Sequence[Row]:
        return _corrected(bench, decided, mistake)

    try:
        return perform(desk, command, now, rows)
    except IntegrityError as error:
        raise Conflict(
            "更正后的内容与本案其他记录相矛盾，未作更正，请先更正相关的记录。",
            "So corrected, it would contradict other records of the case; correct those first.",
            code="contradicts_the_file",
        ) from error


def _corrected(bench: Bench, decided: Decided, mistake: Mistake) -> tuple[Row, ...]:
    event, definition = _correctable(bench, mistake.seq)
    old = (_given(bench, definition, event), _believed(bench, event))
    if mistake.name == OCCURRED:
        before, after, new, rows = _occurred(event, mistake, old)
    else:
        before, after, new, rows = _answered(bench, event, definition, mistake, old)
    rows += Telling(bench, event, definition).put_right(old, new)
    correction = Correction(
        id=decided.facts.acting.new_id("correction"),
        case_id=bench.case.id,
        target_seq=mistake.seq,
        name=mistake.name,
        before=before,
        after=after,
        reason_id=given_of(decided.facts).ref("reason") or "",
        seq=decided.facts.acting.seq,
    )
    return merged([*rows, correction])


def _correctable(bench: Bench, seq: int) -> tuple[Event, Definition]:
    found = bench.db.execute(select(_EVENT).where(_EVENT.c.folder_id == bench.folder.id, _EVENT.c.seq == seq))
    event = next(iter(rows_of(Event, found.mappings())), None)
    if event is None:
        raise _no(
            "seq", "not_on_file", f"本案没有第 {seq} 条记录，请核对序号。", f"The case has no event {seq}; check it."
        )
    if event.definition is None or event.actor_id == SYSTEM or event.act in MADE_WHOLE:
        raise _no(
            "seq",
            "not_correctable",
            "该条记录由系统或者专门操作形成，不能更正；建案、文书、材料、关联有误的，请重新办理。",
            "The system or an act of its own wrote that event; do the act anew instead.",
        )
    return event, bench.desk.procedures.pinned(bench.db, event.definition)


def _no(where: str, code: str, zh: str, en: str) -> BadInput:
    return BadInput([Problem(where, code, zh, en)])


def _given(bench: Bench, definition: Definition, event: Event) -> Given:
    """The answers of an event as they are believed now, earlier corrections included."""
    loaded = load_groups(bench.db, [bench.case.id], ("answers", "texts"))[bench.case.id]
    texts = {t.id: t.value for t in loaded["texts"] if isinstance(t, Personal)}
    asks = definition.moves[event.act].asks
    values: dict[str, Any] = {}
    for answer in loaded["answers"]:
        if isinstance(answer, Answer) and answer.seq == event.seq and (answer.value or answer.text_id):
            raw = {"said": answer.text_id} if answer.text_id else json.loads(answer.value or "null")
            values[answer.name] = asking.restored(asks[answer.name], raw, texts.get)
    return Given(values)


def _believed(bench: Bench, event: Event) -> datetime:
    """When an event is believed to have happened: as recorded, or as last corrected."""
    mine = (_CORRECTION.c.case_id == bench.case.id) & (_CORRECTION.c.target_seq == event.seq)
    statement = select(_CORRECTION.c.after).where(mine, _CORRECTION.c.name == OCCURRED)
    last = bench.db.execute(statement.order_by(_CORRECTION.c.seq.desc()).limit(1)).scalar_one_or_none()
    return datetime.fromisoformat(json.loads(last)) if last else event.occurred_at


Told = tuple[str, str, Believed, list[Row]]
"""A belief before and after as JSON, what is believed now, and the rows that keep it."""


def _answered(bench: Bench, event: Event, definition: Definition, mistake: Mistake, old: Believed) -> Told:
    name, asks = mistake.name, definition.moves[event.act].asks
    if name not in asks:
        can = "、".join([OCCURRED, *asks])
        raise _no(
            "name",
            "not_on_file",
            f"该条记录没有“{name}”。可以更正：{can}。",
            f"The event has no '{name}'. It has: {', '.join([OCCURRED, *asks])}.",
        )
    anchor = str(uuid.uuid5(uuid.UUID(event.id), f"correct/{bench.folder.seq + 1}"))
    given, reading = asking.read({name: asks[name]}, {name: mistake.value}, anchor)
    if reading.named:
        raise _no(
            name,
            "not_correctable",
            "当事人、人员、组织、文书的选择不能这样更正，请重新办理。",
            "A choice of a party, person, organisation or paper is recorded anew instead.",
        )
    value = given.get(name)
    said = isinstance(value, Said)
    answer = Answer(
        id=str(uuid.uuid5(uuid.UUID(event.id), f"answer/{name}")),
        case_id=bench.case.id,
        proceeding_id=event.proceeding_id,
        seq=event.seq,
        act=event.act,
        name=name,
        value=None if said or value is None else asking.stored(value),
        text_id=given.ref(name),
    )
    texts = [journal.personal(text.ref, bench.case.id, text.text) for text in asking.texts(given)]
    believed = (Given({**old[0], name: value}), old[1])
    return asking.stored(old[0].get(name)), asking.stored(value), believed, [*texts, answer]


def _occurred(event: Event, mistake: Mistake, old: Believed) -> Told:
    try:
        occurred = parse_instant(mistake.value)
    except ValueError:
        raise _no(
            "value",
            "bad_time",
            "发生时间必须带时区，例如 2026-01-01T09:00+08:00。",
            "A time must carry its zone, e.g. 2026-01-01T09:00+08:00.",
        ) from None
    if occurred > event.recorded_at:
        raise _no(
            "value",
            "in_the_future",
            "发生时间不能晚于登记时间，请核对。",
            "It cannot have happened after it was recorded; check the time.",
        )
    return journal.canonical(old[1]), journal.canonical(occurred), (old[0], occurred), []
