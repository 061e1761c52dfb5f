"""Linking cases: duplicates and related ones, by somebody who is on both."""

from __future__ import annotations

import uuid
from datetime import datetime

from mediation.casework.bench import Bench
from mediation.casework.desk import Desk
from mediation.casework.keys import Kept
from mediation.casework.opened import open_for
from mediation.casework.perform import Command, perform
from mediation.casework.step import Decided
from mediation.errors import BadInput, Problem
from mediation.facts.folder import Link, LinkKind
from mediation.facts.readings import given_of


def link(desk: Desk, command: Command, other_case_id: str, now: datetime) -> Kept:
    """Link another case to this one; linking the same two again changes the kind.

    Raises:
        NotFound: either case is not for this person.
        BadInput: a case linked to itself.
        Others: as ``perform``.
    """
    if other_case_id == command.folder_id:
        raise BadInput(
            [Problem("other_case_id", "same_case", "不能与本案自身关联。", "A case cannot be linked to itself.")]
        )

    def rows(bench: Bench, decided: Decided) -> tuple[Link]:
        open_for(bench.db, desk, command.person_id, other_case_id, now, groups=())
        link_id = str(uuid.uuid5(uuid.UUID(bench.case.id), other_case_id))
        kind = LinkKind(given_of(decided.facts)["kind"])
        return (Link(id=link_id, case_id=bench.case.id, other_case_id=other_case_id, kind=kind),)

    return perform(desk, command, now, rows)
