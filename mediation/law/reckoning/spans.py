"""How long somebody worked: the day of hiring counts, and so does the last day."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

from mediation.law.calendar import Calendar

DAY = timedelta(days=1)


def after_months(day: date, months: int) -> date:
    """The day after so many whole months that begin with ``day``: its own number, else the first of the next month.

    One month from 31 January (itself counted) fills February; the day after it is 1 March.
    """
    place = day.year * 12 + day.month - 1 + months
    year, month = divmod(place, 12)
    try:
        return day.replace(year=year, month=month + 1)
    except ValueError:
        year, month = divmod(place + 1, 12)
        return date(year, month + 1, 1)


def whole_months(first: date, last: date) -> int:
    """How many whole months lie in the days from ``first`` to ``last``, both counted; 0 when there are none."""
    months = max((last.year - first.year) * 12 + last.month - first.month + 1, 0)
    while months and after_months(first, months) > last + DAY:
        months -= 1
    return months


def severance_months(first: date, last: date) -> tuple[int, int, Fraction]:
    """Whole years, whole months beyond them, and the months of severance: six months and more make one, less a half.

    LCL 47(1). Nothing beyond the whole years adds nothing.
    """
    months = whole_months(first, last)
    years, beyond = divmod(months, 12)
    if after_months(first, years * 12) > last:
        return years, beyond, Fraction(years)
    return years, beyond, years + (Fraction(1) if beyond >= 6 else Fraction(1, 2))


def working_days(first: date, last: date, calendar: Calendar) -> int:
    """How many days people worked by the State Council's arrangement, both ends counted."""
    return sum(calendar.is_working_day(day) for day in days(first, last))


def weekdays(first: date, last: date) -> int:
    """How many Mondays to Fridays there are, both ends counted: public holidays on them are paid."""
    return sum(day.weekday() < 5 for day in days(first, last))


def days(first: date, last: date) -> tuple[date, ...]:
    """The days from first to last, both counted."""
    return tuple(first + DAY * n for n in range((last - first).days + 1))
