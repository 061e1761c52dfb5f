from __future__ import annotations

import importlib
import inspect
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from mediation.effects.all import EFFECTS
from mediation.engine.shapes import ClockVerb
from mediation.engine.soundness import prove
from mediation.facts.known import GROUPS, MORE_GROUPS
from mediation.rules import desk as desk_rules
from mediation.rules.all import RULES, SUBJECTS
from mediation.rules.papers import ARTICLES
from mediation.rules.registry import rule
from mediation.vocabulary import PaperKind, ReferralKind, Relation, Truth
from tests.rules.law import NAMES, ON, conditions, definition, limits, moves, registry, rules_of, statutes
from tests.rules.rulings import Ruling

TABLES = (
    "test_consent",
    "test_courts",
    "test_handling",
    "test_intake",
    "test_limiting",
    "test_matters",
    "test_orders",
    "test_people",
    "test_referral",
    "test_resolving",
    "test_reviews",
    "test_roles",
    "test_signing",
    "test_terms",
)
OF_THE_FOLDER = {use.name for move in definition("case_folder").moves.values() for use in rules_of(move)}
USED = {use.name for _, _, move in moves() for use in rules_of(move)}
ROOT = Path(str(inspect.getsourcefile(desk_rules))).parents[1]
CITE = re.compile(r'"([A-Z][A-Z0-9]+(?: [1-9][0-9]*(?:\([0-9]\))?)?)"')


def _rulings() -> list[Ruling]:
    return [r for name in TABLES for r in importlib.import_module(f"tests.rules.{name}").RULINGS]


@pytest.mark.parametrize("name", NAMES)
def test_a_procedure_is_sound(name: str) -> None:
    assert prove(definition(name), registry(), ON) == ()


def test_every_rule_decides_something() -> None:
    assert set(RULES) - OF_THE_FOLDER <= USED


def test_every_effect_happens_somewhere() -> None:
    used = {use.name for _, _, move in moves() for use in move.does}
    of_the_folder = {use.name for move in definition("case_folder").moves.values() for use in move.does}
    assert set(EFFECTS) - of_the_folder <= used


@pytest.mark.parametrize("name", sorted(USED))
def test_every_rule_has_a_ruling_for_and_one_against(name: str) -> None:
    said = {ruling.code is None for ruling in _rulings() if ruling.rule == name}
    assert said == {True, False}


def test_no_condition_of_a_target_or_a_clock_answers_that_it_does_not_know() -> None:
    used = {use.name for _, _, move in moves() for use in conditions(move)}
    unsure = {ruling.rule for ruling in _rulings() if ruling.truth is Truth.UNKNOWN and ruling.code}
    assert not used & unsure


def test_rules_name_limits_by_the_id_that_clocks_keep() -> None:
    named = {str(use.params["limit"]) for _, _, move in moves() for use in rules_of(move) if "limit" in use.params}
    assert named <= {limit.id for limit in limits()}


def test_every_article_a_reason_cites_is_in_force() -> None:
    texts = [path.read_text() for room in ("rules", "facts") for path in (ROOT / room).glob("*.py")]
    cited = {cite for text in texts for cite in CITE.findall(text) if cite.split()[0] in _instruments()}
    assert len(cited) > 40
    assert {cite: problem for cite in sorted(cited) if (problem := statutes().problem(cite, ON))} == {}


def _instruments() -> set[str]:
    text = (ROOT.parent / "workflows" / "statutes.yaml").read_text()
    return set(re.findall(r"^([A-Z][A-Z0-9-]*):", text, re.MULTILINE))


def test_every_paper_a_move_requires_or_a_court_must_show_has_its_article() -> None:
    required = {kind for _, _, move in moves() for kind in move.papers.requires}
    shown = {use.params["kind"] for _, _, move in moves() for use in move.rules if use.name == "court_paper_on_file"}
    assert {PaperKind(str(kind)) for kind in required | shown} <= set(ARTICLES)
    problems = [statutes().problem(cite, ON) for cites in ARTICLES.values() for cite in cites]
    assert set(problems) == {None}


def test_a_group_that_is_needed_exists() -> None:
    wanted = {g for spec in RULES.values() for g in spec.needs} | {g for spec in EFFECTS.values() for g in spec.needs}
    assert wanted <= set(GROUPS) | MORE_GROUPS


