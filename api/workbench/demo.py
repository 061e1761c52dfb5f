"""The demonstration's door: the residents of the invented city by role, each signed in by one button.

The routes exist only where ``Settings.demo`` is on, and open to nobody who is not of the city.
"""

from __future__ import annotations

from collections.abc import Mapping

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from api.deps import Clock
from api.workbench.session import Visitors, set_cookie, visitor_token, with_visitor
from api.workbench.shell import bare
from mediation.casework import signing_in
from mediation.casework.desk import Desk
from mediation.casework.people import names_of
from mediation.city.cast import ORGANISATIONS, RESIDENTS, Resident
from mediation.errors import NotFound
from mediation.records.database import writing
from mediation.vocabulary import Role

router = APIRouter()
ROLES = (Role.MEDIATOR, Role.UNION_LIAISON, Role.COURT_CLERK, Role.HEAD, Role.REGISTRAR, Role.ADMINISTRATOR)
"""The order in which they stand on the page: those with a day's work in the workbench first."""
_BY_NAME: Mapping[str, Resident] = {each.sign_in: each for each in RESIDENTS}


@router.get("/demo")
def residents(request: Request) -> Response:
    """Show who can be signed in, by role; whoever is signed in already changes places here."""
    by_role = {role: [each for each in RESIDENTS if each.role is role] for role in ROLES}
    homes = {body.id: body.name for body in ORGANISATIONS}
    return with_visitor(request, bare(request, "demo.html", by_role=by_role, homes=homes, token=visitor_token(request)))


@router.post("/demo")
def sign_in(request: Request, posted: Visitors) -> Response:
    """Sign a resident in.

    Raises:
        NotFound: nobody of that name lives in the city, or the city is not in this database.
    """
    desk: Desk = request.app.state.desk
    clock: Clock = request.app.state.clock
    resident = _BY_NAME.get(posted.get("who"))
    with writing(desk.engine) as db:
        if resident is None or resident.id not in names_of(db, [resident.id]):
            raise NotFound(
                "演示城市没有这个人，请回到演示页面重新选择。", "The city has nobody of that name; choose on the page."
            )
        token = signing_in.open_sign_in(db, resident.id, clock())
    return set_cookie(request, RedirectResponse("/", 303), token)
