"""The folder of a case: its proceedings, what was answered, its clocks, who is on it, what was handed over."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from mediation.facts.columns import Row, long_text, moment, word
from mediation.vocabulary import Nature, Relation, Rung, Source, Word


class FolderKind(StrEnum):
    """Whose history a folder is."""

    CASE = "case"
    ORGANISATION = "organisation"
    MATTER = "matter"


class AdjustmentKind(StrEnum):
    """What may change a running clock."""

    EXTEND = "extend"
    SUSPEND = "suspend"


class LinkKind(Word):
    """How two cases belong together."""

    DUPLICATE = "duplicate", "重复案件", "duplicate"
    RELATED = "related", "关联案件", "related"


class HandedKind(StrEnum):
    """What was handed to another organisation."""

    PAPER = "paper"
    ATTACHMENT = "attachment"


class Folder(Row):
    """One history: ``seq`` counts every event, ``version`` the non-commuting ones, ``head`` the last event's hash."""

    id: str
    kind: FolderKind = word(FolderKind)
    seq: int = 0
    version: int = 0
    head: str = ""


class Event(Row):
    """One thing that happened, written once and never changed; ``body`` is canonical JSON with the after-images."""

    id: str
    folder_id: str
    seq: int
    act: str
    proceeding_id: str | None = None
    actor_id: str
    on_behalf_of: str | None = None
    occurred_at: datetime = moment()
    recorded_at: datetime = moment()
    late: bool = False
    definition: str | None = None
    body: str = long_text()
    previous: str
    hash: str


class Personal(Row):
    """Personal text, apart from the history: the history holds only ``digest`` = SHA-256 of salt and value."""

    id: str
    folder_id: str
    salt: str
    value: str | None = long_text(default=None)
    digest: str


class Case(Row):
    """One worker's (or employer's) dispute at one organisation, under the number the first one gave it."""

    id: str
    organisation_id: str
    numbered_by_id: str
    number: str
    year: int
    serial: int
    source: Source = word(Source)
    nature: Nature = word(Nature)
    cause: str
    opened_at: datetime = moment()


class Proceeding(Row):
    """A running instance of a procedure; pins the digest of the definition it was opened under."""

    id: str
    case_id: str
    procedure: str
    definition: str
    state: str
    organisation_id: str
    counterpart_id: str | None = None
    opened_seq: int
    ended: bool = False


class Answer(Row):
    """What was answered when an act was recorded; ``value`` is JSON, personal text stands apart."""

    id: str
    case_id: str
    proceeding_id: str | None = None
    seq: int
    act: str
    name: str
    value: str | None = long_text(default=None)
    text_id: str | None = None


class Clock(Row):
    """A time limit running on the case: rule, edition and trigger are stored, every date is derived from them.

    ``set_on`` is the last day that somebody (a court) set, where the law has no number.
    """

    id: str
    case_id: str
    proceeding_id: str | None = None
    limit_id: str
    edition: str
    seq: int
    source: str
    trigger_at: datetime = moment()
    set_on: date | None = None
    first_day: date | None = None
    raw: date | None = None
    due: date | None = None
    provisional: bool = False
    amber_on: date | None = None
    red_on: date | None = None
    stopped_at: datetime | None = moment(default=None)
    next_at: datetime | None = moment(default=None)


class Adjustment(Row):
    """An extension or a suspension in a clock's ledger."""

    id: str
    case_id: str
    clock_id: str
    kind: AdjustmentKind = word(AdjustmentKind)
    days: int | None = None
    start: date | None = None
    end: date | None = None
    seq: int


class Firing(Row):
    """A rung that fired: once per clock, due day and rung."""

    id: str
    case_id: str
    clock_id: str
    due: date
    rung: Rung = word(Rung)
    fired_at: datetime = moment()


class Assignment(Row):
    """A person's relation to the case, over time; of co-mediators one presides (SI16 13)."""

    id: str
    case_id: str
    person_id: str
    relation: Relation = word(Relation)
    presiding: bool = True
    since: datetime = moment()
    until: datetime | None = moment(default=None)


class Interest(Row):
    """A conflict of interest a mediator disclosed, and whether the parties still consented (SI16 15; SI21 13)."""

    id: str
    case_id: str
    person_id: str
    detail_id: str
    disclosed_at: datetime = moment()
    cleared_at: datetime | None = moment(default=None)


class Link(Row):
    """Two cases that belong together."""

    id: str
    case_id: str
    other_case_id: str
    kind: LinkKind = word(LinkKind)


class Handover(Row):
    """A paper or an attachment that another organisation may see from now on."""

    id: str
    case_id: str
    organisation_id: str
    kind: HandedKind = word(HandedKind)
    object_id: str
    seq: int


class Correction(Row):
    """A recorded date or answer that was wrong: the old belief stays readable beside the new one."""

    id: str
    case_id: str
    target_seq: int
    name: str
    before: str = long_text()
    after: str = long_text()
    reason_id: str
    seq: int
