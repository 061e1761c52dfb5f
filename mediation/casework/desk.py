"""What every act and read stands on: the database, the procedures, the law, the calendar; opened once, passed on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, select

from mediation.effects.all import EFFECTS
from mediation.engine.compiler import CompiledProcedure, compiled
from mediation.engine.definition import Definition, DefinitionFault
from mediation.engine.loading import load
from mediation.engine.registry import Registry, Validity
from mediation.engine.soundness import prove
from mediation.errors import Conflict, NotFound
from mediation.facts.known import civil_day
from mediation.law.calendar import Calendar
from mediation.law.causes import Causes
from mediation.law.reckoning.parameters import Parameters
from mediation.law.statutes import Statutes
from mediation.law.time_limits import TimeLimits
from mediation.records.database import connect, self_check, upsert_of, writing
from mediation.records.schema import metadata
from mediation.rules.all import MOMENTS, RULES
from mediation.vocabulary import PaperKind

ROOT = Path(__file__).resolve().parents[2]
WORKFLOWS = ROOT / "workflows"
FOLDER = "case_folder"
TABLES = frozenset({"time_limits.yaml", "statutes.yaml", "causes.yaml", "parameters.yaml"})
"""The tables of the law among the files; every other YAML beside them is a procedure."""


@dataclass(frozen=True)
class Procedures:
    """The current edition of every procedure, and every older one by its digest."""

    registry: Registry
    current: Mapping[str, Definition]
    known: dict[str, Definition] = field(default_factory=dict)

    def compiled(self, definition: Definition) -> CompiledProcedure:
        """Return the shared machine of a definition."""
        return compiled(definition, self.registry)

    def pinned(self, db: Connection, digest: str) -> Definition:
        """Return the definition a proceeding was opened under, from the database if it is no longer current."""
        if digest not in self.known:
            table = metadata.tables["definition"]
            body = db.execute(select(table.c.body).where(table.c.digest == digest)).scalar_one()
            self.known[digest] = Definition.from_canonical(body.encode())
        return self.known[digest]

    def named(self, procedure: str) -> Definition:
        """Return the current edition.

        Raises:
            NotFound: no such procedure.
        """
        if procedure not in self.current:
            raise NotFound(
                f"没有名为“{procedure}”的流程。可用：{'、'.join(self.current)}。",
                f"There is no procedure '{procedure}'. There are: {', '.join(self.current)}.",
            )
        return self.current[procedure]


@dataclass(frozen=True)
class Desk:
    """A database with the law and the procedures it runs under."""

    engine: Engine
    procedures: Procedures
    limits: TimeLimits
    statutes: Statutes
    calendar: Calendar

    @cached_property
    def dialect(self) -> str:
        """``sqlite`` or ``postgresql``."""
        return self.engine.dialect.name

    @cached_property
    def parameters(self) -> Parameters:
        """The figures calculators take: minimum wages, averages, days and rates, by place and day."""
        return Parameters.load(WORKFLOWS / "parameters.yaml")

    @cached_property
    def causes(self) -> Causes:
        """The causes of action of every period."""
        return Causes.load(WORKFLOWS / "causes.yaml")

    def publish(self, now: datetime) -> None:
        """Keep the current definitions in the database; one that is there already stays as it is.

        Raises:
            Conflict: the database is not set to survive a loss of power, or a stored definition names what is gone.
            DefinitionFault: a new definition is not sound; every reason.
        """
        self_check(self.engine)
        table = metadata.tables["definition"]
        with writing(self.engine) as db:
            stored = {row.digest: row.body for row in db.execute(select(table.c.digest, table.c.body))}
            for digest, body in stored.items():
                self._still_works(digest, body)
            new = [d for d in self.procedures.current.values() if d.digest not in stored]
            if faults := [fault for d in new for fault in prove(d, self.procedures.registry, civil_day(now))]:
                raise DefinitionFault(faults)
            for definition in new:
                db.execute(upsert_of(db, table).on_conflict_do_nothing(), _published(definition, now))

    def _still_works(self, digest: str, body: str) -> None:
        """A name that a stored definition uses may not go: cases that run under it could not go on."""
        if digest in self.procedures.known:
            return
        registry = self.procedures.registry
        definition = Definition.from_canonical(body.encode())
        gone = sorted(set(names_used(definition)) - registry.rules.keys() - registry.effects.keys())
        if gone:
            raise Conflict(
                f"流程“{definition.title.zh}”（{definition.edition}）仍在使用已删除的名称：{'、'.join(gone)}。请恢复这些规则。",
                f"'{definition.title.en}' ({definition.edition}) still uses names that are gone: {', '.join(gone)}.",
                code="name_gone",
            )
        self.procedures.known[digest] = definition


def names_used(definition: Definition) -> Iterator[str]:
    """Return the rules and effects that a definition names."""
    for move in definition.moves.values():
        yield from (use.name for use in (*move.rules, *move.does))
        yield from (use.name for clock in move.clocks for use in clock.when)
        yield from (use.name for target in move.targets for use in target.when)


def _published(definition: Definition, now: datetime) -> dict[str, object]:
    return {
        "digest": definition.digest,
        "procedure": definition.procedure,
        "edition": definition.edition,
        "body": definition.canonical().decode(),
        "published_at": now,
    }


def registry_of(limits: TimeLimits, statutes: Statutes) -> Registry:
    """Return what names in a procedure file may mean: our rules, effects, time limits, statutes and papers."""
    validities: dict[str, Validity] = {}
    for limit in limits:
        editions = limit.data.editions
        validity = Validity(limit.id, editions[0].start, editions[-1].until)
        validities[limit.id] = validity
        validities[limit.ref] = validity
    return Registry(
        rules=RULES,
        effects=EFFECTS,
        limits=validities,
        statutes=statutes,
        papers=frozenset(kind.value for kind in PaperKind),
        procedures={path.stem: None for path in procedure_files()},
        moments=MOMENTS,
    )


def procedure_files(folder: Path = WORKFLOWS) -> tuple[Path, ...]:
    """Return the procedure files of a folder: every YAML that is not a table of the law."""
    return tuple(sorted(p for p in folder.glob("*.yaml") if p.name not in TABLES))


def load_procedures(registry: Registry, on: date, folder: Path = WORKFLOWS) -> Procedures:
    """Return the procedures of a folder.

    Raises:
        DefinitionFault: every mistake in a file, with its line.
    """
    loaded = [load(path, registry, on) for path in procedure_files(folder)]
    registry = registry.with_procedures(*loaded)
    current = {definition.procedure: definition for definition in loaded}
    return Procedures(registry, current, {definition.digest: definition for definition in loaded})


def open_desk(url: str, on: date, *, workflows: Path = WORKFLOWS, **more: Any) -> Desk:
    """Return a desk on a database; nothing is written."""
    statutes = Statutes.load(workflows / "statutes.yaml")
    limits = TimeLimits.load(workflows / "time_limits.yaml", statutes)
    procedures = load_procedures(registry_of(limits, statutes), on, workflows)
    return Desk(connect(url), procedures, limits, statutes, Calendar(), **more)
