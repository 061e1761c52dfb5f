"""Every calculator by name, and the one way to run one."""

from __future__ import annotations

from collections.abc import Mapping

from mediation.errors import NotFound
from mediation.law.calendar import Calendar
from mediation.law.reckoning.annual_leave import ANNUAL_LEAVE
from mediation.law.reckoning.asking import Calculator
from mediation.law.reckoning.double_wages import DOUBLE_WAGES
from mediation.law.reckoning.injury import INJURY_BENEFIT
from mediation.law.reckoning.overtime import OVERTIME
from mediation.law.reckoning.parameters import Parameters
from mediation.law.reckoning.severance import ADDITIONAL, DAMAGES, SEVERANCE
from mediation.law.reckoning.wage_arrears import WAGE_ARREARS
from mediation.law.reckoning.worksheet import Sheet, Worksheet

CALCULATORS: Mapping[str, Calculator] = {
    each.key: each
    for each in (
        WAGE_ARREARS,
        OVERTIME,
        SEVERANCE,
        DAMAGES,
        ADDITIONAL,
        DOUBLE_WAGES,
        ANNUAL_LEAVE,
        INJURY_BENEFIT,
    )
}


def calculator(name: str) -> Calculator:
    """Return a calculator; raises NotFound with the names there are."""
    if name not in CALCULATORS:
        raise NotFound(
            f"没有该计算器。可用：{'、'.join(CALCULATORS)}。",
            f"There is no such calculator. There are: {', '.join(CALCULATORS)}.",
            code="calculator_not_found",
        )
    return CALCULATORS[name]


def reckon(name: str, raw: Mapping[str, str], parameters: Parameters, calendar: Calendar) -> Worksheet:
    """Run a calculator on what was typed: yuan as ``8000.00``, days as ``2026-08-31``.

    Raises:
        NotFound: no such calculator; ParameterMissing: no figure for the place and the day.
        BadInput: every answer that is missing, unknown or cannot be read.
    """
    return calculator(name).reckon(raw, Sheet(parameters, calendar))
