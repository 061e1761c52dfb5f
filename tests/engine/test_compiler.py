from __future__ import annotations

import gc
import sys
import weakref
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Barrier
from time import perf_counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from transitions import Machine

from mediation.engine.compiler import compiled
from mediation.engine.decision import Decision, explain
from mediation.engine.definition import Definition
from mediation.engine.loading import load
from mediation.engine.verdict import Verdict
from mediation.errors import MoveRefused, NotFound
from mediation.vocabulary import Relation, Truth

from .generated import STEPS, Step, definitions
from .samples import PROCEDURE, REGISTRY, TODAY, Known, define, rule

CONFIRMATION = load(PROCEDURE, REGISTRY, TODAY)
HEAD = frozenset({Relation.HEAD})
EVERYBODY = frozenset(Relation)


def attempt(definition: Definition, state: str, step: Step) -> str | None:
    """Make a move as a step says; None when it is refused."""
    move = list(definition.moves)[step.move % len(definition.moves)]
    try:
        return compiled(definition, REGISTRY).trigger(move, Decision(state, step.facts, step.relations))
    except MoveRefused:
        return None


def test_a_permitted_move_returns_the_new_state() -> None:
    decision = Decision("preparing", Known(), EVERYBODY)

    assert compiled(CONFIRMATION, REGISTRY).trigger("file", decision) == "filed"


def test_a_refused_move_raises_with_every_reason() -> None:
    facts = Known({"all_have_signed": Truth.UNMET, "paper_agreement": Truth.UNKNOWN})

    with pytest.raises(MoveRefused) as caught:
        compiled(CONFIRMATION, REGISTRY).trigger("file", Decision("filed", facts, HEAD))

    codes = [reason.code for reason in caught.value.reasons]
    assert codes == ["illegal_transition", "not_your_part", "all_have_signed", "paper_agreement"]
    assert caught.value.zh.startswith("现在不能办理“提交司法确认申请”：")


def test_a_refused_move_leaves_the_decision_where_it_stood() -> None:
    decision = Decision("a", Known({"r1": Truth.UNMET}), HEAD)

    with pytest.raises(MoveRefused):
        compiled(define(go={"when": ["r1"]}), REGISTRY).trigger("go", decision)

    assert decision.state == "a"


def test_a_move_nobody_defined_is_not_found() -> None:
    with pytest.raises(NotFound):
        compiled(CONFIRMATION, REGISTRY).trigger("fly", Decision("preparing", Known(), HEAD))


def test_a_move_cannot_be_made_by_exploring() -> None:
    with pytest.raises(ValueError, match="with its answers"):
        compiled(CONFIRMATION, REGISTRY).trigger("file", Decision("preparing", Known(given=None), EVERYBODY))


def test_equal_definitions_share_one_machine() -> None:
    again = Definition.from_canonical(CONFIRMATION.canonical())

    assert compiled(again, REGISTRY) is compiled(CONFIRMATION, REGISTRY)


def test_another_registry_gets_its_own_machine() -> None:
    other = replace(REGISTRY, rules={**REGISTRY.rules, "r1": rule("r2")})
    definition = define(go={"when": ["r1"]})
    facts = Known({"r2": Truth.UNMET})

    assert compiled(definition, REGISTRY).trigger("go", Decision("a", facts, HEAD)) == "z"
    with pytest.raises(MoveRefused):
        compiled(definition, other).trigger("go", Decision("a", facts, HEAD))


@given(definitions(), st.sampled_from("abcz"), STEPS)
@settings(max_examples=400, deadline=None)
def test_the_explanation_says_yes_exactly_when_the_trigger_succeeds(
    definition: Definition, state: str, step: Step
) -> None:
    move = list(definition.moves)[step.move % len(definition.moves)]
    explanation = explain(definition, REGISTRY, state, move, step.facts, step.relations)

    reached = attempt(definition, state, step)

    assert explanation.permitted == (reached is not None)
    assert explanation.target == reached
    assert explanation.permitted == (explanation.reasons == ())


