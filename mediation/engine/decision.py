"""What may happen, and every reason why not: rules are asked all at once, three-valued, without side effects.

Facts are opaque here. One thing is agreed: ``facts.given`` is None while somebody only looks, else the answers handed
in; a rule that reads answers is then ``pending`` (提交时核对, checked when you submit) and refuses nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache, partial
from typing import Any, Protocol, TypeAlias

from mediation.engine.definition import STAY, Definition, Move
from mediation.engine.parameters import converted
from mediation.engine.pieces import Words
from mediation.engine.registry import Registry, plain_type
from mediation.engine.shapes import Ask, ClockUse, RuleUse
from mediation.engine.verdict import Reason, Verdict
from mediation.errors import NotFound
from mediation.vocabulary import Relation, Severity, Truth


class Facts(Protocol):
    """All the engine knows of facts; everything else in them is for the rules."""

    @property
    def given(self) -> Mapping[str, Any] | None:
        """The answers handed in; None while only exploring."""


@dataclass(slots=True)
class Decision:
    """One question to the machine: where the proceeding stands, what is known, who asks. Used once."""

    state: str
    facts: Any
    relations: frozenset[Relation]


@dataclass(frozen=True, slots=True)
class Explanation:
    """What would happen if a move were made now. ``target`` is None when it cannot be told yet or is refused.

    ``reasons`` refuse, ``warnings`` do not; ``pending`` names the rules asked on submission. ``clocks`` are those
    whose conditions hold.
    """

    move: str
    title: Words
    permitted: bool
    target: str | None
    reasons: tuple[Reason, ...]
    warnings: tuple[Reason, ...]
    pending: tuple[str, ...]
    asks: Mapping[str, Ask]
    irreversible: bool
    cites: tuple[str, ...]
    clocks: tuple[ClockUse, ...] = ()


@dataclass(frozen=True, slots=True)
class BoundRule:
    """A registered rule with the parameters of one use of it."""

    name: str
    check: Callable[[Any], Verdict]
    reads_answers: bool

    def ask(self, facts: Any) -> Verdict | None:
        """Answer for these facts; None when it must wait for the answers."""
        if self.reads_answers and facts.given is None:
            return None
        return self.check(facts)


Condition: TypeAlias = tuple[BoundRule, ...]


@dataclass(frozen=True, slots=True)
class BoundMove:
    """A move whose names have been resolved: its rules, its targets' and its clocks' conditions."""

    rules: Condition
    targets: tuple[tuple[str, Condition], ...]
    clocks: tuple[tuple[ClockUse, Condition], ...]


def _bind_rule(use: RuleUse, registry: Registry) -> BoundRule:
    spec = registry.rules[use.name]
    params = {name: converted(raw, plain_type(spec.params[name])) for name, raw in use.params.items()}
    return BoundRule(use.name, partial(spec.check, **params), spec.reads_answers)


def _bind_move(move: Move, registry: Registry) -> BoundMove:
    def bind(uses: tuple[RuleUse, ...]) -> Condition:
        return tuple(_bind_rule(use, registry) for use in uses)

    return BoundMove(
        rules=bind(move.rules),
        targets=tuple((target.state, bind(target.when)) for target in move.targets),
        clocks=tuple((clock, bind(clock.when)) for clock in move.clocks),
    )


@lru_cache(maxsize=256)
def bound(definition: Definition, registry: Registry) -> Mapping[str, BoundMove]:
    """Resolve every rule of a definition once; raises KeyError for a name the registry no longer has."""
    return {name: _bind_move(move, registry) for name, move in definition.moves.items()}


@dataclass(slots=True)
class _Answers:
    """What the rules of one move said."""

    reasons: list[Reason]
    warnings: list[Reason]
    pending: list[str]

    def hear(self, rule: BoundRule, verdict: Verdict | None) -> None:
        if verdict is None:
            self.pending.append(rule.name)
        elif isinstance(verdict, Reason):
            (self.reasons if verdict.severity is Severity.BLOCK else self.warnings).append(verdict)

    def condition(self, rules: Condition, facts: Any) -> Truth | None:
        """Whether all rules hold: one unmet makes it unmet, else one unknown unknown; None while answers are wanted."""
        said = [(rule, rule.ask(facts)) for rule in rules]
        truths = {verdict.truth for _, verdict in said if isinstance(verdict, Reason)}
        if Truth.UNMET in truths:
            return Truth.UNMET
        if Truth.UNKNOWN in truths:
            self.reasons.extend(v for _, v in said if isinstance(v, Reason) and v not in self.reasons)
            return Truth.UNKNOWN
        waiting = [rule.name for rule, verdict in said if verdict is None]
        self.pending.extend(waiting)
        return None if waiting else Truth.MET


def explain(
    definition: Definition,
    registry: Registry,
    state: str,
    move_name: str,
    facts: Facts,
    relations: frozenset[Relation],
) -> Explanation:
    """Say whether a move may be made and every reason why not; changes nothing. An exception in a rule propagates.

    Raises NotFound for a move the procedure does not have.
    """
    move = move_of(definition, move_name)
    resolved = bound(definition, registry)[move_name]
    answers = _Answers([*_out_of_place(definition, state, move_name), *_not_your_part(move, relations)], [], [])
    for rule in resolved.rules:
        answers.hear(rule, rule.ask(facts))
    target = _target(resolved, state, facts, answers)
    clocks = tuple(use for use, rules in resolved.clocks if answers.condition(rules, facts) is Truth.MET)
    permitted = not answers.reasons
    return Explanation(
        move=move_name,
        title=move.title,
        permitted=permitted,
        target=target if permitted else None,
        reasons=tuple(answers.reasons),
        warnings=tuple(answers.warnings),
        pending=tuple(dict.fromkeys(answers.pending)),
        asks=move.asks,
        irreversible=move.irreversible,
        cites=move.cites,
        clocks=clocks if permitted else (),
    )


def explain_all(
    definition: Definition,
    registry: Registry,
    state: str,
    facts: Facts,
    relations: frozenset[Relation],
    *,
    others: bool = False,
) -> tuple[Explanation, ...]:
    """Explain the moves of a state in the order of the file; with ``others`` those of other states after them."""
    here = definition.moves_from(state)
    rest = tuple(name for name in definition.moves if name not in here) if others else ()
    return tuple(explain(definition, registry, state, name, facts, relations) for name in here + rest)


def needs(definition: Definition, registry: Registry, move_names: Iterable[str]) -> frozenset[str]:
    """Name the fact groups that the rules, the effects and the moments of these moves read."""
    groups: set[str] = set()
    for name in move_names:
        move = move_of(definition, name)
        uses = [*move.rules, *(r for t in move.targets for r in t.when), *(r for c in move.clocks for r in c.when)]
        groups.update(*(registry.rules[use.name].needs for use in uses))
        groups.update(*(registry.effects[use.name].needs for use in move.does))
        moments = (registry.moments.get(clock.from_) for clock in move.clocks if clock.from_)
        groups.update(*(moment.needs for moment in moments if moment))
    return frozenset(groups)


def move_of(definition: Definition, name: str) -> Move:
    """Find a move; raises NotFound (``unknown_move``) and says which there are."""
    try:
        return definition.moves[name]
    except KeyError:
        there = "、".join(definition.moves)
        zh = f"流程“{definition.title.zh}”没有操作“{name}”，请从下列操作中选择：{there}。"
        en = f"The procedure '{definition.title.en}' has no move '{name}'; it has: {', '.join(definition.moves)}."
        raise NotFound(zh, en, code="unknown_move") from None


def _target(resolved: BoundMove, state: str, facts: Any, answers: _Answers) -> str | None:
    """Take the first target whose rules hold; an unknown, or a rule that waits for answers, leaves it open."""
    for target, rules in resolved.targets:
        truth = answers.condition(rules, facts)
        if truth is Truth.MET:
            return state if target == STAY else target
        if truth is not Truth.UNMET:
            return None
    return None


def _out_of_place(definition: Definition, state: str, move_name: str) -> tuple[Reason, ...]:
    if state in definition.reach[move_name]:
        return ()
    move, standing = definition.moves[move_name], definition.states[state]
    sources = [s for name, s in definition.states.items() if name in definition.reach[move_name]]
    possible = [definition.moves[name].title for name in definition.moves_from(state)]
    now_zh = "、".join(f"“{title.zh}”" for title in possible) or "无（本程序已结束）"
    now_en = ", ".join(title.en for title in possible) or "nothing, it has ended"
    at_zh, at_en = "、".join(s.title.zh for s in sources) or "无", ", ".join(s.title.en for s in sources) or "none"
    reason = Reason(
        code="illegal_transition",
        truth=Truth.UNMET,
        severity=Severity.BLOCK,
        zh=f"本程序现处“{standing.title.zh}”，“{move.title.zh}”只能在下列状态办理：{at_zh}。",
        en=f"It stands at '{standing.title.en}'; '{move.title.en}' is only possible at: {at_en}.",
        cites=move.cites,
        cure_zh=f"现在可以办理：{now_zh}。",
        cure_en=f"Possible now: {now_en}.",
        who=move.by,
    )
    return (reason,)


def _not_your_part(move: Move, relations: frozenset[Relation]) -> tuple[Reason, ...]:
    if relations.intersection(move.by):
        return ()
    zh, en = "、".join(relation.zh for relation in move.by), ", ".join(relation.en for relation in move.by)
    reason = Reason(
        code="not_your_part",
        truth=Truth.UNMET,
        severity=Severity.BLOCK,
        zh=f"“{move.title.zh}”不由您办理，由{zh}办理。",
        en=f"'{move.title.en}' is not your part; it is recorded by: {en}.",
        cites=(),
        cure_zh=f"请交由{zh}办理。",
        cure_en=f"Ask: {en}.",
        who=move.by,
    )
    return (reason,)
