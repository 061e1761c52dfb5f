"""``mediation demo``: two cases replayed, an invented city seeded, and the workbench served over it on loopback."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.box import HEAVY, SQUARE
from rich.panel import Panel
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
from rich.text import Text

from mediation import serving
from mediation.casework import office
from mediation.casework.desk import Desk, open_desk
from mediation.city.cast import RESIDENTS
from mediation.city.seeding import City, seed_city
from mediation.cli.common import DIFFERS, explained, say
from mediation.records.database import writing
from mediation.records.migrate import upgrade
from mediation.replay import demo as replays
from mediation.replay import terminal
from mediation.settings import Settings


def demo(
    out: Annotated[Path, typer.Option(help="演示目录，每次重建。")] = Path("demo"),
    serve: Annotated[bool, typer.Option("--serve/--no-serve", help="演示后继续提供服务。")] = True,
    port: Annotated[int, typer.Option(min=0, max=65535)] = 8000,
) -> None:
    """演示：重放两个案件，生成一座虚构城市，打开工作台。Replay two cases, seed a city, serve the workbench."""
    with explained():
        replays.fresh_folder(out)
        now = serving.present()
        if _differs(out, now):
            raise typer.Exit(DIFFERS)
        desk = open_desk(replays.database_of(out), now.date())
        city = _seeded(desk, now)
        say(
            f" 江州市（虚构）：{len(city.cases)} 件案件，{len(city.residents)} 人；{replays.database_of(out)}",
            f" Jiangzhou (invented): {len(city.cases)} cases, {len(city.residents)} people",
        )
        if serve:
            serve_city(out, port)


def _differs(out: Path, now: datetime) -> bool:
    differs, screen = False, terminal.console()
    for account in replays.play_cases(
        out,
        now.date(),
        lambda script: terminal.show_heading(screen, script),
        lambda script, entry: terminal.show_entry(screen, entry, len(script.acts)),
    ):
        terminal.show_ending(screen, account)
        say(f" 留存：{out / account.script.replay}/（account.html、papers/、history.jsonl）\n", "")
        differs = differs or bool(account.differences)
    return differs


def _seeded(desk: Desk, now: datetime) -> City:
    """Seed the city; a terminal shows how far it has come."""
    upgrade(desk.engine)
    screen = terminal.console()
    columns = TextColumn(" 生成江州市（虚构） seeding the city"), BarColumn(), MofNCompleteColumn()
    with Progress(*columns, console=screen, transient=True, disable=not screen.is_terminal) as progress:
        task = progress.add_task("city", total=None)
        return seed_city(desk, now, hear=lambda done, whole: progress.update(task, completed=done, total=whole))


def serve_city(out: Path, port: int) -> None:
    """Serve the workbench and the API over a demonstration's city until interrupted, and say where.

    Raises:
        Unavailable: no port is free.
    """
    desk = open_desk(replays.database_of(out), serving.present().date())
    where = serving.listening(serving.LOOPBACK, port, or_free=True)
    base = f"http://{serving.LOOPBACK}:{where.getsockname()[1]}"
    _show(base, _tokens(desk, serving.present()))
    serving.serve(desk, Settings(database=replays.database_of(out), demo=True), where)


def _tokens(desk: Desk, now: datetime) -> dict[str, str]:
    """Give one resident of each role a token for the API, good from now on; by the role's title."""
    first = {resident.role: resident for resident in reversed(RESIDENTS)}
    with writing(desk.engine) as db:
        return {
            f"{role.zh} {role.en} · {resident.name}": office.issue_token(db, resident.id, now)
            for role, resident in reversed(first.items())
        }


def _show(base: str, tokens: dict[str, str]) -> None:
    """Print where everything is: one box, and under it what a program needs."""
    screen = terminal.console()
    screen.print()
    for who, token in tokens.items():
        screen.print(
            Text(f" {who}\n    curl -s -H 'Authorization: Bearer {token}' {base}/api/v1/cases", "dim"), soft_wrap=True
        )
    said = Text.assemble(
        ("工作台 workbench           ", "bold"),
        (f"{base}/", "bold cyan"),
        "\n",
        ("一键登录 one-click sign-in ", "bold"),
        (f"{base}/demo", "bold cyan"),
        "\n",
        ("接口 API                   ", "bold"),
        f"{base}/api/v1",
        "\n\n",
        ("全部内容均为虚构，只在本机提供；凭证十二小时有效。按 Ctrl+C 结束。\n", ""),
        ("Everything is invented and stays on this machine. Tokens are good for twelve hours; Ctrl+C ends.", "dim"),
    )
    box = HEAVY if screen.is_terminal else SQUARE
    screen.print(Panel(said, title="演示 · 江州市（虚构）", border_style="cyan", box=box, expand=False, padding=(1, 3)))
    screen.print()
