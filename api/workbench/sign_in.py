"""Signing in and out, choosing the organisation to work in, language and size of type."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import RedirectResponse, Response

from api.deps import Clock
from api.workbench.posted import NEXT, Posted
from api.workbench.problems import sign_in_page, with_headers
from api.workbench.session import Visitors, Visits, Writes, form_token, local_path, set_cookie
from api.workbench.shell import SIZES, bare
from mediation.casework import signing_in
from mediation.casework.desk import Desk
from mediation.casework.signing_in import TooManyTries
from mediation.errors import NotSignedIn
from mediation.records.database import writing

router = APIRouter()
To = Annotated[str, Query(alias="next", max_length=2000)]
_YEAR = 365 * 24 * 3600
KEPT = "k."


@router.get("/sign-in")
def ask(visit: Visits, to: To = "/") -> Response:
    """Show the page to sign in on; somebody who is signed in goes on."""
    try:
        visit.signed_in()
    except NotSignedIn:
        return sign_in_page(visit.request, local_path(to))
    return RedirectResponse(local_path(to), 303)


@router.post("/sign-in")
def sign_in(request: Request, posted: Visitors) -> Response:
    """Sign in; what a form held when the sign-in ended comes back."""
    desk: Desk = request.app.state.desk
    clock: Clock = request.app.state.clock
    to = local_path(posted.get(NEXT))
    kept = _kept(posted)
    address = request.client.host if request.client else ""
    try:
        token = signing_in.sign_in(desk.engine, posted.get("name"), posted.get("password"), address, clock())
    except (NotSignedIn, TooManyTries) as error:
        again = sign_in_page(request, to, error, name=posted.get("name")[:64], kept=kept, ended=bool(kept))
        return with_headers(error, again)
    if kept:
        again = bare(request, "resume.html", next=to, kept=kept, token=form_token(token))
        return set_cookie(request, again, token)
    return set_cookie(request, RedirectResponse(to, 303), token)


def _kept(posted: Posted) -> list[tuple[str, str]]:
    """What a form held before the sign-in: its fields travel under a prefix, apart from name and password."""
    return [(name.removeprefix(KEPT), text) for name, text in posted.fields.items() if name.startswith(KEPT)]


@router.post("/sign-out")
def sign_out(write: Writes) -> Response:
    """End this sign-in, or with ``everywhere`` every one of theirs."""
    with writing(write.visit.desk.engine) as db:
        if write.posted.get("everywhere"):
            signing_in.end_all(db, write.me.person_id, write.visit.now)
        else:
            signing_in.end(db, write.me.id, write.visit.now)
    return set_cookie(write.visit.request, RedirectResponse("/sign-in", 303), None)


@router.post("/organisation")
def work_in(write: Writes) -> Response:
    """Choose the organisation to work in; nothing chosen is all of one's own."""
    with writing(write.visit.desk.engine) as db:
        signing_in.work_in(db, write.me, write.posted.get("organisation") or None, write.visit.now)
    return RedirectResponse("/", 303)


@router.get("/display")
def display(to: To = "/", lang: str = "", size: str = "") -> Response:
    """Choose language and size of type; they are kept in the browser, signed in or not."""
    answer = RedirectResponse(local_path(to), 303)
    for name, value, known in (("lang", lang, ("zh", "en")), ("size", size, SIZES)):
        if value in known:
            answer.set_cookie(name, value, max_age=_YEAR, path="/", httponly=True, samesite="lax")
    return answer
