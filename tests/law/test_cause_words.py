from __future__ import annotations

from datetime import date
from functools import cache

import pytest

from mediation.errors import BadInput
from mediation.law.cause_words import OWN, cause_given
from mediation.law.causes import Causes
from tests.law.shared import WORKFLOWS

IN_2013, IN_2023, IN_2026 = date(2013, 11, 30), date(2023, 6, 1), date(2026, 8, 3)


@cache
def causes() -> Causes:
    return Causes.load(WORKFLOWS / "causes.yaml")


@pytest.mark.parametrize(
    "text", ["追索劳动报酬争议", "追索劳动报酬、经济补偿争议", "劳动争议", "劳务合同纠纷", "人事争议", "劳动合同纠纷"]
)
@pytest.mark.parametrize("on", [IN_2013, IN_2023, IN_2026])
def test_a_cause_is_made_of_listed_names(text: str, on: date) -> None:
    assert cause_given(text, causes(), on) == text


@pytest.mark.parametrize("text", ["周某某与远达公司争议", "追索劳动报酬、周某某争议", "争议", "、争议"])
def test_nothing_else_is_written_into_a_cause(text: str) -> None:
    with pytest.raises(BadInput) as refused:
        cause_given(text, causes(), IN_2026)
    (problem,) = refused.value.problems
    assert (problem.where, problem.code) == ("cause", "unknown_cause")
    assert "周某某" not in problem.zh
    assert all(name in problem.zh for name in OWN)


def test_a_cause_of_a_later_list_is_refused_for_an_earlier_case() -> None:
    later = "新就业形态职业伤害保障纠纷"
    assert cause_given(later, causes(), IN_2026) == later
    with pytest.raises(BadInput, match="2026-01-01"):
        cause_given(later, causes(), IN_2023)
