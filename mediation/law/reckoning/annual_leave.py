"""Pay for annual leave not taken (未休年休假): 300 % of a day's pay of which 100 % was paid already."""

from __future__ import annotations

from fractions import Fraction

from mediation.law.reckoning.asking import Ask, Calculator, Inputs, Kind, out_of_order
from mediation.law.reckoning.parameters import NATION
from mediation.law.reckoning.worksheet import Sheet, plain, yuan
from mediation.law.wording import Text

_YEAR = 365


def _leave(given: Inputs, sheet: Sheet) -> int:
    """Days of the year's leave by service, pro rata and whole; the days not taken at 200 % on top of normal pay."""
    since, until = given.day("since"), given.day("until")
    if until < since or since.year != until.year:
        raise out_of_order(
            "until",
            "起止日期应在同一年度内且有先后，请分年度计算。",
            "Both days lie in one year and in order; reckon each year by itself.",
        )
    wage, taken = given.fen("average_wage"), given.number("taken")
    share, per_month = _entitled(given, sheet), sheet.take("paid_days_a_month", NATION, until)
    left = max(share - taken, Fraction(0))
    extra = sheet.take("annual_leave_extra", NATION, until)
    sheet.note(
        "已按正常工作支付的一倍工资不重复计算；劳动者因个人原因书面提出不休的，不支付。",
        "The normal day's pay is not counted again; nothing is due where the worker declined the leave in writing.",
    )
    sheet.note(
        "累计工作年限在年度中跨过十年、二十年的，请按前后两段分别计算。",
        "Where ten or twenty years were reached within the year, reckon the two parts apart.",
    )
    return sheet.pay(
        Text("未休年休假工资报酬（另付部分）", "pay for leave not taken, on top of normal pay"),
        Text("月平均工资 ÷ 月计薪天数 × 未休天数 × 200%", "daily pay × days not taken × 200 %"),
        f"{yuan(wage)} ÷ {plain(per_month)} × {plain(left)} × {plain(extra)}%",
        wage / per_month * left * extra / 100,
    )


def _entitled(given: Inputs, sheet: Sheet) -> Fraction:
    """The whole days of leave of the part of the year worked here; a fraction of a day does not count."""
    since, until, years = given.day("since"), given.day("until"), given.whole("service_years")
    a_year = sheet.take("annual_leave_days", NATION, until, years)
    here = (until - since).days + 1
    days = Fraction((Fraction(here, _YEAR) * a_year).__floor__())
    sheet.tell(
        Text("应休天数", "days due"),
        Text("当年在本单位日历天数 ÷ 365 × 全年应休天数，不足一整天的不计", "calendar days ÷ 365 × days a year, whole"),
        f"{here} ÷ {_YEAR} × {plain(a_year)}",
        Text(f"{plain(days)}天", f"{plain(days)} days"),
    )
    return min(days, a_year)


ANNUAL_LEAVE = Calculator(
    "annual_leave",
    Text("未休年休假工资报酬", "pay for annual leave not taken"),
    (),
    (
        Ask("since", Kind.DATE, Text("当年在本单位起始日", "first day here in the year")),
        Ask("until", Kind.DATE, Text("当年在本单位最后一日", "last day here in the year")),
        Ask("service_years", Kind.INTEGER, Text("累计工作满年数", "whole years of work in all"), most=70),
        Ask("average_wage", Kind.MONEY, Text("前十二个月平均工资（不含加班费，元）", "mean pay without overtime")),
        Ask("taken", Kind.NUMBER, Text("已休天数", "days taken"), required=False),
    ),
    _leave,
)
