"""The elements of forms, records, receipts, letters and drafts, as every form of a paper shows them."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import docx
import pdfplumber
import pytest
from docx.oxml.ns import qn

from mediation.documents import typesetting
from mediation.documents.blocks import (
    Document,
    Form,
    FormCell,
    Issuer,
    Receipt,
    Run,
    Table,
    margin_lines,
    plain_lines,
    text_of,
)
from mediation.documents.docx import docx_bytes
from mediation.documents.fonts import FontChain
from mediation.documents.layout import form_columns, sheet_of, spans, table_columns
from mediation.documents.page import html
from mediation.documents.reading import read
from mediation.documents.typesetting import UNDATED
from mediation.documents.words import tick
from mediation.errors import BadInput

from .reading_papers import unspaced, words_by_page, words_of_docx, words_of_page, words_of_pdf

SIGNERS = ("申请人周某", "被申请人代理人孙某", "调解员陈某", "记录人吴某", "翻译人员李某")
FORM = """<table data-block="form"><tbody>
<tr><th>姓名</th><td>周某</td><th>性别</th><td>男</td></tr>
<tr><th>送达方式</th><td>☑直接送交　☐邮寄</td></tr>
<tr><th>备注</th><td><p>第一行</p><p>第二行</p></td></tr>
<tr><th>签收人</th><td></td></tr>
</tbody></table>"""
ISSUER = """<section data-block="issuer"><p>江州市总工会劳动争议调解委员会</p><p data-block="seal">（印章处）</p>
<p data-block="date">2026年8月14日</p></section>"""
RECEIPT = f'<section data-block="receipt"><h1>送达回证</h1>{FORM}<p>请签收后交回。</p>{ISSUER}</section>'
TALK = "".join(f"<p>问：第{number}个问题是什么？</p><p>答：{'工' * 80}。</p>" for number in range(30))


def table(rows: int) -> str:
    cells = "<td>阿卜杜·热合曼</td><td>990101198503142375</td><td>18,000.00</td><td></td>"
    head = "<th>姓名</th><th>公民身份号码</th><th>金额（元）</th><th>本人签名</th>"
    return f"<table><thead><tr>{head}</tr></thead><tbody>{f'<tr>{cells}</tr>' * rows}</tbody></table>"


def paper(inside: str, kind: str = "<article>") -> Document:
    return read(f"{kind}<header>江工调字〔2026〕123号</header><h1>文书</h1>{inside}</article>")


def alike(words: Document, fonts: FontChain) -> bool:
    """Test if page, PDF and DOCX say the words of the blocks, in their order."""
    said = unspaced("".join(plain_lines(words)))
    made = typesetting.pdf(words, fonts=fonts)
    return (
        words_of_page(html(words))
        == words_of_pdf(made, sheet_of(words))
        == words_of_docx(docx_bytes(words, made_at=UNDATED))
        == said
    )


@pytest.mark.parametrize("inside", [FORM, ISSUER, RECEIPT, table(3), f"<p>特此通知。</p>{ISSUER}{RECEIPT}"])
@pytest.mark.parametrize("kind", ["<article>", '<article data-block="landscape">'])
def test_every_element_says_the_same_words_in_all_forms(inside: str, kind: str, fonts: FontChain) -> None:
    assert alike(paper(inside, kind), fonts)


def test_a_form_is_labels_and_values_and_a_short_row_reaches_to_the_edge() -> None:
    (form,) = (block for block in paper(FORM).blocks if isinstance(block, Form))

    assert form.rows[0][0] == FormCell(((Run("姓名"),),), label=True)
    assert [[span for _, span in spans(row, 4)] for row in form.rows] == [[1, 1, 1, 1], [1, 3], [1, 3], [1, 3]]
    assert [text_of(line) for line in form.rows[2][1].lines] == ["第一行", "第二行"]
    assert html(paper(FORM)).count('colspan="3"') == 3
    assert [each.get(qn("w:val")) for each in written(paper(FORM)).iter(qn("w:gridSpan"))] == ["3"] * 3


def written(words: Document) -> Any:
    return docx.Document(BytesIO(docx_bytes(words, made_at=UNDATED))).element.body


@pytest.mark.parametrize(("chosen", "box"), [(True, "☑"), (False, "☐"), (None, "☐")])
def test_a_box_is_ticked_by_what_was_chosen(chosen: bool | None, box: str) -> None:
    assert tick(chosen) == box


def test_an_ordinary_table_has_no_lines_within_a_cell() -> None:
    with pytest.raises(BadInput):
        paper("<table><tbody><tr><td><p>一</p></td></tr></tbody></table>")


def test_who_signs_every_page_has_a_line_on_every_page(fonts: FontChain) -> None:
    names = "".join(f"<p>{name}</p>" for name in SIGNERS)
    words = paper(f'{TALK}<footer data-block="page-signers">{names}</footer>')
    with pdfplumber.open(BytesIO(typesetting.pdf(words, fonts=fonts))) as opened:
        pages = [unspaced(page.extract_text()) for page in opened.pages]

    assert len(pages) > 2
    for number, page in enumerate(pages, start=1):
        assert f"第{number}页共{len(pages)}页" in page
        assert [name for name in SIGNERS if f"{name}：" not in page] == []
    footer = docx.Document(BytesIO(docx_bytes(words, made_at=UNDATED))).sections[0].footer
    assert unspaced("".join(each.text for each in footer.paragraphs)) == "第页共页" + "：".join((*SIGNERS, ""))
    assert [each.get(qn("w:instr")) for each in footer._element.iter(qn("w:fldSimple"))] == [" PAGE ", " NUMPAGES "]
    assert [name for name in SIGNERS if f"{name}：" not in html(words)] == []
    assert alike(words, fonts)


def test_a_long_name_takes_no_line_from_those_who_sign_after_it(fonts: FontChain) -> None:
    long = "被申请人江州市江城区临港大道某某建筑劳务分包工程有限责任公司"
    words = paper(
        f'<p>问。</p><footer data-block="page-signers"><p>{long}</p><p>{"江" * 3000}</p><p>记录人</p></footer>'
    )
    with pdfplumber.open(BytesIO(typesetting.pdf(words, fonts=fonts))) as opened:
        (page,) = opened.pages
        last = [each["bottom"] for each in page.chars if each["text"] in "记录"]

        assert page.search(f"{long}：")
        assert len(last) == 2
        assert max(last) < page.height - 12


def test_a_drafts_mark_stands_on_every_page(fonts: FontChain) -> None:
    words = paper(f'<header data-block="draft">草稿　仅供法官参考</header>{TALK}')
    with pdfplumber.open(BytesIO(typesetting.pdf(words, fonts=fonts))) as opened:
        assert all("草稿仅供法官参考" in unspaced(page.extract_text()) for page in opened.pages)

    header = docx.Document(BytesIO(docx_bytes(words, made_at=UNDATED))).sections[0].header
    assert "草稿　仅供法官参考" in header.paragraphs[0].text
    assert "草稿　仅供法官参考" in html(words)
    assert "草稿　仅供法官参考" in margin_lines(words)
    assert alike(words, fonts)


def test_a_wide_paper_lies_on_its_side(fonts: FontChain) -> None:
    words = paper(table(3), '<article data-block="landscape">')
    (section,) = docx.Document(BytesIO(docx_bytes(words, made_at=UNDATED))).sections
    with pdfplumber.open(BytesIO(typesetting.pdf(words, fonts=fonts))) as opened:
        (page,) = opened.pages
        assert (round(page.width), round(page.height)) == (842, 595)

    assert section.page_width is not None
    assert round(section.page_width.mm) == 297
    assert "size: 297mm 210mm" in html(words)


def test_a_receipt_stays_on_one_page_below_a_cut_line(fonts: FontChain) -> None:
    for lines in range(0, 20, 3):
        words = paper(f"<p>{'双' * 28 * lines}通知。</p>{RECEIPT}")
        pages = words_by_page(typesetting.pdf(words, fonts=fonts))
        assert sum("送达回证" in page for page in pages) == 1
        assert all(("送达回证" in page) == ("2026年8月14日" in page) for page in pages)
    assert [type(block) for block in words.blocks][-1] is Receipt


def test_a_receipt_longer_than_a_page_loses_nothing(fonts: FontChain) -> None:
    long = f'<section data-block="receipt"><p>{"长" * 3000}</p>{FORM}</section>'

    assert alike(paper(long), fonts)


@pytest.mark.parametrize("rows", [1, 8, 9, 40])
def test_a_table_loses_no_row_however_long_it_is(rows: int, fonts: FontChain) -> None:
    wide = paper(table(rows).replace("阿卜杜·热合曼", "阿" * 60), '<article data-block="landscape">')

    assert words_of_pdf(typesetting.pdf(wide, fonts=fonts), sheet_of(wide)).count("990101198503142375") == rows


def test_a_letters_end_stands_at_the_right_with_the_words_before_it(fonts: FontChain) -> None:
    words = paper(f"<p>特此通知。</p>{ISSUER}")
    assert isinstance(words.blocks[-1], Issuer)
    with pdfplumber.open(BytesIO(typesetting.pdf(words, fonts=fonts))) as opened:
        (page,) = opened.pages
        (found,) = page.search("2026年8月14日")

    assert found["x0"] > page.width / 2


def test_a_letters_end_of_any_length_loses_nothing(fonts: FontChain) -> None:
    assert alike(paper(ISSUER.replace("江州市总工会", "江" * 3000)), fonts)


def test_no_number_is_broken_where_the_letters_can_be_smaller() -> None:
    (many,) = (each for each in paper(table(3)).blocks if isinstance(each, Table))

    assert table_columns(many, 300).size == 14
    assert table_columns(many, 120).size < 14
    assert sum(table_columns(many, 120).shares) == pytest.approx(1)


def test_a_forms_columns_are_as_wide_as_what_stands_in_them_alone() -> None:
    (form,) = (block for block in paper(FORM).blocks if isinstance(block, Form))
    shares = form_columns(form, 156).shares

    assert len(shares) == 4
    assert shares[0] > shares[2]


def test_a_sum_stands_at_the_right() -> None:
    assert html(paper(table(1))).count('class="amount"') == 1
    assert [each.get(qn("w:val")) for each in written(paper(table(1))).iter(qn("w:jc"))] == ["right"]
