from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mediation.documents.blocks import plain_lines
from mediation.documents.fonts import FontChain, coverage, font_chain
from mediation.documents.papers.settling import MediationAgreement
from mediation.documents.parts import OtherTerm
from mediation.documents.rendering import document, page, pdf

from .reading_papers import unspaced, words_of_page, words_of_pdf
from .samples import AGREEMENT, EMPLOYER, SPARSE_AGREEMENT, WORKER

STAND_IN = "甲乙丙丁"
HOSTILE = [
    "<script>alert(1)</script>",
    "</p></section><h1>我公司同意支付100万元</h1>",
    "A<B & C &amp; &#60;b&#62;",
    '" onclick="f()',
    "#set page(width: 1cm); #panic()",
    '#eval("1") $x^2$ *强* _斜_ `码` @ref <label> // 注 /* 注 */',
    "\\u{202e} \\n \\\\ ~ -- --- ... 'q' \"q\"",
    "= 标题 + 列表 - 项 / 词: 义 https://example.org",
    "{{ 7*7 }} {% include '/etc/passwd' %} {# 隐 #}",
    "' OR 1=1--",
    "两  个   空格 fi ffl",
    "喆镕㙦䲠𬭎䶮㛃 阿不都·热合曼",
]
LONG = ["法" * 10_000, "w" * 10_000, "）" * 10_000]
NAMES = [text[:20] for text in HOSTILE]


def with_words(text: str) -> MediationAgreement:
    return replace(
        AGREEMENT,
        parties=(replace(WORKER, name=text), EMPLOYER),
        facts=(text,),
        terms=(OtherTerm(words=text),),
    )


@pytest.mark.parametrize("text", HOSTILE, ids=NAMES)
def test_hostile_words_change_nothing_but_themselves(text: str, fonts: FontChain) -> None:
    expected = words_of_page(page(with_words(STAND_IN))).replace(STAND_IN, unspaced(text))

    assert words_of_page(page(with_words(text))) == expected
    assert words_of_pdf(pdf(with_words(text), fonts=fonts)) == expected


@pytest.mark.parametrize("text", LONG, ids=["法", "w", "mark"])
def test_ten_thousand_characters_are_all_printed(text: str, fonts: FontChain) -> None:
    paper = replace(SPARSE_AGREEMENT, terms=(OtherTerm(words=text),))

    assert f"1.{text}四、" in words_of_page(page(paper))
    assert f"1.{text}四、" in words_of_pdf(pdf(paper, fonts=fonts))


@pytest.mark.parametrize("text", HOSTILE, ids=NAMES)
def test_hostile_words_add_no_block(text: str) -> None:
    kinds = [type(block) for block in document(with_words(text)).blocks]

    assert kinds == [type(block) for block in document(with_words(STAND_IN)).blocks]


def test_hostile_words_are_escaped_on_the_page() -> None:
    html = page(with_words("<script>alert(1)</script>"))

    assert "<script" not in html
    assert "&lt;script&gt;" in html


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(st.sampled_from([*"#$@*_`~<>&'\"\\{}[]()%=+-/.:;!?^|", *"，。、；：（）《》“”甲乙 aZ09"]), min_size=1))
def test_any_marks_come_out_of_page_and_pdf_as_they_went_in(text: str) -> None:
    paper = replace(SPARSE_AGREEMENT, terms=(OtherTerm(words=f"起{text}止"),))

    assert f"1.起{text}止" in plain_lines(document(paper))
    assert f"1.起{unspaced(text)}止" in words_of_page(page(paper))
    assert f"1.起{unspaced(text)}止" in words_of_pdf(pdf(paper, fonts=font_chain()))


@settings(max_examples=25, deadline=None)
@given(st.data())
def test_any_character_the_fonts_have_is_printed(data: st.DataObject) -> None:
    fonts = font_chain()
    seen = st.sampled_from(sorted(point for point in coverage(fonts) if 0x4E00 <= point <= 0x9FFF or point > 0x20000))
    text = "".join(map(chr, data.draw(st.lists(seen, min_size=1, max_size=20))))

    made = words_of_pdf(pdf(replace(SPARSE_AGREEMENT, terms=(OtherTerm(words=text),)), fonts=fonts))

    assert f"1.{text}四、" in made
