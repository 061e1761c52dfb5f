"""Figures by name, place and day: the right edition, or a refusal that says which is missing."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from mediation.law.reading import LawDataFault
from mediation.law.reckoning.parameters import NATION, ParameterMissing, Parameters
from tests.law.reckoned import CITY, parameters

HEAD = "parameters:\n"
ONE = """  - name: minimum_wage
    place: 云梦市
    title: {zh: 月最低工资, en: minimum wage}
    unit: yuan
    editions:
      - {from: 2024-01-01, until: 2024-12-31, value: "2000", source: {zh: 甲, en: a}, confidence: S}
      - {from: 2025-01-01, value: "2100.50", source: {zh: 乙, en: b}, confidence: S}
"""


def loaded(folder: Path, text: str) -> Parameters:
    file = folder / "parameters.yaml"
    file.write_text(text, encoding="utf-8")
    return Parameters.load(file)


def mistake(folder: Path, text: str) -> str:
    with pytest.raises(LawDataFault) as caught:
        loaded(folder, text)
    return caught.value.problems[0].where


@pytest.mark.parametrize(
    ("on", "figure"), [("2024-01-01", 2000), ("2024-12-31", 2000), ("2025-01-01", 2100.5), ("2031-01-01", 2100.5)]
)
def test_the_day_chooses_the_edition(tmp_path: Path, on: str, figure: float) -> None:
    found = loaded(tmp_path, HEAD + ONE).take("minimum_wage", "云梦市", date.fromisoformat(on))

    assert (float(found.number), found.place) == (figure, "云梦市")


@pytest.mark.parametrize(
    ("name", "place", "on"),
    [
        ("minimum_wage", "云梦市", "2023-12-31"),
        ("minimum_wage", "江州市", "2025-01-01"),
        ("nothing", "云梦市", "2025-01-01"),
    ],
)
def test_nothing_is_guessed(tmp_path: Path, name: str, place: str, on: str) -> None:
    with pytest.raises(ParameterMissing) as caught:
        loaded(tmp_path, HEAD + ONE).take(name, place, date.fromisoformat(on))

    assert place in caught.value.zh
    assert on in caught.value.zh
    assert caught.value.code == "parameter_missing"


def test_what_holds_everywhere_holds_at_every_place() -> None:
    found = parameters().take("paid_days_a_month", CITY, date(2026, 9, 1))

    assert (float(found.number), found.place) == (21.75, NATION)
    assert parameters().places("minimum_wage") == (CITY,)


def test_a_table_is_taken_with_the_highest_step_reached() -> None:
    on = date(2026, 9, 1)

    assert parameters().take("annual_leave_days", NATION, on, 9).number == 5
    assert parameters().take("annual_leave_days", NATION, on, 10).number == 10
    with pytest.raises(ParameterMissing):
        parameters().take("injury_medical_months", CITY, on, 4)
    with pytest.raises(ParameterMissing):
        parameters().take("injury_medical_months", CITY, on)


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("until: 2024-12-31", "until: 2025-01-01"),
        ("until: 2024-12-31", "until: 2023-12-31"),
        (', until: 2024-12-31, value: "2000"', ', value: "2000"'),
        ('value: "2000"', 'value: "-1"'),
        ('value: "2000"', 'value: "2000", values: {1: "1"}'),
        ('value: "2000", ', ""),
        ("confidence: S}", "confidence: M}"),
        ("unit: yuan", "unit: fen"),
        ("place: 云梦市", "place: ''"),
    ],
)
def test_a_file_with_a_mistake_is_refused_with_its_place(tmp_path: Path, wrong: str, right: str) -> None:
    assert mistake(tmp_path, HEAD + ONE.replace(wrong, right, 1)).startswith("parameters.yaml")


def test_a_figure_listed_twice_is_refused(tmp_path: Path) -> None:
    assert mistake(tmp_path, HEAD + ONE + ONE) == "parameters.yaml: minimum_wage"


def test_every_figure_of_ours_says_where_it_is_from() -> None:
    figures = list(parameters())

    assert len(figures) >= 15
    for figure in figures:
        for edition in figure.editions:
            assert edition.source.zh
            assert "虚构" in edition.source.zh or figure.place == NATION
