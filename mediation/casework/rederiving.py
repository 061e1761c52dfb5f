"""Telling an act again: what it would have written on what was on file then, had another answer or date been believed.

What was on file is folded from the history before the act. The move is decided anew with the old belief and with the
new; where the two would have written a row differently, the row is put right. What other acts changed since stays.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Final

from sqlalchemy import select

from mediation.casework import asking, clocks, journal
from mediation.casework.bench import Bench
from mediation.casework.loading import in_order, involved, load_groups, load_organisations
from mediation.casework.standing import load_standing
from mediation.casework.step import merged, written
from mediation.engine.decision import Explanation, explain
from mediation.engine.definition import Definition
from mediation.engine.shapes import AskType
from mediation.errors import Conflict, MoveRefused
from mediation.facts.columns import Row, changed
from mediation.facts.folder import Adjustment, Answer, Case, Clock, Event, Firing, Proceeding
from mediation.facts.known import GROUPS, Acting, Actor, Facts, Given
from mediation.facts.limiting import LIMITATION, conservative_day
from mediation.records.schema import JOURNALED, metadata

Believed = tuple[Given, datetime]
"""What is believed of an act: its answers, and when it happened (UTC)."""

_EVENT = metadata.tables["event"]
REMINDER: Final = "conservative_limitation"
"""The limit and the moment of the reminder that rests on every day on file."""
_OF_A_CLOCK = frozenset({"trigger_at", "set_on", "edition", "stopped_at"})
"""What of a clock an act says; all else is derived."""


@dataclass(frozen=True)
class Telling:
    """An event told anew on what was on file before it."""

    bench: Bench
    event: Event
    definition: Definition

    @cached_property
    def _before(self) -> Mapping[str, Sequence[Row]]:
        """Every row as it stood before the event, by table."""
        earlier = (_EVENT.c.folder_id == self.event.folder_id) & (_EVENT.c.seq < self.event.seq)
        bodies = self.bench.db.execute(select(_EVENT.c.body).where(earlier).order_by(_EVENT.c.seq)).scalars()
        images = journal.fold(bodies)
        kinds = {table.name: kind for kind, table in JOURNALED.items() if table.name != "personal"}
        rows: dict[str, list[Row]] = {name: [] for name in kinds}
        for (name, _), image in images.items():
            if name in kinds:
                rows[name].append(kinds[name].model_validate(image))
        return {name: in_order(name, found) for name, found in rows.items()}

    def _facts(self, believed: Believed) -> Facts:
        event, before = self.event, self._before
        groups = {group: before[JOURNALED[kind].name] for group, kind in GROUPS.items() if group != "texts"}
        groups |= load_groups(self.bench.db, [event.folder_id], ("texts",))[event.folder_id]
        proceedings = [p for p in groups["proceedings"] if isinstance(p, Proceeding)]
        case = next(row for row in before["case_file"] if isinstance(row, Case))
        asks = self.definition.moves[event.act].asks
        named = {str(value) for name, value in believed[0].items() if asks[name].type is AskType.ORGANISATION and value}
        people = {str(value) for name, value in believed[0].items() if asks[name].type is AskType.PERSON and value}
        actor = Actor(event.actor_id, frozenset(self.definition.moves[event.act].by))
        return Facts(
            acting=Acting(event.id, event.act, actor, believed[1], event.recorded_at, event.seq),
            case=case,
            proceeding=next(p for p in proceedings if p.id == event.proceeding_id),
            given=believed[0],
            groups=groups,
            organisations=load_organisations(self.bench.db, involved(case, proceedings) | named),
            parts=load_standing(self.bench.db, event.folder_id, people),
        )

    def _decided(self, facts: Facts) -> Explanation:
        assert facts.proceeding is not None, "an event of a procedure belongs to a proceeding"
        registry = self.bench.desk.procedures.registry
        relations = facts.acting.actor.relations
        return explain(self.definition, registry, facts.proceeding.state, self.event.act, facts, relations)

    def put_right(self, old: Believed, new: Believed) -> list[Row]:
        """Return the rows as they shall be now that the new is believed, clocks derived again.

        Raises:
            MoveRefused: the act would have been refused; with every reason.
            Conflict: the act would have led elsewhere, or written other rows: it must be recorded anew.
        """
        was, shall = self._facts(old), self._facts(new)
        before, after = self._decided(was), self._decided(shall)
        self._hold(before, after)
        move, desk = self.definition.moves[self.event.act], self.bench.desk
        then = {_key(row): row for row in merged(written(desk, move, was, before.clocks))}
        wanted = {_key(row): row for row in merged(written(desk, move, shall, after.clocks))}
        if then.keys() != wanted.keys():
            raise _leads_elsewhere()
        updates = [self._updated(then[key], wanted[key]) for key in then]
        rows = self._rederived([row for row in updates if row is not None])
        return [*rows, *self._reminded(new[0], rows)]

    def _hold(self, before: Explanation, after: Explanation) -> None:
        """A corrected act must still have been permitted, and have led where it led."""
        known = {(reason.code, reason.truth) for reason in before.reasons}
        reasons = tuple(reason for reason in after.reasons if (reason.code, reason.truth) not in known)
        if reasons:
            zh = f"更正后不符合“{after.title.zh}”的条件：" + "".join(reason.zh for reason in reasons)
            en = f"So corrected, '{after.title.en}' is refused: " + " ".join(reason.en for reason in reasons)
            raise MoveRefused(zh, en, reasons, code=reasons[0].code if len(reasons) == 1 else None)
        if before.permitted and (before.target, before.clocks) != (after.target, after.clocks):
            raise _leads_elsewhere()

    def _reminded(self, believed: Given, rows: Sequence[Row]) -> list[Row]:
        """The reminder of limitation: it rests on every day on file, so it follows whichever was corrected."""
        bench = self.bench
        groups = load_groups(bench.db, [bench.case.id], LIMITATION | {"adjustments", "firings"})[bench.case.id]
        mended = {row.id: row for row in rows if isinstance(row, Clock)}
        running = [mended.get(c.id, c) for c in groups["clocks"] if isinstance(c, Clock) and c.source == REMINDER]
        answers = [self._believed(row, believed) for row in groups["answers"] if isinstance(row, Answer)]
        acting = Acting(self.event.id, "read", Actor(self.event.actor_id), bench.now, bench.now)
        day = conservative_day(Facts(acting, bench.case, groups={**groups, "answers": answers}))
        if day is None:
            return []
        edition = bench.desk.limits.get(REMINDER).edition_on(day).key
        ledger = [a for a in groups["adjustments"] if isinstance(a, Adjustment)]
        firings = [f for f in groups["firings"] if isinstance(f, Firing)]
        moved = (changed(c, trigger_at=clocks.start_of(day), edition=edition) for c in running if c.stopped_at is None)
        return [clocks.derived(bench.desk, clock, ledger, firings) for clock in moved]

    def _believed(self, row: Answer, believed: Given) -> Answer:
        value = believed.get(row.name) if row.seq == self.event.seq and row.text_id is None else None
        return row if value is None else changed(row, value=asking.stored(value))

    def _updated(self, was: Row, wanted: Row) -> Row | None:
        """The current row with what the new belief changes in it; ``None`` when it changes nothing."""
        fields = _OF_A_CLOCK if isinstance(was, Clock) else type(was).model_fields.keys()
        differing = {name: getattr(wanted, name) for name in fields if getattr(wanted, name) != getattr(was, name)}
        current = self._current(was) if differing else None
        if current is None:
            return None
        update = {name: value for name, value in differing.items() if getattr(current, name) == getattr(was, name)}
        return changed(current, **update) if update else None

    def _current(self, row: Row) -> Row | None:
        table = journal.table_of(row)
        found = self.bench.db.execute(select(table).where(table.c.id == _key(row)[1])).mappings().one_or_none()
        return type(row).model_construct(**found) if found else None

    def _rederived(self, rows: list[Row]) -> list[Row]:
        """The rows, and every clock that one of them touches, with its dates from the present ledger."""
        case_id = self.event.folder_id
        loaded = load_groups(self.bench.db, [case_id], ("clocks", "adjustments", "firings"))[case_id]
        ledger = {a.id: a for a in loaded["adjustments"] if isinstance(a, Adjustment)}
        ledger |= {row.id: row for row in rows if isinstance(row, Adjustment)}
        running = {c.id: c for c in loaded["clocks"] if isinstance(c, Clock)}
        mended = {row.id: row for row in rows if isinstance(row, Clock)}
        touched = mended.keys() | {row.clock_id for row in rows if isinstance(row, Adjustment)}
        firings = [f for f in loaded["firings"] if isinstance(f, Firing)]
        again = [
            clocks.derived(self.bench.desk, mended.get(ref, running[ref]), ledger.values(), firings)
            for ref in sorted(touched)
        ]
        return [*(row for row in rows if not isinstance(row, Clock)), *again]


def _leads_elsewhere() -> Conflict:
    return Conflict(
        "这项内容决定了程序的走向、起算的期限或者登记的事项，不能这样更正，请重新办理相应事项。",
        "This decides where the case went, which limits run or what was entered; record the act anew instead.",
        code="not_correctable",
    )


def _key(row: Row) -> tuple[str, str]:
    return journal.table_of(row).name, row.id
