"""Calculators, held against sums done by hand."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from mediation.law.reckoning.all import CALCULATORS, calculator
from mediation.law.reckoning.asking import Kind
from mediation.law.reckoning.parameters import ParameterMissing
from mediation.law.reckoning.worksheet import Worksheet
from tests.law.reckoned import CITY, problems, sheet, total
from tests.law.shared import statutes

EMPLOYED = {"place": CITY, "hired_on": "2020-03-01", "ended_on": "2026-08-31", "average_wage": "8000"}
INJURED = {"place": CITY, "on": "2026-09-01", "monthly_wage": "6000"}
EXAMPLES: dict[str, dict[str, Any]] = {
    "severance": EMPLOYED,
    "damages": EMPLOYED,
    "additional_damages": {"owed": "10000", "percent": 75},
    "overtime": {"on": "2026-05-01", "monthly_wage": "8000", "workday_hours": "10", "holiday_hours": "8"},
    "double_wages": {"hired_on": "2026-03-01", "monthly_wage": "6000", "ended_on": "2026-08-10"},
    "annual_leave": {"since": "2026-01-01", "until": "2026-06-30", "service_years": 11, "average_wage": "8700"},
    "wage_arrears": {"place": CITY, "since": "2026-03-01", "until": "2026-05-31", "monthly_wage": "8000"},
    "injury_benefit": {**INJURED, "grade": 8, "relation_ends": "true"},
}


def result(worksheet: Worksheet, label: str) -> str:
    return next(line.result.zh for line in worksheet.lines if line.label.zh.startswith(label))


def notes(worksheet: Worksheet) -> str:
    return "".join(note.zh for note in worksheet.notes)


@pytest.mark.parametrize(
    ("ended_on", "months"),
    [
        ("2020-03-01", "0.5"),
        ("2020-08-30", "0.5"),
        ("2020-08-31", "1"),
        ("2021-02-28", "1"),
        ("2021-03-01", "1.5"),
        ("2021-08-30", "1.5"),
        ("2021-08-31", "2"),
        ("2026-08-31", "7"),
    ],
)
def test_six_months_make_a_year_and_less_half_a_month(ended_on: str, months: str) -> None:
    assert result(sheet("severance", **{**EMPLOYED, "ended_on": ended_on}), "月数") == f"{months}个月"


@pytest.mark.parametrize(
    ("hired_on", "ended_on", "months"),
    [
        ("2024-02-29", "2025-02-27", "1"),
        ("2024-02-29", "2025-02-28", "1"),
        ("2024-02-29", "2025-03-01", "1.5"),
        ("2023-08-31", "2024-02-28", "0.5"),
        ("2023-08-31", "2024-02-29", "1"),
        ("2023-02-28", "2024-02-27", "1"),
        ("2023-02-28", "2024-02-28", "1.5"),
    ],
)
def test_the_last_day_of_february_closes_a_month_begun_on_the_31st(hired_on: str, ended_on: str, months: str) -> None:
    worked = {**EMPLOYED, "hired_on": hired_on, "ended_on": ended_on}

    assert result(sheet("severance", **worked), "月数") == f"{months}个月"


def test_severance_is_the_mean_wage_for_every_year() -> None:
    assert total("severance", **EMPLOYED) == 5_600_000
    assert total("damages", **EMPLOYED) == 11_200_000


def test_severance_is_not_reckoned_below_the_minimum_wage() -> None:
    assert total("severance", **{**EMPLOYED, "average_wage": "1500"}) == 7 * 210_000


def test_pay_above_three_times_the_average_is_capped_with_twelve_years() -> None:
    long = {**EMPLOYED, "hired_on": "2010-01-01", "average_wage": "22500.01"}

    assert total("severance", **long) == 12 * 2_250_000
    assert total("damages", **long) == 24 * 2_250_000


def test_pay_of_exactly_three_times_the_average_has_no_cap_on_years() -> None:
    long = {**EMPLOYED, "hired_on": "2010-01-01", "average_wage": "22500"}

    assert total("severance", **long) == 17 * 2_250_000


def test_twelve_years_at_high_pay_are_all_counted() -> None:
    twelve = {**EMPLOYED, "hired_on": "2014-09-01", "average_wage": "30000"}

    assert total("severance", **twelve) == 12 * 2_250_000
    assert "年限上限" not in {line.label.zh for line in sheet("severance", **twelve).lines}


def test_years_before_2008_are_left_to_the_rules_of_their_time() -> None:
    early = sheet("severance", **{**EMPLOYED, "hired_on": "2005-03-01"})

    assert result(early, "月数") == "19个月"
    assert "2005-03-01至2007-12-31的工作年限" in notes(early)
    assert "凭记忆" in notes(early)


def test_damages_count_from_the_first_day_of_work() -> None:
    early = {**EMPLOYED, "hired_on": "2005-03-01"}

    assert total("damages", **early) == 2 * 22 * 800_000


def test_overtime_is_hourly_pay_by_the_rate() -> None:
    worked = {"on": "2026-05-01", "monthly_wage": "8000"}

    assert total("overtime", **worked, workday_hours="10") == 68_966
    assert total("overtime", **worked, restday_hours="16") == 147_126
    assert total("overtime", **worked, holiday_hours="8") == 110_345
    assert total("overtime", **worked, workday_hours="10", restday_hours="16", holiday_hours="8") == 326_437
    assert total("overtime", **worked) == 0


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ({}, 11 * 600_000),
        ({"ended_on": "2026-03-31"}, 0),
        ({"signed_on": "2026-04-01"}, 0),
        ({"signed_on": "2026-05-01"}, 600_000),
        ({"ended_on": "2026-04-30"}, 600_000),
        # 4 months, then 3, 4, 5, 6, 7 and 10 August 2026 are worked: 6000 / 21.75 × 6
        ({"ended_on": "2026-08-10"}, 4 * 600_000 + 165_517),
    ],
)
def test_double_wages_run_from_the_second_month_to_the_end_of_the_first_year(
    more: dict[str, str], expected: int
) -> None:
    assert total("double_wages", hired_on="2026-03-01", monthly_wage="6000", **more) == expected


def test_a_part_month_of_double_wages_never_exceeds_a_month() -> None:
    # 2 to 31 July 2026 holds 22 working days, more than 21.75
    assert total("double_wages", hired_on="2026-06-02", monthly_wage="6000", ended_on="2026-07-31") == 600_000


def test_working_days_of_a_year_without_arrangement_are_pointed_out() -> None:
    later = sheet("double_wages", hired_on="2026-11-15", monthly_wage="6000", ended_on="2027-01-10")

    assert "放假安排未收录" in notes(later)


@pytest.mark.parametrize(
    ("years", "until", "taken", "days"),
    [
        (0, "2026-12-31", "0", 0),
        (1, "2026-12-31", "0", 5),
        (9, "2026-12-31", "0", 5),
        (10, "2026-12-31", "0", 10),
        (20, "2026-12-31", "0", 15),
        (10, "2026-06-30", "0", 4),
        (10, "2026-06-30", "1.5", 2.5),
        (10, "2026-06-30", "9", 0),
        (1, "2026-03-13", "0", 0),
        (1, "2026-03-14", "0", 1),
    ],
)
def test_leave_not_taken_is_paid_at_two_hundred_per_cent_on_top(
    years: int, until: str, taken: str, days: float
) -> None:
    leave = {"since": "2026-01-01", "until": until, "service_years": years, "average_wage": "8700", "taken": taken}

    assert total("annual_leave", **leave) == int(days * 400 * 2 * 100)


def test_a_leap_year_gives_no_more_leave_than_the_law() -> None:
    leave = {"since": "2024-01-01", "until": "2024-12-31", "service_years": 25, "average_wage": "8700"}

    assert result(sheet("annual_leave", **leave), "应休天数") == "15天"


def test_arrears_are_counted_month_by_month_less_what_was_paid() -> None:
    assert total("wage_arrears", **EXAMPLES["wage_arrears"]) == 2_400_000
    assert total("wage_arrears", **EXAMPLES["wage_arrears"], paid="9000.50") == 1_499_950
    assert total("wage_arrears", **EXAMPLES["wage_arrears"], paid="99000") == 0


def test_agreed_pay_below_the_minimum_wage_is_lifted_to_that_of_each_month() -> None:
    low = {"place": CITY, "since": "2024-06-01", "until": "2024-07-31", "monthly_wage": "1000"}
    worksheet = sheet("wage_arrears", **low)

    assert worksheet.total == 180_000 + 210_000
    assert "LCL 85(2)" in worksheet.lines[0].cites


def test_a_part_month_is_paid_by_its_weekdays() -> None:
    # 10 to 31 March 2026 holds 16 weekdays: 8000 / 21.75 × 16
    part = {"place": CITY, "since": "2026-03-10", "until": "2026-03-31", "monthly_wage": "8000"}

    assert total("wage_arrears", **part) == 588_506


@pytest.mark.parametrize(
    ("grade", "months"), [(1, 27), (2, 25), (3, 23), (4, 21), (5, 18), (6, 16), (7, 13), (8, 11), (9, 9), (10, 7)]
)
def test_the_sum_for_disability_follows_the_grade(grade: int, months: int) -> None:
    assert total("injury_benefit", **INJURED, grade=grade) == months * 600_000


def test_the_provincial_sums_come_when_the_employment_ends() -> None:
    assert total("injury_benefit", **INJURED, grade=8, relation_ends="true") == (11 * 6000 + (9 + 12) * 7500) * 100


def test_grades_one_to_four_keep_the_relation() -> None:
    kept = sheet("injury_benefit", **INJURED, grade=4, relation_ends="true")

    assert kept.total == 21 * 600_000
    assert "不能以一次性款项买断劳动关系" in notes(kept)


@pytest.mark.parametrize(("wage", "held"), [("3000", 4500), ("4500", 4500), ("22500", 22500), ("50000", 22500)])
def test_the_injured_workers_wage_is_held_between_sixty_and_three_hundred_per_cent(wage: str, held: int) -> None:
    assert total("injury_benefit", place=CITY, on="2026-09-01", monthly_wage=wage, grade=10) == 7 * held * 100


def test_additional_damages_are_half_to_all_of_the_sum() -> None:
    assert total("additional_damages", owed="10000.01", percent=50) == 500_001
    assert problems("additional_damages", owed="10000", percent=49) == {"percent": "bad_integer"}
    assert problems("additional_damages", owed="10000", percent=101) == {"percent": "bad_integer"}


@pytest.mark.parametrize("name", sorted(CALCULATORS))
def test_every_worksheet_can_be_followed(name: str) -> None:
    worksheet = sheet(name, **EXAMPLES[name])

    assert worksheet == sheet(name, **EXAMPLES[name])
    assert worksheet.total > 0
    assert worksheet.notes
    for line in worksheet.lines:
        assert all((line.label.zh, line.label.en, line.formula.zh, line.formula.en, line.numbers, line.result.zh))
        assert all(statutes().problem(cite, date(2026, 9, 1)) is None for cite in line.cites)


@pytest.mark.parametrize("name", sorted(CALCULATORS))
def test_a_figure_from_memory_is_said_to_be_one(name: str) -> None:
    worksheet = sheet(name, **EXAMPLES[name])

    for taken in worksheet.taken:
        assert taken.source.zh
        assert taken.confidence != "M" or taken.note is not None
        assert taken.note is None or taken.note.zh in notes(worksheet)


@pytest.mark.parametrize("name", sorted(CALCULATORS))
def test_what_is_missing_or_unknown_is_said_all_at_once(name: str) -> None:
    wanted = {ask.name: "missing" for ask in calculator(name).asks if ask.required}

    assert problems(name, surprise="1") == {**wanted, "surprise": "unknown_field"}


WRONG = {
    Kind.MONEY: ("0", "-1", "1e3", "1,000", "８０００", "8000.001", "NaN", "8000\n"),
    Kind.DATE: ("2026-02-30", "20260301", "2026-3-1", "1900-01-01", "2026-W01-1"),
    Kind.INTEGER: ("1.5", "-1", "+1", "１", "99999"),
    Kind.NUMBER: ("-0.5", "1/2", "inf", "1.555"),
    Kind.PLACE: ("江", "Jiangzhou", "江州市\n", "江州<b>市", "州" * 21),
    Kind.BOOL: ("yes", "1", "TRUE"),
}


@pytest.mark.parametrize("name", sorted(CALCULATORS))
def test_what_cannot_be_read_is_refused_without_being_repeated(name: str) -> None:
    for ask in calculator(name).asks:
        for typed in WRONG[ask.kind]:
            assert problems(name, **{**EXAMPLES[name], ask.name: typed}) == {ask.name: f"bad_{ask.kind}"}, typed


@pytest.mark.parametrize(
    ("name", "over", "where"),
    [
        ("severance", {"hired_on": "2026-09-01"}, "ended_on"),
        ("damages", {"hired_on": "2005-01-01", "ended_on": "2007-12-31"}, "ended_on"),
        ("double_wages", {"signed_on": "2026-02-28"}, "signed_on"),
        ("double_wages", {"ended_on": "2026-02-28"}, "ended_on"),
        ("annual_leave", {"until": "2027-01-01"}, "until"),
        ("annual_leave", {"since": "2026-07-01"}, "until"),
        ("wage_arrears", {"since": "2026-06-01"}, "until"),
        ("wage_arrears", {"since": "2016-05-31"}, "until"),
    ],
)
def test_days_that_cannot_be_together_are_refused(name: str, over: dict[str, str], where: str) -> None:
    assert problems(name, **{**EXAMPLES[name], **over}) == {where: "bad_date"}


def test_a_figure_that_is_not_on_file_is_named_with_place_and_day() -> None:
    with pytest.raises(ParameterMissing) as caught:
        sheet("severance", **{**EMPLOYED, "place": "云梦市"})

    assert "没有云梦市在2026-08-31适用的“月最低工资”" in caught.value.zh
    assert "云梦市 on 2026-08-31" in caught.value.en
