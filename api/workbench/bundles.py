"""The two files of a case on a page: what is in each and what it lacks, and each bound as one PDF."""

from __future__ import annotations

from fastapi import APIRouter
from fastapi.responses import Response

from api.v1.papers import named
from api.workbench.session import Reads
from api.workbench.shell import page
from mediation.casework.case_file import FileKind, catalogue
from mediation.casework.case_file_bound import bound
from mediation.errors import NotFound
from mediation.policy import Resource

router = APIRouter(prefix="/cases/{case_id}/bundle")


@router.get("/{which}.pdf")
def read_bound(case_id: str, which: str, read: Reads) -> Response:
    """Return a file bound as one PDF, as it stands."""
    kind, opened = _kind(which), read.case(case_id)
    headers = {"Content-Disposition": named(f"{opened.case.number}{kind.zh}.pdf", inline=True)}
    return Response(bound(read.visit.db, opened, kind), headers=headers, media_type="application/pdf")


@router.get("/{which}")
def show(case_id: str, which: str, read: Reads) -> Response:
    """Show what is in a file, page by page, and what it lacks as the case stands."""
    opened = read.case(case_id)
    kind = _kind(which)
    found = catalogue(read.visit.db, opened, kind)
    kinds = list(FileKind) if opened.reader.may(Resource.FACTS) else [FileKind.TRANSFER]
    return page(read, "bundle.html", file=found, kind=kind, kinds=kinds, case_id=opened.case.id)


def _kind(which: str) -> FileKind:
    if which not in set(FileKind):
        raise NotFound("没有这个地址。", "There is no such address.")
    return FileKind(which)
