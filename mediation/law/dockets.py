"""A number typed from a paper of a court or a commission, held to its form; whether it fits the case a rule says."""

from __future__ import annotations

import re
from datetime import date

from mediation.errors import BadInput, Problem
from mediation.law.case_numbers import DOCKET_CODES, Docket

_SQUARE = str.maketrans("（）()[]【】［］", "〔〕" * 5)
_COMMISSION = re.compile(
    r"[\u3400-\u9fff]{1,20}仲[\u3400-\u9fff]{0,12}〔(?:19|20)[0-9]{2}〕[1-9][0-9]{0,6}号", re.ASCII
)
_FULL = str.maketrans("()", "（）")


def number_given(text: str, where: str = "docket") -> str:
    """Return a court's docket number or a commission's case number in its usual brackets.

    The number's own year decides which type codes it may have; 诉前调 passes, since a court may still use it: a rule
    points it out. Raises BadInput: ``bad_docket`` with both patterns, ``docket_code_not_in_force`` with the
    codes of its year.
    """
    squared = text.strip().translate(_SQUARE)
    if _COMMISSION.fullmatch(squared):
        return squared
    try:
        return str(Docket.parse(text, date.max, pre_filing=True, where=where)).translate(_FULL)
    except BadInput as fault:
        told = fault.problems[0]
        raise BadInput([_with_patterns(told, text)], code=told.code) from None


def _with_patterns(told: Problem, text: str) -> Problem:
    """Add what would be right: the patterns, or the type codes of the year that was typed."""
    if told.code == "docket_code_not_in_force":
        found = re.search(r"[12][0-9]{3}", text)
        codes = "、".join(_codes_of(int(found[0]))) if found else ""
        return Problem(
            told.where, told.code, f"{told.zh}该年度可用：{codes or '无'}。", f"{told.en} In use: {codes or '-'}."
        )
    return Problem(
        told.where,
        told.code,
        f"{told.zh}仲裁案号应为“苏九劳人仲案字〔2026〕123号”的形式。",
        f"{told.en} A commission's number looks like 苏九劳人仲案字〔2026〕123号.",
    )


def _codes_of(year: int) -> list[str]:
    """The type codes that a docket of a year may have."""
    found: list[str] = []
    for code in DOCKET_CODES:
        try:
            Docket.parse(f"({year})京01{code}1号", date.max, pre_filing=True)
        except BadInput:
            continue
        found.append(code)
    return found
