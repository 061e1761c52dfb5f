"""``mediation worker``: several processes over one database fire each rung once, and end cleanly when they are told."""

from __future__ import annotations

import logging
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import text
from typer.testing import CliRunner

from mediation.casework.sweeping import sweep
from mediation.casework.verifying import verify
from mediation.cli.main import app
from mediation.records.database import reading
from mediation.working import work
from tests.faults.serving import ROOT
from tests.stories import with_parties
from tests.world import MONDAY, CaseAt, World

LONG_AGO = "2025-03-03"
"""A day of receipt whose limits are over whenever this runs."""
RUNGS = 6
FIRED = re.compile(r"fired case=(\S+) limit=(\S+) rung=(\S+)")


def overdue(world: World) -> CaseAt:
    """A case with two limits that ended long ago: three rungs each are due at once."""
    case = world.open()
    with_parties(case)
    case.move("registrar", "labour_mediation", "register", form="written", received_on=LONG_AGO)
    return case


def url(world: World) -> str:
    return world.desk.engine.url.render_as_string(hide_password=False)


def wait_until(holds: Callable[[], bool], seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, "it did not come to that in time"
        time.sleep(0.05)


def firings(world: World) -> int:
    with reading(world.desk.engine) as db:
        return int(db.execute(text("SELECT count(*) FROM firing")).scalar_one())


@contextmanager
def workers(world: World, logs: list[Path]) -> Iterator[list[subprocess.Popen[bytes]]]:
    """A worker for each log, every one of them at work; none is left at the end."""
    command = [sys.executable, "-m", "mediation", "worker", "--database", url(world), "--every", "0.1"]
    running = []
    for log in logs:
        with log.open("wb") as said:
            running.append(subprocess.Popen(command, cwd=ROOT, stdout=said, stderr=said))
    try:
        wait_until(lambda: all("started" in log.read_text() for log in logs))
        yield running
    finally:
        for one in running:
            one.kill()
            one.wait()


@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
def test_two_workers_fire_each_rung_once_and_end_cleanly_when_told(world: World, tmp_path: Path) -> None:
    logs = [tmp_path / "one.log", tmp_path / "two.log"]
    with workers(world, logs) as running:
        cases = [overdue(world) for _ in range(4)]
        wait_until(lambda: firings(world) == len(cases) * RUNGS)
        running[0].send_signal(signal.SIGTERM)
        running[1].send_signal(signal.SIGINT)
        ended = [one.wait(60) for one in running]

    said = [log.read_text() for log in logs]
    rungs = [found for log in said for found in FIRED.findall(log)]
    assert ended == [0, 0]
    assert len(rungs) == len(set(rungs)) == len(cases) * RUNGS
    assert {case for case, _, _ in rungs} == {case.id for case in cases}
    assert all("ended" in log.splitlines()[-1] for log in said)
    assert not any("Traceback" in log for log in said)
    with reading(world.desk.engine) as db:
        assert verify(db).findings == ()


def test_one_sweep_fires_what_is_due_and_ends(small_world: World) -> None:
    overdue(small_world)

    result = CliRunner().invoke(app, ["worker", "--once", "--database", url(small_world)])

    assert result.exit_code == 0, result.stderr
    assert len(FIRED.findall(result.stderr)) == firings(small_world) == RUNGS
    assert list(sweep(small_world.desk, MONDAY)) == []


def test_a_worker_makes_no_database_where_there_is_none(tmp_path: Path) -> None:
    result = CliRunner().invoke(app, ["worker", "--once", "--database", f"sqlite:///{tmp_path / 'none.db'}"])

    assert result.exit_code == 5
    assert list(tmp_path.iterdir()) == []


def test_a_worker_told_to_end_leaves_the_rungs_it_has_not_reached(small_world: World) -> None:
    overdue(small_world)

    fired = work(small_world.desk, lambda: MONDAY, lambda _seconds: True, 5)

    assert fired == firings(small_world) == 1


def test_a_line_a_minute_says_that_the_worker_lives(small_world: World, caplog: pytest.LogCaptureFixture) -> None:
    def wait(_seconds: float) -> bool:
        small_world.clock[0] += timedelta(seconds=25)
        return small_world.now == MONDAY + timedelta(seconds=250)

    with caplog.at_level(logging.INFO, "mediation.worker"):
        work(small_world.desk, lambda: small_world.now, wait, 25)

    assert [re.findall(r"alive .*sweeps=(\d+)", line) for line in caplog.messages] == [["4"], ["7"], ["10"]]
