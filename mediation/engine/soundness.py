"""What is proved of a definition before it may be published, by walking every path it allows.

Clocks and papers are followed as "possible on some path": a move adds the papers it makes and receives, the clocks it
starts, and takes away the clocks it stops unconditionally; what another proceeding supplies is ``given`` everywhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from mediation.engine.checks import Checker, declared
from mediation.engine.definition import PAPER_RULE, STAY, Definition, Move
from mediation.engine.reading import Finding
from mediation.engine.registry import Registry
from mediation.engine.shapes import ClockVerb
from mediation.errors import Problem
from mediation.vocabulary import Relation

Edge = tuple[str, str, str]


def prove(definition: Definition, registry: Registry, on: date) -> tuple[Problem, ...]:
    """Say everything that stands against publication on a day; ``where`` is the path of the state or the move."""
    findings = [*Checker(definition, registry, on, declared(definition)).everything()]
    if not any(finding.code == "unknown_state" for finding in findings):
        findings += [*structure(definition), *_liveness(definition, registry)]
    return tuple(Problem(".".join(map(str, f.path)), f.code, f.zh, f.en) for f in findings)


def structure(definition: Definition) -> Iterator[Finding]:
    """Every state can be reached and leads to an end. Every name of a state must be known already."""
    edges = edges_of(definition)
    finals = {name for name, state in definition.states.items() if state.final}
    if not finals:
        yield Finding(
            ("states",), "no_final_state", "没有终结状态，请设一个（final: true）。", "No state is final; make one."
        )
    reached = _closure(definition.initial, ((source, target) for source, _, target in edges))
    ending = _closure(finals, ((target, source) for source, _, target in edges))
    for name, state in definition.states.items():
        title = f"“{state.title.zh}”（{name}）"
        if name not in reached:
            yield Finding(
                ("states", name),
                "unreachable_state",
                f"状态{title}无法到达，请补一个到达它的操作，或删去它。",
                f"The state '{name}' is never reached; add a move to it or delete it.",
            )
        if finals and name not in ending:
            yield Finding(
                ("states", name),
                "dead_end",
                f"从状态{title}到不了任何终结状态，请补一个出口。",
                f"No end is reached from the state '{name}'; add a way out.",
            )

    for name, move in definition.moves.items():
        if not definition.reach[name]:
            yield Finding(
                ("moves", name, "from"),
                "unreachable_move",
                f"操作“{move.title.zh}”（{name}）没有可以办理的状态（终结状态须写明），请改正 from。",
                f"No state is one '{name}' can be made in (a final state must be listed); correct 'from'.",
            )


def edges_of(definition: Definition) -> tuple[Edge, ...]:
    """Every (from, move, to) the table allows, in the order of the file, with ``=`` written out."""
    order = list(definition.states)
    return tuple(
        (source, name, source if target.state == STAY else target.state)
        for name, move in definition.moves.items()
        for source in sorted(definition.reach[name], key=order.index)
        for target in move.targets
    )


def _closure(start: Iterable[str], steps: Iterable[tuple[str, str]]) -> frozenset[str]:
    ways: dict[str, set[str]] = {}
    for source, target in steps:
        ways.setdefault(source, set()).add(target)
    seen, left = set(start), list(start)
    while left:
        fresh = ways.get(left.pop(), set()) - seen
        seen |= fresh
        left.extend(fresh)
    return frozenset(seen)


@dataclass(frozen=True, slots=True)
class _Flow:
    """What each reachable state may have behind it."""

    clocks: Mapping[str, frozenset[str]]
    papers: Mapping[str, frozenset[str]]


def _flow(definition: Definition, registry: Registry) -> _Flow:
    """Follow clocks and papers along every edge until nothing new arrives."""
    clocks: dict[str, frozenset[str]] = {name: frozenset() for name in definition.initial}
    papers: dict[str, frozenset[str]] = {name: frozenset() for name in definition.initial}
    edges = edges_of(definition)
    changed = True
    while changed:
        changed = False
        for source, name, target in edges:
            if source not in clocks:
                continue
            move = definition.moves[name]
            running = _after(clocks[source], move, registry) | clocks.get(target, frozenset())
            filed = papers[source] | {*move.papers.makes, *move.papers.receives} | papers.get(target, frozenset())
            if (running, filed) != (clocks.get(target), papers.get(target)):
                clocks[target], papers[target], changed = running, filed, True
    given_clocks = frozenset(registry.limit_id(name) for name in definition.given.clocks)
    return _Flow(
        {name: found | given_clocks for name, found in clocks.items()},
        {name: found | frozenset(definition.given.papers) for name, found in papers.items()},
    )


def _after(running: frozenset[str], move: Move, registry: Registry) -> frozenset[str]:
    stopped = {registry.limit_id(c.limit) for c in move.clocks if c.verb is ClockVerb.STOP and not c.when}
    started = {registry.limit_id(c.limit) for c in move.clocks if c.verb is ClockVerb.START}
    return (running - stopped) | started


def _liveness(definition: Definition, registry: Registry) -> Iterator[Finding]:
    flow = _flow(definition, registry)
    leaving = {(source, name) for source, name, target in edges_of(definition) if source != target}
    for name, state in definition.states.items():
        if name not in flow.clocks or state.final:
            continue
        if not any(_can_be_made(definition.moves[m], name, flow, registry) for s, m in leaving if s == name):
            yield Finding(
                ("states", name),
                "stuck_state",
                f"状态“{state.title.zh}”（{name}）没有人或期限能办的出口，请给一个操作指定办理人。",
                f"Nobody, and no clock, can take it out of the state '{name}'; say who may.",
            )
        yield from _waiting(definition, name, flow, registry)
    for name, move in definition.moves.items():
        sources = [source for source in flow.clocks if source in definition.reach[name]]
        yield from _clock_move(name, move, sources, flow, registry)
        yield from _papers_before(name, move, sources, flow)


def _can_be_made(move: Move, state: str, flow: _Flow, registry: Registry) -> bool:
    if any(relation is not Relation.SYSTEM for relation in move.by):
        return True
    return move.on_clock is not None and registry.limit_id(move.on_clock.limit) in flow.clocks[state]


def _waiting(definition: Definition, name: str, flow: _Flow, registry: Registry) -> Iterator[Finding]:
    waits = definition.states[name].waits
    if waits is None:
        yield Finding(
            ("states", name),
            "waits_for_nothing",
            f"状态“{name}”没有写明等待的期限或事由，请补 waits。",
            f"The state '{name}' names neither a clock nor a reason it waits for; add 'waits'.",
        )
    elif waits.clock is not None and registry.limit_id(waits.clock) not in flow.clocks[name]:
        yield Finding(
            ("states", name, "waits", "clock"),
            "clock_never_starts",
            f"到达状态“{name}”的各条路径都没有启动期限“{waits.clock}”，请启动它，或列入 given.clocks。",
            f"No path to the state '{name}' starts the clock '{waits.clock}'; start it or list it in 'given'.",
        )


def _clock_move(name: str, move: Move, sources: list[str], flow: _Flow, registry: Registry) -> Iterator[Finding]:
    if move.on_clock is None or not sources:
        return
    limit = registry.limit_id(move.on_clock.limit)
    if not any(limit in flow.clocks[source] for source in sources):
        yield Finding(
            ("moves", name, "on_clock"),
            "clock_never_starts",
            f"操作“{name}”由期限“{move.on_clock.limit}”触发，但之前没有路径启动它，请启动它，或列入 given.clocks。",
            f"The clock '{move.on_clock.limit}' makes '{name}', but no path starts it; start it or list it in 'given'.",
        )


def _papers_before(name: str, move: Move, sources: list[str], flow: _Flow) -> Iterator[Finding]:
    for rule in move.rules:
        kind = rule.params.get("kind")
        if rule.name == PAPER_RULE and sources and not any(kind in flow.papers[source] for source in sources):
            yield Finding(
                ("moves", name, "papers", "requires"),
                "paper_never_made",
                f"操作“{name}”需要文书“{kind}”，但之前没有路径制作或收到它，请补上，或列入 given.papers。",
                f"'{name}' requires the paper '{kind}', but no path supplies it; add it or list it in 'given'.",
            )
