import pytest
from hypothesis import given
from hypothesis import strategies as st

from mediation.errors import BadInput
from mediation.law.case_numbers import DOCKET_CODES, CaseNumber, Docket

from .shared import day


def test_our_number_has_six_sided_brackets_and_no_leading_zero() -> None:
    assert str(CaseNumber("江工调字", 2026, 123)) == "江工调字〔2026〕123号"


@pytest.mark.parametrize(
    "typed", ["江工调字〔2026〕123号", "江工调字(2026)123号", "江工调字【2026】123号", " 江工调字［2026］123号 "]
)
def test_any_brackets_are_read(typed: str) -> None:
    assert CaseNumber.parse(typed) == CaseNumber("江工调字", 2026, 123)


@pytest.mark.parametrize(
    "typed",
    [
        "江工调字〔2026〕0123号",
        "江工调字〔2026〕第123号",
        "江工调〔2026〕123号",
        "江工调字〔26〕123号",
        "江工调字〔2026〕０号",
        "",
    ],
)
def test_a_number_of_another_form_is_refused(typed: str) -> None:
    with pytest.raises(BadInput) as refused:
        CaseNumber.parse(typed)
    assert refused.value.code == "bad_case_number"


@given(st.integers(1000, 2999), st.integers(1, 9_999_999))
def test_our_number_reads_back(year: int, number: int) -> None:
    written = CaseNumber("江工调字", year, number)
    assert CaseNumber.parse(str(written)) == written


@pytest.mark.parametrize(
    ("typed", "court", "code"),
    [
        ("(2026)沪0115民初123号", "沪0115", "民初"),
        ("（2026）沪0115民特1号", "沪0115", "民特"),
        ("〔2026〕沪0115民督9号", "沪0115", "民督"),
        ("(2026)浙01民终77号", "浙01", "民终"),
        ("(2026)京执5号", "京", "执"),
        ("(2026)最高法民再5号", "最高法", "民再"),
        ("(2026)沪0115诉前调确12号", "沪0115", "诉前调确"),
        ("(2026)沪0115诉前调书12号", "沪0115", "诉前调书"),
        ("(2026)沪0115执保12号", "沪0115", "执保"),
        ("(2024)沪0115诉前调12号", "沪0115", "诉前调"),
        ("(2023)沪0115民诉前调12号", "沪0115", "民诉前调"),
    ],
)
def test_a_docket_number_is_read_and_written(typed: str, court: str, code: str) -> None:
    docket = Docket.parse(typed, day("2026-03-02"))
    assert (docket.court, docket.code) == (court, code)
    assert str(docket) == typed.translate(str.maketrans("（）〔〕", "()()"))


def test_a_special_trial_character_is_kept_apart() -> None:
    assert Docket.parse("(2026)京0105知民初3号", day("2026-03-02")).special == "知"


@pytest.mark.parametrize(
    "typed",
    ["(2026)沪0115民初0123号", "(2026)沪115民初123号", "(2026)某0115民初123号", "(2026)沪0115刑初123号",
     "2026沪0115民初123号", "(2026)沪0115民初号", "(2026)沪0115调确字12号", "(2026)最高法01民初1号", ""],
)  # fmt: skip
def test_a_docket_number_of_another_form_is_refused(typed: str) -> None:
    with pytest.raises(BadInput) as refused:
        Docket.parse(typed, day("2026-03-02"))
    assert refused.value.code == "bad_docket"


@pytest.mark.parametrize(
    ("typed", "on", "code"),
    [
        ("(2025)沪0115诉前调1号", "2025-01-02", "docket_code_not_in_force"),
        ("(2026)沪0115民诉前调1号", "2026-03-02", "docket_code_not_in_force"),
        ("(2021)沪0115诉前调确1号", "2026-03-02", "docket_code_not_in_force"),
        ("(2021)沪0115诉前调书1号", "2021-12-31", "docket_code_not_in_force"),
        ("(2015)沪0115民初1号", "2026-03-02", "docket_code_not_in_force"),
        ("(2027)沪0115民初1号", "2026-12-31", "docket_in_future"),
    ],
)
def test_a_code_out_of_its_time_is_refused(typed: str, on: str, code: str) -> None:
    with pytest.raises(BadInput) as refused:
        Docket.parse(typed, day(on))
    assert refused.value.code == code


def test_the_same_complaint_gets_a_pre_filing_number_on_new_years_eve_2024_and_none_after() -> None:
    assert Docket.parse("(2024)沪0115诉前调8号", day("2024-12-31")).code == "诉前调"
    with pytest.raises(BadInput):
        Docket.parse("(2025)沪0115诉前调8号", day("2025-01-02"))


def test_a_court_that_still_books_pre_filing_numbers_may_switch_them_on() -> None:
    assert Docket.parse("(2026)云0102诉前调8号", day("2026-03-02"), pre_filing=True).number == 8


@given(st.sampled_from(sorted(DOCKET_CODES)), st.integers(1, 99_999_999))
def test_every_code_reads_back_as_itself(code: str, number: int) -> None:
    docket = Docket(2024, "沪0115", "", code, number)
    assert Docket.parse(str(docket), day("2024-12-31")) == docket


@pytest.mark.parametrize(
    ("code", "last_refused", "first_allowed"),
    [("民初", "2015-12-31", "2016-01-01"), ("诉前调", "2015-12-31", "2016-01-01"),
     ("诉前调确", "2021-12-31", "2022-01-01"), ("诉前调书", "2021-12-31", "2022-01-01")],
)  # fmt: skip
def test_a_type_of_case_has_a_first_day(code: str, last_refused: str, first_allowed: str) -> None:
    assert not booked(code, last_refused)
    assert booked(code, first_allowed)


@pytest.mark.parametrize("code", ["诉前调", "民诉前调"])
def test_mediation_before_filing_has_a_last_day_unless_the_court_goes_on(code: str) -> None:
    assert booked(code, "2024-12-31")
    assert not booked(code, "2025-01-01")
    assert booked(code, "2025-01-01", pre_filing=True)


@given(st.sampled_from(sorted(set(DOCKET_CODES) - {"诉前调", "民诉前调"})), st.integers(2022, 2090))
def test_every_other_type_of_case_goes_on(code: str, year: int) -> None:
    assert booked(code, f"{year}-12-31")


@given(st.text("(（2026)）沪0115民初诉前调确书123号知第 ", max_size=24))
def test_what_is_read_is_written_in_one_form_and_read_again(typed: str) -> None:
    if (docket := read(typed, "2026-12-31")) is not None:
        assert read(str(docket), "2026-12-31") == docket


def booked(code: str, on: str, *, pre_filing: bool = False) -> bool:
    return read(f"({on[:4]})沪0115{code}1号", on, pre_filing=pre_filing) is not None


def read(typed: str, on: str, *, pre_filing: bool = False) -> Docket | None:
    try:
        return Docket.parse(typed, day(on), pre_filing=pre_filing)
    except BadInput:
        return None
