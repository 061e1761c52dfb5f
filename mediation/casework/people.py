"""Who somebody is: memberships and bearer tokens, as they stand on a day."""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from datetime import datetime

from sqlalchemy import Connection, bindparam, or_, select

from mediation.casework.loading import all_of
from mediation.errors import NotSignedIn
from mediation.facts.known import civil_day
from mediation.facts.people import Membership
from mediation.records.schema import metadata

_MEMBERSHIP = metadata.tables["membership"]
_PERSON = metadata.tables["person"]
_TOKEN = metadata.tables["token"]


_MEMBERSHIPS = (
    select(_MEMBERSHIP)
    .join(_PERSON, _PERSON.c.id == _MEMBERSHIP.c.person_id)
    .where(
        _MEMBERSHIP.c.person_id == bindparam("person"),
        _PERSON.c.disabled_at.is_(None),
        _MEMBERSHIP.c.since <= bindparam("today"),
        or_(_MEMBERSHIP.c.until.is_(None), _MEMBERSHIP.c.until >= bindparam("today")),
    )
)


def memberships_of(db: Connection, person_id: str, now: datetime) -> tuple[Membership, ...]:
    """Return what a person is, where, today; a disabled person is nothing anywhere."""
    found = db.execute(_MEMBERSHIPS, {"person": person_id, "today": civil_day(now)})
    return all_of(Membership, found)


def token_digest(token: str) -> str:
    """Return what is kept of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


def signed_in(db: Connection, token: str, now: datetime) -> str:
    """Return the id of the person a token belongs to.

    Raises:
        NotSignedIn: unknown, expired or revoked token, or its person was disabled.
    """
    found = db.execute(
        select(_TOKEN.c.person_id)
        .join(_PERSON, _PERSON.c.id == _TOKEN.c.person_id)
        .where(
            _TOKEN.c.digest == token_digest(token),
            _TOKEN.c.revoked_at.is_(None),
            _TOKEN.c.expires_at > now,
            _PERSON.c.disabled_at.is_(None),
        )
    ).scalar_one_or_none()
    if found is None:
        raise NotSignedIn(
            "登录凭证无效或已失效，请重新登录。", "The token is unknown, expired or revoked; sign in again."
        )
    return str(found)


def names_of(db: Connection, person_ids: Collection[str]) -> dict[str, str]:
    """Return people's names by id; an erased name reads 「（已删除）」."""
    person, personal = metadata.tables["person"], metadata.tables["personal"]
    found = db.execute(
        select(person.c.id, personal.c.value)
        .join(personal, personal.c.id == person.c.name_id)
        .where(person.c.id.in_(sorted(person_ids)))
    )
    return {row.id: row.value or "（已删除）" for row in found}
