"""``mediation replay --all``: every script of a folder, a line each, and what the command exits with."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from mediation.cli.main import app
from tests.replay.short import SHORT, changed

OK, DIFFERS, USAGE, DATA = 0, 1, 2, 3


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(app, [str(each) for each in arguments])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with one script that comes out as expected."""
    home = tmp_path / "scripts"
    home.mkdir()
    (home / "a_good.yaml").write_text(SHORT, encoding="utf-8")
    return home


def test_all_tabulates_each_script_and_ends_well_when_all_come_out_as_expected(folder: Path) -> None:
    result = run("replay", "--all", folder)
    assert result.exit_code == OK, result.stderr
    assert "相符 as expected" in result.stdout
    assert "1 案，1 案与脚本相符" in result.stdout


def test_one_that_differs_stops_none_and_makes_the_command_fail(folder: Path, tmp_path: Path) -> None:
    off = changed("{due: 2026-08-06,", "{due: 2026-08-07,").replace("replay: short", "replay: off")
    (folder / "0_off.yaml").write_text(off, encoding="utf-8")
    result = run("replay", "--all", folder, "--out", tmp_path / "out", "--json")
    assert result.exit_code == DIFFERS
    told = {each["replay"]: each["differences"] for each in json.loads(result.stdout)}
    assert [each["act"] for each in told["off"]] == [6]
    assert [found for name, found in told.items() if name != "off"] == [[]]
    assert {path.name for path in (tmp_path / "out").iterdir()} == set(told)


def test_a_mistake_in_any_script_is_named_before_anything_is_played(folder: Path) -> None:
    (folder / "z_bad.yaml").write_text(changed("kind: street", "kind: strete"), encoding="utf-8")
    result = run("replay", "--all", folder)
    assert result.exit_code == DATA
    assert "z_bad.yaml:6 cast.organisations.0.kind" in result.stderr
    assert "as expected" not in result.stdout


def test_an_empty_folder_is_said_to_be_empty(tmp_path: Path) -> None:
    result = run("replay", "--all", tmp_path)
    assert result.exit_code == DATA
    assert "没有找到回放脚本" in result.stderr


@pytest.mark.parametrize("arguments", [("replay",), ("replay", "--all", "--database", "sqlite:///x.db")])
def test_neither_a_script_nor_all_or_all_into_one_database_is_wrong_usage(arguments: tuple[str, ...]) -> None:
    assert run(*arguments).exit_code == USAGE
