import re
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mediation.law.reading import LawDataFault
from mediation.law.statutes import Statutes, UnknownCitation
from mediation.law.wording import numeral

from .shared import day, statutes

TODAY = day("2026-05-06")


@pytest.mark.parametrize(
    ("cite", "zh", "en"),
    [
        ("CPL 205", "《民事诉讼法》第二百零五条", "CPL art 205"),
        ("CPL 205(2)", "《民事诉讼法》第二百零五条第二项", "CPL art 205(2)"),
        ("R17 22/29", "《企业劳动争议协商调解规定》第二十二条、第二十九条", "R17 arts 22, 29"),
        ("MAL 14(2)", "《劳动争议调解仲裁法》第十四条第二款", "MAL art 14(2)"),
        ("MAL 10(3)", "《劳动争议调解仲裁法》第十条第一款第三项", "MAL art 10(3)"),
        ("MAL 10(1)(3)", "《劳动争议调解仲裁法》第十条第一款第三项", "MAL art 10(1)(3)"),
        ("LDI1 1(5)", "《劳动争议解释（一）》第一条第五项", "LDI1 art 1(5)"),
        ("LDI1 51(2)", "《劳动争议解释（一）》第五十一条第二款", "LDI1 art 51(2)"),
        ("R33 74-79", "《劳动人事争议仲裁办案规则》第七十四条至第七十九条", "R33 arts 74-79"),
        ("R17 31(5)", "《企业劳动争议协商调解规定》第三十一条第五项", "R17 art 31(5)"),
        ("P24", "《规范立案与调解工作的意见》", "P24"),
        ("CC 1259", "《民法典》第一千二百五十九条", "CC art 1259"),
    ],
)
def test_a_citation_is_worded_as_lawyers_write_it(cite: str, zh: str, en: str) -> None:
    assert (statutes().render(cite, "zh"), statutes().render(cite, "en")) == (zh, en)


@pytest.mark.parametrize(
    ("number", "zh"),
    [(1, "一"), (10, "十"), (11, "十一"), (20, "二十"), (99, "九十九"), (100, "一百"), (101, "一百零一"),
     (110, "一百一十"), (111, "一百一十一"), (205, "二百零五"), (999, "九百九十九"), (1001, "一千零一"),
     (1010, "一千零一十"), (1259, "一千二百五十九")],
)  # fmt: skip
def test_article_numbers_in_chinese(number: int, zh: str) -> None:
    assert numeral(number) == zh


def read_numeral(words: str) -> int:
    """The oracle: every unit multiplies the digit before it; a bare 十 is one ten."""
    words = re.sub("^十", "一十", words)
    units = {"千": 1000, "百": 100, "十": 10}
    pairs = re.findall("([一二三四五六七八九])([千百十]?)", words)
    return sum(("一二三四五六七八九".index(d) + 1) * units.get(u, 1) for d, u in pairs)


@given(st.integers(1, 9999))
def test_a_numeral_reads_back(number: int) -> None:
    assert read_numeral(numeral(number)) == number


@pytest.mark.parametrize("number", [0, -1, 10000])
def test_no_article_has_such_a_number(number: int) -> None:
    with pytest.raises(ValueError, match="no article"):
        numeral(number)


@pytest.mark.parametrize(
    ("cite", "on", "part"),
    [
        ("CPL 205", "2022-06-01", "当时为第二百零一条"),
        ("CPL 201", "2024-06-03", "当时为第二百零五条"),
        ("CPL 205", "2021-06-01", "当时为第一百九十四条"),
        ("CPLI 372", "2022-04-09", "当时为第三百七十四条"),
        ("CPL 307", "2026-01-05", "只有306条"),
        ("R33 74-99", "2026-01-05", "只有81条"),
        ("SI21 12", "2021-12-31", "不施行"),
        ("LDO2 17", "2021-01-01", "不施行"),
        ("P24", "2024-12-31", "不施行"),
        ("CPP 205", "2026-01-05", "没有简称为“CPP”"),
        ("民诉法 205", "2026-01-05", "无法识别"),
        ("CPL 0", "2026-01-05", "无法识别"),
        ("CPL 205,206", "2026-01-05", "无法识别"),
        ("", "2026-01-05", "无法识别"),
    ],
)
def test_a_citation_that_does_not_hold_says_why(cite: str, on: str, part: str) -> None:
    problem = statutes().problem(cite, day(on))
    assert problem is not None
    assert part in problem
    assert statutes().problem_en(cite, day(on))


