"""The calendar: a week as an agenda, a month as a grid, two layers, and a private address for other calendars."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response
from pydantic import BaseModel

from api.workbench.session import Read, Reads, Writes
from api.workbench.shell import done, page
from mediation.casework import diary, feeds
from mediation.casework.reading import clock_state
from mediation.casework.searching import Light, hats
from mediation.facts.known import civil_day
from mediation.law.calendar import Calendar
from mediation.law.wording import Lang
from mediation.records.database import reading, writing

router = APIRouter()
WEEK, GRID = timedelta(days=7), 42
LAYERS = {"meetings": {"zh": "调解场次", "en": "Meetings"}, "dues": {"zh": "期限届满", "en": "Last days"}}


class Span(BaseModel):
    """What is shown, as it stands in the address: from which day, week or month, one layer or both."""

    at: date | None = None
    view: Literal["agenda", "month"] = "agenda"
    layer: Literal["", "meetings", "dues"] = ""


@dataclass(frozen=True)
class Day:
    """A day with what stands on it."""

    day: date
    off: Any
    sittings: list[diary.Sitting] = field(default_factory=list)
    dues: list[tuple[diary.Due, Light, Any]] = field(default_factory=list)


@router.get("/calendar")
def show(read: Reads, span: Annotated[Span, Query()]) -> Response:
    """Show a week or a month: meetings and last days, each layer to itself if wanted."""
    visit, today = read.visit, civil_day(read.visit.now)
    at = span.at if span.at and abs(span.at.year - today.year) < 50 else today
    first, last = _ends(at, span.view)
    days = _days(read, span.layer, first, last)
    shown = {
        "days": days,
        "weeks": [days[place : place + 7] for place in range(0, len(days), 7)],
        "empty": not any(day.sittings or day.dues for day in days),
    }
    places = {"at": at, "today": today, "first": first, "last": last, "before": _step(at, span.view, -1)}
    return page(
        read,
        "calendar.html",
        **shown,
        **places,
        after=_step(at, span.view, 1),
        span=span,
        layers=LAYERS,
        feed_since=feeds.feed_since(visit.db, read.me.person_id),
    )


def _ends(at: date, view: str) -> tuple[date, date]:
    """The Monday it begins with, and its last day: of the week, or of the six weeks around the month."""
    start = at if view == "agenda" else at.replace(day=1)
    monday = start - timedelta(days=start.weekday())
    return monday, monday + timedelta(days=6 if view == "agenda" else GRID - 1)


def _step(at: date, view: str, way: int) -> date:
    if view == "agenda":
        return at + way * WEEK
    months = at.year * 12 + at.month - 1 + way
    return date(months // 12, months % 12 + 1, 1)


def _days(read: Read, layer: str, first: date, last: date) -> list[Day]:
    visit, person_id = read.visit, read.me.person_id
    own = hats(visit.db, person_id, read.me.organisation_id, visit.now)
    calendar = visit.desk.calendar
    days = {
        day: Day(day, _off(calendar, day))
        for day in (first + timedelta(days=n) for n in range((last - first).days + 1))
    }
    if layer != "dues":
        for sitting in diary.sittings(visit.db, person_id, own, first, last):
            days[civil_day(sitting.meeting.starts_at)].sittings.append(sitting)
    if layer != "meetings":
        for due in diary.dues(visit.db, person_id, own, first, last):
            zh, en = diary.title_of(visit.desk, due.clock)
            light = Light(clock_state(due.clock, visit.now, visit.desk.limits))
            days[due.clock.due or first].dues.append((due, light, {"zh": zh, "en": en}))
    return list(days.values())


def _off(calendar: Calendar, day: date) -> Mapping[Lang, str] | None:
    """Why nobody works that day, if nobody does."""
    zh, en = calendar.day_off_name(day, "zh"), calendar.day_off_name(day, "en")
    return {"zh": zh, "en": en or zh} if zh else None


@router.post("/calendar/feed")
def open_feed(write: Writes) -> Response:
    """Open a private address, or end the one there is; it is shown once and kept only as a digest."""
    request, person_id = write.visit.request, write.me.person_id
    if write.posted.get("end"):
        with writing(write.visit.desk.engine) as db:
            feeds.close_feed(db, person_id)
        return done(request, "/calendar", ("日历地址已停用。", "The address is ended."))
    with writing(write.visit.desk.engine) as db:
        token = feeds.open_feed(db, person_id, write.visit.now)
    return page(write.reads, "calendar_feed.html", address=f"{_origin(request)}/feeds/{token}.ics")


def _origin(request: Request) -> str:
    return f"{request.url.scheme}://{request.headers.get('host', '')}"


@router.get("/feeds/{token}.ics")
def feed(token: str, request: Request) -> Response:
    """Return the days of whoever opened this address; it names no party, and holds for as long as it is not ended."""
    state = request.app.state
    with reading(state.desk.engine) as db:
        made = feeds.feed(db, state.desk, token[:200], state.clock())
    headers = {"Cache-Control": "private, max-age=900"}
    return Response(made, headers=headers, media_type="text/calendar; charset=utf-8")
