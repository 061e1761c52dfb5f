"""A definition as one shared, flat, model-less machine that only decides. The one module that imports transitions.

The machine is built once for each digest and registry, holds no case, does no input or output, and may be used by any
number of threads. Its guards are function objects that ask the rules themselves; a name never reaches transitions as a
callback, where a dotted one would be imported and called.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache, partial
from typing import cast

from transitions import EventData, Machine, MachineError

from mediation.engine.decision import BoundMove, BoundRule, Condition, Decision, Explanation, bound, explain, move_of
from mediation.engine.definition import STAY, Definition
from mediation.engine.registry import Registry
from mediation.engine.verdict import Reason
from mediation.errors import MoveRefused
from mediation.vocabulary import Relation, Severity, Truth

Guard = Callable[[EventData], bool]


@dataclass(frozen=True, slots=True, eq=False)
class CompiledProcedure:
    """A definition ready to run; immutable after it is built."""

    definition: Definition
    registry: Registry
    machine: Machine

    def trigger(self, move: str, decision: Decision) -> str:
        """Make a move and return the new state; raises MoveRefused with every reason, NotFound for an unknown move.

        Answers must be handed in (``facts.given``, if only an empty mapping): without them rules would go unasked.
        """
        move_of(self.definition, move)
        if decision.facts.given is None:
            raise ValueError(f"{move}: a move is made with its answers, if only an empty mapping")
        before = decision.state
        try:
            made = self.machine.events[move].trigger(decision)
        except MachineError:
            made = False
        if not made:
            raise _refusal(explain(self.definition, self.registry, before, move, decision.facts, decision.relations))
        return decision.state


@lru_cache(maxsize=256)
def compiled(definition: Definition, registry: Registry) -> CompiledProcedure:
    """Build the machine of a definition, or find it: equal digests share one."""
    machine = Machine(
        model=None,
        states=list(definition.states),
        initial=None,
        auto_transitions=False,
        queued=False,
        send_event=True,
    )
    for name in definition.moves:
        machine.events[name] = machine.event_cls(name, machine)
    for name, move in bound(definition, registry).items():
        common = _common_guards(definition, name, move)
        for source in sorted(definition.reach[name]):
            for place, (target, _) in enumerate(move.targets):
                machine.add_transition(
                    name,
                    source,
                    source if target == STAY else target,
                    conditions=[*common, partial(_takes, move, place)],
                )
    return CompiledProcedure(definition, registry, machine)


def _refusal(explanation: Explanation) -> MoveRefused:
    title, reasons = explanation.title, explanation.reasons
    zh = f"现在不能办理“{title.zh}”：" + "".join(reason.zh for reason in reasons)
    en = f"'{title.en}' cannot be done now: " + " ".join(reason.en for reason in reasons)
    return MoveRefused(zh, en, reasons)


def _common_guards(definition: Definition, name: str, move: BoundMove) -> list[Guard]:
    by = frozenset(definition.moves[name].by)
    return [
        partial(_is_by, by),
        *(partial(_does_not_refuse, rule) for rule in move.rules),
        *(partial(_is_known, rules) for _, rules in move.clocks),
    ]


def _decision(event: EventData) -> Decision:
    return cast(Decision, event.model)


def _is_by(by: frozenset[Relation], event: EventData) -> bool:
    return not by.isdisjoint(_decision(event).relations)


def _does_not_refuse(rule: BoundRule, event: EventData) -> bool:
    verdict = rule.check(_decision(event).facts)
    return not (isinstance(verdict, Reason) and verdict.severity is Severity.BLOCK)


def _holds(rules: Condition, event: EventData) -> Truth:
    """Three-valued and: unmet wins over unknown."""
    result = Truth.MET
    for rule in rules:
        verdict = rule.check(_decision(event).facts)
        if isinstance(verdict, Reason):
            if verdict.truth is Truth.UNMET:
                return Truth.UNMET
            result = Truth.UNKNOWN
    return result


def _is_known(rules: Condition, event: EventData) -> bool:
    return _holds(rules, event) is not Truth.UNKNOWN


def _takes(move: BoundMove, place: int, event: EventData) -> bool:
    earlier = (rules for _, rules in move.targets[:place])
    return all(_holds(rules, event) is Truth.UNMET for rules in earlier) and (
        _holds(move.targets[place][1], event) is Truth.MET
    )
