from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO
from itertools import pairwise

import pdfplumber
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader

from mediation.documents.blocks import plain_lines
from mediation.documents.fonts import FontChain
from mediation.documents.papers.settling import MediationAgreement
from mediation.documents.parts import OtherTerm, Paper
from mediation.documents.qr import draw
from mediation.documents.rendering import document, page, pdf
from mediation.documents.typesetting import pieces
from mediation.errors import BadInput

from .reading_papers import (
    baselines_of_page,
    lines_of_pdf,
    unspaced,
    words_by_page,
    words_of_pdf,
)
from .samples import AGREEMENT, APPLICATION, EMPLOYER, FULL, WORKER

CLOSING = "、，。；：！？）」』》〉】〕”’…"
PUNCTUATED = "周某（男），称“公司”《考勤制度》第3条、第12条；均未公示！是否有效？见〔2026〕5号：『已收』「未付」。" * 40


@pytest.mark.parametrize("paper", FULL, ids=lambda paper: paper.slug)
def test_a_paper_is_pdf_a_2b(paper: Paper, fonts: FontChain) -> None:
    made = pdf(paper, fonts=fonts)

    assert b"<pdfaid:part>2</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance>" in made


def test_a_paper_says_its_title_and_its_language(fonts: FontChain) -> None:
    reader = PdfReader(BytesIO(pdf(APPLICATION, fonts=fonts)))

    assert reader.metadata is not None
    assert reader.metadata.title == "司法确认申请书"
    assert str(reader.root_object["/Lang"]) == "zh-CN"


def test_three_parties_sign_on_the_page_where_the_words_end(fonts: FontChain) -> None:
    third = replace(EMPLOYER, name="江州市江城区某某建筑劳务分包工程有限责任公司")
    paper = replace(AGREEMENT, parties=(WORKER, EMPLOYER, third), extra_copies_for=None)

    *_, last = words_by_page(pdf(paper, fonts=fonts))

    assert "具有同等效力" in last
    assert last.count("（印章处）") == 3


def test_every_page_is_a4_and_bears_number_count_and_case_number(fonts: FontChain) -> None:
    pages = PdfReader(BytesIO(pdf(AGREEMENT, fonts=fonts))).pages

    for number, each in enumerate(pages, start=1):
        text = unspaced(each.extract_text())
        assert (round(each.mediabox.width), round(each.mediabox.height)) == (595, 842)
        assert f"—{number}—" in text
        assert f"江工调字〔2026〕123号共{len(pages)}页" in text


def test_the_same_paper_gives_the_same_bytes_on_every_thread(fonts: FontChain) -> None:
    with ThreadPoolExecutor(4) as pool:
        made = list(pool.map(lambda _: pdf(APPLICATION, fonts=fonts), range(8)))

    assert set(made) == {pdf(APPLICATION, fonts=fonts)}


def test_the_time_it_was_made_is_in_the_file_only_when_it_was_given(fonts: FontChain) -> None:
    moment = datetime(2026, 8, 28, 8, 30, tzinfo=UTC)

    assert b"2026-08-28T08:30:00" in pdf(AGREEMENT, fonts=fonts, made_at=moment)
    assert b"1970-01-01T00:00:00" in pdf(AGREEMENT, fonts=fonts)


def test_only_the_fonts_of_the_chain_are_embedded(fonts: FontChain) -> None:
    with pdfplumber.open(BytesIO(pdf(AGREEMENT, fonts=fonts))) as opened:
        names = {char["fontname"].split("+")[1].split("-")[0] for char in opened.chars}

    assert names == {"NotoSerifSC", "NotoSansSC"}


def test_no_line_begins_with_a_closing_mark(fonts: FontChain) -> None:
    texts = [PUNCTUATED[start:] for start in range(6)]
    lines = lines_of_pdf(pdf(replace(AGREEMENT, terms=tuple(OtherTerm(words=text) for text in texts)), fonts=fonts))

    assert len(lines) > 300
    assert [line for line in lines if line[0] in CLOSING] == []
    assert [line for line in lines if line[-1] in "（“《〔『「"] == []


def test_a_page_has_22_lines_of_28_characters_28_points_apart(fonts: FontChain) -> None:
    made = pdf(replace(AGREEMENT, facts=("工" * 2000,)), fonts=fonts)
    lines = baselines_of_page(made, 1)

    assert len(lines) == 22
    assert {round(below - above) for above, below in pairwise(lines)} == {28}
    assert "工" * 28 in lines_of_pdf(made)


@pytest.mark.parametrize("lines", range(1, 23, 2))
@pytest.mark.parametrize("paper", [replace(AGREEMENT, qr=None)], ids=["agreement"])
def test_signatures_stay_together_and_never_stand_alone(
    paper: MediationAgreement, lines: int, fonts: FontChain
) -> None:
    terms = (OtherTerm(words="双" * 28 * lines),)

    pages = words_by_page(pdf(replace(paper, terms=terms), fonts=fonts))

    signed = [text for text in pages if "签名并捺印" in text or "调解员陈某签名" in text or "（印章处）" in text]
    assert signed == pages[-1:]
    assert "具有同等效力" in signed[0]


def test_more_signers_than_a_page_holds_are_all_printed(fonts: FontChain) -> None:
    many = tuple(replace(EMPLOYER, name=f"江州第{number}物流有限公司") for number in range(10, 22))
    paper = replace(AGREEMENT, parties=(WORKER, *many), copies=14, extra_copies_for=None)

    text = words_of_pdf(pdf(paper, fonts=fonts))

    assert text == unspaced("".join(plain_lines(document(paper))))
    assert [text.count(f"被申请人：{each.name}") for each in many] == [2] * 12


def test_nothing_is_printed_outside_the_paper(fonts: FontChain) -> None:
    names = ("江" * 700, "W" * 700, "）" * 700)
    paper = replace(
        AGREEMENT,
        parties=(replace(WORKER, name=names[0]), replace(EMPLOYER, name=names[1])),
        terms=(OtherTerm(words=names[2]),),
        place="9" * 2000,
    )

    inside = "".join(lines_of_pdf(pdf(paper, fonts=fonts)))

    assert [inside.count(mark) >= 700 for mark in "江W）"] == [True] * 3
    assert inside.count("9") >= 2000


@given(st.text(st.sampled_from("aZ09.-/（）。，、甲 汉\u3000"), max_size=120))
def test_pieces_joined_are_the_words(text: str) -> None:
    assert "".join(pieces(text)) == text


@pytest.mark.parametrize("text", ["江州市人民法院" * 20, "6200000000000000018", "第3栋502室，联系电话13900000000。"])
def test_words_that_fit_on_a_line_stay_in_one_piece(text: str) -> None:
    assert pieces(text) == [text]


def test_a_code_is_drawn_only_where_it_is_given(fonts: FontChain) -> None:
    without = replace(AGREEMENT, qr=None)

    assert draw("江工调字〔2026〕123号").path in page(AGREEMENT)
    assert "<svg" not in page(without)
    assert len(pdf(AGREEMENT, fonts=fonts)) > len(pdf(without, fonts=fonts))


def test_a_code_that_holds_too_much_is_refused() -> None:
    with pytest.raises(BadInput) as refused:
        page(replace(AGREEMENT, qr="号" * 5000))

    assert refused.value.code == "qr_too_long"
