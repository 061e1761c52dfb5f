"""A replay from curtain to curtain: the stage, the acts one by one, the ending; the account grows as it goes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import httpx2

from mediation.replay.account import Account, Entry, entry_of
from mediation.replay.ending import at_the_end, verified
from mediation.replay.expecting import differences, halts
from mediation.replay.playing import Player
from mediation.replay.script import Script
from mediation.replay.stage import stage

Hearing = Callable[[Entry], None]
Keeping = Callable[[Player, Account], None]


def perform_script(
    script: Script,
    database: str,
    published_on: date,
    *,
    fresh: bool = True,
    hear: Hearing = lambda _entry: None,
    keep: Keeping = lambda _player, _account: None,
) -> Account:
    """Play a script in a database and return its account; ``hear`` is told of every act, ``keep`` of the end.

    An act that is refused, or done, against the script ends the story there: what follows would mean nothing.

    Raises:
        Conflict: the database is not empty, and a fresh one was asked for.
        BadInput: somebody of the cast cannot be what the script says.
    """
    account = Account(script)
    with (
        stage(database, script.begins, published_on, fresh=fresh) as set_up,
        httpx2.Client(base_url=set_up.address, timeout=60, trust_env=False) as client,
    ):
        player = Player(set_up, script, client)
        player.enter()
        for played in player.play():
            entry = entry_of(set_up.desk, script, played, tuple(differences(played)))
            account.entries.append(entry)
            hear(entry)
            if halts(played):
                break
        account.verified = verified(player)
        account.cases = [dict(view) for view in player.views()]
        if not account.unplayed:
            account.ending = list(at_the_end(player, account.verified))
        keep(player, account)
    return account
