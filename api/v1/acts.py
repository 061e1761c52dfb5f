"""Acts and moves: what can be done next and why not, and doing it; corrections and links."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Query, Response

from api.deps import Fingerprint, Key, Now, Session, TheDesk, Version, Who, answer
from api.v1.routing import DONE, READ
from api.v1.schemas import ActForm, CorrectionForm, Id, LinkForm
from mediation.casework import correcting, explaining, linking
from mediation.casework.opened import open_for
from mediation.casework.perform import Command, perform
from mediation.casework.views import MoveView
from mediation.engine import diagram
from mediation.errors import NotFound

router = APIRouter(prefix="/cases/{case_id}", tags=["acts and moves"])
Name = Annotated[str, Path(pattern=r"^[a-z][a-z0-9_]{0,63}$")]
SVG = {200: {"content": {"image/svg+xml": {}}}}


@router.get("/acts", responses=READ)
def list_acts(case_id: Id, desk: TheDesk, db: Session, who: Who, now: Now) -> list[MoveView]:
    """Return the acts of the folder: add a party, log a contact, record a fact …, with every reason why not."""
    opened = open_for(db, desk, who, case_id, now, groups=())
    return explaining.next_steps(db, desk, opened, explaining.proceeding_of(opened, None))


@router.post("/acts/{name}", responses=DONE)
def act(
    case_id: Id,
    name: Name,
    form: ActForm,
    desk: TheDesk,
    who: Who,
    now: Now,
    key: Key,
    version: Version,
    fingerprint: Fingerprint,
) -> Response:
    """Do an act of the folder. Acts that commute (contact, note) need no If-Match."""
    _has_no_door_of_its_own(name)
    return answer(perform(desk, _command(case_id, None, name, form, who, key, version, fingerprint), now))


@router.get("/proceedings/{proceeding_id}/moves", responses=READ)
def list_moves(
    case_id: Id, proceeding_id: Id, desk: TheDesk, db: Session, who: Who, now: Now, others: Annotated[bool, Query()] = False
) -> list[MoveView]:
    """Return every move of a proceeding as it stands for you: permitted, or all the reasons why not."""
    opened = open_for(db, desk, who, case_id, now, groups=())
    proceeding = explaining.proceeding_of(opened, proceeding_id)
    return explaining.next_steps(db, desk, opened, proceeding, others=others)


@router.post("/proceedings/{proceeding_id}/moves/{name}", responses=DONE)
def move(
    case_id: Id,
    proceeding_id: Id,
    name: Name,
    form: ActForm,
    desk: TheDesk,
    who: Who,
    now: Now,
    key: Key,
    version: Version,
    fingerprint: Fingerprint,
) -> Response:
    """Make a move of a proceeding."""
    _has_no_door_of_its_own(name)
    return answer(perform(desk, _command(case_id, proceeding_id, name, form, who, key, version, fingerprint), now))


@router.get("/proceedings/{proceeding_id}/diagram.svg", responses={**READ, **SVG}, response_class=Response)
def draw_proceeding(case_id: Id, proceeding_id: Id, desk: TheDesk, db: Session, who: Who, now: Now) -> Response:
    """Return where a proceeding stands and the path it took, drawn in four columns."""
    opened = open_for(db, desk, who, case_id, now, groups=())
    proceeding = explaining.proceeding_of(opened, proceeding_id)
    path = explaining.path_taken(db, opened, proceeding)
    definition = desk.procedures.known[proceeding.definition]
    return Response(diagram.svg(definition, "zh", path, proceeding.state), media_type="image/svg+xml")


@router.post("/corrections", responses=DONE)
def correct(
    case_id: Id,
    form: CorrectionForm,
    desk: TheDesk,
    who: Who,
    now: Now,
    key: Key,
    version: Version,
    fingerprint: Fingerprint,
) -> Response:
    """Correct a recorded date or answer: the old belief stays readable, clocks are derived again."""
    asked = ActForm(answers={"seq": form.seq, "reason": form.reason})
    command = _command(case_id, None, "correct", asked, who, key, version, fingerprint)
    mistake = correcting.Mistake(seq=form.seq, name=form.name, value=form.value)
    return answer(correcting.correct(desk, command, mistake, now))


@router.post("/links", responses=DONE)
def link(
    case_id: Id, form: LinkForm, desk: TheDesk, who: Who, now: Now, key: Key, version: Version, fingerprint: Fingerprint
) -> Response:
    """Link a case that is a duplicate of this one, or related; you must be on both."""
    asked = ActForm(answers={"kind": form.kind, "reason": form.reason})
    command = _command(case_id, None, "link_case", asked, who, key, version, fingerprint)
    return answer(linking.link(desk, command, form.other_case_id, now))


def _has_no_door_of_its_own(name: str) -> None:
    if name in explaining.SPECIAL:
        raise NotFound(
            f"没有名为“{name}”的操作，请使用专门的地址办理。",
            f"'{name}' has an address of its own.",
            code="unknown_move",
        )


def _command(  # noqa: PLR0913  # what a request carries, gathered once
    case_id: str,
    proceeding_id: str | None,
    name: str,
    form: ActForm,
    who: str,
    key: str,
    version: int | None,
    fingerprint: str,
) -> Command:
    return Command(
        folder_id=case_id,
        proceeding_id=proceeding_id,
        act=name,
        person_id=who,
        answers=form.answers,
        occurred_at=form.occurred_at,
        version=version,
        key=key,
        fingerprint=fingerprint,
    )
