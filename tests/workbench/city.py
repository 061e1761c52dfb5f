"""The invented city as the demonstration serves it, on a day of our choosing; people come in by its one-click door."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from starlette.testclient import TestClient

from api.app import create_app
from mediation.casework.desk import Desk
from mediation.city.seeding import City, seed_city
from mediation.records.database import connect
from mediation.settings import Settings
from tests.workbench.visiting import Visitor, forms
from tests.world import World, desk_on

TODAY = datetime(2026, 8, 20, 2, tzinfo=UTC)
"""Thursday 20 August 2026, 10:00 in Asia/Shanghai."""


def demonstrating(desk: Desk, now: datetime) -> World:
    """A desk behind its doors with the setting of the demonstration on; nobody has a token."""
    clock = [now]
    app = create_app(Settings(hosts=("testserver", "127.0.0.1"), demo=True), desk=desk, clock=lambda: clock[0])
    return World(desk, TestClient(app, raise_server_exceptions=False), {}, clock)


def seeded(file: Path, schema: bytes) -> tuple[World, City]:
    """The whole city in a file, from the bytes of a database with the present schema; takes some ten seconds."""
    file.write_bytes(schema)
    desk = desk_on(connect(f"sqlite:///{file}"))
    city = seed_city(desk, TODAY)
    return demonstrating(desk, TODAY), city


def entered(world: World, who: str) -> Visitor:
    """Somebody who pressed their button on the page of the demonstration."""
    visitor = Visitor(world)
    answer = visitor.send(forms(visitor.read("/demo"))["/demo"], who=who)
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    return visitor
