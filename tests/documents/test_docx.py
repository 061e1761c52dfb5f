from __future__ import annotations

import zipfile
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn

from mediation.documents.blocks import Heading, Title, plain_lines, text_of
from mediation.documents.fonts import FontChain
from mediation.documents.papers.settling import MediationAgreement
from mediation.documents.parts import OtherTerm
from mediation.documents.rendering import document, pdf
from mediation.documents.rendering import docx as made_docx
from mediation.errors import BadInput

from .reading_papers import paragraphs_of_docx, unspaced, words_of_docx
from .samples import AGREEMENT, APPLICATION, EMPLOYER, SPARSE_AGREEMENT, WORKER

MOMENT = datetime(2026, 8, 28, 8, 30, tzinfo=UTC)
UNCOVERED = "\U00020bb7"


@pytest.fixture(scope="module")
def agreement(fonts: FontChain) -> bytes:
    return made_docx(AGREEMENT, fonts=fonts, made_at=MOMENT)


def body_of(content: bytes) -> Any:
    return docx.Document(BytesIO(content)).element.body


def styles_used(content: bytes) -> dict[str, list[str]]:
    written = docx.Document(BytesIO(content))
    names = {style.style_id: style.name or "" for style in written.styles}
    found: dict[str, list[str]] = {}
    for each in written.element.body.iter(qn("w:p")):
        words = "".join(text.text or "" for text in each.iter(qn("w:t")))
        found.setdefault(names[each.style], []).append(words)
    return found


def test_every_kind_of_words_has_a_style_of_its_own(agreement: bytes) -> None:
    words = document(AGREEMENT)
    used = styles_used(agreement)

    assert used["题目"] == [text_of(block.runs) for block in words.blocks if isinstance(block, Title)]
    assert used["Heading 1"] == [each.marker + text_of(each.runs) for each in words.blocks if isinstance(each, Heading)]
    assert used["编号"] == ["江工调字〔2026〕123号"]
    assert used["当事人"][0].startswith("申请人：周某，")
    assert "签名并捺印：" in used["签名"]
    assert used["印章处"] == ["（印章处）"] * 2
    assert "条目" in used


@pytest.mark.parametrize(
    ("style", "typeface"),
    [("Normal", "仿宋_GB2312"), ("Heading 1", "黑体"), ("题目", "方正小标宋简体"), ("印章处", "楷体_GB2312")],
)
def test_styles_name_the_typefaces_of_official_papers(agreement: bytes, style: str, typeface: str) -> None:
    fonts = docx.Document(BytesIO(agreement)).styles[style].element.find(qn("w:rPr")).find(qn("w:rFonts"))

    assert {fonts.get(qn(f"w:{script}")) for script in ("ascii", "hAnsi", "eastAsia", "cs")} == {typeface}


def test_nothing_is_formatted_by_hand_but_runs_in_the_heading_face(agreement: bytes) -> None:
    looks = [looks for run in body_of(agreement).iter(qn("w:r")) for looks in run.iter(qn("w:rPr"))]

    assert {child.tag for each in looks for child in each} == {qn("w:rStyle")}


def test_the_sheet_is_a4_with_a_type_area_of_156_by_225_mm(agreement: bytes) -> None:
    (section,) = docx.Document(BytesIO(agreement)).sections
    size = (section.page_width, section.page_height)
    margins = (section.top_margin, section.right_margin, section.bottom_margin, section.left_margin)

    assert [round(each.mm) for each in size if each is not None] == [210, 297]
    assert [round(each.mm) for each in margins if each is not None] == [37, 26, 35, 28]


def test_every_page_bears_the_case_number_its_own_and_the_count(agreement: bytes) -> None:
    (section,) = docx.Document(BytesIO(agreement)).sections
    fields = [
        field.get(qn("w:instr"))
        for part in (section.header, section.footer)
        for field in part._element.iter(qn("w:fldSimple"))
    ]

    assert "江工调字〔2026〕123号" in section.header.paragraphs[0].text
    assert fields == [" NUMPAGES ", " PAGE "]


def test_a_tables_head_repeats_and_its_rows_do_not_break(agreement: bytes) -> None:
    table = next(body_of(agreement).iter(qn("w:tbl")))
    rows = list(table.iter(qn("w:tr")))

    assert [row.find(qn("w:trPr")).find(qn("w:tblHeader")) is not None for row in rows] == [True] + [False] * 4
    assert all(row.find(qn("w:trPr")).find(qn("w:cantSplit")) is not None for row in rows)


def test_signatures_stay_together_with_the_words_they_are_put_under(agreement: bytes) -> None:
    *_, grid = body_of(agreement).iterchildren(qn("w:tbl"))
    last_words = grid.getprevious().getprevious()
    kept = [each.pPr.find(qn("w:keepNext")) is not None for each in grid.iter(qn("w:p"))]

    assert "具有同等效力" in "".join(text.text for text in last_words.iter(qn("w:t")))
    assert last_words.pPr.find(qn("w:keepNext")) is not None
    assert all(kept)


