"""The thread beside a server or a worker that looks for batches, and brings DBOS in when there is the first one."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from typing import Any

from uvicorn.importer import import_from_string

from mediation.casework import batches
from mediation.casework.desk import Desk
from mediation.records.database import reading

RUNNER = "mediation.jobs:Runner"
"""Found by its import string: it costs a second to import, and most processes never need it."""
LOOK_EVERY = 1.0
SILENT_LOOKS = 10
"""After how many looks that did not come a process counts as gone; two seconds at least."""
_LOG = logging.getLogger("mediation.worker.jobs")


@contextmanager
def batches_run(desk: Desk, clock: Callable[[], datetime], every: float = LOOK_EVERY) -> Iterator[None]:
    """Run batches while the block runs; what goes wrong is logged, and looked at again."""
    stop = threading.Event()
    watch = _Watch(desk, clock, timedelta(seconds=max(SILENT_LOOKS * every, 2.0)))

    def run() -> None:
        while not stop.is_set():
            try:
                watch.look()
            except Exception as error:  # noqa: BLE001  # DBOS raises what the drivers raise; the next look may succeed
                _LOG.warning("后台任务暂不能运行 background work held up: %s", type(error).__name__)
            stop.wait(every)
        watch.end()

    thread = threading.Thread(target=run, daemon=True, name="batches")
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join(30)


class _Watch:
    """What a thread remembers between two looks."""

    def __init__(self, desk: Desk, clock: Callable[[], datetime], lives: timedelta) -> None:
        self.desk, self.clock, self.lives = desk, clock, lives
        self.runner: Any = None
        self.forgot: date | None = None

    def look(self) -> None:
        now = self.clock()
        if self.forgot != now.date():
            batches.forget_old(self.desk, now)
            self.forgot = now.date()
        with reading(self.desk.engine) as db:
            waiting = batches.unfinished(db)
        if waiting:
            self.runner = self.runner or import_from_string(RUNNER)(self.desk, self.clock, self.lives)
            self.runner.look(waiting)

    def end(self) -> None:
        if self.runner is not None:
            self.runner.stop()
