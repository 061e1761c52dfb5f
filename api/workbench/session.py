"""Who is at the page: the cookie, the form token bound to it, and the origin every form must come from."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated
from urllib.parse import quote, urlsplit

from fastapi import Depends, Request
from fastapi.responses import Response
from itsdangerous import Signer
from sqlalchemy import Connection

from api.deps import the_desk, the_session, the_time
from api.errors import DoorError
from api.workbench.posted import TOKEN, Posted, the_form
from mediation.casework.desk import Desk
from mediation.casework.opened import EVERYTHING, Opened, open_for
from mediation.casework.searching import case_id_of
from mediation.casework.signing_in import LIVES, SignedIn, signed_in_by
from mediation.errors import NotSignedIn

_NAME, _VISITOR = "sign_in", "visitor"


def _cookie(request: Request, name: str) -> str:
    """Return the name of a cookie: bound to this host and to TLS wherever there is TLS."""
    return f"__Host-{name}" if request.url.scheme == "https" else name


def cookie_token(request: Request) -> str | None:
    """Return the token of the sign-in cookie, if it looks like one."""
    token = request.cookies.get(_cookie(request, _NAME), "")
    return token if 20 <= len(token) <= 200 and token.isascii() else None


def set_cookie(request: Request, response: Response, token: str | None) -> Response:
    """Put the sign-in's token in its cookie, or take the cookie away."""
    name, secure = _cookie(request, _NAME), request.url.scheme == "https"
    if token is None:
        response.delete_cookie(name, path="/", secure=secure, httponly=True, samesite="lax")
    else:
        age = int(LIVES.total_seconds())
        response.set_cookie(name, token, max_age=age, path="/", secure=secure, httponly=True, samesite="lax")
    return response


@dataclass(frozen=True)
class Visit:
    """A page being asked for: on which desk and connection, when, by which cookie."""

    request: Request
    desk: Annotated[Desk, Depends(the_desk)]
    db: Annotated[Connection, Depends(the_session, scope="function")]
    now: Annotated[datetime, Depends(the_time)]

    def signed_in(self) -> SignedIn:
        """Return who is signed in.

        Raises:
            NotSignedIn: nobody, or no longer.
        """
        token = cookie_token(self.request)
        if token is None:
            raise NotSignedIn("请先登录。", "Sign in first.")
        found = signed_in_by(self.db, token, self.now)
        self.request.state.signed_in = found
        return found


def _signed_in(visit: Annotated[Visit, Depends()]) -> SignedIn:
    return visit.signed_in()


@dataclass(frozen=True)
class Read:
    """A page read by somebody signed in."""

    visit: Annotated[Visit, Depends()]
    me: Annotated[SignedIn, Depends(_signed_in)]

    def case(self, ref: str, groups: tuple[str, ...] = EVERYTHING) -> Opened:
        """Open a case by its number or id.

        Raises:
            NotFound: no such case, or nothing of it is for whoever reads.
        """
        visit = self.visit
        return open_for(visit.db, visit.desk, self.me.person_id, case_id_of(visit.db, ref), visit.now, groups)


def _from_here(request: Request, posted: Annotated[Posted, Depends(the_form)]) -> Posted:
    """Hold a form against where it says it comes from.

    Raises:
        DoorError: 403 ``csrf``, it was sent by a page of somebody else.
    """
    origin, site = request.headers.get("origin"), request.headers.get("sec-fetch-site")
    foreign = origin is not None and urlsplit(origin).netloc.lower() != request.headers.get("host", "").lower()
    if foreign or site not in (None, "same-origin"):
        request.state.posted = None  # nothing that a page of somebody else sent is shown again
        raise _csrf()
    return posted


def _ours(
    request: Request, posted: Annotated[Posted, Depends(_from_here)], visit: Annotated[Visit, Depends()]
) -> Posted:
    visit.signed_in()
    if not secrets.compare_digest(posted.get(TOKEN).encode(), form_token(cookie_token(request)).encode()):
        raise _csrf()
    return posted


@dataclass(frozen=True)
class Write:
    """A form sent by somebody signed in, from a page of ours."""

    posted: Annotated[Posted, Depends(_ours)]
    visit: Annotated[Visit, Depends()]
    me: Annotated[SignedIn, Depends(_signed_in)]

    @property
    def reads(self) -> Read:
        """The same person, reading."""
        return Read(self.visit, self.me)


def form_token(cookie: str | None) -> str:
    """Return the token every form carries: only whoever holds the cookie can make it."""
    return Signer(cookie or "nobody", salt="form").get_signature("form").decode()


def with_visitor(request: Request, response: Response) -> Response:
    """Give somebody who is not signed in the cookie that the sign-in form's token is bound to."""
    secure = request.url.scheme == "https"
    response.set_cookie(
        _cookie(request, _VISITOR), request.state.visitor, path="/", secure=secure, httponly=True, samesite="lax"
    )
    return response


def visitor_token(request: Request) -> str:
    """Return the form token of somebody who is not signed in, making their cookie when there is none."""
    held = request.cookies.get(_cookie(request, _VISITOR), "")
    request.state.visitor = held if len(held) >= 20 and held.isascii() else secrets.token_urlsafe(24)
    return Signer(request.state.visitor, salt="sign-in").get_signature("form").decode()


def visitors_form(request: Request, posted: Annotated[Posted, Depends(_from_here)]) -> Posted:
    """Return the form of somebody who is not signed in.

    Raises:
        DoorError: 403 ``csrf``, no page of ours made it.
    """
    if not secrets.compare_digest(posted.get(TOKEN).encode(), visitor_token(request).encode()):
        raise _csrf()
    return posted


def _csrf() -> DoorError:
    return DoorError(403, "csrf", "页面已过期，请刷新后重试。", "The page has expired; reload it and try again.")


def local_path(wanted: str, otherwise: str = "/") -> str:
    """Return a path of our own to go to next; anything that would leave the site is refused."""
    parts = urlsplit(wanted)
    inside = wanted.startswith("/") and not wanted.startswith(("//", "/\\")) and not parts.scheme and not parts.netloc
    return wanted if inside and wanted.isprintable() else otherwise


def path_for(request: Request) -> str:
    """Return the address of a request as one to come back to."""
    query = f"?{request.url.query}" if request.url.query else ""
    return f"{quote(request.url.path)}{query}"


Reads = Annotated[Read, Depends()]
Writes = Annotated[Write, Depends()]
Visits = Annotated[Visit, Depends()]
Visitors = Annotated[Posted, Depends(visitors_form)]
