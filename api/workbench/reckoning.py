"""The calculators there are, and a calculation as a paper for both sides to take home."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import Response

from api.v1.papers import named
from api.workbench.session import Reads
from api.workbench.shell import page
from mediation.casework.calculating import calculators
from mediation.casework.calculating_sheet import printed
from mediation.law.reckoning.all import calculator as known

router = APIRouter(prefix="/calc")


@router.get("")
def show_all(read: Reads) -> Response:
    """Show every calculator and what each asks."""
    return page(read, "calculators.html", calculators=calculators(read.visit.desk.statutes))


@router.get("/{reckoned}.pdf")
def print_sheet(reckoned: str, read: Reads, case: Annotated[str, Query(max_length=64)] = "") -> Response:
    """Return the sheet of the calculation in the address; ``case`` puts the number of a case of the reader's on it."""
    visit = read.visit
    asked = {ask.name for ask in known(reckoned).asks}
    sent = {name: value.strip() for name, value in visit.request.query_params.items() if name in asked}
    number = read.case(case, ()).case.number if case else None
    made = printed(visit.desk, reckoned, {name: value for name, value in sent.items() if value}, visit.now, number)
    headers = {"Content-Disposition": named("法定测算单.pdf", inline=True)}
    return Response(made.pdf, headers=headers, media_type="application/pdf")
