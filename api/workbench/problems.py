"""Errors as pages: what went wrong, why, what clears it and who can; what was typed is still there."""

from __future__ import annotations

from typing import Any

from fastapi import Request
from fastapi.responses import RedirectResponse, Response

from api.errors import for_outsiders, status_of
from api.workbench.session import cookie_token, path_for, visitor_token, with_visitor
from api.workbench.shell import HEADERS, bare
from mediation.casework.explaining import reason_view
from mediation.casework.signing_in import TooManyTries
from mediation.engine.verdict import Reason
from mediation.errors import BadInput, MediationError, MoveRefused, NotPermitted, NotSignedIn

API = "/api/"


def is_page(request: Request) -> bool:
    """Test if a request is for a page: everything outside the API is."""
    return not request.url.path.startswith(API)


def problem_page(error: MediationError, request: Request) -> Response:
    """Return an error as a page; who is not signed in is asked to sign in and comes back with what they typed."""
    if isinstance(error, NotSignedIn):
        return _to_sign_in(request)
    return with_headers(error, bare(request, "problem.html", status_of(error), **told(error, request)))


def told(error: MediationError, request: Request) -> dict[str, Any]:
    """Return what a page says of an error."""
    error = for_outsiders(error)
    refused = error.reasons if isinstance(error, MoveRefused | NotPermitted) else ()
    statutes = request.app.state.desk.statutes
    return {
        "error": {"zh": error.zh, "en": error.en, "code": error.code, "status": status_of(error)},
        "reasons": [reason_view(r, statutes) for r in refused if isinstance(r, Reason)],
        "problems": list(error.problems) if isinstance(error, BadInput) else [],
        "signed_in": cookie_token(request) is not None,
    }


def with_headers(error: MediationError, answer: Response) -> Response:
    """Say in a header what a program would look for."""
    if isinstance(error, TooManyTries):
        answer.headers["Retry-After"] = str(error.seconds)
    return answer


def sign_in_page(request: Request, to: str, error: MediationError | None = None, **more: Any) -> Response:
    """Return the page to sign in on; ``kept`` are fields that are carried through it."""
    shown = {"next": to, "error": None, "name": "", "kept": [], "ended": False, **more}
    if error is not None:
        shown["error"] = {"zh": error.zh, "en": error.en}
    status = status_of(error) if error else more.get("status", 200)
    shown.pop("status", None)
    answer = bare(request, "sign_in.html", status, token=visitor_token(request), **shown)
    return with_visitor(request, answer)


def _to_sign_in(request: Request) -> Response:
    if request.method in {"GET", "HEAD"}:
        return RedirectResponse(f"/sign-in?next={_quoted(path_for(request))}", 303, dict(HEADERS))
    posted = getattr(request.state, "posted", None)
    kept = list(posted.kept()) if posted else []
    return sign_in_page(request, path_for(request), kept=kept, ended=True, status=401)


def _quoted(path: str) -> str:
    return path.replace("%", "%25").replace("&", "%26").replace("#", "%23").replace("+", "%2B").replace("?", "%3F")
