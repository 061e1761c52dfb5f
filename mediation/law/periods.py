"""Counting periods as CPL 85 and CC 201–203 say, with the arithmetic kept so that it can be cross-examined.

Days are Asia/Shanghai civil dates. The day of the event is not counted; months and years end on the corresponding
day, else at the month's end; extensions lengthen the raw end; only then does the last day roll over days off.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum

from mediation.law import telling
from mediation.law.calendar import Calendar
from mediation.law.telling import Step
from mediation.law.wording import LAST_YEAR, SHANGHAI, Text, bad, civil_date, end_of_day, shanghai
from mediation.vocabulary import Unit

_DAY = timedelta(days=1)


class Roll(StrEnum):
    """What happens when the last day is a day off."""

    NEXT_WORKING_DAY = "next_working_day"
    NONE = "none"


class Direction(StrEnum):
    """Whether the period runs from the event onwards, or back from it (a notice so long before a hearing)."""

    AFTER = "after"
    BEFORE = "before"


@dataclass(frozen=True, slots=True)
class Basis:
    """The articles a count rests on, already in words; ``by_analogy`` marks a roll no text orders."""

    not_counted: Text
    hours: Text
    months: Text
    roll: Text
    by_analogy: bool = False


@dataclass(frozen=True, slots=True)
class Rule:
    """How one period is counted; ``next_hour`` starts hours at the next full hour, as civil procedure does."""

    length: int
    unit: Unit
    basis: Basis
    roll: Roll = Roll.NEXT_WORKING_DAY
    direction: Direction = Direction.AFTER
    next_hour: bool = True


@dataclass(frozen=True, slots=True)
class Extension:
    """Time added to the raw end, counted on from it in ``unit``."""

    length: int
    unit: Unit
    reason: Text


@dataclass(frozen=True, slots=True)
class Suspension:
    """Days left out, both ends included; without ``end`` the period stands still from ``start``."""

    start: date
    end: date | None
    reason: Text

    def covers(self, day: date) -> bool:
        """Whether the day is left out."""
        return self.start <= day and (self.end is None or day <= self.end)


@dataclass(frozen=True, slots=True)
class Count:
    """A counted period; ``raw`` is the last day before the roll, ``due`` after it, ``due_at`` the end in UTC.

    While the period stands still, ``raw``, ``due`` and ``due_at`` are None and ``remaining`` is what is left of it.
    """

    first_day: date
    raw: date | None
    due: date | None
    due_at: datetime | None
    steps: tuple[Step, ...]
    provisional: bool
    remaining: int | None = None


def count(
    trigger: date,
    rule: Rule,
    calendar: Calendar,
    *,
    extensions: Sequence[Extension] = (),
    suspensions: Sequence[Suspension] = (),
) -> Count:
    """The period that begins with the event on ``trigger``, a civil date or an aware datetime (hours need one).

    Raises BadInput: ``naive_datetime``, ``date_out_of_range``, ``time_needed`` when hours are counted from a bare
    date. Raises ValueError when months or years are to be suspended, which no rule of law does.
    """
    if rule.unit is Unit.HOUR:
        return _hours(trigger, rule)
    if suspensions and rule.unit not in (Unit.DAY, Unit.WORKING_DAY):
        raise ValueError("only periods counted in days can be suspended")
    day = civil_date(trigger)
    if rule.direction is Direction.BEFORE:
        return _before(day, rule, calendar)
    return _after(day, rule, calendar, extensions, suspensions)


def until(trigger: date, last: date, rule: Rule, calendar: Calendar, setter: Text) -> Count:
    """The period from the day after ``trigger`` to the last day ``setter`` set; it rolls only where ``rule`` does."""
    return _rolled(trigger + _DAY, last, rule, calendar, [telling.set_by(last, setter)])


def advance(day: date, length: int, unit: Unit, calendar: Calendar) -> date:
    """The last day of ``length`` units counted from the day after ``day``, without roll or suspension."""
    if unit in (Unit.MONTH, Unit.YEAR):
        return corresponding_day(day, length * (12 if unit is Unit.YEAR else 1))
    return _walk(day, length, _counts(unit, calendar, ()), None)[0]


def corresponding_day(day: date, months: int) -> date:
    """The same day so many months on, or the last day of that month when it has none such (CC 202)."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    _in_reach(year)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _after(
    day: date, rule: Rule, calendar: Calendar, extensions: Sequence[Extension], suspensions: Sequence[Suspension]
) -> Count:
    first = day + _DAY
    steps = [telling.start(day, first, rule.basis.not_counted)]
    end, left = _stretch(day, rule.length, rule.unit, calendar, suspensions)
    if not left:
        steps += _told_stretch(day, end, rule, calendar, suspensions)
    for extension in extensions:
        if left:
            left += extension.length
            continue
        longer, left = _stretch(end, extension.length, extension.unit, calendar, suspensions)
        if not left:
            steps += telling.suspended(suspensions, end, longer)
            steps.append(telling.extended(extension.length, extension.unit, extension.reason, longer))
        end = longer
    if left:
        steps += [*telling.suspended(suspensions, day, end + _DAY), telling.paused(end, left, rule.unit)]
        return Count(first, None, None, None, tuple(steps), provisional=False, remaining=left)
    return _rolled(first, end, rule, calendar, steps)


