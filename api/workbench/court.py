"""The court's side: referrals sent one by one or as a sheet, what came back, and what the court did then."""

from __future__ import annotations

import json
from typing import Any

from fastapi import APIRouter, Query
from fastapi.responses import Response

from api.errors import status_of
from api.workbench.case_page import headline
from api.workbench.inbox import ERRORS, KINDS, Tab
from api.workbench.panels import Tried, board_of, cures, submit
from api.workbench.posted import AGAIN, key_of
from api.workbench.problems import told
from api.workbench.session import Read, Reads, Write, Writes
from api.workbench.shell import done, page
from mediation.casework import reading, receiving
from mediation.casework.batching import Asked as Keyed
from mediation.casework.choices import Choice, bodies
from mediation.casework.opened import Opened
from mediation.casework.queues import REFERRAL, Asked, Entry, counts, ending_soon, of_case, queue
from mediation.casework.referral_sheet import COLUMNS, NEEDED, cells_of
from mediation.casework.referring import refer
from mediation.casework.searching import hats
from mediation.documents.sheets import sheet
from mediation.errors import BadInput, MediationError, Problem
from mediation.facts.known import civil_day
from mediation.vocabulary import OrganisationKind

router = APIRouter(prefix="/referrals")
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
TABS = (
    Tab("preparing", "待移送", "to be sent", ("preparing",)),
    Tab("sent", "待接收", "to be accepted", ("sent",)),
    Tab("material", "待补材料", "awaiting material", ("awaiting_material",)),
    Tab("running", "调解中", "in mediation", ("accepted", "running")),
    Tab("reported", "已反馈", "reported", ("reported",)),
    Tab("ended", "已办结和退回", "ended or returned", ("concluded", "declined", "lapsed", "recalled")),
)
PANELS = ("send", "supply_material", "outcome", "hand_over_paper", "recall")


@router.get("")
def referrals(read: Reads, tab: str = Query("", max_length=20), after: str = Query("", max_length=64)) -> Response:
    """Show the court's referrals by how far they have come; what waits for the court comes first."""
    db, desk, who, now = read.visit.db, read.visit.desk, read.me.person_id, read.visit.now
    own = hats(db, who, read.me.organisation_id, now)
    counted = counts(db, desk, who, own, REFERRAL, now)
    held = [(one, one.count(counted)) for one in TABS]
    first = next((one for one, count in held if count and one.key in ("material", "reported")), TABS[1])
    chosen = next((one for one in TABS if one.key == tab), first)
    asked = Asked(procedure=REFERRAL, states=chosen.states, after=after or None)
    soon = ending_soon(db, desk, who, own, (REFERRAL,), now)
    found = queue(db, desk, who, own, asked, now)
    return page(read, "referrals.html", found=found, tabs=held, tab=chosen, kinds=KINDS, soon=soon)


@router.get("/sheet")
def ask_sheet(read: Reads) -> Response:
    """Show where a sheet of referrals is handed in."""
    return _sheet(read, {})


@router.get("/template.xlsx")
def template(read: Reads) -> Response:
    """Return an empty sheet with the columns a referral has; those that must be filled in carry a star."""
    head = [f"{words}*" if name in NEEDED else words for name, words in COLUMNS.items()]
    named = {"Content-Disposition": 'attachment; filename="referrals.xlsx"'}
    return Response(sheet("委派委托", head, []), headers=named, media_type=XLSX)


@router.post("/sheet")
def send_sheet(write: Writes) -> Response:
    """Try a sheet line by line, or send it: all of it or nothing."""
    posted = write.posted
    if posted.get(AGAIN):
        return _sheet(write.reads, dict(posted.fields))
    try:
        cells = _cells(write)
        body = posted.get("organisation")
        if not body:
            raise BadInput([Problem("organisation", "missing", "请选择接收的调解组织。", "Choose a mediation body.")])
        sending = bool(posted.get("send"))
        asked = Keyed(write.me.person_id, key_of(posted), posted.fingerprint())
        kept = refer(write.visit.desk, asked, body, cells, write.visit.now, dry_run=not sending)
    except MediationError as error:
        return _sheet(write.reads, dict(posted.fields), error)
    answer = json.loads(kept.answer)
    if sending:
        said = (f"已移送 {answer['sent']} 件，等待对方接收。", f"{answer['sent']} referrals sent.")
        return done(write.visit.request, "/referrals?tab=sent", said)
    return _sheet(write.reads, {"organisation": body}, None, cells=cells, tried=answer)


