from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mediation.errors import BadInput
from mediation.law.periods import Direction, Extension, Roll, Rule, Suspension, corresponding_day, count
from mediation.law.wording import Text
from mediation.vocabulary import Unit

from .shared import BASIS, CALENDAR, day

APPRAISAL = Text("诉前鉴定", "appraisal")
AGREED = Text("双方同意", "both agreed")
TRIGGERS = st.dates(date(2012, 1, 1), date(2026, 12, 31))


def rule(length: int, unit: Unit = Unit.DAY, roll: Roll = Roll.NEXT_WORKING_DAY) -> Rule:
    return Rule(length, unit, BASIS, roll)


@pytest.mark.parametrize(
    ("trigger", "length", "raw", "due"),
    [
        ("2026-01-24", 30, "2026-02-23", "2026-02-24"),
        ("2026-02-05", 15, "2026-02-20", "2026-02-24"),
        ("2026-02-09", 7, "2026-02-16", "2026-02-24"),
        ("2026-01-26", 30, "2026-02-25", "2026-02-25"),
        ("2026-09-16", 15, "2026-10-01", "2026-10-08"),
        ("2026-09-21", 15, "2026-10-06", "2026-10-08"),
        ("2026-04-20", 15, "2026-05-05", "2026-05-06"),
        ("2026-06-05", 15, "2026-06-20", "2026-06-22"),
        ("2026-09-01", 30, "2026-10-01", "2026-10-08"),
    ],
)
def test_calendar_days_end_after_the_holiday_they_end_in(trigger: str, length: int, raw: str, due: str) -> None:
    counted = count(day(trigger), rule(length), CALENDAR)
    assert (counted.raw, counted.due) == (day(raw), day(due))


@pytest.mark.parametrize(
    ("trigger", "length", "due"),
    [
        ("2026-02-12", 3, "2026-02-24"),
        ("2026-02-12", 5, "2026-02-26"),
        ("2026-04-30", 3, "2026-05-08"),
        ("2026-09-24", 10, "2026-10-15"),
        ("2026-02-12", 15, "2026-03-11"),
    ],
)
def test_working_days_skip_holidays_and_count_made_up_weekends(trigger: str, length: int, due: str) -> None:
    assert count(day(trigger), rule(length, Unit.WORKING_DAY), CALENDAR).due == day(due)


def test_a_holiday_inside_calendar_days_is_counted() -> None:
    assert count(day("2026-09-28"), rule(15), CALENDAR).due == day("2026-10-13")


def test_a_last_day_on_a_made_up_saturday_does_not_roll() -> None:
    assert count(day("2026-02-13"), rule(15), CALENDAR).due == day("2026-02-28")


def test_without_a_roll_the_last_day_stays_on_the_holiday() -> None:
    assert count(day("2026-09-16"), rule(15, roll=Roll.NONE), CALENDAR).due == day("2026-10-01")


@pytest.mark.parametrize(
    ("trigger", "months", "raw"),
    [
        ("2026-01-31", 1, "2026-02-28"),
        ("2024-01-31", 1, "2024-02-29"),
        ("2026-08-31", 1, "2026-09-30"),
        ("2024-02-29", 12, "2025-02-28"),
        ("2024-02-29", 48, "2028-02-29"),
        ("2025-12-15", 1, "2026-01-15"),
        ("2026-12-31", 6, "2027-06-30"),
        ("2026-02-28", 1, "2026-03-28"),
    ],
)
def test_months_end_on_the_corresponding_day_or_the_months_end(trigger: str, months: int, raw: str) -> None:
    assert corresponding_day(day(trigger), months) == day(raw)


def test_a_year_from_the_leap_day_ends_on_28_february() -> None:
    counted = count(day("2024-02-29"), rule(1, Unit.YEAR), CALENDAR)
    assert counted.raw == day("2025-02-28")
    assert any("无对应日，为月末日" in step.zh for step in counted.steps)


def test_the_end_is_midnight_in_shanghai() -> None:
    assert count(day("2026-01-26"), rule(30), CALENDAR).due_at == datetime(2026, 2, 25, 16, tzinfo=UTC)


def test_an_event_late_in_london_happened_on_the_next_day_in_shanghai() -> None:
    assert count(datetime(2026, 1, 25, 16, 30, tzinfo=UTC), rule(30), CALENDAR).first_day == day("2026-01-27")


def test_civil_procedure_counts_hours_from_the_next_hour() -> None:
    event = datetime(2026, 3, 2, 10, 25, tzinfo=timezone(timedelta(hours=8)))
    counted = count(event, rule(48, Unit.HOUR, Roll.NONE), CALENDAR)
    assert counted.due_at == datetime(2026, 3, 4, 3, tzinfo=UTC)
    assert counted.steps[-1].zh == "届满：2026-03-04 11:00（星期三）"


def test_a_full_hour_itself_is_not_counted_either() -> None:
    event = datetime(2026, 3, 2, 2, tzinfo=UTC)
    assert count(event, rule(1, Unit.HOUR, Roll.NONE), CALENDAR).due_at == datetime(2026, 3, 2, 4, tzinfo=UTC)


