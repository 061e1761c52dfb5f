"""Which fonts a paper is set in, and whether they hold every character. What no font has is refused, never a box.

The bundled Noto Serif and Sans SC stand in for 仿宋 and 黑体; an operator's own fonts go before them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import pylopdf_fonts_zh_cn
import typst
from fontTools.ttLib import TTFont

from mediation.documents.blocks import Document, margin_lines, plain_lines
from mediation.documents.checking import texts
from mediation.documents.parts import Paper
from mediation.errors import BadInput, Problem

TICKS = frozenset(map(ord, "☐☑"))
"""Tick boxes, which the typesetting program draws with a font of its own."""
_SERIF, _SANS = "Noto Serif SC", "Noto Sans SC"
_BUNDLED = pylopdf_fonts_zh_cn.serif_path().parent


@dataclass(frozen=True, slots=True)
class FontChain:
    """Families in the order they are tried: ``body`` (仿宋), ``heading`` (黑体), ``title`` (小标宋)."""

    directories: tuple[Path, ...]
    body: tuple[str, ...]
    heading: tuple[str, ...]
    title: tuple[str, ...]

    @property
    def families(self) -> tuple[str, ...]:
        """Every family once, those of the body first."""
        return tuple(dict.fromkeys((*self.body, *self.heading, *self.title)))

    def tried(self, first: tuple[str, ...]) -> list[str]:
        """The families in the order they are tried where ``first`` is preferred."""
        return list(dict.fromkeys((*first, *self.families)))


def font_chain(
    directories: Iterable[Path] = (),
    *,
    body: Iterable[str] = (),
    heading: Iterable[str] = (),
    title: Iterable[str] = (),
) -> FontChain:
    """Make a chain of an operator's families, found in ``directories``, before the bundled ones.

    Raises:
        BadInput: ``font_not_found``, naming the family that no directory holds.
    """
    chain = FontChain(
        directories=(*directories, _BUNDLED),
        body=(*body, _SERIF),
        heading=(*heading, _SANS),
        title=(*title, *body, _SERIF),
    )
    known = {each.family for each in typst_fonts(chain.directories).fonts() if each.path}
    if unknown := [family for family in chain.families if family not in known]:
        raise BadInput([_not_found(family) for family in unknown])
    return chain


@lru_cache(maxsize=4)
def typst_fonts(directories: tuple[Path, ...]) -> typst.Fonts:
    """Load the fonts of ``directories`` once a process; the system's fonts are not looked at, typst's own for ticks."""
    return typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=True,
        font_paths=[str(directory) for directory in directories],
    )


@lru_cache(maxsize=4)
def coverage(chain: FontChain) -> frozenset[int]:
    """Return the code points that at least one family of the chain has a glyph for."""
    found = set(TICKS)
    for each in typst_fonts(chain.directories).fonts():
        if each.family in chain.families and each.path:
            found |= _code_points(each.path, each.index)
    return frozenset(found)


@lru_cache(maxsize=64)
def _code_points(path: str, index: int) -> frozenset[int]:
    with TTFont(path, fontNumber=index, lazy=True) as font:
        return frozenset(font.getBestCmap())


def check_glyphs(paper: Paper, document: Document, chain: FontChain) -> None:
    """Refuse a paper that holds a character no font of the chain can draw.

    Raises:
        BadInput: ``no_glyph``, a problem for each character and field, naming both.
    """
    have = coverage(chain)
    problems = [
        _no_glyph(place.where, place.zh, place.en, character)
        for place in texts(paper)
        for character in _lacking(place.value, have)
    ]
    words = "".join((*plain_lines(document), *margin_lines(document)))
    if not problems:
        problems = [_no_glyph("template", "文书模板", "template", character) for character in _lacking(words, have)]
    if problems:
        raise BadInput(problems)


def _lacking(text: str, have: frozenset[int]) -> Iterator[str]:
    return (character for character in dict.fromkeys(text) if ord(character) not in have)


def _no_glyph(where: str, zh: str, en: str, character: str) -> Problem:
    point = f"U+{ord(character):04X}"
    return Problem(
        where,
        "no_glyph",
        f"{zh}中的“{character}”（{point}）现有字体无法印出。请安装含有该字的字体，或者核对该字。",
        f"No font can print “{character}” ({point}) in the {en}. Install a font that has it, or check the character.",
    )


def _not_found(family: str) -> Problem:
    return Problem(
        "fonts",
        "font_not_found",
        f"字体目录中没有找到字体“{family}”。请核对字体名称和目录。",
        f"No font directory holds the family “{family}”. Check its name and the directories.",
    )
