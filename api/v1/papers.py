"""Papers and files: issued and read, uploaded and read back."""

from __future__ import annotations

import urllib.parse
from typing import Annotated, Literal

from fastapi import APIRouter, File, Form, Query, Response, UploadFile

from api.deps import Fingerprint, Key, Now, Session, TheDesk, Version, Who, answer
from api.v1.routing import DONE, READ
from api.v1.schemas import Id, PaperForm
from mediation.casework import attachments, listing, papers, reading
from mediation.casework.opened import open_for
from mediation.casework.perform import Command
from mediation.casework.views import AttachmentView, PaperView
from mediation.errors import NotFound
from mediation.vocabulary import Audience, FactClass, PaperKind

router = APIRouter(prefix="/cases/{case_id}", tags=["papers and files"])
_BYTES = {200: {"content": {"application/pdf": {}, "text/html": {}, "image/jpeg": {}, "image/png": {}}}}


@router.get("/papers", responses=READ)
def list_papers(case_id: Id, desk: TheDesk, db: Session, who: Who, now: Now) -> list[PaperView]:
    """Return the papers issued, each stale if the file no longer says what it says."""
    opened = open_for(db, desk, who, case_id, now)
    names = papers.people_names(db, opened)
    return [
        reading.paper_view(opened, paper).model_copy(update={"stale": papers.is_stale(opened, paper, names)})
        for paper in opened.facts.papers
        if opened.may_see_paper(paper)
    ]


@router.get("/papers-due", responses=READ)
def list_papers_due(case_id: Id, desk: TheDesk, db: Session, who: Who, now: Now) -> list[dict[str, object]]:
    """Return the papers that were asked for and not issued or attached yet."""
    return listing.papers_due(db, open_for(db, desk, who, case_id, now, groups=("papers", "attachments")))


@router.post("/papers", responses=DONE, status_code=201)
def issue_paper(
    case_id: Id, form: PaperForm, desk: TheDesk, who: Who, now: Now, key: Key, version: Version, fingerprint: Fingerprint
) -> Response:
    """Issue a paper: its bytes and digest never change afterwards."""
    command = Command(
        folder_id=case_id,
        act="issue_paper",
        person_id=who,
        answers={},
        version=version,
        key=key,
        fingerprint=fingerprint,
    )
    return answer(papers.issue(desk, command, form.kind, now))


@router.get("/papers/{paper_id}", responses={**READ, **_BYTES}, response_class=Response)
def read_paper(
    case_id: Id,
    paper_id: Id,
    desk: TheDesk,
    db: Session,
    who: Who,
    now: Now,
    form: Annotated[Literal["pdf", "page"], Query()] = "pdf",
) -> Response:
    """Return the bytes of an issued paper, as PDF/A or as a page."""
    opened = open_for(db, desk, who, case_id, now, groups=("papers",))
    paper = papers.issued(opened, paper_id)
    if form == "page":
        return Response(papers.bytes_of(db, paper.page_sha256), media_type="text/html; charset=utf-8")
    headers = {"Content-Disposition": _named(f"{paper.kind.zh}.pdf", inline=True)}
    return Response(papers.bytes_of(db, paper.pdf_sha256), headers=headers, media_type="application/pdf")


@router.post("/attachments", responses=DONE, status_code=201)
def upload(
    case_id: Id,
    desk: TheDesk,
    who: Who,
    now: Now,
    key: Key,
    fingerprint: Fingerprint,
    file: Annotated[UploadFile, File()],
    kind: Annotated[PaperKind, Form()],
    audience: Annotated[Audience, Form()] = Audience.JOINT,
    fact_class: Annotated[FactClass | None, Form()] = None,
    pages: Annotated[int | None, Form(ge=1, le=10000)] = None,
    purpose: Annotated[str | None, Form(max_length=2000)] = None,
    party: Annotated[str | None, Form(max_length=64)] = None,
) -> Response:
    """Hand in a file: pdf, jpg, png or docx by its content, up to 20 MB. The same bytes twice are one file."""
    answers = {name: value for name, value in (("purpose", purpose), ("party", party)) if value}
    command = Command(
        folder_id=case_id, act="upload", person_id=who, answers=answers, key=key, fingerprint=fingerprint
    )
    handed = attachments.Upload(
        content=file.file.read(),
        filename=file.filename or "",
        kind=kind,
        audience=audience,
        fact_class=fact_class,
        pages=pages,
    )
    return answer(attachments.upload(desk, command, handed, now))


@router.get("/attachments", responses=READ)
def list_attachments(case_id: Id, desk: TheDesk, db: Session, who: Who, now: Now) -> list[AttachmentView]:
    """Return the files that are for you."""
    opened = open_for(db, desk, who, case_id, now, groups=("attachments", "texts"))
    return [reading.attachment_view(opened, a) for a in opened.facts.attachments if opened.may_see_attachment(a)]


@router.get("/attachments/{attachment_id}", responses={**READ, **_BYTES}, response_class=Response)
def read_attachment(case_id: Id, attachment_id: Id, desk: TheDesk, db: Session, who: Who, now: Now) -> Response:
    """Return a file's bytes, always as a download."""
    opened = open_for(db, desk, who, case_id, now, groups=("attachments", "texts"))
    for attachment in opened.facts.attachments:
        if attachment.id == attachment_id and opened.may_see_attachment(attachment):
            name = opened.facts.words(attachment.name_id) or attachment.id
            headers = {"Content-Disposition": _named(name, inline=False)}
            return Response(papers.bytes_of(db, attachment.sha256), headers=headers, media_type=attachment.media)
    raise NotFound("未找到该材料。", "No such file.", code="attachment_not_found")


def _named(name: str, *, inline: bool) -> str:
    return f"{'inline' if inline else 'attachment'}; filename*=UTF-8''{urllib.parse.quote(name, safe='')}"


