"""The application over a database, run as a process: ``python -m tests.faults.server URL PORT [LARGEST_FILE]``."""

from __future__ import annotations

import resource
import sys

import uvicorn

from api.app import create_app
from mediation.records.database import connect
from mediation.settings import Settings
from tests.world import desk_on

if __name__ == "__main__":
    url, port, *largest = sys.argv[1:]
    app = create_app(Settings(hosts=("127.0.0.1",)), desk=desk_on(connect(url)))
    if largest:
        resource.setrlimit(resource.RLIMIT_FSIZE, (int(largest[0]), int(largest[0])))
    uvicorn.run(app, host="127.0.0.1", port=int(port), log_level="critical", ws="none")
