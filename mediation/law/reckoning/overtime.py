"""Overtime pay (加班费): hours beyond the day's, on rest days, on public holidays (LL 44)."""

from __future__ import annotations

from fractions import Fraction

from mediation.law.reckoning.asking import Ask, Calculator, Inputs, Kind
from mediation.law.reckoning.parameters import NATION
from mediation.law.reckoning.worksheet import Sheet, plain, yuan
from mediation.law.wording import Text

_KINDS = (
    ("workday_hours", "overtime_workday", Text("工作日延时加班", "overtime on working days")),
    ("restday_hours", "overtime_restday", Text("休息日加班（未补休）", "work on rest days without time off")),
    ("holiday_hours", "overtime_holiday", Text("法定休假日加班", "work on public holidays")),
)


def _overtime(given: Inputs, sheet: Sheet) -> int:
    """Hours × hourly pay × rate; days and hours of a month and the rates are parameters (LL 44, from memory)."""
    wage, on = given.fen("monthly_wage"), given.day("on")
    days, hours = sheet.take("paid_days_a_month", NATION, on), sheet.take("hours_a_day", NATION, on)
    hourly = wage / days / hours
    sheet.tell(
        Text("小时工资", "hourly pay"),
        Text("月工资 ÷ 月计薪天数 ÷ 每日工时", "monthly pay ÷ paid days a month ÷ hours a day"),
        f"{yuan(wage)} ÷ {plain(days)} ÷ {plain(hours)}",
        Text(f"约{yuan(hourly)}元", f"about CNY {yuan(hourly)}"),
    )
    total = 0
    for name, rate, label in _KINDS:
        worked, percent = given.number(name), sheet.take(rate, NATION, on)
        if worked:
            total += sheet.pay(
                label,
                Text("月工资 ÷ 月计薪天数 ÷ 每日工时 × 比例 × 小时", "hourly pay × rate × hours"),
                f"{yuan(wage)} ÷ {plain(days)} ÷ {plain(hours)} × {plain(percent)}% × {plain(worked)}",
                hourly * Fraction(percent, 100) * worked,
                "LL 44",
            )
    sheet.note(
        "加班事实由劳动者举证；用人单位掌握的证据不提供的，承担不利后果。休息日已安排补休的不计。",
        "The worker proves the overtime; records kept back count against the employer. Rest days made up for do not.",
    )
    return total


OVERTIME = Calculator(
    "overtime",
    Text("加班费", "overtime pay"),
    ("LL 44", "LDI1 42"),
    (
        Ask("on", Kind.DATE, Text("加班所在时期（任一日）", "a day of the time worked")),
        Ask("monthly_wage", Kind.MONEY, Text("月工资（加班费计算基数，元）", "monthly pay overtime is reckoned by")),
        Ask("workday_hours", Kind.NUMBER, Text("工作日延时加班小时", "hours on working days"), required=False),
        Ask("restday_hours", Kind.NUMBER, Text("休息日加班小时", "hours on rest days"), required=False),
        Ask("holiday_hours", Kind.NUMBER, Text("法定休假日加班小时", "hours on public holidays"), required=False),
    ),
    _overtime,
)
