"""Cases: opened, listed, read; their history and clocks."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Response

from api.deps import Reads, Writes, answer
from api.v1.regular import regular
from api.v1.routing import READ, done
from api.v1.schemas import CaseForm, Id
from mediation.casework import explaining, limitation, listing, opening, papers, reading
from mediation.casework.limitation import LimitationView
from mediation.casework.views import CasePage, CaseView, ClockView, EventView, RouteView

router = APIRouter(prefix="/cases", tags=["cases"], dependencies=[Depends(regular)])
Size = Annotated[int, Query(ge=1, le=100)]
After = Annotated[int, Query(ge=0, le=1_000_000_000)]


@router.post("", responses=done(status=201), status_code=201)
def open_case(form: CaseForm, write: Writes) -> Response:
    """Open a case: its number is given in the same transaction, without gap or double."""
    asked = opening.Opening(
        person_id=write.who,
        organisation_id=form.organisation_id,
        source=form.source,
        nature=form.nature,
        cause=form.cause,
        occurred_at=form.occurred_at,
        key=write.key,
        fingerprint=write.fingerprint,
    )
    return answer(opening.open_case(write.desk, asked, write.now))


@router.get("", responses=READ)
def list_cases(read: Reads, after: Id | None = None, size: Size = 50) -> CasePage:
    """Return a page of the cases you may see, newest first."""
    return listing.list_cases(read.db, read.who, read.now, after=after, size=size)


@router.get("/{case_id}", responses=READ)
def read_case(case_id: Id, read: Reads, response: Response) -> CaseView:
    """Return a case as you may see it; the ETag is the version to send back as If-Match."""
    opened = read.case(case_id)
    response.headers["ETag"] = f'"{opened.folder.version}"'
    background = papers.background_of(read.db, opened)
    view = reading.case_view(opened)
    shown = [
        paper.model_copy(update={"stale": papers.is_stale(opened, papers.issued(opened, paper.id), background)})
        for paper in view.papers
    ]
    return view.model_copy(update={"papers": shown, "papers_due": listing.papers_due(read.db, opened)})


@router.get("/{case_id}/events", responses=READ)
def read_history(case_id: Id, read: Reads, after: After = 0, size: Size = 100) -> list[EventView]:
    """Return what happened, oldest first, from after an event's number on."""
    return listing.history(read.db, read.desk, read.case(case_id, groups=()), after=after, size=size)


@router.get("/{case_id}/routes", responses=READ)
def read_routes(case_id: Id, read: Reads) -> list[RouteView]:
    """Return every road after a settlement, the soonest to close first: open, not yet or closed, and why."""
    return explaining.routes_for(read.case(case_id))


@router.get("/{case_id}/clocks", responses=READ)
def read_clocks(case_id: Id, read: Reads) -> list[ClockView]:
    """Return the clocks of a case, each with its article and its arithmetic."""
    opened = read.case(case_id, groups=("clocks", "adjustments", "firings"))
    return [reading.clock_view(opened, clock) for clock in reading.visible_clocks(opened)]


@router.get("/{case_id}/limitation", responses=READ)
def read_limitation(case_id: Id, read: Reads) -> list[LimitationView]:
    """Return until when each claim can still be brought: the conservative date and that by R17 31, step by step."""
    return limitation.limitation_of(read.db, read.case(case_id, groups=limitation.GROUPS))
