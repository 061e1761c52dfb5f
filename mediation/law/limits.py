"""What a statutory time limit is made of: the models behind ``workflows/time_limits.yaml``."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from mediation.errors import Conflict
from mediation.law.periods import Direction, Roll
from mediation.law.reading import fault
from mediation.law.wording import Text
from mediation.vocabulary import OrganisationKind, Unit, Word

_ORIGIN = "origin"


class LimitNotInForce(Conflict):
    """The limit has no edition on that day: it was not law yet, or is no longer."""

    code = "limit_not_in_force"


class Confidence(StrEnum):
    """How a fact was checked: V the text was read, S a secondary source states it, M from memory."""

    V = "V"
    S = "S"
    M = "M"


class ExtendedBy(Word):
    """Whose act lengthens a period."""

    BOTH_PARTIES = "both_parties", "双方当事人", "both parties"
    ALL_PARTIES = "all_parties", "各方当事人", "all parties"
    COURT_PRESIDENT = "court_president", "本院院长", "the president of the court"
    DIRECTOR = "director", "仲裁委员会主任或其委托的人", "the commission's director or delegate"
    AUTHORITY = "authority", "主管机关", "the authority in charge"


class Strict(BaseModel):
    """A frozen model that takes no unknown key."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class ExtensionRule(Strict):
    """Who may lengthen the period and by how much in all; ``cap_days`` None is no cap.

    ``cap_days`` and the days of an adjustment are counted in ``unit``, which is the calendar day unless said.
    """

    by: ExtendedBy
    cap_days: int | None = Field(default=None, ge=1)
    unit: Unit = Unit.DAY


class Edition(Strict):
    """The limit as it stands between two dates, both included; the date of the trigger chooses the edition.

    ``binding`` False is 参照 for everybody; ``binding_for`` names the only bodies it binds, 参照 for the rest.
    ``setting`` marks a number no checked text fixes: an operator may set another one.
    """

    start: date | None = Field(alias="from")
    until: date | None = None
    length: int | None = Field(ge=1)
    unit: Unit = Unit.DAY
    extension: ExtensionRule | None = None
    suspension: tuple[Literal["appraisal"], ...] = ()
    roll: Roll
    by_analogy: bool = False
    cites: tuple[str, ...] = Field(min_length=1)
    binding: bool = True
    binding_for: tuple[OrganisationKind, ...] = ()
    confidence: Confidence
    note: Text | None = None
    setting: bool = False

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        checks = {
            "a fact from memory needs a note and setting: true": self.confidence is Confidence.M
            and not (self.note and self.setting),
            "hours never roll": self.unit is Unit.HOUR and self.roll is not Roll.NONE,
            "hours are not extended": self.unit is Unit.HOUR and self.extension is not None,
            "only days are suspended": bool(self.suspension) and self.unit not in (Unit.DAY, Unit.WORKING_DAY),
            "until lies before from": bool(self.start and self.until and self.until < self.start),
        }
        for mistake, found in checks.items():
            if found:
                raise ValueError(mistake)
        return self

    @property
    def key(self) -> str:
        """The ISO date the edition begins on, or ``origin``; stored with a clock."""
        return self.start.isoformat() if self.start else _ORIGIN

    def covers(self, on: date) -> bool:
        """Whether the edition was in force that day."""
        return (self.start is None or self.start <= on) and (self.until is None or on <= self.until)

    def binds(self, organisation: OrganisationKind | None) -> bool:
        """Whether the number binds that body; an unknown body (None) is bound only where everybody is."""
        return self.binding and (not self.binding_for or organisation in self.binding_for)


class Rungs(Strict):
    """Days before the end at which a clock turns amber and red; working days where the limit counts them.

    Negative is after the end, for limits that are only watched.
    """

    amber: int
    red: int

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if self.red > self.amber:
            raise ValueError("amber comes before red")
        return self


class LimitData(Strict):
    """One statutory time limit with all its editions, in order and without overlap."""

    id: str = Field(pattern=r"^[a-z][a-z0-9_]{0,63}$")
    ref: str = Field(pattern=r"^[A-Z][0-9]{1,2}[b-z]?$")
    title: Text
    trigger: Text
    lapse: Text
    decided_by: Text
    window: bool = False
    """A right of somebody's, not a duty: once it has ended nothing is overdue."""
    rungs: Rungs
    procedure: Literal["civil", "none"]
    direction: Direction = Direction.AFTER
    editions: tuple[Edition, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        for earlier, later in zip(self.editions, self.editions[1:], strict=False):
            if earlier.until is None or later.start is None or later.start <= earlier.until:
                raise ValueError("editions must follow one another without overlap")
        return self

    def edition_on(self, on: date) -> Edition:
        """The edition in force that day; raises LimitNotInForce when there is none."""
        for edition in self.editions:
            if edition.covers(on):
                return edition
        raise LimitNotInForce(
            f"“{self.title.zh}”期限在{on}没有施行中的规定，请核对日期或所选程序。",
            f"No rule on “{self.title.en}” was in force on {on}; check the date or the procedure chosen.",
        )

    def edition_of(self, key: str) -> Edition:
        """The edition stored under ``key`` with a clock; raises LimitNotInForce when it is gone."""
        for edition in self.editions:
            if edition.key == key:
                return edition
        raise LimitNotInForce(
            f"“{self.title.zh}”期限没有自“{key}”起施行的版本，请核对时限文件。",
            f"“{self.title.en}” has no edition from “{key}”; check the file of time limits.",
        )


class CountingEdition(Strict):
    """Between two dates, the articles a count is explained with."""

    start: date | None = Field(alias="from")
    until: date | None = None
    not_counted: str
    hours: str
    months: str
    roll: str


class LimitsFile(Strict):
    """The whole file: how to count by kind of procedure, notes used by name, and the limits."""

    counting: dict[Literal["civil", "none"], tuple[CountingEdition, ...]]
    notes: dict[str, Text] = {}
    limits: tuple[LimitData, ...]


def with_notes(data: dict[str, Any], name: str) -> dict[str, Any]:
    """Notes given by name replaced by their text, so that one sentence stands once in the file."""
    notes = data.get("notes") or {}
    for limit in data.get("limits") or []:
        for edition in limit.get("editions") or []:
            note = edition.get("note")
            if isinstance(note, str):
                if note not in notes:
                    place = f"{name}: {limit.get('ref')}"
                    raise fault(place, f"没有名为“{note}”的注。", f"No note is called “{note}”.")
                edition["note"] = notes[note]
    return data