def _rolled(first: date, raw: date, rule: Rule, calendar: Calendar, steps: list[Step]) -> Count:
    due = raw
    if rule.roll is Roll.NEXT_WORKING_DAY and not calendar.is_working_day(raw):
        due = calendar.next_working_day(raw)
        steps += telling.rolled(raw, due, calendar, rule.basis.roll, by_analogy=rule.basis.by_analogy)
    # A fixed last day in calendar days that never rolls depends on no holiday arrangement.
    depends = rule.unit is Unit.WORKING_DAY or rule.roll is Roll.NEXT_WORKING_DAY
    consulted = [first, raw, due] if rule.unit is Unit.WORKING_DAY else [raw, due]
    unknown = [day for day in consulted if depends and calendar.is_provisional(day)]
    if unknown:
        steps.append(telling.provisional(unknown[-1]))
    steps.append(telling.ended(due, provisional=bool(unknown)))
    return Count(first, raw, due, end_of_day(due), tuple(steps), bool(unknown))


def _before(day: date, rule: Rule, calendar: Calendar) -> Count:
    first = day - _DAY
    if rule.unit in (Unit.MONTH, Unit.YEAR):
        raw = corresponding_day(day, -rule.length * (12 if rule.unit is Unit.YEAR else 1))
    else:
        raw = _walk(day, rule.length, _counts(rule.unit, calendar, ()), None, back=True)[0]
    provisional = rule.unit is Unit.WORKING_DAY and calendar.is_provisional(raw)
    steps = [
        telling.start(day, first, rule.basis.not_counted),
        *telling.days_off(raw, first, rule.unit, calendar),
        telling.latest(raw, rule.length, rule.unit),
        telling.ended(raw, provisional=provisional),
    ]
    return Count(first, raw, raw, end_of_day(raw), tuple(steps), provisional)


def _hours(trigger: date, rule: Rule) -> Count:
    if not isinstance(trigger, datetime):
        raise bad(
            "trigger",
            "time_needed",
            "该期限以小时计算，请填写具体时间。",
            "This period is counted in hours; give the time of day.",
        )
    event = shanghai(trigger, "trigger")
    civil_date(event, "trigger")
    begin = event.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1) if rule.next_hour else event
    due_at = begin.astimezone(UTC) + timedelta(hours=rule.length)
    last = (due_at - timedelta(microseconds=1)).astimezone(SHANGHAI).date()
    steps = (
        telling.start_hour(begin, rule.basis.hours, next_hour=rule.next_hour),
        telling.ended_at(due_at.astimezone(SHANGHAI)),
    )
    return Count(begin.date(), last, last, due_at, steps, provisional=False)


def _stretch(
    day: date, length: int, unit: Unit, calendar: Calendar, suspensions: Sequence[Suspension]
) -> tuple[date, int]:
    """The last day of a stretch and 0, or the day before it came to stand still and what is left of it."""
    if unit in (Unit.MONTH, Unit.YEAR):
        return advance(day, length, unit, calendar), 0
    still = min((s.start for s in suspensions if s.end is None), default=None)
    return _walk(day, length, _counts(unit, calendar, suspensions), still)


def _walk(
    day: date, length: int, counts: Callable[[date], bool], still: date | None, *, back: bool = False
) -> tuple[date, int]:
    step = -_DAY if back else _DAY
    left = length
    while left:
        if still is not None and day + step >= still:
            return day, left
        day += step
        _in_reach(day.year)
        left -= counts(day)
    return day, 0


def _counts(unit: Unit, calendar: Calendar, suspensions: Sequence[Suspension]) -> Callable[[date], bool]:
    def counts(day: date) -> bool:
        worked = unit is not Unit.WORKING_DAY or calendar.is_working_day(day)
        return worked and not any(suspension.covers(day) for suspension in suspensions)

    return counts


def _told_stretch(
    day: date, end: date, rule: Rule, calendar: Calendar, suspensions: Sequence[Suspension]
) -> list[Step]:
    return [
        *telling.suspended(suspensions, day, end),
        *telling.days_off(day + _DAY, end, rule.unit, calendar),
        *telling.days_worked(day + _DAY, end, rule.unit, calendar, suspensions),
        telling.raw_end(end, rule.length, rule.unit, rule.basis.months, corresponds=end.day == day.day),
    ]


def _in_reach(year: int) -> None:
    if year > LAST_YEAR:
        raise bad(
            "trigger",
            "date_out_of_range",
            f"期限届满之日超出{LAST_YEAR}年，无法计算，请核对起算日期和天数。",
            f"The period would end after {LAST_YEAR} and cannot be counted; check the starting date and the length.",
        )
