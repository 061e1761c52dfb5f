"""Hostile words in every field of every paper: in page, PDF and DOCX they change nothing but themselves."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass, replace
from itertools import count, cycle
from typing import Any, get_args, get_type_hints

import pytest

from mediation.documents.checking import check, texts
from mediation.documents.fonts import FontChain
from mediation.documents.layout import sheet_of
from mediation.documents.papers.engaging import MeetingNotice
from mediation.documents.papers.group import GroupReport
from mediation.documents.papers.referral import ReferralReceipt
from mediation.documents.papers.settling import UndisputedFacts
from mediation.documents.parts import Paper
from mediation.documents.rendering import document, forms, page
from mediation.errors import BadInput

from .reading_papers import unspaced, words_by_page, words_of_docx, words_of_page
from .samples import FULL, SAMPLES
from .test_forms import without_repeated_heads

MARKUP = (
    "<b>&amp;</b><!--",
    "]]><w:p/>&#60;",
    "#panic($x$)*_`@a",
    "{{7*7}}{%x%}{#y#}",
    '"onclick="f()\\n',
    "=1+2@SUM(A1)-3",
    "+cmd|'/C'!A0",
    "-2+3 //注/*x*/",
    "@x~--...'q'https://e.org",
)
"""HTML, XML, typst, Jinja, quotes, and what a spreadsheet would take for a formula; each field gets another."""
UNSEEN = ("\x00", "\x0b", "\x1b", "\x85", "\u2028", "\u200b", "\u202e", "\u2066", "\ufeff", "\ud800", "\ufffe")
LONG = "法" * 10_000


def free(hint: Any) -> bool:
    """Test if a field takes any words: ``str``, ``str | None`` or ``tuple[str, ...]``, and no closed list."""
    return hint is str or any(free(inner) for inner in get_args(hint) if inner is not Ellipsis)


def replaced(holder: Any, more: Callable[[str], str]) -> Any:
    """The same with something done to each free text, in the order of the fields; the code's words stay."""
    hints, new = get_type_hints(type(holder)), {}
    for each in fields(holder):
        value = getattr(holder, each.name)
        if (each.name != "qr" and free(hints[each.name])) or not isinstance(value, str):
            new[each.name] = _replaced(value, more)
    return replace(holder, **new)


def _replaced(value: Any, more: Callable[[str], str]) -> Any:
    if is_dataclass(value):
        return replaced(value, more)
    if isinstance(value, tuple):
        return tuple(_replaced(one, more) for one in value)
    return more(value) if type(value) is str else value


def followed(marks: Iterator[str]) -> Callable[[str], str]:
    """Words, followed by the next mark."""
    return lambda words: words + next(marks)


def spoiling(at: int, unseen: str) -> Callable[[str], str]:
    """Words, and at one place something unseen among them."""
    here = count()
    return lambda words: words + unseen if next(here) == at else words


def stand_ins() -> Iterator[str]:
    """Words of no paper, none twice."""
    return (f"㐂{number:04d}㐃" for number in count())


def swapped(words: str) -> str:
    """The words with each stand-in replaced by the mark that its field got."""
    return re.sub(r"㐂(\d{4})㐃", lambda found: unspaced(MARKUP[int(found[1]) % len(MARKUP)]), words)


def papers() -> list[Any]:
    return [pytest.param(paper, id=type(paper).__name__) for paper in FULL]


@pytest.mark.parametrize("paper", papers())
def test_markup_in_every_field_at_once_changes_nothing_but_itself(paper: Paper, fonts: FontChain) -> None:
    plain, hostile = (replaced(paper, followed(marks)) for marks in (stand_ins(), cycle(MARKUP)))
    expected, words = swapped(words_of_page(page(plain))), document(hostile)
    made = forms(hostile, fonts=fonts)

    assert "㐂" in words_of_page(page(plain))
    assert [type(block) for block in words.blocks] == [type(block) for block in document(plain).blocks]
    assert words_of_page(made.page.decode()) == expected
    assert words_of_docx(made.docx) == expected
    assert without_repeated_heads(words_by_page(made.pdf, sheet_of(words)), words) == expected


@pytest.mark.parametrize(
    "kind", [UndisputedFacts, ReferralReceipt, MeetingNotice, GroupReport], ids=["table", "receipt", "issuer", "form"]
)
def test_ten_thousand_characters_are_all_printed_and_so_is_what_follows(kind: type[Paper], fonts: FontChain) -> None:
    paper = SAMPLES[kind][0]
    printed = words_of_page(page(paper))
    longest = max((place.value for place in texts(paper) if unspaced(place.value) in printed), key=len)
    once = iter((True,))
    long = replaced(paper, lambda words: LONG if words == longest and next(once, False) else words)
    made, words, expected = forms(long, fonts=fonts), document(long), words_of_page(page(long))

    assert LONG in expected
    assert words_of_docx(made.docx) == expected
    # a row that goes on overleaf is read in another order, but nothing of it is lost
    assert Counter(without_repeated_heads(words_by_page(made.pdf, sheet_of(words)), words)) == Counter(expected)


@pytest.mark.parametrize("paper", papers())
def test_what_cannot_be_seen_is_refused_by_the_name_of_its_field(paper: Paper) -> None:
    for at, unseen in zip(range(sum(1 for _ in texts(paper))), cycle(UNSEEN), strict=False):
        spoilt = replaced(paper, spoiling(at, unseen))
        wrong = [place.where for place in texts(spoilt) if unseen in place.value]
        if not wrong:
            continue  # the last places are of closed lists
        with pytest.raises(BadInput) as refused:
            check(spoilt)
        assert [(one.where, one.code) for one in refused.value.problems] == [(wrong[0], "bad_char")]
