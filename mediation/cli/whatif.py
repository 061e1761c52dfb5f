"""``check --against``: a draft folder is read, checked and held against the open cases of a database, read-only."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

from rich.text import Text as Shown
from sqlalchemy import Engine

from mediation.casework.desk import WORKFLOWS, Desk, Procedures, open_desk, procedure_files, registry_of
from mediation.casework.journal import plain
from mediation.casework.whatif import ChangedStep, WhatIf, compare
from mediation.casework.whatif_dates import Dates, MovedClock
from mediation.cli.checking import LIMITS, STATUTES, check_files
from mediation.engine.loading import load
from mediation.errors import BadInput
from mediation.law.statutes import Statutes
from mediation.law.time_limits import TimeLimits
from mediation.law.wording import Text
from mediation.records.database import reading
from mediation.replay import terminal

_READ_ONLY = {"sqlite": "PRAGMA query_only = ON", "postgresql": "SET TRANSACTION READ ONLY"}
"""Lets the database itself refuse a write; on SQLite for as long as the connection lives."""


def held_against(engine: Engine, folder: Path, now: datetime) -> WhatIf:
    """Hold a draft folder against the open cases; a file it does not have is the one in force. Writes nothing.

    The engine is for this alone: its connection is left read-only, dispose of it.

    Raises:
        BadInput: mistakes in the draft, each with its line.
        FileNotFoundError: no such folder, or no file of ours or of a procedure in it.
    """
    if not any(folder.glob("*.yaml")):
        raise FileNotFoundError(2, "没有草案文件 no draft file there", str(folder))
    checked = check_files(list(_files(folder).values()), now.date(), engine)
    if checked.problems:
        raise BadInput(checked.problems)
    desk = replace(open_desk("sqlite://", now.date()), engine=engine)
    draft = _drafted(desk, folder, now)
    with reading(engine) as db:
        db.exec_driver_sql(_READ_ONLY[db.dialect.name])
        return compare(db, desk, draft, now)


def _files(folder: Path) -> dict[str, Path]:
    """Return the files of a folder by name, those it does not have taken from ours."""
    ours = (WORKFLOWS / STATUTES, WORKFLOWS / LIMITS, *procedure_files())
    return {path.name: path for path in (*ours, *sorted(folder.glob("*.yaml")))}


def _drafted(desk: Desk, folder: Path, now: datetime) -> Desk:
    """Return the desk with what differs in a folder read anew; the whole has been checked already."""
    files = _files(folder)
    statutes = Statutes.load(files.pop(STATUTES))
    limits = TimeLimits.load(files.pop(LIMITS), statutes)
    registry = replace(registry_of(limits, statutes), procedures={path.stem: None for path in files.values()})
    current = dict(desk.procedures.current)
    for path in files.values():
        if not _same(path, WORKFLOWS / path.name):
            definition = load(path, registry, now.date())
            current[definition.procedure] = definition
    known = {definition.digest: definition for definition in current.values()}
    procedures = Procedures(registry.with_procedures(*current.values()), current, known)
    return replace(desk, procedures=procedures, limits=limits, statutes=statutes)


def _same(one: Path, other: Path) -> bool:
    return other.is_file() and one.read_bytes() == other.read_bytes()


def told(found: WhatIf) -> dict[str, Any]:
    """Return what a draft would change as plain data, for programs."""
    return {
        "open_cases": found.cases,
        "clocks": [
            {
                "case": clock.case,
                "ref": clock.ref,
                "limit": clock.limit,
                "title": _words(clock.title),
                **{name: [plain(old), plain(new)] for name, old, new in _pairs(clock)},
                "why": [_words(reason) for reason in clock.why],
            }
            for clock in found.clocks
        ],
        "steps": [
            {
                "case": step.case,
                "procedure": step.procedure,
                "state": step.state,
                "move": step.move,
                "title": _words(step.title),
                "change": "appears" if step.appears else "goes",
                "for": [relation.value for relation in step.relations],
                "why": [_words(reason) for reason in step.why],
            }
            for step in found.steps
        ],
    }


def _pairs(clock: MovedClock) -> Iterator[tuple[str, Any, Any]]:
    return zip(Dates._fields, clock.old, clock.new, strict=True)


def _words(text: Text) -> dict[str, str]:
    return {"zh": text.zh, "en": text.en}


def show(found: WhatIf) -> None:
    """Print what a draft would change, a line each with its reasons; Chinese first."""
    out = terminal.console()
    for line, style in _lines(found):
        out.print(Shown(line, style), soft_wrap=True)


def _lines(found: WhatIf) -> Iterator[tuple[str, str]]:
    clocks, steps = len(found.clocks), len(found.steps)
    yield f"{found.cases} 个未结案件；{clocks} 个期限改变日期，{steps} 项下一步改变。未写入任何数据。", ""
    yield (
        f"{found.cases} open cases; {clocks} clocks move, {steps} next steps change. Nothing was written.",
        "dim",
    )
    for clock in found.clocks:
        yield from _clock_lines(clock)
    for step in found.steps:
        yield from _step_lines(step)
    if found.clocks or found.steps:
        yield "以上为按草案办理的差别；已开始的程序仍按其开始时的版本办理，期限在重新推算时改变。", ""
        yield (
            "So says the draft: a proceeding keeps the edition it began under; a day moves when derived anew.",
            "dim",
        )


def _clock_lines(clock: MovedClock) -> Iterator[tuple[str, str]]:
    days = "，".join(f"{_NAMES[name]} {old or '无'} → {new or '无'}" for name, old, new in _pairs(clock) if old != new)
    yield f"{clock.case}  {clock.title.zh}（{clock.ref}）：{days}；{_said(clock.why)}", "bold"
    yield f"    {clock.title.en}: {'; '.join(reason.en for reason in clock.why)}", "dim"


_NAMES = {"due": "届满", "amber": "临期", "red": "紧急"}


def _step_lines(step: ChangedStep) -> Iterator[tuple[str, str]]:
    verb = "新增可办" if step.appears else "不再可办"
    who = "、".join(relation.zh for relation in step.relations)
    against = "现行" if step.appears else "草案"
    yield f"{step.case}  {verb}“{step.title.zh}”（{step.move}，{who}）；{against}：{_said(step.why)}", "bold"
    verb_en = "appears" if step.appears else "goes"
    yield f"    '{step.title.en}' {verb_en}: {'; '.join(reason.en for reason in step.why)}", "dim"


def _said(why: tuple[Text, ...]) -> str:
    return "；".join(reason.zh.rstrip("。") for reason in why)
