"""What is known when an act is decided: the fact groups that were loaded, the act itself and its answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar, cast

from mediation.facts.acting import SYSTEM, Acting, Actor
from mediation.facts.columns import Row
from mediation.facts.days import civil_day
from mediation.facts.folder import (
    Adjustment,
    Answer,
    Assignment,
    Case,
    Clock,
    Firing,
    Handover,
    Interest,
    Link,
    Personal,
    Proceeding,
)
from mediation.facts.given import Given, Said
from mediation.facts.matters import Joining
from mediation.facts.parties import (
    Agent,
    Attachment,
    Claim,
    Consent,
    Contact,
    Meeting,
    Note,
    Paper,
    Participant,
    Party,
    Statement,
)
from mediation.facts.people import Membership, Organisation
from mediation.facts.settlement import Agreement, Instalment, Offer, Signature, Term
from mediation.facts.standing import Standing
from mediation.law.wording import SHANGHAI

T = TypeVar("T", bound=Row)

GROUPS: Mapping[str, type[Row]] = {
    "proceedings": Proceeding,
    "answers": Answer,
    "clocks": Clock,
    "adjustments": Adjustment,
    "firings": Firing,
    "assignments": Assignment,
    "interests": Interest,
    "links": Link,
    "handovers": Handover,
    "joinings": Joining,
    "parties": Party,
    "agents": Agent,
    "participants": Participant,
    "claims": Claim,
    "consents": Consent,
    "contacts": Contact,
    "meetings": Meeting,
    "statements": Statement,
    "notes": Note,
    "attachments": Attachment,
    "papers": Paper,
    "offers": Offer,
    "agreements": Agreement,
    "terms": Term,
    "instalments": Instalment,
    "signatures": Signature,
    "texts": Personal,
}
"""Every fact group of rows that a rule or an effect may ask for."""

MORE_GROUPS = frozenset({"organisations", "standing"})
"""The fact groups that are no rows of the case alone."""


class GroupNotLoaded(LookupError):
    """A rule or an effect looked at a fact group that it did not declare: a bug, never a reason."""


@dataclass(frozen=True)
class Facts:
    """What a rule may know. A group that was not asked for cannot be read: it raises ``GroupNotLoaded``.

    ``organisations`` are those of the case and those an answer names; ``memberships`` what each person an answer names
    is on the day of recording, nothing for somebody who was disabled. ``parts`` is the group ``standing``.
    """

    acting: Acting
    case: Case
    proceeding: Proceeding | None = None
    given: Given | None = None
    groups: Mapping[str, Sequence[Row]] = field(default_factory=dict)
    organisations: Mapping[str, Organisation] = field(default_factory=dict)
    memberships: Mapping[str, Sequence[Membership]] = field(default_factory=dict)
    parts: Standing | None = None

    def _group(self, name: str, kind: type[T]) -> tuple[T, ...]:
        if name not in self.groups:
            raise GroupNotLoaded(name)
        return tuple(cast(Sequence[T], self.groups[name]))

    @property
    def proceedings(self) -> tuple[Proceeding, ...]:
        """Every proceeding of the case."""
        return self._group("proceedings", Proceeding)

    @property
    def answers(self) -> tuple[Answer, ...]:
        """Every recorded answer, oldest first."""
        return self._group("answers", Answer)

    @property
    def clocks(self) -> tuple[Clock, ...]:
        """Every clock, stopped ones too."""
        return self._group("clocks", Clock)

    @property
    def adjustments(self) -> tuple[Adjustment, ...]:
        """Every extension and suspension."""
        return self._group("adjustments", Adjustment)

    @property
    def firings(self) -> tuple[Firing, ...]:
        """Every rung that fired."""
        return self._group("firings", Firing)

    @property
    def assignments(self) -> tuple[Assignment, ...]:
        """Who is or was on the case."""
        return self._group("assignments", Assignment)

    @property
    def interests(self) -> tuple[Interest, ...]:
        """Every disclosed conflict of interest."""
        return self._group("interests", Interest)

    @property
    def links(self) -> tuple[Link, ...]:
        """Cases that belong together with this one."""
        return self._group("links", Link)

    @property
    def handovers(self) -> tuple[Handover, ...]:
        """What other organisations may see."""
        return self._group("handovers", Handover)

    @property
    def joinings(self) -> tuple[Joining, ...]:
        """The group matters the case belongs to or belonged to."""
        return self._group("joinings", Joining)

    @property
    def parties(self) -> tuple[Party, ...]:
        """The parties, in the order they were added."""
        return self._group("parties", Party)

    @property
    def agents(self) -> tuple[Agent, ...]:
        """The agents whose authority runs on the day of the act."""
        return tuple(
            agent
            for agent in self._group("agents", Agent)
            if agent.since <= self.acting.occurred_at and (agent.until is None or agent.until > self.acting.occurred_at)
        )

    @property
    def participants(self) -> tuple[Participant, ...]:
        """Who else takes or took part."""
        return self._group("participants", Participant)

    @property
    def standing(self) -> Standing:
        """Who ever was what in the case and in those linked with it."""
        if self.parts is None:
            raise GroupNotLoaded("standing")
        return self.parts

    @property
    def claims(self) -> tuple[Claim, ...]:
        """What is claimed, item by item."""
        return self._group("claims", Claim)

    @property
    def consents(self) -> tuple[Consent, ...]:
        """What parties agreed to or refused, oldest first."""
        return self._group("consents", Consent)

    @property
    def contacts(self) -> tuple[Contact, ...]:
        """Every attempt to reach a party."""
        return self._group("contacts", Contact)

    @property
    def meetings(self) -> tuple[Meeting, ...]:
        """The meetings, oldest first."""
        return self._group("meetings", Meeting)

    @property
    def statements(self) -> tuple[Statement, ...]:
        """What was said, with its class."""
        return self._group("statements", Statement)

    @property
    def notes(self) -> tuple[Note, ...]:
        """The mediators' notes."""
        return self._group("notes", Note)

    @property
    def attachments(self) -> tuple[Attachment, ...]:
        """The files handed in."""
        return self._group("attachments", Attachment)

    @property
    def papers(self) -> tuple[Paper, ...]:
        """The papers issued."""
        return self._group("papers", Paper)

    @property
    def offers(self) -> tuple[Offer, ...]:
        """The offers, oldest first."""
        return self._group("offers", Offer)

    @property
    def agreements(self) -> tuple[Agreement, ...]:
        """The agreements, oldest version first."""
        return self._group("agreements", Agreement)

    @property
    def terms(self) -> tuple[Term, ...]:
        """The terms of every agreement."""
        return self._group("terms", Term)

    @property
    def instalments(self) -> tuple[Instalment, ...]:
        """The payment days of every term."""
        return self._group("instalments", Instalment)

    @property
    def signatures(self) -> tuple[Signature, ...]:
        """The signatures, oldest first."""
        return self._group("signatures", Signature)

    def words(self, ref: str | None) -> str | None:
        """Return the personal text behind a reference (group ``texts``), ``None`` if erased or absent."""
        if ref is None:
            return None
        return next((text.value for text in self._group("texts", Personal) if text.id == ref), None)

    def answered(self, name: str, procedure: str | None = None) -> Answer | None:
        """Return the newest recorded answer of that name (in the newest proceeding of a procedure, when named)."""
        inside = {p.id for p in self.proceedings if p.procedure == procedure} if procedure else None
        found = [a for a in self.answers if a.name == name and (inside is None or a.proceeding_id in inside)]
        return found[-1] if found else None

    @property
    def agreement(self) -> Agreement | None:
        """The agreement that counts: the newest that was not abandoned."""
        live = [a for a in self.agreements if a.status != "abandoned"]
        return live[-1] if live else None


__all__ = [
    "GROUPS",
    "MORE_GROUPS",
    "SHANGHAI",
    "SYSTEM",
    "Acting",
    "Actor",
    "Facts",
    "Given",
    "GroupNotLoaded",
    "Said",
    "civil_day",
]
