"""Is this paper complete, consistent and made of characters that can be read? Draws nothing, mends nothing."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import Field, dataclass, fields, is_dataclass
from typing import Any

from mediation.documents.parts import Paper, missing
from mediation.errors import BadInput, Problem

_BLANK_LETTERS = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0\ufffc\ufffd")
_HIDDEN = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})


@dataclass(frozen=True, slots=True)
class Named:
    """A value of a paper with the dotted place it stands at and the names people know the place by."""

    where: str
    zh: str
    en: str
    value: Any
    needed: bool = False


def check(paper: Paper) -> None:
    """Refuse a paper that cannot be signed as it is, naming every place.

    Raises:
        BadInput: ``missing_field``, ``contradiction`` or ``bad_char``, one problem a place.
    """
    everything = tuple(places(paper))
    problems = [missing(place.where, place.zh, place.en) for place in everything if _is_missing(place)]
    for place in (Named("", "", "", paper), *everything):
        if hasattr(place.value, "faults"):
            problems += place.value.faults(place.where, place.zh, place.en)
    problems += [problem for place in everything for problem in _hidden_characters(place)]
    if problems:
        raise BadInput(problems)


def places(holder: Any, where: str = "", zh: str = "", en: str = "") -> Iterator[Named]:
    """Yield every field of a paper and of what it holds, depth first."""
    for each in fields(holder):
        at = f"{where}.{each.name}" if where else each.name
        name_zh, name_en = _names(each, zh, en)
        value = getattr(holder, each.name)
        yield Named(at, name_zh, name_en, value, needed=bool(each.metadata["needed"]))
        if is_dataclass(value):
            yield from places(value, at, name_zh, name_en)
        elif isinstance(value, tuple):
            yield from _members(value, at, name_zh, name_en)


def texts(paper: Paper) -> Iterator[Named]:
    """Yield every place that holds words."""
    return (place for place in places(paper) if isinstance(place.value, str))


def _members(members: tuple[Any, ...], where: str, zh: str, en: str) -> Iterator[Named]:
    for at, member in enumerate(members):
        name_zh, name_en = _called(member, zh, en, at + 1)
        yield Named(f"{where}[{at}]", name_zh, name_en, member, needed=True)
        if is_dataclass(member):
            yield from places(member, f"{where}[{at}]", name_zh, name_en)


def _names(each: Field[Any], zh: str, en: str) -> tuple[str, str]:
    own_zh, own_en = each.metadata["zh"], each.metadata["en"]
    return (f"{zh}的{own_zh}" if zh else own_zh), (f"{own_en} of {en}" if en else own_en)


def _called(member: Any, zh: str, en: str, number: int) -> tuple[str, str]:
    label = getattr(member, "label", None)
    name = getattr(member, "name", None) if label else None
    return (label + f"“{name}”" * bool(name) if label else f"{zh}第{number}项"), f"{en} {number}"


def _is_missing(place: Named) -> bool:
    value = place.value
    empty = not value.strip() if isinstance(value, str) else value is None or value == ()
    return place.needed and empty


def _hidden_characters(place: Named) -> Iterator[Problem]:
    if isinstance(place.value, str) and (found := next(filter(is_hidden, place.value), None)):
        point = f"U+{ord(found):04X}"
        yield Problem(
            place.where,
            "bad_char",
            f"{place.zh}含有看不见的控制、方向或者零宽字符（{point}），请删除；需要分段的，请分成几项填写。",
            f"The {place.en} holds an invisible control, direction or zero-width character ({point}): delete it; "
            "for several paragraphs use several entries.",
        )


def is_hidden(character: str) -> bool:
    """Test if a character leaves no ink but could change what a reader sees: controls, bidi, zero width, surrogates.

    Unassigned characters pass: newer ideographs in names are unknown to older Unicode tables, and the fonts decide.
    """
    point = ord(character)
    selector = 0xFE00 <= point <= 0xFE0F or 0xE0100 <= point <= 0xE01EF or 0x180B <= point <= 0x180F
    nothing = 0xFDD0 <= point <= 0xFDEF or point & 0xFFFE == 0xFFFE
    return selector or nothing or character in _BLANK_LETTERS or unicodedata.category(character) in _HIDDEN
