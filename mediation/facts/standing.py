"""Who ever was what in a dispute: in a case and in every case linked with it, also what has ended."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum

from mediation.vocabulary import Part, ParticipantRole, Side

_IN_BRACKETS = re.compile(r"\([^()]*\)$")


class Match(Enum):
    """How surely two entries are one human being."""

    SAME = "same"
    NAMESAKE = "namesake"
    OTHER = "other"


def plain(text: str | None) -> str | None:
    """Return a name or a number as it is compared: NFKC, without spaces, upper case; ``None`` for nothing."""
    return "".join(unicodedata.normalize("NFKC", text).split()).upper() or None if text else None


def unit(name: str | None) -> str | None:
    """Return a body's name as it is compared: without what stands in brackets behind it."""
    found = plain(name)
    return _IN_BRACKETS.sub("", found) or None if found else None


@dataclass(frozen=True, slots=True)
class Human:
    """How to know somebody again: one of our own people by id, others by number, else by name and phone."""

    name: str | None = None
    identity: str | None = None
    phone: str | None = None
    person_id: str | None = None

    @classmethod
    def of(cls, name: str | None, identity: str | None, phone: str | None, person_id: str | None = None) -> Human:
        """Make one of what was typed."""
        return cls(plain(name), plain(identity), plain(phone), person_id)

    def match(self, other: Human) -> Match:
        """Compare with another entry; a name alone never proves that it is the same human being."""
        if self.person_id and self.person_id == other.person_id:
            return Match.SAME
        if self.identity and other.identity:
            return Match.SAME if self.identity == other.identity else Match.OTHER
        if self.name is None or self.name != other.name:
            return Match.OTHER
        return Match.SAME if self.phone and self.phone == other.phone else Match.NAMESAKE


@dataclass(frozen=True, slots=True)
class Held:
    """What somebody is or was; ``here`` tells this case from a linked one, ``unit`` is whom they are of or work for."""

    part: Part | ParticipantRole
    human: Human
    here: bool
    side: Side | None = None
    unit: str | None = None


@dataclass(frozen=True, slots=True)
class Staff:
    """One of our own people: how to know them, and the names of the bodies they belong or belonged to."""

    human: Human
    units: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Standing:
    """Everybody's part in the dispute, and our own people whom the act or the file names, by id."""

    held: tuple[Held, ...] = ()
    staff: Mapping[str, Staff] = field(default_factory=dict)
