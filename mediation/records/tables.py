"""The tables of people and folders: the rows of ``facts`` with keys, CHECK and UNIQUE: what may not be, cannot."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, Index, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from mediation.facts import folder, people
from mediation.facts.columns import long_text, moment

metadata = SQLModel.metadata
metadata.naming_convention = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
}


def key() -> Any:
    """A primary key: an identifier as text."""
    return Field(primary_key=True, max_length=64)


def to(target: str, **more: Any) -> Any:
    """A foreign key, indexed."""
    return Field(foreign_key=f"{target}.id", index=True, max_length=64, **more)


class OrganisationRecord(people.Organisation, table=True):
    """The tree of organisations."""

    __tablename__ = "organisation"
    __table_args__ = (CheckConstraint("kind NOT IN ('court', 'arbitration') OR legal_basis IS NULL", name="basis"),)
    id: str = key()
    parent_id: str | None = to("organisation", default=None)
    code: str | None = Field(default=None, unique=True, max_length=20)


class PersonRecord(people.Person, table=True):
    """People who sign in."""

    __tablename__ = "person"
    id: str = key()
    organisation_id: str = to("organisation")
    name_id: str = to("personal")


class MembershipRecord(people.Membership, table=True):
    """Who is what where."""

    __tablename__ = "membership"
    __table_args__ = (UniqueConstraint("person_id", "organisation_id", "role", "since"),)
    id: str = key()
    person_id: str = to("person")
    organisation_id: str = to("organisation")


class TokenRecord(people.Token, table=True):
    """Bearer tokens, by their digest."""

    __tablename__ = "token"
    id: str = key()
    person_id: str = to("person")
    digest: str = Field(unique=True, max_length=64)


class FolderRecord(folder.Folder, table=True):
    """The head of each history; locked by whoever writes."""

    __tablename__ = "folder"
    __table_args__ = (CheckConstraint("seq >= version AND version >= 0", name="version_behind_seq"),)
    id: str = key()


class EventRecord(folder.Event, table=True):
    """The history: append-only, refused any UPDATE or DELETE by a trigger."""

    __tablename__ = "event"
    __table_args__ = (
        UniqueConstraint("folder_id", "seq"),
        CheckConstraint("occurred_at <= recorded_at", name="never_later_than_now"),
        CheckConstraint("seq >= 1", name="seq_from_one"),
        CheckConstraint("length(hash) = 64", name="hash_is_sha256"),
    )
    id: str = key()
    folder_id: str = Field(foreign_key="folder.id", max_length=64)


class PersonalRecord(folder.Personal, table=True):
    """Personal text, apart; erasing sets ``value`` to null and leaves the chain whole."""

    __tablename__ = "personal"
    __table_args__ = (CheckConstraint("length(digest) = 64", name="digest_is_sha256"),)
    id: str = key()
    folder_id: str = to("folder")


class DefinitionRecord(SQLModel, table=True):
    """Published definitions by their digest: never changed, never deleted."""

    __tablename__ = "definition"
    digest: str = Field(primary_key=True, max_length=64)
    procedure: str = Field(max_length=64)
    edition: str = Field(max_length=20)
    body: str = long_text()
    published_at: datetime = moment()


class CaseRecord(folder.Case, table=True):
    """Cases; a number is given once per organisation and year."""

    __tablename__ = "case_file"
    __table_args__ = (
        UniqueConstraint("numbered_by_id", "year", "serial"),
        CheckConstraint("serial >= 1", name="serial_from_one"),
    )
    id: str = Field(primary_key=True, foreign_key="folder.id", max_length=64)
    organisation_id: str = to("organisation")
    numbered_by_id: str = to("organisation")


class ProceedingRecord(folder.Proceeding, table=True):
    """Proceedings: at most one open per procedure and case."""

    __tablename__ = "proceeding"
    __table_args__ = (
        Index(
            "uq_proceeding_one_open",
            "case_id",
            "procedure",
            unique=True,
            sqlite_where=text("NOT ended"),
            postgresql_where=text("NOT ended"),
        ),
    )
    id: str = key()
    case_id: str = to("case_file")
    definition: str = Field(foreign_key="definition.digest", max_length=64)
    organisation_id: str = to("organisation")
    counterpart_id: str | None = to("organisation", default=None)


class AnswerRecord(folder.Answer, table=True):
    """Recorded answers: JSON, or a reference to personal text, or nothing given."""

    __tablename__ = "answer"
    __table_args__ = (CheckConstraint("value IS NULL OR text_id IS NULL", name="value_or_text"),)
    id: str = key()
    case_id: str = to("case_file")
    proceeding_id: str | None = to("proceeding", default=None)
    text_id: str | None = to("personal", default=None)


class ClockRecord(folder.Clock, table=True):
    """Clocks; ``next_at`` is what the sweep looks for."""

    __tablename__ = "clock"
    __table_args__ = (
        Index("ix_clock_next_at", "next_at"),
        CheckConstraint("raw IS NULL OR due IS NULL OR due >= raw", name="rolls_forward"),
        CheckConstraint("stopped_at IS NULL OR next_at IS NULL", name="stopped_is_silent"),
    )
    id: str = key()
    case_id: str = to("case_file")
    proceeding_id: str | None = to("proceeding", default=None)


class AdjustmentRecord(folder.Adjustment, table=True):
    """The ledger of a clock."""

    __tablename__ = "adjustment"
    __table_args__ = (CheckConstraint("days IS NULL OR days > 0", name="days_positive"),)
    id: str = key()
    case_id: str = to("case_file")
    clock_id: str = to("clock")


class FiringRecord(folder.Firing, table=True):
    """Rungs that fired; the UNIQUE is what makes each fire once."""

    __tablename__ = "firing"
    __table_args__ = (UniqueConstraint("clock_id", "due", "rung"),)
    id: str = key()
    case_id: str = to("case_file")
    clock_id: str = to("clock")


class AssignmentRecord(folder.Assignment, table=True):
    """Who is on a case."""

    __tablename__ = "assignment"
    __table_args__ = (CheckConstraint("until IS NULL OR until >= since", name="ends_after_start"),)
    id: str = key()
    case_id: str = to("case_file")
    person_id: str = to("person")


class InterestRecord(folder.Interest, table=True):
    """Disclosed conflicts of interest."""

    __tablename__ = "interest"
    id: str = key()
    case_id: str = to("case_file")
    person_id: str = to("person")
    detail_id: str = to("personal")


class LinkRecord(folder.Link, table=True):
    """Cases that belong together."""

    __tablename__ = "link"
    __table_args__ = (
        UniqueConstraint("case_id", "other_case_id"),
        CheckConstraint("case_id <> other_case_id", name="not_to_itself"),
    )
    id: str = key()
    case_id: str = to("case_file")
    other_case_id: str = to("case_file")


class HandoverRecord(folder.Handover, table=True):
    """What another organisation may see."""

    __tablename__ = "handover"
    __table_args__ = (UniqueConstraint("case_id", "organisation_id", "object_id"),)
    id: str = key()
    case_id: str = to("case_file")
    organisation_id: str = to("organisation")


class CorrectionRecord(folder.Correction, table=True):
    """Corrected dates and answers."""

    __tablename__ = "correction"
    id: str = key()
    case_id: str = to("case_file")
    reason_id: str = to("personal")


class BlobRecord(SQLModel, table=True):
    """Bytes by their SHA-256: attachments and issued papers."""

    __tablename__ = "blob"
    sha256: str = Field(primary_key=True, max_length=64)
    content: bytes


class CounterRecord(SQLModel, table=True):
    """The last serial given per organisation, year and series; locked while a number is given."""

    __tablename__ = "counter"
    organisation_id: str = Field(primary_key=True, foreign_key="organisation.id", max_length=64)
    year: int = Field(primary_key=True)
    series: str = Field(primary_key=True, max_length=40)
    last: int


class IdempotencyRecord(SQLModel, table=True):
    """The answer kept under an idempotency key: unique per actor, kept seven days, only for what succeeded."""

    __tablename__ = "idempotency"
    actor_id: str = Field(primary_key=True, max_length=64)
    key: str = Field(primary_key=True, max_length=255)
    fingerprint: str = Field(max_length=64)
    status: int
    etag: str | None = Field(default=None, max_length=40)
    answer: bytes
    kept_at: datetime = moment(index=True)
