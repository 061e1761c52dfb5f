"""Worksheets under test: reckoned with our own file of parameters and the real calendar."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest

from mediation.errors import BadInput
from mediation.law.calendar import Calendar
from mediation.law.reckoning.all import reckon
from mediation.law.reckoning.parameters import Parameters
from mediation.law.reckoning.worksheet import Worksheet
from tests.law.shared import WORKFLOWS

CITY = "江州市"


@cache
def parameters() -> Parameters:
    return Parameters.load(WORKFLOWS / "parameters.yaml")


def sheet(name: str, **given: Any) -> Worksheet:
    """What a calculator makes of answers."""
    return reckon(name, {key: str(value) for key, value in given.items()}, parameters(), Calendar())


def total(name: str, **given: Any) -> int:
    """Its sum, in fen."""
    return sheet(name, **given).total


def problems(name: str, **given: Any) -> dict[str, str]:
    """What is wrong with answers: the code of every place."""
    with pytest.raises(BadInput) as caught:
        sheet(name, **given)
    return {problem.where: problem.code for problem in caught.value.problems}