def test_civil_law_counts_hours_from_the_stated_time() -> None:
    event = datetime(2026, 3, 2, 2, 25, tzinfo=UTC)
    stated = Rule(48, Unit.HOUR, BASIS, Roll.NONE, next_hour=False)
    assert count(event, stated, CALENDAR).due_at == event + timedelta(hours=48)


def test_hours_ending_at_midnight_end_on_the_day_before_it() -> None:
    event = datetime(2026, 3, 2, 16, tzinfo=UTC)
    stated = Rule(24, Unit.HOUR, BASIS, Roll.NONE, next_hour=False)
    assert count(event, stated, CALENDAR).due == day("2026-03-03")


@pytest.mark.parametrize(
    ("trigger", "unit", "code"),
    [
        (day("2026-03-02"), Unit.HOUR, "time_needed"),
        (datetime(2026, 3, 2), Unit.DAY, "naive_datetime"),  # noqa: DTZ001 a naive time is the fault under test
        (day("1949-10-01"), Unit.DAY, "date_out_of_range"),
        (day("9999-12-31"), Unit.DAY, "date_out_of_range"),
        (day("2098-12-31"), Unit.YEAR, "date_out_of_range"),
        (day("2098-12-31"), Unit.WORKING_DAY, "date_out_of_range"),
    ],
)
def test_a_trigger_that_cannot_be_counted_from_is_refused(trigger: date, unit: Unit, code: str) -> None:
    with pytest.raises(BadInput) as refused:
        count(trigger, rule(3, unit, Roll.NONE), CALENDAR)
    assert refused.value.code == code


def test_the_days_of_an_extension_come_before_the_roll() -> None:
    counted = count(day("2026-01-24"), rule(30), CALENDAR, extensions=[Extension(10, Unit.DAY, AGREED)])
    assert counted.raw == day("2026-03-05")


def test_an_extension_past_a_holiday_uses_the_raw_end_not_the_rolled_one() -> None:
    counted = count(day("2026-09-16"), rule(15), CALENDAR, extensions=[Extension(10, Unit.DAY, AGREED)])
    assert (counted.raw, counted.due) == (day("2026-10-11"), day("2026-10-12"))


def test_working_days_can_be_extended_by_working_days() -> None:
    extension = Extension(5, Unit.WORKING_DAY, AGREED)
    counted = count(day("2026-09-24"), rule(5, Unit.WORKING_DAY), CALENDAR, extensions=[extension])
    assert counted.due == day("2026-10-15")


def test_suspended_days_both_ends_included_are_left_out() -> None:
    away = Suspension(day("2026-03-10"), day("2026-03-19"), APPRAISAL)
    counted = count(day("2026-03-01"), rule(30), CALENDAR, suspensions=[away])
    assert counted.raw == day("2026-04-10")
    assert any("2026-03-10至2026-03-19共10日不计入" in step.zh for step in counted.steps)


def test_overlapping_suspensions_are_left_out_once() -> None:
    twice = [Suspension(day("2026-03-10"), day("2026-03-15"), APPRAISAL)] * 2
    assert count(day("2026-03-01"), rule(30), CALENDAR, suspensions=twice).raw == day("2026-04-06")


def test_a_suspension_before_the_event_or_after_the_end_changes_nothing() -> None:
    outside = [
        Suspension(day("2026-02-01"), day("2026-03-01"), APPRAISAL),
        Suspension(day("2026-04-01"), day("2026-04-09"), APPRAISAL),
    ]
    counted = count(day("2026-03-01"), rule(30), CALENDAR, suspensions=outside)
    assert counted.raw == day("2026-03-31")
    assert not any(step.kind == "suspended" for step in counted.steps)


def test_an_open_suspension_leaves_no_end_but_says_what_remains() -> None:
    counted = count(day("2026-03-01"), rule(30), CALENDAR, suspensions=[Suspension(day("2026-03-10"), None, APPRAISAL)])
    assert (counted.due, counted.due_at, counted.remaining) == (None, None, 22)
    assert counted.steps[-1].zh == "期限暂停计算，尚余22日"


def test_an_extension_while_the_count_stands_still_is_added_to_what_remains() -> None:
    counted = count(
        day("2026-03-01"),
        rule(30),
        CALENDAR,
        extensions=[Extension(10, Unit.DAY, AGREED)],
        suspensions=[Suspension(day("2026-03-10"), None, APPRAISAL)],
    )
    assert counted.remaining == 32


def test_a_notice_before_a_hearing_is_counted_back_without_the_day_of_the_hearing() -> None:
    back = Rule(5, Unit.WORKING_DAY, BASIS, Roll.NONE, Direction.BEFORE)
    counted = count(day("2026-10-09"), back, CALENDAR)
    assert (counted.first_day, counted.due) == (day("2026-10-08"), day("2026-09-24"))


