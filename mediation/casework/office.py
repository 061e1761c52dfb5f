"""The office: organisations, people, what they are there, and their tokens; each change is an event."""

from __future__ import annotations

import secrets
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, insert, select, update

from mediation.casework import journal
from mediation.casework.loading import rows_of
from mediation.casework.people import memberships_of, token_digest
from mediation.casework.recording import found_folder, record
from mediation.errors import BadInput, Conflict, NotFound, NotPermitted, Problem
from mediation.facts.columns import Row, changed
from mediation.facts.folder import FolderKind
from mediation.facts.known import SYSTEM, civil_day
from mediation.facts.people import Membership, Organisation, Person
from mediation.policy import KEEPS_OFFICE
from mediation.records.schema import metadata
from mediation.vocabulary import OrganisationKind, Role

TOKEN_LIVES = timedelta(hours=12)


@dataclass(frozen=True, slots=True)
class Newcomer:
    """Somebody who joins an organisation in a role."""

    organisation_id: str
    name: str
    role: Role


def found_organisation(db: Connection, organisation: Organisation, now: datetime, *, by: str = SYSTEM) -> None:
    """Add an organisation to the tree, with a history of its own.

    Raises:
        BadInput: a court or a commission with a legal basis to mediate, or an unknown parent.
    """
    if organisation.kind in {OrganisationKind.COURT, OrganisationKind.ARBITRATION} and organisation.legal_basis:
        raise _bad(
            "legal_basis",
            "人民法院、仲裁委员会不登记调解组织的设立依据。",
            "A court or a commission has no legal basis as a mediation body.",
        )
    found_folder(db, organisation.id, FolderKind.ORGANISATION)
    _record(db, organisation.id, "found_organisation", by, now, (organisation,))


def add_person(
    db: Connection, newcomer: Newcomer, now: datetime, *, by: str = SYSTEM, person_id: str | None = None
) -> str:
    """Add a person with a first role and return their id.

    Raises:
        NotPermitted: only an administrator or the head of the organisation may.
        NotFound: no such organisation.
    """
    _may_keep(db, newcomer.organisation_id, by, now)
    _fits(db, newcomer)
    person_id = person_id or str(uuid.uuid4())
    name = journal.personal(str(uuid.uuid4()), newcomer.organisation_id, newcomer.name)
    person = Person(id=person_id, organisation_id=newcomer.organisation_id, name_id=name.id)
    membership = Membership(
        id=str(uuid.uuid4()),
        person_id=person_id,
        organisation_id=newcomer.organisation_id,
        role=newcomer.role,
        since=civil_day(now),
    )
    _record(db, newcomer.organisation_id, "add_person", by, now, (name, person, membership))
    return person_id


def disable_person(db: Connection, person_id: str, now: datetime, reason: str, *, by: str = SYSTEM) -> None:
    """Disable a person: nothing is theirs from now on, their tokens end at once; the reason goes on record.

    Raises:
        NotFound: no such person, or not for whoever asks: only an administrator or the head of their organisation.
        Conflict: the last administrator cannot disable themselves.
    """
    table = metadata.tables["person"]
    found = db.execute(select(table).where(table.c.id == person_id)).mappings().one_or_none()
    if found is None or not _keeps(db, found["organisation_id"], by, now):
        raise NotFound("没有该人员，或不归您管理。", "No such person, or not yours to keep.", code="person_not_found")
    person = rows_of(Person, [found])[0]
    _keep_one_administrator(db, person, now)
    said = journal.personal(str(uuid.uuid4()), person.organisation_id, reason)
    _record(db, person.organisation_id, "disable_person", by, now, (said, changed(person, disabled_at=now)))
    token = metadata.tables["token"]
    db.execute(update(token).where(token.c.person_id == person_id, token.c.revoked_at.is_(None)).values(revoked_at=now))


def _keep_one_administrator(db: Connection, person: Person, now: datetime) -> None:
    """Administrators are locked while they are counted: of two who disable each other at once one stays."""
    if Role.ADMINISTRATOR not in {m.role for m in memberships_of(db, person.id, now)}:
        return
    membership, people = metadata.tables["membership"], metadata.tables["person"]
    ever = select(membership.c.person_id).where(membership.c.role == Role.ADMINISTRATOR)
    locked = select(people.c.id, people.c.disabled_at).where(people.c.id.in_(ever)).order_by(people.c.id)
    enabled = [row.id for row in db.execute(locked.with_for_update(key_share=True)) if row.disabled_at is None]
    if not any(
        m.role is Role.ADMINISTRATOR for other in enabled if other != person.id for m in memberships_of(db, other, now)
    ):
        raise Conflict(
            "系统至少保留一名管理员，请先增加另一名管理员。",
            "One administrator must remain; add another first.",
            code="last_administrator",
        )


def issue_token(db: Connection, person_id: str, now: datetime, lives: timedelta = TOKEN_LIVES) -> str:
    """Return a new bearer token; only its digest is kept, so it cannot be shown again."""
    token = secrets.token_urlsafe(32)
    db.execute(
        insert(metadata.tables["token"]).values(
            id=str(uuid.uuid4()),
            person_id=person_id,
            digest=token_digest(token),
            issued_at=now,
            expires_at=now + lives,
            revoked_at=None,
        )
    )
    return token


def _may_keep(db: Connection, organisation_id: str, by: str, now: datetime) -> None:
    if not _keeps(db, organisation_id, by, now):
        raise NotPermitted(
            "人员由本组织负责人或者系统管理员管理。", "People are kept by the head of the desk or an administrator."
        )


def _keeps(db: Connection, organisation_id: str, by: str, now: datetime) -> bool:
    return by == SYSTEM or any(
        m.role is Role.ADMINISTRATOR or (m.role in KEEPS_OFFICE and m.organisation_id == organisation_id)
        for m in memberships_of(db, by, now)
    )


_COURT_SIDE = frozenset({Role.COURT_CLERK})


def _fits(db: Connection, newcomer: Newcomer) -> None:
    table = metadata.tables["organisation"]
    kind = db.execute(select(table.c.kind).where(table.c.id == newcomer.organisation_id)).scalar_one_or_none()
    if kind is None:
        raise NotFound("没有该组织。", "No such organisation.", code="organisation_not_found")
    outside = kind in {OrganisationKind.COURT, OrganisationKind.ARBITRATION}
    if newcomer.role is not Role.ADMINISTRATOR and outside != (newcomer.role in _COURT_SIDE):
        raise _bad(
            "role",
            "人民法院、仲裁委员会人员的角色只能是“法院诉调对接人员”，其他组织不能有该角色。",
            "People of a court or commission are court clerks; nobody else is.",
        )


def _record(db: Connection, organisation_id: str, act: str, by: str, now: datetime, rows: Sequence[Row]) -> None:
    if record(db, organisation_id, act, by, now, rows) is None:
        raise NotFound("没有该组织。", "No such organisation.", code="organisation_not_found")


def _bad(where: str, zh: str, en: str) -> BadInput:
    return BadInput([Problem(where, "bad_value", zh, en)])


__all__ = ["Newcomer", "add_person", "disable_person", "found_organisation", "issue_token"]
