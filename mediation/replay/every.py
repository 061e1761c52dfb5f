"""All cases of a folder, each played in an empty database of its own that is gone afterwards."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from datetime import date
from functools import partial
from pathlib import Path

from mediation.errors import NotFound
from mediation.replay.account import Account
from mediation.replay.keeping import keep_account
from mediation.replay.loading import load_script
from mediation.replay.performance import perform_script
from mediation.replay.playing import Player


def play_every(folder: Path, published_on: date, out: Path | None = None) -> Iterator[Account]:
    """Yield the account of each script in a folder, in the order of the files; with ``out`` each leaves its own.

    All scripts are read before the first is played.

    Raises:
        NotFound: the folder holds no script.
        ScriptFault: a script has mistakes.
    """
    scripts = [load_script(path) for path in sorted(folder.glob("*.yaml"))]
    if not scripts:
        raise NotFound(
            "没有找到回放脚本。请核对目录。", "No replay script is there; check the folder.", code="no_script"
        )
    for script in scripts:
        keep = partial(_keep, out / script.replay) if out else _leave_nothing
        with tempfile.TemporaryDirectory(prefix="mediation-") as home:
            yield perform_script(script, f"sqlite:///{Path(home) / 'replay.db'}", published_on, keep=keep)


def _keep(folder: Path, player: Player, account: Account) -> None:
    keep_account(player, account, folder)


def _leave_nothing(_player: Player, _account: Account) -> None:
    return None
