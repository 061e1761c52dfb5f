"""The diary: free times nobody of the case is busy at, days that are for whoever asks, calendars that name nobody."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from dateutil.tz import tzical  # type: ignore[import-untyped]  # theirs has no types

from mediation.casework import diary, feeds
from mediation.casework.opened import open_for
from mediation.casework.people import memberships_of
from mediation.errors import NotFound
from mediation.law.wording import SHANGHAI
from mediation.records.database import reading, writing
from tests.stories import assigned, effective, in_mediation
from tests.world import CaseAt, World, person_id

FIRST, LAST = date(2026, 8, 1), date(2026, 8, 31)


def scheduled(case: CaseAt, at: str, **more: str) -> None:
    case.move("mediator", "labour_mediation", "schedule_meeting", starts_at=f"{at}+08:00", channel="in_person", **more)


def free(world: World, case: CaseAt) -> list[str]:
    with reading(world.desk.engine) as db:
        found = diary.free_times(db, open_for(db, world.desk, person_id("mediator"), case.id, world.now))
    return [f"{at:%m-%d %H:%M}" for at in found]


def test_three_free_times_are_offered_where_the_mediator_sits_nowhere_else(small_world: World) -> None:
    case, _ = assigned(small_world)
    other, _ = assigned(small_world)

    before = free(small_world, case)
    scheduled(other, "2026-08-05T10:00")

    assert before == ["08-05 09:30", "08-05 14:00", "08-05 16:00"]
    assert free(small_world, case) == ["08-05 14:00", "08-05 16:00", "08-06 09:30"]


def test_nobody_is_invited_on_a_day_off(small_world: World) -> None:
    small_world.at("2026-09-29 10:00")
    case, _ = assigned(small_world)

    assert all(time.startswith(("10-08", "10-09")) for time in free(small_world, case)), free(small_world, case)


@pytest.mark.parametrize(
    ("who", "meetings", "clocks"),
    [("mediator", 1, True), ("head", 1, True), ("stranger", 0, False), ("clerk", 0, False)],
)
def test_the_days_of_a_case_are_for_those_on_it(small_world: World, who: str, meetings: int, clocks: bool) -> None:
    case, _ = assigned(small_world)
    scheduled(case, "2026-08-06T09:30", place="第二调解室")

    with reading(small_world.desk.engine) as db:
        own = memberships_of(db, person_id(who), small_world.now)
        sittings = diary.sittings(db, person_id(who), own, FIRST, LAST)
        dues = diary.dues(db, person_id(who), own, FIRST, LAST)

    assert [s.place for s in sittings] == ["第二调解室"] * meetings
    assert bool(dues) is clocks


def unfolded(made: bytes) -> str:
    """The lines of a calendar as RFC 5545 puts them together again."""
    return made.decode().replace("\r\n ", "")


def test_a_feed_is_read_by_others_and_names_no_party(small_world: World) -> None:
    case, _ = in_mediation(small_world)
    scheduled(case, "2026-08-06T09:30", place="第二调解室")
    scheduled(case, "2026-08-07T14:00", place="江州远达物流有限公司会议室")
    effective(small_world)
    with writing(small_world.desk.engine) as db:
        token = feeds.open_feed(db, person_id("mediator"), small_world.now)
    with reading(small_world.desk.engine) as db:
        made = feeds.feed(db, small_world.desk, token, small_world.now)
    told = unfolded(made)

    assert "周行远" not in told
    assert "远达" not in told
    assert "SUMMARY:调解会议 江东工调字〔2026〕1号" in told
    assert "LOCATION:第二调解室" in told
    assert "DTSTART;TZID=Asia/Shanghai:20260806T093000" in told
    assert "SUMMARY:期限届满 江东工调字〔2026〕" in told


def test_the_time_zone_travels_with_its_rules(small_world: World, tmp_path: Path) -> None:
    case, _ = in_mediation(small_world)
    scheduled(case, "2026-08-06T09:30")
    with reading(small_world.desk.engine) as db:
        own = memberships_of(db, person_id("mediator"), small_world.now)
        sitting = diary.sittings(db, person_id("mediator"), own, date(2026, 8, 6), LAST)[0]
        made = feeds.file_of(db, sitting, small_world.now)
    file = tmp_path / "meeting.ics"
    file.write_text(unfolded(made))

    zone = tzical(str(file)).get("Asia/Shanghai")
    start = unfolded(made).split("DTSTART;TZID=Asia/Shanghai:2026")[1][:11]
    local = datetime.strptime(f"2026{start}", "%Y%m%dT%H%M%S").replace(tzinfo=zone)

    assert local.astimezone(UTC) == datetime(2026, 8, 6, 1, 30, tzinfo=UTC)
    assert local.astimezone(SHANGHAI).utcoffset() == timedelta(hours=8)


def test_a_feed_ends_when_another_is_opened_or_it_is_closed(small_world: World) -> None:
    desk, now = small_world.desk, small_world.now
    tokens = []
    for _ in range(2):
        with writing(desk.engine) as db:
            tokens.append(feeds.open_feed(db, person_id("mediator"), now))
    with reading(desk.engine) as db:
        assert feeds.feed(db, desk, tokens[1], now).startswith(b"BEGIN:VCALENDAR")
        with pytest.raises(NotFound):
            feeds.feed(db, desk, tokens[0], now)
    with writing(desk.engine) as db:
        feeds.close_feed(db, person_id("mediator"))
    with reading(desk.engine) as db, pytest.raises(NotFound):
        feeds.feed(db, desk, tokens[1], now)
