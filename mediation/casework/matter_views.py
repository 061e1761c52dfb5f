"""What a reader is shown of a group matter: closed shapes without defaults."""

from __future__ import annotations

from datetime import date, datetime

from mediation.casework.views import Named, ReasonView, Title, View


class ClaimedView(View):
    """What a worker claims; the amount in yuan, as text."""

    ordinal: int
    item: str
    title: Title
    amount: str | None


class WorkerView(View):
    """A worker of a case."""

    id: str
    name: str | None
    claims: list[ClaimedView]


class MatterRowView(View):
    """One case of a matter as a line of its sheet; sums in yuan, as text; ``result`` is a key of ``parted``."""

    case_id: str
    number: str
    version: int
    workers: list[WorkerView]
    procedure: str
    state: str
    state_title: Title
    stage: str
    result: str
    claimed: str
    agreed: str | None
    paid: str
    owed: str
    waits: Title | None
    next_due: date | None


class CountView(View):
    """How many cases (件) and how many people (人)."""

    title: Title
    cases: int
    people: int


class CollectiveView(View):
    """Whether the matter is a collective dispute, by how many workers with which common claim, or why not."""

    met: bool
    people: int
    item: Title | None
    reason: ReasonView | None
    cites: list[str]


class RepresentativeView(View):
    """An elected worker and for which proceedings."""

    party_id: str
    name: str | None
    elected_for: str
    title: Title
    paper_id: str
    since: datetime


class GroupReportView(View):
    """A report of the group event."""

    id: str
    kind: str
    title: Title
    people: int
    place: str | None
    demands: str | None
    measures: str | None
    happened_at: datetime
    reported_at: datetime


class ReportDueView(View):
    """The next report that is due and by when; the hours are a house setting, no law names them (G9)."""

    kind: str
    title: Title
    due_at: datetime
    overdue: bool
    hours: int
    confidence: str


class MatterCard(View):
    """A line of the list of matters."""

    id: str
    number: str
    title: str
    cause: str
    opened_at: datetime
    cases: int


class MatterPage(View):
    """A page of the list; ``next`` is the key to ask for the following one."""

    items: list[MatterCard]
    next: str | None


class MatterView(View):
    """A matter as one sheet: a line a case, 件 and 人 by how each ended, sums, reports and what is due."""

    id: str
    number: str
    title: str
    cause: str
    source: str
    nature: str
    opened_at: datetime
    organisation: Named
    version: int
    relations: list[str]
    collective: CollectiveView
    total: CountView
    parted: dict[str, CountView]
    claimed: str
    agreed: str
    paid: str
    representatives: list[RepresentativeView]
    reports: list[GroupReportView]
    report_due: ReportDueView | None
    rows: list[MatterRowView]
