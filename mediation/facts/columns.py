"""How a value is kept in a column: closed lists as their words, instants in UTC, identifiers as text."""

from __future__ import annotations

from datetime import UTC, datetime
from enum import StrEnum
from typing import Any, TypeVar, cast

from sqlalchemy import BigInteger, DateTime, Enum, Text
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator
from sqlmodel import Field, SQLModel


class Row(SQLModel):
    """One row as it shall be: frozen, so a change is a new row (``changed``)."""

    model_config = {"frozen": True}

    id: str


R = TypeVar("R", bound=Row)


def changed(row: R, **update: Any) -> R:
    """Return the row with these fields changed."""
    return row.model_copy(update=update)


class Instant(TypeDecorator[datetime]):
    """An aware instant, kept in UTC; SQLite hands it back naive, so UTC is put on again."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Return the instant in UTC; a naive one is a bug."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a naive datetime reached the database")
        utc = value.astimezone(UTC)
        return utc.replace(tzinfo=None) if dialect.name == "sqlite" else utc

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Return the instant, aware, in UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def word(kind: type[StrEnum], **more: Any) -> Any:
    """A column that holds a member of a closed list by its value; ``records`` adds the CHECK."""
    listed = Enum(
        kind,
        native_enum=False,
        create_constraint=False,
        length=40,
        values_callable=lambda members: [member.value for member in members],
    )
    return Field(sa_type=cast(Any, listed), **more)


def moment(**more: Any) -> Any:
    """A column that holds an instant."""
    return Field(sa_type=cast(Any, Instant()), **more)


def long_text(**more: Any) -> Any:
    """A column that holds text of any length."""
    return Field(sa_type=cast(Any, Text()), **more)


def fen(**more: Any) -> Any:
    """A column that holds an amount in fen: wider than 21 million yuan needs 64 bits."""
    return Field(sa_type=BigInteger, **more)
