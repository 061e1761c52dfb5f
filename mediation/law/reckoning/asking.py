"""What a calculator asks for, and how what was typed is read: every mistake at once, none of it repeated."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import Any

from mediation.errors import BadInput, Problem
from mediation.law.money import parse_yuan
from mediation.law.reckoning.worksheet import Sheet, Worksheet
from mediation.law.wording import Text, civil_date

PLACE = r"^[\u3400-\u9fff]{2,20}$"
AMOUNT = r"^(0|[1-9][0-9]{0,7})(\.[0-9]{1,2})?$"
COUNT = r"^(0|[1-9][0-9]{0,3})(\.[0-9]{1,2})?$"
_A_NAME = re.compile(r"[a-z][a-z_]{0,63}", re.ASCII)


class Kind(StrEnum):
    """How a value is written: yuan, YYYY-MM-DD, digits, a number with two decimals, Chinese characters, yes or no."""

    MONEY = "money"
    DATE = "date"
    INTEGER = "integer"
    NUMBER = "number"
    PLACE = "place"
    BOOL = "bool"


@dataclass(frozen=True, slots=True)
class Ask:
    """One question; ``most`` and ``least`` bound an integer."""

    name: str
    kind: Kind
    title: Text
    required: bool = True
    least: int = 0
    most: int = 9999


class Inputs:
    """What was given, read: money in fen, days, whole numbers, exact numbers, a place, yes or no."""

    def __init__(self, values: Mapping[str, Any]) -> None:
        self._values = dict(values)

    def fen(self, name: str) -> Fraction:
        """Money in fen; nothing given is nothing."""
        return Fraction(self._values.get(name, 0))

    def number(self, name: str) -> Fraction:
        """An exact number; nothing given is nothing."""
        return Fraction(self._values.get(name, 0))

    def whole(self, name: str) -> int:
        """A whole number; nothing given is nothing."""
        return int(self._values.get(name, 0))

    def day(self, name: str) -> date:
        """A day that must be given."""
        found = self._values[name]
        assert isinstance(found, date), "days are read as days"
        return found

    def day_or_none(self, name: str) -> date | None:
        """A day that may be left out."""
        return self.day(name) if name in self._values else None

    def place(self, name: str = "place") -> str:
        """A place."""
        return str(self._values[name])

    def yes(self, name: str) -> bool:
        """Whether it was answered yes."""
        return self._values.get(name) is True


@dataclass(frozen=True, slots=True)
class Calculator:
    """One calculator: what it asks and by which articles it reckons."""

    key: str
    title: Text
    cites: tuple[str, ...]
    asks: tuple[Ask, ...]
    fill: Callable[[Inputs, Sheet], int]

    def reckon(self, raw: Mapping[str, str], sheet: Sheet) -> Worksheet:
        """Read what was typed and fill the sheet.

        Raises:
            BadInput: every answer that is missing, unknown or cannot be read, or days that cannot be.
            ParameterMissing: no figure for the place and the day.
        """
        total = self.fill(read(self.asks, raw), sheet)
        return sheet.done(self.key, self.title, total)


def read(asks: tuple[Ask, ...], raw: Mapping[str, str]) -> Inputs:
    """Read the answers; raises BadInput with every mistake."""
    known = {ask.name: ask for ask in asks}
    problems = [_unknown(name, known) for name in raw if name not in known]
    values: dict[str, Any] = {}
    for ask in asks:
        typed = raw.get(ask.name)
        if typed is None:
            if ask.required:
                problems.append(
                    Problem(ask.name, "missing", f"请填写“{ask.title.zh}”（{ask.name}）。", f"'{ask.name}' is missing.")
                )
            continue
        try:
            values[ask.name] = _READ[ask.kind](ask, typed)
        except (ValueError, BadInput):
            problems.append(_wrong(ask))
    if problems:
        raise BadInput(problems)
    return Inputs(values)


def out_of_order(name: str, zh: str, en: str) -> BadInput:
    """A refusal of days that cannot be together."""
    return BadInput([Problem(name, "bad_date", zh, en)])


def _unknown(name: str, known: Mapping[str, Ask]) -> Problem:
    shown = name if _A_NAME.fullmatch(name) else "?"
    return Problem(
        shown,
        "unknown_field",
        f"本计算不需要该项。可填写：{'、'.join(known)}。",
        f"That is not asked for. Asked for: {', '.join(known)}.",
    )


def _wrong(ask: Ask) -> Problem:
    how = _HOW[ask.kind]
    bounds = Text("", "")
    if ask.kind is Kind.INTEGER:
        bounds = Text(f"，{ask.least}至{ask.most}", f" from {ask.least} to {ask.most}")
    return Problem(
        ask.name,
        f"bad_{ask.kind}",
        f"“{ask.title.zh}”（{ask.name}）应为{how.zh}{bounds.zh}。",
        f"'{ask.name}' must be {how.en}{bounds.en}.",
    )


_HOW = {
    Kind.MONEY: Text("以元计的金额，最多两位小数，例如 8000.00", "an amount in yuan, such as 8000.00"),
    Kind.DATE: Text("真实存在的日期，例如 2026-08-31", "a real date, such as 2026-08-31"),
    Kind.INTEGER: Text("整数", "a whole number"),
    Kind.NUMBER: Text("不小于0的数，最多两位小数，例如 12.5", "a number of at most two decimals, such as 12.5"),
    Kind.PLACE: Text("地名，2至20个汉字，例如 江州市", "a place in 2 to 20 Chinese characters"),
    Kind.BOOL: Text("true 或者 false", "true or false"),
}


def _matching(pattern: str, typed: str) -> str:
    if not re.match(pattern, typed) or typed.endswith("\n"):
        raise ValueError(pattern)
    return typed


def _money(ask: Ask, typed: str) -> int:
    return parse_yuan(_matching(AMOUNT, typed), ask.name)


def _date(ask: Ask, typed: str) -> date:
    return civil_date(date.fromisoformat(_matching(r"^\d{4}-\d\d-\d\d$", typed)), ask.name)


def _integer(ask: Ask, typed: str) -> int:
    found = int(_matching(r"^[0-9]{1,4}$", typed))
    if not ask.least <= found <= ask.most:
        raise ValueError(ask.name)
    return found


def _number(ask: Ask, typed: str) -> Fraction:
    return Fraction(_matching(COUNT, typed))


def _place(ask: Ask, typed: str) -> str:
    return _matching(PLACE, typed)


def _bool(ask: Ask, typed: str) -> bool:
    return {"true": True, "false": False}[_matching("^(true|false)$", typed)]


_READ: Mapping[Kind, Callable[[Ask, str], Any]] = {
    Kind.MONEY: _money,
    Kind.DATE: _date,
    Kind.INTEGER: _integer,
    Kind.NUMBER: _number,
    Kind.PLACE: _place,
    Kind.BOOL: _bool,
}
