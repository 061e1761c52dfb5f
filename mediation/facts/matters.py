"""A group matter (群体性争议): what joins cases of many workers against one employer, and what a group reports."""

from __future__ import annotations

from datetime import datetime

from mediation.facts.columns import Row, moment, word
from mediation.vocabulary import Nature, Source, Word


class ElectedFor(Word):
    """For which proceedings representatives were elected: their number depends on it (R33 62; CPLI 78)."""

    MEDIATION = "mediation", "调解", "mediation"
    ARBITRATION = "arbitration", "仲裁", "arbitration"
    SUIT = "suit", "诉讼", "a suit"


class ReportKind(Word):
    """Which report of a group event it is; the tenant's hours for each are editable (law.md §2.6 G9)."""

    FIRST = "first", "首报", "first report"
    WRITTEN = "written", "书面报告", "written report"
    FOLLOW_UP = "follow_up", "续报", "follow-up"
    LAST = "last", "终报", "last report"


class Parted(Word):
    """How a case of a matter parted from the others, or that it has not yet: each goes its own way."""

    OPEN = "open", "办理中", "open"
    SETTLED = "settled", "达成协议", "settled"
    REFUSED = "refused", "不同意", "refused"
    UNREACHABLE = "unreachable", "无法联系", "could not be reached"
    UNSETTLED = "unsettled", "未达成协议", "not settled"
    WITHDRAWN = "withdrawn", "撤回", "withdrawn"


class Matter(Row):
    """A matter joins cases and is none itself: one worker, one case, one number, one agreement.

    Every ``employer_…_id`` points at personal text of the matter's own folder.
    """

    id: str
    organisation_id: str
    number: str
    year: int
    serial: int
    source: Source = word(Source)
    nature: Nature = word(Nature)
    cause: str
    opened_by_id: str
    opened_at: datetime = moment()
    employer_name_id: str
    employer_identity_id: str | None = None
    employer_phone_id: str | None = None
    employer_address_id: str | None = None
    employer_representative_id: str | None = None


class Joining(Row):
    """A case belongs to a matter, from an instant until an instant; written in the case's own history."""

    id: str
    case_id: str
    matter_id: str
    since: datetime = moment()
    until: datetime | None = moment(default=None)


class Representative(Row):
    """A worker whom the others elected, on the strength of a received paper (MAL 7; R33 62; CPL 56)."""

    id: str
    matter_id: str
    party_id: str
    elected_for: ElectedFor = word(ElectedFor)
    paper_id: str
    since: datetime = moment()
    until: datetime | None = moment(default=None)


class GroupReport(Row):
    """A report of a group event, upward; ``happened_at`` is when the event broke out, as it was then known."""

    id: str
    matter_id: str
    kind: ReportKind = word(ReportKind)
    people: int
    place_id: str
    demands_id: str
    measures_id: str | None = None
    happened_at: datetime = moment()
    reported_at: datetime = moment()
