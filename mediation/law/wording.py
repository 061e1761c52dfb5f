"""Dates and words shared by the room: Shanghai civil dates, weekdays, two-language texts, Chinese numerals."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from pydantic import ConfigDict
from pydantic.dataclasses import dataclass

from mediation.errors import BadInput, Problem

Lang = Literal["zh", "en"]
SHANGHAI = ZoneInfo("Asia/Shanghai")
FIRST_YEAR, LAST_YEAR = 1950, 2098
_WEEKDAYS_ZH = "一二三四五六日"
_WEEKDAYS_EN = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_DIGITS = "零一二三四五六七八九"


@dataclass(frozen=True, slots=True, config=ConfigDict(extra="forbid"))
class Text:
    """A sentence in Chinese and in English; neither may be empty in a data file."""

    zh: str
    en: str

    def said(self, lang: Lang) -> str:
        """The sentence in ``lang``."""
        return self.zh if lang == "zh" else self.en


def bad(where: str, code: str, zh: str, en: str) -> BadInput:
    """A refusal with exactly one problem."""
    return BadInput([Problem(where, code, zh, en)])


def civil_date(moment: date, where: str = "date") -> date:
    """The Asia/Shanghai civil date of a date (itself) or of an aware datetime.

    Raises BadInput: ``naive_datetime`` without a time zone, ``date_out_of_range`` outside 1950–2098, where neither
    the calendar nor any statute here reaches.
    """
    day = shanghai(moment, where).date() if isinstance(moment, datetime) else moment
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise bad(
            where,
            "date_out_of_range",
            f"日期应在{FIRST_YEAR}年至{LAST_YEAR}年之间，请核对年份。",
            f"The date must lie between {FIRST_YEAR} and {LAST_YEAR}; check the year.",
        )
    return day


def shanghai(moment: datetime, where: str = "datetime") -> datetime:
    """The same moment on a Shanghai clock; raises BadInput ``naive_datetime`` when it has no time zone."""
    if moment.utcoffset() is None:
        raise bad(
            where,
            "naive_datetime",
            "时间必须带时区，例如 2026-01-01T09:00+08:00。",
            "A time must carry its time zone, for example 2026-01-01T09:00+08:00.",
        )
    try:
        return moment.astimezone(SHANGHAI)
    except OverflowError:
        return moment


def end_of_day(day: date) -> datetime:
    """24:00 of a Shanghai day, that is the next midnight, in UTC (CC 203(2))."""
    return datetime.combine(day + timedelta(days=1), time(), tzinfo=SHANGHAI).astimezone(UTC)


def weekday(day: date, lang: Lang) -> str:
    """星期一 … 星期日, or Monday … Sunday."""
    return f"星期{_WEEKDAYS_ZH[day.weekday()]}" if lang == "zh" else _WEEKDAYS_EN[day.weekday()]


def numeral(number: int) -> str:
    """An article number in Chinese numerals, 1 to 9999: 205 is 二百零五, 10 is 十, 110 is 一百一十."""
    if not 1 <= number <= 9999:
        raise ValueError(f"no article has the number {number}")
    words, gap = "", False
    for size, unit in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // size % 10
        if digit:
            words += ("零" if gap and words else "") + _DIGITS[digit] + unit
        gap = not digit
    return words[1:] if words.startswith("一十") else words
