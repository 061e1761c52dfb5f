"""The act at hand: who acts, when it legally happened, when it is recorded."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date, datetime

from mediation.facts.days import civil_day
from mediation.vocabulary import Relation

SYSTEM = "system"


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts: a person with what they are in which organisations, and their relations to the case at hand."""

    person_id: str
    relations: frozenset[Relation] = frozenset()
    organisation_ids: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Acting:
    """The act at hand: its event's id, who acts, when it legally happened and when it is recorded (both UTC)."""

    event_id: str
    name: str
    actor: Actor
    occurred_at: datetime
    now: datetime
    seq: int = 0

    @property
    def day(self) -> date:
        """The day (Asia/Shanghai) on which it legally happened."""
        return civil_day(self.occurred_at)

    def new_id(self, *labels: object) -> str:
        """Return an id for a row this act writes: the same act and labels give the same id."""
        return str(uuid.uuid5(uuid.UUID(self.event_id), "/".join(str(label) for label in labels)))
