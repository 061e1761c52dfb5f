"""Who works on cases: the tree of organisations, the people in them and what they are there."""

from __future__ import annotations

from datetime import date, datetime

from mediation.facts.columns import Row, moment, word
from mediation.vocabulary import LegalBasis, OrganisationKind, Role


class Organisation(Row):
    """A body in the tree: union, enterprise committee, street, court, commission; ``legal_basis`` lets it mediate."""

    id: str
    parent_id: str | None = None
    kind: OrganisationKind = word(OrganisationKind)
    name: str
    code: str | None = None
    region: str | None = None
    legal_basis: LegalBasis | None = word(LegalBasis, default=None)


class Person(Row):
    """Somebody who signs in; ``name_id`` points at the personal text."""

    id: str
    organisation_id: str
    name_id: str
    disabled_at: datetime | None = moment(default=None)


class Membership(Row):
    """What a person is in an organisation, from a day until a day."""

    id: str
    person_id: str
    organisation_id: str
    role: Role = word(Role)
    since: date
    until: date | None = None


class Token(Row):
    """A bearer token: only its SHA-256 is kept."""

    id: str
    person_id: str
    digest: str
    issued_at: datetime = moment()
    expires_at: datetime = moment()
    revoked_at: datetime | None = moment(default=None)
