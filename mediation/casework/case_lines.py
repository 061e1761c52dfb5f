"""Cases named by whoever ticked them: as lines, with their versions, and who could mediate all of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import Connection, select

from mediation.casework.choices import Choice, mediating
from mediation.casework.desk import Desk
from mediation.casework.listing import visible
from mediation.casework.loading import lineage, load_organisations, rows_of
from mediation.casework.searching import Line, lines_of
from mediation.facts.folder import Case
from mediation.facts.people import Membership
from mediation.records.schema import metadata

_CASE, _FOLDER = metadata.tables["case_file"], metadata.tables["folder"]


def lines_for(
    db: Connection, desk: Desk, ids: Sequence[str], person_id: str, own: Sequence[Membership], now: datetime
) -> list[Line]:
    """Return those of the named cases that are for a person, in the order of their numbers."""
    statement = select(_CASE).where(_CASE.c.id.in_(sorted(set(ids))), visible(own, person_id))
    ordered = statement.order_by(_CASE.c.year, _CASE.c.serial, _CASE.c.id)
    return list(lines_of(db, desk, rows_of(Case, db.execute(ordered).mappings()), person_id, own, now))


def versions_of(db: Connection, ids: Sequence[str]) -> Mapping[str, int]:
    """Return the version each case stands at."""
    found = db.execute(select(_FOLDER.c.id, _FOLDER.c.version).where(_FOLDER.c.id.in_(sorted(ids))))
    return {str(row.id): int(row.version) for row in found}


def mediators_for(db: Connection, lines: Sequence[Line], now: datetime) -> list[Choice]:
    """Return who mediates at the bodies of these cases or above, the least busy first."""
    ids = [line.id for line in lines]
    bodies = set(db.execute(select(_CASE.c.organisation_id).where(_CASE.c.id.in_(ids)).distinct()).scalars())
    known = load_organisations(db, bodies)
    return mediating(db, {each for body in bodies for each in lineage(body, known)}, now)
