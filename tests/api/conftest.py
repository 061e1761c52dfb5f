"""One planted world for all the tests that only look at it; a fresh ``small_world`` for those that act."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from mediation.records.database import connect
from tests.api.planting import Planted, plant
from tests.world import World, make_world


@pytest.fixture(scope="module")
def planted(sqlite_template: bytes, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Planted]:
    """Two cases that went their whole way, with something confided in every field that takes words."""
    file = tmp_path_factory.mktemp("planted") / "mediation.db"
    file.write_bytes(sqlite_template)
    engine = connect(f"sqlite:///{file}")
    yield plant(make_world(engine))
    engine.dispose()


@pytest.fixture(scope="module")
def shared_world(sqlite_template: bytes, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """One world for many tests, each with a case of its own: for what is refused and changes nothing."""
    file = tmp_path_factory.mktemp("shared") / "mediation.db"
    file.write_bytes(sqlite_template)
    engine = connect(f"sqlite:///{file}")
    yield make_world(engine)
    engine.dispose()
