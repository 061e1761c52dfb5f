"""The tables of group matters: the matter, the cases that joined it, who represents whom, what was reported."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Index, UniqueConstraint, text
from sqlmodel import Field

from mediation.facts import matters
from mediation.records.tables import key, to


class MatterRecord(matters.Matter, table=True):
    """Group matters; a number is given once per organisation and year."""

    __tablename__ = "matter"
    __table_args__ = (
        UniqueConstraint("organisation_id", "year", "serial"),
        CheckConstraint("serial >= 1", name="serial_from_one"),
    )
    id: str = Field(primary_key=True, foreign_key="folder.id", max_length=64)
    organisation_id: str = to("organisation")
    opened_by_id: str = to("person")
    employer_name_id: str = to("personal")
    employer_identity_id: str | None = to("personal", default=None)
    employer_phone_id: str | None = to("personal", default=None)
    employer_address_id: str | None = to("personal", default=None)
    employer_representative_id: str | None = to("personal", default=None)


class JoiningRecord(matters.Joining, table=True):
    """Which case belongs to which matter: to one at a time."""

    __tablename__ = "joining"
    __table_args__ = (
        Index(
            "uq_joining_one_matter",
            "case_id",
            unique=True,
            sqlite_where=text("until IS NULL"),
            postgresql_where=text("until IS NULL"),
        ),
        CheckConstraint("until IS NULL OR until >= since", name="ends_after_start"),
    )
    id: str = key()
    case_id: str = to("case_file")
    matter_id: str = to("matter")


class RepresentativeRecord(matters.Representative, table=True):
    """Elected representatives."""

    __tablename__ = "representative"
    __table_args__ = (CheckConstraint("until IS NULL OR until >= since", name="ends_after_start"),)
    id: str = key()
    matter_id: str = to("matter")
    party_id: str = to("party")
    paper_id: str = to("attachment")


class GroupReportRecord(matters.GroupReport, table=True):
    """Reports of group events."""

    __tablename__ = "group_report"
    __table_args__ = (
        CheckConstraint("people > 0", name="people_positive"),
        CheckConstraint("happened_at <= reported_at", name="reported_after_it_happened"),
    )
    id: str = key()
    matter_id: str = to("matter")
    place_id: str = to("personal")
    demands_id: str = to("personal")
    measures_id: str | None = to("personal", default=None)
