"""The pieces scripts are made of: keys, sentences, times and days, and what every shape has in common."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, StringConstraints
from pydantic_core import PydanticCustomError

from mediation.casework.values import parse_instant

Key = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,31}$")]
Code = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,63}$")]
Ref = Annotated[str, StringConstraints(pattern=r"^[A-Za-z][A-Za-z0-9_]{0,63}$")]
Said = Annotated[str, StringConstraints(min_length=1, max_length=2000)]


def fault(code: str, zh: str, en: str) -> PydanticCustomError:
    """Make the error a validator raises; ``code``, ``zh`` and ``en`` reach the reader as they are."""
    return PydanticCustomError("script_fault", "{en}", {"code": code, "zh": zh, "en": en})


def _instant(raw: Any) -> datetime:
    try:
        return parse_instant(raw)
    except ValueError:
        raise fault(
            "bad_time",
            "时间应带时区，例如 2026-08-03T09:00+08:00。",
            "A time carries its zone, e.g. 2026-08-03T09:00+08:00.",
        ) from None


def _day(raw: Any) -> date:
    try:
        if not isinstance(raw, str) or len(raw) != 10:
            raise ValueError
        return date.fromisoformat(raw)
    except ValueError:
        raise fault("bad_date", "日期应写作 2026-08-03。", "A date is written 2026-08-03.") from None


Instant = Annotated[datetime, BeforeValidator(_instant)]
Day = Annotated[date, BeforeValidator(_day)]


class Shape(BaseModel):
    """A piece of a script; a key that is not listed is a mistake."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Words(Shape):
    """A sentence in Chinese and in English."""

    zh: Said
    en: Said
