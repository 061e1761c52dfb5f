"""Where effects are found by name. An effect is a pure function from facts to rows as they shall be."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar, get_type_hints

from mediation.engine.parameters import converted
from mediation.engine.registry import EffectSpec, plain_type
from mediation.engine.shapes import EffectUse
from mediation.facts.columns import Row
from mediation.facts.known import GROUPS, MORE_GROUPS, Facts

EFFECTS: dict[str, EffectSpec] = {}
F = TypeVar("F", bound=Callable[..., Sequence[Row]])


def _parameters(function: Callable[..., object]) -> dict[str, type]:
    hints = get_type_hints(function)
    taken = inspect.signature(function).parameters.values()
    return {p.name: hints[p.name] for p in taken if p.kind is inspect.Parameter.KEYWORD_ONLY}


def effect(*, needs: Iterable[str]) -> Callable[[F], F]:
    """Register an effect under its function's name; raises ValueError for a name taken or an unknown fact group."""
    groups = frozenset(needs)

    def register(run_it: F) -> F:
        if run_it.__name__ in EFFECTS:
            raise ValueError(f"two effects are called {run_it.__name__}")
        if unknown := groups - GROUPS.keys() - MORE_GROUPS:
            raise ValueError(f"{run_it.__name__} needs unknown groups: {sorted(unknown)}")
        EFFECTS[run_it.__name__] = EffectSpec(
            name=run_it.__name__, run=run_it, params=_parameters(run_it), needs=groups
        )
        return run_it

    return register


def run(use: EffectUse, facts: Facts) -> Sequence[Row]:
    """Return the rows an effect writes, with the parameters a procedure file gives it."""
    spec = EFFECTS[use.name]
    params = {name: converted(raw, plain_type(spec.params[name])) for name, raw in use.params.items()}
    rows: Sequence[Row] = spec.run(facts, **params)
    return rows
