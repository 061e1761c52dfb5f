"""What may be added to a period or taken out of it: the ledger of a clock, held against its edition."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from mediation.errors import Conflict
from mediation.law import telling
from mediation.law.limits import Edition, ExtendedBy, ExtensionRule, LimitData
from mediation.law.periods import Extension, Suspension
from mediation.law.statutes import Statutes
from mediation.law.wording import Text, bad


class AdjustmentRefused(Conflict):
    """The edition of the limit allows no such extension or suspension."""

    code = "adjustment_refused"


@dataclass(frozen=True, slots=True)
class Adjustment:
    """One line of a clock's ledger.

    ``extend`` adds ``days`` (in the unit of the limit's extension rule) to the end. ``suspend`` takes the civil days
    ``start`` to ``end``, both included, out of the count; without ``end`` the count stands still from ``start``.
    """

    kind: Literal["extend", "suspend"]
    days: int | None
    start: date | None
    end: date | None
    reason_zh: str
    reason_en: str


def applied(
    limit: LimitData, edition: Edition, ledger: Sequence[Adjustment], statutes: Statutes
) -> tuple[list[Extension], list[Suspension]]:
    """The ledger as periods understand it, in its order.

    Raises AdjustmentRefused (``extension_not_allowed``, ``extension_over_cap``, ``suspension_not_allowed``) and
    BadInput ``bad_adjustment`` for a line that lacks its days or dates.
    """
    extensions = [_extension(limit, edition, line) for line in ledger if line.kind == "extend"]
    _within_cap(limit, edition, sum(extension.length for extension in extensions), statutes)
    return extensions, [_suspension(limit, edition, line) for line in ledger if line.kind == "suspend"]


def _extension(limit: LimitData, edition: Edition, line: Adjustment) -> Extension:
    rule = edition.extension
    if rule is None:
        raise AdjustmentRefused(
            f"“{limit.title.zh}”期限不得延长，请按原届满日期办理。",
            f"“{limit.title.en}” cannot be extended; act before the original end.",
            code="extension_not_allowed",
        )
    if line.days is None or line.days < 1:
        raise bad(
            "ledger", "bad_adjustment", "延长天数应为正整数，请填写。", "Give the days of the extension, 1 or more."
        )
    by_parties = rule.by in (ExtendedBy.BOTH_PARTIES, ExtendedBy.ALL_PARTIES)
    approved = Text(f"经{rule.by.zh}批准", f"approved by {rule.by.en}")
    return Extension(line.days, rule.unit, Text(line.reason_zh, line.reason_en) if by_parties else approved)


def _within_cap(limit: LimitData, edition: Edition, total: int, statutes: Statutes) -> None:
    rule = edition.extension
    if rule is None or rule.cap_days is None or total <= rule.cap_days:
        return
    words = [_quantities(rule, total, "zh"), _quantities(rule, total, "en")]
    articles = statutes.text(*edition.cites)
    raise AdjustmentRefused(
        f"“{limit.title.zh}”延长合计{words[0]}（{articles.zh}），请缩短延长时间，或按届满办理。",
        f"“{limit.title.en}” extended by {words[1]} ({articles.en}); shorten it, or let the period end.",
        code="extension_over_cap",
    )


def _quantities(rule: ExtensionRule, total: int, lang: Literal["zh", "en"]) -> str:
    asked = telling.quantity(total, rule.unit, lang)
    cap = telling.quantity(rule.cap_days or 0, rule.unit, lang)
    return f"{asked}，超过上限{cap}" if lang == "zh" else f"{asked} in all, beyond the cap of {cap}"


def _suspension(limit: LimitData, edition: Edition, line: Adjustment) -> Suspension:
    if not edition.suspension:
        raise AdjustmentRefused(
            f"“{limit.title.zh}”期限不因任何事由暂停，需要更多时间的，请由当事人同意延长（允许延长的）。",
            f"Nothing suspends “{limit.title.en}”; where an extension is allowed, the parties may agree on one.",
            code="suspension_not_allowed",
        )
    if line.start is None or (line.end is not None and line.end < line.start):
        raise bad(
            "ledger",
            "bad_adjustment",
            "暂停应有开始日期，且不晚于结束日期，请核对。",
            "A suspension needs a first day, not after its last; check the dates.",
        )
    return Suspension(line.start, line.end, Text(line.reason_zh, line.reason_en))
