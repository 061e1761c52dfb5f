"""Linking cases: duplicates and related ones, by somebody who is on both."""

from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import datetime

from mediation.casework.desk import Desk
from mediation.casework.keys import Kept, claim, keep
from mediation.casework.opened import open_for
from mediation.casework.perform import Command, check_version, doing_of, finish, open_bench, told
from mediation.casework.step import find, take
from mediation.errors import BadInput, Problem
from mediation.facts.folder import Link, LinkKind
from mediation.records.database import writing


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
    with writing(desk.engine) as db:
        kept = claim(db, command.person_id, command.key, command.fingerprint, now)
        if kept is not None:
            return kept
        open_for(db, desk, command.person_id, other_case_id, now, groups=())
        bench = open_bench(desk, db, command.folder_id, command.person_id, now)
        doing = doing_of(command, now)
        found = find(bench, doing)
        check_version(db, bench.folder, command.version)
        row = Link(
            id=str(uuid.uuid5(uuid.UUID(command.folder_id), other_case_id)),
            case_id=command.folder_id,
            other_case_id=other_case_id,
            kind=LinkKind(str(command.answers["kind"])),
        )
        take(bench, replace(doing, rows=(row,)), found)
        finish(bench)
        return keep(db, command.person_id, command.key, told(bench))
