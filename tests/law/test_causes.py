from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mediation.law.causes import Causes, UnknownCause
from mediation.law.reading import LawDataFault

from .shared import WORKFLOWS, day


@lru_cache
def causes() -> Causes:
    return Causes.load(WORKFLOWS / "causes.yaml")


@pytest.mark.parametrize(
    ("code", "on", "zh"),
    [
        ("186", "2021-01-01", "劳动合同纠纷"),
        ("186(5)", "2025-12-31", "追索劳动报酬纠纷"),
        ("187(2)", "2023-07-14", "工伤保险待遇纠纷"),
        ("188", "2024-02-29", "福利待遇纠纷"),
        ("205", "2026-01-01", "劳动合同纠纷"),
        ("205(6)", "2026-09-01", "经济补偿金纠纷"),
        ("208", "2026-07-01", "超龄劳动者用工纠纷"),
        ("144(1)", "2026-07-01", "超龄劳动者劳务合同纠纷"),
        ("216", "2026-01-05", "新就业形态职业伤害保障纠纷"),
        ("448", "2026-01-01", "申请司法确认调解协议"),
        ("458", "2026-01-01", "申请支付令"),
    ],
)
def test_a_number_means_what_the_list_of_its_day_says(code: str, on: str, zh: str) -> None:
    assert causes().cause(code, day(on)).zh == zh


@pytest.mark.parametrize(
    ("code", "on", "asked", "stands"),
    [
        ("448", "2023-07-28", "2021-01-01至2025-12-31", "2026-01-01起"),
        ("205(5)", "2025-12-31", "2021-01-01至2025-12-31", "2026-01-01起"),
        ("208", "2025-12-31", "2021-01-01至2025-12-31", "2026-01-01起"),
        ("186(5)", "2026-01-01", "2026-01-01起", "2021-01-01至2025-12-31"),
        ("187", "2026-03-02", "2026-01-01起", "2021-01-01至2025-12-31"),
    ],
)
def test_a_number_of_another_time_is_refused_and_both_lists_are_named(
    code: str, on: str, asked: str, stands: str
) -> None:
    with pytest.raises(UnknownCause) as refused:
        causes().cause(code, day(on))
    said = refused.value.zh
    assert said.index(asked) < said.index(f"编号{code}") < said.index(stands)
    assert code in refused.value.en


def test_a_paper_of_2023_prints_no_number_for_a_confirmation() -> None:
    cause = causes().named("申请司法确认调解协议", day("2023-07-28"))
    assert cause.code is None
    assert "448" not in {each.code for each in causes().on(day("2023-07-28"))}


def test_wages_of_a_platform_worker_are_a_cause_of_their_own() -> None:
    on = day("2026-03-02")
    assert causes().named("追索劳动报酬纠纷", on).code == "205(5)"
    assert causes().named("新就业形态追索劳动报酬纠纷", on).code == "214(2)"
    assert causes().cause("214(2)", on).parent == "214"
    assert causes().cause("214", on).parent is None


def test_a_number_that_never_was_is_refused_without_another_list() -> None:
    with pytest.raises(UnknownCause) as refused:
        causes().cause("999", day("2026-03-02"))
    assert "它见于" not in refused.value.zh


def test_before_the_first_list_a_name_is_written_without_a_number() -> None:
    with pytest.raises(UnknownCause, match="只写案由名称"):
        causes().on(day("2020-12-31"))


@given(st.integers(0, 9000).map(lambda n: date(2021, 1, 1) + timedelta(n)))
def test_each_day_has_one_series_and_never_the_other(on: date) -> None:
    codes = {cause.code for cause in causes().on(on)}
    assert ("186" in codes) == (on.year <= 2025)
    assert ("205" in codes) == ("448" in codes) == (on.year >= 2026)
    assert [e for e in causes() if e.covers(on)] == [causes().edition_on(on)]


def test_every_cause_is_found_again_by_number_and_by_name() -> None:
    for edition in causes():
        for cause in edition.causes:
            assert causes().named(cause.zh, edition.start) == cause
            assert cause.code is None or causes().cause(cause.code, edition.start) == cause


ONE = "- {from: 2026-01-01, number: 法, confidence: S, causes: [{code: '205', family: labour, zh: 甲, en: a}]}"


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("a: 1", "must be a list"),
        (ONE.replace("confidence: S", "confidence: M"), "note"),
        (f"{ONE}\n{ONE.replace('2026-', '2027-')}", "without overlap"),
        (ONE.replace("205", "205(1)"), "above"),
        (ONE.replace("}]}", "}, {code: '205', family: labour, zh: 乙, en: b}]}"), "one cause only"),
        (ONE.replace("205", "0205"), "pattern"),
    ],
)
def test_a_list_with_a_mistake_is_refused_with_its_place(tmp_path: Path, text: str, part: str) -> None:
    file = tmp_path / "causes.yaml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(LawDataFault) as refused:
        Causes.load(file)
    assert part in refused.value.problems[0].en
    assert refused.value.problems[0].where.startswith("causes.yaml")
