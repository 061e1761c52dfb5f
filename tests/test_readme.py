"""What README says is so: the drawing is the definition's, the commands exist, the two languages agree."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from mediation.engine.diagram import svg
from tests.world import law

ROOT = Path(__file__).resolve().parents[1]
READMES = [ROOT / "README.md", ROOT / "README.zh-CN.md"]


def test_the_drawing_is_the_definition() -> None:
    drawn = (ROOT / "docs" / "labour_mediation.svg").read_text("utf-8")

    assert drawn == svg(law().procedures.named("labour_mediation"), "zh")


@pytest.mark.parametrize("readme", READMES, ids=lambda p: p.name)
def test_every_place_that_is_named_exists(readme: Path) -> None:
    text = readme.read_text("utf-8")
    places = re.findall(r"`((?:workflows|mediation|api|templates|docs)/[\w./-]*)`", text)

    assert len(places) > 8
    assert [place for place in places if not (ROOT / place).exists()] == []


@pytest.mark.parametrize("readme", READMES, ids=lambda p: p.name)
def test_every_make_target_that_is_named_exists(readme: Path) -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    targets = set(re.findall(r"^make (\w+)", readme.read_text("utf-8"), re.MULTILINE))

    assert {"demo", "test", "bench"} <= targets
    assert [t for t in targets if not re.search(rf"^{t}:", makefile, re.MULTILINE)] == []


def test_both_languages_show_the_same_commands() -> None:
    blocks = [
        re.findall(r"^(?:make \w+|\.venv/bin/mediation[^#\n]*)", p.read_text("utf-8"), re.MULTILINE) for p in READMES
    ]

    assert [b.strip() for b in blocks[0]] == [b.strip() for b in blocks[1]]
