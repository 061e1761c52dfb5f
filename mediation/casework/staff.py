"""People as the doors ask for them: who somebody is, joining and leaving under an idempotency key."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select

from mediation.casework import journal, office
from mediation.casework.desk import Desk
from mediation.casework.keys import Kept, once
from mediation.casework.people import memberships_of, names_of
from mediation.casework.values import clean_text
from mediation.errors import BadInput, Problem
from mediation.law.identifiers import normalise_person_name
from mediation.records.schema import metadata
from mediation.vocabulary import Role


@dataclass(frozen=True, slots=True, kw_only=True)
class Joining:
    """Who asks, under which key."""

    by: str
    key: str
    fingerprint: str


def person_told(db: Connection, person_id: str, now: datetime) -> dict[str, Any]:
    """Return a person's name and what they are where, today."""
    organisation = metadata.tables["organisation"]
    memberships = memberships_of(db, person_id, now)
    ids = [m.organisation_id for m in memberships]
    names = dict(db.execute(select(organisation.c.id, organisation.c.name).where(organisation.c.id.in_(ids))).all())
    roles = [
        {"organisation_id": m.organisation_id, "organisation": names[m.organisation_id], "role": m.role}
        for m in memberships
    ]
    return {"id": person_id, "name": names_of(db, [person_id]).get(person_id, ""), "roles": roles}


def join(desk: Desk, asked: Joining, organisation_id: str, name: str, role: Role, now: datetime) -> Kept:
    """Add a person; an operator hands out the token, since an answer is kept for seven days and a token never is.

    Raises:
        NotPermitted, NotFound, BadInput: as ``office.add_person``.
    """
    clean = _clean_name(name)

    def work(db: Connection) -> dict[str, Any]:
        newcomer = office.Newcomer(organisation_id, clean, role)
        return {"person_id": office.add_person(db, newcomer, now, by=asked.by)}

    return _under_key(desk, asked, now, work, 201)


def leave(desk: Desk, asked: Joining, person_id: str, reason: str, now: datetime) -> Kept:
    """Disable a person, for a reason that goes on record.

    Raises:
        NotPermitted, NotFound, Conflict: as ``office.disable_person``.
    """

    def work(db: Connection) -> dict[str, Any]:
        office.disable_person(db, person_id, now, reason, by=asked.by)
        return {"person_id": person_id, "disabled_at": now}

    return _under_key(desk, asked, now, work, 200)


def _under_key(
    desk: Desk, asked: Joining, now: datetime, work: Callable[[Connection], dict[str, Any]], status: int
) -> Kept:
    def answer(db: Connection) -> Kept:
        return Kept(status, None, journal.canonical(work(db)).encode())

    return once(desk.engine, (asked.by, asked.key, asked.fingerprint), now, answer)


def _clean_name(name: str) -> str:
    try:
        return normalise_person_name(clean_text(name), "name")
    except ValueError as error:
        raise BadInput(
            [
                Problem(
                    "name",
                    "bad_char",
                    f"“姓名”含有不可见字符（{error}），请删除。",
                    "The name holds an invisible character.",
                )
            ]
        ) from error
