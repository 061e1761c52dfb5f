"""The tables of work in the background: what was ordered, what came of each row, which runners live."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, Index, text
from sqlmodel import Field, SQLModel

from mediation.facts.columns import long_text, moment, word
from mediation.records.tables import to
from mediation.vocabulary import PaperKind


class BatchRecord(SQLModel, table=True):
    """Batches of papers for a matter: who ordered them and when; ended when every row has its result."""

    __tablename__ = "batch"
    __table_args__ = (
        CheckConstraint("ended_at IS NULL OR ended_at >= asked_at", name="ends_after_start"),
        Index(
            "ix_batch_unfinished",
            "asked_at",
            sqlite_where=text("ended_at IS NULL"),
            postgresql_where=text("ended_at IS NULL"),
        ),
    )
    id: str = Field(primary_key=True, max_length=64)
    matter_id: str = to("matter")
    person_id: str = to("person")
    asked_at: datetime = moment()
    ended_at: datetime | None = moment(default=None)


class BatchRowRecord(SQLModel, table=True):
    """Rows of a batch: one paper of one case; ``told`` is why it was not done, as the doors say it."""

    __tablename__ = "batch_row"
    __table_args__ = (
        CheckConstraint("place >= 0", name="place_from_zero"),
        CheckConstraint("(result IS NULL) = (done_at IS NULL)", name="done_with_a_result"),
    )
    batch_id: str = Field(primary_key=True, foreign_key="batch.id", max_length=64)
    place: int = Field(primary_key=True)
    case_id: str = to("case_file")
    kind: PaperKind = word(PaperKind)
    party: str | None = Field(default=None, max_length=20)
    result: str | None = Field(default=None, max_length=20)
    told: str | None = long_text(default=None)
    done_at: datetime | None = moment(default=None)


class RunnerRecord(SQLModel, table=True):
    """Processes that run batches, each alive until it says otherwise or falls silent."""

    __tablename__ = "runner"
    id: str = Field(primary_key=True, max_length=64)
    alive_until: datetime = moment()
