from datetime import date, timedelta
from pathlib import Path

import pytest

from mediation.law.calendar import Calendar
from mediation.law.reading import LawDataFault
from mediation.law.wording import Text

from .shared import CALENDAR, day

# The State Council's arrangements, typed from the notices: runs of days off, and weekends worked.
NOTICES = {
    2021: (
        ["01-01 01-03", "02-11 02-17", "04-03 04-05", "05-01 05-05", "06-12 06-14", "09-19 09-21", "10-01 10-07"],
        "02-07 02-20 04-25 05-08 09-18 09-26 10-09",
    ),
    2022: (
        ["01-01 01-03", "01-31 02-06", "04-03 04-05", "04-30 05-04", "06-03 06-05", "09-10 09-12", "10-01 10-07"],
        "01-29 01-30 04-02 04-24 05-07 10-08 10-09",
    ),
    2023: (
        ["01-01 01-02", "01-21 01-27", "04-05 04-05", "04-29 05-03", "06-22 06-24", "09-29 10-06"],
        "01-28 01-29 04-23 05-06 06-25 10-07 10-08",
    ),
    2024: (
        ["01-01 01-01", "02-10 02-17", "04-04 04-06", "05-01 05-05", "06-08 06-10", "09-15 09-17", "10-01 10-07"],
        "02-04 02-18 04-07 04-28 05-11 09-14 09-29 10-12",
    ),
    2025: (
        ["01-01 01-01", "01-28 02-04", "04-04 04-06", "05-01 05-05", "05-31 06-02", "10-01 10-08"],
        "01-26 02-08 04-27 09-28 10-11",
    ),
    2026: (
        ["01-01 01-03", "02-15 02-23", "04-04 04-06", "05-01 05-05", "06-19 06-21", "09-25 09-27", "10-01 10-07"],
        "01-04 02-14 02-28 05-09 09-20 10-10",
    ),
}


def days_of(year: int) -> list[date]:
    return [date(year, 1, 1) + timedelta(n) for n in range((date(year + 1, 1, 1) - date(year, 1, 1)).days)]


def off_by_notice(year: int, one: date) -> bool:
    runs, worked = NOTICES[year]
    if any(run.split()[0] <= f"{one:%m-%d}" <= run.split()[1] for run in runs):
        return True
    return one.weekday() >= 5 and f"{one:%m-%d}" not in worked.split()


@pytest.mark.parametrize("year", NOTICES)
def test_every_day_of_the_year_is_as_the_notice_says(year: int) -> None:
    assert [d for d in days_of(year) if CALENDAR.is_working_day(d) == off_by_notice(year, d)] == []


@pytest.mark.parametrize("text", ["2026-01-04", "2026-02-14", "2026-02-28", "2026-05-09", "2026-09-20", "2026-10-10"])
def test_a_made_up_weekend_is_a_working_day(text: str) -> None:
    assert CALENDAR.is_working_day(day(text))
    assert CALENDAR.is_make_up_day(day(text))
    assert CALENDAR.day_off_name(day(text), "zh") is None


def test_a_new_years_make_up_day_in_the_old_year_is_found_without_loading_the_new_one() -> None:
    assert CALENDAR.is_working_day(day("2011-12-31"))


@pytest.mark.parametrize(
    ("text", "zh", "en"),
    [
        ("2026-10-01", "国庆节", "National Day"),
        ("2026-10-06", "国庆节调休", "National Day (exchanged day off)"),
        ("2026-02-16", "农历除夕", "Lunar New Year's Eve"),
        ("2026-04-06", "清明节（补假）", "Tomb-Sweeping Day (observed)"),
        ("2020-10-01", "中秋节、国庆节", "Mid-Autumn Festival and National Day"),
        ("2026-03-07", "周六", "Saturday"),
        ("2026-03-08", "周日", "Sunday"),
    ],
)
def test_a_day_off_says_why(text: str, zh: str, en: str) -> None:
    assert (CALENDAR.day_off_name(day(text), "zh"), CALENDAR.day_off_name(day(text), "en")) == (zh, en)


def test_days_of_an_unpublished_or_unchecked_year_are_provisional() -> None:
    assert [CALENDAR.is_provisional(date(year, 5, 4)) for year in (2000, 2001, 2026, 2027)] == [
        True,
        False,
        False,
        True,
    ]


def test_a_year_before_the_table_still_has_its_weekends() -> None:
    assert not CALENDAR.is_working_day(day("1952-03-09"))
    assert CALENDAR.is_working_day(day("1952-03-10"))


def test_the_next_working_day_is_strictly_later() -> None:
    assert CALENDAR.next_working_day(day("2026-02-14")) == day("2026-02-24")


def test_an_override_beats_the_table() -> None:
    calendar = Calendar(
        off={day("2026-03-03"): Text("停工日", "closed")}, working=[day("2026-03-07")], published_through=2027
    )
    assert calendar.day_off_name(day("2026-03-03"), "en") == "closed"
    assert calendar.is_working_day(day("2026-03-07"))
    assert not calendar.is_provisional(day("2027-03-03"))


def test_a_new_arrangement_can_be_loaded_from_a_file(tmp_path: Path) -> None:
    file = tmp_path / "calendar.yaml"
    file.write_text(
        "published_through: 2027\noff:\n  2027-01-04: {zh: 元旦调休, en: New Year's Day}\nworking: [2027-01-02]\n",
        encoding="utf-8",
    )
    calendar = Calendar.load(file)
    assert not calendar.is_working_day(day("2027-01-04"))
    assert calendar.is_working_day(day("2027-01-02"))


def test_a_calendar_file_with_an_unknown_key_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "calendar.yaml"
    file.write_text("published_until: 2027\n", encoding="utf-8")
    with pytest.raises(LawDataFault) as refused:
        Calendar.load(file)
    assert refused.value.problems[0].where == "calendar.yaml.published_until"
