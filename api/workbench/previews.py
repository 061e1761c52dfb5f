"""Papers before and after they are issued: the pages as they would be printed now, and what changed since."""

from __future__ import annotations

import difflib
import re
from html import unescape
from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import Response

from api.workbench.case_page import headline
from api.workbench.session import Reads
from api.workbench.shell import page
from mediation.casework import papers
from mediation.errors import MediationError, NotFound
from mediation.policy import Resource
from mediation.vocabulary import PaperKind

router = APIRouter(prefix="/cases/{case_id}")
_BREAKS = re.compile(r"</(?:p|h\d|tr|li|div|dt|dd|section)>|<br\s*/?>", re.IGNORECASE)
_UNSEEN = re.compile(r"<(style|title|head)\b.*?</\1>", re.DOTALL | re.IGNORECASE)
_TAG = re.compile(r"<[^>]*>", re.DOTALL)


@router.get("/preview/{paper_kind}")
def preview(
    case_id: str,
    paper_kind: str,
    read: Reads,
    party: Annotated[str, Query(max_length=64)] = "",
    n: Annotated[int, Query(ge=1, le=200)] = 1,
) -> Response:
    """Return a page of a paper as it would be issued now, drawn; nothing is kept."""
    opened = read.case(case_id)
    if paper_kind not in set(papers.issuable(opened)):
        raise _nothing()
    drawn = papers.drawn(opened, PaperKind(paper_kind), papers.background_of(read.visit.db, opened), party or None)
    if n > len(drawn):
        raise _nothing()
    return Response(drawn[n - 1], media_type="image/svg+xml")


@router.get("/papers/{paper_id}/changes")
def changes(case_id: str, paper_id: str, read: Reads) -> Response:
    """Show line by line what an issued paper says and what it would say now."""
    opened = read.case(case_id)
    paper = papers.issued(opened, paper_id)
    if not opened.reader.may(Resource.FACTS):
        raise _nothing()
    was = lines_of(papers.bytes_of(read.visit.db, paper.page_sha256).decode())
    refusal = None
    try:
        now = lines_of(papers.page_now(opened, paper.kind, papers.background_of(read.visit.db, opened), paper.party_id))
    except MediationError as error:
        now, refusal = [], error
    marked = [(line[0], line[2:]) for line in difflib.ndiff(was, now) if line[0] in " +-"] if now else []
    shown = {"paper": paper, "lines": marked, "refusal": refusal}
    return page(read, "paper_changes.html", **headline(opened), **shown)


def lines_of(html: str) -> list[str]:
    """Return the words of a page line by line."""
    text = _TAG.sub("", _BREAKS.sub("\n", _UNSEEN.sub("", html)))
    return [line for line in (" ".join(unescape(line).split()) for line in text.split("\n")) if line]


def _nothing() -> NotFound:
    return NotFound("未找到该文书。", "No such paper.", code="paper_not_found")
