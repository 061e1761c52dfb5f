"""The steps of a count in words: what a clerk would write on the margin when asked how the date was found."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Protocol

from mediation.law.calendar import Calendar
from mediation.law.wording import Lang, Text, weekday
from mediation.vocabulary import Unit

_DAY = timedelta(days=1)
_LISTED_DAYS = 15


@dataclass(frozen=True, slots=True)
class Step:
    """One line of the arithmetic; ``on`` is the day it speaks of."""

    kind: str
    on: date | None
    zh: str
    en: str

    def said(self, lang: Lang) -> str:
        """The line in ``lang``."""
        return self.zh if lang == "zh" else self.en


class Interval(Protocol):
    """Days left out, with the reason."""

    @property
    def start(self) -> date:
        """The first day left out."""

    @property
    def end(self) -> date | None:
        """The last day left out, None while it lasts."""

    @property
    def reason(self) -> Text:
        """Why."""

    def covers(self, day: date) -> bool:
        """Whether the day is left out."""


def quantity(length: int, unit: Unit, lang: Lang) -> str:
    """15日, 3个工作日, 6个月; 15 calendar days, 1 year."""
    if lang == "zh":
        return f"{length}个工作日" if unit is Unit.WORKING_DAY else f"{length}{unit.zh}"
    return f"{length} {unit.en}{'' if length == 1 else 's'}"


def start(event: date, first: date, basis: Text) -> Step:
    """Where counting begins: the day of the event itself is left out."""
    return Step(
        "start",
        first,
        f"起算日：{first}（{event}为事件当日，不计入，{basis.zh}）",
        f"first day: {first} (the day of the event, {event}, is not counted, {basis.en})",
    )


def start_hour(begin: datetime, basis: Text, *, next_hour: bool) -> Step:
    """Where hours begin: the next full hour in civil procedure, else the stated time."""
    zh, en = ("事件当时不计入，自次时起算", "from the next hour") if next_hour else ("自所定时间起算", "from that time")
    at = f"{begin:%Y-%m-%d %H:%M}"
    return Step("start", begin.date(), f"起算：{at}（{zh}，{basis.zh}）", f"counted from {at} ({en}, {basis.en})")


def suspended(intervals: Sequence[Interval], after: date, end: date) -> list[Step]:
    """One line for each interval that took days out of ``(after, end]``."""
    return [_left_out(each, after) for each in intervals if each.start <= end and (each.end or end) > after]


def _left_out(each: Interval, after: date) -> Step:
    first = max(each.start, after + _DAY)
    if each.end is None:
        zh, en = f"自{first}起不计入", f"not counted from {first} on"
    else:
        days = (each.end - first).days + 1
        zh, en = f"{first}至{each.end}共{days}日不计入", f"{first} to {each.end}, {days} days, not counted"
    return Step("suspended", first, f"{zh}：{each.reason.zh}", f"{en}: {each.reason.en}")


def days_off(first: date, end: date, unit: Unit, calendar: Calendar) -> list[Step]:
    """One line for each unbroken run of days off inside a count of working days."""
    if unit is not Unit.WORKING_DAY:
        return []
    runs: list[list[date]] = []
    for day in (day for day in _days(first, end) if not calendar.is_working_day(day)):
        if runs and runs[-1][-1] == day - _DAY:
            runs[-1].append(day)
        else:
            runs.append([day])
    return [_run_off(run, calendar) for run in runs]


def _run_off(run: list[date], calendar: Calendar) -> Step:
    zh = "、".join(dict.fromkeys(str(calendar.day_off_name(day, "zh")) for day in run))
    en = ", ".join(dict.fromkeys(str(calendar.day_off_name(day, "en")) for day in run))
    alone = run[0] == run[-1]
    span_zh = f"{run[0]}" if alone else f"{run[0]}至{run[-1]}"
    span_en = f"{run[0]}" if alone else f"{run[0]} to {run[-1]}"
    return Step("excluded", run[0], f"不计入：{span_zh}（{zh}）", f"not counted: {span_en} ({en})")


def days_worked(
    first: date, end: date, unit: Unit, calendar: Calendar, intervals: Sequence[Interval] = ()
) -> list[Step]:
    """The working days one by one, when there are few enough to check by eye; make-up days are marked."""
    if unit is not Unit.WORKING_DAY:
        return []
    worked = [
        day
        for day in _days(first, end)
        if calendar.is_working_day(day) and not any(each.covers(day) for each in intervals)
    ]
    if len(worked) > _LISTED_DAYS:
        return []
    zh = "、".join(f"{day}（调休上班）" if calendar.is_make_up_day(day) else f"{day}" for day in worked)
    en = ", ".join(f"{day} (made-up working day)" if calendar.is_make_up_day(day) else f"{day}" for day in worked)
    return [Step("counted", first, f"计入的工作日：{zh}", f"working days counted: {en}")]


def raw_end(end: date, length: int, unit: Unit, months: Text, *, corresponds: bool) -> Step:
    """The last day as counted, before anything is added or rolled."""
    zh = f"第{quantity(length, unit, 'zh')}：{end}（{weekday(end, 'zh')}）"
    en = f"last of {quantity(length, unit, 'en')}: {end} ({weekday(end, 'en')})"
    if unit in (Unit.MONTH, Unit.YEAR):
        rule = (
            Text("对应日", "corresponding day")
            if corresponds
            else Text("无对应日，为月末日", "no such day, so month-end")
        )
        zh = f"满{quantity(length, unit, 'zh')}：{end}（{weekday(end, 'zh')}；{rule.zh}，{months.zh}）"
        en = f"{quantity(length, unit, 'en')} on: {end} ({weekday(end, 'en')}; {rule.en}, {months.en})"
    return Step("raw", end, zh, en)


def latest(end: date, length: int, unit: Unit) -> Step:
    """The last day on which something due so long before an event may still be done."""
    return Step(
        "raw",
        end,
        f"倒数第{quantity(length, unit, 'zh')}：{end}，至迟于该日完成",
        f"{quantity(length, unit, 'en')} back: {end}, at the latest on that day",
    )


def set_by(end: date, setter: Text) -> Step:
    """The last day somebody set where the law has no number."""
    return Step(
        "set",
        end,
        f"最后一日由{setter.zh}指定：{end}（{weekday(end, 'zh')}）",
        f"last day, set by {setter.en}: {end} ({weekday(end, 'en')})",
    )


def extended(length: int, unit: Unit, reason: Text, end: date) -> Step:
    """What an extension added, and the last day with it."""
    zh, en = quantity(length, unit, "zh"), quantity(length, unit, "en")
    return Step("extended", end, f"延长{zh}至{end}：{reason.zh}", f"extended by {en} to {end}: {reason.en}")


def rolled(raw: date, due: date, calendar: Calendar, basis: Text, *, by_analogy: bool) -> Iterator[Step]:
    """One line for each day off the last day passed over, with its name."""
    zh, en = (f"比照{basis.zh}", f"by analogy with {basis.en}") if by_analogy else (basis.zh, basis.en)
    for day in _days(raw, due - _DAY):
        name = calendar.day_off_name(day, "zh") or ""
        off = "休息日" if name in ("周六", "周日") else name
        yield Step(
            "roll",
            day,
            f"{day}（{weekday(day, 'zh')}）为{off}，顺延一日（{zh}）",
            f"{day} ({weekday(day, 'en')}) is a day off, {calendar.day_off_name(day, 'en')}: one day on ({en})",
        )


def paused(last: date, left: int, unit: Unit) -> Step:
    """The count stands still: nothing is due until it goes on."""
    return Step(
        "paused",
        last,
        f"期限暂停计算，尚余{quantity(left, unit, 'zh')}",
        f"the count stands still with {quantity(left, unit, 'en')} left",
    )


def provisional(day: date) -> Step:
    """The holiday arrangement of the day's year is unknown here."""
    return Step(
        "provisional",
        day,
        f"{day.year}年放假安排尚未载入，届满日期为暂定，请在安排载入后核对",
        f"the holiday arrangement of {day.year} is not loaded; the date is provisional, check it once it is",
    )


def ended(due: date, *, provisional: bool) -> Step:
    """The result: 24:00 of the last day."""
    zh, en = ("（暂定）", " (provisional)") if provisional else ("", "")
    return Step(
        "end",
        due,
        f"届满：{due}（{weekday(due, 'zh')}）24时{zh}",
        f"ends: {due} ({weekday(due, 'en')}) at 24:00{en}",
    )


def ended_at(moment: datetime) -> Step:
    """The result of hours: a moment on a Shanghai clock."""
    day, at = moment.date(), f"{moment:%Y-%m-%d %H:%M}"
    return Step("end", day, f"届满：{at}（{weekday(day, 'zh')}）", f"ends: {at} ({weekday(day, 'en')})")


def _days(first: date, last: date) -> Iterator[date]:
    while first <= last:
        yield first
        first += _DAY
