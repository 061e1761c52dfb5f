from __future__ import annotations

from datetime import date

import pytest

from mediation.law.renumbering import all_cited_on, cited_on
from tests.law.shared import statutes

NOW, IN_2023, IN_2021 = date(2026, 11, 22), date(2023, 6, 1), date(2021, 6, 1)


@pytest.mark.parametrize(
    ("cite", "on", "then"),
    [
        ("CPL 205", NOW, "CPL 205"),
        ("CPL 205", IN_2023, "CPL 201"),
        ("CPL 205", IN_2021, "CPL 194"),
        ("CPL 205(2)", IN_2023, "CPL 201(2)"),
        ("CPL 205/206", IN_2023, "CPL 201/202"),
        ("CPL 201", IN_2023, "CPL 201"),
        ("CPL 62", IN_2021, "CPL 59"),
        ("CPLI 353", IN_2021, "CPLI 355"),
        ("SI16 15", IN_2021, "SI16 15"),
        ("SI21 13", IN_2021, "SI21 13"),
        ("P24", IN_2021, "P24"),
        ("MAL 14(2)", IN_2021, "MAL 14(2)"),
    ],
)
def test_an_article_is_cited_by_the_number_it_had_on_the_day_of_the_act(cite: str, on: date, then: str) -> None:
    assert cited_on(statutes(), cite, on) == then


def test_several_are_cited_each_by_its_own() -> None:
    assert all_cited_on(statutes(), ("CPL 205", "MAL 14"), IN_2023) == ("CPL 201", "MAL 14")
