"""Days that software gets wrong: leap days, short months, year ends, holidays inside and at the end, old editions."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from mediation.law.adjusting import Adjustment
from mediation.law.calendar import Calendar
from mediation.law.limits import LimitNotInForce
from mediation.law.time_limits import TimeLimits

from .shared import CALENDAR, WORKFLOWS, computed, day, limits, statutes


@pytest.mark.parametrize(
    ("name", "trigger", "raw", "due"),
    [
        ("L1", "2024-02-29", "2025-02-28", "2025-02-28"),  # a year from the leap day
        ("S10", "2024-02-29", "2026-02-28", "2026-02-28"),  # a Saturday worked by the annual notice
        ("D1", "2024-01-30", "2024-02-29", "2024-02-29"),  # thirty days end on the leap day
        ("D1", "2023-01-30", "2023-03-01", "2023-03-01"),
        ("S8", "2025-08-31", "2026-02-28", "2026-02-28"),  # 31 → 28
        ("S8", "2024-08-31", "2025-02-28", "2025-02-28"),
        ("D12", "2026-08-31", "2026-11-30", "2026-11-30"),  # 31 → 30
        ("D12", "2025-11-30", "2026-02-28", "2026-02-28"),
        ("L1", "2024-12-31", "2025-12-31", "2025-12-31"),  # year ends
        ("S3", "2025-12-02", "2026-01-01", "2026-01-04"),  # New Year, then a Sunday that is worked
        ("D2", "2025-12-17", "2026-01-01", "2026-01-04"),
        ("M1", "2025-12-30", "2026-01-05", "2026-01-05"),  # 12-31, 01-04 (worked), 01-05
        ("D2", "2026-04-25", "2026-05-10", "2026-05-11"),  # a holiday inside counts, the Sunday at the end rolls
        ("D3", "2026-05-02", "2026-05-09", "2026-05-09"),  # ends on a Saturday worked by the notice
        ("S15", "2026-09-05", "2026-09-20", "2026-09-20"),  # a Sunday that is worked
        ("M1", "2026-10-09", "2026-10-13", "2026-10-13"),  # the Saturday 10-10 counts as a working day
        ("A5b", "2026-02-25", "2026-02-11", "2026-02-11"),  # back: 24, then 14 (a worked Saturday), 13, 12, 11
    ],
)
def test_a_day_that_is_easily_counted_wrong(name: str, trigger: str, raw: str, due: str) -> None:
    found = computed(name, trigger)
    assert (found.raw, found.due) == (day(raw), day(due))


@pytest.mark.parametrize("trigger", ["2026-12-15", "2026-12-31", "2027-03-01"])
def test_a_last_day_in_a_year_not_published_is_provisional_and_says_so(trigger: str) -> None:
    found = computed("S3", trigger)
    assert found.provisional
    assert any("放假安排尚未载入" in line for line in found.explain("zh"))


def test_a_count_that_ends_before_the_unpublished_year_is_certain() -> None:
    assert not computed("S3", "2026-11-30").provisional


def test_the_arrangement_once_loaded_takes_the_provisional_mark_away(tmp_path: Path) -> None:
    file = tmp_path / "2027.yaml"
    file.write_text("published_through: 2027\noff:\n  2027-01-01: {zh: 元旦, en: New Year's Day}\n", encoding="utf-8")
    assert computed("S3", "2026-12-02").provisional
    assert not limits().get("S3").compute(day("2026-12-02"), calendar=Calendar.load(file)).provisional


def test_a_corrected_start_moves_the_end_with_it_and_may_change_the_edition() -> None:
    assert computed("D3", "2024-12-31").edition != computed("D3", "2025-01-02").edition
    assert computed("S3", "2026-09-01").due != computed("S3", "2026-08-31").due


@pytest.mark.parametrize("name", ["D2", "D3", "D8b", "D8c"])
@pytest.mark.parametrize(("trigger", "days", "allowed"), [("2024-12-31", 31, True), ("2025-01-01", 31, False)])
def test_the_cap_of_thirty_days_begins_with_2025(name: str, trigger: str, days: int, allowed: bool) -> None:
    edition = limits().get(name).edition_on(day(trigger))
    assert edition.extension is not None
    assert (edition.extension.cap_days is None or edition.extension.cap_days >= days) is allowed


def test_the_end_of_an_extension_rolls_and_not_the_end_before_it() -> None:
    more = Adjustment("extend", 3, None, None, "双方同意延长", "both parties agreed")
    found = limits().get("D2").compute(day("2026-02-05"), calendar=CALENDAR, ledger=[more])
    assert (found.raw, found.due) == (day("2026-02-23"), day("2026-02-24"))


@pytest.mark.parametrize(
    ("name", "on", "article"),
    [
        ("S13", "2010-06-01", "CPL 192"),
        ("S13", "2013-12-17", "CPL 215"),
        ("S14", "2021-12-31", "CPL 216"),
        ("S15", "2013-12-17", "CPL 216"),
        ("S15", "2022-01-01", "CPL 223"),
        ("S16", "2016-01-04", "CPLI 432"),
        ("S17", "2022-04-09", "CPLI 440-441"),
    ],
)
def test_payment_orders_before_2022_are_cited_by_the_numbers_of_their_day_from_memory(
    name: str, on: str, article: str
) -> None:
    found = computed(name, on)
    assert article in found.cites
    assert (found.confidence == "M") is (on < "2022-01-01" or name == "S15" or "CPLI" in article)


def test_before_the_labour_mediation_law_there_was_no_such_year() -> None:
    with pytest.raises(LimitNotInForce):
        computed("L1", "2008-04-30")


def test_a_period_the_court_sets_in_days_rolls_like_any_other() -> None:
    found = limits().get("S5").compute(day("2026-09-16"), calendar=CALENDAR, last_day=day("2026-10-01"))
    assert (found.raw, found.due) == (day("2026-10-01"), day("2026-10-08"))


@pytest.mark.parametrize(("name", "hours"), [("G9", 2), ("G9b", 24), ("G9c", 24), ("G9d", 4)])
def test_the_hours_of_a_group_report_are_the_operators_to_set(name: str, hours: int) -> None:
    edition = limits().get(name).edition_on(date(2026, 8, 3))
    assert (edition.length, edition.setting, edition.binding, edition.confidence) == (hours, True, False, "M")
    own = TimeLimits.load(WORKFLOWS / "time_limits.yaml", statutes(), {name: 1})
    assert own.get(name).edition_on(date(2026, 8, 3)).length == 1


def test_the_notice_of_a_collective_tribunal_is_five_working_days() -> None:
    assert computed("G2", "2026-09-24").due == day("2026-10-09")


def test_a_draft_edition_changes_only_triggers_from_its_first_day(tmp_path: Path) -> None:
    text = (WORKFLOWS / "time_limits.yaml").read_text(encoding="utf-8")
    old = "{from: 2024-01-01, length: 30, roll: next_working_day, cites: [CPL 205, PML 33], confidence: V}"
    new = old.replace("2024-01-01", "2026-10-01").replace("30", "45", 1)
    closed = old.replace("2024-01-01,", "2024-01-01, until: 2026-09-30,")
    (tmp_path / "time_limits.yaml").write_text(text.replace(old, f"{closed}\n      - {new}"), encoding="utf-8")
    draft = TimeLimits.load(tmp_path / "time_limits.yaml", statutes()).get("S3")

    assert draft.compute(day("2026-09-30"), calendar=CALENDAR).raw == day("2026-10-30")
    assert draft.compute(day("2026-10-01"), calendar=CALENDAR).raw == day("2026-11-15")
