from __future__ import annotations

import hashlib
import json
import unicodedata
from datetime import date
from pathlib import Path

import jsonschema_rs
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError
from ruamel.yaml import YAML

from mediation.engine.definition import Definition, schema_text
from mediation.engine.loading import load
from mediation.vocabulary import Stage

from .samples import PROCEDURE, REGISTRY, TODAY, shape

SCHEMA = Path(__file__).parents[2] / "workflows" / "procedure.schema.json"


def loaded(text: str = PROCEDURE) -> Definition:
    return load(text, REGISTRY, TODAY)


def test_the_digest_is_the_hash_of_the_canonical_bytes() -> None:
    definition = loaded()

    assert definition.digest == hashlib.sha256(definition.canonical()).hexdigest()


def test_canonical_bytes_read_back_are_the_same_definition() -> None:
    definition = loaded()

    again = Definition.from_canonical(definition.canonical())

    assert again.canonical() == definition.canonical()
    assert again == definition
    assert again.model_dump() == definition.model_dump()


def test_forms_keep_their_order_through_the_canonical_bytes() -> None:
    again = Definition.from_canonical(loaded().canonical())

    assert list(again.moves["file"].asks) == ["filed_on", "days", "route"]
    assert list(again.moves["file"].asks["route"].options) == ["window", "online"]
    assert next(iter(again.states)) == "preparing"


def test_layout_comments_and_the_order_of_keys_do_not_change_the_digest() -> None:
    relaid = PROCEDURE.replace(
        "    from: [filed]\n    to:\n      - {state: accepted, when: [court_accepts]}",
        "    # who decides\n    to:\n      - {when: [court_accepts], state: accepted}",
    ).replace(
        "    by: [court_clerk]\n    clocks: [{start: S5}]",
        "    clocks:\n    - start: 'S5'\n    by:\n    - court_clerk\n    from: [filed]",
    )

    assert relaid != PROCEDURE
    assert loaded(relaid).digest == loaded().digest


def test_writing_a_default_out_does_not_change_the_digest() -> None:
    assert loaded(PROCEDURE.replace("    by: [system]", "    by: [system]\n    irreversible: false")) == loaded()


def test_composed_and_decomposed_letters_are_the_same_text() -> None:
    composed = PROCEDURE.replace("en: note", "en: noté")

    assert loaded(unicodedata.normalize("NFD", composed)).digest == loaded(composed).digest


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("en: note", "en: notes"),
        ("days: 30", "days: 31"),
        ("by: [system]", "by: [system, head]"),
        ("irreversible: true", "irreversible: false"),
        ("options: {window: {zh: 窗口, en: at the window}, online: {zh: 网上, en: online}}",
         "options: {online: {zh: 网上, en: online}, window: {zh: 窗口, en: at the window}}"),
    ],
)  # fmt: skip
def test_any_change_of_content_is_another_definition(old: str, new: str) -> None:
    assert loaded(PROCEDURE.replace(old, new)) != loaded()


def test_a_stored_digest_keeps_working_after_the_file_changed(tmp_path: Path) -> None:
    path = tmp_path / "confirmation.yaml"
    path.write_text(PROCEDURE, encoding="utf-8")
    first = load(path, REGISTRY, TODAY)
    kept = {first.digest: first.canonical()}

    path.write_text(PROCEDURE.replace("from: [preparing]", "from: [preparing, filed]"), encoding="utf-8")
    second = load(path, REGISTRY, TODAY)
    old = Definition.from_canonical(kept[first.digest])

    assert second.digest != first.digest
    assert old.digest == first.digest
    assert old.moves_from("filed") != second.moves_from("filed")


def test_bytes_stored_before_a_key_was_known_keep_their_digest() -> None:
    older = json.loads(loaded().canonical())
    del older["given"]
    stored = json.dumps(older, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()

    assert Definition.from_canonical(stored).digest == hashlib.sha256(stored).hexdigest()


def test_a_definition_cannot_be_changed() -> None:
    definition = loaded()

    with pytest.raises(ValidationError):
        definition.procedure = "other"
    with pytest.raises(TypeError):
        definition.states["extra"] = definition.states["filed"]  # type: ignore[index]  # the point of the test


def test_a_stage_and_a_star_reach_every_state_but_the_final_ones() -> None:
    definition = loaded()

    assert definition.reach["lapse"] == {"preparing", "filed", "accepted"}
    assert definition.reach["note"] == {"preparing", "filed", "accepted"}


def test_a_stage_reaches_only_its_own_states() -> None:
    data = shape(go={"from": {"stage": "report"}})
    data["states"]["b"]["stage"] = "report"

    assert Definition.model_validate(data).reach["go"] == {"b"}


def test_the_schema_for_editors_is_up_to_date() -> None:
    assert SCHEMA.read_text(encoding="utf-8") == schema_text()


def schema_errors(text: str) -> int:
    data = YAML(typ="safe", pure=True).load(text)
    return len(list(jsonschema_rs.validator_for(json.loads(schema_text())).iter_errors(data)))


def test_the_schema_takes_what_the_engine_takes() -> None:
    assert schema_errors(PROCEDURE) == 0


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("by: [system]", "by: [sytem]"),
        ("irreversible: true", "irreversable: true"),
        ("\n  note:\n", "\n  Note:\n"),
        ("type: date,", "type: dat,"),
        ("does: [set_docket,", "does: [{effct: x},"),
        ("to: confirmed", "to: []"),
    ],
)
def test_the_schema_refuses_what_has_not_the_shape(old: str, new: str) -> None:
    assert schema_errors(PROCEDURE.replace(old, new)) > 0


@given(st.permutations(list(Stage)), st.text(st.characters(categories=["L", "N"]), min_size=1, max_size=20))
def test_every_definition_survives_its_canonical_form(stages: list[Stage], title: str) -> None:
    data = shape(
        go={"title": {"zh": title, "en": title}, "cites": [title], "when": [{"rule": "r1", "x": [1, title, True]}]}
    )
    for state, stage in zip(data["states"].values(), stages, strict=True):
        state["stage"] = stage.value
    definition = Definition.model_validate(data)

    again = Definition.from_canonical(definition.canonical())

    assert Definition.model_validate(again.model_dump(mode="json"), context="stored").digest == definition.digest
    assert again.model_dump() == definition.model_dump()


def test_limits_hold_on_their_first_and_last_day() -> None:
    period = REGISTRY.limits["S9"]

    assert period.holds_on(date(2023, 12, 31))
    assert not period.holds_on(date(2024, 1, 1))
