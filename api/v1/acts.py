"""Acts and moves: what can be done next and why not, and doing it; corrections and links."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Path, Query, Response

from api.deps import Reads, Writes, answer
from api.v1.regular import regular
from api.v1.routing import DONE, READ, given_as
from api.v1.schemas import ActForm, CorrectionForm, Id, LinkForm
from mediation.casework import correcting, explaining, linking
from mediation.casework.perform import perform
from mediation.casework.views import MoveView
from mediation.engine import diagram
from mediation.errors import NotFound

router = APIRouter(prefix="/cases/{case_id}", tags=["acts and moves"], dependencies=[Depends(regular)])
Name = Annotated[str, Path(pattern=r"^[a-z][a-z0-9_]{0,63}$")]


@router.get("/acts", responses=READ)
def list_acts(case_id: Id, read: Reads) -> list[MoveView]:
    """Return the acts of the folder: add a party, log a contact, record a fact …, with every reason why not."""
    opened = read.case(case_id, groups=())
    return explaining.next_steps(read.db, read.desk, opened, explaining.proceeding_of(opened, None))


@router.post("/acts/{name}", responses=DONE)
def act(case_id: Id, name: Name, form: ActForm, write: Writes) -> Response:
    """Do an act of the folder. Acts that commute (contact, note) need no If-Match."""
    _has_no_door_of_its_own(name)
    command = write.command(case_id, name, form.answers, occurred_at=form.occurred_at)
    return answer(perform(write.desk, command, write.now))


@router.get("/proceedings/{proceeding_id}/moves", responses=READ)
def list_moves(case_id: Id, proceeding_id: Id, read: Reads, others: Annotated[bool, Query()] = False) -> list[MoveView]:
    """Return every move of a proceeding as it stands for you: permitted, or all the reasons why not."""
    opened = read.case(case_id, groups=())
    proceeding = explaining.proceeding_of(opened, proceeding_id)
    return explaining.next_steps(read.db, read.desk, opened, proceeding, others=others)


@router.post("/proceedings/{proceeding_id}/moves/{name}", responses=DONE)
def move(case_id: Id, proceeding_id: Id, name: Name, form: ActForm, write: Writes) -> Response:
    """Make a move of a proceeding."""
    _has_no_door_of_its_own(name)
    command = write.command(case_id, name, form.answers, proceeding_id=proceeding_id, occurred_at=form.occurred_at)
    return answer(perform(write.desk, command, write.now))


@router.get(
    "/proceedings/{proceeding_id}/diagram.svg", responses={**READ, **given_as("image/svg+xml")}, response_class=Response
)
def draw_proceeding(case_id: Id, proceeding_id: Id, read: Reads) -> Response:
    """Return where a proceeding stands and the path it took, drawn in four columns."""
    opened = read.case(case_id, groups=())
    proceeding = explaining.proceeding_of(opened, proceeding_id)
    path = explaining.path_taken(read.db, opened, proceeding)
    definition = read.desk.procedures.known[proceeding.definition]
    return Response(diagram.svg(definition, "zh", path, proceeding.state), media_type="image/svg+xml")


@router.post("/corrections", responses=DONE)
def correct(case_id: Id, form: CorrectionForm, write: Writes) -> Response:
    """Correct a recorded date or answer: the old belief stays readable, clocks are derived again."""
    command = write.command(case_id, "correct", {"seq": form.seq, "reason": form.reason})
    mistake = correcting.Mistake(seq=form.seq, name=form.name, value=form.value)
    return answer(correcting.correct(write.desk, command, mistake, write.now))


@router.post("/links", responses=DONE)
def link(case_id: Id, form: LinkForm, write: Writes) -> Response:
    """Link a case that is a duplicate of this one, or related; you must be on both."""
    command = write.command(case_id, "link_case", {"kind": form.kind.value, "reason": form.reason})
    return answer(linking.link(write.desk, command, form.other_case_id, write.now))


def _has_no_door_of_its_own(name: str) -> None:
    if name in explaining.SPECIAL:
        raise NotFound(
            f"没有名为“{name}”的操作，请使用专门的地址办理。",
            f"'{name}' has an address of its own.",
            code="unknown_move",
        )
