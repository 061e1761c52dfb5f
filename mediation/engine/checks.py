"""Every name in a definition must mean something: states, rules, effects, limits, citations, papers, other procedures.

Structure and names only; what needs paths through the procedure is in ``soundness``.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from typing import Any

from mediation.engine.definition import PAPER_RULE, STAY, Definition, Move
from mediation.engine.parameters import described, fits
from mediation.engine.reading import Finding, Path
from mediation.engine.registry import (
    AskName,
    EffectSpec,
    LimitName,
    PaperName,
    Registry,
    RuleSpec,
    plain_type,
    required,
)
from mediation.engine.shapes import AskType, RuleUse, Use
from mediation.vocabulary import Relation

_DATES = frozenset({AskType.DATE, AskType.DATETIME})
_DAYS = frozenset({AskType.DATE})
_INTEGERS = frozenset({AskType.INTEGER})


@dataclass(frozen=True, slots=True)
class Declared:
    """The names a file declares, also where their content could not be taken: state names, and asks by move."""

    states: frozenset[str]
    asks: Mapping[str, frozenset[str]]


def declared(definition: Definition) -> Declared:
    """What a definition without faults of shape declares."""
    return Declared(
        frozenset(definition.states), {name: frozenset(move.asks) for name, move in definition.moves.items()}
    )


def suggestion(name: str, known: Collection[str]) -> tuple[str, str]:
    """Ask, in both languages, whether a near name was meant; say nothing when none is near."""
    near = get_close_matches(name, sorted(known), n=1, cutoff=0.6)
    return (
        (f"您是否想用“{near[0]}”？", f" Did you mean '{near[0]}'?") if near else ("请改正名称。", " Correct the name.")
    )


def _unknown(path: Path, code: str, what: tuple[str, str], name: str, known: Collection[str]) -> Finding:
    near_zh, near_en = suggestion(name, known)
    return Finding(path, code, f"{what[0]}“{name}”不存在，{near_zh}", f"There is no {what[1]} '{name}'.{near_en}")


@dataclass(frozen=True, slots=True)
class Checker:
    """Looks names up for one definition on one day; every method yields findings and raises nothing."""

    definition: Definition
    registry: Registry
    on: date
    names: Declared

    def everything(self) -> Iterator[Finding]:
        """Check the whole definition, in the order of the file."""
        for place, state in enumerate(self.definition.initial):
            yield from self.state(("initial", place), state)
        for place, name in enumerate(self.definition.given.clocks):
            yield from self.limit(("given", "clocks", place), name)
        for place, name in enumerate(self.definition.given.papers):
            yield from self.paper(("given", "papers", place), name)
        for name, standing in self.definition.states.items():
            if standing.waits is not None and standing.waits.clock is not None:
                yield from self.limit(("states", name, "waits", "clock"), standing.waits.clock)
        for name, move in self.definition.moves.items():
            yield from self.move(name, move)

    def move(self, name: str, move: Move) -> Iterator[Finding]:
        """Check one move."""
        path: Path = ("moves", name)
        yield from self._sources(path, move)
        yield from self._targets(path, move)
        yield from self.rules(name, (*path, "when"), move.when)
        for place, use in enumerate(move.does):
            yield from self.use(name, (*path, "does", place), use, self.registry.effects)
        yield from self._clocks(name, path, move)
        yield from self._papers(path, move)
        yield from self._others(path, move)
        for place, cite in enumerate(move.cites):
            yield from self.cite((*path, "cites", place), cite)

    def state(self, path: Path, name: str) -> Iterator[Finding]:
        """A state the file declares."""
        if name not in self.names.states:
            yield _unknown(path, "unknown_state", ("状态", "state"), name, self.names.states)

    def limit(self, path: Path, name: str) -> Iterator[Finding]:
        """A time limit that exists and is in force."""
        validity = self.registry.limits.get(name)
        if validity is None:
            yield _unknown(path, "unknown_limit", ("期限", "time limit"), name, self.registry.limits)
        elif not validity.holds_on(self.on):
            yield Finding(
                path,
                "limit_not_in_force",
                f"期限“{name}”在 {self.on} 无效，请改用现行期限。",
                f"The time limit '{name}' is not in force on {self.on}; use one that is.",
            )

    def paper(self, path: Path, name: str) -> Iterator[Finding]:
        """A kind of paper the registry has."""
        if name not in self.registry.papers:
            yield _unknown(path, "unknown_paper", ("文书", "paper"), name, self.registry.papers)

    def cite(self, path: Path, cite: str) -> Iterator[Finding]:
        """An article that exists and is in force."""
        statutes = self.registry.statutes
        problem = statutes.problem(cite, self.on)
        if problem is None:
            return
        code = "citation_not_in_force" if cite.partition(" ")[0] in statutes else "unknown_citation"
        yield Finding(
            path,
            code,
            f"引用“{cite}”不成立：{problem}",
            f"The citation '{cite}' does not hold: {statutes.problem_en(cite, self.on)}",
        )

    def rules(self, move: str, path: Path, uses: tuple[RuleUse, ...]) -> Iterator[Finding]:
        """Each rule of a list, with its parameters."""
        for place, use in enumerate(uses):
            yield from self.use(move, (*path, place), use, self.registry.rules)

    def use(
        self, move: str, path: Path, use: Use, specs: Mapping[str, RuleSpec] | Mapping[str, EffectSpec]
    ) -> Iterator[Finding]:
        """A registered rule or effect with the parameters it takes."""
        spec = specs.get(use.name)
        if spec is None:
            code, what = (
                ("unknown_rule", ("判断", "rule")) if use.key == "rule" else ("unknown_action", ("动作", "effect"))
            )
            yield _unknown(path, code, what, use.name, specs)
            return
        for name in sorted(required(spec) - set(use.params)):
            yield Finding(
                path, "bad_parameter", f"“{use.name}”缺少参数“{name}”，请补上。", f"'{use.name}' needs '{name}'."
            )
        for name, value in use.params.items():
            if name not in spec.params:
                yield _unknown((*path, name), "bad_parameter", (f"“{use.name}”的参数", "parameter"), name, spec.params)
            else:
                yield from self._parameter(move, (*path, name), value, plain_type(spec.params[name]))

    def _parameter(self, move: str, path: Path, value: Any, kind: type) -> Iterator[Finding]:
        if not fits(value, kind):
            zh, en = described(kind)
            yield Finding(path, "bad_parameter", f"参数“{value}”不合要求，应为{zh}。", f"'{value}' does not fit: {en}.")
        elif kind is LimitName:
            yield from self.limit(path, value)
        elif kind is PaperName:
            yield from self.paper(path, value)
        elif kind is AskName and value not in self.names.asks.get(move, ()):
            yield _unknown(
                path, "bad_parameter", ("本操作的问项", "ask of this move"), value, self.names.asks.get(move, ())
            )

    def _sources(self, path: Path, move: Move) -> Iterator[Finding]:
        if not isinstance(move.from_, tuple):
            return
        for place, state in enumerate(move.from_):
            at = (*path, "from", place)
            yield from self.state(at, state)
            if state in move.from_[:place]:
                yield Finding(at, "duplicate_state", f"“{state}”重复，请删去一个。", f"'{state}' is there twice.")

    def _targets(self, path: Path, move: Move) -> Iterator[Finding]:
        if isinstance(move.to, str):
            if move.to != STAY:
                yield from self.state((*path, "to"), move.to)
            return
        last = len(move.to) - 1
        for place, target in enumerate(move.to):
            at = (*path, "to", place)
            if target.state != STAY:
                yield from self.state((*at, "state"), target.state)
            yield from self.rules(str(path[-1]), (*at, "when"), target.when)
            if place == last and target.when:
                yield Finding(
                    at,
                    "missing_last_target",
                    "最后一个去向不得附条件，请补一个。",
                    "The last target has no 'when'; add one.",
                )
            if place != last and not target.when:
                yield Finding(
                    at,
                    "ambiguous_move",
                    "不附条件的去向之后还有去向，永远不会用到，请调整。",
                    "The targets after one without 'when' are never taken; reorder.",
                )

    def _clocks(self, name: str, path: Path, move: Move) -> Iterator[Finding]:
        for place, clock in enumerate(move.clocks):
            at = (*path, "clocks", place)
            yield from self.limit((*at, clock.verb), clock.limit)
            yield from self._from((*at, "from"), name, clock.from_)
            yield from self._answer((*at, "until"), name, clock.until, _DAYS, ("日期", "date"))
            yield from self._answer((*at, "by"), name, clock.by, _INTEGERS, ("整数", "integer"))
            yield from self.rules(name, (*at, "when"), clock.when)
        if move.on_clock is None:
            return
        yield from self.limit((*path, "on_clock", "limit"), move.on_clock.limit)
        if Relation.SYSTEM not in move.by:
            yield Finding(
                (*path, "by"),
                "system_missing",
                "由期限触发的操作，by 须含 system。",
                "A move made by a clock needs 'system' in by.",
            )

    def _from(self, path: Path, move: str, name: str | None) -> Iterator[Finding]:
        """A clock runs from an answer or from a registered moment, and never from a name that is both."""
        if name not in self.registry.moments:
            yield from self._answer(path, move, name, _DATES, ("日期或时间", "date or datetime"), self.registry.moments)
        elif name in self.definition.moves[move].asks:
            yield Finding(
                path,
                "bad_clock",
                f"“{name}”既是本操作的问项，又是登记的时点，请给问项换一个名称。",
                f"'{name}' is both an ask of this move and a registered moment; rename the ask.",
            )

    def _answer(
        self,
        path: Path,
        move: str,
        ask: str | None,
        types: frozenset[AskType],
        what: tuple[str, str],
        more: Collection[str] = (),
    ) -> Iterator[Finding]:
        asks = self.definition.moves[move].asks
        if ask is None or (ask in asks and asks[ask].type in types):
            return
        if ask in self.names.asks.get(move, ()) and ask not in asks:
            return
        near_zh, near_en = suggestion(ask, [*(name for name, item in asks.items() if item.type in types), *more])
        yield Finding(
            path,
            "bad_clock",
            f"“{ask}”不是本操作中类型为{what[0]}的问项，{near_zh}",
            f"'{ask}' is no {what[1]} ask of this move.{near_en}",
        )

    def _papers(self, path: Path, move: Move) -> Iterator[Finding]:
        for group in ("makes", "receives", "requires"):
            for place, kind in enumerate(getattr(move.papers, group)):
                yield from self.paper((*path, "papers", group, place), kind)
        if move.papers.requires and PAPER_RULE not in self.registry.rules:
            yield _unknown(
                (*path, "papers", "requires"), "unknown_rule", ("判断", "rule"), PAPER_RULE, self.registry.rules
            )

    def _others(self, path: Path, move: Move) -> Iterator[Finding]:
        if move.opens is not None:
            yield from self._other((*path, "opens"), move.opens.procedure, "at", move.opens.at)
        for place, tells in enumerate(move.tells):
            yield from self._other((*path, "tells", place), tells.procedure, "move", tells.move)

    def _other(self, path: Path, procedure: str, key: str, name: str) -> Iterator[Finding]:
        """A state or a move of another procedure, or of this one."""
        own = self.definition.procedure
        known = {own, *self.registry.procedures}
        if procedure not in known:
            yield _unknown((*path, "procedure"), "unknown_procedure", ("流程", "procedure"), procedure, known)
            return
        names = self.definition.names if procedure == own else self.registry.procedures[procedure]
        if names is not None and name not in names:
            code, what = ("unknown_state", ("状态", "state")) if key == "at" else ("unknown_move", ("操作", "move"))
            yield _unknown((*path, key), code, what, name, names)
