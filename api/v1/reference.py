"""What everybody signed in may look up: procedures and their drawings, time limits with their arithmetic, who they are."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Path, Query, Response

from api.deps import Fingerprint, Key, Now, Session, TheDesk, Who, answer
from api.v1.routing import DONE, READ
from api.v1.schemas import Id, PersonForm, PersonView, ReasonForm, WorkflowView
from mediation.casework import staff
from mediation.casework.telling import limit_told
from mediation.casework.views import Title
from mediation.engine import diagram

router = APIRouter(tags=["reference"])
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
    responses={**READ, 200: {"content": {"image/svg+xml": {}}}},
    response_class=Response,
)
def draw_workflow(name: Name, desk: TheDesk, _who: Who) -> Response:
    """Return a procedure drawn in four columns."""
    return Response(diagram.svg(desk.procedures.named(name), "zh"), media_type="image/svg+xml")


@router.get(
    "/workflows/{name}/diagram.mmd", responses={**READ, 200: {"content": {"text/plain": {}}}}, response_class=Response
)
def write_workflow(name: Name, desk: TheDesk, _who: Who) -> Response:
    """Return a procedure as Mermaid."""
    return Response(diagram.mermaid(desk.procedures.named(name)), media_type="text/plain; charset=utf-8")


@router.get("/time-limits/{ref}", responses=READ)
def explain_limit(
    ref: Ref,
    desk: TheDesk,
    _who: Who,
    start: Annotated[date, Query(alias="from")],
    edition: Annotated[date | None, Query()] = None,
) -> dict[str, Any]:
    """Return what a time limit comes to from a day on: raw and effective last day, article, every step counted."""
    return limit_told(desk.limits, desk.calendar, ref, start, edition)


@router.get("/me", responses=READ)
def read_me(db: Session, who: Who, now: Now) -> PersonView:
    """Return who you are, and what you are where."""
    return PersonView.model_validate(staff.person_told(db, who, now))


@router.post("/people", responses=DONE, status_code=201)
def add_person(form: PersonForm, desk: TheDesk, who: Who, now: Now, key: Key, fingerprint: Fingerprint) -> Response:
    """Add a person to an organisation and hand out their first token, once."""
    asked = staff.Joining(by=who, key=key, fingerprint=fingerprint)
    return answer(staff.join(desk, asked, form.organisation_id, form.name, form.role, now))


@router.post("/people/{person_id}/disable", responses=DONE)
def disable_person(
    person_id: Id, form: ReasonForm, desk: TheDesk, who: Who, now: Now, key: Key, fingerprint: Fingerprint
) -> Response:
    """Disable a person: nothing is theirs from now on, their tokens end at once."""
    asked = staff.Joining(by=who, key=key, fingerprint=fingerprint)
    return answer(staff.leave(desk, asked, person_id, now))
