"""The case page with its tabs."""

from __future__ import annotations

from fastapi import APIRouter
from fastapi.responses import Response

from api.workbench.case_page import TITLES, Tab, case_page, tabs_for
from api.workbench.session import Read, Reads
from api.workbench.shell import page
from api.workbench.tabs import extras
from mediation.casework import explaining, listing
from mediation.engine import diagram
from mediation.errors import NotFound

router = APIRouter(prefix="/cases")


@router.get("/{case_id}")
def show(case_id: str, read: Reads) -> Response:
    """Show a case: where it stands, what can be done next and what cannot and why, its clocks and its people."""
    return _tab(read, case_id, Tab.OVERVIEW)


@router.get("/{case_id}/{tab}")
def show_tab(case_id: str, tab: str, read: Reads) -> Response:
    """Show one tab of a case."""
    if tab not in set(Tab) or tab == Tab.OVERVIEW:
        raise NotFound("没有这个地址。", "There is no such address.")
    return _tab(read, case_id, Tab(tab))


def _tab(read: Read, case_id: str, tab: Tab) -> Response:
    visit = read.visit
    opened = read.case(case_id)
    if tab not in tabs_for(opened):
        raise NotFound("没有这个地址，或您无权查看。", "There is no such address, or it is not for you.")
    shown = case_page(visit.db, opened)
    more = {
        **extras(read, opened, tab, shown),
        "tab": tab,
        "tab_title": TITLES[tab],
        "events": listing.history(visit.db, visit.desk, opened, size=500)[::-1] if tab is Tab.TIMELINE else [],
        "routes": explaining.routes_for(opened) if tab in {Tab.OVERVIEW, Tab.PERFORMANCE} else [],
    }
    return page(read, f"case/{tab}.html", **shown, **more)


@router.get("/{case_id}/drawings/{proceeding_id}")
def draw(case_id: str, proceeding_id: str, read: Reads) -> Response:
    """Return where a proceeding stands and the path it took, drawn."""
    visit = read.visit
    opened = read.case(case_id, ())
    proceeding = explaining.proceeding_of(opened, proceeding_id)
    path = explaining.path_taken(visit.db, opened, proceeding)
    definition = visit.desk.procedures.known[proceeding.definition]
    return Response(diagram.svg(definition, "zh", path, proceeding.state), media_type="image/svg+xml")
