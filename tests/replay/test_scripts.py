"""A mistake in a script is one clear line: file, line, path, what is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from mediation.errors import Problem
from mediation.replay.loading import ScriptFault
from tests.replay.short import SHORT, changed, script_of


def faults(folder: Path, text: str) -> list[Problem]:
    with pytest.raises(ScriptFault) as fault:
        script_of(folder, text)
    return list(fault.value.problems)


def line_of(text: str, words: str) -> int:
    return text[: text.index(words)].count("\n") + 1


@pytest.mark.parametrize(
    ("old", "new", "code", "path"),
    [
        ("invented: true", "invented: true\ncolour: red", "unknown_key", "colour"),
        ("kind: street", "kind: strete", "not_listed", "cast.organisations.0.kind"),
        ("at: 2026-08-03T09:05+08:00", "at: 2026-08-03T09:05", "bad_time", "acts.1.at"),
        ("at: 2026-08-03T09:05+08:00", "at: 2026-08-02T09:05+08:00", "back_in_time", "acts.1.at"),
        ("due: 2026-08-06", "due: 2026-02-30", "bad_date", "acts.5.expect.dates.M1.due"),
        ("claimant: $worker", "claimant: $wroker", "unknown_name", "acts.4.answers.claimant"),
        (
            "organisation: desk, role: head",
            "organisation: dsek, role: head",
            "unknown_name",
            "cast.people.2.organisation",
        ),
        ("as: wages", "as: worker", "named_twice", "acts.4.as"),
        ("as: wages", "as: desk", "named_twice", "acts.4.as"),
        ("act: add_claim", "move: register\n    act: add_claim", "not_one_act", "acts.4"),
        ("by: registrar\n    act: add_claim", "act: add_claim", "nobody_acts", "acts.4"),
        (
            "open: {organisation: desk, ",
            "open: {organisation: court_of_no, ",
            "unknown_name",
            "acts.0.open.organisation",
        ),
        ("warnings: []", "warnings: [A]", "bad_value", "acts.5.expect.warnings.0"),
        ("rung: amber}]", "rung: ambre}]", "not_listed", "acts.10.expect.fired.1.rung"),
        ("unseen: {registrar: [", "unseen: {nobody: [", "unknown_name", "finally.unseen.nobody"),
    ],
)
def test_a_planted_mistake_is_named_with_file_line_and_path(
    tmp_path: Path, old: str, new: str, code: str, path: str
) -> None:
    text = changed(old, new)
    found = faults(tmp_path, text)
    assert [(problem.code, problem.where.partition(" ")[2]) for problem in found] == [(code, path)]
    assert found[0].where.startswith("short.yaml:")
    assert found[0].zh
    assert found[0].en


def test_the_line_is_that_of_the_mistake(tmp_path: Path) -> None:
    text = changed("claimant: $worker", "claimant: $wroker")
    (found,) = faults(tmp_path, text)
    assert found.where.split(" ")[0] == f"short.yaml:{line_of(text, '$wroker')}"


def test_every_mistake_is_named_at_once(tmp_path: Path) -> None:
    text = changed("kind: street", "kind: strete").replace("invented: true", "inventde: true")
    assert sorted(problem.code for problem in faults(tmp_path, text)) == ["missing_key", "not_listed", "unknown_key"]


def test_a_comma_inside_braces_is_pointed_out(tmp_path: Path) -> None:
    text = changed("name: 韩立群}", "name: 韩立群, 经理}")
    (found,) = faults(tmp_path, text)
    assert found.code == "bad_answer_name"
    assert "逗号" in found.zh


def test_broken_yaml_is_named_with_its_line(tmp_path: Path) -> None:
    text = changed("replay: short", "replay: [short")
    assert [problem.code for problem in faults(tmp_path, text)] == ["bad_yaml"]


def test_the_first_act_opens_a_case(tmp_path: Path) -> None:
    start, end = SHORT.index("  - at: 2026-08-03T09:00"), SHORT.index("  - at: 2026-08-03T09:05")
    found = faults(tmp_path, SHORT[:start] + SHORT[end:])
    assert {problem.code for problem in found} == {"no_case_yet"}
