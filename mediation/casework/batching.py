"""Many transactions under one key: killed half way and sent again, the rest is done and nothing is done twice."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Engine

from mediation.casework.explaining import reason_view
from mediation.casework.keys import Kept, claim, keep, kept_under
from mediation.errors import (
    BadInput,
    KeyBusy,
    MediationError,
    MoveRefused,
    NotPermitted,
    StaleVersion,
    StorageFull,
    Unavailable,
)
from mediation.law.statutes import Statutes
from mediation.records.database import reading, writing

_UNFINISHED = 0


@dataclass(frozen=True, slots=True)
class Asked:
    """Who asks, under which key, with which fingerprint of what was sent."""

    person_id: str
    key: str
    fingerprint: str

    def part(self, name: str) -> Asked:
        """Return the key of one row of the whole: the same row of the same whole has the same key."""
        return Asked(self.person_id, f"row-{_digest(self.key, name)}", _digest(self.fingerprint, name))


def _digest(*words: str) -> str:
    return hashlib.sha256("\n".join(words).encode()).hexdigest()


def answered(engine: Engine, asked: Asked) -> Kept | None:
    """Return the whole answer kept under the key, ``None`` while there is none.

    Raises:
        KeyReused: the key was used for something else.
    """
    with reading(engine) as db:
        kept = kept_under(db, asked.person_id, asked.key, asked.fingerprint)
    return kept if kept is not None and kept.status != _UNFINISHED else None


def whole(engine: Engine, asked: Asked, now: datetime, work: Callable[[], Kept]) -> Kept:
    """Take the key, do the rows (each in a transaction of its own, under its own key), keep the whole answer.

    Of two who send the same at once both may go through the rows, each row is done once, and the first answer stands.

    Raises:
        KeyReused, KeyBusy, Unavailable, StorageFull: send it again under the same key, and it is finished.
    """
    name = (asked.person_id, asked.key)
    with writing(engine) as db:
        kept = claim(db, *name, asked.fingerprint, now)
    if kept is not None and kept.status != _UNFINISHED:
        return kept
    answer = work()
    with writing(engine) as db:
        kept = kept_under(db, *name, asked.fingerprint)
        return kept if kept is not None and kept.status != _UNFINISHED else keep(db, *name, answer)


def row_result(error: MediationError, statutes: Statutes) -> dict[str, Any]:
    """Return why a row was not done: stale, bad input or refused, with all that was said.

    Raises:
        KeyBusy, Unavailable, StorageFull: these say nothing about the row; the whole is sent again.
    """
    if isinstance(error, KeyBusy | Unavailable | StorageFull):
        raise error
    told: dict[str, Any] = {"code": error.code, "zh": error.zh, "en": error.en, "reasons": [], "errors": []}
    if isinstance(error, StaleVersion):
        return {**told, "result": "stale", "version": error.version}
    if isinstance(error, BadInput):
        errors = [{"field": p.where, "code": p.code, "zh": p.zh, "en": p.en} for p in error.problems]
        return {**told, "result": "bad_input", "errors": errors}
    if isinstance(error, MoveRefused | NotPermitted):
        told["reasons"] = [reason_view(reason, statutes).model_dump(mode="json") for reason in error.reasons]
    return {**told, "result": "refused"}
