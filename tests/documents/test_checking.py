from __future__ import annotations

from dataclasses import fields, replace
from typing import Any

import pytest

from mediation.documents.checking import is_hidden
from mediation.documents.papers import PAPERS
from mediation.documents.parts import Attachment, Instalment, Paper
from mediation.documents.rendering import document, page
from mediation.errors import BadInput, Problem

from .samples import (
    AGREEMENT,
    APPLICATION,
    CERTIFICATE,
    EMPLOYER,
    EVERY,
    FULL,
    SEVERANCE,
    SPARSE_AGREEMENT,
    SPARSE_APPLICATION,
    WAGES,
    WORKER,
)


def refusal(paper: Paper) -> tuple[Problem, ...]:
    with pytest.raises(BadInput) as refused:
        document(paper)
    return refused.value.problems


def codes(paper: Paper) -> set[tuple[str, str]]:
    return {(problem.where, problem.code) for problem in refusal(paper)}


NEEDED = [
    (paper, each.name)
    for paper in FULL
    for each in fields(paper)
    if each.metadata["needed"] and not isinstance(getattr(paper, each.name), bool | int)
]


@pytest.mark.parametrize(("paper", "name"), NEEDED, ids=[f"{paper.slug}-{name}" for paper, name in NEEDED])
def test_a_field_the_form_needs_is_named_when_it_is_missing(paper: Paper, name: str) -> None:
    empty: Any = () if isinstance(getattr(paper, name), tuple) else None
    called = next(each.metadata["zh"] for each in fields(paper) if each.name == name)

    problems = refusal(replace(paper, **{name: empty}))

    assert [(problem.where, problem.code) for problem in problems] == [(name, "missing_field")]
    assert f"缺少{called}" in problems[0].zh


def test_a_missing_address_is_told_with_whose_it_is() -> None:
    (problem,) = refusal(replace(AGREEMENT, parties=(WORKER, replace(EMPLOYER, address=None))))

    assert problem.where == "parties[1].address"
    assert problem.zh == "无法生成文书：缺少被申请人“江州某物流有限公司”的住所。请补充后重新生成。"
    assert problem.en == "The paper cannot be made: address of party 2 is missing. Supply it and try again."


@pytest.mark.parametrize("blank", ["", " ", "　"])
def test_blank_words_are_missing_words(blank: str) -> None:
    assert codes(replace(AGREEMENT, place=blank)) == {("place", "missing_field")}


def test_all_that_is_missing_is_told_at_once() -> None:
    paper = replace(AGREEMENT, place=None, terms=(replace(WAGES, amount_fen=None, tax=None),), requests=("",))

    assert codes(paper) == {
        ("place", "missing_field"),
        ("requests[0]", "missing_field"),
        ("terms[0].amount_fen", "missing_field"),
        ("terms[0].tax", "missing_field"),
    }


@pytest.mark.parametrize(
    ("term", "expected"),
    [
        (replace(WAGES, due=None), {("terms[0].due", "missing_field")}),
        (replace(WAGES, account=None), {("terms[0].account", "missing_field")}),
        (replace(SEVERANCE, due=WAGES.due), {("terms[0].due", "contradiction")}),
        (replace(SEVERANCE, amount_fen=3_100_051), {("terms[0].instalments", "contradiction")}),
        (replace(WAGES, amount_fen=0), {("terms[0].amount_fen", "contradiction")}),
        (replace(CERTIFICATE, words=None), {("terms[0].words", "missing_field")}),
    ],
    ids=["no last day", "no account", "two schedules", "sum differs", "nothing to pay", "no words"],
)
def test_a_term_that_cannot_be_carried_out_is_refused(term: Any, expected: set[tuple[str, str]]) -> None:
    assert codes(replace(AGREEMENT, terms=(term,))) == expected


def test_an_instalment_of_nothing_is_refused() -> None:
    whole = Instalment(due=WAGES.due, amount_fen=3_100_050)
    term = replace(SEVERANCE, instalments=(whole, replace(whole, amount_fen=0)))

    assert codes(replace(AGREEMENT, terms=(term,))) == {("terms[0].instalments[1].amount_fen", "contradiction")}


def test_an_organisation_acts_through_its_representative() -> None:
    paper = replace(AGREEMENT, parties=(WORKER, replace(EMPLOYER, representative=None)))

    assert codes(paper) == {("parties[1].representative", "missing_field")}


def test_nobody_settles_alone() -> None:
    assert codes(replace(AGREEMENT, parties=(WORKER,))) >= {("parties[1]", "missing_field")}
    assert codes(replace(APPLICATION, applicants=(WORKER,))) == {("applicants[1]", "missing_field")}


def test_each_party_and_the_body_get_a_copy() -> None:
    assert codes(replace(AGREEMENT, copies=2)) == {("copies", "contradiction")}


def test_a_spare_copy_says_what_it_is_for() -> None:
    assert codes(replace(AGREEMENT, extra_copies_for=None)) == {("extra_copies_for", "missing_field")}


def test_a_use_for_spare_copies_needs_spare_copies() -> None:
    assert codes(replace(AGREEMENT, copies=3)) == {("extra_copies_for", "contradiction")}


def test_confirmation_is_asked_by_applicants_only() -> None:
    assert codes(replace(APPLICATION, applicants=(WORKER, EMPLOYER))) == {("applicants[1].label", "contradiction")}


HIDDEN = [
    *("\x00", "\x07", "\t", "\n", "\r", "\x7f", "\x85", "\xad", "\u034f", "\u200b", "\u200e", "\u2028", "\u202e"),
    *("\u2066", "\u3164", "\ufe0f", "\ufeff", "\ufff9", "\ufffd", "\uffff", "\ud800", "\U000e0101", "\U000e0041"),
]


@pytest.mark.parametrize("character", HIDDEN, ids=[f"U+{ord(character):04X}" for character in HIDDEN])
def test_a_character_nobody_sees_is_refused_with_its_number_and_its_field(character: str) -> None:
    (problem,) = refusal(replace(APPLICATION, attachments=(Attachment(title=f"授权{character}委托书"),)))

    assert (problem.where, problem.code) == ("attachments[0].title", "bad_char")
    assert f"（U+{ord(character):04X}）" in problem.zh
    assert "附件第1项的附件名称" in problem.zh


@pytest.mark.parametrize("character", [*"阿·ñ𠮷䶮（〔,", " ", "　", "\U00031350"])
def test_a_character_somebody_sees_is_not_hidden(character: str) -> None:
    assert not is_hidden(character)


@pytest.mark.parametrize("paper", EVERY, ids=lambda paper: paper.slug)
def test_a_paper_shows_no_empty_label_and_no_python(paper: Paper) -> None:
    html = page(paper)

    assert not [bad for bad in ("None", "（）", "，，", "，。", "：，", "：。", "True", "False") if bad in html]


@pytest.mark.parametrize("paper", [SPARSE_AGREEMENT, SPARSE_APPLICATION], ids=lambda paper: paper.slug)
@pytest.mark.parametrize(
    "label", ["联系电话", "出生", "委托", "执行董事", "收款账户", "二维码", "再无争议", "仲裁审查"]
)
def test_an_optional_field_that_is_absent_leaves_no_label_behind(paper: Paper, label: str) -> None:
    assert label not in page(paper)


def test_every_field_says_what_people_call_it() -> None:
    assert all(each.metadata.keys() == {"zh", "en", "needed"} for paper in PAPERS for each in fields(paper))
