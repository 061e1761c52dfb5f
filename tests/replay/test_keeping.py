"""What a replay leaves in a folder, and what a demonstration may remake."""

from __future__ import annotations

import json
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest

from mediation.errors import Conflict
from mediation.replay.demo import MARKER, fresh_folder
from mediation.replay.keeping import keep_account
from mediation.replay.performance import perform_script
from mediation.replay.terminal import wrapped
from tests.replay.short import changed, script_of

TODAY = date(2026, 11, 22)


def test_a_replay_leaves_account_and_history_without_confidences(tmp_path: Path) -> None:
    out = tmp_path / "out"
    perform_script(
        script_of(tmp_path),
        f"sqlite:///{tmp_path / 'short.db'}",
        TODAY,
        keep=lambda player, account: keep_account(player, account, out),
    )
    events = [json.loads(line) for line in (out / "history.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [event["seq"] for event in events] == list(range(1, len(events) + 1))
    assert all(later["previous"] == earlier["hash"] for earlier, later in pairwise(events))
    everything = "".join(path.read_text(encoding="utf-8") for path in out.iterdir() if path.is_file())
    assert "内心底线" not in everything
    page = (out / "account.html").read_text(encoding="utf-8")
    assert "尚未登记请求事项" in page
    assert "<script" not in page


def test_the_page_escapes_what_a_script_says(tmp_path: Path) -> None:
    out = tmp_path / "out"
    perform_script(
        script_of(tmp_path, changed("name: 韩立群}", 'name: "<b>韩</b>"}')),
        f"sqlite:///{tmp_path / 'short.db'}",
        TODAY,
        keep=lambda player, account: keep_account(player, account, out),
    )
    assert "&lt;b&gt;韩" in (out / "account.html").read_text(encoding="utf-8")


def test_a_demonstration_remakes_its_own_folder(tmp_path: Path) -> None:
    folder = tmp_path / "demo"
    fresh_folder(folder)
    (folder / "old.txt").write_text("old", encoding="utf-8")
    fresh_folder(folder)
    assert [path.name for path in folder.iterdir()] == [MARKER]


def test_a_demonstration_leaves_a_folder_that_is_not_its_own(tmp_path: Path) -> None:
    folder = tmp_path / "mine"
    folder.mkdir()
    (folder / "precious.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(Conflict) as refused:
        fresh_folder(folder)
    assert refused.value.code == "not_ours"
    assert (folder / "precious.txt").read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize("width", [20, 33, 60])
def test_no_line_of_an_account_begins_with_a_closing_mark_or_splits_a_number(width: int) -> None:
    words = (
        "起算日：2026-08-15（2026-08-14为事件当日，《民事诉讼法》第八十五条第二款），届满：2026-09-14（星期一）24时。"
    )
    lines = wrapped(words * 3, width)
    assert "".join(line.replace(" ", "") for line in lines) == words * 3
    assert not any(line[0] in "、，。；：！？）」』》" for line in lines)
    assert all(day in "".join(f"{line}\n" for line in lines) for day in ("2026-08-15", "2026-09-14"))
