"""Batches in the background: made whole, a result a row, finished after kill -9 by whoever lives, and nothing twice."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import text

from mediation.casework.verifying import verify
from mediation.records.database import reading
from tests.casework.groups import in_mediation, send
from tests.faults.serving import ROOT
from tests.faults.test_worker import url, wait_until
from tests.world import World

FOUR = [
    {"kind": "application"},
    {"kind": "rights_notice"},
    {"kind": "acceptance_notice"},
    {"kind": "delivery_address", "party": "worker"},
]


@contextmanager
def worker(world: World, log: Path) -> Iterator[subprocess.Popen[bytes]]:
    """A worker over the world's database; dead at the end."""
    command = [sys.executable, "-m", "mediation", "worker", "--database", url(world), "--every", "0.2"]
    with log.open("wb") as said:
        running = subprocess.Popen(command, cwd=ROOT, stdout=said, stderr=said)
    try:
        yield running
    finally:
        running.kill()
        running.wait()


def ordered(world: World, matter: str, papers: Any = tuple(FOUR), **more: Any) -> str:
    answer = send(world, "registrar", matter, "batches", papers=list(papers), **more)
    assert answer.status_code == 202, answer.text
    return str(answer.json()["id"])


def progress(world: World, matter: str, batch: str, who: str = "registrar") -> Mapping[str, Any]:
    found: Mapping[str, Any] = world.get(f"/matters/{matter}/batches/{batch}", who)
    return found


def papers(world: World) -> Counter[tuple[str, str]]:
    with reading(world.desk.engine) as db:
        found = db.execute(text("SELECT case_id, kind FROM paper"))
        return Counter((row.case_id, row.kind) for row in found)


def test_a_batch_outlives_kill_nine_and_another_worker_finishes_it_once(world: World, tmp_path: Path) -> None:
    matter = in_mediation(world, 6)
    batch = ordered(world, matter)
    with worker(world, tmp_path / "one.log") as first:
        wait_until(lambda: progress(world, matter, batch)["done"] >= 4)
        os.kill(first.pid, signal.SIGKILL)
        first.wait()
        half = progress(world, matter, batch)
    with worker(world, tmp_path / "two.log") as second:
        wait_until(lambda: progress(world, matter, batch)["ended_at"] is not None)
        second.send_signal(signal.SIGTERM)
        ended = second.wait(60)

    whole = progress(world, matter, batch)
    assert 4 <= half["done"] < 24
    assert half["ended_at"] is None
    assert whole["counts"] == {"done": 24, "refused": 0, "stale": 0, "bad_input": 0, "failed": 0}, whole["results"]
    assert set(papers(world).values()) == {1}
    assert len(papers(world)) == 24
    assert ended == 0
    assert "Traceback" not in (tmp_path / "two.log").read_text()
    with reading(world.desk.engine) as db:
        assert verify(db).findings == ()


def test_a_server_brings_nothing_in_that_it_does_not_need_yet() -> None:
    found = "import sys, api.app, mediation.serving, mediation.working; print('dbos' in sys.modules)"
    told = subprocess.run([sys.executable, "-c", found], cwd=ROOT, capture_output=True, text=True, check=True)

    assert told.stdout.strip() == "False"
