"""A line of code knows its room: who may read the clock, end a transaction, read the environment; how large it is."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
FILES = sorted(p for room in ("mediation", "api") for p in (ROOT / room).rglob("*.py") if "migrations" not in p.parts)
CLOCKS = {("datetime", "now"), ("datetime", "utcnow"), ("datetime", "today"), ("date", "today"), ("time", "time")}


WORD_LISTS = {"mediation/vocabulary.py"}
"""A list of words has as many lines as words."""


def name_of(path: Path) -> str:
    """The path from the top."""
    return path.relative_to(ROOT).as_posix()


def calls(path: Path) -> Iterator[tuple[str, str]]:
    """Every call of an attribute, as the last two names."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            holder = node.func.value
            yield (getattr(holder, "id", getattr(holder, "attr", "")), node.func.attr)


def test_the_clock_is_read_in_one_place() -> None:
    readers = {name_of(path) for path in FILES if CLOCKS & set(calls(path))}

    assert readers == {"api/app.py"}


def test_nobody_commits_but_the_database() -> None:
    committers = {name_of(path) for path in FILES if any(verb == "commit" for _, verb in calls(path))}

    assert committers <= {"mediation/records/database.py"}


def test_only_the_settings_read_the_environment() -> None:
    readers = {name_of(p) for p in FILES if "os.environ" in p.read_text("utf-8") or "getenv" in p.read_text("utf-8")}

    assert readers == set()


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_files_and_functions_stay_small(path: Path) -> None:
    text = path.read_text("utf-8")
    functions = [n for n in ast.walk(ast.parse(text)) if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef)]
    long = {f.name: f.end_lineno - f.lineno + 1 for f in functions if f.end_lineno and f.end_lineno - f.lineno >= 40}

    assert text.count("\n") <= 300 or name_of(path) in WORD_LISTS
    assert long == {}
