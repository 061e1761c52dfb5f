"""Amounts of money: integer fen inside, figures and Chinese capital words outside, strict reading of what is typed."""

from __future__ import annotations

import re

from mediation.law.wording import bad

SMALLEST_FEN, LARGEST_FEN = 1, 9_999_999_999
_BEYOND_WORDS = 10**18
_CAPITALS = "零壹贰叁肆伍陆柒捌玖"
_PLACES = ((1000, "仟"), (100, "佰"), (10, "拾"), (1, ""))
_TYPED = re.compile(r"(0|[1-9][0-9]{0,7})(?:\.([0-9]{1,2}))?", re.ASCII)


def in_words(fen: int) -> str:
    """The amount in capitals, without the prefix 人民币; 整 after 元, none after 角 or 分 (支付结算办法附一).

    The 零 that the rule leaves optional (万 or 元 is 0 while 千 or 角 is not) is not written. Raises BadInput
    ``bad_amount`` for a negative amount or one of ten quadrillion yuan and more.
    """
    if not 0 <= fen < _BEYOND_WORDS:
        raise bad(
            "amount",
            "bad_amount",
            "该金额不能写成大写，请核对金额。",
            "This amount cannot be written in words; check the amount.",
        )
    yuan, rest = divmod(fen, 100)
    jiao, cent = divmod(rest, 10)
    whole = f"{_yuan_in_words(yuan)}元" if yuan else ""
    if not rest:
        return (whole or "零元") + "整"
    gap = "零" if whole and not jiao else ""
    return whole + gap + (f"{_CAPITALS[jiao]}角" if jiao else "") + (f"{_CAPITALS[cent]}分" if cent else "")


def in_figures(fen: int) -> str:
    """The amount in yuan with thousands separators and two decimals: 1860000 is ``18,600.00``."""
    yuan, rest = divmod(abs(fen), 100)
    return f"{'-' if fen < 0 else ''}{yuan:,}.{rest:02d}"


def parse_yuan(typed: str | int, where: str = "amount") -> int:
    """Fen from yuan as typed: plain ASCII digits, at most two decimals, 0.01 to 99,999,999.99.

    Raises BadInput ``bad_amount`` for anything else: floats, booleans, separators, signs, exponents, full-width
    digits, NaN, blanks.
    """
    # A bool is an int, and an int of thousands of digits cannot even be written out.
    whole = type(typed) is int and 0 < typed < 10**8
    match = _TYPED.fullmatch(str(typed)) if whole or isinstance(typed, str) else None
    if match:
        fen = int(match[1]) * 100 + int((match[2] or "").ljust(2, "0"))
        if SMALLEST_FEN <= fen <= LARGEST_FEN:
            return fen
    raise bad(
        where,
        "bad_amount",
        "金额应为0.01至99,999,999.99元，最多两位小数，请用半角数字填写，不加逗号和单位。",
        "An amount is 0.01 to 99,999,999.99 yuan with at most two decimals; use plain digits, no separators or unit.",
    )


def _yuan_in_words(yuan: int) -> str:
    if yuan < 10_000:
        return _group_in_words(yuan)
    size, unit = (10**8, "亿") if yuan >= 10**8 else (10**4, "万")
    high, low = divmod(yuan, size)
    gap = "零" if 0 < low < size // 10 else ""
    return _yuan_in_words(high) + unit + gap + (_yuan_in_words(low) if low else "")


def _group_in_words(group: int) -> str:
    words, gap = "", False
    for size, unit in _PLACES:
        digit = group // size % 10
        if digit:
            words += ("零" if gap and words else "") + _CAPITALS[digit] + unit
        gap = not digit
    return words
