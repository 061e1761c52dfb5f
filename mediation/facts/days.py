"""Days and instants: days are of Asia/Shanghai, instants are kept in UTC."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

SHANGHAI = ZoneInfo("Asia/Shanghai")


def civil_day(instant: datetime) -> date:
    """Return the day an instant falls on in Asia/Shanghai."""
    return instant.astimezone(SHANGHAI).date()


def midnight_after(day: date) -> datetime:
    """Return the end (24:00 in Asia/Shanghai) of a day, in UTC."""
    end = datetime(day.year, day.month, day.day, tzinfo=SHANGHAI)
    return datetime.fromordinal(end.toordinal() + 1).replace(tzinfo=SHANGHAI).astimezone(UTC)
