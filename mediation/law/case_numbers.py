"""Our case numbers 「江工调字〔2026〕123号」 and the courts' docket numbers (法〔2015〕137号), read strictly."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Self

from mediation.law.wording import bad

_BRACKETS = str.maketrans("（）()[]【】［］", "〔〕" * 5)
_ROUND = str.maketrans("（）〔〕", "()()")
_OURS = re.compile(r"([\u3400-\u9fff\U00020000-\U0003ffff]{1,20}字)〔([12][0-9]{3})〕([1-9][0-9]{0,6})号", re.ASCII)
_COURT = "最高法|[京津冀晋内辽吉黑沪苏浙皖闽赣鲁豫鄂湘粤桂琼渝川贵云藏陕甘青宁新兵](?:[0-9]{4}|[0-9]{2})?"
_DOCKETS_SINCE = date(2016, 1, 1)
_FILED_FIRST_SINCE = date(2025, 1, 1)
_PRE_FILING_PAPERS_SINCE = date(2022, 1, 1)

DOCKET_CODES = {
    "民初": "first-instance civil case",
    "民终": "second-instance civil case",
    "民再": "civil retrial",
    "民特": "special procedure, judicial confirmation among it",
    "民督": "payment order",
    "执": "enforcement",
    "执保": "preservation",
    "诉前调": "mediation before filing",
    "民诉前调": "civil mediation before filing",
    "诉前调确": "confirmation of a pre-filing mediation",
    "诉前调书": "mediation statement before filing",
}
_SINCE_2022 = frozenset({"诉前调确", "诉前调书"})
_BEFORE_FILING = frozenset({"诉前调", "民诉前调"})
_CODES = "|".join(sorted(DOCKET_CODES, key=len, reverse=True))
_DOCKET = re.compile(rf"\(([12][0-9]{{3}})\)({_COURT})(知)?({_CODES})([1-9][0-9]{{0,7}})号", re.ASCII)


@dataclass(frozen=True, slots=True)
class CaseNumber:
    """One of our numbers: the body's word ending in 字, the year, a number without leading zero."""

    word: str
    year: int
    number: int

    def __str__(self) -> str:
        return f"{self.word}〔{self.year}〕{self.number}号"

    @classmethod
    def parse(cls, text: str, where: str = "case_number") -> Self:
        """Read a number typed with any kind of brackets; raises BadInput ``bad_case_number``."""
        match = _OURS.fullmatch(text.strip().translate(_BRACKETS))
        if not match:
            raise bad(
                where,
                "bad_case_number",
                "案号应为“江工调字〔2026〕123号”的形式，编号前不加零，请核对。",
                "A case number looks like 江工调字〔2026〕123号, without leading zeros; check it.",
            )
        return cls(match[1], int(match[2]), int(match[3]))


@dataclass(frozen=True, slots=True)
class Docket:
    """A court's docket number: year, court character and digits, a special-trial character, type code, number."""

    year: int
    court: str
    special: str
    code: str
    number: int

    def __str__(self) -> str:
        return f"({self.year}){self.court}{self.special}{self.code}{self.number}号"

    @classmethod
    def parse(cls, text: str, on: date, *, pre_filing: bool = False, where: str = "docket") -> Self:
        """Read a docket number met on ``on``; ``pre_filing`` is the setting of a court that still books 诉前调.

        The docket's year decides which codes it may have, for a past year that whole year. Raises BadInput
        ``bad_docket``, ``docket_in_future``, ``docket_code_not_in_force``.
        """
        match = _DOCKET.fullmatch(text.strip().translate(_ROUND))
        if not match:
            raise bad(
                where,
                "bad_docket",
                "法院案号应为“(2026)沪0115民初123号”的形式，编号前不加零，请核对法院代字和类型代字。",
                "A docket number looks like (2026)沪0115民初123号, without leading zeros; check court and type code.",
            )
        docket = cls(int(match[1]), match[2], match[3] or "", match[4], int(match[5]))
        _in_its_time(docket, on, pre_filing, where)
        return docket


def _in_its_time(docket: Docket, on: date, pre_filing: bool, where: str) -> None:
    if docket.year > on.year:
        raise bad(
            where,
            "docket_in_future",
            f"案号年度{docket.year}晚于{on}，请核对。",
            f"The docket's year {docket.year} lies after {on}; check it.",
        )
    booked_by = min(on, date(docket.year, 12, 31))
    refused = _code_problem(docket.code, booked_by, pre_filing)
    if refused:
        raise bad(where, "docket_code_not_in_force", *refused)


def _code_problem(code: str, booked_by: date, pre_filing: bool) -> tuple[str, str] | None:
    if booked_by < _DOCKETS_SINCE:
        return (
            "2016年以前的案号不按现行规则编排，请核对年度。",
            "Docket numbers follow these rules since 2016; check the year.",
        )
    if code in _SINCE_2022 and booked_by < _PRE_FILING_PAPERS_SINCE:
        return (
            f"“{code}”自2022年1月1日起使用，请核对年度或类型代字。",
            f"The code {code} is in use since 2022-01-01; check the year or the code.",
        )
    if code in _BEFORE_FILING and booked_by >= _FILED_FIRST_SINCE and not pre_filing:
        return (
            f"自2025年1月1日起新的起诉先立案，“{code}”默认不启用；该法院仍使用的，请由管理员开启。",
            f"Since 2025-01-01 complaints are filed first and {code} is off; a court may switch it on.",
        )
    return None
