"""Calendars that leave the house: one meeting as a file, one's own days as a feed. No party is named in either.

The time zone travels with its rules (``VTIMEZONE``), or some readers drop what they cannot place.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from icalendar import Calendar, Event, Timezone
from sqlalchemy import Connection, delete, insert, select

from mediation.casework import diary
from mediation.casework.desk import Desk
from mediation.casework.people import memberships_of, token_digest
from mediation.errors import NotFound
from mediation.facts.known import civil_day
from mediation.law.wording import SHANGHAI
from mediation.records.schema import metadata

PRODUCT = "-//labour-mediation//calendar//ZH"
BEFORE, AHEAD = timedelta(days=30), timedelta(days=180)
_FEED, _PERSON = metadata.tables["feed"], metadata.tables["person"]


def open_feed(db: Connection, person_id: str, now: datetime) -> str:
    """Return the token of a new feed; only its digest is kept, and the one before ends."""
    close_feed(db, person_id)
    token = secrets.token_urlsafe(32)
    db.execute(insert(_FEED).values(person_id=person_id, digest=token_digest(token), issued_at=now))
    return token


def close_feed(db: Connection, person_id: str) -> None:
    """End a person's feed: its address is one that is not there."""
    db.execute(delete(_FEED).where(_FEED.c.person_id == person_id))


def feed_since(db: Connection, person_id: str) -> datetime | None:
    """Return when a person's feed was opened, ``None`` when there is none."""
    found: datetime | None = db.execute(
        select(_FEED.c.issued_at).where(_FEED.c.person_id == person_id)
    ).scalar_one_or_none()
    return found


def feed(db: Connection, desk: Desk, token: str, now: datetime) -> bytes:
    """Return the days of whoever holds the token: their meetings and last days, half a year ahead.

    Raises:
        NotFound: no such feed, or it was ended, or its owner was disabled.
    """
    owner = db.execute(
        select(_FEED.c.person_id)
        .join(_PERSON, _PERSON.c.id == _FEED.c.person_id)
        .where(_FEED.c.digest == token_digest(token), _PERSON.c.disabled_at.is_(None))
    ).scalar_one_or_none()
    if owner is None:
        raise NotFound("没有该日历，或者已经停用。", "No such calendar, or it was ended.", code="feed_not_found")
    own = memberships_of(db, owner, now)
    since, until = civil_day(now - BEFORE), civil_day(now + AHEAD)
    sittings = diary.sittings(db, owner, own, since, until)
    return _calendar(
        [
            *meetings(db, sittings, now),
            *(_due(desk, due, now) for due in diary.dues(db, owner, own, since, until)),
        ]
    )


def file_of(db: Connection, sitting: diary.Sitting, now: datetime) -> bytes:
    """Return one meeting as a file."""
    return _calendar(meetings(db, [sitting], now))


def meetings(db: Connection, sittings: Sequence[diary.Sitting], now: datetime) -> list[Event]:
    """Return meetings as events: 「调解会议 江东工调字〔2026〕1号」; a place that names a party is left out."""
    names = diary.names_in(db, sorted({sitting.case_id for sitting in sittings}))
    return [_meeting(sitting, names.get(sitting.case_id, []), now) for sitting in sittings]


def _meeting(sitting: diary.Sitting, names: Iterable[str], now: datetime) -> Event:
    meeting = sitting.meeting
    place = sitting.place if sitting.place and not any(name in sitting.place for name in names) else None
    event = _event(f"meeting-{meeting.id}", f"调解会议 {sitting.number}", now)
    event.add("dtstart", _local(meeting.starts_at))
    event.add("dtend", _local(meeting.starts_at + diary.LASTS))
    event.add("location", place or meeting.channel.zh)
    event.add("status", "CONFIRMED")
    return event


def _due(desk: Desk, due: diary.Due, now: datetime) -> Event:
    assert due.clock.due is not None, "the diary gives clocks with a last day"
    title = diary.title_of(desk, due.clock)[0]
    event = _event(f"clock-{due.clock.id}", f"期限届满 {due.number} {title}", now)
    event.add("dtstart", due.clock.due)
    event.add("dtend", due.clock.due + timedelta(days=1))
    event.add("transp", "TRANSPARENT")
    return event


def _event(uid: str, summary: str, now: datetime) -> Event:
    event = Event()
    event.add("uid", f"{uid}@labour-mediation")
    event.add("dtstamp", now)
    event.add("summary", summary)
    event.add("class", "PRIVATE")
    return event


def _local(at: datetime) -> datetime:
    return at.astimezone(SHANGHAI)


def _calendar(events: Iterable[Event]) -> bytes:
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", "调解日程")
    calendar.add_component(Timezone.from_tzid("Asia/Shanghai"))
    for event in events:
        calendar.add_component(event)
    return bytes(calendar.to_ical())


__all__ = ["close_feed", "feed", "feed_since", "file_of", "open_feed"]
