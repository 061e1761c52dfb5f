"""The confirmation desk: applications by how far they have come, checked before they are filed, and their rulings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from fastapi import APIRouter, Query
from fastapi.responses import Response

from api.errors import status_of
from api.workbench.case_page import headline
from api.workbench.inbox import ERRORS
from api.workbench.panels import Board, Tried, board_of, cures, submit
from api.workbench.posted import AGAIN, key_of
from api.workbench.session import Read, Reads, Writes
from api.workbench.shell import done, page
from mediation.casework import reading, receiving
from mediation.casework.opened import Opened
from mediation.casework.preflight import preflight_of
from mediation.casework.queues import CONFIRMATION, Asked, Entry, counts, ending_soon, of_case, queue
from mediation.casework.receiving import APPLICATION
from mediation.casework.searching import hats
from mediation.documents.qr import draw
from mediation.errors import NotFound
from mediation.facts.known import civil_day
from mediation.rules.preflight import Road
from mediation.vocabulary import PaperKind

router = APIRouter(prefix="/confirm")


@dataclass(frozen=True, slots=True)
class Stage:
    """One chip of the desk: the states of an application it holds."""

    key: str
    zh: str
    en: str
    states: tuple[str, ...]

    def count(self, counted: Mapping[str, int]) -> int:
        """Return how many stand in it."""
        return sum(counted.get(state, 0) for state in self.states)


STAGES = (
    Stage("preparing", "待提交", "to be filed", ("preparing",)),
    Stage("filed", "已提交", "filed", ("filed",)),
    Stage("supplementing", "补正", "completing", ("supplementing",)),
    Stage("accepted", "受理", "accepted", ("accepted", "questioned")),
    Stage(
        "ruled",
        "裁定",
        "ruled",
        (
            "confirmed", "not_accepted", "rejected", "withdrawn", "deemed_withdrawn",
            "objected", "objection_dismissed", "revoked",
        ),
    ),
)  # fmt: skip
PANELS: Mapping[str, tuple[str, ...]] = {
    "filed": ("accept", "request_supplement", "not_accept"),
    "supplementing": ("supplement", "reject"),
    "accepted": ("confirm", "request_supplement", "reject", "question"),
    "questioned": ("confirm", "reject", "request_supplement"),
}
"""What is usually registered from a state stands open on the page; the rest is a link away."""
MOST_DAYS_TO_SUPPLEMENT = 7
FILED = "file"


@router.get("")
def desk(read: Reads, stage: str = Query("", max_length=20), after: str = Query("", max_length=64)) -> Response:
    """Show the applications of one stage; the first stage that holds any when none is chosen."""
    db, law, who, now = read.visit.db, read.visit.desk, read.me.person_id, read.visit.now
    own = hats(db, who, read.me.organisation_id, now)
    counted = counts(db, law, who, own, CONFIRMATION, now)
    held = [(one, one.count(counted)) for one in STAGES]
    first = next((one for one, count in held if count), STAGES[0])
    chosen = next((one for one in STAGES if one.key == stage), first)
    asked = Asked(procedure=CONFIRMATION, states=chosen.states, after=after or None)
    return page(
        read,
        "confirm.html",
        found=queue(db, law, who, own, asked, now),
        stages=held,
        stage=chosen,
        soon=ending_soon(db, law, who, own, (CONFIRMATION,), now),
    )


@router.get("/{case_id}")
def show(case_id: str, read: Reads) -> Response:
    """Show one application: what is in its way and its materials on the left, what can be registered on the right."""
    return _show(read, case_id)


@router.get("/{case_id}/notice")
def notice(case_id: str, read: Reads) -> Response:
    """Show the one-off notice of everything that is missing, to be printed and handed to both sides."""
    opened, entry = _open(read, case_id)
    lines = receiving.checklist(opened, APPLICATION)
    items = preflight_of(opened, Road.CONFIRMATION) if entry.proceeding.state == "preparing" else []
    return page(
        read,
        "notice.html",
        **headline(opened),
        entry=entry,
        obstacles=[item for item in items if item.light == "obstacle"],
        lacking=[line for line in lines if not line.there],
        asked=entry.answers.get("missing") if "request_supplement" in entry.happened else None,
        body=opened.organisations[opened.case.organisation_id].name,
        court_side=opened.reader.is_court_only,
        today=civil_day(read.visit.now),
        seq=opened.folder.seq,
    )


@router.get("/{case_id}/receipt")
def receipt(case_id: str, read: Reads) -> Response:
    """Show the receipt of what was handed in, to be printed: number, time, list, code."""
    opened, entry = _open(read, case_id)
    found = receiving.receipt_of(read.visit.db, opened, entry, (FILED,))
    if found is None:
        raise NotFound("申请尚未提交，没有回执。", "It has not been filed; there is no receipt.")
    return page(
        read,
        "filed.html",
        **headline(opened),
        entry=entry,
        receipt=found,
        qr=draw(found.qr),
        lines=[line for line in receiving.checklist(opened, _asked_for(opened), found.at) if line.there],
        words=opened.facts.words,
        body=opened.organisations[opened.case.organisation_id].name,
    )


@router.post("/{case_id}/{name}")
def register(case_id: str, name: str, write: Writes) -> Response:
    """Register what a court did, or what was supplied; a ruling is shown once more before it stands."""
    read, request = write.reads, write.visit.request
    opened, entry = _open(read, case_id)
    board = board_of(read, opened, entry.proceeding, f"/confirm/{opened.case.id}")
    if write.posted.get(AGAIN):
        return _show(read, case_id, Tried(name, write.posted, None))
    try:
        found = submit(write, board, name)
    except ERRORS as error:
        return _show(read, case_id, Tried(name, write.posted, error))
    if isinstance(found, dict):
        return page(read, "check.html", **headline(opened), **found)
    title = board.steps[name].title
    to = f"/confirm/{opened.case.id}" + ("/notice" if name == "request_supplement" else "")
    return done(request, to, (f"已办理：{title.zh}。", f"Done: {title.en}."))


def _open(read: Read, case_id: str) -> tuple[Opened, Entry]:
    visit, who = read.visit, read.me.person_id
    opened = read.case(case_id)
    own = hats(visit.db, who, None, visit.now)
    asked = Asked(procedure=CONFIRMATION, case_id=opened.case.id)
    return opened, of_case(visit.db, visit.desk, who, own, asked, visit.now)


def _show(read: Read, case_id: str, tried: Tried | None = None) -> Response:
    opened, entry = _open(read, case_id)
    board = board_of(read, opened, entry.proceeding, f"/confirm/{opened.case.id}", tried)
    lines = receiving.checklist(opened, _asked_for(opened))
    clocks = [c for c in reading.visible_clocks(opened) if entry.clock is not None and c.id == entry.clock.id]
    return page(
        read,
        "application.html",
        status_of(tried.error) if tried and tried.error else 200,
        **headline(opened),
        **cures(opened),
        entry=entry,
        lines=lines,
        words=opened.facts.words,
        items=preflight_of(opened, Road.CONFIRMATION) if entry.proceeding.state == "preparing" else None,
        panels=_panels(read, board, entry, receiving.missing(lines)),
        others=[s for name, s in board.steps.items() if s.permitted and name not in _open_here(entry)],
        file=board.step("file") if entry.proceeding.state == "preparing" else None,
        applicants=[p.id for p in opened.facts.parties if p.side.value in ("applicant", "respondent")],
        file_key=key_of(None),
        version=opened.folder.version,
        running=[reading.clock_view(opened, clock) for clock in clocks],
        papers=[p for p in opened.facts.papers if opened.may_see_paper(p)],
        court_side=opened.reader.is_court_only,
    )


def _open_here(entry: Entry) -> tuple[str, ...]:
    return (*PANELS.get(entry.proceeding.state, ()), "file")


def _asked_for(opened: Opened) -> tuple[PaperKind, ...]:
    agents = (PaperKind.POWER_OF_ATTORNEY,) if opened.facts.agents else ()
    return (*APPLICATION, *agents)


def _panels(read: Read, board: Board, entry: Entry, missing: str) -> list[Any]:
    today = civil_day(read.visit.now)
    docket = {"docket": entry.answers["docket"]} if entry.answers.get("docket") else {}
    before: Mapping[str, Mapping[str, str]] = {
        "accept": {"accepted_on": today.isoformat()},
        "confirm": {**docket, "ruling_on": today.isoformat()},
        "reject": {"ruling_on": today.isoformat()},
        "not_accept": {"ruling_on": today.isoformat()},
        "question": {"questioned_on": today.isoformat()},
        "request_supplement": {
            "requested_on": today.isoformat(),
            "due_on": (today + timedelta(days=MOST_DAYS_TO_SUPPLEMENT)).isoformat(),
            "missing": missing,
        },
    }
    found = [board.panel(name, before.get(name)) for name in PANELS.get(entry.proceeding.state, ())]
    return [panel for panel in found if panel is not None]
