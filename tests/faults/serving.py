"""A real server on loopback: in a thread over a world's engine, or as a process of its own that can be killed."""

from __future__ import annotations

import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

import httpx2
import uvicorn

from api.app import create_app
from mediation.settings import Settings
from tests.world import World

T = TypeVar("T")
ROOT = Path(__file__).resolve().parents[2]


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def answers(url: str) -> bool:
    """Whether somebody answers there."""
    try:
        return httpx2.get(f"{url}/api/v1/me").status_code == 401
    except httpx2.TransportError:
        return False


def wait_for(url: str, seconds: float = 15) -> None:
    """Wait until the server answers."""
    end = time.monotonic() + seconds
    while not answers(url):
        assert time.monotonic() < end, f"nobody answers at {url}"
        time.sleep(0.05)


@contextmanager
def served(world: World) -> Iterator[str]:
    """The world's application on a port, in a thread: requests run on real threads over the real engine."""
    port = free_port()
    app = create_app(Settings(hosts=("127.0.0.1",)), desk=world.desk, clock=lambda: world.now)
    config = uvicorn.Config(app, host="127.0.0.1", port=port, log_level="critical", ws="none")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    url = f"http://127.0.0.1:{port}"
    wait_for(url)
    yield url
    server.should_exit = True
    thread.join(10)


@contextmanager
def process(database: str, port: int, *largest: str) -> Iterator[subprocess.Popen[bytes]]:
    """The application over a database, as a process; killed at the end if it still lives."""
    command = [sys.executable, "-m", "tests.faults.server", database, str(port), *largest]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as running:
        yield running
        running.kill()


def at_once(calls: Sequence[Callable[[], T]]) -> list[T]:
    """Make all calls at the same instant, each on a thread of its own."""
    gate = threading.Barrier(len(calls))

    def through(call: Callable[[], T]) -> T:
        gate.wait()
        return call()

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(through, calls))


def post(url: str, token: str, key: str, body: Any, version: int | None = None) -> httpx2.Response:
    """Send a write."""
    headers = {"Authorization": f"Bearer {token}", "Idempotency-Key": key}
    if version is not None:
        headers["If-Match"] = f'"{version}"'
    return httpx2.post(url, json=body, headers=headers, timeout=30)
