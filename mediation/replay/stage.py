"""Where a replay is played: a database of its own, the cast in it, and the real application on loopback.

The application's clock is the script's: it stands still between acts, and nothing in a request sets it.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from functools import cache
from time import monotonic, sleep
from typing import Any

import uvicorn
from sqlalchemy import func, select

from mediation.casework import office
from mediation.casework.desk import Desk, open_desk
from mediation.errors import Conflict, Unavailable
from mediation.facts.known import SHANGHAI
from mediation.facts.people import Organisation
from mediation.records.database import connect, reading, writing
from mediation.records.migrate import upgrade
from mediation.records.schema import metadata
from mediation.replay.script import Script
from mediation.serving import LOOPBACK, application, listening
from mediation.settings import Settings

_PATIENCE = 20.0


@dataclass
class ScriptedClock:
    """A clock that shows what the script says, in UTC."""

    now: datetime

    def __call__(self) -> datetime:
        """Return the instant of the act that is being played."""
        return self.now


@dataclass(frozen=True)
class Stage:
    """A desk on a database, the clock it goes by, and the address its application answers at."""

    desk: Desk
    clock: ScriptedClock
    address: str


@contextmanager
def stage(database: str, begins: datetime, published_on: date, *, fresh: bool = True) -> Iterator[Stage]:
    """Open a database, publish the procedures as in force on ``published_on``, and serve it while the block runs.

    Raises:
        Conflict: the database is not empty, and a fresh one was asked for.
        Unavailable: the application did not start.
    """
    desk = replace(_law(published_on), engine=connect(database))
    upgrade(desk.engine)
    if fresh:
        _refuse_a_used_one(desk)
    desk.publish(datetime.combine(published_on, time(12), SHANGHAI))
    clock = ScriptedClock(begins)
    app = application(desk, Settings(database=database, hosts=(LOOPBACK,)), clock=clock)
    with serving(app) as address:
        yield Stage(desk, clock, address)


@cache
def _law(published_on: date) -> Desk:
    """The law and the procedures, read once for all that is played; the database comes with each stage."""
    return open_desk("sqlite://", published_on)


def _refuse_a_used_one(desk: Desk) -> None:
    folder = metadata.tables["folder"]
    with reading(desk.engine) as db:
        used = db.execute(select(func.count()).select_from(folder)).scalar_one()
    if used:
        raise Conflict(
            "目标数据库已有案卷，回放只在空数据库中进行。请换一个空数据库。",
            "The database holds folders already; a replay needs an empty one.",
            code="not_empty",
        )


@contextmanager
def serving(app: Callable[..., Any]) -> Iterator[str]:
    """Serve an application on loopback in a thread of its own; give its address.

    Raises:
        Unavailable: it did not start in time.
    """
    config = uvicorn.Config(app, log_level="warning", access_log=False, ws="none", timeout_graceful_shutdown=2)
    server = uvicorn.Server(config)
    with listening(LOOPBACK, 0) as here:
        thread = threading.Thread(target=server.run, args=([here],), daemon=True, name="replay-server")
        thread.start()
        _wait(server, thread)
        try:
            yield f"http://{LOOPBACK}:{here.getsockname()[1]}"
        finally:
            server.should_exit = True
            thread.join(_PATIENCE)


def _wait(server: uvicorn.Server, thread: threading.Thread) -> None:
    began = monotonic()
    while not server.started:
        if not thread.is_alive() or monotonic() - began > _PATIENCE:
            raise Unavailable("应用未能启动，请查看上方的错误。", "The application did not start; see the error above.")
        sleep(0.01)


def cast_ids(script: Script) -> dict[str, str]:
    """Return the id each of the cast has in the database, by key."""
    return {name: f"{script.replay}-{name}" for name in script.names()}


def enter_cast(desk: Desk, script: Script) -> Mapping[str, str]:
    """Put the cast into the database as of the first act; return a bearer token for each person, by key.

    Raises:
        BadInput, NotFound: somebody of the cast cannot be what the script says.
    """
    ids = cast_ids(script)
    began = script.begins
    lives = script.ends - began + timedelta(days=1)
    with writing(desk.engine) as db:
        for each in script.cast.organisations:
            row = Organisation(
                id=ids[each.key],
                parent_id=ids[each.parent] if each.parent else None,
                kind=each.kind,
                name=each.name,
                code=each.code,
                region=each.region,
                legal_basis=each.legal_basis,
            )
            office.found_organisation(db, row, began)
        tokens: dict[str, str] = {}
        for person in script.cast.people:
            newcomer = office.Newcomer(ids[person.organisation], person.name, person.role)
            office.add_person(db, newcomer, began, person_id=ids[person.key])
            tokens[person.key] = office.issue_token(db, ids[person.key], began, lives)
    return tokens
