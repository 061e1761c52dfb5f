"""Causes of civil action (案由) by the day: the 186 series to 2025, the 205 series since 2026 (law.md §6.1).

``Causes.load`` reads ``workflows/causes.yaml``. A cause whose number is not established has ``code`` None: a paper then
writes its name alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from mediation.errors import NotFound
from mediation.law.reading import model_of, read_list
from mediation.law.wording import Text

Family = Literal["labour", "personnel", "platform", "service", "tort", "special"]


class UnknownCause(NotFound):
    """No list of that day has the cause asked for; says which list was asked and where the cause does stand."""

    code = "unknown_cause"


class Cause(BaseModel):
    """One cause: its number in the list of its time, ``(n)`` for a cause below another, and its name."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    code: str | None = Field(pattern=r"^[1-9][0-9]{2}(\([1-9]\))?$")
    family: Family
    zh: str
    en: str

    @property
    def parent(self) -> str | None:
        """The number of the cause it stands below."""
        return self.code.partition("(")[0] if self.code and "(" in self.code else None


class Edition(BaseModel):
    """One list, in force ``from`` … ``until`` (both days included); a list from memory needs a ``note``."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    start: date = Field(alias="from")
    until: date | None = None
    number: str
    confidence: Literal["V", "S", "M"]
    note: Text | None = None
    causes: tuple[Cause, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _consistent(self) -> Edition:
        codes = [cause.code for cause in self.causes if cause.code]
        if len(set(codes)) != len(codes) or len({cause.zh for cause in self.causes}) != len(self.causes):
            raise ValueError("a number and a name stand for one cause only")
        if orphans := [cause.code for cause in self.causes if cause.parent and not self._stands_alone(cause, codes)]:
            raise ValueError(f"no cause stands above {orphans[0]}")
        if self.confidence == "M" and self.note is None:
            raise ValueError("what is from memory needs a note")
        return self

    @staticmethod
    def _stands_alone(cause: Cause, codes: list[str]) -> bool:
        # 144 is a contract cause of many; only its first branch concerns a labour desk.
        return cause.parent in codes or cause.family == "service"

    def covers(self, on: date) -> bool:
        """Whether this list was in force that day."""
        return self.start <= on and (self.until is None or on <= self.until)

    @property
    def span(self) -> Text:
        """When it is in force, in words."""
        if self.until is None:
            return Text(f"{self.start}起施行的案由（{self.number}）", f"the list in force since {self.start}")
        return Text(
            f"{self.start}至{self.until}施行的案由（{self.number}）", f"the list of {self.start} – {self.until}"
        )


class Causes:
    """Every list of causes, in order of time."""

    def __init__(self, editions: tuple[Edition, ...]) -> None:
        self._editions = editions

    @classmethod
    def load(cls, path: Path) -> Causes:
        """Read ``workflows/causes.yaml``; raises LawDataFault with every mistake, lists that overlap among them."""
        found = read_list(path)
        editions = tuple(model_of(Edition, data, f"{path.name}: {n}") for n, data in enumerate(found, 1))
        model_of(_InOrder, {"editions": editions}, path.name)
        return cls(editions)

    def __iter__(self) -> Iterator[Edition]:
        return iter(self._editions)

    def edition_on(self, on: date) -> Edition:
        """The list in force that day; raises UnknownCause when none here was."""
        for edition in self._editions:
            if edition.covers(on):
                return edition
        first = self._editions[0].start
        raise UnknownCause(
            f"本系统没有收录{on}施行的案由（收录自{first}起），请只写案由名称，不写编号。",
            f"No list of causes in force on {on} is held here (they begin {first}); write the name without a number.",
        )

    def on(self, day: date) -> tuple[Cause, ...]:
        """Every cause in force that day, in the order of the list; raises UnknownCause."""
        return self.edition_on(day).causes

    def cause(self, code: str, on: date) -> Cause:
        """The cause of a number on a day; raises UnknownCause, which names the list asked and those that have it."""
        return self._one(f"编号{code}", code, on, lambda cause: cause.code == code)

    def named(self, zh: str, on: date) -> Cause:
        """The cause of a name on a day; raises UnknownCause likewise."""
        return self._one(f"“{zh}”", zh, on, lambda cause: cause.zh == zh)

    def _one(self, zh: str, en: str, on: date, fits: Callable[[Cause], bool]) -> Cause:
        asked = self.edition_on(on)
        for cause in asked.causes:
            if fits(cause):
                return cause
        others = [edition.span for edition in self._editions if any(fits(cause) for cause in edition.causes)]
        where_zh = f"它见于{'、'.join(span.zh for span in others)}，" if others else ""
        where_en = f"; it stands in {', '.join(span.en for span in others)}" if others else ""
        raise UnknownCause(
            f"{asked.span.zh}中没有{zh}，{where_zh}请改用当时的案由。",
            f"{asked.span.en} has no “{en}”{where_en}; use the cause of that time.",
        )


class _InOrder(BaseModel):
    """Lists that follow one another: what one day asks, one list answers."""

    editions: tuple[Edition, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _follow(self) -> _InOrder:
        for earlier, later in zip(self.editions, self.editions[1:], strict=False):
            if earlier.until is None or later.start <= earlier.until:
                raise ValueError("lists must follow one another without overlap")
        return self
