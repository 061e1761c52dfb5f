"""Wording that a settlement should not carry: global waivers, judgment on breach, open days; clause by clause.

What the law allows is left alone: no more dispute about the claims listed, enforcement after judicial confirmation,
liquidated damages (law.md §0-22, §9-9).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mediation.engine.verdict import Reason
from mediation.rules.saying import MEDIATOR, warn

_CLAUSE = re.compile(r"[。；;\n]")
_GLOBAL = re.compile(
    r"(?:再无|无任何|不存在任何|没有任何)[^，。；]{0,10}(?:争议|纠纷|纠葛|瓜葛|债权债务)"
    r"|(?:一次性|全部)(?:了结|结清|了断)"
    r"|放弃[^，。；]{0,8}(?:一切|全部|所有|其他|任何)[^，。；]{0,8}(?:权利|请求|主张|诉求|权益)"
    r"|不得再[^，。；]{0,10}(?:主张|追究|提出|申请仲裁|起诉)"
)
_LISTED = re.compile(r"(?:就|对)[^，。；]{0,8}(?:所列|所涉|上述|前述|以上)[^，。；]{0,4}(?:请求|争议|事项)")
_EVERYTHING = re.compile(r"一切|其他|所有其余")
_JUDGMENT = re.compile(r"(?:不履行|未履行|不按|未按|违约|逾期|反悔)[^。；]{0,40}(?:判决|恢复审理|继续审理)")
_OPEN_DAY = re.compile(
    r"(?:[日号底末旬]|[0-9一二三四五六七八九十]月)(?:之|以)?前(?![^，。；]{0,6}(?:含|24时|24:00|二十四时))"
)


def _clauses(words: str) -> Iterator[str]:
    return (clause for clause in _CLAUSE.split(words) if clause)


def waives_everything(words: str) -> bool:
    """Test if somebody gives up more than the claims that the settlement lists (law.md §9-17)."""
    return any(
        _GLOBAL.search(clause) and (not _LISTED.search(clause) or _EVERYTHING.search(clause))
        for clause in _clauses(words)
    )


def asks_for_judgment(words: str) -> bool:
    """Test if a breach shall reopen the case or be followed by a judgment (law.md §9-9)."""
    return any(_JUDGMENT.search(clause) for clause in _clauses(words))


def leaves_a_day_open(words: str) -> bool:
    """Test if a day in running text is put as 「前」 without saying whether it counts (law.md §1.6)."""
    return any(_OPEN_DAY.search(clause) for clause in _clauses(words))


def clause_reasons(number: int, words: str) -> Iterator[Reason]:
    """Yield what is to be said about the wording of term ``number``; nothing here refuses."""
    if waives_everything(words):
        yield warn(
            "global_waiver",
            (
                f"第{number}项一概放弃权利，超出所列请求；与案卷不符的，不能排除劳动者另行主张。",
                f"Term {number} gives up everything, beyond the claims listed; it does not bar what the file shows.",
            ),
            (
                "请逐项列明请求和金额，写作“双方就本协议所列请求再无争议”。",
                "List claims and sums, and say: no more dispute about the claims listed here.",
            ),
            "LDI1 35",
            who=MEDIATOR,
        )
    if asks_for_judgment(words):
        yield warn(
            "judgment_on_breach",
            (
                f"第{number}项约定不履行时由法院判决或者恢复审理，该约定不产生效力。",
                f"Term {number} has a court give judgment or reopen the case on breach; that has no effect.",
            ),
            ("请删去，可以改为约定违约金或者申请司法确认。", "Delete it; agree liquidated damages, or confirmation."),
            "CMI 8",
            who=MEDIATOR,
        )
    if leaves_a_day_open(words):
        yield warn(
            "open_day_in_text",
            (
                f"第{number}项文字中的“前”没有写明当日是否包含在内。",
                f"Term {number}: its wording leaves open whether the day itself is included.",
            ),
            ("请写作“不迟于某日24时”。", "Write: by 24:00 of that day."),
            "CPLI 358",
            "CC 203(2)",
            who=MEDIATOR,
        )
