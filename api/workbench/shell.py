"""The shell around every page: who is at it, where one can go, language and size, and the headers that go out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from fastapi import Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from itsdangerous import BadSignature, URLSafeSerializer

from api.workbench.session import Read, cookie_token, form_token, path_for
from mediation import pages
from mediation.casework.choices import organisations_of
from mediation.casework.people import memberships_of, names_of
from mediation.law.wording import Lang
from mediation.policy import OPENS_CASES
from mediation.vocabulary import Role

SIZES = ("m", "l", "xl")
HEADERS: Mapping[str, str] = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; "
        "connect-src 'self'; form-action 'self'; "
        "base-uri 'none'; frame-ancestors 'none'"
    ),
    "Referrer-Policy": "same-origin",
}
"""A page carries nothing from another host and runs nothing but our own file; its forms say where they come from."""
_FLASH = "flash"


@dataclass(frozen=True, slots=True)
class Place:
    """An entry of the navigation; ``roles`` are those whose work is there, everybody when empty."""

    path: str
    zh: str
    en: str
    roles: frozenset[Role] = frozenset()


NAVIGATION: tuple[Place, ...] = (
    Place("/", "工作台", "Desk"),
    Place("/cases", "案件", "Cases"),
    Place("/matters", "群体性争议", "Group matters", frozenset(OPENS_CASES) - {Role.COURT_CLERK}),
    Place("/calendar", "日程", "Calendar"),
    Place("/supervise", "督办", "Oversight", frozenset({Role.HEAD})),
    Place("/inbox", "法院收件", "Inbox", frozenset({Role.UNION_LIAISON, Role.HEAD})),
    Place("/referrals", "委派委托", "Referrals", frozenset({Role.COURT_CLERK})),
    Place(
        "/confirm",
        "司法确认",
        "Confirmation",
        frozenset({Role.UNION_LIAISON, Role.HEAD, Role.MEDIATOR, Role.COURT_CLERK}),
    ),
)
"""At most eight; a page that belongs in it adds its line here."""
SYSTEM_NAME = {"zh": "工会—法院劳动争议诉调对接", "en": "Labour-dispute mediation"}


@dataclass(frozen=True)
class Shell:
    """What the layout of every page shows of whoever is at it."""

    name: str
    organisations: Mapping[str, str]
    organisation_id: str | None
    roles: frozenset[Role]
    places: Sequence[Place]
    token: str

    @property
    def talks_to_parties(self) -> bool:
        """Test if whoever is at the page may log that they reached a party: the desk's people."""
        return bool(self.roles - {Role.COURT_CLERK, Role.ADMINISTRATOR})

    @property
    def opens_cases(self) -> bool:
        """Test if whoever is at the page may open a case somewhere."""
        return not self.roles.isdisjoint(OPENS_CASES)


def shell_of(read: Read) -> Shell:
    """Return the shell for somebody signed in."""
    db, now, person_id = read.visit.db, read.visit.now, read.me.person_id
    memberships = memberships_of(db, person_id, now)
    roles = frozenset(m.role for m in memberships)
    return Shell(
        name=names_of(db, [person_id]).get(person_id, ""),
        organisations=organisations_of(db, {m.organisation_id for m in memberships}),
        organisation_id=read.me.organisation_id,
        roles=roles,
        places=[place for place in NAVIGATION if not place.roles or place.roles & roles],
        token=form_token(cookie_token(read.visit.request)),
    )


def language(request: Request) -> Lang:
    """Return the language chosen, Chinese unless it is English."""
    return "en" if request.cookies.get("lang") == "en" else "zh"


def page(read: Read, template: str, status: int = 200, /, **variables: Any) -> Response:
    """Return a page for somebody signed in; what was just done is said on it once."""
    request = read.visit.request
    flash = _take_flash(request)
    answer = bare(request, template, status, shell=shell_of(read), flash=flash, **variables)
    if flash:
        answer.delete_cookie(_FLASH, path="/")
    return answer


def bare(request: Request, template: str, status: int = 200, /, **variables: Any) -> Response:
    """Return a page; ``shell`` is ``None`` for somebody who is not signed in."""
    lang, size = language(request), request.cookies.get("size")
    common = {
        "lang": lang,
        "text_size": size if size in SIZES else SIZES[0],
        "here": path_for(request),
        "path": request.url.path,
        "system": SYSTEM_NAME[lang],
        "asset": lambda file: f"/static/{file}?v={pages.asset(file)[1]}",
        "demo": request.app.state.demo,
        "shell": None,
        "flash": [],
    }
    return HTMLResponse(pages.render(template, lang, {**common, **variables}), status, dict(HEADERS))


def done(request: Request, to: str, *said: tuple[str, str]) -> Response:
    """Go to a page after something was done; the sentences (zh, en) are shown there once."""
    answer = RedirectResponse(to, 303)
    if said:
        sealed = URLSafeSerializer(cookie_token(request) or "nobody", salt=_FLASH).dumps([list(pair) for pair in said])
        secure = request.url.scheme == "https"
        answer.set_cookie(
            _FLASH, str(sealed)[:3500], max_age=60, path="/", secure=secure, httponly=True, samesite="lax"
        )
    return answer


def _take_flash(request: Request) -> list[dict[str, str]]:
    sealed = request.cookies.get(_FLASH)
    if not sealed:
        return []
    try:
        told = URLSafeSerializer(cookie_token(request) or "nobody", salt=_FLASH).loads(sealed)
    except BadSignature:
        return []
    return [{"zh": zh, "en": en} for zh, en in told]
