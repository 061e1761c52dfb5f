"""The cause of a case as a desk words it: names from the lists of causes and claims, joined; no free text.

It is kept in the history as it stands, so nothing personal may be written into it.
"""

from __future__ import annotations

from datetime import date
from typing import Final

from mediation.errors import BadInput, Problem
from mediation.law.causes import Causes, UnknownCause

OWN: Final = (
    "劳动",
    "劳动合同",
    "劳务合同",
    "追索劳动报酬",
    "加班费",
    "经济补偿",
    "违法解除劳动合同赔偿金",
    "二倍工资",
    "未休年休假工资",
    "工伤医疗费",
    "工伤待遇",
    "工伤保险待遇",
    "社会保险",
    "竞业限制",
    "确认劳动关系",
    "继续履行劳动合同",
    "非全日制用工",
    "劳务派遣",
    "新就业形态用工",
    "超龄劳动者用工",
    "人事",
)
"""What a union desk calls disputes, without 争议 or 纠纷 behind it; the names of the lists of causes besides."""


def cause_given(text: str, causes: Causes, on: date, where: str = "cause") -> str:
    """Return a cause as it was worded: names joined by 、, with 争议 or 纠纷 behind them.

    Raises BadInput ``unknown_cause``: it is in no list, or only in that of another time (案由 by the day).
    """
    listed = {cause.zh for edition in causes for cause in edition.causes}
    if text in listed:
        _of_its_time(text, causes, on, where)
        return text
    known = set(OWN) | {_bare(name) for name in listed}
    if all(part in known for part in _bare(text).split("、")):
        return text
    shown = "、".join(OWN)
    raise _unknown(
        where,
        f"案由应由清单中的名称组成，例如“追索劳动报酬、经济补偿争议”，不写姓名、单位等内容。可用：{shown}。",
        f"The cause is made of listed names, e.g. 追索劳动报酬、经济补偿争议; nothing else. Listed: {shown}.",
    )


def _bare(name: str) -> str:
    return name.removesuffix("争议").removesuffix("纠纷")


def _of_its_time(name: str, causes: Causes, on: date, where: str) -> None:
    """A name that only lists of another time have is refused; before the first list there is none to hold it to."""
    if on < min(edition.start for edition in causes):
        return
    try:
        causes.named(name, on)
    except UnknownCause as other:
        if _bare(name) not in OWN:
            raise _unknown(where, other.zh, other.en) from None


def _unknown(where: str, zh: str, en: str) -> BadInput:
    return BadInput([Problem(where, "unknown_cause", zh, en)])
