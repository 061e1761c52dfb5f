"""A time limit told by itself, without a case: what it comes to from a day on, and every step of the count."""

from __future__ import annotations

from datetime import date
from typing import Any

from mediation.casework import journal
from mediation.law.calendar import Calendar
from mediation.law.time_limits import TimeLimits


def limit_told(limits: TimeLimits, calendar: Calendar, ref: str, start: date, edition: date | None) -> dict[str, Any]:
    """Return ``raw`` and ``due`` (ISO days), ``article`` and ``steps`` of a limit triggered on a day (Asia/Shanghai).

    ``start`` is an aware datetime where the limit counts hours. ``edition`` asks for the edition in force on another
    day than the trigger's.

    Raises:
        UnknownLimit: no such id or reference; LimitNotInForce: no edition on that day; BadInput: a day out of range.
    """
    limit = limits.get(ref)
    result = limit.compute(start, calendar=calendar, edition=edition)
    return {
        "limit": limit.id,
        "ref": limit.ref,
        "title": {"zh": limit.title.zh, "en": limit.title.en},
        "from": start.isoformat(),
        "edition": result.edition,
        "first_day": journal.plain(result.first_day),
        "raw": journal.plain(result.raw),
        "due": journal.plain(result.due),
        "due_at": journal.plain(result.due_at),
        "provisional": result.provisional,
        "binding": result.binding,
        "confidence": result.confidence.value,
        "article": list(result.cites),
        "steps": list(result.explain("zh")),
        "steps_en": list(result.explain("en")),
    }
