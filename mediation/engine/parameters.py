"""What a rule or an effect may be given by a file, and how it arrives: checked when loading, converted when bound."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from enum import StrEnum
from typing import Any

_FITS: Mapping[type, Callable[[Any], bool]] = {
    bool: lambda value: isinstance(value, bool),
    int: lambda value: isinstance(value, int) and not isinstance(value, bool),
    tuple: lambda value: isinstance(value, tuple),
}


def fits(value: Any, kind: type) -> bool:
    """Tell whether a value from a file may stand for a parameter of a type."""
    if kind in _FITS:
        return _FITS[kind](value)
    if not isinstance(value, str):
        return False
    if issubclass(kind, StrEnum):
        return value in {member.value for member in kind}
    return kind is not date or _is_date(value)


def _is_date(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


_DESCRIBED: Mapping[type, tuple[str, str]] = {
    bool: ("true 或 false", "true or false"),
    int: ("整数", "an integer"),
    tuple: ("列表", "a list"),
    date: ("日期（如 2026-01-01）", "a date such as 2026-01-01"),
}


def described(kind: type) -> tuple[str, str]:
    """Say in both languages what a type wants."""
    if issubclass(kind, StrEnum):
        return "下列之一：" + "、".join(kind), "one of " + ", ".join(kind)
    return _DESCRIBED.get(kind, ("文字", "text"))


def converted(value: Any, kind: type) -> Any:
    """Make the member of a list of words, or the date, that a file wrote as text."""
    return kind(value) if issubclass(kind, StrEnum) else date.fromisoformat(value) if kind is date else value
