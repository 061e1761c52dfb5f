"""Signing in with name and password: kept on the server, revocable at once; every failure makes the next try wait.

A password is kept as argon2id. Nothing tells a wrong name from a wrong password: same words, same work.
"""

from __future__ import annotations

import hashlib
import secrets
import threading
import unicodedata
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache

from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error, InvalidHashError
from sqlalchemy import Connection, Engine, delete, insert, select, update

from mediation.casework.people import memberships_of, token_digest
from mediation.errors import BadInput, Conflict, MediationError, NotFound, NotSignedIn, Problem
from mediation.records.database import reading, upsert_of, writing
from mediation.records.schema import metadata

LIVES = timedelta(hours=12)
FORGOTTEN_AFTER = timedelta(hours=24)
SHORTEST, LONGEST, LEAST_DIFFERENT = 15, 128, 6
FREE_TRIES, FREE_TRIES_OF_AN_ADDRESS = 3, 20
LONGEST_WAIT = timedelta(minutes=15)
_CREDENTIAL, _SIGN_IN, _ATTEMPT = (metadata.tables[name] for name in ("credential", "sign_in", "attempt"))
_HASHER = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)
_HASHES_AT_ONCE = threading.Semaphore(4)


class TooManyTries(MediationError):
    """Too many wrong passwords: ``seconds`` is how long to wait."""

    code = "too_many_tries"

    def __init__(self, seconds: int) -> None:
        minutes = -(-seconds // 60)
        super().__init__(
            f"尝试次数过多，请 {minutes} 分钟后再试；忘记密码请联系管理员重设。"
            if seconds >= 60
            else f"尝试次数过多，请 {seconds} 秒后再试。",
            f"Too many tries; wait {seconds} seconds, or ask the administrator for a new password.",
        )
        self.seconds = seconds


@dataclass(frozen=True, slots=True)
class SignedIn:
    """Somebody signed in: who, by which sign-in, and in which organisation they work now (``None``: in all)."""

    id: str
    person_id: str
    organisation_id: str | None


def set_password(db: Connection, person_id: str, name: str, password: str, now: datetime) -> None:
    """Give a person a sign-in name and a password; every sign-in of theirs ends.

    Raises:
        NotFound: no such person.
        BadInput: the name or the password cannot be taken; says what to do.
        Conflict: the name is somebody else's.
    """
    person = metadata.tables["person"]
    if db.execute(select(person.c.id).where(person.c.id == person_id)).first() is None:
        raise NotFound("没有该人员，请核对编号。", "There is no such person; check the id.", code="person_not_found")
    login = _name(name)
    _check(password, login)
    taken = db.execute(select(_CREDENTIAL.c.person_id).where(_CREDENTIAL.c.name == login)).scalar_one_or_none()
    if taken not in (None, person_id):
        raise Conflict("该登录名已被使用，请换一个。", "The sign-in name is taken; choose another.", code="name_taken")
    kept = {"name": login, "password": _HASHER.hash(_normal(password)), "changed_at": now}
    row = upsert_of(db, _CREDENTIAL).values(person_id=person_id, **kept)
    db.execute(row.on_conflict_do_update(index_elements=["person_id"], set_=kept))
    end_all(db, person_id, now)


def sign_in(engine: Engine, name: str, password: str, address: str, now: datetime) -> str:
    """Return the token of a new sign-in; only its digest is kept.

    Raises:
        NotSignedIn: wrong name or password, or the person was disabled: never says which.
        TooManyTries: too many failures for this name or from this address.
    """
    sources = ((_source("name", _folded(name)), FREE_TRIES), (_source("address", address), FREE_TRIES_OF_AN_ADDRESS))
    with reading(engine) as db:
        _hold_off(db, sources, now)
        held = _credential(db, _folded(name))
    right = _verified(held[1] if held else _nobodys(), password)
    if held is None or not right:
        with writing(engine) as db:
            _count(db, [source for source, _ in sources], now)
        raise NotSignedIn(
            "登录名或者密码不正确，请核对后重试。",
            "The name or the password is wrong; check both.",
            code="wrong_password",
        )
    with writing(engine) as db:
        db.execute(delete(_ATTEMPT).where(_ATTEMPT.c.source == sources[0][0]))
        db.execute(delete(_ATTEMPT).where(_ATTEMPT.c.last_at < now - FORGOTTEN_AFTER))
        return open_sign_in(db, held[0], now)


def open_sign_in(db: Connection, person_id: str, now: datetime, lives: timedelta = LIVES) -> str:
    """Return the token of a new sign-in of somebody who was recognised."""
    token = secrets.token_urlsafe(32)
    row = {"id": str(uuid.uuid4()), "person_id": person_id, "digest": token_digest(token), "organisation_id": None}
    db.execute(insert(_SIGN_IN).values(**row, issued_at=now, expires_at=now + lives, revoked_at=None))
    return token


def signed_in_by(db: Connection, token: str, now: datetime) -> SignedIn:
    """Return who a cookie's token belongs to.

    Raises:
        NotSignedIn: unknown, ended or expired, or the person was disabled.
    """
    person = metadata.tables["person"]
    found = db.execute(
        select(_SIGN_IN.c.id, _SIGN_IN.c.person_id, _SIGN_IN.c.organisation_id)
        .join(person, person.c.id == _SIGN_IN.c.person_id)
        .where(
            _SIGN_IN.c.digest == token_digest(token),
            _SIGN_IN.c.revoked_at.is_(None),
            _SIGN_IN.c.expires_at > now,
            person.c.disabled_at.is_(None),
        )
    ).one_or_none()
    if found is None:
        raise NotSignedIn("登录已失效，请重新登录。", "The sign-in has ended; sign in again.", code="session_ended")
    return SignedIn(found.id, found.person_id, found.organisation_id)


def end(db: Connection, sign_in_id: str, now: datetime) -> None:
    """End one sign-in."""
    db.execute(update(_SIGN_IN).where(_SIGN_IN.c.id == sign_in_id).values(revoked_at=now))


def end_all(db: Connection, person_id: str, now: datetime) -> None:
    """End every sign-in of a person, on whichever machine."""
    mine = (_SIGN_IN.c.person_id == person_id) & _SIGN_IN.c.revoked_at.is_(None)
    db.execute(update(_SIGN_IN).where(mine).values(revoked_at=now))


def work_in(db: Connection, signed_in: SignedIn, organisation_id: str | None, now: datetime) -> None:
    """Choose the organisation to work in; ``None`` is all of one's own.

    Raises:
        NotFound: the person is nothing there.
    """
    own = {m.organisation_id for m in memberships_of(db, signed_in.person_id, now)}
    if organisation_id is not None and organisation_id not in own:
        raise NotFound("您不在该组织，请重新选择。", "You are not in that organisation.", code="organisation_not_found")
    db.execute(update(_SIGN_IN).where(_SIGN_IN.c.id == signed_in.id).values(organisation_id=organisation_id))


def _hold_off(db: Connection, sources: Iterable[tuple[str, int]], now: datetime) -> None:
    """Refuse to try at all while the wait after earlier failures runs; it doubles with each."""
    for source, free in sources:
        row = db.execute(select(_ATTEMPT).where(_ATTEMPT.c.source == source)).one_or_none()
        if row is None or row.failures < free or row.last_at < now - FORGOTTEN_AFTER:
            continue
        wait = min(timedelta(seconds=5 * 2 ** min(row.failures - free, 20)), LONGEST_WAIT)
        left = (row.last_at + wait - now).total_seconds()
        if left > 0:
            raise TooManyTries(int(left) + 1)


def _count(db: Connection, sources: Iterable[str], now: datetime) -> None:
    for source in sources:
        row = upsert_of(db, _ATTEMPT).values(source=source, failures=1, last_at=now)
        more = {"failures": _ATTEMPT.c.failures + 1, "last_at": now}
        db.execute(row.on_conflict_do_update(index_elements=["source"], set_=more))


def _credential(db: Connection, name: str) -> tuple[str, str] | None:
    person = metadata.tables["person"]
    found = db.execute(
        select(_CREDENTIAL.c.person_id, _CREDENTIAL.c.password)
        .join(person, person.c.id == _CREDENTIAL.c.person_id)
        .where(_CREDENTIAL.c.name == name, person.c.disabled_at.is_(None))
    ).one_or_none()
    return (found.person_id, found.password) if found else None


@lru_cache(maxsize=1)
def _nobodys() -> str:
    """A hash to try against when there is no such name: it costs the same as a real one."""
    return _HASHER.hash(secrets.token_urlsafe(24))


def _verified(kept: str, password: str) -> bool:
    with _HASHES_AT_ONCE:
        try:
            return len(password) <= LONGEST and _HASHER.verify(kept, _normal(password))
        except (Argon2Error, InvalidHashError):
            return False


def _source(kind: str, value: str) -> str:
    return hashlib.sha256(f"{kind} {value}".encode("utf-8", "replace")).hexdigest()


def _normal(password: str) -> str:
    return unicodedata.normalize("NFKC", password)


def _folded(name: str) -> str:
    return unicodedata.normalize("NFKC", name).strip().casefold()


def _name(name: str) -> str:
    folded = _folded(name)
    if not 2 <= len(folded) <= 64 or not folded.isprintable() or " " in folded:
        raise _wrong(
            "name", "登录名应为 2 至 64 个字符，不含空格。", "A sign-in name has 2 to 64 characters, no blanks."
        )
    return folded


def _check(password: str, login: str) -> None:
    normal = _normal(password)
    if not SHORTEST <= len(normal) <= LONGEST:
        raise _wrong(
            "password",
            f"密码应为 {SHORTEST} 至 {LONGEST} 个字符，可以用一句话。",
            f"A password has {SHORTEST} to {LONGEST} characters; a sentence will do.",
        )
    if len(set(normal)) < LEAST_DIFFERENT or login in normal.casefold():
        raise _wrong(
            "password",
            "该密码过于简单或者包含登录名，请更换。",
            "The password is too simple, or holds the sign-in name; choose another.",
        )


def _wrong(where: str, zh: str, en: str) -> BadInput:
    return BadInput([Problem(where, "bad_value", zh, en)])
