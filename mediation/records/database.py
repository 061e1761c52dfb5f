"""The database: engines with the settings that durability rests on, and transactions. Only here is committed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, Engine, Table, create_engine, event
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
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

_POOL: Mapping[str, Any] = {"pool_size": 20, "max_overflow": 60, "pool_timeout": 5}
"""A request may hold two connections, one to read and one to write; the 40 threads of a server must not starve."""


def connect(url: str) -> Engine:
    """Return an engine for ``sqlite:///file`` or ``postgresql+psycopg://…``.

    SQLite: WAL, ``synchronous=FULL``, foreign keys, recursive triggers (else ``INSERT OR REPLACE`` slips past a DELETE
    trigger). PostgreSQL: 5 s for a statement, 3 s for a lock, UTC.
    """
    if make_url(url).get_backend_name() == "sqlite":
        engine = create_engine(
            url, poolclass=QueuePool, connect_args={"check_same_thread": False, "timeout": 10}, **_POOL
        )
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
        return engine
    options = (
        "-c timezone=utc -c statement_timeout=5000 -c lock_timeout=3000 -c idle_in_transaction_session_timeout=30000"
    )
    return create_engine(url, **_POOL, pool_pre_ping=True, connect_args={"options": options})


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
    with translated(), engine.connect().execution_options(write=True) as connection, connection.begin():
        yield connection


_FULL = ("database or disk is full", "disk i/o error", "no space left")
_PASSING = frozenset({"40001", "40P01", "55P03", "57014", "53100"})


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
        if error.connection_invalidated or getattr(error.orig, "sqlstate", None) in _PASSING:
            raise _translation(error) from error
        raise
    except PoolTimeout as error:
        raise _unavailable() from error


def _translation(error: DBAPIError) -> MediationError:
    said = str(error.orig).lower()
    if any(words in said for words in _FULL) or getattr(error.orig, "sqlstate", None) == "53100":
        return StorageFull(
            "服务器存储空间不足，本次操作未保存，请联系管理员。",
            "The server has no room left; nothing was saved. Ask the administrator.",
        )
    return _unavailable()


def _unavailable() -> Unavailable:
    return Unavailable(
        "系统暂时无法保存，请稍后重试，您填写的内容不会丢失。",
        "The database is busy or away; nothing was saved. Try again with the same key.",
    )


def upsert_of(db: Connection, table: Table) -> postgresql.Insert | sqlite.Insert:
    """Return an INSERT that can say what happens to a row that is there already."""
    return postgresql.insert(table) if db.dialect.name == "postgresql" else sqlite.insert(table)


_DURABLE: Mapping[str, Mapping[str, str]] = {
    "sqlite": {"journal_mode": "wal", "synchronous": "2", "foreign_keys": "1", "recursive_triggers": "1"},
    "postgresql": {"fsync": "on", "full_page_writes": "on", "synchronous_commit": "on"},
}
"""What must be so for an acknowledged act to survive a loss of power, and for history to stay append-only."""


def self_check(engine: Engine) -> None:
    """Hold the settings of a database against what durability rests on.

    Raises:
        Conflict: a setting is weaker (``weak_durability``); names it.
    """
    ask = "PRAGMA" if engine.dialect.name == "sqlite" else "SHOW"
    with reading(engine) as db:
        wanted = _DURABLE[engine.dialect.name]
        found = {name: str(db.exec_driver_sql(f"{ask} {name}").scalar_one()) for name in wanted}
    weak = [f"{name}={value}" for name, value in found.items() if value != wanted[name]]
    if weak:
        raise Conflict(
            f"数据库设置不能保证断电后不丢数据：{'、'.join(weak)}。请改正设置后再启动。",
            f"The database may lose what it acknowledged: {', '.join(weak)}. Correct the settings, then start again.",
            code="weak_durability",
        )


__all__ = ["Conflict", "connect", "reading", "self_check", "translated", "upsert_of", "writing"]
