"""The worker: the sweep and the batches as a process of its own, as many as one likes; ends when it is told to."""

from __future__ import annotations

import logging
import os
import select
import signal
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta
from typing import TypeAlias

from mediation.background import LOOK_EVERY, batches_run
from mediation.casework.desk import Desk
from mediation.casework.sweeping import Fired, sweep
from mediation.errors import MediationError
from mediation.records.database import self_check

HEARTBEAT = timedelta(minutes=1)
Wait: TypeAlias = Callable[[float], bool]
"""Wait so many seconds at most; true as soon as the worker shall end."""
_LOG = logging.getLogger("mediation.worker")


def work_until_told(desk: Desk, clock: Callable[[], datetime], *, once: bool, every: float) -> None:
    """Work until SIGTERM or SIGINT comes, or for one sweep. Only from the main thread.

    Raises:
        Conflict: the database is not set to survive a loss of power.
        Unavailable: ``once``, and the database is away or stayed locked.
    """
    self_check(desk.engine)
    with _told_to_end() as wait:
        _LOG.info("开始 started pid=%s database=%s every=%ss", os.getpid(), desk.dialect, every)
        if once:
            fired = _sweep(desk, clock, wait)
        else:
            with batches_run(desk, clock, min(every, LOOK_EVERY)):
                fired = work(desk, clock, wait, every)
        _LOG.info("结束 ended pid=%s fired=%s", os.getpid(), fired)
    desk.engine.dispose()


def work(desk: Desk, clock: Callable[[], datetime], wait: Wait, every: float) -> int:
    """Sweep every so many seconds until ``wait`` says to end; return how many rungs fired.

    What the database refuses is logged and tried again; a line a minute (``HEARTBEAT``) says that the worker lives.
    """
    beat, sweeps, fired = clock(), 0, 0
    while True:
        try:
            fired += _sweep(desk, clock, wait)
        except MediationError as error:
            _LOG.warning("%s %s", error.zh, error.en)
        sweeps += 1
        if clock() - beat >= HEARTBEAT:
            beat = clock()
            _LOG.info("运行中 alive pid=%s sweeps=%s fired=%s", os.getpid(), sweeps, fired)
        if wait(every):
            return fired


def _sweep(desk: Desk, clock: Callable[[], datetime], wait: Wait) -> int:
    count = 0
    for fired in sweep(desk, clock()):
        count += 1
        _LOG.info("%s", _line(fired))
        if wait(0):
            break
    return count


def _line(fired: Fired) -> str:
    due = fired.at.isoformat(timespec="seconds")
    return f"触发 fired case={fired.case_id} limit={fired.limit_id} rung={fired.rung} at={due} move={fired.move or '-'}"


@contextmanager
def _told_to_end() -> Iterator[Wait]:
    """Hear SIGTERM and SIGINT through a socket: a handler that only writes a byte interrupts no transaction."""
    heard, telling = socket.socketpair()
    with heard, telling:
        telling.setblocking(False)

        def hear(_signal: int, _frame: object) -> None:
            with suppress(BlockingIOError):
                telling.send(b".")

        before = {each: signal.signal(each, hear) for each in (signal.SIGTERM, signal.SIGINT)}
        try:
            yield lambda seconds: bool(select.select([heard], [], [], seconds)[0])
        finally:
            for each, handler in before.items():
                signal.signal(each, handler)


@contextmanager
def logged() -> Iterator[None]:
    """Write what the worker says on stderr while the block runs, a line each, times in UTC."""
    handler = logging.StreamHandler()
    formatter = logging.Formatter("%(asctime)sZ %(levelname)s %(message)s", "%Y-%m-%dT%H:%M:%S")
    formatter.converter = time.gmtime
    handler.setFormatter(formatter)
    level = _LOG.level
    _LOG.addHandler(handler)
    _LOG.setLevel(logging.INFO)
    try:
        yield
    finally:
        _LOG.removeHandler(handler)
        _LOG.setLevel(level)
