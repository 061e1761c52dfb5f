"""A calculation as a paper for both sides to take home (法定测算单), in three forms. Reads no case, keeps nothing."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from mediation.casework.calculating import WorksheetView, worksheet_view
from mediation.casework.desk import Desk
from mediation.casework.papers import fonts
from mediation.documents.papers.reckoning import Figure, Given, ReckoningSheet, Step
from mediation.documents.rendering import Forms, forms
from mediation.documents.words import day
from mediation.facts.known import civil_day
from mediation.law.money import in_figures, parse_yuan
from mediation.law.reckoning.all import calculator, reckon
from mediation.law.reckoning.asking import Ask, Kind

_CHECKED = {"V": "已核对原文", "S": "二手来源，请核对", "M": "请核对原文"}
_UNITS = {"yuan": "元", "percent": "%", "day": "日", "month": "个月"}


def printed(desk: Desk, name: str, typed: Mapping[str, str], now: datetime, case_number: str | None = None) -> Forms:
    """Return the sheet of a calculation made now; ``case_number`` of the case it was made for, if any.

    Raises:
        NotFound: no such calculator, or no figure for the place and the day.
        BadInput: every answer that is missing, unknown or cannot be read.
    """
    return forms(sheet(desk, name, typed, civil_day(now), case_number), fonts=fonts(), made_at=now)


def sheet(desk: Desk, name: str, typed: Mapping[str, str], made_on: date, case_number: str | None) -> ReckoningSheet:
    """Return what the sheet of a calculation says; raises what ``printed`` raises."""
    asked = calculator(name)
    worksheet = worksheet_view(reckon(name, typed, desk.parameters, desk.calendar), desk.statutes)
    return ReckoningSheet(
        case_number=case_number,
        subject=asked.title.zh,
        made_on=made_on,
        given=tuple(
            Given(title=ask.title.zh, value=_said(ask, typed[ask.name])) for ask in asked.asks if ask.name in typed
        ),
        steps=_steps(worksheet),
        total_fen=worksheet.total,
        figures=_figures(worksheet),
        remarks=tuple(note.zh for note in worksheet.notes),
        qr=case_number,
    )


def _said(ask: Ask, typed: str) -> str:
    match ask.kind:
        case Kind.MONEY:
            return in_figures(parse_yuan(typed, ask.name))
        case Kind.DATE:
            return day(date.fromisoformat(typed))
        case Kind.BOOL:
            return "是" if typed == "true" else "否"
        case _:
            return typed


def _steps(worksheet: WorksheetView) -> tuple[Step, ...]:
    return tuple(
        Step(
            title=line.label.zh,
            formula=line.formula.zh,
            numbers=line.numbers or None,
            result=line.result.zh,
            basis="；".join(line.articles) or None,
        )
        for line in worksheet.lines
    )


def _figures(worksheet: WorksheetView) -> tuple[Figure, ...]:
    return tuple(
        Figure(
            title=figure.title.zh,
            place=figure.place,
            since=figure.since,
            number=f"{figure.number}{_UNITS[figure.unit]}",
            source=figure.source.zh,
            checked=_CHECKED[figure.confidence],
        )
        for figure in worksheet.sources
    )
