"""What an obstacle does to limitation: the labour year gains its days, the general period six months after it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Final

from mediation.law.periods import Suspension, corresponding_day

_DAY: Final = timedelta(days=1)
_SIX_MONTHS: Final = date(2017, 10, 1)


def lengthened(begin: date, raw: date, suspensions: Sequence[Suspension]) -> date | None:
    """The last day with every day left out added to the end; None while the period stands still."""
    open_ones = [s.start for s in suspensions if s.end is None]
    if open_ones and min(open_ones) <= raw:
        return None

    def left_out(day: date) -> bool:
        return any(s.covers(day) for s in suspensions)

    owed = sum(left_out(begin + _DAY * n) for n in range(1, (raw - begin).days + 1))
    while owed:
        raw += _DAY
        owed -= not left_out(raw)
    return raw


def held(begin: date, raw: date, suspensions: Sequence[Suspension]) -> date | None:
    """The last day of the general period: what keeps from claiming in its last six months leaves six months after.

    So since 2017-10-01 (GRCL 194, CC 194); before, what was left ran on (GPCL 139). None while the obstacle lasts.
    """
    window = max(begin, corresponding_day(raw, -6))
    late = [s for s in suspensions if s.start <= raw and (s.end is None or s.end > window)]
    ends = [s.end for s in late if s.end is not None]
    if len(ends) < len(late):
        return None
    if raw < _SIX_MONTHS:
        return lengthened(window, raw, late)
    return max([raw, *(corresponding_day(end, 6) for end in ends)])


def cite(raw: date) -> str:
    """The article that suspends a general period whose last day would be ``raw``."""
    if raw < _SIX_MONTHS:
        return "GPCL 139"
    return "GRCL 194" if raw < date(2021, 1, 1) else "CC 194"
