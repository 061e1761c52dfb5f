"""The tables of what people keep for themselves: words not filed yet, and the key to their calendar."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Field, SQLModel

from mediation.facts.columns import moment


class DraftRecord(SQLModel, table=True):
    """What somebody typed into a field of a case and has not filed: theirs alone, gone once it is filed.

    ``version`` counts how often it was kept; who keeps it must have seen the last one.
    """

    __tablename__ = "draft"
    person_id: str = Field(primary_key=True, foreign_key="person.id", max_length=64)
    case_id: str = Field(primary_key=True, foreign_key="case_file.id", max_length=64)
    field: str = Field(primary_key=True, max_length=64)
    text: str
    version: int
    saved_at: datetime = moment()


class FeedRecord(SQLModel, table=True):
    """The SHA-256 of the token in the address of somebody's calendar: one each, a new one ends the old."""

    __tablename__ = "feed"
    person_id: str = Field(primary_key=True, foreign_key="person.id", max_length=64)
    digest: str = Field(unique=True, max_length=64)
    issued_at: datetime = moment()
