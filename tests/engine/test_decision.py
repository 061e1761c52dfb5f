from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from mediation.engine.decision import Explanation, explain, explain_all, needs
from mediation.engine.definition import Definition
from mediation.engine.loading import load
from mediation.engine.registry import RuleSpec
from mediation.engine.verdict import Met, Reason, Verdict
from mediation.errors import NotFound
from mediation.vocabulary import Relation, Severity, Truth

from .samples import PROCEDURE, REGISTRY, TODAY, Known, define, reason

CONFIRMATION = load(PROCEDURE, REGISTRY, TODAY)
HEAD = frozenset({Relation.HEAD})
CLERK = frozenset({Relation.COURT_CLERK})
MEDIATOR = frozenset({Relation.ASSIGNED_MEDIATOR})


def ask(definition: Definition, move: str, facts: Known | None = None, state: str = "a") -> Explanation:
    return explain(definition, REGISTRY, state, move, facts or Known(), HEAD)


def codes(explanation: Explanation) -> list[str]:
    return [found.code for found in explanation.reasons]


def said(**truths: Truth) -> Known:
    return Known(truths)


def test_a_move_with_nothing_against_it_is_permitted_and_says_where_it_leads() -> None:
    explanation = explain(CONFIRMATION, REGISTRY, "preparing", "file", Known(), MEDIATOR)

    assert explanation.permitted
    assert explanation.target == "filed"
    assert (explanation.reasons, explanation.warnings, explanation.pending) == ((), (), ())
    assert explanation.cites == ("CPL 205",)
    assert list(explanation.asks) == ["filed_on", "days", "route"]


def test_all_reasons_come_at_once_in_order() -> None:
    facts = said(all_have_signed=Truth.UNMET, within_S3=Truth.UNKNOWN, paper_agreement=Truth.UNMET)

    explanation = explain(CONFIRMATION, REGISTRY, "filed", "file", facts, CLERK)

    assert not explanation.permitted
    assert codes(explanation) == [
        "illegal_transition",
        "not_your_part",
        "all_have_signed",
        "within_S3",
        "paper_agreement",
    ]
    assert explanation.target is None


def test_each_reason_carries_its_truth_its_article_its_cure_and_who() -> None:
    explanation = ask(define(go={"when": ["r1"]}), "go", said(r1=Truth.UNKNOWN))

    assert explanation.reasons == (reason("r1", Truth.UNKNOWN),)


@pytest.mark.parametrize("truth", [Truth.UNMET, Truth.UNKNOWN])
def test_unmet_and_unknown_both_refuse(truth: Truth) -> None:
    assert not ask(define(go={"when": ["r1"]}), "go", said(r1=truth)).permitted


@pytest.mark.parametrize("truth", [Truth.UNMET, Truth.UNKNOWN])
def test_a_warning_is_told_and_refuses_nothing(truth: Truth) -> None:
    explanation = ask(define(go={"when": ["r1"]}), "go", Known({"r1": truth}, warn=True))

    assert explanation.permitted
    assert [found.severity for found in explanation.warnings] == [Severity.WARN]


def test_a_wrong_state_says_what_is_possible_from_here() -> None:
    (found,) = explain(CONFIRMATION, REGISTRY, "accepted", "file", Known(), MEDIATOR).reasons

    assert found.code == "illegal_transition"
    assert "“已受理”" in found.zh
    assert found.cure_zh == "现在可以办理：“登记确认裁定”、“备注”、“期限届满”。"
    assert found.cure_en == "Possible now: register the ruling, note, the period ends."


def test_an_ended_procedure_says_so() -> None:
    (found,) = explain(CONFIRMATION, REGISTRY, "confirmed", "note", Known(), MEDIATOR).reasons

    assert found.cure_zh == "现在可以办理：无（本程序已结束）。"


def test_a_move_that_is_not_your_part_names_who_may() -> None:
    (found,) = explain(CONFIRMATION, REGISTRY, "preparing", "file", Known(), CLERK).reasons

    assert found.code == "not_your_part"
    assert found.who == (Relation.ASSIGNED_MEDIATOR, Relation.UNION_LIAISON)
    assert found.zh == "“提交司法确认申请”不由您办理，由承办调解员、工会诉调联络员办理。"


def test_a_move_the_procedure_does_not_have_is_not_found() -> None:
    with pytest.raises(NotFound) as caught:
        ask(define(go={}), "fly")

    assert caught.value.code == "unknown_move"
    assert "go" in caught.value.zh


ANSWERING = define(go={"when": ["answers_complete", "r1"]})
INCOMPLETE = {"answers_complete": Truth.UNMET}


def test_a_rule_about_answers_is_pending_while_exploring() -> None:
    explanation = ask(ANSWERING, "go", Known(INCOMPLETE, given=None))

    assert explanation.permitted
    assert explanation.pending == ("answers_complete",)


def test_a_pending_rule_does_not_hide_the_others() -> None:
    explanation = ask(ANSWERING, "go", Known({"r1": Truth.UNMET}, given=None))

    assert codes(explanation) == ["r1"]
    assert explanation.pending == ("answers_complete",)


def test_a_rule_about_answers_is_asked_once_they_are_given() -> None:
    explanation = ask(ANSWERING, "go", Known(INCOMPLETE, given={"filed_on": "2026-09-01"}))

    assert codes(explanation) == ["answers_complete"]
    assert explanation.pending == ()


