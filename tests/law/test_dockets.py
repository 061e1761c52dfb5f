from __future__ import annotations

import pytest

from mediation.errors import BadInput
from mediation.law.dockets import number_given


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("（2026）苏0999民初12号", "（2026）苏0999民初12号"),
        (" (2026)苏0999民特12号 ", "（2026）苏0999民特12号"),
        ("（2026）苏0999诉前调12号", "（2026）苏0999诉前调12号"),
        ("（2022）苏0999诉前调确12号", "（2022）苏0999诉前调确12号"),
        ("苏九劳人仲案字（2026）12号", "苏九劳人仲案字〔2026〕12号"),
    ],
)
def test_a_number_of_a_court_or_a_commission_is_kept_in_its_usual_brackets(typed: str, kept: str) -> None:
    assert number_given(typed) == kept


@pytest.mark.parametrize(
    "typed", ["2026民初12", "（2026）苏0999民初012号", "民初12号", "（2026）苏0999某初12号", "仲12号"]
)
def test_anything_else_is_refused_with_both_patterns(typed: str) -> None:
    with pytest.raises(BadInput) as refused:
        number_given(typed, "answers.docket")
    (problem,) = refused.value.problems
    assert (problem.where, problem.code) == ("answers.docket", "bad_docket")
    assert "民初123号" in problem.zh
    assert "仲案字〔2026〕123号" in problem.zh


def test_a_code_its_year_did_not_have_is_refused_with_those_it_had() -> None:
    with pytest.raises(BadInput) as refused:
        number_given("（2019）苏0999诉前调确1号")
    (problem,) = refused.value.problems
    assert problem.code == "docket_code_not_in_force"
    assert problem.zh.endswith("该年度可用：民初、民终、民再、民特、民督、执、执保、诉前调、民诉前调。")
