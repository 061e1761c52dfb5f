"""What one transaction works on: a case's folder, held, and what a move in it is about."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from mediation.casework.desk import FOLDER, Desk
from mediation.casework.loading import involved, lineage, load_groups, load_organisations
from mediation.engine.decision import move_of
from mediation.engine.definition import Definition, Move
from mediation.engine.verdict import Reason
from mediation.facts.columns import Row
from mediation.facts.folder import Assignment, Case, Folder, Proceeding
from mediation.facts.known import SYSTEM, Actor
from mediation.facts.people import Membership, Organisation
from mediation.policy import no_such_case, no_such_proceeding, relations_in, relations_to
from mediation.vocabulary import Relation


@dataclass
class Bench:
    """What one transaction works on; ``folder`` moves on with every event, and is written once at the end."""

    desk: Desk
    db: Connection
    now: datetime
    folder: Folder
    case: Case
    memberships: Sequence[Membership] = ()
    bump: bool = False
    steps: list[Step] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class Doing:
    """A move somebody makes: which, who, with which answers, when it legally happened, on whose behalf."""

    move: str
    person_id: str
    answers: Mapping[str, Any]
    proceeding_id: str | None
    occurred_at: datetime
    on_behalf_of: str | None = None
    rows: tuple[Row, ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """The proceeding a move belongs to, the definition it was opened under, and what the actor is to it."""

    proceeding: Proceeding
    definition: Definition
    move: Move
    actor: Actor
    proceedings: tuple[Proceeding, ...]
    assignments: tuple[Assignment, ...]
    organisations: Mapping[str, Organisation]


@dataclass(frozen=True, slots=True)
class Step:
    """What came of it: the event's number and hash, the states, the warnings and every row written."""

    seq: int
    hash: str
    proceeding: Proceeding
    move: str
    before: str
    warnings: tuple[Reason, ...]
    makes: tuple[str, ...]
    rows: tuple[Row, ...]
    late: bool


def find(bench: Bench, doing: Doing) -> Found:
    """Return what a move is about.

    Raises:
        NotFound: nothing of the case is for this person, or no such proceeding or move.
    """
    loaded = load_groups(bench.db, [bench.case.id], ("proceedings", "assignments"))[bench.case.id]
    proceedings = tuple(row for row in loaded["proceedings"] if isinstance(row, Proceeding))
    assignments = tuple(row for row in loaded["assignments"] if isinstance(row, Assignment))
    organisations = load_organisations(bench.db, involved(bench.case, proceedings))
    proceeding = _proceeding(proceedings, doing.proceeding_id)
    definition = bench.desk.procedures.pinned(bench.db, proceeding.definition)
    relations = frozenset({Relation.SYSTEM})
    if doing.person_id != SYSTEM:
        line = lineage(bench.case.organisation_id, organisations)
        if not relations_to(doing.person_id, bench.memberships, assignments, line, proceedings):
            raise no_such_case()
        relations = relations_in(proceeding, doing.person_id, bench.memberships, assignments, line, proceedings)
        if not relations:
            raise no_such_proceeding()
    own = frozenset(membership.organisation_id for membership in bench.memberships)
    return Found(
        proceeding,
        definition,
        move_of(definition, doing.move),
        Actor(doing.person_id, relations, own),
        proceedings,
        assignments,
        organisations,
    )


def _proceeding(proceedings: Sequence[Proceeding], wanted: str | None) -> Proceeding:
    for proceeding in proceedings:
        if proceeding.id == wanted or (wanted is None and proceeding.procedure == FOLDER):
            return proceeding
    raise no_such_proceeding()
