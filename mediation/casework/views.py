"""What a reader is shown: closed shapes without defaults, so that nothing is shown by accident."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from pydantic import BaseModel, ConfigDict


class View(BaseModel):
    """A shape that leaves the system; unknown fields are refused here too."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Title(View):
    """A term in Chinese and in English."""

    zh: str
    en: str


class Named(View):
    """Something with an id and a name."""

    id: str
    name: str


class ReasonView(View):
    """One reason: what stands against it, the article, what clears it and who can."""

    code: str
    truth: str
    severity: str
    zh: str
    en: str
    cites: list[str]
    articles: list[str]
    cure: Title
    who: list[str]
    who_titles: list[Title]


class MoveView(View):
    """A next step: permitted (可办) or not (暂不能办), with every reason."""

    name: str
    title: Title
    permitted: bool
    target: str | None
    reasons: list[ReasonView]
    warnings: list[ReasonView]
    pending: list[str]
    asks: dict[str, Any]
    irreversible: bool
    commutes: bool
    cites: list[str]
    articles: list[str]


class ProceedingView(View):
    """Where a proceeding stands."""

    id: str
    procedure: str
    title: Title
    definition: str
    state: str
    state_title: Title
    stage: str
    waits: Title | None
    ended: bool
    counterpart: Named | None


class PartyView(View):
    """A party; what was not handed over to the reader is ``None``."""

    id: str
    ordinal: int
    kind: str
    side: str
    natural: bool
    name: str | None
    identity: str | None
    phone: str | None
    address: str | None
    representative: str | None
    account_name: str | None
    account_number: str | None
    account_bank: str | None
    agents: list[dict[str, Any]]


class ClaimView(View):
    """A claim; the amount in yuan, as text with two decimals."""

    id: str
    ordinal: int
    item: str
    title: Title
    claimant_id: str
    respondent_id: str
    amount: str | None
    since: date | None
    until: date | None
    basis: str | None
    outcome: str


class ClockView(View):
    """A clock: its dates, its article and its arithmetic, line by line in both languages."""

    id: str
    limit: str
    ref: str
    title: Title
    proceeding_id: str | None
    edition: str
    trigger_at: datetime
    first_day: date | None
    raw: date | None
    due: date | None
    provisional: bool
    stopped_at: datetime | None
    state: str
    days_left: int | None
    binding: bool
    cites: list[str]
    steps: list[str]
    steps_en: list[str]
    fired: list[str]


class VenueView(View):
    """A court that may be asked, why, and by which article; ``note`` says what is not established."""

    court: Title
    why: Title
    note: Title | None
    articles: list[str]


class RouteView(View):
    """A road after a settlement (效力路径): open, not yet or closed, and why; what it still lacks; its last day."""

    key: str
    title: Title
    applicant: Title
    status: str
    why: list[ReasonView]
    lacks: list[ReasonView]
    limit: str | None
    closes_on: date | None
    pending: bool
    cites: list[str]
    articles: list[str]
    courts: list[VenueView]


class StatementView(View):
    """What somebody said, as far as it is for the reader."""

    id: str
    kind: str
    audience: str
    text: str | None
    said_by_id: str | None
    said_at: datetime


class OfferView(View):
    """An offer, as far as it is for the reader."""

    id: str
    round: int
    maker_id: str
    claim_id: str | None
    amount: str | None
    text: str | None
    made_at: datetime
    released_at: datetime | None
    answer: str | None


class AgreementView(View):
    """The agreement that counts, with its terms and signatures."""

    id: str
    version: int
    status: str
    drafted_at: datetime
    effective_at: datetime | None
    terms: list[dict[str, Any]]
    signatures: list[dict[str, Any]]


class PaperView(View):
    """A paper issued; ``stale`` when facts changed since, ``party`` whom it is about where it is about one."""

    id: str
    kind: str
    title: Title
    number: str
    party: str | None
    issued_at: datetime
    sha256: str
    template: str
    seq: int
    stale: bool


class AttachmentView(View):
    """A file handed in."""

    id: str
    kind: str
    title: Title
    name: str | None
    media: str
    size: int
    pages: int | None
    sha256: str
    purpose: str | None
    party_id: str | None
    received_at: datetime


class CaseView(View):
    """A case as this reader may see it; a part that is not for them is ``None``."""

    id: str
    number: str
    title: str
    source: str
    nature: str
    cause: str
    opened_at: datetime
    organisation: Named
    version: int
    seq: int
    head: str
    relations: list[str]
    proceedings: list[ProceedingView]
    parties: list[PartyView]
    participants: list[dict[str, Any]] | None
    claims: list[ClaimView]
    clocks: list[ClockView]
    consents: list[dict[str, Any]] | None
    contacts: list[dict[str, Any]] | None
    meetings: list[dict[str, Any]] | None
    statements: list[StatementView] | None
    notes: list[StatementView] | None
    offers: list[OfferView] | None
    agreement: AgreementView | None
    papers: list[PaperView]
    papers_due: list[dict[str, Any]]
    attachments: list[AttachmentView]


class CaseCard(View):
    """A line of a list."""

    id: str
    number: str
    title: str
    cause: str
    opened_at: datetime
    states: dict[str, str]
    next_due: date | None


class CasePage(View):
    """A page of a list; ``next`` is the key to ask for the following one."""

    items: list[CaseCard]
    next: str | None


class EventView(View):
    """A line of the history."""

    seq: int
    act: str
    title: Title
    proceeding_id: str | None
    actor: str
    on_behalf_of: str | None
    occurred_at: datetime
    recorded_at: datetime
    late: bool
    before: str | None
    after: str | None
    warnings: list[str]
    hash: str
    previous: str
