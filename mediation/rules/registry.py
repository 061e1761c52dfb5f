"""Where rules and moments are found by name: pure functions of facts; a rule's parameters are keyword-only."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable
from datetime import date
from typing import TypeVar, get_type_hints

from mediation.engine.registry import MomentSpec, RuleSpec
from mediation.engine.verdict import Verdict
from mediation.facts.known import GROUPS, MORE_GROUPS

RULES: dict[str, RuleSpec] = {}
MOMENTS: dict[str, MomentSpec] = {}
F = TypeVar("F", bound=Callable[..., Verdict])
M = TypeVar("M", bound=Callable[..., date | None])


def parameters(function: Callable[..., object]) -> dict[str, type]:
    """Return the keyword-only parameters of a rule or an effect with their types."""
    hints = get_type_hints(function)
    taken = inspect.signature(function).parameters.values()
    return {p.name: hints[p.name] for p in taken if p.kind is inspect.Parameter.KEYWORD_ONLY}


def rule(*, needs: Iterable[str], reads_answers: bool = False) -> Callable[[F], F]:
    """Register a rule under its function's name; raises ValueError for a name taken or an unknown fact group."""
    groups = frozenset(needs)

    def register(check: F) -> F:
        if check.__name__ in RULES:
            raise ValueError(f"two rules are called {check.__name__}")
        _known(check.__name__, groups)
        RULES[check.__name__] = RuleSpec(
            name=check.__name__,
            check=check,
            params=parameters(check),
            needs=groups,
            reads_answers=reads_answers,
        )
        return check

    return register


def moment(*, needs: Iterable[str]) -> Callable[[M], M]:
    """Register a moment clocks may start from, under its function's name; raises ValueError as ``rule`` does."""
    groups = frozenset(needs)

    def register(tell: M) -> M:
        if tell.__name__ in MOMENTS:
            raise ValueError(f"two moments are called {tell.__name__}")
        _known(tell.__name__, groups)
        MOMENTS[tell.__name__] = MomentSpec(tell.__name__, tell, groups)
        return tell

    return register


def _known(name: str, groups: frozenset[str]) -> None:
    if unknown := groups - GROUPS.keys() - MORE_GROUPS:
        raise ValueError(f"{name} needs unknown groups: {sorted(unknown)}")
