"""How dates, amounts and small numbers are said on a paper. Pure words; computes no date and no sum."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Protocol

from mediation.law.money import in_figures, in_words

_DIGITS = "零一二三四五六七八九"
_LAST_SPELLED = 99


class Named(Protocol):
    """Somebody with a label (申请人, 被申请人 …) and a name."""

    @property
    def label(self) -> str | None:
        """What the proceeding calls it."""

    @property
    def name(self) -> str | None:
        """What it is called."""


def day(value: date) -> str:
    """Return 2026年8月14日: Arabic numerals, no leading zero (GB/T 9704)."""
    return f"{value.year}年{value.month}月{value.day}日"


def amount(fen: int) -> str:
    """Return figures and words: 人民币18,600.00元（大写：人民币壹万捌仟陆佰元整）."""
    return f"人民币{in_figures(fen)}元（大写：人民币{in_words(fen)}）"


def numeral(number: int) -> str:
    """Return 一 … 九十九 for 1 … 99, as headings are counted, and plain digits for more.

    Raises:
        ValueError: ``number`` is below 1.
    """
    if number < 1:
        raise ValueError(number)
    if number > _LAST_SPELLED:
        return str(number)
    tens, ones = divmod(number, 10)
    ten = "" if tens == 0 else "十" if tens == 1 else f"{_DIGITS[tens]}十"
    return ten + (_DIGITS[ones] if ones else "")


def how_many(number: int) -> str:
    """Return ``number`` as it stands before a measure word: 两份, not 二份."""
    return "两" if number == 2 else numeral(number)


def names(parties: Sequence[Named]) -> str:
    """Name everybody a letter goes to: 周某、甲公司."""
    return "、".join(party.name or "" for party in parties)


def blank(words: str | None) -> str:
    """Return ``words``, or a rule for the pen where there are none and the form may be filled in by hand."""
    return words or "＿＿＿＿＿＿"


def tick(chosen: bool | None) -> str:
    """Return a box, ticked if ``chosen``."""
    return "☑" if chosen else "☐"


def between(parties: Sequence[Named]) -> str:
    """Name who disputes with whom: 申请人周某与被申请人甲公司、被申请人乙公司.

    Where all bear one label (双方均为申请人) it is said once: 申请人周某、甲公司.
    """
    labels = {party.label for party in parties}
    if len(labels) == 1:
        return f"{parties[0].label}{'、'.join(party.name or '' for party in parties)}"
    first = (parties[0].label or "")[:1]
    ours = [f"{party.label}{party.name}" for party in parties if (party.label or "")[:1] == first]
    theirs = [f"{party.label}{party.name}" for party in parties if (party.label or "")[:1] != first]
    return "与".join("、".join(side) for side in (ours, theirs) if side)
