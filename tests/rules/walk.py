"""A case on a table: moves are explained, decided by the machine, and their effects laid down as rows. No database."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from mediation.effects.registry import run
from mediation.engine.compiler import compiled
from mediation.engine.decision import Decision, Explanation, explain
from mediation.engine.definition import Definition, Move
from mediation.engine.shapes import Ask, AskType, ClockUse, ClockVerb, Item
from mediation.facts.columns import Row, changed
from mediation.facts.folder import Answer, Case, Clock, Proceeding
from mediation.facts.known import GROUPS, Acting, Actor, Facts, Given, Said
from mediation.facts.people import Organisation
from mediation.facts.standing import Standing
from mediation.law.calendar import Calendar
from mediation.vocabulary import PaperKind, Relation
from tests.makers import CASE, COURT, DESK, at, make_answer, make_attachment, make_text
from tests.rules.law import definition, limits, registry

NAMES = {kind: name for name, kind in GROUPS.items()}
CALENDAR = Calendar()


class Walk:
    """One case with its rows; ``go`` makes a move or fails, ``look`` only explains it."""

    def __init__(self, case: Case, organisation: Organisation, *rows: Row) -> None:
        self.case = case
        self.organisation = organisation
        self.rows: dict[tuple[type[Row], str], Row] = {}
        self.seq = 0
        self.lay(*rows)

    def lay(self, *rows: Row) -> None:
        """Put rows on the table; a row of the same id is replaced."""
        for row in rows:
            self.rows[type(row), row.id] = row

    def of(self, kind: type[Any]) -> list[Any]:
        return [row for row in self.rows.values() if type(row) is kind]

    def start(self, procedure: str, state: str, counterpart: str | None = None) -> None:
        self.seq += 1
        self.lay(
            Proceeding(
                id=f"{procedure}:{self.seq}",
                case_id=CASE,
                procedure=procedure,
                definition=definition(procedure).digest,
                state=state,
                organisation_id=DESK,
                counterpart_id=counterpart,
                opened_seq=self.seq,
            )
        )

    def standing(self, procedure: str) -> Proceeding:
        found: list[Proceeding] = [p for p in self.of(Proceeding) if p.procedure == procedure]
        return found[-1]

    def look(
        self, procedure: str, move: str, day: date, by: Relation, answers: Mapping[str, Any] | None
    ) -> Explanation:
        proceeding = self.standing(procedure)
        return explain(
            definition(procedure),
            registry(),
            proceeding.state,
            move,
            self._facts(proceeding, move, day, by, answers),
            frozenset({by}),
        )

    def refused(self, procedure: str, move: str, day: date, by: Relation, **answers: Any) -> set[str]:
        """The codes of every reason against a move."""
        return {reason.code for reason in self.look(procedure, move, day, by, answers).reasons}

    def go(self, procedure: str, move: str, day: date, by: Relation, **answers: Any) -> set[str]:
        """Make a move and return the codes of its warnings."""
        self.seq += 1
        here, proceeding = definition(procedure), self.standing(procedure)
        facts = self._facts(proceeding, move, day, by, answers)
        explanation = explain(here, registry(), proceeding.state, move, facts, frozenset({by}))
        assert explanation.permitted, [(r.code, r.zh) for r in explanation.reasons]
        state = compiled(here, registry()).trigger(move, Decision(proceeding.state, facts, frozenset({by})))
        assert state == explanation.target
        self._write(here, here.moves[move], facts, explanation)
        self.lay(changed(proceeding, state=state, ended=here.states[state].final))
        return {warning.code for warning in explanation.warnings}

    def _facts(
        self, proceeding: Proceeding, move: str, day: date, by: Relation, answers: Mapping[str, Any] | None
    ) -> Facts:
        asks = definition(proceeding.procedure).moves[move].asks
        given = None if answers is None else Given({n: self._answer(n, asks[n], v) for n, v in answers.items()})
        groups: dict[str, list[Row]] = {name: [] for name in GROUPS}
        for row in self.rows.values():
            groups[NAMES[type(row)]].append(row)
        event = str(uuid.uuid5(uuid.NAMESPACE_URL, f"{self.seq}"))
        actor = Actor("person", frozenset({by}), frozenset({DESK}))
        acting = Acting(event, move, actor, at(day), at(day), self.seq)
        return Facts(acting, self.case, proceeding, given, groups, {DESK: self.organisation}, parts=Standing())

    def _answer(self, name: str, ask: Item, value: Any) -> Any:
        if isinstance(ask, Ask) and ask.type is AskType.LIST:
            return [
                {inner: self._answer(f"{name}{n}{inner}", ask.items[inner], v) for inner, v in row.items()}
                for n, row in enumerate(value)
            ]
        return Said(f"said:{self.seq}:{name}", value) if ask.type is AskType.TEXT else value

    def _write(self, here: Definition, move: Move, facts: Facts, explanation: Explanation) -> None:
        assert facts.given is not None
        assert facts.proceeding is not None
        for name, value in facts.given.items():
            self._keep(value)
            if not isinstance(value, Said | list):
                plain = value.isoformat() if isinstance(value, date | datetime) else value
                answer: Answer = make_answer(name, plain, facts.acting.name, facts.proceeding.id, self.seq)
                self.lay(answer)
        for use in move.does:
            self.lay(*run(use, facts))
        for clock in explanation.clocks:
            self._clock(clock, facts)
        if move.opens is not None:
            counterpart = facts.given.choice("court") or facts.given.choice("commission")
            self.start(move.opens.procedure, move.opens.at, counterpart)
        assert set(move.asks) >= set(facts.given), here.procedure

    def _keep(self, value: Any) -> None:
        if isinstance(value, Said):
            self.lay(make_text(value.ref, value.text))
        elif isinstance(value, list):
            for row in value:
                for inner in row.values():
                    self._keep(inner)

    def _clock(self, use: ClockUse, facts: Facts) -> None:
        limit = limits().get(use.limit)
        running = [c for c in self.of(Clock) if c.limit_id == limit.id and c.stopped_at is None]
        if use.verb in (ClockVerb.START, ClockVerb.STOP):
            self.lay(*(changed(clock, stopped_at=facts.acting.occurred_at) for clock in running))
        if use.verb is ClockVerb.START:
            given = facts.given or Given({})
            moment = registry().moments.get(use.from_ or "")
            asked = Given({"moment": moment.tell(facts)}).day("moment") if moment else given.day(use.from_ or "")
            trigger = asked or facts.acting.day
            set_on = given.day(use.until) if use.until else None
            counted = limit.compute(trigger, calendar=CALENDAR, last_day=set_on)
            self.lay(
                Clock(
                    id=f"clock:{limit.id}:{self.seq}",
                    case_id=CASE,
                    limit_id=limit.id,
                    edition=counted.edition,
                    seq=self.seq,
                    source=use.from_ or "occurred_at",
                    trigger_at=at(trigger),
                    set_on=set_on,
                    raw=counted.raw,
                    due=counted.due,
                )
            )

    def sheet(self) -> str:
        """Lay down a supplementary sheet that everybody signed; its id."""
        file = make_attachment(PaperKind.SUPPLEMENTARY_SHEET)
        self.lay(file)
        return file.id

    def due(self, limit: str) -> tuple[date | None, date | None]:
        """The raw and the effective last day of a limit's newest clock."""
        name = limits().get(limit).id
        clock = [c for c in self.of(Clock) if c.limit_id == name][-1]
        return clock.raw, clock.due

    def running(self) -> set[str]:
        """The references of the limits that run."""
        refs = {limit.id: limit.ref for limit in limits()}
        return {refs[c.limit_id] for c in self.of(Clock) if c.stopped_at is None}


__all__ = ["COURT", "DESK", "Walk"]
