"""The tables of signing in: who may with which name and password, who is signed in, who failed how often."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Field, SQLModel

from mediation.facts.columns import moment


class CredentialRecord(SQLModel, table=True):
    """A person's sign-in name and the argon2 hash of their password; the password itself is nowhere."""

    __tablename__ = "credential"
    person_id: str = Field(primary_key=True, foreign_key="person.id", max_length=64)
    name: str = Field(unique=True, max_length=64)
    password: str = Field(max_length=200)
    changed_at: datetime = moment()


class SignInRecord(SQLModel, table=True):
    """Sign-ins: the SHA-256 of the cookie's token, until when, in which organisation the person works now."""

    __tablename__ = "sign_in"
    id: str = Field(primary_key=True, max_length=64)
    person_id: str = Field(foreign_key="person.id", index=True, max_length=64)
    digest: str = Field(unique=True, max_length=64)
    organisation_id: str | None = Field(default=None, foreign_key="organisation.id", index=True, max_length=64)
    issued_at: datetime = moment()
    expires_at: datetime = moment()
    revoked_at: datetime | None = moment(default=None)


class AttemptRecord(SQLModel, table=True):
    """Failed sign-ins in a row, by the digest of the name and of the address they came from."""

    __tablename__ = "attempt"
    source: str = Field(primary_key=True, max_length=64)
    failures: int
    last_at: datetime = moment(index=True)