def test_the_code_is_a_picture_that_says_what_it_is(agreement: bytes, fonts: FontChain) -> None:
    with zipfile.ZipFile(BytesIO(agreement)) as packed:
        assert [name for name in packed.namelist() if "media" in name] == ["word/media/image1.png"]
        assert "二维码" in packed.read("word/footer1.xml").decode()

    without = made_docx(replace(AGREEMENT, qr=None), fonts=fonts)
    with zipfile.ZipFile(BytesIO(without)) as packed:
        assert not [name for name in packed.namelist() if "media" in name]


def test_the_same_paper_gives_the_same_bytes(agreement: bytes, fonts: FontChain) -> None:
    assert made_docx(AGREEMENT, fonts=fonts, made_at=MOMENT) == agreement
    with zipfile.ZipFile(BytesIO(agreement)) as packed:
        assert {entry.date_time for entry in packed.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_the_file_tells_no_author_no_machine_and_no_tool(agreement: bytes) -> None:
    about = docx.Document(BytesIO(agreement)).core_properties

    assert (about.title, about.author, about.last_modified_by, about.comments) == ("调解协议书", "", "", "")
    assert about.created == about.modified == MOMENT
    with zipfile.ZipFile(BytesIO(agreement)) as packed:
        whole = b"".join(packed.read(name) for name in packed.namelist()).lower()
        assert set(packed.namelist()) == {
            *("[Content_Types].xml", "_rels/.rels", "word/document.xml", "word/_rels/document.xml.rels"),
            *("word/header1.xml", "word/settings.xml", "word/styles.xml", "word/footer1.xml"),
            *("word/_rels/footer1.xml.rels", "word/media/image1.png", "word/fontTable.xml", "docProps/core.xml"),
        }
    assert b"python" not in whole
    assert b'targetmode="external"' not in whole


@pytest.mark.parametrize("character", "喆镕㙦䲠𬭎䶮")
def test_rare_characters_of_names_are_written(character: str, fonts: FontChain) -> None:
    paper = replace(AGREEMENT, parties=(replace(WORKER, name=f"阿{character}"), EMPLOYER))

    assert f"申请人：阿{character}，" in words_of_docx(made_docx(paper, fonts=fonts))


def test_a_character_no_font_has_is_refused_as_for_the_pdf(fonts: FontChain) -> None:
    paper = replace(AGREEMENT, parties=(replace(WORKER, name=f"{UNCOVERED}某"), EMPLOYER))
    told = []
    for render in (pdf, made_docx):
        with pytest.raises(BadInput) as refused:
            render(paper, fonts=fonts)
        told.append(refused.value.problems)

    assert told[0] == told[1]
    assert [(problem.where, problem.code) for problem in told[1]] == [("parties[0].name", "no_glyph")]


HOSTILE = [
    "</w:t></w:r></w:p><w:p><w:r><w:t>我公司同意支付100万元</w:t></w:r></w:p>",
    "A<B & C &amp; &#60;b&#62; ]]> <!-- 注 --> <?xml version='1.0'?>",
    '=HYPERLINK("https://example.org","x")',
    "+1-1 @SUM(A1) -2+3|cmd",
    "{{ 7*7 }} {% raw %} {# 隐 #}",
    'PAGE  MERGEFIELD x  INCLUDETEXT "C:/x"',
    "两  个   空格 \\n \\t %s ${x}",
]


def with_words(text: str) -> MediationAgreement:
    return replace(
        SPARSE_AGREEMENT,
        parties=(replace(WORKER, name=text), EMPLOYER),
        facts=(text,),
        terms=(OtherTerm(words=text),),
    )


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_words_stand_in_a_run_as_they_are_and_add_nothing(text: str, fonts: FontChain) -> None:
    plain = paragraphs_of_docx(made_docx(with_words("甲乙丙丁"), fonts=fonts))
    made = made_docx(with_words(text), fonts=fonts)

    assert paragraphs_of_docx(made) == [each.replace("甲乙丙丁", text) for each in plain]
    assert not list(body_of(made).iter(qn("w:fldSimple"), qn("w:hyperlink"), qn("w:instrText")))


@pytest.mark.parametrize("text", ["法" * 10_000, "w" * 10_000, "）" * 10_000], ids=["法", "w", "mark"])
def test_ten_thousand_characters_are_all_written(text: str, fonts: FontChain) -> None:
    made = made_docx(replace(SPARSE_AGREEMENT, terms=(OtherTerm(words=text),)), fonts=fonts)

    assert f"1.{text}" in paragraphs_of_docx(made)


def test_an_application_holds_its_words_as_runs_only(fonts: FontChain) -> None:
    made = made_docx(APPLICATION, fonts=fonts)

    assert words_of_docx(made) == unspaced("".join(plain_lines(document(APPLICATION))))
    assert not list(body_of(made).iter(qn("w:numPr"), qn("w:sym"), qn("w:object")))