@pytest.mark.parametrize(
    ("trigger", "chosen", "provisional"),
    [
        ("2026-12-20", rule(30), True),
        ("2026-12-20", rule(5), False),
        ("2026-12-30", rule(3, Unit.WORKING_DAY), True),
        ("2026-12-20", rule(30, roll=Roll.NONE), False),
        ("2026-03-02", rule(1, Unit.YEAR), True),
        ("1999-03-02", rule(30), True),
    ],
)
def test_a_date_that_hangs_on_an_unpublished_arrangement_is_provisional(
    trigger: str, chosen: Rule, provisional: bool
) -> None:
    counted = count(day(trigger), chosen, CALENDAR)
    assert counted.provisional is provisional
    assert ("（暂定）" in counted.steps[-1].zh) is provisional


def test_the_arithmetic_of_working_days_names_every_day_left_out_and_counted() -> None:
    counted = count(day("2026-02-12"), rule(3, Unit.WORKING_DAY), CALENDAR)
    assert [step.zh for step in counted.steps] == [
        "起算日：2026-02-13（2026-02-12为事件当日，不计入，起算）",
        "不计入：2026-02-15至2026-02-23（周日、农历除夕、春节、春节调休、周六）",
        "计入的工作日：2026-02-13、2026-02-14（调休上班）、2026-02-24",
        "第3个工作日：2026-02-24（星期二）",
        "届满：2026-02-24（星期二）24时",
    ]


def test_each_day_of_the_roll_is_named() -> None:
    rolled = [step for step in count(day("2026-09-16"), rule(15), CALENDAR).steps if step.kind == "roll"]
    assert [step.on for step in rolled] == [day("2026-10-01") + timedelta(n) for n in range(7)]
    assert rolled[0].zh == "2026-10-01（星期四）为国庆节，顺延一日（顺延）"
    assert rolled[3].zh == "2026-10-04（星期日）为休息日，顺延一日（顺延）"


def walked(trigger: date, length: int, worked: Callable[[date], bool] | None, left_out: set[date]) -> date:
    """The oracle: every day written out, the uncounted ones struck out, the n-th of the rest taken."""
    days = [trigger + timedelta(n) for n in range(1, 400)]
    kept = [d for d in days if d not in left_out and (worked is None or worked(d))]
    return kept[length - 1]


@given(TRIGGERS, st.integers(1, 60), st.booleans(), st.integers(0, 40), st.integers(0, 20))
def test_the_count_agrees_with_a_walk_over_every_day(
    trigger: date, length: int, working: bool, gap: int, away: int
) -> None:
    start = trigger + timedelta(gap)
    left_out = {start + timedelta(n) for n in range(away)}
    suspensions = [Suspension(start, start + timedelta(away - 1), APPRAISAL)] if away else []
    counted = count(trigger, rule(length, Unit.WORKING_DAY if working else Unit.DAY), CALENDAR, suspensions=suspensions)
    expected = walked(trigger, length, CALENDAR.is_working_day if working else None, left_out)
    assert counted.raw == expected
    while not CALENDAR.is_working_day(expected):
        expected += timedelta(1)
    assert counted.due == expected


@given(TRIGGERS, st.integers(1, 100), st.sampled_from([Unit.DAY, Unit.WORKING_DAY, Unit.MONTH]))
def test_a_later_event_or_a_longer_period_never_ends_earlier(trigger: date, length: int, unit: Unit) -> None:
    due = count(trigger, rule(length, unit), CALENDAR).due
    later = count(trigger + timedelta(1), rule(length, unit), CALENDAR).due
    longer = count(trigger, rule(length + 1, unit), CALENDAR).due
    assert due is not None
    assert later is not None
    assert longer is not None
    assert trigger < due <= min(later, longer)


@given(TRIGGERS, st.integers(1, 100), st.sampled_from([Unit.DAY, Unit.MONTH, Unit.YEAR]))
def test_the_end_is_a_working_day_not_before_the_raw_end(trigger: date, length: int, unit: Unit) -> None:
    counted = count(trigger, rule(length if unit is not Unit.YEAR else length % 9 + 1, unit), CALENDAR)
    assert counted.raw is not None
    assert counted.due is not None
    assert counted.raw <= counted.due
    assert CALENDAR.is_working_day(counted.due)


@given(TRIGGERS, st.integers(1, 40), st.integers(1, 40))
def test_an_extension_is_as_good_as_a_longer_period(trigger: date, length: int, more: int) -> None:
    extended = count(trigger, rule(length), CALENDAR, extensions=[Extension(more, Unit.DAY, AGREED)])
    assert extended.due == count(trigger, rule(length + more), CALENDAR).due


@given(TRIGGERS, st.integers(1, 600))
def test_the_corresponding_day_is_the_same_day_or_the_months_last(trigger: date, months: int) -> None:
    reached = corresponding_day(trigger, months)
    assert (reached.year - trigger.year) * 12 + reached.month - trigger.month == months
    assert reached.day == trigger.day or (reached.day < trigger.day and (reached + timedelta(1)).day == 1)
