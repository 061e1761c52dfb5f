"""What was acknowledged is there, whatever dies: the process, the room on the disk, the way to the database."""

from __future__ import annotations

import threading
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import httpx2
import pytest
from sqlalchemy import Engine, create_engine, event, text
from sqlalchemy.pool import NullPool
from starlette.testclient import TestClient

from api.app import create_app
from mediation.casework.verifying import verify
from mediation.errors import Conflict, Unavailable
from mediation.records.database import connect, reading, self_check, writing
from mediation.settings import Settings
from tests.faults.serving import post, process
from tests.stories import registered
from tests.world import MONDAY, STREET, CaseAt, World, desk_on, make_world

FORM = {"organisation_id": STREET, "source": "application", "nature": "labour", "cause": "追索劳动报酬争议"}
KILLS = 3


def contact(party: str, note: str = "已沟通") -> dict[str, Any]:
    return {"answers": {"party": party, "channel": "phone", "outcome": "spoken", "note": note}}


def url_of(engine: Engine) -> str:
    return engine.url.render_as_string(hide_password=False)


def findings(engine: Engine) -> tuple[object, ...]:
    with reading(engine) as db:
        return verify(db).findings


class Load:
    """Clients that send acts, each with one key until it is answered, and note what was acknowledged."""

    def __init__(self, address: str, token: str, case: CaseAt, party: str) -> None:
        self.address, self.token, self.case, self.party = address, token, case, party
        self.opened: list[str] = []
        self.noted: list[int] = []
        self.refused: list[int] = []
        self.stop = threading.Event()
        self.threads = [threading.Thread(target=self._work) for _ in range(4)]

    def start(self) -> None:
        """Begin to send."""
        for thread in self.threads:
            thread.start()

    def finish(self) -> None:
        """Send nothing new, and wait until everything is answered."""
        self.stop.set()
        for thread in self.threads:
            thread.join()

    def _work(self) -> None:
        while not self.stop.is_set():
            opened = self._insist(f"{self.address}/api/v1/cases", FORM)
            self.opened.append(opened["case"]["number"])
            noted = self._insist(f"{self.address}/api/v1/cases/{self.case.id}/acts/log_contact", contact(self.party))
            self.noted.append(noted["seq"])

    def _insist(self, url: str, body: Any) -> Any:
        key = uuid.uuid4().hex
        while True:
            try:
                answer = post(url, self.token, key, body)
            except httpx2.TransportError:
                time.sleep(0.05)
                continue
            if answer.status_code in {200, 201}:
                return answer.json()
            self.refused.append(answer.status_code)
            time.sleep(0.05)


def test_what_a_killed_server_acknowledged_is_there_once_and_numbers_have_no_gap(world: World) -> None:
    case, ids = registered(world)
    with process(url_of(world.desk.engine)) as server:
        load = Load(server.address, world.tokens["registrar"], case, ids["worker"])
        for kill in range(KILLS + 1):
            server.start()
            if kill == 0:
                load.start()
            time.sleep(0.6 + 0.2 * kill)
            if kill < KILLS:
                server.kill()
        load.finish()

    with reading(world.desk.engine) as db:
        serials = sorted(db.execute(text("SELECT serial FROM case_file")).scalars())
        numbers = set(db.execute(text("SELECT number FROM case_file WHERE id <> :id"), {"id": case.id}).scalars())
        contacts = sorted(db.execute(text("SELECT seq FROM event WHERE act = 'log_contact'")).scalars())
    assert len(load.opened) > 10
    assert set(load.refused) <= {503}
    assert numbers == set(load.opened)
    assert len(numbers) == len(load.opened)
    assert serials == list(range(1, len(load.opened) + 2))
    assert contacts == sorted(load.noted)
    assert findings(world.desk.engine) == ()


def fill(world: World, case: CaseAt, party: str) -> httpx2.Response:
    """Log long contacts until one is not taken, and return that answer."""
    path = f"/cases/{case.id}/acts/log_contact"
    for _ in range(300):
        answer = world.call("POST", path, "registrar", json=contact(party, "详" * 9000))
        if answer.status_code != 200:
            return answer
    raise AssertionError("the disk never filled")


@contextmanager
def pages_at_most(engine: Engine, more: int) -> Iterator[None]:
    """Let the SQLite file grow by so many pages and no further."""
    with reading(engine) as db:
        pages = int(db.exec_driver_sql("PRAGMA page_count").scalar_one())

    def limit(connection: Any, _record: Any) -> None:
        connection.execute(f"PRAGMA max_page_count={pages + more}")

    event.listen(engine, "connect", limit)
    engine.dispose()
    yield
    event.remove(engine, "connect", limit)
    engine.dispose()


def test_a_full_disk_answers_507_leaves_nothing_half_written_and_goes_on_when_there_is_room(small_world: World) -> None:
    case, ids = registered(small_world)
    engine = small_world.desk.engine

    with pages_at_most(engine, 60):
        full = fill(small_world, case, ids["worker"])
        seen = case.view()
        kept = findings(engine)
    answer = small_world.call(
        "POST", f"/cases/{case.id}/acts/log_contact", "registrar", json=contact(ids["worker"], "腾出空间后")
    )

    assert (full.status_code, full.json()["code"]) == (507, "storage_full")
    assert "存储空间不足" in full.json()["title"]
    assert seen["id"] == case.id
    assert kept == ()
    assert answer.status_code == 200
    assert findings(engine) == ()


