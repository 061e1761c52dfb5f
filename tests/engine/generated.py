"""Small procedures, facts and walks, made up at random."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from hypothesis import strategies as st

from mediation.engine.definition import Definition
from mediation.vocabulary import Relation, Truth

from .samples import Known, shape

RULES = [f"r{number}" for number in range(6)]
WHEN = st.lists(st.sampled_from(RULES), max_size=2, unique=True)
SOMEBODY = st.sets(st.sampled_from(list(Relation)), min_size=1, max_size=3)


@st.composite
def moves(draw: st.DrawFn) -> dict[str, Any]:
    """One move between a, b, c and z, with rules, ordered targets and clocks under a condition."""
    sources = st.lists(st.sampled_from("abcz"), min_size=1, max_size=4, unique=True)
    target = st.sampled_from([*"abcz", "="])
    chosen = draw(st.lists(st.fixed_dictionaries({"state": target, "when": WHEN}), max_size=2))
    to: Any = [*chosen, {"state": draw(target)}] if chosen else draw(target)
    return {
        "from": draw(st.one_of(sources, st.just("*"), st.sampled_from([{"stage": "handle"}, {"stage": "resolve"}]))),
        "to": to,
        "by": sorted(draw(SOMEBODY)),
        "when": draw(WHEN),
        "clocks": [{"start": "S4", "when": when} for when in draw(st.lists(WHEN, max_size=1))],
        "papers": {"requires": draw(st.sampled_from([[], ["agreement"]]))},
    }


@st.composite
def definitions(draw: st.DrawFn) -> Definition:
    """A procedure of up to five moves."""
    count = draw(st.integers(1, 5))
    return Definition.model_validate(shape(**{f"m{number}": draw(moves()) for number in range(count)}))


@dataclass(frozen=True)
class Step:
    """One attempt: which move, what the rules say, who asks."""

    move: int
    facts: Known
    relations: frozenset[Relation]


TRUTHS = st.sampled_from([Truth.MET, Truth.MET, Truth.MET, Truth.UNMET, Truth.UNKNOWN])
FACTS = st.builds(
    Known, st.dictionaries(st.sampled_from([*RULES, "paper_agreement"]), TRUTHS), st.just({}), st.booleans()
)
STEPS = st.builds(Step, st.integers(0, 4), FACTS, st.builds(frozenset, st.one_of(SOMEBODY, st.just(set(Relation)))))
