"""The application over a database, as a process to be killed: ``python -m tests.faults.server URL PORT [SIZE]``.

Everything is imported once; each line on standard input forks a server, whose process id is the answer.
"""

from __future__ import annotations

import os
import resource
import signal
import sys

import uvicorn

from api.app import create_app
from mediation.records.database import connect
from mediation.settings import Settings
from tests.world import desk_on, law


def serve(url: str, port: str, *largest: str) -> None:
    """Serve until killed; no file may grow beyond ``largest`` bytes."""
    app = create_app(Settings(hosts=("127.0.0.1",)), desk=desk_on(connect(url)))
    if largest:
        resource.setrlimit(resource.RLIMIT_FSIZE, (int(largest[0]), int(largest[0])))
    uvicorn.run(app, host="127.0.0.1", port=int(port), log_level="critical", ws="none")


if __name__ == "__main__":
    law()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    for _ in sys.stdin:
        child = os.fork()
        if child == 0:
            serve(*sys.argv[1:])
        sys.stdout.write(f"{child}\n")
        sys.stdout.flush()