def test_subjects_are_registered_in_all() -> None:
    there = {path.stem for path in (ROOT / "rules").glob("*.py")} - {"__init__", "all", "registry", "saying"}
    assert {subject.__name__.rsplit(".", 1)[1] for subject in SUBJECTS} == there


def test_a_name_is_registered_once() -> None:
    with pytest.raises(ValueError, match="two rules"):
        rule(needs=set())(RULES["own_desk"].check)


def test_a_rule_that_needs_an_unknown_group_is_refused() -> None:
    def new_rule(facts: Any) -> Any:
        return facts

    with pytest.raises(ValueError, match="unknown groups"):
        rule(needs={"gossip"})(new_rule)


def test_the_kinds_of_referral_are_those_of_the_vocabulary() -> None:
    asked = definition("court_referral").moves["send"].asks["kind"].options
    assert list(asked) == [kind.value for kind in ReferralKind]


def test_a_referral_lapses_by_its_clock_alone() -> None:
    move = definition("court_referral").moves["lapse"]
    assert move.by == (Relation.SYSTEM,)
    assert move.on_clock is not None
    assert move.on_clock.limit == "D6"
    others = [name for _, name, other in moves() if other.on_clock is not None]
    assert others == ["lapse"]


def test_a_group_event_is_reported_from_every_state_and_nothing_blocks_it() -> None:
    mediation = definition("labour_mediation")
    move = mediation.moves["report_group_event"]
    assert mediation.reach["report_group_event"] == frozenset(mediation.states)
    assert move.rules == ()


def _starting(limit: str) -> list[tuple[str, str]]:
    ids = {limits().get(limit).id, limit}
    return [
        (procedure, name)
        for procedure, name, move in moves()
        for clock in move.clocks
        if clock.verb is ClockVerb.START and clock.limit in ids
    ]


@pytest.mark.parametrize(
    ("limit", "where"),
    [
        ("M1", [("labour_mediation", "register")]),
        ("M2", [("labour_mediation", "accept")]),
        ("M3", [("labour_mediation", "register")]),
        ("D1", [("court_referral", "accept")]),
        ("D6", [("court_referral", "send")]),
        ("S1", [("labour_mediation", "record_signature")]),
        ("S3", [("labour_mediation", "record_signature")]),
        ("S4", [("judicial_confirmation", "file")]),
        ("S5", [("judicial_confirmation", "request_supplement")]),
        ("S6", [("judicial_confirmation", "accept")]),
        ("S7", [("judicial_confirmation", "confirm")]),
        (
            "S10",
            [
                ("arbitration_review", "sign_for"),
                ("judicial_confirmation", "confirm"),
                ("labour_mediation", "receive_court_paper"),
                ("payment_order", "take_effect"),
            ],
        ),
        ("S2", [("arbitration_review", "accept")]),
        ("S13", [("payment_order", "file")]),
        ("S14", [("payment_order", "accept")]),
        ("S15", [("payment_order", "serve")]),
        ("S16", [("payment_order", "issue")]),
        ("S17", [("payment_order", "end_by_objection")]),
    ],
)
def test_each_limit_starts_where_the_law_says(limit: str, where: list[tuple[str, str]]) -> None:
    assert _starting(limit) == where


def test_an_extension_after_filing_is_capped_from_2025() -> None:
    before, after = (limits().get("D2").edition_on(day).extension for day in (date(2024, 12, 31), date(2025, 1, 2)))
    assert before is not None
    assert after is not None
    assert (before.cap_days, after.cap_days) == (None, 30)


def test_every_ground_of_an_end_is_for_some_path_and_no_path_has_another() -> None:
    end = definition("labour_mediation").moves["end"]
    lists = next(use.params for use in end.when if use.name == "end_ground_fits_the_path")
    assert {ground for grounds in lists.values() for ground in grounds} == set(end.asks["ground"].options)


def test_the_platform_knows_the_seven_grounds_besides_agreement() -> None:
    end = definition("labour_mediation").moves["end"]
    platform = set(next(use.params for use in end.when if use.params)["platform"])
    seven = {"unreachable", "refused", "no_agreement", "expired", "withdrawn_reply", "unsuitable"}
    assert seven <= platform
    assert "withdraw" in definition("labour_mediation").moves
