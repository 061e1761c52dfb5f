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

from tests.cli.test_commands import CONFLICT, OK, run


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
    assert run("verify", "--database", f"sqlite:///{folder / 'demo.db'}").exit_code == OK
    (folder / ".mediation-demo").unlink()
    assert run("demo", "--out", folder, "--no-serve").exit_code == CONFLICT


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
