"""Lump sums for disability by work injury, grades 1 to 10 (一次性伤残待遇): WIR 35–37; two of them are provincial."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from mediation.law.reckoning.asking import Ask, Calculator, Inputs, Kind
from mediation.law.reckoning.parameters import NATION
from mediation.law.reckoning.worksheet import Sheet, plain, yuan
from mediation.law.wording import Text

_KEEPS_RELATION, _MIDDLE = 4, 6
_SUBSIDIES = (
    ("injury_medical_months", Text("一次性工伤医疗补助金", "lump sum for medical treatment")),
    ("injury_employment_months", Text("一次性伤残就业补助金", "lump sum for employment")),
)


def article_of(grade: int) -> str:
    """The article of the regulation that a grade of disability falls under."""
    if grade <= _KEEPS_RELATION:
        return "WIR 35"
    return "WIR 36" if grade <= _MIDDLE else "WIR 37"


def _own_wage(given: Inputs, sheet: Sheet, on: date) -> Fraction:
    """The injured worker's wage, held between 60 % and 300 % of the pool's average (WIR 64, from memory)."""
    average = sheet.take_fen("social_average_wage", given.place(), on)
    low = average * sheet.take("injury_wage_floor", NATION, on) / 100
    high = average * sheet.take("injury_wage_ceiling", NATION, on) / 100
    own = given.fen("monthly_wage")
    held = min(max(own, low), high)
    sheet.tell(
        Text("本人工资", "the worker's wage"),
        Text("受伤前十二个月平均缴费工资，在社平工资60%至300%之间", "mean insured pay, 60 % to 300 % of the average"),
        f"{yuan(own)}；{yuan(low)} 至 {yuan(high)}",
        Text(f"{yuan(held)}元", f"CNY {yuan(held)}"),
        "WIR 64",
    )
    return held


def _injury(given: Inputs, sheet: Sheet) -> int:
    """The disability sum, and for grades 5 to 10 the two provincial sums when the employment ends."""
    grade, on, place = given.whole("grade"), given.day("on"), given.place()
    article, own = article_of(grade), _own_wage(given, sheet, on)
    months = sheet.take("injury_disability_months", NATION, on, grade)
    total = sheet.pay(
        Text(f"一次性伤残补助金（{grade}级）", f"lump sum for disability (grade {grade})"),
        Text("本人工资 × 月数", "the worker's wage × months"),
        f"{yuan(own)} × {plain(months)}",
        own * months,
        article,
    )
    if grade <= _KEEPS_RELATION:
        sheet.note(
            "一级至四级保留劳动关系、退出工作岗位，另按月领取伤残津贴，不能以一次性款项买断劳动关系。",
            "Grades 1 to 4 keep the relation and draw a monthly allowance; it cannot be bought out.",
        )
    elif given.yes("relation_ends"):
        base = sheet.take_fen("injury_subsidy_base", place, on)
        for name, label in _SUBSIDIES:
            due = sheet.take(name, place, on, grade)
            total += sheet.pay(
                label,
                Text("当地计发基数 × 月数", "local base × months"),
                f"{yuan(base)} × {plain(due)}",
                base * due,
                article,
            )
    _who_pays(given, sheet)
    return total


def _who_pays(given: Inputs, sheet: Sheet) -> None:
    if given.yes("insured"):
        sheet.note(
            "伤残补助金、工伤医疗补助金由工伤保险基金支付，伤残就业补助金由用人单位支付。",
            "The fund pays the sums for disability and treatment, the employer that for employment.",
        )
    else:
        sheet.note(
            "用人单位未参加工伤保险的，本表各项由用人单位支付。", "An employer without the insurance pays all of it."
        )
    sheet.note(
        "以工伤认定和劳动能力鉴定结论为前提；不含医疗费、停工留薪期工资等。",
        "Recognition and appraisal come first; medical fees and pay during treatment are not in it.",
    )


INJURY_BENEFIT = Calculator(
    "injury_benefit",
    Text("一次性伤残待遇", "lump sums for disability by work injury"),
    ("WIR 35", "WIR 36", "WIR 37"),
    (
        Ask("place", Kind.PLACE, Text("统筹地区（设区的市）", "place of the insurance pool (city)")),
        Ask("on", Kind.DATE, Text("计发日期（劳动关系终结或者定残之日）", "day it is reckoned for")),
        Ask("grade", Kind.INTEGER, Text("伤残等级（1至10）", "grade of disability"), least=1, most=10),
        Ask("monthly_wage", Kind.MONEY, Text("受伤前十二个月平均月缴费工资（元）", "mean insured monthly pay")),
        Ask("relation_ends", Kind.BOOL, Text("劳动关系解除或者终止", "the employment ends"), required=False),
        Ask("insured", Kind.BOOL, Text("已参加工伤保险", "insured against work injury"), required=False),
    ),
    _injury,
)
