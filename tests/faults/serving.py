"""A real server on loopback: in a thread over a world's engine, or as a process of its own that can be killed."""

from __future__ import annotations

import os
import signal
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
        return httpx2.get(f"{url}/api/v1/me", trust_env=False).status_code == 401
    except httpx2.TransportError:
        return False


def wait_for(url: str, seconds: float = 60) -> None:
    """Wait until the server answers."""
    end = time.monotonic() + seconds
    while not answers(url):
        assert time.monotonic() < end, f"nobody answers at {url}"
        time.sleep(0.05)


@contextmanager
def served(world: World, *, demo: bool = False) -> Iterator[str]:
    """The world's application on a port, in a thread: requests run on real threads over the real engine."""
    port = free_port()
    app = create_app(Settings(hosts=("127.0.0.1",), demo=demo), desk=world.desk, clock=lambda: world.now)
    config = uvicorn.Config(app, host="127.0.0.1", port=port, log_level="critical", ws="none")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    url = f"http://127.0.0.1:{port}"
    wait_for(url)
    yield url
    server.should_exit = True
    thread.join(10)


class Server:
    """The application over a database, as a process that is started and killed again and again."""

    def __init__(self, running: subprocess.Popen[str], address: str) -> None:
        self.running, self.address = running, address
        self.serving: int | None = None

    def start(self) -> None:
        """Start it and wait until it answers."""
        assert self.running.stdin is not None
        assert self.running.stdout is not None
        self.running.stdin.write("\n")
        self.running.stdin.flush()
        self.serving = int(self.running.stdout.readline())
        wait_for(self.address)

    def kill(self) -> None:
        """Kill it as a power cut would: no handler runs."""
        if self.serving is not None:
            os.kill(self.serving, signal.SIGKILL)
        self.serving = None


@contextmanager
def process(database: str, *largest: str) -> Iterator[Server]:
    """A server over a database; dead at the end."""
    port = free_port()
    command = [sys.executable, "-m", "tests.faults.server", database, str(port), *largest]
    pipes: Any = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.DEVNULL}
    with subprocess.Popen(command, cwd=ROOT, text=True, **pipes) as running:
        server = Server(running, f"http://127.0.0.1:{port}")
        yield server
        server.kill()
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
    return httpx2.post(url, json=body, headers=headers, timeout=30, trust_env=False)
