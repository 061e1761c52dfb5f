from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from mediation.engine.definition import Definition
from mediation.engine.loading import load
from mediation.engine.soundness import prove

from .samples import PROCEDURE, REGISTRY, TODAY, shape

HEAD: dict[str, Any] = {"by": ["head"]}


def faults(data: dict[str, Any], on: date = TODAY) -> list[tuple[str, str]]:
    return [(problem.code, problem.where) for problem in prove(Definition.model_validate(data), REGISTRY, on)]


def chain(**changes: dict[str, Any]) -> dict[str, Any]:
    """A sound procedure a → b → c → z, with some moves changed; None drops one."""
    moves: dict[str, Any] = {
        "go": {"from": ["a"], "to": "b"},
        "on": {"from": ["b"], "to": "c"},
        "end": {"from": ["c"], "to": "z"},
    }
    for name, change in changes.items():
        moves[name] = {**moves.get(name, {}), **change}
    return shape(**moves)


def test_the_sample_is_sound() -> None:
    assert prove(load(PROCEDURE, REGISTRY, TODAY), REGISTRY, TODAY) == ()
    assert faults(chain()) == []


def test_a_state_no_move_leads_to_is_found() -> None:
    assert faults(chain(go={"to": "c"})) == [("unreachable_state", "states.b")]


def test_a_state_a_stranded_state_leads_to_is_unreachable_too() -> None:
    assert faults(chain(go={"to": "z"})) == [("unreachable_state", "states.b"), ("unreachable_state", "states.c")]


def test_states_that_only_lead_to_each_other_are_found() -> None:
    data = chain(end={"to": "b"}, other={"from": ["a"], "to": "z"})

    assert faults(data) == [("dead_end", "states.b"), ("dead_end", "states.c")]


def test_a_procedure_without_an_end_is_found_once() -> None:
    data = chain(end={"to": "a"})
    data["states"].pop("z")

    assert faults(data) == [("no_final_state", "states")]


def test_a_move_no_state_can_make_is_found() -> None:
    assert faults(chain(late={"from": {"stage": "resolve"}, "to": "="})) == [("unreachable_move", "moves.late.from")]


def test_every_ordered_target_counts_as_reached() -> None:
    assert faults(chain(go={"to": [{"state": "c", "when": ["r1"]}, {"state": "b"}]})) == []


def test_a_state_only_the_system_can_leave_is_stuck() -> None:
    assert faults(chain(on={"by": ["system"]})) == [("stuck_state", "states.b")]


def test_a_move_that_stays_is_no_way_out() -> None:
    data = chain(on={"by": ["system"]}, note={"from": "*", "to": "="})

    assert faults(data) == [("stuck_state", "states.b")]


def test_a_clock_that_was_started_before_is_a_way_out() -> None:
    clock = {"by": ["system"], "on_clock": {"limit": "S4", "rung": "end"}}

    assert faults(chain(go={"clocks": [{"start": "S4"}]}, on=clock)) == []


@pytest.mark.parametrize("before", [{}, {"clocks": [{"start": "S5"}]}])
def test_a_clock_that_never_starts_is_no_way_out(before: dict[str, Any]) -> None:
    clock = {"by": ["system"], "on_clock": {"limit": "S4", "rung": "end"}}

    assert faults(chain(go=before, on=clock)) == [
        ("stuck_state", "states.b"),
        ("clock_never_starts", "moves.on.on_clock"),
    ]


def test_a_clock_that_starts_only_afterwards_is_no_way_out() -> None:
    clock = {"by": ["system"], "on_clock": {"limit": "S4", "rung": "end"}}

    assert ("stuck_state", "states.b") in faults(chain(end={"clocks": [{"start": "S4"}]}, on=clock))


def test_a_state_that_waits_for_nothing_is_found() -> None:
    data = chain()
    del data["states"]["b"]["waits"]

    assert faults(data) == [("waits_for_nothing", "states.b")]


def waiting(*clocks: list[dict[str, Any]], given: list[str] | None = None) -> dict[str, Any]:
    """The chain, where c waits for S3; ``clocks`` are what its first two moves do."""
    data = chain(**{name: {"clocks": what} for name, what in zip(("go", "on"), clocks, strict=False)})
    data["states"]["c"]["waits"] = {"clock": "S3"}
    data["given"] = {"clocks": given or []}
    return data


def test_a_state_that_waits_for_a_clock_nobody_started_is_found() -> None:
    assert faults(waiting()) == [("clock_never_starts", "states.c.waits.clock")]


@pytest.mark.parametrize("name", ["S3", "judicial_confirmation_application"])
def test_a_clock_may_be_started_or_given_by_id_or_by_reference(name: str) -> None:
    assert faults(waiting([{"start": name}])) == []
    assert faults(waiting(given=[name])) == []


def test_a_clock_stopped_on_the_way_is_not_waited_for() -> None:
    assert faults(waiting([{"start": "S3"}], [{"stop": "S3"}])) == [("clock_never_starts", "states.c.waits.clock")]


def test_a_clock_stopped_only_sometimes_may_still_run() -> None:
    assert faults(waiting([{"start": "S3"}], [{"stop": "S3", "when": ["r1"]}])) == []


def test_a_clock_running_on_one_of_two_paths_is_enough() -> None:
    data = waiting()
    data["moves"]["leap"] = {**data["moves"]["go"], "to": "c", "clocks": [{"start": "S3"}]}

    assert faults(data) == []


def test_a_paper_required_that_no_path_makes_is_found() -> None:
    data = chain(end={"papers": {"requires": ["agreement"]}})

    assert faults(data) == [("paper_never_made", "moves.end.papers.requires")]


def test_a_paper_asked_for_by_the_rule_itself_counts_as_required() -> None:
    data = chain(end={"when": [{"rule": "paper_on_file", "kind": "award"}]})

    assert faults(data) == [("paper_never_made", "moves.end.papers.requires")]


@pytest.mark.parametrize("how", ["makes", "receives"])
def test_a_paper_made_or_received_two_moves_before_is_enough(how: str) -> None:
    data = chain(go={"papers": {how: ["agreement"]}}, end={"papers": {"requires": ["agreement"]}})

    assert faults(data) == []


def test_a_paper_the_move_itself_makes_is_too_late() -> None:
    data = chain(end={"papers": {"requires": ["agreement"], "makes": ["agreement"]}})

    assert faults(data) == [("paper_never_made", "moves.end.papers.requires")]


def test_a_paper_given_from_elsewhere_is_enough() -> None:
    data = chain(end={"papers": {"requires": ["agreement"]}})
    data["given"] = {"papers": ["agreement"]}

    assert faults(data) == []


def test_a_period_that_has_ended_stands_against_publication() -> None:
    data = chain(go={"clocks": [{"start": "S9"}]})

    assert faults(data, date(2023, 12, 31)) == []
    assert faults(data, date(2024, 1, 1)) == [("limit_not_in_force", "moves.go.clocks.0.start")]


def test_an_article_that_no_longer_holds_stands_against_publication() -> None:
    assert faults(chain(go={"cites": ["CPL 201", "CPL 205"]})) == [("citation_not_in_force", "moves.go.cites.0")]


def test_names_come_before_paths() -> None:
    assert faults(chain(go={"to": "nowhere"})) == [("unknown_state", "moves.go.to")]
