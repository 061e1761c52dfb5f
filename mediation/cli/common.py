"""What every command shares: how it speaks, how it fails, and the options that several take."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Annotated, Literal, NoReturn

import typer
from rich.text import Text
from sqlalchemy import Engine
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, SQLAlchemyError

from mediation.errors import BadInput, MediationError, NotFound, StorageFull, Unavailable
from mediation.records.database import connect
from mediation.replay import terminal
from mediation.settings import Settings

DIFFERS, USAGE, DATA, CONFLICT, SYSTEM = 1, 2, 3, 4, 5
"""Exit codes: a replay differs, wrong usage (the option parser's own), bad data, conflict, file or database."""

MARKUP: Literal["rich"] | None = "rich" if sys.stdout.isatty() else None
"""Help in boxes on a terminal, plain elsewhere."""

Database = Annotated[
    str | None, typer.Option(help="数据库地址，默认取 MEDIATION_DATABASE。Database URL.", metavar="URL")
]
Json = Annotated[bool, typer.Option("--json", help="只输出 JSON。Print JSON only.")]


def day(text: str) -> date:
    """Return a day from ``YYYY-MM-DD``; anything else is wrong usage, said in both languages."""
    try:
        return date.fromisoformat(text) if len(text) == len("2026-08-14") else date.fromisoformat("")
    except ValueError:
        raise typer.BadParameter(
            f"“{text}”不是真实存在的日期，请写作 2026-08-14。 / '{text}' is no date; write it like 2026-08-14."
        ) from None


def say(zh: str, en: str = "", style: str = "") -> None:
    """Print a sentence for people on stdout."""
    out = terminal.console()
    out.print(Text(zh, style), soft_wrap=True)
    if en:
        out.print(Text(en, "dim"), soft_wrap=True)


def fail(lines: Iterable[str], code: int) -> NoReturn:
    """Print what is wrong on stderr, a line each, and end with an exit code."""
    for line in lines:
        typer.echo(line, err=True)
    raise typer.Exit(code)


@contextmanager
def explained() -> Iterator[None]:
    """Turn what can go wrong into sentences on stderr and an exit code; a bug passes as it is."""
    try:
        yield
    except BadInput as error:
        fail((f"{p.where}: {p.zh} / {p.en} [{p.code}]" for p in error.problems), DATA)
    except MediationError as error:
        fail([f"{error.zh} / {error.en} [{error.code}]"], _code_of(error))
    except OSError as error:
        what = f"{error.filename}：{error.strerror}" if error.filename else str(error)
        fail([f"无法读写（{what}），请核对路径和权限。 / Cannot read or write: {what}. [io]"], SYSTEM)
    except ArgumentError as error:
        fail([f"数据库地址无法识别，请核对 --database。 / Not a database URL: {error}. [database]"], SYSTEM)
    except SQLAlchemyError as error:
        why = str(getattr(error, "orig", None) or error).splitlines()[0]
        fail([f"数据库无法使用（{why}），请核对 --database。 / The database cannot be used: {why}. [database]"], SYSTEM)


def _code_of(error: MediationError) -> int:
    if isinstance(error, NotFound):
        return DATA
    return SYSTEM if isinstance(error, Unavailable | StorageFull) else CONFLICT


def opened(database: str | None) -> Engine:
    """Return an engine on a database that is there already: looking at a SQLite file does not make one.

    Raises:
        FileNotFoundError: there is no such file.
    """
    url = make_url(database or Settings().database)
    if url.get_backend_name() == "sqlite" and url.database and not Path(url.database).is_file():
        raise FileNotFoundError(2, "没有这个数据库文件 no such database file", url.database)
    return connect(url.render_as_string(hide_password=False))
