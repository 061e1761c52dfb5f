"""When everything was played: where the case stands, who saw what, and whether the history is whole."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from mediation.casework.verifying import Verified, verify
from mediation.records.database import reading
from mediation.replay.door import Door
from mediation.replay.expecting import Difference, issued, of_the_group, plain, squeezed, standing
from mediation.replay.playing import Player


def at_the_end(player: Player, verified: Verified) -> Iterator[Difference]:
    """Yield what differs at the end from what the script expects, and what ``verify`` found."""
    ending = player.script.finally_
    if player.group.id:
        sheet = player.observer.get(f"/matters/{player.group.id}").body
        yield from of_the_group(0, sheet, ending)
    for view in player.views():
        yield from standing(0, view, ending.state, ending.dates, ending.no_clock)
        yield from issued(0, view, ending.papers)
        yield from _relations(player, view["id"])
        yield from _unseen(player, view["id"])
    for finding in verified.findings:
        yield Difference(0, f"历史核对：{finding.zh}", f"verify: {finding.en}")


def verified(player: Player) -> Verified:
    """Check the history of everything on the stage."""
    with reading(player.stage.desk.engine) as db:
        return verify(db)


def _relations(player: Player, case_id: str) -> Iterator[Difference]:
    for person in player.script.cast.people:
        if person.relation is None:
            continue
        body = player.doors[person.key].get(f"/cases/{case_id}").body
        found = body.get("relations", []) if isinstance(body, dict) else []
        if person.relation not in found:
            yield Difference(
                0,
                f"{person.name}与本案的关系：脚本预期“{person.relation.zh}”，实际“{'、'.join(found) or '无'}”。",
                f"{person.key}: expected to be {person.relation.en}, found {', '.join(found) or 'none'}.",
            )


def _unseen(player: Player, case_id: str) -> Iterator[Difference]:
    """Try every page of the case for a reader, and look for words that are not for them."""
    for key, words in player.script.finally_.unseen.items():
        seen = "".join(_everything(player.doors[key], case_id))
        for each in words:
            if squeezed(each) in seen:
                yield Difference(
                    0, f"{player.script.person(key).name}看到了不应看到的内容：“{each}”。", f"{key} can read: '{each}'."
                )


def _everything(door: Door, case_id: str) -> Iterator[str]:
    case = door.get(f"/cases/{case_id}").body
    if not isinstance(case, dict) or "proceedings" not in case:
        return
    yield _flat(case)
    for part in ("events", "clocks", "limitation", "papers", "papers-due", "attachments", "acts"):
        yield _flat(door.get(f"/cases/{case_id}/{part}").body)
    for proceeding in case["proceedings"]:
        yield _flat(door.get(f"/cases/{case_id}/proceedings/{proceeding['id']}/moves").body)
    for paper in case["papers"]:
        yield plain(door.get(f"/cases/{case_id}/papers/{paper['id']}", form="page").content.decode())


def _flat(body: Any) -> str:
    return squeezed(json.dumps(body, ensure_ascii=False))


__all__ = ["at_the_end", "verified"]
