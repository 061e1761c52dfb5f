"""The command line: sets up, serves, demonstrates, replays, checks, explains a date, verifies. Every command is thin.

Messages of failure go to stderr in Chinese and English. Exit codes: 1 a replay differs, 2 wrong usage, 3 what was
handed in cannot be taken, 4 it conflicts with what there is (or the history is not whole), 5 file or database.
"""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import Annotated

import typer

from mediation import serving, working
from mediation.casework.desk import WORKFLOWS, open_desk
from mediation.casework.verifying import verify as verify_history
from mediation.cli import checking, whatif
from mediation.cli.calculate import calculate
from mediation.cli.clock import clock
from mediation.cli.common import CONFLICT, DIFFERS, MARKUP, Database, Json, explained, fail, opened, say
from mediation.cli.demo import demo
from mediation.cli.office import organisation, user
from mediation.cli.rederive import rederive
from mediation.cli.reindex import reindex
from mediation.errors import BadInput, NotFound
from mediation.records.database import reading
from mediation.records.migrate import upgrade
from mediation.replay import summary, terminal
from mediation.replay.account import Account
from mediation.replay.every import play_every
from mediation.replay.keeping import keep_account
from mediation.replay.loading import load_script
from mediation.replay.performance import perform_script
from mediation.settings import Settings

app = typer.Typer(
    name="mediation",
    help="工会—法院劳动争议诉调对接。Labour-dispute mediation by trade unions together with the courts.",
    no_args_is_help=True,
    rich_markup_mode=MARKUP,
    add_completion=False,
    pretty_exceptions_enable=False,
)
app.add_typer(user, name="user")
app.add_typer(organisation, name="organisation")
app.command()(demo)
app.command()(clock)
app.command()(rederive)
app.command()(reindex)
app.command()(calculate)


@app.command()
def serve(
    host: Annotated[str, typer.Option(help="监听地址；非本机地址须明确写出。")] = serving.LOOPBACK,
    port: Annotated[int, typer.Option(min=0, max=65535)] = 8000,
    database: Database = None,
) -> None:
    """启动服务：升级数据表、发布流程、按期触发期限。Serve the workbench and the API."""
    with explained():
        settings = Settings(database=database) if database else Settings()
        desk = open_desk(settings.database, serving.present().date())
        upgrade(desk.engine)
        desk.publish(serving.present())
        where = serving.listening(host, port)
        base = f"http://{host}:{where.getsockname()[1]}"
        say(f"工作台 {base}/  接口 {base}/api/v1", "Workbench and API; stop with Ctrl+C.")
        serving.serve(desk, settings.model_copy(update={"hosts": (*settings.hosts, host)}), where)


@app.command()
def check(
    files: Annotated[list[Path] | None, typer.Argument(help="流程、期限、法律或者回放文件；默认全部。")] = None,
    database: Annotated[str | None, typer.Option(help="另核对该数据库中仍被引用的流程版本。", metavar="URL")] = None,
    against: Annotated[
        str | None, typer.Option(help="草案施行后，该数据库未结案件的日期和下一步有何改变（只读）。", metavar="URL")
    ] = None,
    workflows: Annotated[
        Path | None, typer.Option(help="草案目录，与 --against 同用；没有的文件从现行。Draft folder.", metavar="FOLDER")
    ] = None,
    as_json: Json = False,
) -> None:
    """核对流程、期限、法律、回放文件，逐条指出文件与行号。Check the files; one line a mistake."""
    if against is None and (as_json or workflows):
        raise typer.BadParameter("--workflows、--json 须与 --against 同用。 / These options go with --against.")
    if against is not None and (files or database):
        raise typer.BadParameter("--against 核对目录，不另列文件。 / --against takes a folder, not files.")
    with explained():
        if against is not None:
            _what_if(against, workflows or WORKFLOWS, as_json=as_json)
            return
        engine = opened(database) if database else None
        checked = checking.check_files(files or [], serving.present().date(), engine)
        if checked.problems:
            raise BadInput(checked.problems)
        stored = f"，数据库中 {checked.stored} 个流程版本" if engine else ""
        say(
            f"{checked.files} 个文件{stored}，没有发现问题。", f"{checked.files} files, {checked.stored} stored: sound."
        )


def _what_if(database: str, folder: Path, *, as_json: bool) -> None:
    engine = opened(database)
    try:
        found = whatif.held_against(engine, folder, serving.present())
    finally:
        engine.dispose()
    if as_json:
        typer.echo(json.dumps(whatif.told(found), ensure_ascii=False, indent=2))
    else:
        whatif.show(found)


