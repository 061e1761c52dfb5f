"""The two files of a case: catalogues with what they lack, and each bound as one PDF."""

from __future__ import annotations

from fastapi import APIRouter, Depends, Response

from api.deps import Reads
from api.v1.papers import named
from api.v1.regular import regular
from api.v1.routing import READ, given_as
from api.v1.schemas import Id
from mediation.casework.case_file import CaseFileView, FileKind, catalogue
from mediation.casework.case_file_bound import bound

router = APIRouter(prefix="/cases/{case_id}/files", tags=["papers and files"], dependencies=[Depends(regular)])


@router.get("/{which}.pdf", responses={**READ, **given_as("application/pdf")}, response_class=Response)
def read_file(case_id: Id, which: FileKind, read: Reads) -> Response:
    """Return a file bound for you: cover, contents, pages numbered through, bookmarks. 内部卷 is not for the court."""
    opened = read.case(case_id)
    headers = {"Content-Disposition": named(f"{opened.case.number}{which.zh}.pdf", inline=True)}
    return Response(bound(read.db, opened, which), headers=headers, media_type="application/pdf")


@router.get("/{which}", responses=READ)
def read_catalogue(case_id: Id, which: FileKind, read: Reads) -> CaseFileView:
    """Return a file's catalogue in the order of paper practice, its pages, and what it lacks as the case stands."""
    return catalogue(read.db, read.case(case_id), which)
