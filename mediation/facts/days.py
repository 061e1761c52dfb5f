"""Days and instants: days are of Asia/Shanghai, instants are kept in UTC."""

from __future__ import annotations

from datetime import date, datetime

from mediation.law.wording import SHANGHAI


def civil_day(instant: datetime) -> date:
    """Return the day an instant falls on in Asia/Shanghai."""
    return instant.astimezone(SHANGHAI).date()
