from __future__ import annotations

import string
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mediation.engine.definition import Definition, DefinitionFault
from mediation.engine.loading import load
from mediation.errors import Problem

from .samples import PROCEDURE, REGISTRY, TODAY

LINES = PROCEDURE.splitlines()


def problems(text: str) -> tuple[Problem, ...]:
    with pytest.raises(DefinitionFault) as caught:
        load(text, REGISTRY, TODAY, name="confirmation.yaml")
    return caught.value.problems


def loaded_or_faults(text: str) -> Definition | tuple[Problem, ...]:
    try:
        return load(text, REGISTRY, TODAY)
    except DefinitionFault as fault:
        return fault.problems


def planted(old: str, new: str) -> tuple[str, int]:
    """Plant one fault; say on which line."""
    assert PROCEDURE.count(old) == 1, old
    return PROCEDURE.replace(old, new), PROCEDURE[: PROCEDURE.index(old)].count("\n") + 1


FILE_WHEN = "when: [all_have_signed, {rule: within_limit, limit: S3}]"
CHOOSY = "{rule: choosy, subject: mediation, since: 2026-01-01, cap: 3, loud: true, names: [x]}"

FAULTS = [
    ("initial: preparing", "initial: preparng", "unknown_state", "initial.0"),
    ("from: [preparing]", "from: [preparing, filled]", "unknown_state", "moves.file.from.1"),
    ("from: [filed]", "from: [filed, filed]", "duplicate_state", "moves.rule_on_acceptance.from.1"),
    ("from: [filed]", "from: filed", "bad_value", "moves.rule_on_acceptance.from"),
    ("to: filed", "to: filled", "unknown_state", "moves.file.to"),
    ("{state: preparing}", "{state: prepare}", "unknown_state", "moves.rule_on_acceptance.to.2.state"),
    ("{state: preparing}", "{state: preparing, when: [r1]}", "missing_last_target", "moves.rule_on_acceptance.to.2"),
    ("{state: lapsed, when: [court_silent]}", "{state: lapsed}", "ambiguous_move", "moves.rule_on_acceptance.to.1"),
    ("from: {stage: resolve}", "from: {stage: resolved}", "unknown_stage", "moves.lapse.from.stage"),
    ("title: {zh: 准备, en: preparing}", "title: {zh: 准备}", "missing_key", "states.preparing.title.en"),
    ("title: {zh: 备注, en: note}", "title: {zh: 备注, en: 12}", "bad_value", "moves.note.title.en"),
    ("title: {zh: 备注, en: note}", 'title: {zh: "备\\u202E注", en: note}', "bad_text", "moves.note.title.zh"),
    ("irreversible: true", "irreversible: yes", "bad_value", "moves.confirm.irreversible"),
    ("irreversible: true", "irreversable: true", "unknown_key", "moves.confirm.irreversable"),
    ("by: [system]", "by: [sytem]", "unknown_relation", "moves.lapse.by.0"),
    ("by: [system]", "by: [head]", "system_missing", "moves.lapse.by"),
    ("rung: end", "rung: ende", "unknown_rung", "moves.lapse.on_clock.rung"),
    ("on_clock: {limit: S3", "on_clock: {limit: S33", "unknown_limit", "moves.lapse.on_clock.limit"),
    ("clocks: [{start: S5}]", "clocks: [{start: S9}]", "limit_not_in_force", "moves.rule_on_acceptance.clocks.0.start"),
    ("waits: {clock: S3}", "waits: {clock: S4x}", "unknown_limit", "states.preparing.waits.clock"),
    ("waits: {clock: S3}", "waits: {}", "bad_value", "states.preparing.waits"),
    ("clocks: [S3]", "clocks: [S8]", "unknown_limit", "given.clocks.0"),
    ("papers: [agreement]", "papers: [agreemnt]", "unknown_paper", "given.papers.0"),
    ("{start: S4, from: filed_on}", "{start: S4, from: fled_on}", "bad_clock", "moves.file.clocks.0.from"),
    ("{start: S4, from: filed_on}", "{start: S4, from: days}", "bad_clock", "moves.file.clocks.0.from"),
    ("{start: S4, from: filed_on}", "{extend: S4, by: filed_on}", "bad_clock", "moves.file.clocks.0.by"),
    ("{start: S4, from: filed_on}", "{extend: S4}", "bad_clock", "moves.file.clocks.0"),
    ("{start: S4, from: filed_on}", "{start: S4, stop: S3}", "bad_clock", "moves.file.clocks.0"),
    ("{start: S4, from: filed_on}", "{start: S4, from: took_efect}", "bad_clock", "moves.file.clocks.0.from"),
    ("{start: S4, from: filed_on}", "{start: S4, until: took_effect}", "bad_clock", "moves.file.clocks.0.until"),
    ("{start: S4, from: filed_on}", "{start: S4, until: days}", "bad_clock", "moves.file.clocks.0.until"),
    ("{start: S4, from: filed_on}", "{stop: S4, until: filed_on}", "bad_clock", "moves.file.clocks.0"),
    ("- {stop: S3}", "- {stop: S3, when: [r9]}", "unknown_rule", "moves.file.clocks.1.when.0"),
    ("requires: [agreement]", "requires: [agrement]", "unknown_paper", "moves.file.papers.requires.0"),
    (FILE_WHEN, "when: [all_have_sined]", "unknown_rule", "moves.file.when.0"),
    (FILE_WHEN, "when: [\"__import__('os')\"]", "unknown_rule", "moves.file.when.0"),
    (FILE_WHEN, "when: [{rule: within_limit}]", "bad_parameter", "moves.file.when.0"),
    (FILE_WHEN, "when: [{rule: within_limit, limit: 3}]", "bad_parameter", "moves.file.when.0.limit"),
    (FILE_WHEN, "when: [{rule: within_limit, limit: S8}]", "unknown_limit", "moves.file.when.0.limit"),
    (FILE_WHEN, "when: [{rule: paper_on_file, kind: awrd}]", "unknown_paper", "moves.file.when.0.kind"),
    (FILE_WHEN, "when: [{rule: r1, x: 1}]", "bad_parameter", "moves.file.when.0.x"),
    (FILE_WHEN, "when: [{rule: r1, x: {y: 1}}]", "bad_parameter", "moves.file.when.0.x"),
    (FILE_WHEN, f"when: [{CHOOSY.replace('mediation', 'mediatio')}]", "bad_parameter", "moves.file.when.0.subject"),
    (FILE_WHEN, f"when: [{CHOOSY.replace('2026-01-01', '2026-W01-1')}]", "bad_parameter", "moves.file.when.0.since"),
    (FILE_WHEN, f"when: [{CHOOSY.replace('cap: 3', 'cap: true')}]", "bad_parameter", "moves.file.when.0.cap"),
    (FILE_WHEN, f"when: [{CHOOSY.replace('loud: true', 'loud: 1')}]", "bad_parameter", "moves.file.when.0.loud"),
    (FILE_WHEN, f"when: [{CHOOSY.replace('[x]', 'x')}]", "bad_parameter", "moves.file.when.0.names"),
    (FILE_WHEN, f"when: [{CHOOSY[:-1]}, ask: dais}}]", "bad_parameter", "moves.file.when.0.ask"),
    ("does: [set_docket,", "does: [os.system,", "unknown_action", "moves.file.does.0"),
    ("days: 30}", "days: thirty}", "bad_parameter", "moves.file.does.1.days"),
    ("type: date,", "type: dat,", "unknown_type", "moves.file.asks.filed_on.type"),
    ("route:\n        type: choice", "route:\n        type: text", "bad_ask", "moves.file.asks.route"),
    ("{type: integer,", "{type: choice,", "bad_ask", "moves.file.asks.days"),
    ("{type: integer,", "{type: integer, format: phone,", "bad_ask", "moves.file.asks.days"),
    ("{type: integer,", "{type: text, format: fax,", "unknown_format", "moves.file.asks.days.format"),
    ("irreversible: true", "commutes: 1", "bad_value", "moves.confirm.commutes"),
    ("{type: integer,", "{type: list,", "bad_ask", "moves.file.asks.days"),
    ("      days: {type", "      Days: {type", "bad_name", "moves.file.asks.Days"),
    ('cites: ["CPL 205"]', 'cites: ["CPX 205"]', "unknown_citation", "moves.file.cites.0"),
    ('cites: ["CPL 205"]', 'cites: ["CPL 201"]', "citation_not_in_force", "moves.file.cites.0"),
    ("procedure: labour_mediation", "procedure: labor_mediation", "unknown_procedure", "moves.lapse.tells.0.procedure"),
    ("move: note_confirmation", "move: note_confrmation", "unknown_move", "moves.lapse.tells.0.move"),
    ("tells: {procedure: labour_mediation, move: note_confirmation}",
     "opens: {procedure: judicial_confirmation, at: nowhere}", "unknown_state", "moves.lapse.opens.at"),
    ("procedure: judicial_confirmation", "procedure: Judicial", "bad_name", "procedure"),
    ('edition: "2026-01-01"', "edition: spring", "bad_edition", "edition"),
    ("\n  note:\n", "\n  save:\n", "bad_name", "moves.save"),
    ("\n  note:\n", "\n  __init__:\n", "bad_name", "moves.__init__"),
    ("\n  note:\n", "\n  add note:\n", "bad_name", "moves.add note"),
    ("\n  note:\n", f"\n  {'n' * 65}:\n", "bad_name", f"moves.{'n' * 65}"),
    ("\n  note:\n", "\n  import:\n", "bad_name", "moves.import"),
    ("\n  note:\n", "\n  confirm:\n", "ambiguous_move", "moves.confirm"),
    ("\n  accepted:\n", "\n  filed:\n", "duplicate_state", "states.filed"),
    ("by: [system]", "by: [system]\n    by: [head]", "duplicate_key", "moves.lapse.by"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "code", "path"), FAULTS)
