"""Opening a case: its folder, its number (no gap, no double), its first proceedings."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from mediation.casework import journal
from mediation.casework.bench import Bench, Doing, find
from mediation.casework.desk import FOLDER, Desk
from mediation.casework.keys import Kept, once
from mediation.casework.loading import load_organisations
from mediation.casework.people import memberships_of
from mediation.casework.perform import finish, told
from mediation.casework.step import take
from mediation.errors import BadInput, NotPermitted, Problem
from mediation.facts.columns import Row
from mediation.facts.folder import Assignment, Case, Folder, FolderKind, Proceeding
from mediation.facts.known import civil_day
from mediation.facts.people import Membership, Organisation
from mediation.law.case_numbers import CaseNumber
from mediation.law.cause_words import cause_given
from mediation.policy import OPENS_CASES
from mediation.records.database import upsert_of
from mediation.records.schema import metadata
from mediation.vocabulary import Nature, Relation, Role, Source

SERIES = "case"


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """What opens a case: at which organisation, from which source, about what.

    A court's clerk opens the case of a referral, which begins with ``court_referral``; others ``labour_mediation``.
    """

    person_id: str
    organisation_id: str
    source: Source
    nature: Nature
    cause: str
    key: str
    fingerprint: str
    occurred_at: datetime | None = None


def open_case(desk: Desk, opening: Opening, now: datetime) -> Kept:
    """Open a case; the kept answer has its id, its number and its proceedings.

    Raises:
        NotPermitted: the person may open none there.
        BadInput: no such organisation, or one that gives no numbers.
    """

    def work(db: Connection) -> Kept:
        bench = begin_case(desk, db, opening, now)
        finish(bench)
        return told(bench, 201)

    return once(desk.engine, (opening.person_id, opening.key, opening.fingerprint), now, work)


def begin_case(desk: Desk, db: Connection, opening: Opening, now: datetime) -> Bench:
    """Open a case within a transaction; the bench may go on with further acts before ``finish``.

    Raises:
        NotPermitted, BadInput: as ``open_case``.
    """
    memberships = memberships_of(db, opening.person_id, now)
    organisation = numbering_body(db, opening.organisation_id)
    procedure, own = procedure_for(opening, memberships)
    at = opening.occurred_at or now
    case_id = str(uuid.uuid4())
    serial = next_serial(db, organisation.id, civil_day(at).year, SERIES)
    case = Case(
        id=case_id,
        organisation_id=organisation.id,
        numbered_by_id=organisation.id,
        number=str(CaseNumber(f"{organisation.code}字", civil_day(at).year, serial)),
        year=civil_day(at).year,
        serial=serial,
        source=opening.source,
        nature=opening.nature,
        cause=cause_given(opening.cause, desk.causes, civil_day(at)),
        opened_at=at,
    )
    first = _proceeding(desk, case, procedure, own if procedure == "court_referral" else None)
    folder = Folder(id=case_id, kind=FolderKind.CASE, head=journal.GENESIS)
    db.execute(metadata.tables["folder"].insert(), folder.model_dump())
    bench = Bench(desk, db, now, folder, case, memberships)
    rows: tuple[Row, ...] = (
        case,
        _proceeding(desk, case, FOLDER, None),
        first,
        *_registrar(case, opening, memberships),
    )
    journal.write(db, rows)
    doing = Doing(
        move="open_case", person_id=opening.person_id, answers={}, proceeding_id=None, occurred_at=at, rows=rows
    )
    take(bench, doing, find(bench, doing))
    return bench


def _registrar(case: Case, opening: Opening, memberships: tuple[Membership, ...]) -> tuple[Assignment, ...]:
    """Whoever opens a case as a mediator stays its registrar: else they could not go on with it."""
    if {membership.role for membership in memberships} - {Role.MEDIATOR, Role.ADMINISTRATOR}:
        return ()
    return (
        Assignment(
            id=str(uuid.uuid5(uuid.UUID(case.id), "registrar")),
            case_id=case.id,
            person_id=opening.person_id,
            relation=Relation.REGISTRAR,
            since=case.opened_at,
        ),
    )


def numbering_body(db: Connection, organisation_id: str) -> Organisation:
    """Return an organisation that gives numbers.

    Raises:
        BadInput: there is none of that id, or it has no code for numbers.
    """
    organisation = load_organisations(db, [organisation_id]).get(organisation_id)
    if organisation is None or organisation.code is None:
        raise BadInput(
            [
                Problem(
                    "organisation_id",
                    "not_on_file",
                    "该调解组织不存在或没有案号代字，请重新选择。",
                    "No such mediation organisation, or it has no code for numbers.",
                )
            ]
        )
    return organisation


def procedure_for(opening: Opening, memberships: tuple[Membership, ...]) -> tuple[str, str | None]:
    """Return the procedure a case begins with when these memberships open it, and the sender's own organisation.

    Raises:
        NotPermitted: they may open none there.
    """
    for membership in memberships:
        procedure = OPENS_CASES.get(membership.role)
        if opening.source is Source.COURT and membership.role is Role.COURT_CLERK:
            return "court_referral", membership.organisation_id
        if (
            procedure == "labour_mediation"
            and opening.source is not Source.COURT
            and membership.organisation_id == opening.organisation_id
        ):
            return procedure, None
    raise NotPermitted(
        "您不能在该组织登记此类案件：法院移送由法院诉调对接人员发起，其他由本组织人员登记。",
        "You may not open such a case there: a referral is sent by the court's clerk, others by the desk's own people.",
        code="not_your_part",
    )


def _proceeding(desk: Desk, case: Case, procedure: str, counterpart: str | None) -> Proceeding:
    definition = desk.procedures.named(procedure)
    return Proceeding(
        id=str(uuid.uuid5(uuid.UUID(case.id), procedure)),
        case_id=case.id,
        procedure=procedure,
        definition=definition.digest,
        state=definition.initial[0],
        organisation_id=case.organisation_id,
        counterpart_id=counterpart,
        opened_seq=1,
    )


def next_serial(db: Connection, organisation_id: str, year: int, series: str) -> int:
    """Return the next number of a series, in the creating transaction: a rollback gives it back, so there is no gap."""
    table = metadata.tables["counter"]
    insert = upsert_of(db, table)
    counted = insert.values(organisation_id=organisation_id, year=year, series=series, last=1).on_conflict_do_update(
        index_elements=["organisation_id", "year", "series"], set_={"last": table.c.last + 1}
    )
    return int(db.execute(counted.returning(table.c.last)).scalar_one())
