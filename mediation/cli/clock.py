"""``mediation clock``: what a time limit comes to, and every step of the count; limitation with what began it anew."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import date, datetime, time
from typing import Annotated, Any

import typer

from mediation.casework.desk import WORKFLOWS
from mediation.casework.limitation import limitation_told
from mediation.casework.telling import limit_told
from mediation.cli.checking import LIMITS, STATUTES
from mediation.cli.common import Json, day, explained, say
from mediation.law.calendar import Calendar
from mediation.law.limitation import Act
from mediation.law.statutes import Statutes
from mediation.law.time_limits import TimeLimits
from mediation.law.wording import SHANGHAI
from mediation.replay import terminal


def _act(text: str) -> tuple[date, Act]:
    on, _, name = text.partition(":")
    if name not in set(Act):
        raise typer.BadParameter(
            f"“{text}”应写作 日期:事由，事由为 {'、'.join(Act)} 之一。 / Write DATE:ACT, ACT one of those listed."
        )
    return day(on), Act(name)


def _time(text: str) -> time:
    try:
        return time.fromisoformat(text)
    except ValueError:
        raise typer.BadParameter(f"“{text}”不是时刻，请写作 10:25。 / Not a time; write it like 10:25.") from None


def clock(
    ref: Annotated[str, typer.Argument(help="期限编号（S3）或者名称。", metavar="REF")],
    start: Annotated[date, typer.Option("--from", parser=day, help="起算事件之日。", metavar="DATE")],
    edition: Annotated[date | None, typer.Option(parser=day, help="按该日施行的版本。", metavar="DATE")] = None,
    at: Annotated[time | None, typer.Option(parser=_time, help="时刻，以小时计的期限用。", metavar="HH:MM")] = None,
    event: Annotated[
        list[Any] | None,
        typer.Option(parser=_act, help="时效的中断等事由，可多次：2026-03-02:demanded。", metavar="DATE:ACT"),
    ] = None,
    as_json: Json = False,
) -> None:
    """算一个期限，并说明每一步；时效可加 --event 给出两个日期。What a time limit comes to, step by step."""
    with explained():
        limits = TimeLimits.load(WORKFLOWS / LIMITS, Statutes.load(WORKFLOWS / STATUTES))
        if event:
            told = limitation_told(limits, Calendar(), ref, start, event)
        else:
            begin = datetime.combine(start, at, tzinfo=SHANGHAI) if at is not None else start
            told = limit_told(limits, Calendar(), ref, begin, edition)
        if as_json:
            typer.echo(json.dumps(told, ensure_ascii=False, indent=2))
            return
        for shown in _both(told) if event else (told,):
            terminal.show_limit(terminal.console(), shown)
        for note in told["notes"] if event else ():
            say(note["zh"], note["en"])


def _both(told: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield the conservative date and, where there is one, the date by R17 31, each as a limit is shown."""
    names = {
        "conservative": ("稳妥日期", "the conservative date"),
        "restarted": ("按重新计算的日期", "the date by R17 31"),
    }
    for name, (zh, en) in names.items():
        if told[name] is not None:
            title = {"zh": f"{told['title']['zh']}：{zh}", "en": f"{told['title']['en']}: {en}"}
            yield {**told[name], "ref": told["ref"], "title": title, "binding": True}
