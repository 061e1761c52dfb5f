"""The demonstration's folder, and the replays that are played into it before its city is seeded."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from pathlib import Path

from mediation.casework.desk import WORKFLOWS
from mediation.errors import Conflict
from mediation.replay.account import Account, Entry
from mediation.replay.keeping import keep_account
from mediation.replay.loading import load_script
from mediation.replay.performance import perform_script
from mediation.replay.script import Script

CASES = (WORKFLOWS / "replays" / "jiangzhou_driver.yaml", WORKFLOWS / "replays" / "langya.yaml")
MARKER = ".mediation-demo"
_SAYS = "本目录由 mediation demo 生成，再次运行时会整个重建。\nMade by mediation demo, which makes it anew each time.\n"


def fresh_folder(folder: Path) -> None:
    """Make the folder anew; one that is there and was not made by a demo is left alone.

    Raises:
        Conflict: the folder holds something that is not ours.
        OSError: it cannot be made.
    """
    if folder.exists():
        if not folder.is_dir() or (any(folder.iterdir()) and not (folder / MARKER).is_file()):
            raise Conflict(
                f"“{folder}”已存在且不是演示目录，未作改动。请用 --out 另选一个目录。",
                f"'{folder}' is there and was not made by a demo; nothing was touched. Choose another with --out.",
                code="not_ours",
            )
        shutil.rmtree(folder)
    folder.mkdir(parents=True)
    (folder / MARKER).write_text(_SAYS, encoding="utf-8")


def database_of(folder: Path, name: str = "demo") -> str:
    """Return the URL of a demonstration's database: its city's, or that of the ``replays``.

    They are two, for a replay has bodies of its own that bear the same names.
    """
    return f"sqlite:///{folder / name}.db"


def play_cases(
    folder: Path, published_on: date, announce: Callable[[Script], None], hear: Callable[[Script, Entry], None]
) -> Iterator[Account]:
    """Play every case into the folder's database of replays, one by one, and leave papers, history and account.

    Raises:
        ScriptFault: a script has mistakes.
    """
    for path in CASES:
        script = load_script(path)
        announce(script)
        yield perform_script(
            script,
            database_of(folder, "replays"),
            published_on,
            fresh=False,
            hear=partial(hear, script),
            keep=lambda player, account: keep_account(player, account, folder / account.script.replay),
        )
