"""Wage arrears (拖欠工资): month by month as agreed, never below the minimum wage of the place and the month."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction

from mediation.law.reckoning.asking import Ask, Calculator, Inputs, Kind, out_of_order
from mediation.law.reckoning.parameters import NATION
from mediation.law.reckoning.spans import DAY, after_months, weekdays
from mediation.law.reckoning.worksheet import Sheet, plain, yuan
from mediation.law.wording import Text

_MOST_MONTHS = 120


def _months(since: date, until: date) -> Iterator[tuple[date, date, bool]]:
    """The calendar months of a time: first and last day, and whether the month is whole."""
    first = since
    while first <= until:
        begins, ends = first.replace(day=1), after_months(first.replace(day=1), 1) - DAY
        last = min(ends, until)
        yield first, last, first == begins and last == ends
        first = ends + DAY


def _arrears(given: Inputs, sheet: Sheet) -> int:
    """What was earned from month to month, less what was paid; a part month by its paid weekdays."""
    since, until = given.day("since"), given.day("until")
    if until < since or after_months(since, _MOST_MONTHS) <= until:
        raise out_of_order(
            "until",
            "起止日期应有先后，且不超过十年，请核对。",
            "The days must be in order and within ten years.",
        )
    earned = sum(_month(given, sheet, *month) for month in _months(since, until))
    paid = given.fen("paid")
    if paid > earned:
        sheet.note("已付金额超过应付金额，没有拖欠。", "More was paid than was earned; nothing is in arrears.")
    return sheet.pay(
        Text("拖欠工资", "wage arrears"),
        Text("各月应付合计 − 已付", "sum of the months − what was paid"),
        f"{yuan(earned)} − {yuan(paid)}",
        max(earned - paid, Fraction(0)),
        "LCL 30",
    )


def _month(given: Inputs, sheet: Sheet, first: date, last: date, whole: bool) -> int:
    agreed, least = given.fen("monthly_wage"), sheet.take_fen("minimum_wage", given.place(), last)
    wage, cites = max(agreed, least), ("LCL 30", "LCL 85(2)") if agreed < least else ("LCL 30",)
    below = f"（约定{yuan(agreed)}，低于最低工资）" if agreed < least else ""
    label = Text(f"{first:%Y-%m}应付工资", f"wage of {first:%Y-%m}")
    if whole:
        formula = Text("约定月工资，不低于最低工资", "agreed pay, not below the minimum wage")
        return sheet.pay(label, formula, f"{yuan(wage)}{below}", wage, *cites)
    per_month, paid_days = sheet.take("paid_days_a_month", NATION, last), weekdays(first, last)
    return sheet.pay(
        label,
        Text("月工资 ÷ 月计薪天数 × 计薪日（周一至周五），不超过一个月工资", "daily pay × weekdays, a month's at most"),
        f"{yuan(wage)}{below} ÷ {plain(per_month)} × {paid_days}（{first} 至 {last}）",
        min(wage / per_month * paid_days, wage),
        *cites,
    )


WAGE_ARREARS = Calculator(
    "wage_arrears",
    Text("拖欠工资", "wage arrears"),
    ("LCL 30", "LCL 85"),
    (
        Ask("place", Kind.PLACE, Text("工作地点（设区的市）", "place of work (city)")),
        Ask("since", Kind.DATE, Text("欠薪期间自", "from")),
        Ask("until", Kind.DATE, Text("欠薪期间至", "to")),
        Ask("monthly_wage", Kind.MONEY, Text("约定月工资（元）", "agreed monthly pay")),
        Ask("paid", Kind.MONEY, Text("该期间已付金额（元）", "paid for that time"), required=False),
    ),
    _arrears,
)