@router.get("/{case_id}")
def show(case_id: str, read: Reads) -> Response:
    """Show one referral as its court may see it: what was handed over, both ways, and what the court can do."""
    return _show(read, case_id)


@router.post("/{case_id}/{name}")
def act(case_id: str, name: str, write: Writes) -> Response:
    """Do what a court does with its referral."""
    opened, entry = _open(write.reads, case_id)
    board = board_of(write.reads, opened, entry.proceeding, f"/referrals/{opened.case.id}")
    if write.posted.get(AGAIN):
        return _show(write.reads, case_id, Tried(name, write.posted, None))
    try:
        found = submit(write, board, name)
    except ERRORS as error:
        return _show(write.reads, case_id, Tried(name, write.posted, error))
    if isinstance(found, dict):
        return page(write.reads, "check.html", **headline(opened), **found)
    title = board.steps[name].title
    return done(write.visit.request, f"/referrals/{opened.case.id}", (f"已办理：{title.zh}。", f"Done: {title.en}."))


def _cells(write: Write) -> list[dict[str, str]]:
    """The lines of the file, or those that were tried before and came back with the form."""
    file = write.posted.files.get("file")
    if file is not None and file.filename:
        return cells_of(file.file.read(), file.filename)
    if write.posted.get("rows"):
        return cells_of(write.posted.get("rows").encode(), "rows.json")
    raise BadInput([Problem("file", "missing", "请选择要移送的表格（.xlsx 或者 .json）。", "Choose a sheet.")])


def _sheet(read: Read, sent: dict[str, str], error: MediationError | None = None, **more: Any) -> Response:
    desks = _desks(read)
    said = told(error, read.visit.request) if error else {"error": None, "problems": []}
    variables = {
        "desks": desks,
        "organisation": sent.get("organisation") or (desks[0].value if len(desks) == 1 else ""),
        "names": COLUMNS,
        "needed": NEEDED,
        "key": key_of(None),
        "cells": [],
        "tried": None,
        "problems": said["problems"],
        "error": said["error"],
        **more,
    }
    targets = {"organisation": "organisation-to", "file": "file"}
    variables["places"] = [(targets.get(problem.where), problem) for problem in said["problems"]]
    variables["rows"] = json.dumps(variables["cells"], ensure_ascii=False)
    return page(read, "sheet.html", status_of(error) if error else 200, **variables)


def _desks(read: Read) -> list[Choice]:
    """The bodies that mediate: no court and no commission."""
    db = read.visit.db
    outside = {b.value for kind in (OrganisationKind.COURT, OrganisationKind.ARBITRATION) for b in bodies(db, kind)}
    return [body for body in bodies(db) if body.value not in outside]


def _open(read: Read, case_id: str) -> tuple[Opened, Entry]:
    visit, who = read.visit, read.me.person_id
    opened = read.case(case_id)
    own = hats(visit.db, who, None, visit.now)
    asked = Asked(procedure=REFERRAL, case_id=opened.case.id)
    return opened, of_case(visit.db, visit.desk, who, own, asked, visit.now)


def _show(read: Read, case_id: str, tried: Tried | None = None) -> Response:
    opened, entry = _open(read, case_id)
    board = board_of(read, opened, entry.proceeding, f"/referrals/{opened.case.id}", tried)
    today = civil_day(read.visit.now).isoformat()
    before = {"send": {"complaint_on": today}, "hand_over_paper": {"signed_for_on": today}}
    panels = [board.panel(name, before.get(name)) for name in PANELS]
    clocks = [c for c in reading.visible_clocks(opened) if c.proceeding_id == entry.proceeding.id and not c.stopped_at]
    return page(
        read,
        "court.html",
        status_of(tried.error) if tried and tried.error else 200,
        **headline(opened),
        **cures(opened),
        entry=entry,
        kinds=KINDS,
        lines=receiving.checklist(opened, receiving.expected(entry.answers)),
        words=opened.facts.words,
        papers=[p for p in opened.facts.papers if opened.may_see_paper(p)],
        panels=[panel for panel in panels if panel is not None],
        running=[reading.clock_view(opened, clock) for clock in clocks],
        key=key_of(None),
        body=opened.organisations[opened.case.organisation_id].name,
        kinds_of_paper=receiving.expected(entry.answers),
        reason=_reason(read, entry),
    )


def _reason(read: Read, entry: Entry) -> Any:
    """The words of the reason the desk declined for, ``None`` when it did not."""
    if entry.proceeding.state != "declined":
        return None
    asks = read.visit.desk.procedures.known[entry.proceeding.definition].moves["decline"].asks
    return asks["reason"].options.get(entry.answers.get("reason", ""))
