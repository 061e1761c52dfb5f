"""Checking files before anybody relies on them: procedures, limits, statutes, replay scripts; one line a mistake."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from sqlalchemy import Engine, select

from mediation.casework.desk import TABLES, WORKFLOWS, procedure_files, registry_of
from mediation.engine.checks import Checker, declared
from mediation.engine.definition import Definition, DefinitionFault
from mediation.engine.loading import load
from mediation.engine.reading import read
from mediation.engine.registry import Registry
from mediation.engine.soundness import prove
from mediation.errors import BadInput, Problem
from mediation.law.causes import Causes
from mediation.law.reckoning.parameters import Parameters
from mediation.law.statutes import Statutes
from mediation.law.time_limits import TimeLimits
from mediation.records.database import reading
from mediation.records.schema import metadata
from mediation.replay.loading import load_script

LIMITS, STATUTES, CAUSES = "time_limits.yaml", "statutes.yaml", "causes.yaml"
PARAMETERS = "parameters.yaml"
_MISSING = frozenset({"unknown_rule", "unknown_action", "unknown_limit", "unknown_paper", "unknown_procedure"})


@dataclass
class Checked:
    """What was looked at, and every mistake."""

    files: int = 0
    stored: int = 0
    problems: list[Problem] = field(default_factory=list)


def check_files(files: Sequence[Path], on: date, engine: Engine | None = None) -> Checked:
    """Check files (all of ours when none is named) as of a day; with a database, its stored definitions too.

    Raises:
        OSError: a file cannot be read.
    """
    chosen = list(files) or _ours()
    checked = Checked(files=len(chosen))
    law = _law(chosen, checked)
    if law is None:
        return checked
    limits, statutes = law
    scripts = [path for path in chosen if _is_script(path)]
    procedures = [path for path in chosen if path not in scripts and path.name not in TABLES]
    registry = registry_of(limits, statutes)
    named = {path.stem: None for path in procedures}
    checked.problems += _procedures(procedures, replace(registry, procedures={**registry.procedures, **named}), on)
    for path in scripts:
        checked.problems += _problems_of_script(path)
    if engine is not None:
        _stored(engine, registry_of(limits, statutes), on, checked)
    return checked


def _ours() -> list[Path]:
    scripts = sorted((WORKFLOWS / "replays").glob("*.yaml"))
    tables = (WORKFLOWS / name for name in (STATUTES, LIMITS, CAUSES, PARAMETERS))
    return [*tables, *procedure_files(), *scripts]


def _is_script(path: Path) -> bool:
    return any(line.startswith("replay:") for line in path.read_text(encoding="utf-8", errors="replace").splitlines())


def _named(files: Iterable[Path], name: str) -> Path:
    """The file of that name among those to be checked, else our own."""
    return next((path for path in files if path.name == name), WORKFLOWS / name)


def _law(files: Sequence[Path], checked: Checked) -> tuple[TimeLimits, Statutes] | None:
    try:
        statutes = Statutes.load(_named(files, STATUTES))
        Causes.load(_named(files, CAUSES))
        Parameters.load(_named(files, PARAMETERS))
        return TimeLimits.load(_named(files, LIMITS), statutes), statutes
    except BadInput as fault:
        checked.problems += fault.problems
        return None


def _procedures(files: Sequence[Path], registry: Registry, on: date) -> Iterator[Problem]:
    """Yield the mistakes in each file; those that are sound in themselves are then proved among the others."""
    if not files:
        return
    named = {path.resolve() for path in files}
    loaded: dict[Path, Definition] = {}
    for path in (*files, *(each for each in procedure_files() if each.resolve() not in named)):
        try:
            loaded[path] = load(path, registry, on)
        except DefinitionFault as fault:
            if path in files:
                yield from fault.problems
    known = {definition.procedure: definition for path, definition in loaded.items() if path not in files}
    known |= {definition.procedure: definition for path, definition in loaded.items() if path in files}
    whole = registry.with_procedures(*known.values())
    for path in files:
        if path in loaded:
            yield from _unsound(path, loaded[path], whole, on)


def _unsound(path: Path, definition: Definition, registry: Registry, on: date) -> Iterator[Problem]:
    lines = read(path.read_text(encoding="utf-8-sig"))
    for problem in prove(definition, registry, on):
        keys = tuple(int(part) if part.isdigit() else part for part in problem.where.split("."))
        yield Problem(f"{path.name}:{lines.line_of(keys)} {problem.where}", problem.code, problem.zh, problem.en)


def _problems_of_script(path: Path) -> Sequence[Problem]:
    try:
        load_script(path)
    except BadInput as fault:
        return fault.problems
    return ()


def _stored(engine: Engine, registry: Registry, on: date, checked: Checked) -> None:
    """Hold every definition a case may be pinned to against the names there are: none of them may go."""
    table = metadata.tables["definition"]
    with reading(engine) as db:
        rows = db.execute(select(table.c.digest, table.c.procedure, table.c.body).order_by(table.c.procedure)).all()
    for row in rows:
        definition = Definition.from_canonical(row.body.encode())
        for finding in Checker(definition, registry, on, declared(definition)).everything():
            if finding.code in _MISSING:
                where = f"definition:{row.digest[:12]} {row.procedure}.{'.'.join(map(str, finding.path))}"
                checked.problems.append(Problem(where, "name_is_gone", finding.zh, finding.en))
    checked.stored = len(rows)
