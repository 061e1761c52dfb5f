"""A group matter: opened with a number and a history of its own; cases join it; its group event is reported."""

from __future__ import annotations

import uuid
from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, or_, select

from mediation.casework import journal
from mediation.casework.batching import Asked
from mediation.casework.bench import Bench
from mediation.casework.desk import FOLDER, Desk
from mediation.casework.keys import Kept, once
from mediation.casework.listing import visible
from mediation.casework.loading import lineage, load_organisations, lock_folder, rows_of
from mediation.casework.opening import Opening, next_serial, numbering_body, procedure_for
from mediation.casework.people import memberships_of
from mediation.casework.perform import Command, perform
from mediation.casework.recording import found_folder, record
from mediation.casework.step import Decided
from mediation.casework.values import Reading, one_value
from mediation.errors import BadInput, NotFound, Problem
from mediation.facts.columns import Row
from mediation.facts.folder import Assignment, Folder, FolderKind, Personal
from mediation.facts.known import civil_day
from mediation.facts.matters import GroupReport, Joining, Matter, ReportKind
from mediation.facts.people import Membership
from mediation.law.case_numbers import CaseNumber
from mediation.law.cause_words import cause_given
from mediation.policy import relations_to
from mediation.records.schema import metadata
from mediation.vocabulary import Relation, Role, Source

SERIES = "matter"
MATTER, JOINING = metadata.tables["matter"], metadata.tables["joining"]
_CASE, _ASSIGNMENT = metadata.tables["case_file"], metadata.tables["assignment"]
_ORGANISATION = metadata.tables["organisation"]
_OVERSEE = frozenset({Role.HEAD, Role.REGISTRAR, Role.UNION_LIAISON})


