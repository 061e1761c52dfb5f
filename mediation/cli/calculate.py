"""The calculators on the command line: what each asks, and a worksheet for what was given."""

from __future__ import annotations

import json
from typing import Annotated

import typer
from rich.console import Console
from rich.text import Text

from mediation.casework.calculating import CalculatorView, WorksheetView, calculated, calculators
from mediation.casework.desk import WORKFLOWS
from mediation.cli.checking import PARAMETERS, STATUTES
from mediation.cli.common import Json, explained
from mediation.law.calendar import Calendar
from mediation.law.money import in_figures
from mediation.law.reckoning.parameters import Parameters
from mediation.law.statutes import Statutes
from mediation.replay import terminal


def calculate(
    name: Annotated[str | None, typer.Argument(help="计算器名称；省略则列出全部。", metavar="NAME")] = None,
    answers: Annotated[list[str] | None, typer.Argument(help="答案，写作 名称=值。", metavar="KEY=VALUE…")] = None,
    as_json: Json = False,
) -> None:
    """计算经济补偿、加班费等，并列出每一步。What the law gives, with every step of the calculation."""
    given = [answer.partition("=") for answer in answers or ()]
    if any(not sign for _, sign, _ in given):
        raise typer.BadParameter("答案请写作 名称=值，例如 grade=8。 / Write answers as key=value, like grade=8.")
    with explained():
        statutes = Statutes.load(WORKFLOWS / STATUTES)
        shown = calculators(statutes)
        if name is not None:
            typed = {key: value for key, _, value in given}
            parameters = Parameters.load(WORKFLOWS / PARAMETERS)
            shown = [calculated(name, typed, statutes=statutes, parameters=parameters, calendar=Calendar())]
        if as_json:
            typer.echo(json.dumps([each.model_dump(mode="json") for each in shown], ensure_ascii=False, indent=2))
            return
        for each in shown:
            _show(terminal.console(), each)


def _show(out: Console, shown: CalculatorView) -> None:
    out.print(Text(f"{shown.title.zh}（{shown.name}）  {shown.title.en}", "bold"))
    if shown.worksheet is not None:
        _show_worksheet(out, shown.worksheet)
        return
    for ask in shown.asks:
        need = "" if ask.required else "（可省略）"
        out.print(Text(f"  {ask.name}: {ask.kind}  {ask.title.zh}{need}  {ask.title.en}"), soft_wrap=True)


def _show_worksheet(out: Console, worksheet: WorksheetView) -> None:
    for line in worksheet.lines:
        out.print(Text(f"  {line.label.zh}  {line.label.en}", "bold"), soft_wrap=True)
        out.print(Text(f"    {line.formula.zh}  {line.formula.en}", "dim"), soft_wrap=True)
        out.print(Text(f"    {line.numbers} = {line.result.zh}  {'、'.join(line.articles)}"), soft_wrap=True)
    out.print(Text(f"  合计 total  {in_figures(worksheet.total)}元", "bold cyan"))
    for source in worksheet.sources:
        where = f"{source.place}，自{source.since}：{source.number}（{source.source.zh}，{source.confidence}）"
        out.print(Text(f"  · {source.title.zh}：{where}", "dim"), soft_wrap=True)
    for note in worksheet.notes:
        out.print(Text(f"  注 {note.zh}  {note.en}", "yellow"), soft_wrap=True)
