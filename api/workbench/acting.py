"""Any act of a case as a form: asked by its procedure, kept on error, checked if it cannot be undone, filed once."""

from __future__ import annotations

import json
import re
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from fastapi import APIRouter
from fastapi.responses import Response

from api.errors import status_of
from api.workbench.case_page import Tab, cure_for, headline
from api.workbench.fields import Field, Typed, answers, fields, flat, typed
from api.workbench.posted import ADD, AGAIN, BACK, CHECKED, THEN, TOKEN, VERSION, Posted, key_of
from api.workbench.problems import told
from api.workbench.session import Read, Reads, Write, Writes
from api.workbench.shell import done, page
from mediation.casework import asking, papers
from mediation.casework.choices import choices_for
from mediation.casework.explaining import next_steps, proceeding_of
from mediation.casework.keys import Kept
from mediation.casework.opened import Opened
from mediation.casework.perform import Command, perform
from mediation.casework.values import parse_instant
from mediation.casework.views import MoveView
from mediation.engine.definition import Move
from mediation.errors import (
    BadInput,
    KeyReused,
    MediationError,
    MoveRefused,
    NotFound,
    NotPermitted,
    Problem,
    StaleVersion,
)
from mediation.facts.folder import Proceeding
from mediation.vocabulary import PaperKind

router = APIRouter(prefix="/cases/{case_id}")
OCCURRED = "_occurred"


@dataclass(frozen=True)
class Form:
    """A move of a case on its way: who reads, where the case stands, what was typed."""

    read: Read
    opened: Opened
    proceeding: Proceeding
    view: MoveView
    move: Move
    typed: Typed
    key: str
    version: str
    occurred: str = ""
    add: str = ""
    back: str = ""
    then: str = ""

    @property
    def path(self) -> str:
        """The address of the form."""
        return form_path(self.opened.case.id, self.proceeding, self.view.name)


def form_path(case_id: str, proceeding: Proceeding, name: str) -> str:
    """Return the address of the form of a move, or of an act of the folder."""
    if proceeding.procedure == "case_folder":
        return f"/cases/{case_id}/acts/{name}"
    return f"/cases/{case_id}/do/{proceeding.id}/{name}"


@router.get("/acts/{name}")
def ask_act(case_id: str, name: str, read: Reads) -> Response:
    """Show the form of an act of the folder."""
    return show_form(form_for(read, case_id, None, name))


@router.post("/acts/{name}")
def act(case_id: str, name: str, write: Writes) -> Response:
    """Do an act of the folder."""
    return _submit(write, case_id, None, name)


@router.get("/do/{proceeding_id}/{name}")
def ask_move(case_id: str, proceeding_id: str, name: str, read: Reads) -> Response:
    """Show the form of a move."""
    return show_form(form_for(read, case_id, proceeding_id, name))


@router.post("/do/{proceeding_id}/{name}")
def move(case_id: str, proceeding_id: str, name: str, write: Writes) -> Response:
    """Make a move."""
    return _submit(write, case_id, proceeding_id, name)


def form_for(
    read: Read,
    ref: str,
    proceeding_id: str | None,
    name: str,
    posted: Posted | None = None,
    prefilled: Mapping[str, str] | None = None,
) -> Form:
    """Return the form of a move, holding what was sent, else what it is filled in with, else what its address says.

    Raises:
        NotFound: no such case, proceeding or step for this reader.
    """
    opened = read.case(ref)
    proceeding = proceeding_of(opened, proceeding_id)
    visit = read.visit
    steps = next_steps(visit.db, visit.desk, opened, proceeding, others=True)
    view = next((step for step in steps if step.name == name), None)
    if view is None:
        raise NotFound("没有这一办理事项，请从案件页面选择。", "There is no such step.", code="unknown_move")
    definition = visit.desk.procedures.known[proceeding.definition].moves[name]
    sent = posted.fields if posted else prefilled or dict(visit.request.query_params)
    return Form(
        read,
        opened,
        proceeding,
        view,
        definition,
        typed(definition.asks, sent),
        key=key_of(posted),
        version=(posted.get(VERSION) if posted else "") or str(opened.folder.version),
        occurred=posted.get(OCCURRED) if posted else "",
        add=posted.get(ADD) if posted else "",
        back=sent.get(BACK, ""),
        then=sent.get(THEN, ""),
    )


def show_form(form: Form, error: MediationError | None = None, template: str = "act.html", **more: Any) -> Response:
    """Show the form of a move; ``template`` where the page around it is one of its own."""
    problems = _plainly(error.problems) if isinstance(error, BadInput) else []
    shown = fields(
        form.move.asks, form.typed, choices_for(form.read.visit.db, form.opened, form.move), problems, more=form.add
    )
    said = told(error, form.read.visit.request) if error else {"error": None, "reasons": form.view.reasons}
    variables = {
        **headline(form.opened),
        **_of(form, shown),
        "error": said["error"],
        "reasons": said["reasons"],
        "summary": _summary(shown, problems),
        "changes": [],
        **more,
    }
    return page(form.read, template, status_of(error) if error else 200, **variables)


