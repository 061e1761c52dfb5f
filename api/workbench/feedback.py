"""The monthly feedback to the courts: looked at as a page, taken along as an Excel sheet."""

from __future__ import annotations

from datetime import date

from fastapi import APIRouter, Query
from fastapi.responses import Response

from api.workbench.court import XLSX
from api.workbench.session import Read, Reads
from api.workbench.shell import page
from mediation.casework.feedback import COLUMNS, lines_of_month, month_of
from mediation.casework.searching import hats
from mediation.documents.sheets import sheet
from mediation.facts.known import civil_day

router = APIRouter(prefix="/inbox")


@router.get("/feedback")
def feedback(read: Reads, month: str = Query("", max_length=10)) -> Response:
    """Show the referrals of a month with what became of each, last month unless another is chosen."""
    first, lines = _month(read, month)
    return page(read, "feedback.html", month=f"{first:%Y-%m}", columns=COLUMNS, lines=lines)


@router.get("/feedback.xlsx")
def feedback_sheet(read: Reads, month: str = Query("", max_length=10)) -> Response:
    """Return the same as an Excel sheet."""
    first, lines = _month(read, month)
    named = {"Content-Disposition": f'attachment; filename="feedback-{first:%Y-%m}.xlsx"'}
    content = sheet(f"委派委托反馈表{first:%Y-%m}", COLUMNS, lines)
    return Response(content, headers=named, media_type=XLSX)


def _month(read: Read, month: str) -> tuple[date, list[tuple[str | date | None, ...]]]:
    visit, who = read.visit, read.me.person_id
    own = hats(visit.db, who, read.me.organisation_id, visit.now)
    first = month_of(month, civil_day(visit.now))
    return first, list(lines_of_month(visit.db, visit.desk, who, own, first, visit.now))
