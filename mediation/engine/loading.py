"""A procedure file to a definition, or every mistake in it at once, each with file, line and path.

Shape first (what keys there are), then names (what they mean), then the graph (what can be reached). A piece whose
shape is wrong is set aside, so that the names in the rest are still checked.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path as FilePath
from typing import Any

from pydantic import ValidationError

from mediation.engine.checks import Checker, Declared, declared
from mediation.engine.definition import Definition, DefinitionFault
from mediation.engine.mistakes import Salvage, findings_of
from mediation.engine.reading import Finding, Reading, read
from mediation.engine.registry import Registry
from mediation.engine.soundness import structure
from mediation.errors import Problem


def load(source: FilePath | str, registry: Registry, on: date, *, name: str = "procedure.yaml") -> Definition:
    """Read a file (a path) or a text (a string, called ``name``) against the registry as it is on a day.

    Raises DefinitionFault with every mistake; OSError when the file cannot be read.
    """
    if isinstance(source, FilePath):
        name = source.name
        source = source.read_bytes().decode("utf-8-sig", errors="replace")
    reading = read(source)
    definition, findings = _definition(reading, registry, on) if reading.usable else (None, reading.findings)
    if definition is None or findings:
        raise DefinitionFault(_problems(name, reading, findings))
    return definition


def _definition(reading: Reading, registry: Registry, on: date) -> tuple[Definition | None, list[Finding]]:
    try:
        whole = Definition.model_validate(reading.data)
    except ValidationError as error:
        shape = findings_of(error, reading.data)
        names = _names_in_the_rest(reading.data, error, registry, on)
        return None, [*reading.findings, *shape, *(finding for finding in names if not _holds_one(finding, shape))]
    found = [*reading.findings, *Checker(whole, registry, on, declared(whole)).everything()]
    return whole, found or list(structure(whole))


def _names_in_the_rest(data: Any, error: ValidationError, registry: Registry, on: date) -> list[Finding]:
    salvage = Salvage(data, error)
    if salvage.definition is None:
        return []
    checker = Checker(salvage.definition, registry, on, _declared(data))
    return [salvage.original(finding) for finding in checker.everything()]


def _holds_one(finding: Finding, shape: Iterable[Finding]) -> bool:
    """Whether a mistake of shape is inside it: then what is missing may only have been set aside."""
    return any(other.path[: len(finding.path)] == finding.path for other in shape)


def _problems(name: str, reading: Reading, findings: Iterable[Finding]) -> list[Problem]:
    """Sort by line; one problem for one code at one place."""
    placed = {(f.line or reading.line_of(f.path), f.path, f.code): f for f in findings}
    return [
        Problem(f"{name}:{line} {'.'.join(map(str, path))}".rstrip(), code, finding.zh, finding.en)
        for (line, path, code), finding in sorted(placed.items(), key=lambda item: (item[0][0], str(item[0][1])))
    ]


def _declared(data: Mapping[str, Any]) -> Declared:
    def keys(raw: Any) -> frozenset[str]:
        return frozenset(raw) if isinstance(raw, dict) else frozenset()

    moves = data.get("moves")
    items = moves.items() if isinstance(moves, dict) else ()
    return Declared(
        keys(data.get("states")), {name: keys(move.get("asks")) for name, move in items if isinstance(move, dict)}
    )
