"""The inbox: what courts hand over, accepted, declined or asked to be completed, each with a receipt."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from fastapi import APIRouter, Query
from fastapi.responses import Response

from api.errors import status_of
from api.workbench.case_page import headline
from api.workbench.panels import Panel, Tried, board_of, cures, submit
from api.workbench.posted import AGAIN, key_of
from api.workbench.session import Read, Reads, Write, Writes
from api.workbench.shell import done, page
from mediation.casework import papers, reading, receiving
from mediation.casework.composing import COMPOSERS
from mediation.casework.opened import Opened
from mediation.casework.perform import Command
from mediation.casework.queues import CONFIRMATION, REFERRAL, WAITING, Asked, Entry, counts, ending_soon, of_case, queue
from mediation.casework.searching import hats
from mediation.documents.qr import draw
from mediation.errors import BadInput, KeyReused, MediationError, MoveRefused, NotFound, NotPermitted, StaleVersion
from mediation.facts.known import civil_day
from mediation.vocabulary import PaperKind, ReferralKind

router = APIRouter(prefix="/inbox")
ERRORS = (BadInput, MoveRefused, NotPermitted, StaleVersion, KeyReused)
PAPERS = {"accept": PaperKind.REFERRAL_RECEIPT, "decline": PaperKind.REFERRAL_DECLINE}
"""The paper an answer is put in."""


@dataclass(frozen=True, slots=True)
class Tab:
    """One tab of the inbox: the states it holds."""

    key: str
    zh: str
    en: str
    states: tuple[str, ...]
    late: bool = False

    def count(self, counted: Mapping[str, int]) -> int:
        """Return how many stand in it."""
        return counted.get("late", 0) if self.late else sum(counted.get(state, 0) for state in self.states)


TABS = (
    Tab("waiting", "待接收", "to be accepted", ("sent",)),
    Tab("material", "待补材料", "awaiting material", ("awaiting_material",)),
    Tab("accepted", "已接收", "accepted", ("accepted", "running", "reported", "concluded")),
    Tab("returned", "已退回", "returned", ("declined", "recalled")),
    Tab("late", "逾期未确认", "not confirmed in time", (*WAITING, "lapsed"), late=True),
)
KINDS = {kind.value: kind for kind in ReferralKind}


@router.get("")
def inbox(read: Reads, tab: str = Query("waiting", max_length=20), after: str = Query("", max_length=64)) -> Response:
    """Show what was handed over, a tab a state; what ends within three days stands over it."""
    chosen = next((one for one in TABS if one.key == tab), TABS[0])
    asked = Asked(procedure=REFERRAL, states=chosen.states, late=chosen.late, after=after or None)
    db, desk, who, now = read.visit.db, read.visit.desk, read.me.person_id, read.visit.now
    own = hats(db, who, read.me.organisation_id, now)
    found = queue(db, desk, who, own, asked, now)
    counted = counts(db, desk, who, own, REFERRAL, now)
    return page(
        read,
        "inbox.html",
        found=found,
        tabs=[(one, one.count(counted)) for one in TABS],
        tab=chosen,
        kinds=KINDS,
        there=receiving.there_of,
        new_key=key_of(None),
        soon=ending_soon(db, desk, who, own, (REFERRAL, CONFIRMATION), now),
    )


@router.get("/{case_id}")
def show(case_id: str, read: Reads) -> Response:
    """Show one referral: what came with it on the left, what can be answered on the right."""
    return _show(read, case_id)


@router.post("/{case_id}/{name}")
def answer(case_id: str, name: str, write: Writes) -> Response:
    """Answer a referral, and put the answer in its paper where there is one to be made."""
    read = write.reads
    opened, entry = _open(read, case_id)
    if write.posted.get(AGAIN):
        return _show(read, case_id, Tried(name, write.posted, None))
    if name not in receiving.ANSWERS:
        raise NotFound("没有这一办理事项，请刷新页面。", "There is no such step; reload the page.", code="unknown_move")
    try:
        submit(write, board_of(read, opened, entry.proceeding, f"/inbox/{opened.case.id}"), name)
    except ERRORS as error:
        return _show(read, case_id, Tried(name, write.posted, error))
    said = {
        "accept": ("已接收，请打印回执。", "Accepted; print the receipt."),
        "decline": ("已告知法院不接受。", "The court is told that the referral is declined."),
        "ask_for_material": ("已请法院补充材料。", "The court is asked for material."),
    }
    return done(write.visit.request, f"/inbox/{opened.case.id}/receipt", said[name], *_paper(write, opened, name))


@router.get("/{case_id}/receipt")
def receipt(case_id: str, read: Reads) -> Response:
    """Show the receipt of the last answer, to be printed: number, time, list, code; and the clock it started."""
    opened, entry = _open(read, case_id)
    found = receiving.receipt_of(read.visit.db, opened, entry)
    if found is None:
        raise NotFound("该件尚未答复，没有回执。", "It has not been answered; there is no receipt.")
    kind = PAPERS.get(found.act)
    issued = [p for p in opened.facts.papers if p.kind is kind and opened.may_see_paper(p)]
    return page(
        read,
        "receipt.html",
        **_common(opened, entry, found.at),
        receipt=found,
        reason=_reason(read, entry),
        qr=draw(found.qr),
        issued=issued[-1] if issued else None,
        running=_started(opened, entry),
        body=opened.organisations[opened.case.organisation_id].name,
        next_one=_neighbours(read, entry)[1],
    )


def _open(read: Read, case_id: str) -> tuple[Opened, Entry]:
    visit, who = read.visit, read.me.person_id
    opened = read.case(case_id)
    own = hats(visit.db, who, None, visit.now)
    asked = Asked(procedure=REFERRAL, case_id=opened.case.id)
    return opened, of_case(visit.db, visit.desk, who, own, asked, visit.now)


def _common(opened: Opened, entry: Entry, until: datetime | None = None) -> dict[str, Any]:
    lines = receiving.checklist(opened, receiving.expected(entry.answers), until)
    return {
        **headline(opened),
        **cures(opened),
        "entry": entry,
        "kinds": KINDS,
        "lines": lines,
        "words": opened.facts.words,
        "missing": receiving.missing(lines),
    }


def _show(read: Read, case_id: str, tried: Tried | None = None) -> Response:
    opened, entry = _open(read, case_id)
    common = _common(opened, entry)
    board = board_of(read, opened, entry.proceeding, f"/inbox/{opened.case.id}", tried)
    could = receiving.who_could(read.visit.db, opened) if entry.proceeding.state in WAITING else []
    first = could[0].choice.value if could and not could[0].barred else ""
    today = civil_day(read.visit.now).isoformat()
    how = "platform" if entry.answers.get("on_platform") else "signature"
    before = {
        "accept": {"how": how, "accepted_on": today, "mediator": first},
        "ask_for_material": {"missing": common["missing"]},
    }
    found = {name: board.panel(name, before.get(name)) for name in receiving.ANSWERS}
    panels: list[Panel] = [panel for panel in found.values() if panel is not None]
    back, ahead = _neighbours(read, entry)
    status = status_of(tried.error) if tried and tried.error else 200
    more = {"panels": panels, "could": could, "back": back, "ahead": ahead, "running": _running(opened, entry)}
    return page(read, "referral.html", status, **common, **more)


def _reason(read: Read, entry: Entry) -> Any:
    """The words of the reason a referral was declined for."""
    asks = read.visit.desk.procedures.known[entry.proceeding.definition].moves["decline"].asks
    return asks["reason"].options.get(entry.answers.get("reason", ""), "")


def _running(opened: Opened, entry: Entry) -> list[Any]:
    """The clocks of the referral that run, the mediation's term among them."""
    mine = [c for c in reading.visible_clocks(opened) if c.proceeding_id == entry.proceeding.id and not c.stopped_at]
    return [reading.clock_view(opened, clock) for clock in mine]


