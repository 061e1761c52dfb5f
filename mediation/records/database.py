"""The database: engines with the settings that durability rests on, and transactions. ``commit`` is called here only."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.pool import QueuePool

from mediation.errors import Conflict, MediationError, StorageFull, Unavailable

_PRAGMAS = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",
    "PRAGMA foreign_keys=ON",
    "PRAGMA recursive_triggers=ON",
    "PRAGMA busy_timeout=10000",
    "PRAGMA trusted_schema=OFF",
    "PRAGMA cell_size_check=ON",
)


def connect(url: str) -> Engine:
    """Return an engine for ``sqlite:///file`` or ``postgresql+psycopg://…``.

    SQLite: WAL, ``synchronous=FULL``, foreign keys, recursive triggers (else ``INSERT OR REPLACE`` slips past a DELETE
    trigger). PostgreSQL: 5 s for a statement, 3 s for a lock, UTC.
    """
    if make_url(url).get_backend_name() == "sqlite":
        engine = create_engine(
            url, poolclass=QueuePool, pool_size=20, connect_args={"check_same_thread": False, "timeout": 10}
        )
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
        return engine
    options = (
        "-c timezone=utc -c statement_timeout=5000 -c lock_timeout=3000 -c idle_in_transaction_session_timeout=30000"
    )
    return create_engine(url, pool_size=20, pool_pre_ping=True, connect_args={"options": options})


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    connection.isolation_level = None
    for pragma in _PRAGMAS:
        connection.execute(pragma)


def _begin_sqlite(connection: Connection) -> None:
    write = connection.get_execution_options().get("write", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """Give a connection for reading; on SQLite it never blocks a writer."""
    with translated(), engine.connect() as connection:
        yield connection
        connection.rollback()


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """Give a connection whose work is committed when the block ends, and undone when it raises.

    Raises:
        Unavailable: the database is away or stayed locked; nothing was saved.
        StorageFull: no room; nothing was saved.
    """
    with translated(), engine.connect().execution_options(write=True) as connection:
        with connection.begin():
            yield connection


_FULL = ("database or disk is full", "disk i/o error", "no space left")


@contextmanager
def translated() -> Iterator[None]:
    """Turn what a database says about its own state into our errors; anything else is a bug and passes."""
    try:
        yield
    except MediationError:
        raise
    except OperationalError as error:
        raise _translation(error) from error
    except DBAPIError as error:
        if getattr(error.orig, "sqlstate", None) in {"40001", "40P01", "55P03", "57014", "53100"}:
            raise _translation(error) from error
        raise


def _translation(error: DBAPIError) -> MediationError:
    said = str(error.orig).lower()
    if any(words in said for words in _FULL) or getattr(error.orig, "sqlstate", None) == "53100":
        return StorageFull(
            "服务器存储空间不足，本次操作未保存，请联系管理员。",
            "The server has no room left; nothing was saved. Ask the administrator.",
        )
    return Unavailable(
        "系统暂时无法保存，请稍后重试，您填写的内容不会丢失。",
        "The database is busy or away; nothing was saved. Try again with the same key.",
    )


__all__ = ["Conflict", "connect", "reading", "translated", "writing"]