def test_a_planted_fault_is_named_with_its_file_line_and_path(old: str, new: str, code: str, path: str) -> None:
    text, line = planted(old, new)
    line += code in {"duplicate_key"} or new.startswith("\n")

    found = [problem for problem in problems(text) if problem.code == code]

    assert f"confirmation.yaml:{line} {path}" in [problem.where for problem in found]
    assert all(problem.zh and problem.en and not problem.zh.endswith("！") for problem in found)


@pytest.mark.parametrize(
    ("old", "new", "code", "line"),
    [
        ("from: [filed]", "from: !!python/object/apply:os.system [filed]", "bad_yaml_tag", 45),
        ("from: [filed]", "from: !local [filed]", "bad_yaml_tag", 45),
        ("from: [filed]", "from: &there [filed]", "alias", 45),
        ("from: [filed]", "from: *there", "alias", 45),
        ("from: [filed]", "from:\t[filed]", "tab", 45),
        ("from: [filed]", "from: [filed", "bad_yaml", 46),
        ("from: [filed]", "from: [\x07]", "bad_yaml", 45),
        ("from: [filed]", f"from: {'[' * 5000}", "too_deep", 45),
        ("from: [filed]", "? [filed]\n    : x", "bad_yaml", 45),
        ("moves:\n", "---\nmoves:\n", "bad_yaml", 23),
        ("moves:\n", f"# {'x' * 1_000_000}\nmoves:\n", "too_large", 1),
    ],
)
def test_what_is_no_plain_yaml_is_refused_with_one_clear_message(old: str, new: str, code: str, line: int) -> None:
    text, _ = planted(old, new)

    (problem,) = problems(text)

    assert (problem.code, problem.where) == (code, f"confirmation.yaml:{line}")


