"""Where rules are found by name. A rule is a pure function of facts; its parameters are keyword-only and annotated."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable
from typing import TypeVar, get_type_hints

from mediation.engine.decision import Verdict
from mediation.engine.registry import RuleSpec
from mediation.facts.known import GROUPS

RULES: dict[str, RuleSpec] = {}
_MORE_GROUPS = frozenset({"organisations"})
F = TypeVar("F", bound=Callable[..., Verdict])


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
        if unknown := groups - GROUPS.keys() - _MORE_GROUPS:
            raise ValueError(f"{check.__name__} needs unknown groups: {sorted(unknown)}")
        RULES[check.__name__] = RuleSpec(
            name=check.__name__,
            check=check,
            params=parameters(check),
            needs=groups,
            reads_answers=reads_answers,
        )
        return check

    return register
