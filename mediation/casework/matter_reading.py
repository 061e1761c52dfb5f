"""Reads of matters: the list a page at a time by key, and one matter as its reader may see it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from sqlalchemy import Connection, func, select, tuple_

from mediation.casework.desk import Desk
from mediation.casework.explaining import reason_view
from mediation.casework.loading import load_organisations, rows_of
from mediation.casework.matter_sheet import claims_of, counted, figure, line, opened_cases
from mediation.casework.matter_views import (
    CollectiveView,
    CountView,
    GroupReportView,
    MatterCard,
    MatterPage,
    MatterRowView,
    MatterView,
    ReportDueView,
    RepresentativeView,
)
from mediation.casework.matters import JOINING, MATTER, OpenedMatter, matter_for, no_such_matter, seen
from mediation.casework.opened import Opened
from mediation.casework.people import memberships_of
from mediation.casework.reading import title_of
from mediation.casework.views import Named, Title
from mediation.engine.verdict import Reason
from mediation.facts.folder import Personal
from mediation.facts.matters import GroupReport, Matter, ReportKind, Representative
from mediation.law.limits import LimitNotInForce
from mediation.records.schema import metadata
from mediation.rules.matters import common_claim, matter_is_collective

_PERSONAL = metadata.tables["personal"]
_HOURS: Mapping[ReportKind, str] = {
    ReportKind.FIRST: "group_first_report",
    ReportKind.WRITTEN: "group_written_report",
    ReportKind.FOLLOW_UP: "group_follow_up_report",
}


def list_matters(db: Connection, person_id: str, now: datetime, *, after: str | None, size: int) -> MatterPage:
    """Return a page of the matters a person may see, newest first; ``after`` is the last matter of the page before.

    Raises:
        NotFound: ``after`` is no matter of theirs.
    """
    statement = select(MATTER).where(seen(memberships_of(db, person_id, now), person_id))
    if after is not None:
        key = db.execute(statement.where(MATTER.c.id == after)).one_or_none()
        if key is None:
            raise no_such_matter()
        statement = statement.where(tuple_(MATTER.c.opened_at, MATTER.c.id) < tuple_(key.opened_at, key.id))
    ordered = statement.order_by(MATTER.c.opened_at.desc(), MATTER.c.id.desc()).limit(size + 1)
    found = rows_of(Matter, db.execute(ordered).mappings())
    page = found[:size]
    return MatterPage(items=_cards(db, page), next=page[-1].id if len(found) > size else None)


def _cards(db: Connection, page: Sequence[Matter]) -> list[MatterCard]:
    ids = [matter.id for matter in page]
    joined = select(JOINING.c.matter_id, func.count().label("cases")).where(
        JOINING.c.matter_id.in_(ids), JOINING.c.until.is_(None)
    )
    cases = {row.matter_id: row.cases for row in db.execute(joined.group_by(JOINING.c.matter_id))}
    words = _words(db, ids)
    return [
        MatterCard(
            id=matter.id,
            number=matter.number,
            title=_title(matter, words),
            cause=matter.cause,
            opened_at=matter.opened_at,
            cases=cases.get(matter.id, 0),
        )
        for matter in page
    ]


def _words(db: Connection, folder_ids: Sequence[str]) -> Mapping[str, str | None]:
    found = db.execute(select(_PERSONAL).where(_PERSONAL.c.folder_id.in_(folder_ids))).mappings()
    return {text.id: text.value for text in rows_of(Personal, found)}


def _title(matter: Matter, words: Mapping[str, str | None]) -> str:
    return f"{words.get(matter.employer_name_id) or '（已删除）'} {matter.cause}（群体）"


def matter_view(db: Connection, desk: Desk, person_id: str, matter_id: str, now: datetime) -> MatterView:
    """Return a matter as one sheet, with the cases that are for the reader.

    Raises:
        NotFound: no such matter, or not for this person.
    """
    opened = matter_for(db, desk, person_id, matter_id, now)
    matter, words = opened.matter, _words(db, [matter_id])
    cases = opened_cases(db, opened)
    rows = [line(case) for case in cases]
    agreed, paid = (_sum(rows, name) for name in ("agreed", "paid"))
    reports = _reports(db, matter_id)
    organisation = load_organisations(db, [matter.organisation_id])[matter.organisation_id]
    collective = _collective(opened, cases)
    return MatterView(
        id=matter.id,
        number=matter.number,
        title=_title(matter, words),
        cause=matter.cause,
        source=matter.source,
        nature=matter.nature,
        opened_at=matter.opened_at,
        organisation=Named(id=organisation.id, name=organisation.name),
        version=opened.folder.version,
        relations=sorted(opened.relations),
        collective=collective,
        total=CountView(
            title=Title(zh="合计", en="total"), cases=len(rows), people=sum(len(row.workers) for row in rows)
        ),
        parted=counted(rows),
        claimed=_sum(rows, "claimed"),
        agreed=agreed,
        paid=paid,
        representatives=_representatives(db, matter_id, cases),
        reports=[_report(report, words) for report in reports],
        report_due=report_due(opened, reports, urgent=collective.met),
        rows=rows,
    )


def _sum(rows: Sequence[MatterRowView], name: str) -> str:
    fen = sum(int((getattr(row, name) or "0.00").replace(".", "")) for row in rows)
    return figure(fen)


def _collective(opened: OpenedMatter, cases: Sequence[Opened]) -> CollectiveView:
    claims = list(claims_of(cases))
    verdict, found = matter_is_collective(claims), common_claim(claims)
    reason = verdict if isinstance(verdict, Reason) else None
    return CollectiveView(
        met=reason is None,
        people=found[1] if found else 0,
        item=title_of(found[0]) if found else None,
        reason=reason_view(reason, opened.desk.statutes) if reason else None,
        cites=["MAL 7"],
    )


def _representatives(db: Connection, matter_id: str, cases: Sequence[Opened]) -> list[RepresentativeView]:
    table = metadata.tables["representative"]
    statement = select(table).where(table.c.matter_id == matter_id, table.c.until.is_(None))
    found = {(row.party_id, row.elected_for): row for row in rows_of(Representative, db.execute(statement).mappings())}
    names = {party.id: each.facts.words(party.name_id) for each in cases for party in each.facts.parties}
    return [
        RepresentativeView(
            party_id=party_id,
            name=names[party_id],
            elected_for=row.elected_for,
            title=title_of(row.elected_for),
            paper_id=row.paper_id,
            since=row.since,
        )
        for party_id in names
        for (elected, _), row in sorted(found.items())
        if elected == party_id
    ]


def _reports(db: Connection, matter_id: str) -> tuple[GroupReport, ...]:
    table = metadata.tables["group_report"]
    statement = select(table).where(table.c.matter_id == matter_id).order_by(table.c.reported_at, table.c.id)
    return rows_of(GroupReport, db.execute(statement).mappings())


def _report(report: GroupReport, words: Mapping[str, str | None]) -> GroupReportView:
    return GroupReportView(
        id=report.id,
        kind=report.kind,
        title=title_of(report.kind),
        people=report.people,
        place=words.get(report.place_id),
        demands=words.get(report.demands_id),
        measures=words.get(report.measures_id or ""),
        happened_at=report.happened_at,
        reported_at=report.reported_at,
    )


def report_due(opened: OpenedMatter, reports: Sequence[GroupReport], *, urgent: bool) -> ReportDueView | None:
    """Return the next report that is due: first, written, then a follow-up after each, until the last (G9).

    Of a matter nobody has reported, the first is due once it is collective (``urgent``), from its opening.
    """
    kinds = {report.kind for report in reports}
    if ReportKind.LAST in kinds or (not reports and not urgent):
        return None
    began = min((report.happened_at for report in reports), default=opened.matter.opened_at)
    kind = ReportKind.FIRST if not reports else ReportKind.WRITTEN
    if ReportKind.WRITTEN in kinds:
        kind, began = ReportKind.FOLLOW_UP, max(report.reported_at for report in reports)
    limit = opened.desk.limits.get(_HOURS[kind])
    try:
        computed = limit.compute(began, calendar=opened.desk.calendar)
        edition = limit.edition_on(computed.trigger)
    except LimitNotInForce:
        return None
    hours = edition.length or 0
    due_at = computed.due_at or began + timedelta(hours=hours)
    return ReportDueView(
        kind=kind,
        title=title_of(kind),
        due_at=due_at,
        overdue=opened.now > due_at,
        hours=hours,
        confidence=computed.confidence,
    )