@pytest.mark.parametrize(
    ("old", "new", "code", "path"),
    [
        ("    to: confirmed\n", '    to: "="\n', "unreachable_state", "states.confirmed"),
        (
            "    from: {stage: resolve}\n    to: lapsed",
            "    from: [preparing]\n    to: accepted",
            "dead_end",
            "states.filed",
        ),
    ],
)
def test_the_graph_is_checked_once_all_names_are_known(old: str, new: str, code: str, path: str) -> None:
    text = PROCEDURE.replace(old, new).replace("{state: lapsed", "{state: accepted").replace("to: confirmed", 'to: "="')

    found = {(problem.code, problem.where.split(" ")[1]) for problem in problems(text)}

    assert (code, path) in found


def test_a_procedure_without_an_end_is_refused() -> None:
    found = problems(PROCEDURE.replace("final: true", "final: false"))

    assert [problem.code for problem in found] == ["no_final_state"]


def test_a_near_name_is_suggested_in_both_languages() -> None:
    (problem,) = problems(PROCEDURE.replace("to: confirmed", "to: confirmd"))

    assert problem.zh == "状态“confirmd”不存在，您是否想用“confirmed”？"
    assert problem.en == "There is no state 'confirmd'. Did you mean 'confirmed'?"


def test_all_mistakes_are_told_at_once_those_of_shape_and_those_of_names() -> None:
    text = PROCEDURE.replace("to: filed", "to: filled").replace("by: [system]", "by: [sytem, head]")
    text = text.replace("does: [set_docket,", "does: [{effct: x}, set_dokket,").replace(
        "S4, from: filed_on", "S4, fro: x"
    )

    found = [(problem.code, problem.where.split(" ")[1]) for problem in problems(text)]

    assert found == [
        ("unknown_state", "moves.file.to"),
        ("unknown_key", "moves.file.clocks.0.fro"),
        ("bad_value", "moves.file.does.0"),
        ("unknown_action", "moves.file.does.1"),
        ("unknown_relation", "moves.lapse.by.0"),
    ]


