from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen

from mediation.documents.blocks import plain_lines
from mediation.documents.fonts import FontChain, check_glyphs, coverage, font_chain
from mediation.documents.papers.settling import MediationAgreement
from mediation.documents.rendering import document, page, pdf
from mediation.errors import BadInput

from .reading_papers import words_of_pdf
from .samples import AGREEMENT, APPLICATION, EMPLOYER, WORKER

UNCOVERED = "\U00020bb7"


def named(name: str) -> MediationAgreement:
    return replace(AGREEMENT, parties=(replace(WORKER, name=name), EMPLOYER))


def font_with(character: str, family: str, path: Path) -> Path:
    pen = TTGlyphPen(None)
    pen.moveTo((100, 0))
    pen.lineTo((900, 0))
    pen.lineTo((500, 800))
    pen.closePath()
    glyph = pen.glyph()
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder([".notdef", "sample"])
    builder.setupCharacterMap({ord(character): "sample"})
    builder.setupGlyf({".notdef": glyph, "sample": glyph})
    builder.setupHorizontalMetrics({".notdef": (1000, 100), "sample": (1000, 100)})
    builder.setupHorizontalHeader(ascent=880, descent=-120)
    builder.setupNameTable({"familyName": family, "styleName": "Regular", "psName": family.replace(" ", "")})
    builder.setupOS2()
    builder.setupPost()
    builder.save(path)
    return path.parent


@pytest.fixture
def operators_directory(tmp_path: Path) -> Path:
    return font_with(UNCOVERED, "Village Song", tmp_path / "village.ttf")


@pytest.mark.parametrize("character", "喆镕㙦䲠𬭎䶮㛃·")
def test_rare_characters_of_names_are_printed(character: str, fonts: FontChain) -> None:
    assert f"申请人：阿{character}，" in words_of_pdf(pdf(named(f"阿{character}"), fonts=fonts))


def test_a_character_no_font_has_is_refused_with_character_and_field(fonts: FontChain) -> None:
    with pytest.raises(BadInput) as refused:
        pdf(named(f"{UNCOVERED}某"), fonts=fonts)

    (problem,) = refused.value.problems
    assert (problem.where, problem.code) == ("parties[0].name", "no_glyph")
    assert problem.zh == (
        f"申请人“{UNCOVERED}某”的姓名或者名称中的“{UNCOVERED}”（U+20BB7）现有字体无法印出。"
        "请安装含有该字的字体，或者核对该字。"
    )
    assert "U+20BB7" in problem.en


def test_every_character_that_cannot_be_printed_is_told_once_a_field(fonts: FontChain) -> None:
    paper = replace(named(UNCOVERED * 3), place=f"{UNCOVERED}村\U0001f600")

    with pytest.raises(BadInput) as refused:
        pdf(paper, fonts=fonts)

    assert [problem.where for problem in refused.value.problems] == ["parties[0].name", "place", "place"]


def test_the_page_leaves_the_fonts_to_the_reader() -> None:
    assert f"申请人：</strong>{UNCOVERED}某" in page(named(f"{UNCOVERED}某"))


def test_an_operators_font_prints_what_the_bundled_ones_cannot(operators_directory: Path) -> None:
    chain = font_chain([operators_directory], body=["Village Song"])

    assert f"申请人：{UNCOVERED}某，" in words_of_pdf(pdf(named(f"{UNCOVERED}某"), fonts=chain))


def test_a_font_that_is_found_but_not_named_is_not_used(operators_directory: Path) -> None:
    assert ord(UNCOVERED) not in coverage(font_chain([operators_directory]))


def test_a_named_font_that_is_nowhere_is_refused() -> None:
    with pytest.raises(BadInput) as refused:
        font_chain(heading=["Nowhere Hei"])

    assert refused.value.code == "font_not_found"
    assert "“Nowhere Hei”" in refused.value.zh


def test_a_template_is_held_to_the_same_fonts_as_its_fields(operators_directory: Path) -> None:
    words = document(AGREEMENT)
    lone = FontChain(directories=(operators_directory,), body=("Village Song",), heading=(), title=())

    with pytest.raises(BadInput) as refused:
        check_glyphs(AGREEMENT, words, lone)

    assert refused.value.problems[0].where == "case_number"


@pytest.mark.parametrize("paper", [AGREEMENT, APPLICATION], ids=lambda paper: paper.slug)
def test_the_bundled_fonts_have_every_word_of_the_templates(paper: MediationAgreement, fonts: FontChain) -> None:
    assert {ord(each) for line in plain_lines(document(paper)) for each in line} <= coverage(fonts)
