"""Serving: the application on a socket, and on SQLite a thread beside it that fires due clocks every few seconds."""

from __future__ import annotations

import logging
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from datetime import datetime
from typing import Any

import uvicorn
from uvicorn.importer import import_from_string

from mediation.background import batches_run
from mediation.casework.desk import Desk
from mediation.casework.sweeping import sweep
from mediation.errors import MediationError, Unavailable
from mediation.settings import Settings

APPLICATION = "api.app:create_app"
CLOCK = "api.app:utc_now"
LOOPBACK = "127.0.0.1"
SWEEP_EVERY = 5.0
_LOG = logging.getLogger("mediation.sweep")


def present() -> datetime:
    """Return the present instant from the application's clock, the one place where it is read."""
    now: datetime = import_from_string(CLOCK)()
    return now


def application(desk: Desk, settings: Settings, **more: Any) -> Any:
    """Return the application over a desk, found by its import string: nothing of ours imports the doors."""
    return import_from_string(APPLICATION)(settings, desk=desk, **more)


def listening(host: str, port: int, *, or_free: bool = False) -> socket.socket:
    """Return a bound socket; ``or_free`` takes any free port when that one is in use.

    Raises:
        Unavailable: the address cannot be had.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    for wanted in (port, 0) if or_free else (port,):
        found = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)  # named, else asyncio keeps Nagle's delay
        found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            found.bind((host, wanted))
        except OSError as error:
            found.close()
            problem = error
            continue
        return found
    raise Unavailable(
        f"无法使用地址 {host}:{port}（{problem.strerror}），请换一个端口（--port）。",
        f"The address {host}:{port} cannot be had ({problem.strerror}); choose another --port.",
    ) from problem


def serve(desk: Desk, settings: Settings, where: socket.socket) -> None:
    """Serve until interrupted; on SQLite fire due clocks and run batches meanwhile (on PostgreSQL workers do)."""
    config = uvicorn.Config(application(desk, settings), log_level="info", ws="none", timeout_graceful_shutdown=5)
    server = uvicorn.Server(config)
    with ExitStack() as beside, suppress(KeyboardInterrupt):
        if desk.dialect == "sqlite":
            beside.enter_context(sweeping(desk, present))
            beside.enter_context(batches_run(desk, present))
        server.run(sockets=[where])


@contextmanager
def sweeping(desk: Desk, clock: Callable[[], datetime], every: float = SWEEP_EVERY) -> Iterator[None]:
    """Fire due clocks in a thread while the block runs; a failure is logged and tried again."""
    stop = threading.Event()

    def run() -> None:
        while not stop.is_set():
            try:
                for fired in sweep(desk, clock()):
                    _LOG.info("%s %s %s", fired.case_id, fired.limit_id, fired.rung)
            except MediationError as error:
                _LOG.warning("%s %s", error.zh, error.en)
            stop.wait(every)

    thread = threading.Thread(target=run, daemon=True, name="sweep")
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join(10)
