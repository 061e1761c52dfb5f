"""Mistakes are corrected, not edited: a recorded date or answer gets a new value with a reason; what followed is derived again.

The old event stays as it is; the correction is an event of its own, and both beliefs stay readable. What the act wrote
is found by running its effects twice, with the old answers and with the new: where the two differ, the row is put right.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import select

from mediation.casework import asking, journal
from mediation.casework.clocks import OCCURRED
from mediation.casework.desk import Desk
from mediation.casework.keys import Kept, claim, keep
from mediation.casework.loading import load_groups
from mediation.casework.perform import Command, check_version, doing_of, finish, open_bench, told
from mediation.casework.rederiving import Telling
from mediation.casework.step import Bench, find, merged, take
from mediation.engine.definition import Definition
from mediation.errors import BadInput, Problem
from mediation.facts.columns import Row
from mediation.facts.folder import Answer, Correction, Event, Personal
from mediation.facts.known import Acting, Actor, Given, Said
from mediation.records.database import writing
from mediation.records.schema import metadata

_EVENT = metadata.tables["event"]
_GROUPS = frozenset({"answers", "texts"})


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
        Others: as ``perform``.
    """
    with writing(desk.engine) as db:
        kept = claim(db, command.person_id, command.key, command.fingerprint, now)
        if kept is not None:
            return kept
        bench = open_bench(desk, db, command.folder_id, command.person_id, now)
        doing = doing_of(command, now)
        found = find(bench, doing)
        check_version(db, bench.folder, command.version)
        rows = _corrected(bench, command, mistake)
        take(bench, replace(doing, rows=rows), found)
        finish(bench)
        return keep(db, command.person_id, command.key, told(bench))


def _corrected(bench: Bench, command: Command, mistake: Mistake) -> tuple[Row, ...]:
    event = _event(bench, mistake.seq)
    if event.proceeding_id is None or event.definition is None:
        raise _no("seq", "该条记录不能更正，请选择一项办理记录。", "That event holds nothing that can be corrected.")
    definition = bench.desk.procedures.pinned(bench.db, event.definition)
    loaded = load_groups(bench.db, [bench.case.id], _GROUPS)[bench.case.id]
    old = _given(bench, definition, event, loaded)
    before, after, new, occurred, more = _values(event, definition, mistake, old, bench)
    told_anew = Telling(bench, event, definition)
    rows = list(more)
    rows += told_anew.differences((old, event.occurred_at), (new, occurred))
    rows += told_anew.clocks(mistake.name, new, occurred)
    reason = command.answers.get("reason")
    text = journal.personal(journal_id(event, bench, "reason"), bench.case.id, str(reason or ""))
    correction = Correction(
        id=journal_id(event, bench, "correction"),
        case_id=bench.case.id,
        target_seq=mistake.seq,
        name=mistake.name,
        before=before,
        after=after,
        reason_id=text.id,
        seq=bench.folder.seq + 1,
    )
    return merged([text, *rows, correction])


def journal_id(event: Event, bench: Bench, label: str) -> str:
    """Return the id of a row that a correction writes."""
    acting = Acting(event.id, "correct", Actor(""), event.occurred_at, event.recorded_at)
    return acting.new_id("correct", bench.folder.seq + 1, label)


def _event(bench: Bench, seq: int) -> Event:
    found = bench.db.execute(
        select(_EVENT).where(_EVENT.c.folder_id == bench.folder.id, _EVENT.c.seq == seq)
    ).mappings().one_or_none()
    if found is None:
        raise _no("seq", f"本案没有第 {seq} 条记录，请核对序号。", f"The case has no event {seq}; check the number.")
    return Event.model_construct(**found)


def _no(where: str, zh: str, en: str) -> BadInput:
    return BadInput([Problem(where, "not_on_file", zh, en)])


def _given(bench: Bench, definition: Definition, event: Event, loaded: Mapping[str, Sequence[Row]]) -> Given:
    """The answers of an event as they stand now, earlier corrections included."""
    texts = {t.id: t.value for t in loaded["texts"] if isinstance(t, Personal)}
    asks = definition.moves[event.act].asks
    values: dict[str, Any] = {}
    for answer in loaded["answers"]:
        if isinstance(answer, Answer) and answer.seq == event.seq and answer.name in asks:
            raw = {"said": answer.text_id} if answer.text_id else json.loads(answer.value or "null")
            values[answer.name] = asking.restored(asks[answer.name], raw, lambda ref: texts.get(ref))
    return Given(values)


def _values(
    event: Event, definition: Definition, mistake: Mistake, old: Given, bench: Bench
) -> tuple[str, str, Given, datetime, list[Row]]:
    if mistake.name == OCCURRED:
        return _occurred(event, mistake, old, bench)
    asks = definition.moves[event.act].asks
    if mistake.name not in asks:
        can = "、".join([OCCURRED, *asks])
        raise _no("name", f"该条记录没有“{mistake.name}”。可以更正：{can}。", f"The event has no '{mistake.name}'. It has: {can}.")
    only = {mistake.name: asks[mistake.name]}
    anchor = journal_id(event, bench, mistake.name)
    given, reading = asking.read(only, {mistake.name: mistake.value}, anchor)
    if reading.named:
        raise _no(
            mistake.name, "当事人、人员、文书的选择不能这样更正，请重新办理。", "A choice of a party, person or paper is recorded anew instead."
        )
    value = given[mistake.name]
    rows: list[Row] = [journal.personal(said.ref, bench.case.id, said.text) for said in asking.texts(given)]
    rows.append(
        Answer(
            id=Acting(event.id, "", Actor(""), event.occurred_at, event.recorded_at).new_id("answer", mistake.name),
            case_id=bench.case.id,
            proceeding_id=event.proceeding_id,
            seq=event.seq,
            act=event.act,
            name=mistake.name,
            value=None if isinstance(value, Said) else asking.stored(value),
            text_id=value.ref if isinstance(value, Said) else None,
        )
    )
    before = asking.stored(old.get(mistake.name))
    return before, asking.stored(value), Given({**old, mistake.name: value}), event.occurred_at, rows


def _occurred(
    event: Event, mistake: Mistake, old: Given, bench: Bench
) -> tuple[str, str, Given, datetime, list[Row]]:
    try:
        occurred = asking.parse_instant(mistake.value)
    except ValueError:
        raise BadInput(
            [
                Problem(
                    "value",
                    "bad_time",
                    "发生时间必须带时区，例如 2026-01-01T09:00+08:00。",
                    "A time must carry its zone, e.g. 2026-01-01T09:00+08:00.",
                )
            ]
        ) from None
    if occurred > bench.now:
        raise _no("value", "发生时间不能晚于现在。", "It cannot have happened later than now.")
    return journal.canonical(event.occurred_at), journal.canonical(occurred), old, occurred, []
