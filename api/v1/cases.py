"""Cases: opened, listed, read; their history and clocks."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Response

from api.deps import Fingerprint, Key, Now, Session, TheDesk, Who, answer
from api.v1.routing import DONE, READ
from api.v1.schemas import CaseForm, Id
from mediation.casework import listing, opening, papers, reading
from mediation.casework.opened import open_for
from mediation.casework.views import CasePage, CaseView, ClockView, EventView

router = APIRouter(prefix="/cases", tags=["cases"])
Size = Annotated[int, Query(ge=1, le=100)]


@router.post("", responses=DONE, status_code=201)
def open_case(form: CaseForm, desk: TheDesk, who: Who, now: Now, key: Key, fingerprint: Fingerprint) -> Response:
    """Open a case: its number is given in the same transaction, without gap or double."""
    asked = opening.Opening(
        person_id=who,
        organisation_id=form.organisation_id,
        source=form.source,
        nature=form.nature,
        cause=form.cause,
        occurred_at=form.occurred_at,
        key=key,
        fingerprint=fingerprint,
    )
    return answer(opening.open_case(desk, asked, now))


@router.get("", responses=READ)
def list_cases(db: Session, who: Who, now: Now, after: Id | None = None, size: Size = 50) -> CasePage:
    """Return a page of the cases you may see, newest first."""
    return listing.list_cases(db, who, now, after=after, size=size)


@router.get("/{case_id}", responses=READ)
def read_case(case_id: Id, desk: TheDesk, db: Session, who: Who, now: Now, response: Response) -> CaseView:
    """Return a case as you may see it; the ETag is the version to send back as If-Match."""
    opened = open_for(db, desk, who, case_id, now)
    response.headers["ETag"] = f'"{opened.folder.version}"'
    names = papers.people_names(db, opened)
    view = reading.case_view(opened)
    shown = [
        paper.model_copy(update={"stale": papers.is_stale(opened, papers.issued(opened, paper.id), names)})
        for paper in view.papers
    ]
    return view.model_copy(update={"papers": shown, "papers_due": listing.papers_due(db, opened)})


@router.get("/{case_id}/events", responses=READ)
def read_history(
    case_id: Id, desk: TheDesk, db: Session, who: Who, now: Now, after: Annotated[int, Query(ge=0)] = 0, size: Size = 100
) -> list[EventView]:
    """Return what happened, oldest first, from after an event's number on."""
    opened = open_for(db, desk, who, case_id, now, groups=())
    return listing.history(db, desk, opened, after=after, size=size)


@router.get("/{case_id}/clocks", responses=READ)
def read_clocks(case_id: Id, desk: TheDesk, db: Session, who: Who, now: Now) -> list[ClockView]:
    """Return the clocks of a case, each with its article and its arithmetic."""
    opened = open_for(db, desk, who, case_id, now, groups=("clocks", "adjustments", "firings"))
    return [reading.clock_view(opened, clock) for clock in reading.visible_clocks(opened)]
