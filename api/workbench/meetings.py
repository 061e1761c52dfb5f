"""One meeting: the sheet on which everybody signs that they came, and the file for a calendar."""

from __future__ import annotations

from fastapi import APIRouter
from fastapi.responses import Response

from api.v1.papers import named
from api.workbench.case_page import headline
from api.workbench.session import Read, Reads
from api.workbench.shell import page
from mediation.casework import feeds, papers
from mediation.casework.composing.brief import Background, Brief, everybody, mediators, side_label
from mediation.casework.diary import Sitting
from mediation.casework.opened import Opened
from mediation.errors import NotFound
from mediation.facts.parties import Meeting
from mediation.policy import Resource

router = APIRouter(prefix="/cases/{case_id}/meetings/{meeting_id}")


@router.get("/sign-in-sheet")
def sheet(case_id: str, meeting_id: str, read: Reads) -> Response:
    """Show the sheet to print: who is expected, with a line for each to sign."""
    opened, meeting = _one(read, case_id, meeting_id)
    names = papers.names_of(read.visit.db, {a.person_id for a in opened.facts.assignments})
    brief = Brief(opened, Background(names, {}, {}))
    words = opened.facts.words
    expected = [(side_label(brief, p), brief.name(p)) for p in everybody(brief)]
    agents = [("代理人", words(a.name_id) or "") for a in opened.facts.agents if a.until is None]
    desk = [("调解员", name) for name in mediators(brief)]
    shown = {"meeting": meeting, "place": words(meeting.place_id) or meeting.channel.zh, "body": brief.body.name}
    return page(read, "sign_in_sheet.html", **headline(opened), **shown, rows=[*expected, *agents, *desk])


@router.get("/calendar.ics")
def calendar(case_id: str, meeting_id: str, read: Reads) -> Response:
    """Return the meeting as a file a calendar takes; no party is named in it."""
    opened, meeting = _one(read, case_id, meeting_id)
    case = opened.case
    sitting = Sitting(meeting, case.id, case.number, case.cause, opened.facts.words(meeting.place_id))
    made = feeds.file_of(read.visit.db, sitting, opened.now)
    headers = {"Content-Disposition": named(f"调解会议 {case.number}.ics", inline=False)}
    return Response(made, headers=headers, media_type="text/calendar; charset=utf-8")


def _one(read: Read, case_id: str, meeting_id: str) -> tuple[Opened, Meeting]:
    opened = read.case(case_id)
    meeting = next((m for m in opened.facts.meetings if m.id == meeting_id), None)
    if meeting is None or not opened.reader.may(Resource.FACTS):
        raise NotFound("未找到该调解场次。", "No such meeting.", code="meeting_not_found")
    return opened, meeting
