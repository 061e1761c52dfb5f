"""``make demo`` as a stranger runs it: everything by itself, twice, in a folder of its own; and ``serve``."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import httpx2

from mediation.city.cast import settle_in
from mediation.records.database import connect, writing
from mediation.records.migrate import upgrade
from mediation.replay.demo import database_of
from tests.cli.test_commands import CONFLICT, OK, run
from tests.world import MONDAY


def test_a_demonstration_replays_both_cases_and_leaves_papers_history_and_accounts(tmp_path: Path) -> None:
    folder = tmp_path / "demo"
    result = run("demo", "--out", folder, "--no-serve")
    assert result.exit_code == OK, result.output
    for said in (
        "双方委托同一人",
        "9月1日前",
        "2026-09-14 星期一",
        "2023-08-28 星期一",
        "后来",
        "依据",
        "怎么办",
        "谁可办",
    ):
        assert said in result.stdout
    for case in ("jiangzhou", "langya"):
        papers = sorted(path.name for path in (folder / case / "papers").iterdir())
        assert papers == ["1-调解协议书.html", "1-调解协议书.pdf", "2-司法确认申请书.html", "2-司法确认申请书.pdf"]
        assert (folder / case / "history.jsonl").stat().st_size > 10_000
        assert "内心底线" not in (folder / case / "account.html").read_text(encoding="utf-8")
    assert "江州市（虚构）：79 件案件" in result.stdout
    for name in ("demo.db", "replays.db"):
        assert run("verify", "--database", f"sqlite:///{folder / name}").exit_code == OK
    (folder / ".mediation-demo").unlink()
    assert run("demo", "--out", folder, "--no-serve").exit_code == CONFLICT


def test_a_demonstration_says_where_it_is_served_and_lets_one_in(tmp_path: Path) -> None:
    database = connect(database_of(tmp_path))
    upgrade(database)
    with writing(database) as db:
        settle_in(db, MONDAY)
    database.dispose()
    told = (
        f"from pathlib import Path; from mediation.cli.demo import serve_city; serve_city(Path({str(tmp_path)!r}), 0)"
    )
    with subprocess.Popen([sys.executable, "-uc", told], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as served:
        assert served.stdout is not None
        said = ""
        while "Ctrl+C" not in said:
            said += served.stdout.readline().decode("utf-8")
        page = re.search(r"http://127\.0\.0\.1:\d+/demo\b", said)
        token = re.search(r"Bearer ([\w-]+)' (\S+)", said)
        assert page is not None
        assert token is not None
        assert _answered(page.group(0)) == 200
        with_it = {"Authorization": f"Bearer {token.group(1)}"}
        assert httpx2.get(token.group(2), headers=with_it, timeout=5, trust_env=False).status_code == 200
        served.send_signal(signal.SIGINT)
        assert served.wait(60) == OK


def test_serve_answers_on_loopback_and_ends_when_interrupted(tmp_path: Path) -> None:
    command = [
        sys.executable,
        "-m",
        "mediation",
        "serve",
        "--port",
        "0",
        "--database",
        f"sqlite:///{tmp_path / 's.db'}",
    ]
    environment = {**os.environ, "PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=environment
    ) as served:
        assert served.stdout is not None
        found = re.search(r"http://127\.0\.0\.1:(\d+)/api/v1", served.stdout.readline())
        assert found is not None
        assert _answered(f"{found.group(0)}/me") == 401
        served.send_signal(signal.SIGINT)
        assert served.wait(60) == OK


def _answered(url: str) -> int:
    for _ in range(200):
        try:
            return httpx2.get(url, timeout=5, trust_env=False).status_code
        except httpx2.TransportError:
            time.sleep(0.05)
    raise AssertionError(f"{url} did not answer")
