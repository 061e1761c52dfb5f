"""The application: made by ``create_app``, nothing happens at import. A route the policy does not list fails here."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime

from fastapi import APIRouter, FastAPI
from fastapi.routing import APIRoute

from api.description import describe
from api.errors import add_handlers
from api.guard import Guard
from api.v1 import acts, cases, papers, reference
from mediation.casework.desk import Desk, open_desk
from mediation.policy import DOORS
from mediation.settings import Settings

PREFIX = "/api/v1"
ROUTERS = (cases.router, acts.router, papers.router, reference.router)


def utc_now() -> datetime:
    """Return the present instant in UTC: the one place where the clock is read."""
    return datetime.now(UTC)


def create_app(
    settings: Settings | None = None, *, desk: Desk | None = None, clock: Callable[[], datetime] = utc_now
) -> FastAPI:
    """Return the application over a desk; ``clock`` is replaced only by replays and tests.

    Raises:
        LookupError: a route is missing from the policy table (``policy.DOORS``), or the table lists one that is not.
    """
    settings = settings or Settings()
    desk = desk or open_desk(settings.database, clock().date())

    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        desk.publish(clock())
        yield
        desk.engine.dispose()

    app = FastAPI(
        title="工会—法院劳动争议诉调对接 · labour-dispute mediation",
        version="0.1.0",
        openapi_url="/api/v1/openapi.json" if settings.openapi else None,
        docs_url=None,
        redoc_url=None,
        lifespan=lifespan,
        separate_input_output_schemas=False,
    )
    app.state.desk = desk
    app.state.clock = clock
    hold_to_policy(ROUTERS)
    for router in ROUTERS:
        app.include_router(router, prefix=PREFIX)
    app.add_middleware(Guard, hosts=settings.hosts)
    add_handlers(app)
    describe(app)
    return app


def hold_to_policy(routers: Sequence[APIRouter]) -> None:
    """Hold the routes against the policy table, both ways.

    Raises:
        LookupError: names what is on one side only.
    """
    found = [route for router in routers for route in router.routes if isinstance(route, APIRoute)]
    routes = {f"{method} {PREFIX}{route.path}" for route in found for method in route.methods or ()}
    if routes != set(DOORS):
        raise LookupError(f"routes and policy differ: {sorted(routes ^ set(DOORS))}")
