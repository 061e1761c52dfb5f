"""``docs/replay.md`` says what is so: its example plays, and every key and code it lists is there."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

from mediation.casework.desk import ROOT
from mediation.replay.performance import perform_script
from mediation.replay.script import Act, CastOrganisation, CastPerson, Ending, Expectation, MatterStep, Script, Shape
from tests.replay.short import script_of

PAGE = (ROOT / "docs" / "replay.md").read_text(encoding="utf-8")


def test_the_example_of_the_documentation_plays_as_it_stands(tmp_path: Path) -> None:
    example = re.findall(r"```yaml\n(replay: .*?)```", PAGE, re.DOTALL)
    assert len(example) == 1
    account = perform_script(script_of(tmp_path, example[0]), f"sqlite:///{tmp_path / 'e.db'}", date(2026, 11, 22))
    assert [each.zh for each in account.differences] == []


def test_every_key_of_a_script_is_documented() -> None:
    shapes: tuple[type[Shape], ...] = (Script, CastOrganisation, CastPerson, Act, MatterStep, Expectation, Ending)
    keys = {field.alias or name for shape in shapes for name, field in shape.model_fields.items()}
    assert {key for key in keys if f"`{key}" not in PAGE and f"{key}:" not in PAGE} == set()
