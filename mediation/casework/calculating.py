"""Calculators as they are told: what they ask, and worksheets with their articles and sources written out."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from mediation.casework.views import Title, View
from mediation.law.calendar import Calendar
from mediation.law.reckoning.all import CALCULATORS, calculator, reckon
from mediation.law.reckoning.asking import Calculator
from mediation.law.reckoning.parameters import Parameters, Taken
from mediation.law.reckoning.worksheet import Line, Worksheet, plain
from mediation.law.statutes import Statutes
from mediation.law.wording import Text


class AskView(View):
    """One question of a calculator; ``kind`` says how the answer is written."""

    name: str
    kind: str
    title: Title
    required: bool


class LineView(View):
    """A step of a worksheet; ``amount`` in fen, ``None`` where the step gives no money."""

    label: Title
    formula: Title
    numbers: str
    result: Title
    amount: int | None
    cites: list[str]
    articles: list[str]


class SourceView(View):
    """A figure that was used: where, since when, from which source, how well checked (V, S, M)."""

    name: str
    title: Title
    place: str
    since: date
    number: str
    unit: str
    source: Title
    confidence: str
    note: Title | None


class WorksheetView(View):
    """A calculation that can be followed by hand; ``total`` in fen."""

    lines: list[LineView]
    total: int
    sources: list[SourceView]
    notes: list[Title]


class CalculatorView(View):
    """A calculator; with answers, its worksheet."""

    name: str
    title: Title
    cites: list[str]
    articles: list[str]
    asks: list[AskView]
    worksheet: WorksheetView | None = None


def calculators(statutes: Statutes) -> list[CalculatorView]:
    """Return every calculator and what it asks."""
    return [_calculator(each, statutes) for each in CALCULATORS.values()]


def calculated(
    name: str, typed: Mapping[str, str], *, statutes: Statutes, parameters: Parameters, calendar: Calendar
) -> CalculatorView:
    """Return a calculator, and the worksheet for what was typed when anything was. Writes nothing.

    Raises:
        NotFound: no such calculator, or no figure for the place and the day.
        BadInput: every answer that is missing, unknown or cannot be read.
    """
    shown = _calculator(calculator(name), statutes)
    if not typed:
        return shown
    worksheet = reckon(name, typed, parameters, calendar)
    return shown.model_copy(update={"worksheet": worksheet_view(worksheet, statutes)})


def worksheet_view(worksheet: Worksheet, statutes: Statutes) -> WorksheetView:
    """Return a worksheet with its articles written out."""
    return WorksheetView(
        lines=[_line(line, statutes) for line in worksheet.lines],
        total=worksheet.total,
        sources=[_source(taken) for taken in worksheet.taken],
        notes=[_title(note) for note in worksheet.notes],
    )


def _title(text: Text) -> Title:
    return Title(zh=text.zh, en=text.en)


def _calculator(each: Calculator, statutes: Statutes) -> CalculatorView:
    return CalculatorView(
        name=each.key,
        title=_title(each.title),
        cites=list(each.cites),
        articles=[statutes.render(cite, "zh") for cite in each.cites],
        asks=[AskView(name=a.name, kind=a.kind, title=_title(a.title), required=a.required) for a in each.asks],
    )


def _line(line: Line, statutes: Statutes) -> LineView:
    return LineView(
        label=_title(line.label),
        formula=_title(line.formula),
        numbers=line.numbers,
        result=_title(line.result),
        amount=line.amount,
        cites=list(line.cites),
        articles=[statutes.render(cite, "zh") for cite in line.cites],
    )


def _source(taken: Taken) -> SourceView:
    return SourceView(
        name=taken.name,
        title=_title(taken.title),
        place=taken.place,
        since=taken.start,
        number=plain(taken.number),
        unit=taken.unit,
        source=_title(taken.source),
        confidence=taken.confidence,
        note=_title(taken.note) if taken.note else None,
    )
