"""What a replay leaves in a folder: the account as page and text, the papers, the history, one folder a script."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from mediation.replay.account import Account
from mediation.replay.door import Door
from mediation.replay.page import page
from mediation.replay.playing import Player, observer_of
from mediation.replay.terminal import as_text
from mediation.vocabulary import Relation

_PAGE = 100


def keep_account(player: Player, account: Account, folder: Path) -> None:
    """Write ``account.html``, ``account.txt``, ``history.jsonl`` and ``papers/`` into a folder, which is made.

    Everything is read through the API. The history holds no personal text, so nothing confided is in the folder.

    Raises:
        OSError: the folder cannot be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    reader = _reader(player)
    _write(folder / "account.txt", as_text(account))
    _write(folder / "account.html", page(account, tuple(_diagrams(player, account))))
    lines = (json.dumps(event, ensure_ascii=False) for case in account.cases for event in _history(reader, case["id"]))
    _write(folder / "history.jsonl", "".join(f"{line}\n" for line in lines))
    papers = folder / "papers"
    papers.mkdir(exist_ok=True)
    for case in account.cases:
        for number, paper in enumerate(case["papers"], 1):
            _keep_paper(player.observer, case, paper, papers / f"{number}-{paper['title']['zh']}")


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")


def _reader(player: Player) -> Door:
    """The mediator's door: theirs is the only history without gaps."""
    mediators = [p.key for p in player.script.cast.people if p.relation is Relation.ASSIGNED_MEDIATOR]
    return player.doors[mediators[0] if mediators else observer_of(player.script)]


def _history(reader: Door, case_id: str) -> Iterator[Mapping[str, Any]]:
    after = 0
    while True:
        body = reader.get(f"/cases/{case_id}/events", after=str(after), size=str(_PAGE)).body
        yield from body
        if len(body) < _PAGE:
            return
        after = body[-1]["seq"]


def _keep_paper(reader: Door, case: Mapping[str, Any], paper: Mapping[str, Any], stem: Path) -> None:
    path = f"/cases/{case['id']}/papers/{paper['id']}"
    stem.with_suffix(".pdf").write_bytes(reader.get(path).content)
    stem.with_suffix(".html").write_bytes(reader.get(path, form="page").content)


def _diagrams(player: Player, account: Account) -> Iterator[tuple[str, str]]:
    for case in account.cases:
        for proceeding in case["proceedings"]:
            path = f"/cases/{case['id']}/proceedings/{proceeding['id']}/diagram.svg"
            yield proceeding["title"]["zh"], player.observer.get(path).content.decode()
