"""What everybody signed in may look up: procedures and drawings, time limits with their arithmetic, who they are."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Path, Query, Response

from api.deps import Reads, TheDesk, Who, Writes, answer
from api.v1.regular import regular
from api.v1.routing import READ, done, given_as, problems
from api.v1.schemas import (
    Day,
    Id,
    JoinedView,
    LeftView,
    LimitView,
    PersonForm,
    PersonView,
    ReasonForm,
    WorkflowView,
)
from mediation.casework import staff
from mediation.casework.telling import limit_told
from mediation.casework.views import Title
from mediation.engine import diagram

router = APIRouter(tags=["reference"], dependencies=[Depends(regular)])
Name = Annotated[str, Path(pattern=r"^[a-z][a-z0-9_]{0,63}$")]
Ref = Annotated[str, Path(pattern=r"^[A-Za-z][A-Za-z0-9_]{0,63}$")]


@router.get("/workflows", responses=READ)
def list_workflows(desk: TheDesk, _who: Who) -> list[WorkflowView]:
    """Return the procedures in their current editions."""
    return [
        WorkflowView(
            procedure=d.procedure, edition=d.edition, digest=d.digest, title=Title(zh=d.title.zh, en=d.title.en)
        )
        for d in desk.procedures.current.values()
    ]


@router.get("/workflows/{name}", responses=READ)
def read_workflow(name: Name, desk: TheDesk, _who: Who) -> dict[str, Any]:
    """Return a procedure whole, as data."""
    return desk.procedures.named(name).model_dump(mode="json")


@router.get(
    "/workflows/{name}/diagram.svg",
    responses={**READ, **given_as("image/svg+xml")},
    response_class=Response,
)
def draw_workflow(name: Name, desk: TheDesk, _who: Who) -> Response:
    """Return a procedure drawn in four columns."""
    return Response(diagram.svg(desk.procedures.named(name), "zh"), media_type="image/svg+xml")


@router.get("/workflows/{name}/diagram.mmd", responses={**READ, **given_as("text/plain")}, response_class=Response)
def write_workflow(name: Name, desk: TheDesk, _who: Who) -> Response:
    """Return a procedure as Mermaid."""
    return Response(diagram.mermaid(desk.procedures.named(name)), media_type="text/plain; charset=utf-8")


@router.get("/time-limits/{ref}", responses={**READ, **problems(409)})
def explain_limit(
    ref: Ref,
    desk: TheDesk,
    _who: Who,
    start: Annotated[Day, Query(alias="from", examples=["2026-08-03"])],
    edition: Annotated[Day | None, Query()] = None,
) -> LimitView:
    """Return what a time limit comes to from a day on: raw and effective last day, article, every step counted."""
    return LimitView.model_validate(limit_told(desk.limits, desk.calendar, ref, start, edition))


@router.get("/me", responses=READ)
def read_me(read: Reads) -> PersonView:
    """Return who you are, and what you are where."""
    return PersonView.model_validate(staff.person_told(read.db, read.who, read.now))


@router.post("/people", responses=done(JoinedView, status=201), status_code=201)
def add_person(form: PersonForm, write: Writes) -> Response:
    """Add a person to an organisation; an operator hands out their token (`mediation user token`)."""
    asked = staff.Joining(by=write.who, key=write.key, fingerprint=write.fingerprint)
    return answer(staff.join(write.desk, asked, form.organisation_id, form.name, form.role, write.now))


@router.post("/people/{person_id}/disable", responses=done(LeftView))
def disable_person(person_id: Id, form: ReasonForm, write: Writes) -> Response:
    """Disable a person: nothing is theirs from now on, their tokens end at once."""
    asked = staff.Joining(by=write.who, key=write.key, fingerprint=write.fingerprint)
    return answer(staff.leave(write.desk, asked, person_id, form.reason, write.now))
