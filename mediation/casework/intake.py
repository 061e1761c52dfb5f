"""A case opened with whom it is between, in one transaction: the names are there from the start, or nothing is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from mediation.casework.bench import Doing, find
from mediation.casework.desk import Desk
from mediation.casework.keys import Kept, once
from mediation.casework.opening import Opening, begin_case
from mediation.casework.perform import finish, told
from mediation.casework.step import take
from mediation.errors import BadInput


def open_between(desk: Desk, opening: Opening, parties: Sequence[tuple[str, Mapping[str, Any]]], now: datetime) -> Kept:
    """Open a case and add its parties; each comes with the word by which what is wrong with it is told.

    Raises:
        NotPermitted: the person may open none there.
        BadInput: no such organisation, or a name that cannot be one; ``where`` is the party's word.
        MoveRefused: a party may not be added, with every reason.
    """

    def work(db: Connection) -> Kept:
        bench = begin_case(desk, db, opening, now)
        at = opening.occurred_at or now
        for word, answers in parties:
            doing = Doing(
                move="add_party", person_id=opening.person_id, answers=answers, proceeding_id=None, occurred_at=at
            )
            try:
                take(bench, doing, find(bench, doing))
            except BadInput as error:
                raise BadInput([replace(problem, where=word) for problem in error.problems]) from error
        finish(bench)
        return told(bench, 201)

    return once(desk.engine, (opening.person_id, opening.key, opening.fingerprint), now, work)
