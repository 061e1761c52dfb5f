"""What was answered with an act: values that rules and effects can trust, personal text on its way to its own row."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from mediation.facts.days import civil_day


@dataclass(frozen=True, slots=True)
class Said:
    """Personal text on its way to its own row: ``ref`` is the id rows hold instead of the text."""

    ref: str
    text: str


class Given(Mapping[str, Any]):
    """The answers given with an act, checked against what it asks; absent optional answers read as ``None``."""

    def __init__(self, values: Mapping[str, Any]) -> None:
        self._values = dict(values)

    def __getitem__(self, name: str) -> Any:
        return self._values[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)

    def text(self, name: str) -> str | None:
        """Return the words that were said, or ``None``."""
        said = self._values.get(name)
        return said.text if isinstance(said, Said) else None

    def ref(self, name: str) -> str | None:
        """Return the id under which the words are kept apart, or ``None``."""
        said = self._values.get(name)
        return said.ref if isinstance(said, Said) else None

    def day(self, name: str) -> date | None:
        """Return a day (Asia/Shanghai), or ``None``."""
        value = self._values.get(name)
        if isinstance(value, datetime):
            return civil_day(value)
        return value if isinstance(value, date) else None

    def instant(self, name: str) -> datetime | None:
        """Return an instant (UTC), or ``None``."""
        value = self._values.get(name)
        return value if isinstance(value, datetime) else None

    def number(self, name: str) -> int | None:
        """Return a whole number or an amount in fen, or ``None``."""
        value = self._values.get(name)
        return value if isinstance(value, int) and not isinstance(value, bool) else None

    def yes(self, name: str) -> bool:
        """Test if the answer was yes."""
        return self._values.get(name) is True

    def choice(self, name: str) -> str | None:
        """Return the chosen option or the id that was named, or ``None``."""
        value = self._values.get(name)
        return value if isinstance(value, str) else None

    def rows(self, name: str) -> tuple[Given, ...]:
        """Return the rows of a list answer."""
        return tuple(Given(row) for row in self._values.get(name) or ())
