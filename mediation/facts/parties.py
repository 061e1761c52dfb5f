"""Who disputes and what about: parties, agents, claims, consents, contacts, meetings, what was said, papers."""

from __future__ import annotations

from datetime import date, datetime

from mediation.facts.columns import Row, fen, moment, word
from mediation.vocabulary import (
    Audience,
    Authority,
    Channel,
    ClaimItem,
    ConsentAnswer,
    ConsentSubject,
    ContactOutcome,
    FactClass,
    PaperKind,
    ParticipantRole,
    PartyKind,
    Side,
    Word,
)

HUMAN = frozenset({PartyKind.WORKER, PartyKind.HEIR, PartyKind.INDIVIDUAL})
"""Kinds of party that are always a human being; of the others a party says whether it is."""


class ClaimOutcome(Word):
    """What became of a claim."""

    OPEN = "open", "未处理", "open"
    SETTLED = "settled", "达成协议", "settled"
    UNSETTLED = "unsettled", "未达成协议", "not settled"
    WITHDRAWN = "withdrawn", "撤回", "withdrawn"


class Party(Row):
    """A party; every ``…_id`` that is not ``case_id`` or a party's points at personal text.

    ``stands_for_id``: the dead worker an heir stands for (MAL 25). ``pays_for_id``: the contractor whose wages this
    general contractor pays (MWR 30). ``natural`` tells a human being from an organisation.
    """

    id: str
    case_id: str
    kind: PartyKind = word(PartyKind)
    side: Side = word(Side)
    ordinal: int
    natural: bool
    name_id: str
    identity_id: str | None = None
    phone_id: str | None = None
    address_id: str | None = None
    representative_id: str | None = None
    account_name_id: str | None = None
    account_number_id: str | None = None
    account_bank_id: str | None = None
    identity_checked_at: datetime | None = moment(default=None)
    address_confirmed_at: datetime | None = moment(default=None)
    stands_for_id: str | None = None
    pays_for_id: str | None = None


class Agent(Row):
    """Somebody who acts for a party, from an authority until it ends (CPL 61–62; at most two a party).

    ``person_id`` names one of our own people, by which they are known again. ``unit_id`` is where they work.
    """

    id: str
    case_id: str
    party_id: str
    name_id: str
    identity_id: str | None = None
    phone_id: str | None = None
    unit_id: str | None = None
    person_id: str | None = None
    authority: Authority = word(Authority)
    since: datetime = moment()
    until: datetime | None = moment(default=None)


class Participant(Row):
    """Somebody else who takes part, for a side or for none, from a day until a day; kept after they leave.

    ``person_id`` names one of our own people, by which they are known again. ``unit_id`` is where they work.
    """

    id: str
    case_id: str
    role: ParticipantRole = word(ParticipantRole)
    side: Side | None = word(Side, default=None)
    name_id: str
    identity_id: str | None = None
    phone_id: str | None = None
    unit_id: str | None = None
    person_id: str | None = None
    since: datetime = moment()
    until: datetime | None = moment(default=None)


class Claim(Row):
    """One item claimed by one party from another, numbered from 1; ``amount`` in fen, none without a sum."""

    id: str
    case_id: str
    ordinal: int
    item: ClaimItem = word(ClaimItem)
    claimant_id: str
    respondent_id: str
    amount: int | None = fen(default=None)
    since: date | None = None
    until: date | None = None
    basis_id: str | None = None
    outcome: ClaimOutcome = word(ClaimOutcome, default=ClaimOutcome.OPEN)


class Consent(Row):
    """What a party answered, how and when; ``object_id`` names the conflict or statement it is about.

    Of two answers at the same instant the one recorded later (``seq``) counts.
    """

    id: str
    case_id: str
    seq: int
    party_id: str
    subject: ConsentSubject = word(ConsentSubject)
    answer: ConsentAnswer = word(ConsentAnswer)
    channel: Channel = word(Channel)
    answered_at: datetime = moment()
    object_id: str | None = None


class Contact(Row):
    """An attempt to reach a party."""

    id: str
    case_id: str
    party_id: str
    channel: Channel = word(Channel)
    outcome: ContactOutcome = word(ContactOutcome)
    tried_at: datetime = moment()
    note_id: str | None = None


class Meeting(Row):
    """A mediation meeting (调解场次); the four checks belong to the first one held (SI16 14; SI21 17)."""

    id: str
    case_id: str
    starts_at: datetime = moment()
    channel: Channel = word(Channel)
    place_id: str | None = None
    held_at: datetime | None = moment(default=None)
    identity_checked: bool = False
    rights_told: bool = False
    sham_told: bool = False
    address_confirmed: bool = False


class Statement(Row):
    """What somebody said, with its class: a concession never travels (SI16 22), a caucus stays on its side."""

    id: str
    case_id: str
    kind: FactClass = word(FactClass)
    audience: Audience = word(Audience)
    text_id: str
    said_by_id: str | None = None
    said_at: datetime = moment()


class Note(Row):
    """A mediator's note; never leaves its audience."""

    id: str
    case_id: str
    audience: Audience = word(Audience)
    text_id: str
    written_at: datetime = moment()


class Attachment(Row):
    """A file somebody handed in, by the SHA-256 of its bytes; immutable."""

    id: str
    case_id: str
    kind: PaperKind = word(PaperKind)
    audience: Audience = word(Audience)
    fact_class: FactClass | None = word(FactClass, default=None)
    sha256: str
    media: str
    size: int
    pages: int | None = None
    name_id: str
    purpose_id: str | None = None
    party_id: str | None = None
    received_at: datetime = moment()


class Paper(Row):
    """A paper the case issued: its bytes, by their SHA-256, never change; ``party_id`` whom it is about, if one."""

    id: str
    case_id: str
    proceeding_id: str | None = None
    kind: PaperKind = word(PaperKind)
    number: str
    party_id: str | None = None
    agreement_id: str | None = None
    issued_at: datetime = moment()
    pdf_sha256: str
    page_sha256: str
    docx_sha256: str
    template: str
    basis: str
    seq: int
