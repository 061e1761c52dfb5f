"""Papers and files: issued and read, uploaded and read back."""

from __future__ import annotations

import urllib.parse
from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Form, Query, Response

from api.deps import Reads, Writes, answer
from api.v1.regular import regular
from api.v1.routing import READ, done, given_as
from api.v1.schemas import FiledView, Id, PaperDueView, PaperForm, UploadForm
from mediation.casework import attachments, listing, papers, reading
from mediation.casework.views import AttachmentView, PaperView
from mediation.errors import NotFound

router = APIRouter(prefix="/cases/{case_id}", tags=["papers and files"], dependencies=[Depends(regular)])
_FILED = {**done(FiledView, status=201), 200: {"model": FiledView, "description": "The same bytes were there before."}}

FORMS = {"pdf": "application/pdf", "page": "text/html", "docx": attachments.MEDIA["docx"]}
"""The forms of a paper, and their media."""


@router.get("/papers", responses=READ)
def list_papers(case_id: Id, read: Reads) -> list[PaperView]:
    """Return the papers issued, each stale if the file no longer says what it says."""
    opened = read.case(case_id)
    background = papers.background_of(read.db, opened)
    return [
        reading.paper_view(opened, paper).model_copy(update={"stale": papers.is_stale(opened, paper, background)})
        for paper in opened.facts.papers
        if opened.may_see_paper(paper)
    ]


@router.get("/papers-due", responses=READ)
def list_papers_due(case_id: Id, read: Reads) -> list[PaperDueView]:
    """Return the papers that were asked for and not issued or attached yet."""
    opened = read.case(case_id, groups=("papers", "attachments"))
    return [PaperDueView.model_validate(due) for due in listing.papers_due(read.db, opened)]


@router.post("/papers", responses=done(status=201), status_code=201)
def issue_paper(case_id: Id, form: PaperForm, write: Writes) -> Response:
    """Issue a paper: its bytes and digest never change afterwards."""
    command = write.command(case_id, "issue_paper", {"party": form.party} if form.party else {})
    return answer(papers.issue(write.desk, command, form.kind, write.now))


@router.get("/papers/{paper_id}", responses={**READ, **given_as(*FORMS.values())}, response_class=Response)
def read_paper(
    case_id: Id, paper_id: Id, read: Reads, form: Annotated[Literal["pdf", "page", "docx"], Query()] = "pdf"
) -> Response:
    """Return the bytes of an issued paper, as PDF/A, as a page or as DOCX; none of them ever changes."""
    paper = papers.issued(read.case(case_id, groups=("papers",)), paper_id)
    kept = {"pdf": paper.pdf_sha256, "page": paper.page_sha256, "docx": paper.docx_sha256}[form]
    headers = {} if form == "page" else {"Content-Disposition": named(f"{paper.kind.zh}.{form}", inline=form == "pdf")}
    return Response(papers.bytes_of(read.db, kept), headers=headers, media_type=FORMS[form])


@router.post("/attachments", responses=_FILED, status_code=201)
def upload(case_id: Id, form: Annotated[UploadForm, Form()], write: Writes) -> Response:
    """Hand in a file: pdf, jpg, png or docx by its content, up to 20 MB. The same bytes twice are one file."""
    answers = {name: value for name, value in (("purpose", form.purpose), ("party", form.party)) if value}
    handed = attachments.Upload(
        content=form.file.file.read(),
        filename=form.file.filename or "",
        kind=form.kind,
        audience=form.audience,
        fact_class=form.fact_class,
        pages=form.pages,
    )
    return answer(attachments.upload(write.desk, write.command(case_id, "upload", answers), handed, write.now))


@router.get("/attachments", responses=READ)
def list_attachments(case_id: Id, read: Reads) -> list[AttachmentView]:
    """Return the files that are for you."""
    opened = read.case(case_id, groups=("attachments", "texts"))
    return [reading.attachment_view(opened, a) for a in opened.facts.attachments if opened.may_see_attachment(a)]


@router.get(
    "/attachments/{attachment_id}", responses={**READ, **given_as(*attachments.MEDIA.values())}, response_class=Response
)
def read_attachment(case_id: Id, attachment_id: Id, read: Reads) -> Response:
    """Return a file's bytes, always as a download."""
    opened = read.case(case_id, groups=("attachments", "texts"))
    for attachment in opened.facts.attachments:
        if attachment.id == attachment_id and opened.may_see_attachment(attachment):
            name = opened.facts.words(attachment.name_id) or attachment.id
            headers = {"Content-Disposition": named(name, inline=False)}
            return Response(papers.bytes_of(read.db, attachment.sha256), headers=headers, media_type=attachment.media)
    raise NotFound("未找到该材料。", "No such file.", code="attachment_not_found")


def named(name: str, *, inline: bool) -> str:
    """Return a Content-Disposition with a file name in any script."""
    return f"{'inline' if inline else 'attachment'}; filename*=UTF-8''{urllib.parse.quote(name, safe='')}"