def test_a_file_that_may_not_grow_answers_507_too(small_world: World) -> None:
    case, ids = registered(small_world)
    engine = small_world.desk.engine
    path, token = f"/api/v1/cases/{case.id}/acts/log_contact", small_world.tokens["registrar"]
    engine.dispose()

    acknowledged, last = 0, 200
    with process(url_of(engine), "1500000") as server:
        server.start()
        while last == 200 and acknowledged < 300:
            body = contact(ids["worker"], "详" * 9000)
            last = post(f"{server.address}{path}", token, uuid.uuid4().hex, body).status_code
            acknowledged += last == 200
    with reading(engine) as db:
        kept = db.execute(text("SELECT count(*) FROM event WHERE act = 'log_contact'")).scalar_one()
        whole = db.exec_driver_sql("PRAGMA integrity_check").scalar_one()

    assert last == 507
    assert kept == acknowledged > 0
    assert whole == "ok"
    assert findings(engine) == ()


def test_a_database_that_cannot_be_reached_answers_503_and_says_when_to_try_again(
    database: Engine, small_world: World
) -> None:
    away = connect(_elsewhere(database))
    app = create_app(Settings(hosts=("testserver",)), desk=desk_on(away), clock=lambda: MONDAY)
    client = TestClient(app, raise_server_exceptions=False)

    answer = client.get("/api/v1/me", headers={"Authorization": f"Bearer {small_world.tokens['registrar']}"})

    assert (answer.status_code, answer.json()["code"]) == (503, "unavailable")
    assert answer.headers["retry-after"] == "5"


def _elsewhere(engine: Engine) -> str:
    """The URL of a database of the same kind that is not there."""
    gone = "/nowhere/at/all.db" if engine.dialect.name == "sqlite" else "nowhere"
    return engine.url.set(database=gone).render_as_string(hide_password=False)


def test_a_database_that_went_away_is_used_again_when_it_is_back(postgres_world: World, postgres: str) -> None:
    case, ids = registered(postgres_world)
    name, path = postgres_world.desk.engine.url.database, f"/cases/{case.id}/acts/log_contact"
    body = contact(ids["worker"])
    admin = create_engine(postgres, isolation_level="AUTOCOMMIT", poolclass=NullPool)

    with admin.connect() as db:
        db.execute(text(f"ALTER DATABASE {name} ALLOW_CONNECTIONS false"))
        db.execute(text(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'"))
        away = [
            postgres_world.call("GET", "/cases", "registrar"),
            postgres_world.call("POST", path, "registrar", json=body),
        ]
        db.execute(text(f"ALTER DATABASE {name} ALLOW_CONNECTIONS true"))
    again = postgres_world.call("POST", path, "registrar", json=body)

    assert [answer.status_code for answer in away] == [503, 503]
    assert again.status_code == 200
    assert findings(postgres_world.desk.engine) == ()


def test_a_connection_that_dies_in_the_middle_of_an_act_saves_nothing_of_it(postgres_world: World) -> None:
    case, ids = registered(postgres_world)
    engine = postgres_world.desk.engine
    killer = create_engine(url_of(engine), isolation_level="AUTOCOMMIT", poolclass=NullPool)

    def interrupted() -> None:
        with writing(engine) as db:
            db.execute(text("UPDATE folder SET seq = seq + 1 WHERE id = :id"), {"id": case.id})
            mine = db.execute(text("SELECT pg_backend_pid()")).scalar_one()
            with killer.connect() as other:
                other.execute(text(f"SELECT pg_terminate_backend({mine})"))
            db.execute(text("SELECT 1"))

    with pytest.raises(Unavailable):
        interrupted()

    assert findings(engine) == ()
    assert case.act("registrar", "log_contact", **contact(ids["worker"])["answers"])


@pytest.fixture
def postgres_world(postgres: str, postgres_template: str) -> Iterator[World]:
    """The invented world on a PostgreSQL database of its own."""
    name = f"t{uuid.uuid4().hex}"
    admin = create_engine(postgres, isolation_level="AUTOCOMMIT", poolclass=NullPool)
    with admin.connect() as db:
        db.execute(text(f"CREATE DATABASE {name} TEMPLATE {postgres_template}"))
    engine = connect(admin.url.set(database=name).render_as_string(hide_password=False))
    yield make_world(engine)
    engine.dispose()
    with admin.connect() as db:
        db.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))


def _weakened(engine: Engine) -> Engine:
    weak = connect(url_of(engine))
    event.listen(weak, "connect", lambda connection, _record: connection.execute("PRAGMA synchronous=NORMAL"))
    return weak


SQLITE = {
    "journal_mode": "wal",
    "synchronous": "2",
    "foreign_keys": "1",
    "recursive_triggers": "1",
    "busy_timeout": "10000",
    "trusted_schema": "0",
    "cell_size_check": "1",
}
POSTGRESQL = {"fsync": "on", "full_page_writes": "on", "synchronous_commit": "on", "TimeZone": "utc"}


def test_the_settings_that_durability_rests_on_are_really_on(database: Engine) -> None:
    ask, wanted = ("PRAGMA", SQLITE) if database.dialect.name == "sqlite" else ("SHOW", POSTGRESQL)

    with writing(database) as db:
        found = {name: str(db.exec_driver_sql(f"{ask} {name}").scalar_one()) for name in wanted}

    assert {name: value.lower() for name, value in found.items()} == wanted
    self_check(database)


def test_a_database_that_may_lose_what_it_acknowledged_is_not_started_on(database: Engine) -> None:
    weak = _weakened(database) if database.dialect.name == "sqlite" else _careless(database)

    with pytest.raises(Conflict) as refused:
        desk_on(weak).publish(MONDAY)

    assert refused.value.code == "weak_durability"
    assert "synchronous" in refused.value.en
    weak.dispose()


def _careless(engine: Engine) -> Engine:
    return create_engine(url_of(engine), connect_args={"options": "-c synchronous_commit=off"})
