"""Which days are worked in mainland China: weekends, holidays, make-up days, and what is not published yet."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path

import holidays
from pydantic import BaseModel, ConfigDict

from mediation.law.reading import model_of, read_mapping
from mediation.law.wording import Lang, Text

# The package was checked against the State Council's notices from 2001; the notice for 2026 is of 2025-11-04.
FIRST_PUBLISHED, PUBLISHED_THROUGH = 2001, 2026
_ENGLISH = {
    "元旦": "New Year's Day",
    "春节": "Spring Festival",
    "农历除夕": "Lunar New Year's Eve",
    "春节延长假期": "extended Spring Festival",
    "清明节": "Tomb-Sweeping Day",
    "劳动节": "Labour Day",
    "端午节": "Dragon Boat Festival",
    "中秋节": "Mid-Autumn Festival",
    "国庆节": "National Day",
    "中国人民抗日战争暨世界反法西斯战争胜利70周年纪念日": "the 70th anniversary of the victory of 1945",
}
_DAY = timedelta(days=1)
_LONGEST_HOLIDAY = 15


class CalendarFile(BaseModel):
    """An override table: days off with their names, days worked, and the last year whose arrangement is known."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    published_through: int = PUBLISHED_THROUGH
    off: dict[date, Text] = {}
    working: list[date] = []


class Calendar:
    """The working calendar; days are Asia/Shanghai civil dates. An override beats the package, day by day."""

    def __init__(
        self,
        *,
        off: Mapping[date, Text] | None = None,
        working: Collection[date] = (),
        published_through: int = PUBLISHED_THROUGH,
    ) -> None:
        self.published_through = published_through
        self._off = dict(off or {})
        self._working = frozenset(working)

    @classmethod
    def load(cls, path: Path) -> Calendar:
        """The calendar with the overrides of a YAML file (``CalendarFile``); raises LawDataFault."""
        table = model_of(CalendarFile, read_mapping(path), path.name)
        return cls(off=table.off, working=table.working, published_through=table.published_through)

    def is_working_day(self, day: date) -> bool:
        """Whether people work: a Saturday or Sunday made up for is worked, an ordinary one is not."""
        if day in self._off:
            return False
        if day in self._working:
            return True
        off, made_up = _arrangement(day.year)
        return day in made_up or (day.weekday() < 5 and day not in off)

    def is_make_up_day(self, day: date) -> bool:
        """Whether a Saturday or Sunday is worked in exchange for a day off."""
        return day.weekday() >= 5 and self.is_working_day(day)

    def day_off_name(self, day: date, lang: Lang) -> str | None:
        """Why nobody works that day, or None when people do: 国庆节, 国庆节调休, 周六."""
        if self.is_working_day(day):
            return None
        name = self._off.get(day) or _arrangement(day.year)[0].get(day)
        if name:
            return name.said(lang)
        saturday = day.weekday() == 5
        return ("周六" if saturday else "周日") if lang == "zh" else ("Saturday" if saturday else "Sunday")

    def is_provisional(self, day: date) -> bool:
        """Whether the arrangement of that year is unknown here, so that a date counted through it may change."""
        return not FIRST_PUBLISHED <= day.year <= self.published_through

    def next_working_day(self, day: date) -> date:
        """The first working day strictly after ``day``."""
        day += _DAY
        while not self.is_working_day(day):
            day += _DAY
        return day

    def working_days_before(self, day: date, days: int) -> date:
        """So many working days before ``day``; after it, when ``days`` is negative."""
        step = -_DAY if days > 0 else _DAY
        for _ in range(abs(days)):
            day += step
            while not self.is_working_day(day):
                day += step
        return day


@lru_cache(maxsize=256)
def _arrangement(year: int) -> tuple[Mapping[date, Text], frozenset[date]]:
    """Days off with their names, and weekends worked: those of December may stand in the next year's notice."""
    table = holidays.country_holidays("CN", years=(year, year + 1), language="zh_CN")
    made_up = frozenset(day for day in table.weekend_workdays if day.year == year)
    return {day: _name(table, day) for day in table if day.year == year}, made_up


def _name(table: holidays.HolidayBase, day: date) -> Text:
    label = table[day]
    if not label.startswith("休息日"):
        words = [part.split("（")[0] for part in label.split("; ")]
        observed = "补假" in label
        return Text(
            "、".join(words) + ("（补假）" if observed else ""),
            " and ".join(_ENGLISH.get(word, word) for word in words) + (" (observed)" if observed else ""),
        )
    festival = _festival_beside(table, day)
    return Text(f"{festival}调休", f"{_ENGLISH.get(festival, festival)} (exchanged day off)")


def _festival_beside(table: holidays.HolidayBase, day: date) -> str:
    """The festival an exchanged day off belongs to: the named day nearest in the same unbroken holiday."""
    for step in (-_DAY, _DAY):
        other = day + step
        for _ in range(_LONGEST_HOLIDAY):
            if other not in table and other.weekday() < 5:
                break
            label = table.get(other) or "休息日"
            if not label.startswith("休息日"):
                name = label.split("; ")[-1].split("（")[0]
                return "春节" if name == "农历除夕" else name
            other += step
    return "节假日"