@app.command()
def worker(
    database: Database = None,
    every: Annotated[float, typer.Option(min=0.05, help="两次巡查之间的秒数。Seconds between sweeps.")] = 5.0,
    once: Annotated[bool, typer.Option("--once", help="只巡查一次。One sweep, then end.")] = False,
) -> None:
    """独立进程：按期触发期限，可同时运行多个；SIGTERM 或者 Ctrl+C 结束。Fire due clocks, as a process of its own."""
    with explained():
        opened(database).dispose()
        desk = open_desk(database or Settings().database, serving.present().date())
        with working.logged():
            working.work_until_told(desk, serving.present, once=once, every=every)


@app.command()
def replay(
    file: Annotated[Path | None, typer.Argument(help="回放脚本，格式见 docs/replay.md；--all 时为目录。")] = None,
    every: Annotated[bool, typer.Option("--all", help="回放目录内全部案件并列表，默认 workflows/replays。")] = False,
    out: Annotated[Path | None, typer.Option(help="留存文书、历史和一页纪要的目录。")] = None,
    database: Annotated[str | None, typer.Option(help="空数据库的地址；默认临时 SQLite。", metavar="URL")] = None,
    as_json: Json = False,
) -> None:
    """回放一个案件并与脚本逐项比对；不符时退出码为 1。Replay a script; exit 1 when anything differs."""
    if every and database:
        raise typer.BadParameter("--all 每案各用临时数据库，请去掉 --database。 / --all takes no --database.")
    if file is None and not every:
        raise typer.BadParameter("请写明一个脚本，或者用 --all。 / Name a script, or use --all.")
    with explained():
        folder = file or WORKFLOWS / "replays"
        differs = _replay_every(folder, out, as_json) if every else _replay_one(folder, out, database, as_json)
    if differs:
        raise typer.Exit(DIFFERS)


def _replay_one(file: Path, out: Path | None, database: str | None, as_json: bool) -> bool:
    with tempfile.TemporaryDirectory(prefix="mediation-") as folder:
        script = load_script(file)
        screen = terminal.console(quiet=as_json)
        terminal.show_heading(screen, script)
        account = perform_script(
            script,
            database or f"sqlite:///{Path(folder) / 'replay.db'}",
            serving.present().date(),
            hear=lambda entry: terminal.show_entry(screen, entry, len(script.acts)),
            keep=lambda player, found: keep_account(player, found, out) if out else None,
        )
    terminal.show_ending(screen, account)
    if as_json:
        typer.echo(json.dumps(summary.told(account), ensure_ascii=False, indent=2))
    return bool(account.differences)


def _replay_every(folder: Path, out: Path | None, as_json: bool) -> bool:
    accounts: list[Account] = []
    screen = terminal.console(quiet=as_json)
    terminal.show_table_head(screen)
    for account in play_every(folder, serving.present().date(), out):
        terminal.show_row(screen, account)
        accounts.append(account)
    terminal.show_table_foot(screen, accounts)
    if as_json:
        typer.echo(json.dumps([summary.told(each) for each in accounts], ensure_ascii=False, indent=2))
    return any(each.differences for each in accounts)


@app.command()
def verify(
    database: Database = None,
    case: Annotated[str | None, typer.Option(help="只核对一个案卷（编号 id）。", metavar="ID")] = None,
) -> None:
    """核对历史是否完整、数据是否与历史一致；不完整时退出码为 4。Verify the history."""
    with explained():
        with reading(opened(database)) as db:
            verified = verify_history(db, case)
        if case is not None and not verified.folders:
            raise NotFound("没有该案卷。", "No such folder.", code="case_not_found")
        if verified.findings:
            fail((f"{f.folder_id or '-'}:{f.seq} {f.zh} / {f.en} [{f.code}]" for f in verified.findings), CONFLICT)
        say(
            f"{verified.folders} 个案卷、{verified.events} 条记录完整；锚 {verified.anchor}",
            f"{verified.folders} folders, {verified.events} events whole; anchor {verified.anchor}",
        )
        say(
            "尾部被整齐截去，或者整条链被重写，只有与保存在库外的锚比对才能发现：请把锚抄存到别处。",
            "A consistent cut of the tail or a full rewrite needs an anchor kept outside: note it elsewhere.",
        )
