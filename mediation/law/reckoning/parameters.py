"""Numbers a calculator takes from outside: minimum wages, averages, days and rates, each with place, date and source.

``Parameters.load`` reads ``workflows/parameters.yaml``: a new figure is a line there and no code here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Literal, Self

from pydantic import Field, model_validator

from mediation.errors import NotFound
from mediation.law.limits import Confidence, Strict
from mediation.law.reading import fault, model_of, read_mapping
from mediation.law.wording import Text

NATION = "全国"
"""The place of a parameter that holds everywhere."""


class ParameterMissing(NotFound):
    """No figure of that name for the place and the day: nothing may be reckoned with a guess."""

    code = "parameter_missing"


class Edition(Strict):
    """A figure between two days, both included: one ``value``, or one for each key of ``values``.

    Raises ValueError for both or neither, and for one from memory without a note.
    """

    start: date = Field(alias="from")
    until: date | None = None
    value: Decimal | None = Field(default=None, ge=0)
    values: dict[int, Decimal] = Field(default_factory=dict)
    source: Text
    confidence: Confidence
    note: Text | None = None

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        if (self.value is None) == (not self.values):
            raise ValueError("either value or values")
        if self.confidence is Confidence.M and self.note is None:
            raise ValueError("a figure from memory needs a note")
        if self.until is not None and self.until < self.start:
            raise ValueError("until lies before from")
        return self

    def covers(self, on: date) -> bool:
        """Whether the figure was in force that day."""
        return self.start <= on and (self.until is None or on <= self.until)


class Parameter(Strict):
    """One figure of one place with its editions, in order and without overlap."""

    name: str = Field(pattern=r"^[a-z][a-z_]{0,63}$")
    place: str = Field(min_length=1)
    title: Text
    unit: Literal["yuan", "day", "month", "percent"]
    editions: tuple[Edition, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        for earlier, later in zip(self.editions, self.editions[1:], strict=False):
            if earlier.until is None or later.start <= earlier.until:
                raise ValueError("editions must follow one another without overlap")
        return self


class _File(Strict):
    parameters: tuple[Parameter, ...]


@dataclass(frozen=True, slots=True)
class Taken:
    """A figure that was used: what, where, since when, from which source, how well checked."""

    name: str
    title: Text
    place: str
    start: date
    unit: str
    key: int | None
    number: Fraction
    source: Text
    confidence: Confidence
    note: Text | None


class Parameters:
    """Every figure there is, by name, place and day."""

    def __init__(self, parameters: Iterable[Parameter]) -> None:
        self._by = {(each.name, each.place): each for each in parameters}

    @classmethod
    def load(cls, path: Path) -> Parameters:
        """Read the file; raises LawDataFault with every mistake, a figure listed twice included."""
        found = model_of(_File, read_mapping(path), path.name).parameters
        names = [(each.name, each.place) for each in found]
        for name, place in names:
            if names.count((name, place)) > 1:
                raise fault(
                    f"{path.name}: {name}",
                    f"“{name}”在“{place}”重复，请合并为一项。",
                    f"'{name}' is listed twice for one place; make it one entry.",
                )
        return cls(found)

    def __iter__(self) -> Iterator[Parameter]:
        return iter(self._by.values())

    def places(self, name: str) -> tuple[str, ...]:
        """Where a figure is known, sorted."""
        return tuple(sorted(place for known, place in self._by if known == name))

    def take(self, name: str, place: str, on: date, key: int | None = None) -> Taken:
        """The figure in force at a place on a day: the place's own, else the nation's.

        ``key`` chooses one of several (a grade of disability); a table of steps is taken with the highest step reached.

        Raises:
            ParameterMissing: names figure, place and day.
        """
        parameter = self._by.get((name, place)) or self._by.get((name, NATION))
        edition = next((e for e in parameter.editions if e.covers(on)), None) if parameter else None
        number = _chosen(edition, key) if edition else None
        if parameter is None or edition is None or number is None:
            raise self._missing(name, place, on)
        return Taken(
            name=name,
            title=parameter.title,
            place=parameter.place,
            start=edition.start,
            unit=parameter.unit,
            key=key,
            number=Fraction(number),
            source=edition.source,
            confidence=edition.confidence,
            note=edition.note,
        )

    def _missing(self, name: str, place: str, on: date) -> ParameterMissing:
        title = next((p.title for (known, _), p in self._by.items() if known == name), Text(name, name))
        return ParameterMissing(
            f"没有{place}在{on}适用的“{title.zh}”，请先在参数表中补充该地该日的数据和出处。",
            f"There is no '{title.en}' for {place} on {on}; add the figure with its source to the parameters.",
        )


def _chosen(edition: Edition, key: int | None) -> Decimal | None:
    if edition.value is not None:
        return edition.value
    reached = [step for step in edition.values if key is not None and step <= key]
    return edition.values[max(reached)] if reached else None
