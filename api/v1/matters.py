"""Group matters: opened, read as one sheet; workers pasted in; an act a case with a result for each."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Path, Query, Response

from api.deps import Reads, Write, Writes, answer
from api.v1.matter_schemas import (
    ElectionForm,
    JoinForm,
    MatterActForm,
    MatterActView,
    MatterForm,
    MatterPaperForm,
    MatterRowsView,
    OneCaseForm,
    ReportForm,
    SheetForm,
    SheetView,
)
from api.v1.papers import FORMS, named
from api.v1.regular import regular
from api.v1.routing import DONE, READ, done, given_as
from api.v1.schemas import Id
from mediation.casework import matter_acts, matter_electing, matter_papers, matter_reading, matters, opening, pasting
from mediation.casework.batching import Asked
from mediation.casework.matter_views import MatterPage, MatterView
from mediation.vocabulary import PaperKind

router = APIRouter(prefix="/matters", tags=["matters"], dependencies=[Depends(regular)])
Size = Annotated[int, Query(ge=1, le=100)]
Name = Annotated[str, Path(pattern=r"^[a-z][a-z0-9_]{0,63}$")]


@router.post("", responses=done(MatterActView, status=201), status_code=201)
def open_matter(form: MatterForm, write: Writes) -> Response:
    """Open a matter: its number is given in the same transaction, without gap or double."""
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
    employer = matters.Employer(**form.employer.model_dump())
    return answer(matters.open_matter(write.desk, asked, employer, write.now))


@router.get("", responses=READ)
def list_matters(read: Reads, after: Id | None = None, size: Size = 50) -> MatterPage:
    """Return a page of the matters you may see, newest first."""
    return matter_reading.list_matters(read.db, read.who, read.now, after=after, size=size)


@router.get("/{matter_id}", responses=READ)
def read_matter(matter_id: Id, read: Reads) -> MatterView:
    """Return a matter as one sheet: a line a case, 件 and 人 by how each parted, sums, reports and what is due."""
    return matter_reading.matter_view(read.db, read.desk, read.who, matter_id, read.now)


@router.post("/{matter_id}/workers", responses=done(SheetView))
def paste_workers(matter_id: Id, form: SheetForm, write: Writes) -> Response:
    """Look a pasted sheet through, or open a case for each good line; a bad line stops none."""
    kept = pasting.paste(write.desk, _asked(write), matter_id, form.text, write.now, opens=form.opens)
    return answer(kept)


@router.post("/{matter_id}/cases", responses=DONE)
def join_case(matter_id: Id, form: JoinForm, write: Writes) -> Response:
    """Let a case join; If-Match is the case's version. It leaves by its own act ``leave_matter``."""
    command = write.command(form.case_id, "join_matter", {})
    return answer(matters.join(write.desk, command, matter_id, write.now))


@router.post("/{matter_id}/acts/{name}", responses=done(MatterRowsView))
def act(matter_id: Id, name: Name, form: MatterActForm, write: Writes) -> Response:
    """Do an act of the folder on each case, in a transaction of its own; the answer has a row a case."""
    return _each(matter_id, name, None, form, write)


@router.post("/{matter_id}/moves/{procedure}/{name}", responses=done(MatterRowsView))
def move(matter_id: Id, procedure: Name, name: Name, form: MatterActForm, write: Writes) -> Response:
    """Make a move in each case's newest proceeding of a procedure, each in a transaction of its own."""
    return _each(matter_id, name, procedure, form, write)


@router.post("/{matter_id}/papers", responses=done(MatterRowsView))
def issue_papers(matter_id: Id, form: MatterPaperForm, write: Writes) -> Response:
    """Issue a paper for each case: one worker, one paper, one number."""
    asked_for = matter_acts.MatterAct(
        matter_id=matter_id,
        asked=_asked(write),
        name="issue_paper",
        paper=form.kind,
        cases=_cases(form.cases),
    )
    return answer(matter_acts.act(write.desk, asked_for, write.now))


@router.get("/{matter_id}/papers/{kind}", responses={**READ, **given_as(*FORMS.values())}, response_class=Response)
def print_paper(
    matter_id: Id,
    kind: Literal["amount_confirmation", "wage_sheet", "group_representatives", "group_report"],
    read: Reads,
    form: Annotated[Literal["pdf", "page", "docx"], Query()] = "pdf",
    payer: Annotated[Id | None, Query()] = None,
) -> Response:
    """Return one sheet for all workers of the matter as it would be now; ``payer`` where several pay wages."""
    wanted = PaperKind(kind)
    opened = matters.matter_for(read.db, read.desk, read.who, matter_id, read.now)
    made = matter_papers.printed(read.db, opened, wanted, payer)
    headers = {} if form == "page" else {"Content-Disposition": named(f"{wanted.zh}.{form}", inline=form == "pdf")}
    return Response(getattr(made, form), headers=headers, media_type=FORMS[form])


@router.post("/{matter_id}/representatives", responses=done(MatterRowsView))
def elect(matter_id: Id, form: ElectionForm, write: Writes) -> Response:
    """Record elected representatives and name them in every other case."""
    election = matter_electing.Election(
        matter_id=matter_id,
        asked=_asked(write),
        elected=form.elected,
        elected_for=form.elected_for,
        paper_id=form.paper_id,
    )
    return answer(matter_electing.elect(write.desk, election, write.now))


@router.post("/{matter_id}/reports", responses=done(MatterActView))
def report(matter_id: Id, form: ReportForm, write: Writes) -> Response:
    """Record a report of the group event; no state and no rule stands against it."""
    told = matters.Report(**dict(form))
    return answer(matters.report(write.desk, _asked(write), matter_id, told, write.now))


def _asked(write: Write) -> Asked:
    return Asked(write.who, write.key, write.fingerprint)


def _cases(forms: list[OneCaseForm]) -> tuple[matter_acts.OneCase, ...]:
    return tuple(matter_acts.OneCase(form.case_id, form.answers, form.version) for form in forms)


def _each(matter_id: str, name: str, procedure: str | None, form: MatterActForm, write: Write) -> Response:
    asked_for = matter_acts.MatterAct(
        matter_id=matter_id,
        asked=_asked(write),
        name=name,
        procedure=procedure,
        answers=form.answers,
        cases=_cases(form.cases),
        occurred_at=form.occurred_at,
    )
    return answer(matter_acts.act(write.desk, asked_for, write.now))