def _started(opened: Opened, entry: Entry) -> list[Any]:
    """The clocks that the acceptance started, those that stopped since as well: a receipt says what it began."""
    confirmed = opened.desk.limits.get("D6").id
    mine = [c for c in reading.visible_clocks(opened) if c.proceeding_id == entry.proceeding.id]
    return [reading.clock_view(opened, c) for c in mine if opened.desk.limits.get(c.limit_id).id != confirmed]


def _neighbours(read: Read, entry: Entry) -> tuple[str | None, str | None]:
    """The cases before and after this one among those that wait."""
    visit, who = read.visit, read.me.person_id
    own = hats(visit.db, who, read.me.organisation_id, visit.now)
    waiting = queue(visit.db, visit.desk, who, own, Asked(procedure=REFERRAL, states=WAITING), visit.now).entries
    ids = [one.case.id for one in waiting]
    if entry.case.id not in ids:
        return None, ids[0] if ids else None
    at = ids.index(entry.case.id)
    return ids[at - 1] if at else None, ids[at + 1] if at + 1 < len(ids) else None


def _paper(write: Write, opened: Opened, name: str) -> list[tuple[str, str]]:
    """Put the answer in its paper at once; what is missing for it is said, and the receipt page prints meanwhile."""
    kind = PAPERS.get(name)
    if kind is None or kind not in COMPOSERS:
        return []
    command = Command(
        folder_id=opened.case.id,
        act="issue_paper",
        person_id=write.me.person_id,
        answers={},
        key=f"{key_of(write.posted)}-paper",
        fingerprint=write.posted.fingerprint(),
        version=opened.folder.version + 1,
    )
    try:
        papers.issue(write.visit.desk, command, kind, write.visit.now)
    except MediationError as error:
        return [(f"《{kind.zh}》未能制作：{error.zh}", f"{kind.en} was not made: {error.en}")]
    return [(f"已制作《{kind.zh}》。", f"Issued: {kind.en}.")]
