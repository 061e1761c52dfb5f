"""Papers and files of a case from its page: issued, handed in, read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Annotated, Literal

from fastapi import APIRouter, Query
from fastapi.responses import Response

from api.v1.papers import named
from api.workbench.case_page import Tab
from api.workbench.posted import BACK, VERSION, key_of
from api.workbench.problems import problem_page
from api.workbench.session import Reads, Write, Writes
from api.workbench.shell import done
from mediation.casework import attachments, papers
from mediation.casework.keys import Kept
from mediation.casework.perform import Command
from mediation.errors import BadInput, MediationError, NotFound, Problem
from mediation.vocabulary import Audience, PaperKind

router = APIRouter(prefix="/cases/{case_id}")


@router.get("/papers/{paper_id}")
def read_paper(
    case_id: str, paper_id: str, read: Reads, form: Annotated[Literal["pdf", "page", "docx"], Query()] = "pdf"
) -> Response:
    """Return an issued paper: as PDF/A, as a page, or as a document for Word and WPS."""
    paper = papers.issued(read.case(case_id, ("papers",)), paper_id)
    kept, media = {
        "pdf": (paper.pdf_sha256, "application/pdf"),
        "page": (paper.page_sha256, "text/html; charset=utf-8"),
        "docx": (paper.docx_sha256, attachments.MEDIA["docx"]),
    }[form]
    name = named(f"{paper.kind.zh}.{form}", inline=form == "pdf")
    headers = {} if form == "page" else {"Content-Disposition": name}
    return Response(papers.bytes_of(read.visit.db, kept), headers=headers, media_type=media)


@router.get("/files/{attachment_id}")
def read_file(case_id: str, attachment_id: str, read: Reads) -> Response:
    """Return a file, always as a download."""
    opened = read.case(case_id, ("attachments", "texts"))
    for attachment in opened.facts.attachments:
        if attachment.id == attachment_id and opened.may_see_attachment(attachment):
            name = opened.facts.words(attachment.name_id) or attachment.id
            headers = {"Content-Disposition": named(name, inline=False)}
            return Response(
                papers.bytes_of(read.visit.db, attachment.sha256), headers=headers, media_type=attachment.media
            )
    raise NotFound("未找到该材料。", "No such file.", code="attachment_not_found")


@router.post("/papers")
def issue(case_id: str, write: Writes) -> Response:
    """Issue a paper."""
    kind = _listed(write.posted.get("kind"))
    said = {"party": write.posted.get("party")} if write.posted.get("party") else {}

    def work(command: Command) -> Kept:
        return papers.issue(write.visit.desk, command, kind, write.visit.now)

    return _filed(write, case_id, "issue_paper", said, work, (f"已制作《{kind.zh}》。", f"Issued: {kind.en}."))


@router.post("/files")
def upload(case_id: str, write: Writes) -> Response:
    """Hand in a file."""
    posted = write.posted
    kind, file = _listed(posted.get("kind")), posted.files.get("file")
    content = file.file.read() if file else b""
    if not file or not content:
        raise BadInput([Problem("file", "missing", "请选择要上传的文件。", "Choose a file.")])
    handed = attachments.Upload(
        content=content,
        filename=file.filename or "",
        kind=kind,
        audience=Audience(posted.get("audience")) if posted.get("audience") in set(Audience) else Audience.JOINT,
    )
    said = {name: posted.get(name) for name in ("purpose", "party") if posted.get(name)}
    handed = replace(handed, pages=_pages(posted.get("pages"), handed.filename))

    def work(command: Command) -> Kept:
        return attachments.upload(write.visit.desk, command, handed, write.visit.now)

    return _filed(write, case_id, "upload", said, work, (f"已收到{kind.zh}。", f"Received: {kind.en}."))


def _pages(text: str, filename: str) -> int | None:
    """How many pages were counted; a picture is one."""
    if text:
        if not (text.isascii() and text.isdigit() and 0 < int(text) < 10_000):
            raise BadInput([Problem("pages", "bad_integer", "页数应为 1 至 9999 的整数。", "Pages: 1 to 9999.")])
        return int(text)
    return 1 if filename.lower().endswith((".png", ".jpg", ".jpeg")) else None


def _filed(
    write: Write, case_id: str, act: str, said: dict[str, str], work: Callable[[Command], Kept], told: tuple[str, str]
) -> Response:
    posted, opened = write.posted, write.reads.case(case_id, ())
    version = posted.get(VERSION)
    command = Command(
        folder_id=opened.case.id,
        act=act,
        person_id=write.me.person_id,
        answers=said,
        key=key_of(posted),
        fingerprint=posted.fingerprint(),
        version=int(version) if version.isascii() and version.isdigit() and len(version) < 10 else None,
    )
    try:
        work(command)
    except MediationError as error:
        return problem_page(error, write.visit.request)
    tab = posted.get(BACK) if posted.get(BACK) in set(Tab) else Tab.PAPERS
    return done(write.visit.request, f"/cases/{opened.case.id}/{tab}", told)


def _listed(kind: str) -> PaperKind:
    if kind not in set(PaperKind):
        raise BadInput([Problem("kind", "bad_choice", "请选择文书（材料）种类。", "Choose a kind of paper.")])
    return PaperKind(kind)
