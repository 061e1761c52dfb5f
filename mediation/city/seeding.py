"""Seeding the city into a database: organisations, people, about eighty cases at every stage, as of a given today."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from mediation.casework.desk import Desk
from mediation.casework.sweeping import sweep
from mediation.city.cast import ORGANISATIONS, RESIDENTS, Resident, person_id, settle_in
from mediation.city.group import tell_group
from mediation.city.invented import Register
from mediation.city.plan import Planned, items, planned
from mediation.city.stuck import STUCK, Stuck
from mediation.city.tale import OPENS, Tale, Town, working_days_before
from mediation.facts.known import SHANGHAI
from mediation.facts.people import Organisation
from mediation.records.database import writing
from mediation.vocabulary import ClaimItem

_DAYS = 60


@dataclass(frozen=True, slots=True)
class CityCase:
    """A case by what it shows: its id and number, its desk, what is claimed."""

    label: str
    id: str
    number: str
    organisation_id: str
    item: ClaimItem


@dataclass(frozen=True, slots=True)
class ClosedDoor:
    """What cannot be done on a case: who would try which move, with which answers, and the code of the refusal."""

    label: str
    case_id: str
    person_id: str
    proceeding_id: str
    move: str
    answers: Mapping[str, Any]
    code: str


@dataclass(frozen=True)
class City:
    """What was seeded; ``cases`` and ``doors`` by label, ``fired`` the rungs of clocks that had come due."""

    organisations: tuple[Organisation, ...]
    residents: tuple[Resident, ...]
    cases: Mapping[str, CityCase]
    doors: Mapping[str, ClosedDoor]
    matter_id: str
    fired: int


def seed_city(
    desk: Desk, today: datetime, seed: int = 1, hear: Callable[[int, int], None] = lambda _done, _all: None
) -> City:
    """Seed the city into a database with the present schema and nothing of it in yet; takes some ten seconds.

    Everything happened on working days before ``today`` (an instant with its zone); the same today and seed give the
    same city but for ids and salts. The clocks that are due by then have fired. ``hear`` is told how many steps of how
    many are done.

    Raises:
        Conflict: the database is not set to survive a loss of power.
    """
    days = working_days_before(today.astimezone(SHANGHAI).date(), _DAYS, desk.calendar)
    desk.publish(today)
    with writing(desk.engine) as db:
        settle_in(db, datetime.combine(days[0], OPENS, SHANGHAI).astimezone(UTC))
    town = Town(desk, Register(seed), days)
    claimed = items(town.register)
    plan = planned()
    tales: dict[str, Tale] = {}
    for place, each in enumerate(plan):
        hear(place, len(plan) + 2)
        tales[each.label] = _told(town, each, each.item or next(claimed))
    hear(len(plan), len(plan) + 2)
    matter_id, group = tell_group(town)
    tales |= {tale.label: tale for tale in group}
    hear(len(plan) + 1, len(plan) + 2)
    fired = sum(1 for _ in sweep(desk, today.astimezone(UTC)))
    hear(len(plan) + 2, len(plan) + 2)
    return City(
        organisations=ORGANISATIONS,
        residents=RESIDENTS,
        cases={label: CityCase(label, t.id, t.number, t.organisation, t.item) for label, t in tales.items()},
        doors={door.label: _door(door, tales[door.label]) for door in STUCK},
        matter_id=matter_id,
        fired=fired,
    )


def _told(town: Town, each: Planned, item: ClaimItem) -> Tale:
    began = len(town.days) - each.start
    tale = Tale(town, each.label, each.organisation, began, item, nature=each.nature, rare=each.rare)
    each.road(tale)
    return tale


def _door(door: Stuck, tale: Tale) -> ClosedDoor:
    return ClosedDoor(
        label=door.label,
        case_id=tale.id,
        person_id=person_id(door.by),
        proceeding_id=tale.proceedings[door.procedure],
        move=door.move,
        answers=door.answers(tale),
        code=door.code,
    )


__all__ = ["City", "CityCase", "ClosedDoor", "seed_city"]
