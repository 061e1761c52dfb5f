"""The application: made by ``create_app``, nothing happens at import. A route the policy does not list fails here."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime

from fastapi import APIRouter, FastAPI, Request
from fastapi.responses import Response
from fastapi.routing import APIRoute

from api.description import describe
from api.errors import add_handlers, problem
from api.guard import Guard
from api.v1 import acts, batches, calculators, cases, checks, files, matters, papers, reference, referrals
from api.workbench import demo, rooms
from api.workbench.problems import is_page, problem_page
from mediation.casework.desk import Desk, open_desk
from mediation.doors import DEMO_PAGES, DOORS, PAGES
from mediation.errors import MediationError
from mediation.settings import Settings

PREFIX = "/api/v1"
ROUTERS = (
    cases.router,
    acts.router,
    matters.router,
    batches.router,
    papers.router,
    reference.router,
    calculators.router,
    checks.router,
    referrals.router,
    files.router,
)


def utc_now() -> datetime:
    """Return the present instant in UTC: the one place where the clock is read."""
    return datetime.now(UTC)


def create_app(
    settings: Settings | None = None, *, desk: Desk | None = None, clock: Callable[[], datetime] = utc_now
) -> FastAPI:
    """Return the application over a desk; ``clock`` is replaced only by replays and tests.

    Raises:
        LookupError: a route is missing from the policy table (``doors.DOORS``), or the table lists one that is not.
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
    app.state.demo = settings.demo
    pages = (*rooms.ROUTERS, demo.router) if settings.demo else rooms.ROUTERS
    hold_to_policy(ROUTERS, pages, demonstrating=settings.demo)
    for router in ROUTERS:
        app.include_router(router, prefix=PREFIX)
    for router in pages:
        app.include_router(router, include_in_schema=False)
    app.add_middleware(Guard, hosts=settings.hosts, answer=answered)
    add_handlers(app, answered)
    describe(app)
    return app


def answered(error: MediationError, request: Request) -> Response:
    """Return an error in the form of the door it happened at: a page for people, a problem document for programs."""
    return problem_page(error, request) if is_page(request) else problem(error, request)


def hold_to_policy(
    routers: Sequence[APIRouter], pages: Sequence[APIRouter] = rooms.ROUTERS, *, demonstrating: bool = False
) -> None:
    """Hold the routes against the policy table, both ways; ``pages`` are those of the workbench.

    Raises:
        LookupError: names what is on one side only.
    """
    routes = {*_routes(routers, PREFIX), *_routes(pages, "")}
    listed = {*DOORS, *PAGES, *(DEMO_PAGES if demonstrating else ())}
    if routes != listed:
        raise LookupError(f"routes and policy differ: {sorted(routes ^ listed)}")


def _routes(routers: Sequence[APIRouter], prefix: str) -> set[str]:
    found = [route for router in routers for route in router.routes if isinstance(route, APIRoute)]
    return {f"{method} {prefix}{route.path}" for route in found for method in route.methods or ()}
