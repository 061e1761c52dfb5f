"""Calculators: what they ask, and a worksheet for what was given. They read no case and write nothing."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Annotated

from fastapi import APIRouter, Depends, Path, Query, Response

from api.deps import TheDesk, TheTime, Who
from api.v1.papers import named
from api.v1.regular import regular
from api.v1.routing import READ, given_as
from api.v1.schemas import Day
from mediation.casework.calculating import CalculatorView, calculated, calculators
from mediation.casework.calculating_sheet import printed
from mediation.law.reckoning.asking import AMOUNT, COUNT, PLACE

router = APIRouter(prefix="/calculators", tags=["calculators"], dependencies=[Depends(regular)])
Name = Annotated[str, Path(pattern=r"^[a-z][a-z_]{0,63}$", examples=["severance"])]
Money = Annotated[str | None, Query(pattern=AMOUNT, examples=["8000.00"])]
Number = Annotated[str | None, Query(pattern=COUNT, examples=["12.5"])]
On = Annotated[Day | None, Query(examples=["2026-08-31"])]
Whole = Annotated[int | None, Query(ge=0, le=100)]
Flag = Annotated[bool | None, Query()]


@dataclass(frozen=True)
class Inputs:
    """What any calculator may ask for; each says which it takes, and refuses the rest."""

    place: Annotated[str | None, Query(pattern=PLACE, examples=["江州市"])] = None
    on: On = None
    hired_on: On = None
    signed_on: On = None
    ended_on: On = None
    since: On = None
    until: On = None
    average_wage: Money = None
    monthly_wage: Money = None
    owed: Money = None
    paid: Money = None
    workday_hours: Number = None
    restday_hours: Number = None
    holiday_hours: Number = None
    taken: Number = None
    percent: Whole = None
    service_years: Whole = None
    grade: Whole = None
    relation_ends: Flag = None
    insured: Flag = None

    def typed(self) -> dict[str, str]:
        """What was given, as it is written."""
        given = {name: value for name, value in asdict(self).items() if value is not None}
        return {name: str(value).lower() if isinstance(value, bool) else str(value) for name, value in given.items()}


@router.get("", responses=READ)
def list_calculators(desk: TheDesk, _who: Who) -> list[CalculatorView]:
    """Return every calculator and what it asks."""
    return calculators(desk.statutes)


@router.get("/{reckoned}.pdf", responses={**READ, **given_as("application/pdf")}, response_class=Response)
def print_sheet(
    reckoned: Name, desk: TheDesk, _who: Who, now: TheTime, inputs: Annotated[Inputs, Depends(Inputs)]
) -> Response:
    """Return the worksheet as a paper for both sides to take home (法定测算单); every answer is needed."""
    made = printed(desk, reckoned, inputs.typed(), now)
    headers = {"Content-Disposition": named("法定测算单.pdf", inline=True)}
    return Response(made.pdf, headers=headers, media_type="application/pdf")


@router.get("/{calculator}", responses=READ)
def calculate(calculator: Name, desk: TheDesk, _who: Who, inputs: Annotated[Inputs, Depends(Inputs)]) -> CalculatorView:
    """Return what a calculator asks; with answers, the worksheet: every line with formula, numbers and article."""
    return calculated(
        calculator, inputs.typed(), statutes=desk.statutes, parameters=desk.parameters, calendar=desk.calendar
    )
