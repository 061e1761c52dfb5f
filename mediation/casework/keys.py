"""Idempotency: one key, one act. The key's row stands in the transaction of its act, so only what succeeded is kept."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, Engine, delete, select, update
from sqlalchemy.exc import OperationalError

from mediation.errors import KeyBusy, KeyReused
from mediation.records.database import upsert_of, writing
from mediation.records.schema import metadata

KEPT_FOR = timedelta(days=7)
_TABLE = metadata.tables["idempotency"]


@dataclass(frozen=True, slots=True)
class Kept:
    """An answer as it was first given: a replay returns these bytes."""

    status: int
    etag: str | None
    answer: bytes
    replayed: bool = False


def claim(db: Connection, actor_id: str, key: str, fingerprint: str, now: datetime) -> Kept | None:
    """Take the key for this act, or return the answer already kept under it.

    On PostgreSQL a twin that still runs is waited for (3 s, ``lock_timeout``).

    Raises:
        KeyReused: the key was used for another method, path or body.
        KeyBusy: the twin did not finish in time.
    """
    insert = upsert_of(db, _TABLE)
    row = {"actor_id": actor_id, "key": key, "fingerprint": fingerprint, "status": 0, "answer": b"", "kept_at": now}
    try:
        taken = db.execute(insert.on_conflict_do_nothing().returning(_TABLE.c.key), row).first()
    except OperationalError as error:
        if getattr(error.orig, "sqlstate", None) == "55P03":
            raise KeyBusy(
                "相同操作正在处理，请稍候再试。", "The same operation is still running; try again in a moment."
            ) from error
        raise
    # not ``rowcount``: psycopg has none for this statement, and every replay would act again
    return None if taken else kept_under(db, actor_id, key, fingerprint)


def kept_under(db: Connection, actor_id: str, key: str, fingerprint: str) -> Kept | None:
    """Return the answer kept under a key, or ``None`` if the key is free.

    Raises:
        KeyReused: the key was used for another method, path or body.
    """
    mine = (_TABLE.c.actor_id == actor_id) & (_TABLE.c.key == key)
    found = db.execute(select(_TABLE).where(mine)).one_or_none()
    if found is None:
        return None
    if found.fingerprint != fingerprint:
        raise KeyReused(
            "该操作编号（Idempotency-Key）已用于另一次不同的提交，请换一个新的编号。",
            "This Idempotency-Key was used for a different request; send a new one.",
        )
    return Kept(found.status, found.etag, found.answer, replayed=True)


def keep(db: Connection, actor_id: str, key: str, kept: Kept) -> Kept:
    """Keep the answer under its key, in the same transaction as the act."""
    mine = (_TABLE.c.actor_id == actor_id) & (_TABLE.c.key == key)
    db.execute(update(_TABLE).where(mine).values(status=kept.status, etag=kept.etag, answer=kept.answer))
    return kept


def once(engine: Engine, asked: tuple[str, str, str], now: datetime, work: Callable[[Connection], Kept]) -> Kept:
    """Do work in one transaction, once: its answer is kept under the key, and a replay gets that answer again.

    ``asked`` is who asks, under which key, with which fingerprint.

    Raises:
        KeyReused, KeyBusy: as ``claim``.
        Unavailable, StorageFull: as ``writing``; and whatever the work raises: then nothing happened.
    """
    actor_id, key, fingerprint = asked
    with writing(engine) as db:
        kept = claim(db, actor_id, key, fingerprint, now)
        return kept or keep(db, actor_id, key, work(db))


def forget_old(engine: Engine, now: datetime) -> None:
    """Delete the answers that were kept longer than seven days."""
    with writing(engine) as db:
        db.execute(delete(_TABLE).where(_TABLE.c.kept_at < now - KEPT_FOR))
