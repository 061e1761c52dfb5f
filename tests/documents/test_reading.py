from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import escape

from mediation.documents.blocks import Heading, Item, Numbered, Para, Run, Table, plain_lines
from mediation.documents.checking import is_hidden
from mediation.documents.reading import read
from mediation.errors import BadInput

PLAIN = st.text(st.characters(exclude_categories=["Cs"]).filter(lambda c: not is_hidden(c)), min_size=1, max_size=60)


@pytest.mark.parametrize(
    ("inside", "what"),
    [
        ("<script>alert(1)</script>", "<script>"),
        ("<img src='x'>", "<img src>"),
        ("<p style='color: red'>a</p>", "<p style>"),
        ("<p onclick='f()'>a</p>", "<p onclick>"),
        ("<p class='x'>a</p>", "<p class>"),
        ("<p data-block='seal' onclick='f()'>a</p>", "<p data-block onclick>"),
        ("<h1 data-block='party'>a</h1>", "<h1 data-block>"),
        ("<p data-block='unheard'>a</p>", "<p data-block>"),
        ("<section><p>a</p></section>", "<section>"),
        ("<p data-block='seal'>a</p>", "<seal>"),
        ("<p><a href='x'>a</a></p>", "<a href>"),
        ("<p><p>a</p></p>", "<p>"),
        ("<ul><li>a</li></ul>", "<ul>"),
        ("<p>a<br></p>", "<br>"),
        ("<p/>", "<p/>"),
        ("<p>a</h2>", "</h2>"),
        ("</p>", "</p>"),
        ("<!-- a -->", "<!---->"),
        ("<!doctype html>", "<!doctype>"),
        ("<?php a ?>", "<?>"),
        ("loose", "#text"),
    ],
)
def test_what_is_not_listed_is_refused_with_element_and_line(inside: str, what: str) -> None:
    with pytest.raises(BadInput) as refused:
        read(f"<article>\n<p>a</p>\n{inside}\n</article>")

    (problem,) = refused.value.problems
    assert problem.code == "template_forbidden"
    assert f"“{what}”" in problem.zh
    assert problem.where == "template:3"


def test_an_element_left_open_is_refused_where_it_was_opened() -> None:
    with pytest.raises(BadInput) as refused:
        read("<article>\n<p>a")

    assert [problem.where for problem in refused.value.problems] == ["template:2"]


def test_a_refused_element_is_told_in_two_languages() -> None:
    with pytest.raises(BadInput) as refused:
        read("<article>\n<img>\n</article>")

    assert refused.value.zh == "第2行：文书模板此处不允许出现“<img>”，请改用列明的元素。"
    assert refused.value.en == "Line 2: a paper's template may not hold “<img>” here; use a listed element."


@pytest.mark.parametrize("html", ["", "<article></article><article></article>", "<p>a</p>"])
def test_a_paper_is_one_article(html: str) -> None:
    with pytest.raises(BadInput):
        read(html)


def test_headings_and_items_are_numbered_in_the_words() -> None:
    document = read("<article><h2>甲</h2><ol><li>子</li><li>丑</li></ol><h2>乙</h2><ol><li>寅</li></ol></article>")

    assert list(plain_lines(document)) == ["一、甲", "1.子", "2.丑", "二、乙", "1.寅"]


def test_a_line_break_in_a_template_is_not_a_blank_and_every_other_blank_stays() -> None:
    document = read("<article>\n  <p>甲\n    乙 丙　丁</p>\n</article>")

    assert document.blocks == (Para((Run("甲乙 丙　丁"),)),)


def test_strong_words_are_runs_of_their_own() -> None:
    document = read("<article><h2>甲<strong>乙</strong>丙</h2></article>")

    assert document.blocks == (Heading("一、", (Run("甲"), Run("乙", strong=True), Run("丙"))),)


def test_a_table_belongs_to_its_item() -> None:
    table = "<table><thead><tr><th>期</th></tr></thead><tbody><tr><td>一</td></tr></tbody></table>"
    (numbered,) = read(f"<article><ol><li>甲{table}</li></ol></article>").blocks

    grid = Table(head=(((Run("期"),),),), rows=(((Run("一"),),),), foot=())
    assert numbered == Numbered((Item("1.", (Run("甲"),), (grid,)),))


def test_a_table_whose_rows_differ_in_length_is_refused() -> None:
    with pytest.raises(BadInput):
        read("<article><table><tbody><tr><td>一</td></tr><tr><td>一</td><td>二</td></tr></tbody></table></article>")


@given(PLAIN.filter(lambda text: text.strip(" ")))
def test_escaped_words_come_back_as_they_were(text: str) -> None:
    document = read(f"<article><p>{escape(text)}</p></article>")

    assert list(plain_lines(document)) == [text]
