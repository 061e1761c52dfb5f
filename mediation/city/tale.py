"""One case told from its opening on: acts through ``perform`` at the hour of a scripted clock, never over HTTP."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import Any

from mediation.casework.attachments import Upload, upload
from mediation.casework.desk import Desk
from mediation.casework.keys import Kept
from mediation.casework.opening import Opening, open_case
from mediation.casework.papers import issue
from mediation.casework.perform import Command, perform
from mediation.city.cast import person_id
from mediation.city.invented import Firm, Human, Register
from mediation.facts.known import SHANGHAI
from mediation.law.calendar import Calendar
from mediation.replay.sheet import sheet
from mediation.vocabulary import ClaimItem, Nature, PaperKind, Source

MEDIATION = "labour_mediation"
OPENS = time(9)


@dataclass(frozen=True)
class Town:
    """Where tales are told: a desk, the invented people, and the working days before today, earliest first."""

    desk: Desk
    register: Register
    days: tuple[date, ...]


def working_days_before(today: date, count: int, calendar: Calendar) -> tuple[date, ...]:
    """Return the last working days before a day, earliest first."""
    found: list[date] = []
    day = today
    while len(found) < count:
        day -= timedelta(days=1)
        if calendar.is_working_day(day):
            found.append(day)
    return tuple(reversed(found))


@lru_cache
def _file(kind: PaperKind) -> bytes:
    """A page that says what it stands for; the same bytes in every case."""
    return sheet(kind.zh, f"演示材料（虚构）：{kind.zh}。", datetime(2026, 1, 1, tzinfo=UTC))


@dataclass
class Tale:
    """A case as it goes on: who disputes, where it stands, what time it is.

    ``began`` is an index into the days; ``shared`` is an employer several workers have a claim against;
    ``when_entered`` comes after the parties are entered.
    """

    town: Town
    label: str
    organisation: str
    began: int
    item: ClaimItem
    nature: Nature = Nature.LABOUR
    rare: bool = False
    shared: Firm | None = None
    when_entered: Callable[[Tale], None] | None = None
    worker: Human = field(init=False)
    firm: Firm = field(init=False)
    amount: str = field(init=False)
    now: datetime = field(init=False)
    id: str = ""
    number: str = ""
    version: int = 0
    parties: dict[str, str] = field(default_factory=dict)
    proceedings: dict[str, str] = field(default_factory=dict)
    files: dict[PaperKind, str] = field(default_factory=dict)
    acts: int = 0

    def __post_init__(self) -> None:
        self.worker = self.town.register.human(rare=self.rare)
        self.firm = self.shared or self.town.register.firm()
        self.amount = self.town.register.amount(3_000, 60_000)
        self.after(0)

    def after(self, days: int) -> None:
        """Go on in the morning of the working day so many days after the beginning; it lies before today."""
        self.now = datetime.combine(self.town.days[self.began + days], OPENS, SHANGHAI)

    def yesterday(self) -> None:
        """Go on in the morning of the last working day before today."""
        self.after(len(self.town.days) - 1 - self.began)

    @property
    def today(self) -> date:
        """The civil day it is in the tale."""
        return self.now.date()

    def in_days(self, days: int) -> str:
        """Return a day counted from the tale's, as it is typed."""
        return (self.today + timedelta(days=days)).isoformat()

    def open(self, who: str, source: Source, cause: str) -> None:
        """Open the case."""
        opening = Opening(
            person_id=person_id(who),
            organisation_id=self.organisation,
            source=source,
            nature=self.nature,
            cause=cause,
            key=self._key(),
            fingerprint=self.label,
        )
        told = json.loads(open_case(self.town.desk, opening, self.tick()).answer)
        self.id, self.number = told["case"]["id"], told["case"]["number"]
        self._keep(told)

    def act(self, who: str, name: str, /, **answers: Any) -> dict[str, Any]:
        """Do an act of the folder."""
        return self._do(who, name, None, answers)

    def move(self, who: str, name: str, procedure: str = MEDIATION, /, **answers: Any) -> dict[str, Any]:
        """Make a move of the newest proceeding of a procedure."""
        return self._do(who, name, self.proceedings[procedure], answers)

    def paper(self, who: str, kind: PaperKind) -> None:
        """Issue a paper."""
        self.filed(who, "issue_paper", lambda command, now: issue(self.town.desk, command, kind, now))

    def upload(self, who: str, kind: PaperKind) -> None:
        """Hand in a file of a kind; ``files`` has its id."""
        file = Upload(content=_file(kind), filename=f"{kind.zh}.pdf", kind=kind, pages=1)
        told = self.filed(who, "upload", lambda command, now: upload(self.town.desk, command, file, now))
        self.files[kind] = told["attachment"]["id"]

    def add(self, who: str, name: str, /, **answers: Any) -> str:
        """Do an act that adds a party or a claim, and return the new row's id."""
        table = name.removeprefix("add_")
        told = self.act(who, name, **answers)
        return next(str(row["id"]) for step in told["steps"] for row in step["rows"] if row["table"] == table)

    def command(self, who: str, name: str, proceeding_id: str | None, answers: dict[str, Any]) -> Command:
        """Return the command of an act on the version last seen."""
        return Command(
            folder_id=self.id,
            act=name,
            person_id=person_id(who),
            answers=answers,
            key=self._key(),
            fingerprint=self.label,
            proceeding_id=proceeding_id,
            version=self.version,
        )

    def _do(self, who: str, name: str, proceeding_id: str | None, answers: dict[str, Any]) -> dict[str, Any]:
        kept = perform(self.town.desk, self.command(who, name, proceeding_id, answers), self.tick())
        return self._keep(json.loads(kept.answer))

    def filed(self, who: str, act: str, file: Callable[[Command, datetime], Kept]) -> dict[str, Any]:
        """Do an act that has a function of its own."""
        return self._keep(json.loads(file(self.command(who, act, None, {}), self.tick()).answer))

    def _keep(self, told: dict[str, Any]) -> dict[str, Any]:
        self.version = told["version"]
        self.proceedings |= {row["procedure"]: row["id"] for row in told["opened"]}
        return told

    def _key(self) -> str:
        self.acts += 1
        return f"city/{self.label}/{self.acts}"

    def tick(self) -> datetime:
        """The instant of the next act in UTC: five minutes after the last."""
        self.now += timedelta(minutes=5)
        return self.now.astimezone(UTC)