def _plainly(problems: Sequence[Problem]) -> list[Problem]:
    """Leave out the names of fields: on a page a field is known by its title."""
    return [replace(problem, zh=re.sub(r"（[a-z_]+）", "", problem.zh)) for problem in problems]


def _of(form: Form, shown: list[Field]) -> dict[str, Any]:
    return {
        "form": form,
        "mine": form.opened.reader.relations,
        "cure": lambda reason: cure_for(form.opened, reason),
        "move": form.view,
        "fields": shown,
        "occurred": form.occurred,
        "makes": [PaperKind(kind) for kind in form.move.papers.makes],
        "requires": [PaperKind(kind) for kind in form.move.papers.requires],
    }


def _summary(shown: list[Field], problems: list[Problem]) -> list[tuple[str | None, Problem]]:
    places = {id(problem): one.target for one in flat(shown) for problem in one.problems}
    return [(places.get(id(problem)), problem) for problem in problems]


def _submit(write: Write, ref: str, proceeding_id: str | None, name: str) -> Response:
    posted = write.posted
    form = form_for(write.reads, ref, proceeding_id, name, posted)
    if posted.get(AGAIN) or posted.get(ADD):
        return show_form(form)
    try:
        command = _command(form, posted)
        asking.read(form.move.asks, command.answers, str(uuid.uuid4()))
        if form.move.irreversible and form.view.permitted and not posted.get(CHECKED):
            return _check(form, posted)
        kept = perform(write.visit.desk, command, write.visit.now)
    except StaleVersion as error:
        return show_form(replace(form, version=str(error.version)), error, changes=error.changes)
    except KeyReused as error:
        return show_form(replace(form, key=uuid.uuid4().hex), _filed_before(error))
    except (BadInput, MoveRefused, NotPermitted) as error:
        return show_form(form, error)
    said = _done(form, kept)
    if form.then in form.move.papers.makes:
        said.append(_issued(form, posted, kept))
    tab = f"/{form.back}" if form.back in set(Tab) else ""
    return done(write.visit.request, f"/cases/{form.opened.case.id}{tab}", *said)


def _issued(form: Form, posted: Posted, kept: Kept) -> tuple[str, str]:
    """Issue the paper that goes with the move, on the version the move made; what stands against it is said."""
    kind, visit = PaperKind(form.then), form.read.visit
    command = Command(
        folder_id=form.opened.case.id,
        act="issue_paper",
        person_id=form.read.me.person_id,
        answers={},
        key=f"{form.key[:60]}then",
        fingerprint=posted.fingerprint(),
        version=json.loads(kept.answer)["version"],
    )
    try:
        papers.issue(visit.desk, command, kind, visit.now)
    except MediationError as error:
        return (f"《{kind.zh}》尚未制作：{error.zh}请在“文书”中制作。", f"The {kind.en} is not issued yet: {error.en}")
    return (f"已制作《{kind.zh}》，见“文书”。", f"Issued: {kind.en}; see the papers.")


def _command(form: Form, posted: Posted) -> Command:
    version = form.version if form.version.isascii() and form.version.isdigit() and len(form.version) < 10 else None
    return Command(
        folder_id=form.opened.case.id,
        act=form.view.name,
        person_id=form.read.me.person_id,
        answers=answers(form.move.asks, form.typed),
        key=form.key,
        fingerprint=posted.fingerprint(),
        proceeding_id=None if form.proceeding.procedure == "case_folder" else form.proceeding.id,
        occurred_at=_occurred(form.occurred),
        version=int(version) if version is not None else None,
    )


def _occurred(text: str) -> datetime | None:
    if not text:
        return None
    try:
        return parse_instant(f"{text}+08:00").astimezone(UTC)
    except ValueError:
        zh = "“实际办理时间”应为真实存在的时间，请重新选择。"
        raise BadInput([Problem(OCCURRED, "bad_time", zh, "Choose a real date and time.")]) from None


def _check(form: Form, posted: Posted) -> Response:
    """Show what is about to be done once more, before it cannot be undone."""
    shown = fields(form.move.asks, form.typed, choices_for(form.read.visit.db, form.opened, form.move))
    hidden = [(name, text) for name, text in posted.fields.items() if name not in {TOKEN, CHECKED}]
    return page(form.read, "check.html", **headline(form.opened), **_of(form, shown), hidden=hidden)


def _filed_before(error: KeyReused) -> MediationError:
    zh = "这份表单先前已经办理成功。如确需再办一次，请核对内容后重新提交。"
    return KeyReused(
        zh, "This form was filed before. To file it once more, check it and send it again.", code=error.code
    )


def _done(form: Form, kept: Kept) -> list[tuple[str, str]]:
    told_of = json.loads(kept.answer)
    title = form.view.title
    said = [(f"已办理：{title.zh}。", f"Done: {title.en}.")]
    for step in told_of["steps"]:
        said += [(warning["zh"], warning["en"]) for warning in step["warnings"]]
        due = [PaperKind(kind) for kind in step["papers_due"] if kind != form.then]
        if due:
            papers = "、".join(f"《{kind.zh}》" for kind in due)
            said.append((f"应制作{papers}，见“文书”。", f"To be issued: {', '.join(kind.en for kind in due)}."))
    return said