@dataclass(frozen=True, slots=True)
class Employer:
    """The employer all workers of a matter have a claim against."""

    name: str
    identity: str | None = None
    phone: str | None = None
    address: str | None = None
    representative: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What is reported of a group event: never refused, whatever state the matter is in (ERL 61, 69)."""

    kind: ReportKind
    people: int
    place: str
    demands: str
    measures: str | None = None
    happened_at: datetime | None = None


@dataclass(frozen=True)
class OpenedMatter:
    """A matter as somebody stands to it: their relations, and the joined cases that are theirs to see."""

    desk: Desk
    matter: Matter
    folder: Folder
    person_id: str
    memberships: tuple[Membership, ...]
    relations: frozenset[Relation]
    case_ids: tuple[str, ...]
    now: datetime


def no_such_matter() -> NotFound:
    """Return the answer a stranger gets: the same whether the matter exists or not."""
    return NotFound(
        "未找到该群体性争议，或您无权查看。", "No such matter, or it is not for you.", code="matter_not_found"
    )


def open_matter(desk: Desk, opening: Opening, employer: Employer, now: datetime) -> Kept:
    """Open a matter: its own folder, its own number (…群字), the common employer; cases join later.

    Raises:
        NotPermitted: the person may open no case there, so no matter either.
        BadInput: no such organisation, one that gives no numbers, a court as the source, or a time ahead.
    """

    def work(db: Connection) -> Kept:
        memberships = memberships_of(db, opening.person_id, now)
        body = numbering_body(db, opening.organisation_id)
        _from_the_desk(opening, now)
        procedure_for(opening, memberships)
        words = _held_to_form(desk, employer)
        at = opening.occurred_at or now
        year = civil_day(at).year
        serial = next_serial(db, body.id, year, SERIES)
        matter_id = str(uuid.uuid4())
        texts = {name: _text(matter_id, name, value) for name, value in words.items()}
        matter = Matter(
            id=matter_id,
            organisation_id=body.id,
            number=str(CaseNumber(f"{body.code}群字", year, serial)),
            year=year,
            serial=serial,
            source=opening.source,
            nature=opening.nature,
            cause=cause_given(opening.cause, desk.causes, civil_day(at)),
            opened_by_id=opening.person_id,
            opened_at=at,
            **{f"employer_{name}_id": text.id for name, text in texts.items()},
        )
        found_folder(db, matter_id, FolderKind.MATTER)
        rows: tuple[Row, ...] = (*texts.values(), matter)
        folder = record(db, matter_id, "open_matter", opening.person_id, now, rows, occurred_at=at)
        assert folder is not None, "it was founded just now"
        return told(matter, folder, 201)

    return once(desk.engine, (opening.person_id, opening.key, opening.fingerprint), now, work)


def _from_the_desk(opening: Opening, now: datetime) -> None:
    wrong = []
    if opening.source is Source.COURT:
        zh, en = (
            "群体性争议由调解组织登记，法院移送的案件逐案并入。",
            "A desk opens a matter; a court's cases are joined one by one.",
        )
        wrong.append(Problem("source", "bad_choice", zh, en))
    if opening.occurred_at is not None and opening.occurred_at > now:
        zh, en = "发生时间不能晚于现在，请核对日期。", "It cannot have happened later than now; check the date."
        wrong.append(Problem("occurred_at", "in_the_future", zh, en))
    if wrong:
        raise BadInput(wrong)


def _held_to_form(desk: Desk, employer: Employer) -> dict[str, str]:
    """What is known of the employer, held to what ``add_party`` asks, so that every case can take it as it is."""
    asks = desk.procedures.named(FOLDER).moves["add_party"].asks
    reading = Reading(str(uuid.uuid4()))
    given = {name: value for name, value in asdict(employer).items() if value}
    read = {name: one_value(reading, f"employer.{name}", asks[name], value) for name, value in given.items()}
    if reading.problems:
        raise BadInput(reading.problems)
    return {name: value.text for name, value in read.items()}


def _text(folder_id: str, name: str, value: str) -> Personal:
    return journal.personal(str(uuid.uuid5(uuid.UUID(folder_id), f"employer/{name}")), folder_id, value)


def told(matter: Matter, folder: Folder, status: int = 200, **more: object) -> Kept:
    """Return the answer to an act of a matter; holds no personal text."""
    answer = {
        "matter": {"id": matter.id, "number": matter.number},
        "version": folder.version,
        "seq": folder.seq,
        "head": folder.head,
        **more,
    }
    return Kept(status, f'"{folder.version}"', journal.canonical(answer).encode())


def seen(memberships: tuple[Membership, ...], person_id: str) -> ColumnElement[bool]:
    """Return which matters a person stands to: overseen, opened by them, or with a case they mediate."""
    overseen = [m.organisation_id for m in memberships if m.role in _OVERSEE]
    below = select(_ORGANISATION.c.id).where(_ORGANISATION.c.id.in_(overseen)).cte("matters_below", recursive=True)
    tree = below.union(select(_ORGANISATION.c.id).join(below, _ORGANISATION.c.parent_id == below.c.id))
    mediated = (
        select(JOINING.c.matter_id)
        .join(_ASSIGNMENT, _ASSIGNMENT.c.case_id == JOINING.c.case_id)
        .where(JOINING.c.until.is_(None), _ASSIGNMENT.c.person_id == person_id, _ASSIGNMENT.c.until.is_(None))
    )
    if not memberships:
        return MATTER.c.id.is_(None)
    return or_(
        MATTER.c.organisation_id.in_(select(tree.c.id)),
        MATTER.c.opened_by_id == person_id,
        MATTER.c.id.in_(mediated),
    )


def matter_for(db: Connection, desk: Desk, person_id: str, matter_id: str, now: datetime) -> OpenedMatter:
    """Open a matter for a reader, with the joined cases that are theirs to see, in the order of their numbers.

    Raises:
        NotFound: no such matter, or not for this person.
    """
    memberships = memberships_of(db, person_id, now)
    statement = select(MATTER).where(MATTER.c.id == matter_id, seen(memberships, person_id))
    matter = next(iter(rows_of(Matter, db.execute(statement).mappings())), None)
    if matter is None:
        raise no_such_matter()
    folder_table = metadata.tables["folder"]
    folder = rows_of(Folder, db.execute(select(folder_table).where(folder_table.c.id == matter_id)).mappings())[0]
    return OpenedMatter(
        desk=desk,
        matter=matter,
        folder=folder,
        person_id=person_id,
        memberships=memberships,
        relations=_relations(db, matter, person_id, memberships),
        case_ids=_joined(db, matter_id, memberships, person_id),
        now=now,
    )


def _joined(db: Connection, matter_id: str, memberships: tuple[Membership, ...], person_id: str) -> tuple[str, ...]:
    found = (
        select(_CASE.c.id)
        .join(JOINING, JOINING.c.case_id == _CASE.c.id)
        .where(JOINING.c.matter_id == matter_id, JOINING.c.until.is_(None), visible(memberships, person_id))
        .order_by(_CASE.c.year, _CASE.c.serial, _CASE.c.id)
    )
    return tuple(db.execute(found).scalars())


def _relations(
    db: Connection, matter: Matter, person_id: str, memberships: tuple[Membership, ...]
) -> frozenset[Relation]:
    mine = select(_ASSIGNMENT).join(JOINING, JOINING.c.case_id == _ASSIGNMENT.c.case_id)
    mine = mine.where(JOINING.c.matter_id == matter.id, JOINING.c.until.is_(None), _ASSIGNMENT.c.person_id == person_id)
    assignments = rows_of(Assignment, db.execute(mine).mappings())
    line = lineage(matter.organisation_id, load_organisations(db, [matter.organisation_id]))
    keeps = {Relation.REGISTRAR} if matter.opened_by_id == person_id else set()
    return relations_to(person_id, memberships, assignments, line, ()) | frozenset(keeps)


def join(desk: Desk, command: Command, matter_id: str, now: datetime) -> Kept:
    """Let a case that is there join a matter: an act of the case's own history.

    Raises:
        NotFound: the case or the matter is not for this person.
        MoveRefused: the case belongs to a matter.
        Others: as ``perform``.
    """

    def rows(bench: Bench, _decided: Decided) -> tuple[Joining]:
        matter_for(bench.db, desk, command.person_id, matter_id, now)
        lock_folder(bench.db, matter_id)
        return (joining(bench, matter_id),)

    return perform(desk, command, now, rows)


def joining(bench: Bench, matter_id: str) -> Joining:
    """Return the row by which the case on the bench belongs to a matter from now on."""
    ref = str(uuid.uuid5(uuid.UUID(bench.case.id), f"joining/{matter_id}/{bench.folder.seq}"))
    return Joining(id=ref, case_id=bench.case.id, matter_id=matter_id, since=bench.now)


def report(desk: Desk, asked: Asked, matter_id: str, told_of: Report, now: datetime) -> Kept:
    """Record that a group event was reported upward; nothing but a wrong date stands against it.

    Raises:
        NotFound: the matter is not for this person.
        BadInput: it is said to have happened later than now.
    """

    def work(db: Connection) -> Kept:
        opened = matter_for(db, desk, asked.person_id, matter_id, now)
        happened = told_of.happened_at or now
        if happened > now:
            zh, en = "发生时间不能晚于现在，请核对日期。", "It cannot have happened later than now; check the date."
            raise BadInput([Problem("happened_at", "in_the_future", zh, en)])
        said = {"place": told_of.place, "demands": told_of.demands, "measures": told_of.measures}
        texts = {name: journal.personal(str(uuid.uuid4()), matter_id, text) for name, text in said.items() if text}
        row = GroupReport(
            id=str(uuid.uuid4()),
            matter_id=matter_id,
            kind=told_of.kind,
            people=told_of.people,
            happened_at=happened,
            reported_at=now,
            **{f"{name}_id": text.id for name, text in texts.items()},
        )
        folder = record(db, matter_id, "report_group_event", asked.person_id, now, (*texts.values(), row))
        assert folder is not None, "it was read just now"
        return told(opened.matter, folder, report={"id": row.id, "kind": row.kind.value})

    return once(desk.engine, (asked.person_id, asked.key, asked.fingerprint), now, work)
