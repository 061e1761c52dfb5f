"""Deriving again what an act wrote, once one of its answers or its date is put right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from sqlalchemy import select

from mediation.casework import clocks, journal
from mediation.casework.loading import involved, load_groups, load_organisations
from mediation.casework.step import Bench
from mediation.effects.registry import run
from mediation.engine.decision import needs
from mediation.engine.definition import Definition
from mediation.facts.columns import Row, changed
from mediation.facts.folder import Adjustment, Clock, Event, Firing, Proceeding
from mediation.facts.known import Acting, Actor, Facts, Given, civil_day

Believed = tuple[Given, datetime]
"""What was believed of an act: its answers, and when it happened (UTC)."""


@dataclass(frozen=True)
class Telling:
    """An event told anew, on what is on file now."""

    bench: Bench
    event: Event
    definition: Definition

    @cached_property
    def _groups(self) -> dict[str, tuple[Row, ...]]:
        wanted = needs(self.definition, self.bench.desk.procedures.registry, [self.event.act]) - {"organisations"}
        more = {"proceedings", "assignments", "clocks", "adjustments", "firings"}
        return load_groups(self.bench.db, [self.bench.case.id], wanted | more)[self.bench.case.id]

    def _facts(self, believed: Believed) -> Facts:
        event = self.event
        proceedings = tuple(p for p in self._groups["proceedings"] if isinstance(p, Proceeding))
        return Facts(
            acting=Acting(event.id, event.act, Actor(event.actor_id), believed[1], event.recorded_at, event.seq),
            case=self.bench.case,
            proceeding=next(p for p in proceedings if p.id == event.proceeding_id),
            given=believed[0],
            groups=self._groups,
            organisations=load_organisations(self.bench.db, involved(self.bench.case, proceedings)),
        )

    def differences(self, old: Believed, new: Believed) -> list[Row]:
        """Return the rows the act wrote, put right where the new belief would have written them otherwise.

        Rows get the same ids as the act gave them, so what changed since by other acts stays as it is.
        """
        then = {_key(row): row for row in self._written(old)}
        rows: list[Row] = []
        for wanted in self._written(new):
            was, current = then.get(_key(wanted)), self._current(wanted)
            if was is None or current is None:
                continue
            update = {name: getattr(wanted, name) for name in type(wanted).model_fields if _differ(wanted, was, name)}
            if update:
                rows.append(changed(current, **update))
        return rows

    def _written(self, believed: Believed) -> Sequence[Row]:
        facts = self._facts(believed)
        return [row for use in self.definition.moves[self.event.act].does for row in run(use, facts)]

    def _current(self, row: Row) -> Row | None:
        table = journal.table_of(row)
        found = self.bench.db.execute(select(table).where(table.c.id == _key(row)[1])).mappings().one_or_none()
        return type(row).model_construct(**found) if found else None

    def clocks(self, name: str, given: Given, occurred: datetime) -> list[Row]:
        """Return every clock that this answer or date triggered, derived from its new trigger and that day's edition."""
        ledger = [a for a in self._groups["adjustments"] if isinstance(a, Adjustment)]
        firings = [f for f in self._groups["firings"] if isinstance(f, Firing)]
        desk, rows = self.bench.desk, list[Row]()
        for clock in self._groups["clocks"]:
            if not isinstance(clock, Clock) or clock.seq != self.event.seq or clock.source != name:
                continue
            trigger = clocks.trigger_of(given, name, occurred)
            edition = desk.limits.get(clock.limit_id).edition_on(civil_day(trigger)).key
            rows.append(clocks.derived(desk, changed(clock, trigger_at=trigger, edition=edition), ledger, firings))
        return rows


def _key(row: Row) -> tuple[str, str]:
    return journal.table_of(row).name, str(getattr(row, "id", ""))


def _differ(one: Row, other: Row, name: str) -> bool:
    return bool(getattr(one, name) != getattr(other, name))