def ordered(*whens: list[Any]) -> Definition:
    targets = [{"state": name, "when": when} for name, when in zip("bc", whens, strict=False)]
    return define(go={"to": [*targets, {"state": "="}]})


@pytest.mark.parametrize(
    ("first", "second", "target"),
    [
        (Truth.MET, Truth.MET, "b"),
        (Truth.MET, Truth.UNKNOWN, "b"),
        (Truth.UNMET, Truth.MET, "c"),
        (Truth.UNMET, Truth.UNMET, "a"),
    ],
)
def test_the_first_target_whose_rules_hold_is_taken(first: Truth, second: Truth, target: str) -> None:
    explanation = ask(ordered(["r1"], ["r2"]), "go", said(r1=first, r2=second))

    assert (explanation.permitted, explanation.target) == (True, target)


@pytest.mark.parametrize(("first", "second"), [(Truth.UNKNOWN, Truth.MET), (Truth.UNMET, Truth.UNKNOWN)])
def test_an_unknown_condition_of_a_target_leaves_the_move_unknown(first: Truth, second: Truth) -> None:
    explanation = ask(ordered(["r1"], ["r2"]), "go", said(r1=first, r2=second))

    assert not explanation.permitted
    assert [found.truth for found in explanation.reasons] == [Truth.UNKNOWN]


def test_a_target_that_fails_for_certain_is_passed_over_whatever_else_is_unknown() -> None:
    explanation = ask(ordered(["r1", "r2"]), "go", said(r1=Truth.UNKNOWN, r2=Truth.UNMET))

    assert explanation.target == "a"


def test_a_target_that_depends_on_answers_is_left_open_while_exploring() -> None:
    explanation = ask(ordered(["answers_complete"]), "go", Known(given=None))

    assert (explanation.permitted, explanation.target, explanation.pending) == (True, None, ("answers_complete",))


CLOCKED = define(go={"clocks": [{"start": "S4"}, {"stop": "S3", "when": ["r1"]}]})


@pytest.mark.parametrize(("truth", "limits"), [(Truth.MET, ["S4", "S3"]), (Truth.UNMET, ["S4"])])
def test_only_the_clocks_whose_conditions_hold_are_touched(truth: Truth, limits: list[str]) -> None:
    explanation = ask(CLOCKED, "go", said(r1=truth))

    assert [clock.limit for clock in explanation.clocks] == limits


def test_a_clock_whose_condition_is_unknown_leaves_the_move_unknown() -> None:
    assert codes(ask(CLOCKED, "go", said(r1=Truth.UNKNOWN))) == ["r1"]


def failing(facts: Known) -> Verdict:
    raise ZeroDivisionError


def test_an_error_in_a_rule_is_no_reason() -> None:
    broken = RuleSpec("r1", failing)
    registry = replace(REGISTRY, rules={**REGISTRY.rules, "r1": broken})

    with pytest.raises(ZeroDivisionError):
        explain(define(go={"when": ["r1"]}), registry, "a", "go", Known(), HEAD)


def test_a_rule_gets_its_parameters_in_their_types() -> None:
    use = {
        "rule": "choosy", "subject": "mediation", "since": "2026-01-01", "cap": 3, "loud": True, "names": ["x", "y"],
        "ask": "when",
    }  # fmt: skip
    definition = define(go={"when": [use]})
    expected = "choosy ConsentSubject date 3 True ('x', 'y') when"

    assert codes(ask(definition, "go", Known({expected: Truth.UNMET}))) == [expected]


def test_the_moves_of_a_state_come_in_the_order_of_the_file() -> None:
    here = explain_all(CONFIRMATION, REGISTRY, "accepted", Known(), CLERK)

    assert [explanation.move for explanation in here] == ["confirm", "note", "lapse"]


def test_the_other_moves_follow_when_wanted() -> None:
    every = explain_all(CONFIRMATION, REGISTRY, "accepted", Known(), CLERK, others=True)

    assert [explanation.move for explanation in every] == ["confirm", "note", "lapse", "file", "rule_on_acceptance"]
    assert all("illegal_transition" in codes(explanation) for explanation in every[3:])


def test_the_needs_of_moves_are_those_of_their_rules_targets_clocks_and_effects() -> None:
    assert needs(CONFIRMATION, REGISTRY, ["file"]) == {"signatures", "clocks", "papers", "docket"}
    assert needs(CONFIRMATION, REGISTRY, ["rule_on_acceptance"]) == {"case"}
    assert needs(CLOCKED, REGISTRY, ["go"]) == {"case"}
    assert needs(CONFIRMATION, REGISTRY, ["note", "confirm"]) == frozenset()


def test_a_reason_that_says_met_cannot_be_made() -> None:
    with pytest.raises(ValueError, match="unmet or unknown"):
        reason("r1", Truth.MET)


def test_met_is_no_reason_and_names_itself() -> None:
    assert not isinstance(Met, Reason)
    assert repr(Met) == "Met"


def test_a_move_also_needs_what_the_moments_of_its_clocks_read() -> None:
    definition = define(go={"clocks": [{"start": "S4", "from": "took_effect"}]})

    assert needs(definition, REGISTRY, ["go"]) == {"agreements"}
