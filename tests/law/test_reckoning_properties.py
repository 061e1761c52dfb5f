"""What holds for every calculation: more work, more pay; a part and the rest make the whole; nothing below zero."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from mediation.law.reckoning.spans import DAY, after_months, severance_months, whole_months
from mediation.law.reckoning.worksheet import plain, to_fen
from tests.law.reckoned import CITY, total

DAYS = st.dates(date(2012, 1, 1), date(2026, 6, 30))
SPANS = st.integers(0, 4000)
YUAN = st.integers(100, 9_999_999).map(lambda fen: f"{fen // 100}.{fen % 100:02d}")
HOURS = st.integers(0, 400)
FEW = settings(max_examples=60, deadline=None)


@FEW
@given(DAYS, SPANS)
def test_a_day_more_of_work_never_lessens_the_months(first: date, length: int) -> None:
    last = first + timedelta(days=length)

    assert severance_months(first, last)[2] <= severance_months(first, last + DAY)[2]
    assert severance_months(first, last)[2] <= severance_months(first - DAY, last)[2] + Fraction(1, 2)


@FEW
@given(DAYS, st.integers(1, 240))
def test_so_many_whole_months_lie_before_the_day_after_them(first: date, months: int) -> None:
    after = after_months(first, months)

    assert whole_months(first, after - DAY) == months
    assert whole_months(first, after - 2 * DAY) == months - 1
    assert severance_months(first, after_months(first, 12 * months) - DAY)[2] == months


@FEW
@given(YUAN, YUAN)
def test_a_higher_wage_never_gives_less_severance(one: str, other: str) -> None:
    low, high = sorted((one, other), key=float)
    worked = {"place": CITY, "hired_on": "2020-03-01", "ended_on": "2026-08-31"}

    assert total("severance", **worked, average_wage=low) <= total("severance", **worked, average_wage=high)
    assert total("damages", **worked, average_wage=low) == 2 * total("severance", **worked, average_wage=low)


@FEW
@given(YUAN, HOURS, HOURS)
def test_overtime_adds_up_but_for_the_rounding_of_its_lines(wage: str, one: int, other: int) -> None:
    worked = {"on": "2026-05-01", "monthly_wage": wage}
    apart = total("overtime", **worked, workday_hours=one) + total("overtime", **worked, workday_hours=other)

    assert abs(total("overtime", **worked, workday_hours=one + other) - apart) <= 1


@FEW
@given(DAYS, st.integers(0, 500), YUAN)
def test_double_wages_grow_with_time_and_end_at_eleven_months(hired: date, length: int, wage: str) -> None:
    worked = {"hired_on": hired, "monthly_wage": wage}
    here = total("double_wages", **worked, ended_on=hired + timedelta(days=length))
    later = total("double_wages", **worked, ended_on=hired + timedelta(days=length + 40))

    assert 0 <= here <= later <= 11 * to_fen(Fraction(wage) * 100)


@FEW
@given(st.integers(1, 10), YUAN)
def test_a_worse_grade_never_gives_less(grade: int, wage: str) -> None:
    injured = {"place": CITY, "on": "2026-09-01", "monthly_wage": wage}
    lighter = min(grade + 1, 10)

    assert total("injury_benefit", **injured, grade=grade) >= total("injury_benefit", **injured, grade=lighter)


@given(st.fractions(0, 10**9))
def test_half_a_fen_is_rounded_up(amount: Fraction) -> None:
    assert 0 <= 2 * (to_fen(amount) - amount) + 1 <= 2
    assert to_fen(Fraction(to_fen(amount) * 2 + 1, 2)) == to_fen(amount) + 1


def test_numbers_are_written_short() -> None:
    assert [plain(Fraction(n)) for n in ("21.75", "6.5", "7", "100", "0")] == ["21.75", "6.5", "7", "100", "0"]