@given(definitions(), st.lists(STEPS, max_size=12))
@settings(max_examples=100, deadline=None)
def test_a_walk_never_leaves_the_table(definition: Definition, steps: list[Step]) -> None:
    state = definition.initial[0]

    for step in steps:
        move = list(definition.moves)[step.move % len(definition.moves)]
        reached = attempt(definition, state, step)
        targets = {state if target.state == "=" else target.state for target in definition.moves[move].targets}
        assert reached is None or (state in definition.reach[move] and reached in targets)
        state = reached or state

    assert state in definition.states


def test_no_move_is_there_that_the_file_does_not_write() -> None:
    machine = compiled(CONFIRMATION, REGISTRY).machine

    assert set(machine.events) == set(CONFIRMATION.moves)
    assert set(machine.states) == set(CONFIRMATION.states)


def test_transitions_itself_would_add_moves_past_every_guard() -> None:
    assert "to_z" in Machine(model=None, states=["a", "z"], initial="a").events


def test_a_dotted_name_is_never_imported() -> None:
    definition = define(go={"does": ["antigravity.geohash"], "to": [{"state": "z"}]})
    modules = set(sys.modules)

    compiled(definition, REGISTRY).trigger("go", Decision("a", Known(), HEAD))

    assert "antigravity" not in set(sys.modules) - modules


def test_a_rule_with_a_dotted_name_is_no_rule() -> None:
    with pytest.raises(KeyError):
        compiled(define(go={"when": ["os.getcwd"]}), REGISTRY)


def test_transitions_itself_would_import_a_dotted_name_and_call_it() -> None:
    machine = Machine(model=None, states=["a", "z"], initial="a", auto_transitions=False)
    machine.add_transition("go", "a", "z", conditions=["gc.disable"])

    machine.events["go"].trigger(Decision("a", Known(), HEAD))
    ran = not gc.isenabled()
    gc.enable()

    assert ran


def test_transitions_itself_answers_a_false_guard_with_silence() -> None:
    machine = Machine(model=None, states=["a", "z"], initial="a", auto_transitions=False)
    machine.add_transition("go", "a", "z", conditions=[lambda: False])

    assert machine.events["go"].trigger(Decision("a", Known(), HEAD)) is False


def failing(facts: Known) -> Verdict:
    raise ZeroDivisionError


def test_an_error_in_a_rule_reaches_the_caller_and_moves_nothing() -> None:
    broken = replace(rule("r1"), check=failing)
    registry = replace(REGISTRY, rules={**REGISTRY.rules, "r1": broken})
    decision = Decision("a", Known(), HEAD)

    with pytest.raises(ZeroDivisionError):
        compiled(define(go={"when": ["r1"]}), registry).trigger("go", decision)

    assert decision.state == "a"


def test_the_machine_keeps_nothing_of_a_case() -> None:
    facts = Known()
    watched = weakref.ref(facts)
    compiled(CONFIRMATION, REGISTRY).trigger("file", Decision("preparing", facts, EVERYBODY))

    del facts
    gc.collect()

    assert watched() is None
    assert compiled(CONFIRMATION, REGISTRY).machine.models == []


def test_many_threads_may_share_one_machine() -> None:
    start = Barrier(8)

    def work(number: int) -> set[tuple[bool, str | None]]:
        definition = Definition.from_canonical(CONFIRMATION.canonical())
        met = number % 2 == 0
        facts = Known({"all_have_signed": Truth.MET if met else Truth.UNMET})
        start.wait()
        return {(met, attempt(definition, "preparing", Step(0, facts, EVERYBODY))) for _ in range(300)}

    with ThreadPoolExecutor(8) as pool:
        outcomes = set().union(*pool.map(work, range(8)))

    assert outcomes == {(True, "filed"), (False, None)}


def test_a_thousand_decisions_cost_far_less_than_building_a_thousand_machines() -> None:
    procedure = compiled(CONFIRMATION, REGISTRY)
    begun = perf_counter()
    for _ in range(100):
        procedure.trigger("file", Decision("preparing", Known(), EVERYBODY))
    deciding = perf_counter() - begun

    begun = perf_counter()
    for _ in range(100):
        compiled.__wrapped__(CONFIRMATION, REGISTRY)
    building = perf_counter() - begun

    assert deciding < building
