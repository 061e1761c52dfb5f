from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from pathlib import Path
from typing import Any, get_args, get_type_hints

import jinja2
import pytest
from jinja2 import nodes

from mediation.documents import words
from mediation.documents.papers import PAPERS
from mediation.documents.parts import Paper
from mediation.documents.templating import (
    TEMPLATES,
    body_of,
    environment,
    parsed,
    parts_of,
    render,
    render_template,
    template_digest,
    variables_of,
)
from mediation.vocabulary import PaperKind

from .samples import AGREEMENT, EMPLOYER, WORKER


def parts_held(holder: Any) -> Iterator[type]:
    """The dataclasses that a paper's fields are made of, and theirs."""
    for hint in [holder, *get_args(holder)]:
        if is_dataclass(hint) and isinstance(hint, type):
            yield hint
            for inner in get_type_hints(hint).values():
                yield from parts_held(inner)
        elif hint is not holder:
            yield from parts_held(hint)


NESTED = {part for paper in PAPERS for part in parts_held(paper)} - set(PAPERS)
OF_JINJA_AND_VOCABULARY = {"index", "zh"}
BODIES = sorted({part for paper in PAPERS for part in parts_of(body_of(paper.slug))})


def attributes(name: str) -> Iterator[str]:
    return (node.attr for node in parsed(name).find_all(nodes.Getattr))


@pytest.mark.parametrize("paper", PAPERS)
def test_a_papers_fields_are_exactly_its_templates_variables(paper: type[Paper]) -> None:
    assert variables_of(paper.slug) == {each.name for each in fields(paper)}


def test_what_papers_hold_is_exactly_what_templates_ask_of_it() -> None:
    asked = {attribute for name in BODIES for attribute in attributes(name)}
    held = {each.name for part in NESTED for each in fields(part)}

    assert asked - OF_JINJA_AND_VOCABULARY == held


@pytest.mark.parametrize("paper", PAPERS)
def test_a_paper_is_called_as_the_vocabulary_calls_it(paper: type[Paper]) -> None:
    assert f"<h1>{PaperKind(paper.slug).zh}</h1>" in (TEMPLATES / body_of(paper.slug)).read_text(encoding="utf-8")


@pytest.mark.parametrize("path", sorted(TEMPLATES.rglob("*.html")), ids=lambda path: path.name)
def test_every_template_compiles(path: Path) -> None:
    assert environment().get_template(path.relative_to(TEMPLATES).as_posix()).is_up_to_date


def test_a_variable_that_is_not_given_is_an_error_and_never_a_blank(tmp_path: Path) -> None:
    (tmp_path / "agreement").mkdir()
    (tmp_path / "agreement" / "body.html").write_text("<article>{{ case_numer }}</article>", encoding="utf-8")

    with pytest.raises(jinja2.UndefinedError, match="case_numer"):
        render_template("agreement", AGREEMENT, directory=tmp_path)


@pytest.mark.parametrize("source", ["{{ x|safe }}", "{{ x|attr('y') }}", "{{ x|tojson }}"])
def test_a_template_has_no_filter_that_undoes_escaping_or_reaches_inside(tmp_path: Path, source: str) -> None:
    (tmp_path / "t.html").write_text(source, encoding="utf-8")

    with pytest.raises(jinja2.TemplateAssertionError, match="No filter named"):
        render("t.html", {"x": "<b>"}, directory=tmp_path)


@pytest.mark.parametrize("name", BODIES)
def test_no_template_turns_escaping_off(name: str) -> None:
    assert not list(parsed(name).find_all(nodes.ScopedEvalContextModifier))


def test_no_name_is_known_to_a_template_but_the_papers_fields() -> None:
    assert environment().globals == {}


def copied(tmp_path: Path) -> Path:
    return Path(shutil.copytree(TEMPLATES, tmp_path / "documents"))


@pytest.mark.parametrize("changed", ["agreement/body.html", "_words.html", "_page.typ", "_page.css", "_page.html"])
def test_the_digest_of_a_template_covers_its_words_and_its_looks(tmp_path: Path, changed: str) -> None:
    directory = copied(tmp_path)
    before = template_digest("agreement", directory=directory)

    (directory / changed).write_text((directory / changed).read_text(encoding="utf-8") + " ", encoding="utf-8")

    environment.cache_clear()
    assert before == template_digest("agreement")
    assert before != template_digest("agreement", directory=directory)


def test_the_digest_of_a_template_is_not_moved_by_another_paper(tmp_path: Path) -> None:
    directory = copied(tmp_path)
    (directory / "confirmation_application" / "body.html").write_text("<article></article>", encoding="utf-8")

    assert template_digest("agreement", directory=directory) == template_digest("agreement")


@pytest.mark.parametrize(
    ("number", "said"),
    [(1, "一"), (9, "九"), (10, "十"), (11, "十一"), (20, "二十"), (99, "九十九"), (100, "100")],
)
def test_headings_are_counted_in_chinese(number: int, said: str) -> None:
    assert words.numeral(number) == said


@pytest.mark.parametrize("number", [0, -1])
def test_nothing_is_counted_from_below_one(number: int) -> None:
    with pytest.raises(ValueError, match=str(number)):
        words.numeral(number)


def test_two_is_said_otherwise_before_a_measure_word() -> None:
    assert [words.how_many(number) for number in (1, 2, 3, 12)] == ["一", "两", "三", "十二"]


@pytest.mark.parametrize(
    ("parties", "said"),
    [
        ((WORKER, EMPLOYER), "申请人周某与被申请人江州某物流有限公司"),
        ((WORKER, replace(EMPLOYER, label="申请人")), "申请人周某、江州某物流有限公司"),
        (
            (WORKER, EMPLOYER, replace(EMPLOYER, name="江州某劳务有限公司")),
            "申请人周某与被申请人江州某物流有限公司、被申请人江州某劳务有限公司",
        ),
    ],
)
def test_parties_are_named_by_their_labels(parties: Any, said: str) -> None:
    assert words.between(parties) == said


def test_an_amount_stands_in_figures_and_in_words() -> None:
    assert words.amount(1_860_000) == "人民币18,600.00元（大写：人民币壹万捌仟陆佰元整）"
