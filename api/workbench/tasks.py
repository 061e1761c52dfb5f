"""What is to be done on a new case, in any order: done, under way, not begun, not yet possible and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from fastapi import APIRouter
from fastapi.responses import Response

from api.workbench.case_page import FOLDER, MEDIATION, cure_for, headline
from api.workbench.session import Reads
from api.workbench.shell import page
from mediation.casework import explaining
from mediation.casework.opened import Opened
from mediation.casework.views import MoveView, ReasonView
from mediation.facts.folder import Proceeding
from mediation.facts.known import Facts
from mediation.law.wording import Text
from mediation.policy import Resource, no_such_case
from mediation.vocabulary import ConsentAnswer, ConsentSubject, Relation, Side

router = APIRouter(prefix="/cases/{case_id}")
DONE, UNDER_WAY, OPEN, BLOCKED = (
    Text("已完成", "done"), Text("办理中", "under way"), Text("未开始", "not begun"), Text("暂不能办", "not yet"),
)  # fmt: skip
MOVES = ("register", "record_consent", "accept", "assign")
"""The moves of the first days, as tasks."""


@dataclass(frozen=True, slots=True)
class Todo:
    """A task: what, how far, where it is done; ``reasons`` say why not yet."""

    title: Any
    status: Text
    path: str | None
    detail: Text | None = None
    reasons: Sequence[ReasonView] = ()


@router.get("/tasks")
def tasks(case_id: str, read: Reads) -> Response:
    """Show the tasks of a case's first days."""
    opened = read.case(case_id)
    if not opened.reader.may(Resource.FACTS) and not opened.reader.may(Resource.PARTIES):
        raise no_such_case()
    mediation = next((p for p in reversed(opened.mine()) if p.procedure == MEDIATION), None)
    acts = explaining.next_steps(read.visit.db, read.visit.desk, opened, explaining.proceeding_of(opened, None))
    found = _of_file(opened, {act.name for act in acts if act.permitted})
    if mediation is not None and opened.reader.may(Resource.FACTS):
        steps = explaining.next_steps(read.visit.db, read.visit.desk, opened, mediation, others=True)
        found += [_of_move(opened, mediation, step) for name in MOVES for step in steps if step.name == name]
    left = sum(1 for each in found if each.status is not DONE)
    shown = {"mine": opened.reader.relations, "cure": lambda reason: cure_for(opened, reason)}
    return page(read, "tasks.html", **headline(opened), todos=found, left=left, folder=FOLDER, **shown)


def _of_file(opened: Opened, permitted: set[str]) -> list[Todo]:
    facts, base = opened.facts, f"/cases/{opened.case.id}"
    sides = {party.side for party in facts.parties}
    both = {Side.APPLICANT, Side.RESPONDENT} <= sides
    unreached = [p for p in facts.parties if p.side is not Side.THIRD and not facts.words(p.phone_id)]

    def at(act: str, more: str = "") -> str | None:
        return f"{base}/acts/{act}{more}" if act in permitted else None

    first = unreached[0].id if unreached else ""
    return [
        Todo(Text("双方当事人", "Both parties"), _far(both, facts.parties), at("add_party")),
        Todo(
            Text("联系电话、证件号码和地址", "Phones, identity numbers and addresses"),
            _far(bool(facts.parties) and not unreached, len(unreached) < len(facts.parties)),
            at("amend_party", f"?a.party={first}") if facts.parties else None,
            Text(f"{len(unreached)} 人没有电话", f"{len(unreached)} without a phone") if unreached else None,
        ),
        Todo(Text("请求事项和金额", "Claims and amounts"), _far(bool(facts.claims), ()), at("add_claim")),
        Todo(Text("申请书和材料", "Application and materials"), _far(bool(_seen(opened)), ()), f"{base}/papers"),
    ]


def _seen(opened: Opened) -> list[Any]:
    return [file for file in opened.facts.attachments if opened.may_see_attachment(file)]


def _far(is_done: bool, begun: Any) -> Text:
    return DONE if is_done else UNDER_WAY if begun else OPEN


def _of_move(opened: Opened, mediation: Proceeding, step: MoveView) -> Todo:
    is_done = _is_done(opened.facts, step)
    path = f"/cases/{opened.case.id}/do/{mediation.id}/{step.name}"
    if is_done:
        return Todo(step.title, DONE, None)
    if step.permitted:
        return Todo(step.title, OPEN, path)
    return Todo(step.title, BLOCKED, path, reasons=step.reasons)


def _is_done(facts: Facts, step: MoveView) -> bool:
    """Test if a move has had its effect, by whichever of several roads."""
    if step.name == "record_consent":
        said = {c.party_id for c in facts.consents if _consents(c)}
        needed = [p.id for p in facts.parties if p.side is not Side.THIRD]
        return bool(needed) and said >= set(needed)
    if step.name == "assign":
        return any(a.relation is Relation.ASSIGNED_MEDIATOR and a.until is None for a in facts.assignments)
    return any(reason.code == "done_already" for reason in step.reasons) or any(
        answer.act == step.name for answer in facts.answers
    )


def _consents(consent: Any) -> bool:
    return consent.subject is ConsentSubject.MEDIATION and consent.answer is ConsentAnswer.AGREED