def test_the_fault_says_how_many_mistakes_there_are() -> None:
    with pytest.raises(DefinitionFault) as caught:
        load(PROCEDURE.replace("to: filed", "to: x").replace("to: confirmed", "to: y"), REGISTRY, TODAY)

    assert "（共 2 处）" in caught.value.zh
    assert caught.value.en.endswith("(2 in all)")


def test_a_file_is_known_by_its_name(tmp_path: Path) -> None:
    path = tmp_path / "broken.yaml"
    path.write_text(PROCEDURE.replace("to: filed", "to: filled"), encoding="utf-8")

    with pytest.raises(DefinitionFault) as caught:
        load(path, REGISTRY, TODAY)

    assert caught.value.problems[0].where == "broken.yaml:27 moves.file.to"


def test_names_of_a_procedure_not_yet_loaded_go_unchecked_until_it_is() -> None:
    text = PROCEDURE.replace("procedure: labour_mediation, move", "procedure: arbitration_review, move")
    definition = load(text, REGISTRY, TODAY)
    loaded = REGISTRY.with_procedures(definition.model_copy(update={"procedure": "arbitration_review"}))

    with pytest.raises(DefinitionFault) as caught:
        load(text, loaded, TODAY)

    assert [problem.code for problem in caught.value.problems] == ["unknown_move"]


def test_parameters_of_every_type_are_taken() -> None:
    text, _ = planted(FILE_WHEN, f"when: [{CHOOSY[:-1]}, ask: days}}]")

    definition = load(text, REGISTRY, TODAY)

    assert definition.moves["file"].when[0].params["names"] == ("x",)


@given(st.integers(0, len(LINES) - 1), st.integers(0, 60), st.text(string.printable + "中，：", max_size=4))
@settings(max_examples=150, deadline=None)
def test_any_edit_of_a_file_loads_or_is_explained(line: int, column: int, text: str) -> None:
    edited = [*LINES]
    edited[line] = edited[line][:column] + text + edited[line][column + len(text) :]

    outcome = loaded_or_faults("\n".join(edited))

    assert isinstance(outcome, Definition) or all(p.where and p.code and p.zh and p.en for p in outcome)


def test_a_clock_may_start_from_a_registered_moment_and_keep_a_last_day_somebody_set() -> None:
    text = PROCEDURE.replace("{start: S4, from: filed_on}", "{start: S4, from: took_effect, until: filed_on}")

    order = load(text, REGISTRY, TODAY).moves["file"].clocks[0]

    assert (order.from_, order.until) == ("took_effect", "filed_on")


def test_a_near_name_of_a_moment_is_suggested() -> None:
    text, _ = planted("{start: S4, from: filed_on}", "{start: S4, from: took_efect}")

    assert "took_effect" in problems(text)[0].zh


def test_an_ask_that_is_called_like_a_moment_is_refused() -> None:
    text = PROCEDURE.replace("filed_on", "took_effect")

    assert [problem.code for problem in problems(text)] == ["bad_clock"]
