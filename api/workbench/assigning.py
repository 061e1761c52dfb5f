"""Assigning a case: everybody who may be named, with load and conflicts of interest beside the name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from fastapi import APIRouter
from fastapi.responses import Response

from api.errors import status_of
from api.workbench.case_page import headline
from api.workbench.posted import AGAIN, VERSION, Posted, key_of
from api.workbench.problems import told
from api.workbench.session import Read, Reads, Writes
from api.workbench.shell import done, page
from api.workbench.supervise import head_of
from mediation.casework import workload
from mediation.casework.explaining import next_steps
from mediation.casework.opened import Opened
from mediation.casework.perform import Command, perform
from mediation.casework.views import MoveView
from mediation.errors import BadInput, MediationError, MoveRefused, NotPermitted, Problem, StaleVersion
from mediation.facts.folder import Proceeding

router = APIRouter(prefix="/supervise/assign")
MEDIATION = "labour_mediation"


@dataclass(frozen=True)
class Assigning:
    """A case to be assigned, by which move: the first mediator by ``assign``, another one by ``reassign``."""

    read: Read
    opened: Opened
    proceeding: Proceeding | None
    step: MoveView


@router.get("/{case_id}")
def choose(case_id: str, read: Reads) -> Response:
    """Show who may take the case."""
    return _shown(_assigning(read, case_id))


@router.post("/{case_id}")
def assign(case_id: str, write: Writes) -> Response:
    """Assign the case."""
    posted, visit = write.posted, write.visit
    found = _assigning(write.reads, case_id)
    if posted.get(AGAIN):
        return _shown(found, posted)
    try:
        perform(visit.desk, _command(found, posted), visit.now)
    except (BadInput, MoveRefused, NotPermitted, StaleVersion) as error:
        return _shown(_assigning(write.reads, case_id), posted, error)
    number = found.opened.case.number
    return done(visit.request, "/supervise/waiting", (f"已分派：{number}。", f"Assigned: {number}."))


def _assigning(read: Read, ref: str) -> Assigning:
    head_of(read)
    opened, visit = read.case(ref), read.visit
    running = [p for p in opened.mine() if p.procedure == MEDIATION and not p.ended]
    proceeding = running[-1] if running else None
    if proceeding is not None:
        for step in next_steps(visit.db, visit.desk, opened, proceeding):
            if step.name == "assign" and proceeding.state == "accepted":
                return Assigning(read, opened, proceeding, step)
    folder = next(p for p in opened.facts.proceedings if p.procedure == "case_folder")
    steps = next_steps(visit.db, visit.desk, opened, folder, others=True)
    return Assigning(read, opened, None, next(step for step in steps if step.name == "reassign"))


def _command(found: Assigning, posted: Posted) -> Command:
    chosen, reason, version = posted.get("mediator"), posted.get("reason").strip(), posted.get(VERSION)
    wrong = []
    if not chosen:
        wrong.append(Problem("mediator", "missing", "请选择调解员。", "Choose a mediator."))
    if found.proceeding is None and not reason:
        wrong.append(Problem("reason", "missing", "请写明改派的理由。", "Say why the case goes to another."))
    if wrong:
        raise BadInput(wrong)
    answers: dict[str, Any] = {"mediator": chosen}
    if found.proceeding is None:
        answers["reason"] = reason
    if posted.get("different_person"):
        answers["different_person"] = True
    return Command(
        folder_id=found.opened.case.id,
        act=found.step.name,
        person_id=found.read.me.person_id,
        answers=answers,
        key=key_of(posted),
        fingerprint=posted.fingerprint(),
        proceeding_id=found.proceeding.id if found.proceeding else None,
        version=int(version) if version.isascii() and version.isdigit() and len(version) < 10 else None,
    )


def _shown(found: Assigning, posted: Posted | None = None, error: MediationError | None = None) -> Response:
    opened = found.opened
    return page(
        found.read,
        "supervise/assign.html",
        status_of(error) if error else 200,
        **headline(opened),
        step=found.step,
        first=found.proceeding is not None,
        candidates=workload.candidates(found.read.visit.db, opened),
        error=told(error, found.read.visit.request) if error else None,
        wrong=[(problem.where, problem) for problem in error.problems] if isinstance(error, BadInput) else [],
        chosen=posted.get("mediator") if posted else "",
        reason=posted.get("reason") if posted else "",
        key=key_of(posted),
        version=opened.folder.version,
    )
