"""Double wages without a written contract (二倍工资差额): by month, a part month by its working days (LCL 82; L9)."""

from __future__ import annotations

from datetime import date

from mediation.law.reckoning.asking import Ask, Calculator, Inputs, Kind, out_of_order
from mediation.law.reckoning.parameters import NATION
from mediation.law.reckoning.spans import DAY, after_months, whole_months, working_days
from mediation.law.reckoning.worksheet import Sheet, plain, yuan
from mediation.law.wording import Text


def _span(given: Inputs) -> tuple[date, date]:
    """From the day after the first month of work to the day before a year, a contract, or the end (LCR 6–7)."""
    hired, signed, ended = given.day("hired_on"), given.day_or_none("signed_on"), given.day_or_none("ended_on")
    for name, day in (("signed_on", signed), ("ended_on", ended)):
        if day is not None and day < hired:
            raise out_of_order(name, "该日期早于用工之日，请核对。", "That day lies before the first day of work.")
    last = after_months(hired, 12) - DAY
    if signed is not None:
        last = min(last, signed - DAY)
    return after_months(hired, 1), min(last, ended) if ended is not None else last


def _double(given: Inputs, sheet: Sheet) -> int:
    """LCL 82(1), LCR 6–7, LDI2 6: a second wage for each month without a written contract, eleven at most."""
    wage = given.fen("monthly_wage")
    first, last = _span(given)
    months = whole_months(first, last) if first <= last else 0
    sheet.tell(
        Text("起止日", "first and last day"),
        Text(
            "用工满一个月的次日，至补订书面合同的前一日、离职日或者满一年的前一日",
            "the day after a month of work, to the day before a contract, the last day, or the day before a year",
        ),
        f"{first} 至 {last}" if first <= last else f"{first} > {last}",
        Text(f"{months}个整月", f"{months} whole months") if first <= last else Text("无", "none"),
        "LCR 6",
        "LCR 7",
    )
    total = 0
    if months:
        total += sheet.pay(
            Text("整月", "whole months"),
            Text("月工资 × 月数", "monthly pay × months"),
            f"{yuan(wage)} × {months}",
            wage * months,
            "LCL 82(1)",
        )
    rest = after_months(first, months)
    if rest <= last:
        total += _part_month(given, sheet, rest, last)
    sheet.note(
        "本表只计另加的一倍；是否按日逐月计算时效各地不一（凭记忆），请一并核对仲裁时效。",
        "Only the second wage is counted; whether limitation runs month by month differs locally (from memory).",
    )
    sheet.note(
        "劳动争议解释（二）第七条至第九条列有不支付的情形，请核对。",
        "LDI2 arts 7–9 list cases in which nothing is due; check them.",
    )
    return total


def _part_month(given: Inputs, sheet: Sheet, first: date, last: date) -> int:
    wage = given.fen("monthly_wage")
    per_month = sheet.take("paid_days_a_month", NATION, first)
    worked = working_days(first, last, sheet.calendar)
    if sheet.calendar.is_provisional(last):
        sheet.note(
            f"{last.year}年放假安排未收录，工作日数为暂计。", f"The holidays of {last.year} are not known here yet."
        )
    return sheet.pay(
        Text("不满一个月", "part month"),
        Text("月工资 ÷ 月计薪天数 × 实际工作日，不超过一个月工资", "daily pay × working days, a month's at most"),
        f"{yuan(wage)} ÷ {plain(per_month)} × {worked}（{first} 至 {last}）",
        min(wage / per_month * worked, wage),
        "LDI2 6",
    )


DOUBLE_WAGES = Calculator(
    "double_wages",
    Text("未订书面劳动合同二倍工资差额", "double wages without a written contract"),
    ("LCL 82", "LCR 6", "LCR 7", "LDI2 6"),
    (
        Ask("hired_on", Kind.DATE, Text("用工之日", "first day of work")),
        Ask("monthly_wage", Kind.MONEY, Text("月工资（元）", "monthly pay")),
        Ask("signed_on", Kind.DATE, Text("补订书面劳动合同之日", "day a contract was signed"), required=False),
        Ask("ended_on", Kind.DATE, Text("劳动关系最后一日", "last day of the employment"), required=False),
    ),
    _double,
)
