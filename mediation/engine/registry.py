"""What names in a procedure file may mean: rules, effects, time limits, citations, papers, other procedures.

The engine knows them by name only. Nothing in a file reaches Python but through these tables.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Protocol, get_origin

from mediation.engine.definition import Definition
from mediation.engine.verdict import Verdict


class LimitName(str):
    """The type of a parameter that names a time limit, by id or by reference; checked like ``clocks``."""

    __slots__ = ()


class PaperName(str):
    """The type of a parameter that names a kind of paper; checked like ``papers``."""

    __slots__ = ()


class AskName(str):
    """The type of a parameter that names one of the move's own ``asks``."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class RuleSpec:
    """A registered rule: ``check(facts, **params)`` is pure and answers ``Met`` or a ``Reason``.

    A parameter's type is str, int, bool, date, tuple (of text or integers), a StrEnum, ``LimitName``, ``PaperName`` or
    ``AskName``; it may be left out where ``check`` has a default. ``needs`` names the fact groups it reads. One that
    ``reads_answers`` is only asked when answers are handed in.
    """

    name: str
    check: Callable[..., Verdict]
    params: Mapping[str, type] = field(default_factory=dict)
    needs: frozenset[str] = frozenset()
    reads_answers: bool = False

    @property
    def call(self) -> Callable[..., Any]:
        """What is called with the parameters."""
        return self.check


@dataclass(frozen=True, slots=True)
class EffectSpec:
    """A registered effect: the engine checks its name and parameters and never runs it."""

    name: str
    run: Callable[..., Any]
    params: Mapping[str, type] = field(default_factory=dict)
    needs: frozenset[str] = frozenset()

    @property
    def call(self) -> Callable[..., Any]:
        """What is called with the parameters."""
        return self.run


@dataclass(frozen=True, slots=True)
class MomentSpec:
    """A registered moment a clock may start from: ``tell(facts)`` is pure; ``None`` starts no clock.

    It is only asked with the answers handed in. ``needs`` names the fact groups it reads.
    """

    name: str
    tell: Callable[[Any], date | None]
    needs: frozenset[str] = frozenset()


def plain_type(annotated: Any) -> type:
    """Take ``tuple[str, ...]`` for ``tuple``: what a value is checked against."""
    found: type = get_origin(annotated) or annotated
    return found


def required(spec: RuleSpec | EffectSpec) -> frozenset[str]:
    """The parameters a file must give: those the function has no default for."""
    takes = inspect.signature(spec.call).parameters
    return frozenset(
        name for name in spec.params if name not in takes or takes[name].default is inspect.Parameter.empty
    )


@dataclass(frozen=True, slots=True)
class Validity:
    """When a time limit is in force; ``id`` is the same whether the file names it by id or by reference."""

    id: str
    since: date | None = None
    until: date | None = None

    def holds_on(self, day: date) -> bool:
        """Both ends included; an open end has no limit."""
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)


class Citations(Protocol):
    """Who knows the statutes. A citation is a short name and articles: ``CPL 205``, ``R17 22/29``, ``MAL 14(2)``."""

    def __contains__(self, key: object) -> bool:
        """Tell whether there is an instrument of that short name, in force or not."""

    def problem(self, cite: str, on: date) -> str | None:
        """Say in Chinese why a citation does not hold on a day; None when it does."""

    def problem_en(self, cite: str, on: date) -> str | None:
        """Say the same in English."""


@dataclass(frozen=True, slots=True, eq=False)
class Registry:
    """Every name a file may use; compared by identity, since it holds functions.

    ``limits`` has an entry for each id and each reference. ``procedures`` maps each procedure to its state and move
    names (``Definition.names``), or to None while it is not loaded: names in it then go unchecked. ``moments`` are the
    days and instants a clock may start from besides those a move asks for.
    """

    rules: Mapping[str, RuleSpec]
    effects: Mapping[str, EffectSpec]
    limits: Mapping[str, Validity]
    statutes: Citations
    papers: frozenset[str]
    procedures: Mapping[str, frozenset[str] | None] = field(default_factory=dict)
    moments: Mapping[str, MomentSpec] = field(default_factory=dict)

    def with_procedures(self, *definitions: Definition) -> Registry:
        """Make a registry that also knows these definitions' names, for ``opens`` and ``tells``."""
        return replace(self, procedures={**self.procedures, **{d.procedure: d.names for d in definitions}})

    def limit_id(self, name: str) -> str:
        """The one id behind an id or a reference; an unknown name stands for itself."""
        validity = self.limits.get(name)
        return validity.id if validity else name