@pytest.mark.parametrize("cite", ["CPL 205", "CPL 205/206", "SI16 26", "MAL 53", "LDI2 21", "P9 1(3)", "R56 19"])
def test_a_citation_that_holds_has_no_problem_where_in_force(cite: str) -> None:
    on = day("2026-07-01") if cite.startswith("R56") else TODAY
    assert statutes().problem(cite, on) is None


def test_the_misspelt_name_of_an_instrument_is_answered_with_the_nearest() -> None:
    with pytest.raises(UnknownCitation) as refused:
        statutes().render("LDI3 1", "zh")
    assert "LDI" in refused.value.zh


@pytest.mark.parametrize(
    ("on", "number"), [("2013-01-01", 194), ("2021-12-31", 194), ("2022-01-01", 201), ("2024-01-01", 205)]
)
def test_judicial_confirmation_was_renumbered_twice(on: str, number: int) -> None:
    fitting = [n for n in (194, 201, 205) if statutes().problem(f"CPL {n}", day(on)) is None]
    assert number in fitting
    assert 205 not in fitting or number == 205


def test_the_instruments_the_product_speaks_of_are_all_there() -> None:
    named = (
        "MAL CPL CPLI PML TUL LCL LL CC LAL ERL SIL R17 R33 R34 R56 R9 R22 MWR LIR WIR FWR LCR FEE PET HOL SI16 SI21 "
        "SI11 OLR LDI1 LDI2 P24 P55 P215 P3 P9 P26 P70 P71 P4 P-GR P-1H2S P23 P52 P-SH P9S P-4 P-HB L-ZJ L-ZJS L-SHU"
    )
    assert [key for key in named.split() if key not in statutes()] == []


def test_versions_that_overlap_are_refused(tmp_path: Path) -> None:
    file = tmp_path / "statutes.yaml"
    file.write_text(
        "X: {zh: 甲, en: x, short: 甲, confidence: V, versions: [{from: 2020-01-01}, {from: 2021-01-01}]}\n",
        encoding="utf-8",
    )
    with pytest.raises(LawDataFault) as refused:
        Statutes.load(file)
    assert "without overlap" in refused.value.problems[0].en


def test_every_instrument_has_a_first_day_unless_it_is_not_established() -> None:
    open_ended = {key for key in statutes() if statutes().instrument(key).versions[0].start is None}
    assert open_ended == {"P215", "L-ZJ", "L-ZJS", "L-SHU", "L-SHC"}


def test_an_open_beginning_covers_any_day() -> None:
    assert statutes().problem("L-ZJ 10", date(2010, 1, 1)) is None


CURRENT = {
    "期间的计算": 85,
    "期间的耽误": 86,
    "诉前保全": 104,
    "虚假诉讼和虚假调解": 115,
    "先行调解": 125,
    "撤诉": 148,
    "普通程序审限": 152,
    "简易程序审限": 164,
    "小额诉讼审限": 168,
    "司法确认的申请": 205,
    "司法确认的裁定": 206,
    "支付令的申请": 225,
    "支付令的受理": 226,
    "支付令的发出和异议": 227,
    "督促程序的终结": 228,
    "执行管辖": 235,
    "久拖不执": 237,
    "申请执行期间": 250,
    "迟延履行": 264,
}
"""The numbers that law.md §1.1 and §9 give for the text in force since 2024."""


@pytest.mark.parametrize("subject", CURRENT)
def test_the_numbers_in_force_are_those_of_the_fact_base(subject: str) -> None:
    assert statutes().instrument("CPL").numbering[subject][-1] == CURRENT[subject]


@pytest.mark.parametrize(
    ("key", "on", "confidence"),
    [
        ("CPL", "2012-06-01", "M"),
        ("CPL", "2021-12-31", "M"),
        ("CPL", "2023-12-31", "M"),
        ("CPL", "2024-01-01", "V"),
        ("CPLI", "2022-04-09", "M"),
        ("CPLI", "2022-04-10", "V"),
        ("MAL", "2010-01-01", "V"),
        ("R22", "2010-01-01", "M"),
        ("LDI1", "2020-12-31", "V"),
    ],
)
def test_older_numbers_from_memory_say_so(key: str, on: str, confidence: str) -> None:
    found, note = statutes().instrument(key).certainty(day(on))
    assert found == confidence
    assert (note is not None) == (confidence == "M" and key != "R22")


def test_a_version_from_memory_without_a_note_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "statutes.yaml"
    file.write_text(
        "X: {zh: 甲, en: x, short: 甲, confidence: V, versions: [{from: 2020-01-01, confidence: M}]}\n",
        encoding="utf-8",
    )
    with pytest.raises(LawDataFault) as refused:
        Statutes.load(file)
    assert "needs a note" in refused.value.problems[0].en
