"""One act on many cases: tried first without writing anything, then done case by case, with a result for each."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from mediation.casework import journal
from mediation.casework.batching import Asked, answered, row_result, whole
from mediation.casework.bench import Bench, find
from mediation.casework.deciding import decide
from mediation.casework.desk import Desk
from mediation.casework.explaining import reason_view
from mediation.casework.keys import Kept
from mediation.casework.loading import load_folder
from mediation.casework.people import memberships_of
from mediation.casework.perform import Command, doing_of, perform
from mediation.errors import MediationError
from mediation.policy import no_such_case

MOST_CASES = 200


@dataclass(frozen=True, slots=True)
class Each:
    """What is asked of one case; ``act`` and ``proceeding_id`` may differ from case to case."""

    case_id: str
    act: str
    answers: Mapping[str, Any]
    version: int
    proceeding_id: str | None = None


def tried(db: Connection, desk: Desk, asked: Asked, cases: Sequence[Each], now: datetime) -> list[dict[str, Any]]:
    """Return for each case whether the act would be done, and every reason why not; nothing is written."""
    return [{"case_id": one.case_id, **trial(db, desk, _command(asked, one), now)} for one in cases]


def trial(db: Connection, desk: Desk, command: Command, now: datetime) -> dict[str, Any]:
    """Return whether a command would be done now, and every reason why not; nothing is written."""
    try:
        held = load_folder(db, command.folder_id, lock=False)
        if held is None:
            raise no_such_case()
        bench = Bench(desk, db, now, *held, memberships_of(db, command.person_id, now))
        doing = doing_of(command, now)
        decided = decide(bench, doing, find(bench, doing))
    except MediationError as error:
        return row_result(error, desk.statutes)
    warnings = [reason_view(each, desk.statutes).model_dump(mode="json") for each in decided.explanation.warnings]
    return {"result": "can", "warnings": warnings}


def done(desk: Desk, asked: Asked, now: datetime, cases: Callable[[], Sequence[Each]]) -> Kept:
    """Do the act on each case, in a transaction of its own; one that is refused stops none.

    Sent again under the same key after it was cut off, it finishes; what was done is not done again.

    Raises:
        Others: as ``batching.whole``.
    """
    if (kept := answered(desk.engine, asked)) is not None:
        return kept

    def work() -> Kept:
        rows = [{"case_id": one.case_id, **_done(desk, _command(asked, one), now)} for one in cases()]
        counted = Counter(row["result"] for row in rows)
        return Kept(200, None, journal.canonical({"counts": dict(counted), "rows": rows}).encode())

    return whole(desk.engine, asked, now, work)


def _done(desk: Desk, command: Command, now: datetime) -> dict[str, Any]:
    try:
        told = json.loads(perform(desk, command, now).answer)
    except MediationError as error:
        return row_result(error, desk.statutes)
    return {"result": "done", "warnings": [warning for step in told["steps"] for warning in step["warnings"]]}


def _command(asked: Asked, one: Each) -> Command:
    part = asked.part(one.case_id)
    return Command(
        folder_id=one.case_id,
        act=one.act,
        person_id=part.person_id,
        answers=one.answers,
        key=part.key,
        fingerprint=part.fingerprint,
        proceeding_id=one.proceeding_id,
        version=one.version,
    )
