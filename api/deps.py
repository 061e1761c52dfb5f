"""What routes are handed: the desk, the time, who is asking, the key and the version that came with the request."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any

from fastapi import Depends, Header, Request, Response
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from sqlalchemy import Connection

from api.errors import DoorError
from mediation.casework.desk import Desk
from mediation.casework.keys import Kept
from mediation.casework.opened import EVERYTHING, Opened, open_for
from mediation.casework.people import signed_in
from mediation.casework.perform import Command
from mediation.errors import NotSignedIn
from mediation.records.database import reading

Clock = Callable[[], datetime]
_KEY = re.compile(r"[\x21-\x7e]{1,255}")


def the_desk(request: Request) -> Desk:
    """Return the desk the application was made with."""
    desk: Desk = request.app.state.desk
    return desk


def the_time(request: Request) -> datetime:
    """Return the instant of the request (UTC), from the application's clock: nothing in a request sets it."""
    clock: Clock = request.app.state.clock
    return clock()


def the_session(desk: Annotated[Desk, Depends(the_desk)]) -> Iterator[Connection]:
    """Give a connection for reading."""
    with reading(desk.engine) as db:
        yield db


_BEARER = HTTPBearer(auto_error=False, description="凭证由管理员发放，只显示一次。 A token is handed out once.")


def who(
    given: Annotated[HTTPAuthorizationCredentials | None, Depends(_BEARER)],
    db: Annotated[Connection, Depends(the_session, scope="function")],
    now: Annotated[datetime, Depends(the_time)],
) -> str:
    """Return the id of the person a bearer token belongs to.

    Raises:
        NotSignedIn: no token, or not a good one.
    """
    if given is None or not 20 <= len(given.credentials) <= 200 or not given.credentials.isascii():
        raise NotSignedIn("请先登录：请求须带 Authorization: Bearer 凭证。", "Send a bearer token.")
    return signed_in(db, given.credentials, now)


def the_key(idempotency_key: Annotated[str | None, Header(alias="Idempotency-Key")] = None) -> str:
    """Return the idempotency key.

    Raises:
        DoorError: 400, none was sent or it is malformed.
    """
    if idempotency_key is None:
        raise DoorError(
            400, "key_missing", "缺少 Idempotency-Key，请为每次提交生成一个。", "Every write needs an Idempotency-Key."
        )
    if not _KEY.fullmatch(idempotency_key):
        raise DoorError(
            400,
            "bad_key",
            "Idempotency-Key 应为 1 至 255 个可见 ASCII 字符。",
            "An Idempotency-Key has 1 to 255 visible ASCII characters.",
        )
    return idempotency_key


def the_version(if_match: Annotated[str | None, Header(alias="If-Match")] = None) -> int | None:
    """Return the version of the case that was read, if one was sent.

    Raises:
        DoorError: 400, not a version.
    """
    if if_match is None:
        return None
    digits = if_match.strip().strip('"')
    if not digits.isascii() or not digits.isdigit() or len(digits) > 9:
        raise DoorError(
            400, "bad_version", "If-Match 应为读取案件时得到的 ETag。", "If-Match must be the ETag the case came with."
        )
    return int(digits)


def fingerprint(request: Request) -> str:
    """Return the digest of method, path and body that the guard took."""
    return str(request.state.fingerprint)


@dataclass(frozen=True)
class Read:
    """A read: on which desk and connection, by whom, when."""

    desk: Annotated[Desk, Depends(the_desk)]
    db: Annotated[Connection, Depends(the_session, scope="function")]
    who: Annotated[str, Depends(who)]
    now: Annotated[datetime, Depends(the_time)]

    def case(self, case_id: str, groups: Iterable[str] = EVERYTHING) -> Opened:
        """Open a case for whoever reads.

        Raises:
            NotFound: no such case, or nothing of it is for them.
        """
        return open_for(self.db, self.desk, self.who, case_id, self.now, groups)


@dataclass(frozen=True)
class Write:
    """A write: on which desk, by whom, when; under which key, on which version, and the digest of what was sent."""

    desk: Annotated[Desk, Depends(the_desk)]
    who: Annotated[str, Depends(who)]
    now: Annotated[datetime, Depends(the_time)]
    key: Annotated[str, Depends(the_key)]
    version: Annotated[int | None, Depends(the_version)]
    fingerprint: Annotated[str, Depends(fingerprint)]

    def command(self, case_id: str, act: str, answers: Mapping[str, Any], **more: Any) -> Command:
        """Return the act asked for; ``more`` are the other fields of a ``Command``."""
        return Command(
            folder_id=case_id,
            act=act,
            answers=answers,
            person_id=self.who,
            key=self.key,
            version=self.version,
            fingerprint=self.fingerprint,
            **more,
        )


Reads = Annotated[Read, Depends()]
Writes = Annotated[Write, Depends()]
TheDesk = Annotated[Desk, Depends(the_desk)]
TheTime = Annotated[datetime, Depends(the_time)]
Who = Annotated[str, Depends(who)]


def answer(kept: Kept) -> Response:
    """Return a kept answer as it was first given, byte for byte."""
    headers = {"ETag": kept.etag} if kept.etag else {}
    if kept.replayed:
        headers["Idempotency-Replayed"] = "true"
    return Response(kept.answer, kept.status, headers, media_type="application/json")
