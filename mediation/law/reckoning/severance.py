"""Severance (经济补偿) and damages for unlawful termination (赔偿金): LCL 46–47, 87, 97; LCR 25, 27."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from mediation.law.reckoning.asking import Ask, Calculator, Inputs, Kind, out_of_order
from mediation.law.reckoning.spans import severance_months
from mediation.law.reckoning.worksheet import Sheet, plain, yuan
from mediation.law.wording import Text

LCL_SINCE = date(2008, 1, 1)
MOST_YEARS = 12
TIMES_AVERAGE = 3

_ASKS = (
    Ask("place", Kind.PLACE, Text("用人单位所在地（设区的市）", "place of the employer (city)")),
    Ask("hired_on", Kind.DATE, Text("用工之日", "first day of work")),
    Ask("ended_on", Kind.DATE, Text("劳动关系最后一日", "last day of the employment")),
    Ask("average_wage", Kind.MONEY, Text("解除前十二个月平均应得工资（元）", "mean gross monthly pay, last 12 months")),
)


def _base(given: Inputs, sheet: Sheet) -> tuple[Fraction, bool]:
    """The month's pay to reckon with, in fen, and whether the cap for high pay applies (LCL 47(2))."""
    place, on, own = given.place(), given.day("ended_on"), given.fen("average_wage")
    least = sheet.take_fen("minimum_wage", place, on)
    most = TIMES_AVERAGE * sheet.take_fen("social_average_wage", place, on)
    base = min(max(own, least), most) if own > most else max(own, least)
    sheet.tell(
        Text("计算基数", "monthly base"),
        Text(
            "解除前十二个月平均应得工资，不低于最低工资；高于社平工资三倍的按三倍",
            "mean pay, not below the minimum wage; above three times the local average, three times that",
        ),
        f"{yuan(own)}；{yuan(least)}；3 × {yuan(most / TIMES_AVERAGE)} = {yuan(most)}",
        Text(f"{yuan(base)}元", f"CNY {yuan(base)}"),
        "LCL 47",
        "LCR 27",
    )
    return base, own > most


def _months(given: Inputs, sheet: Sheet, first: date, *cites: str) -> Fraction:
    last = given.day("ended_on")
    years, beyond, months = severance_months(first, last)
    sheet.tell(
        Text("月数", "months"),
        Text(
            "每满一年一个月；六个月以上不满一年按一年；不满六个月半个月",
            "one a year; six months and more count as a year, less as half a month",
        ),
        f"{first} 至 {last}：{years} 年 {beyond} 个月" + ("" if months == years else "（含零头）"),
        Text(f"{plain(months)}个月", f"{plain(months)} months"),
        *cites,
    )
    return months


def _capped(months: Fraction, high: bool, sheet: Sheet) -> Fraction:
    if not high or months <= MOST_YEARS:
        return months
    sheet.tell(
        Text("年限上限", "cap on years"),
        Text("工资高于社平工资三倍的，年限最高不超过十二年", "above three times the average, 12 years at most"),
        f"min({plain(months)}, {MOST_YEARS})",
        Text("12个月", "12 months"),
        "LCL 47",
    )
    return Fraction(MOST_YEARS)


def _checked(given: Inputs) -> date:
    hired, ended = given.day("hired_on"), given.day("ended_on")
    if ended < hired:
        raise out_of_order(
            "ended_on", "劳动关系最后一日早于用工之日，请核对。", "The last day lies before the first; check both."
        )
    if ended < LCL_SINCE:
        raise out_of_order(
            "ended_on",
            "劳动合同法自2008年1月1日起施行，此前终结的劳动关系请按当时规定核算。",
            "The Labour Contract Law is in force from 2008-01-01; reckon earlier endings by the rules of their time.",
        )
    return hired


def _severance(given: Inputs, sheet: Sheet) -> int:
    """LCL 47: a month's pay a year of work; years before 2008 follow the rules of their time (LCL 97(3))."""
    hired = _checked(given)
    first = max(hired, LCL_SINCE)
    if hired < LCL_SINCE:
        sheet.note(
            f"{hired}至2007-12-31的工作年限按当时的规定另行核算，未计入本表（劳动合同法第九十七条第三款，凭记忆，请核对）。",
            f"The years from {hired} to 2007-12-31 follow the rules of their time and are not in this sum "
            "(LCL art 97(3), from memory: check it).",
        )
    base, high = _base(given, sheet)
    months = _capped(_months(given, sheet, first, "LCL 47(1)"), high, sheet)
    return sheet.pay(
        Text("经济补偿", "severance"),
        Text("计算基数 × 月数", "monthly base × months"),
        f"{yuan(base)} × {plain(months)}",
        base * months,
        "LCL 46",
        "LCL 47",
    )


def _damages(given: Inputs, sheet: Sheet) -> int:
    """LCL 87: twice the severance; its years run from the first day of work, instead of severance (LCR 25)."""
    first = _checked(given)
    base, high = _base(given, sheet)
    months = _capped(_months(given, sheet, first, "LCL 47(1)", "LCR 25"), high, sheet)
    sheet.note(
        "支付赔偿金的，不再支付经济补偿；以解除或者终止违法为前提。",
        "Who pays damages owes no severance beside them; the termination must have been unlawful.",
    )
    return sheet.pay(
        Text("违法解除赔偿金", "damages for unlawful termination"),
        Text("计算基数 × 月数 × 2", "monthly base × months × 2"),
        f"{yuan(base)} × {plain(months)} × 2",
        base * months * 2,
        "LCL 87",
        "LCR 25",
    )


def _additional(given: Inputs, sheet: Sheet) -> int:
    """LCL 85: half to all of the sum again, once a labour authority's order to pay was not followed."""
    owed, percent = given.fen("owed"), given.whole("percent")
    sheet.note(
        "以劳动行政部门责令限期支付、逾期不支付为前提（劳动争议解释（一）第一条第八项）。",
        "Only after a labour authority ordered payment and the time it gave has passed (LDI1 art 1(8)).",
    )
    return sheet.pay(
        Text("加付赔偿金", "additional damages"),
        Text("应付金额 × 50%至100%", "sum owed × 50 % to 100 %"),
        f"{yuan(owed)} × {percent}%",
        owed * percent / 100,
        "LCL 85",
        "LDI1 1(8)",
    )


SEVERANCE = Calculator("severance", Text("经济补偿", "severance"), ("LCL 46", "LCL 47", "LCR 27"), _ASKS, _severance)
DAMAGES = Calculator(
    "damages", Text("违法解除赔偿金", "damages for unlawful termination"), ("LCL 87", "LCR 25"), _ASKS, _damages
)
ADDITIONAL = Calculator(
    "additional_damages",
    Text("加付赔偿金", "additional damages"),
    ("LCL 85",),
    (
        Ask("owed", Kind.MONEY, Text("逾期未付的金额（元）", "sum not paid in time")),
        Ask("percent", Kind.INTEGER, Text("加付比例（%）", "per cent added"), least=50, most=100),
    ),
    _additional,
)
