"""Calculators on a page: what each asks, and its worksheet with articles and sources; nothing is kept."""

from __future__ import annotations

from functools import partial
from typing import Annotated, Any

from fastapi import APIRouter, Query
from fastapi.responses import Response

from api.workbench.fields import YES_NO, Field
from api.workbench.session import Reads
from api.workbench.shell import page
from mediation.casework.calculating import AskView, CalculatorView, calculated
from mediation.casework.calculating_prefill import prefilled
from mediation.errors import BadInput, NotFound, Problem

router = APIRouter(prefix="/calc")
_KINDS = {"money": "money", "date": "date", "integer": "integer", "bool": "select"}


@router.get("/{calculator}")
def show(calculator: str, read: Reads, case: Annotated[str, Query(max_length=64)] = "") -> Response:
    """Show a calculator; with answers in the address, its worksheet."""
    desk = read.visit.desk
    reckon = partial(calculated, statutes=desk.statutes, parameters=desk.parameters, calendar=desk.calendar)
    blank = reckon(calculator, {})
    asked = {ask.name for ask in blank.asks}
    sent = {name: value.strip() for name, value in read.visit.request.query_params.items() if name in asked}
    typed = {name: value for name, value in sent.items() if value}
    problems: list[Problem] = []
    missing: NotFound | None = None
    shown: CalculatorView = blank
    if sent:
        try:
            shown = reckon(calculator, typed)
        except BadInput as error:
            problems = list(error.problems)
        except NotFound as error:
            missing = error
    begun = prefilled(read.case(case), calculator) if case and not sent else sent
    fields = [_field(ask, begun.get(ask.name, ""), problems) for ask in blank.asks]
    summary = [(next((f.target for f in fields if p in f.problems), None), p) for p in problems]
    variables: dict[str, Any] = {"calculator": shown, "fields": fields, "summary": summary}
    status = 422 if problems else 200
    return page(read, "calculator.html", status, case_ref=case, missing=missing, **variables)


def _field(ask: AskView, value: str, problems: list[Problem]) -> Field:
    wrong = [problem for problem in problems if problem.where == ask.name]
    kind = _KINDS.get(ask.kind, "text")
    choices = YES_NO if kind == "select" else ()
    return Field(ask.name, kind, ask.title, ask.required, value, choices, wrong)
