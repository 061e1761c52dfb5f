"""The same tables in python-statemachine: another engine, written by others, must accept and refuse the same events."""

from __future__ import annotations

from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from statemachine import StateChart
from statemachine.exceptions import TransitionNotAllowed
from statemachine.io import create_machine_class_from_definition

from mediation.engine.compiler import compiled
from mediation.engine.decision import Decision
from mediation.engine.definition import Definition
from mediation.errors import MoveRefused
from mediation.vocabulary import Relation, Truth

from .samples import REGISTRY, Known, shape

RULES = [f"r{number}" for number in range(4)]
WHEN = st.lists(st.sampled_from(RULES), max_size=2, unique=True)
TARGET = st.sampled_from([*"abcz", "="])


@st.composite
def tables(draw: st.DrawFn) -> Definition:
    """Two-valued procedures in which every state is reached from a by plain moves and z is final."""
    moves: dict[str, Any] = {
        "spread": {"from": ["a"], "to": [{"state": "b", "when": ["r0"]}, {"state": "c"}]},
        "end": {"from": "*", "to": "z", "when": draw(WHEN)},
    }
    for number in range(draw(st.integers(0, 4))):
        chosen = draw(st.lists(st.fixed_dictionaries({"state": TARGET, "when": WHEN}), max_size=2))
        moves[f"m{number}"] = {
            "from": draw(st.lists(st.sampled_from("abc"), min_size=1, unique=True)),
            "to": [*chosen, {"state": draw(TARGET)}],
            "when": draw(WHEN),
        }
    return Definition.model_validate(shape(**moves))


class Truths:
    """What the other engine asks its guards: an attribute for each rule."""

    def __init__(self) -> None:
        self.state: Any = None
        self.tell(frozenset())

    def tell(self, unmet: frozenset[str]) -> None:
        for name in RULES:
            setattr(self, name, name not in unmet)


def twin(definition: Definition, model: Truths) -> StateChart[Any]:
    """Write the table again for the other engine: one transition for each source and ordered target."""
    on: dict[str, dict[str, list[dict[str, Any]]]] = {name: {} for name in definition.states}
    for name, move in definition.moves.items():
        for source in definition.reach[name]:
            on[source][name] = [
                {
                    "target": source if target.state == "=" else target.state,
                    "cond": [use.name for use in (*move.when, *target.when)],
                }
                for target in move.targets
            ]
    states: Any = {
        name: {"initial": name == "a", "final": state.final, "on": on[name]}
        for name, state in definition.states.items()
    }
    made = create_machine_class_from_definition("Twin", states=states)
    made.allow_event_without_transition = False
    made.catch_errors_as_events = False
    return made(model)


def ours(definition: Definition, state: str, move: str, unmet: frozenset[str]) -> str | None:
    facts = Known(dict.fromkeys(unmet, Truth.UNMET))
    try:
        return compiled(definition, REGISTRY).trigger(move, Decision(state, facts, frozenset({Relation.HEAD})))
    except MoveRefused:
        return None


def theirs(machine: StateChart[Any], move: str) -> str | None:
    try:
        machine.send(move)
    except TransitionNotAllowed:
        return None
    return str(next(iter(machine.configuration)).id)


@given(
    tables(),
    st.lists(st.tuples(st.integers(0, 5), st.builds(frozenset, st.sets(st.sampled_from(RULES)))), max_size=10),
)
@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_another_engine_accepts_the_same_events_and_ends_in_the_same_state(
    definition: Definition, events: list[tuple[int, frozenset[str]]]
) -> None:
    truths = Truths()
    machine = twin(definition, truths)
    state = "a"

    for number, unmet in events:
        move = list(definition.moves)[number % len(definition.moves)]
        truths.tell(unmet)
        reached = ours(definition, state, move, unmet)
        assert theirs(machine, move) == reached
        state = reached or state

    assert next(iter(machine.configuration)).id == state
