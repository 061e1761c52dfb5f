"""The first letters people type for a Chinese name: 周行远 is ``zxy``; 单立人 is ``slr``, a surname reads otherwise."""

from __future__ import annotations

import itertools
import unicodedata
from collections.abc import Mapping
from typing import Final

from pypinyin import Style, lazy_pinyin

SURNAMES: Final[Mapping[str, str]] = {
    "万俟": "mq", "尉迟": "yc", "澹台": "tt", "长孙": "zs", "单于": "cy sy", "宰父": "zf", "令狐": "lh",
    "单": "s", "曾": "z", "仇": "q", "朴": "p", "区": "o", "解": "x", "查": "z", "盖": "g", "乐": "y l", "员": "y",
    "种": "c", "召": "s", "覃": "q t", "折": "s", "繁": "p", "秘": "b", "缪": "m", "洗": "x", "冼": "x", "祭": "z",
    "句": "g", "晁": "c", "谌": "c s", "隗": "w k", "重": "c", "黑": "h", "那": "n", "牟": "m", "费": "f b",
    "宓": "m f", "适": "k", "阚": "k", "郗": "x c", "郇": "x h", "车": "c", "藏": "z", "石": "s", "逄": "p", "褚": "c",
}  # fmt: skip
"""Surnames by their readings in first letters, where those are not what the characters read elsewhere."""
_MOST_READINGS: Final = 4


def initials(name: str, *, natural: bool) -> tuple[str, ...]:
    """Return the readings of a name in first letters, Latin letters and digits kept; a person's surname by the table.

    A surname that is read in two ways gives two. What is neither ideograph, letter nor digit is left out.
    """
    text = "".join(c for c in unicodedata.normalize("NFKC", name).casefold() if c.isalnum())
    surname = _surname(text) if natural else ""
    heads = SURNAMES[surname].split() if surname else [""]
    rest = text[len(surname) :]
    tail = "".join(lazy_pinyin(rest, style=Style.FIRST_LETTER, errors=lambda run: run)).casefold() if rest else ""
    found = dict.fromkeys(head + tail for head in heads)
    return tuple(each for each in itertools.islice(found, _MOST_READINGS) if each.isascii() and each)


def _surname(text: str) -> str:
    return next((text[:n] for n in (2, 1) if len(text) > n and text[:n] in SURNAMES), "")
