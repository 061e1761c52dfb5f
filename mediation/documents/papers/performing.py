"""Papers of the performance: what is owed, what was paid, how it went afterwards."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import ClassVar

from mediation.documents.parts import DeskPaper, KnownParty, needed, optional
from mediation.vocabulary import PaperKind


@dataclass(frozen=True, slots=True, kw_only=True)
class OwedSum:
    """What is still owed on one payment day; an act that was promised has no amount."""

    payee: str | None = field(metadata=needed("受领方", "payee"))
    purpose: str | None = field(metadata=needed("款项或者事项", "what for"))
    due: date | None = field(metadata=needed("约定期限", "last day agreed"))
    amount_fen: int | None = field(default=None, metadata=optional("未付金额", "amount still owed"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Reminder(DeskPaper):
    """督促履行通知 (PML 31; R17 16): to one debtor, what is due and not done, and what the other side may do."""

    slug: ClassVar[str] = PaperKind.REMINDER.value

    debtor: KnownParty | None = field(metadata=needed("履行义务人", "debtor"))
    effective_on: date | None = field(metadata=needed("调解协议生效日期", "day the agreement took effect"))
    owed: tuple[OwedSum, ...] = field(metadata=needed("逾期未履行的事项", "what is overdue"))
    enforceable: bool = field(metadata=needed("是否可以申请强制执行", "whether enforcement is open"))
    labour: bool = field(metadata=needed("是否劳动争议", "whether a labour dispute"))


@dataclass(frozen=True, slots=True, kw_only=True)
class PaidSum:
    """What was performed on one payment day."""

    payer: str | None = field(metadata=needed("履行方", "payer"))
    payee: str | None = field(metadata=needed("受领方", "payee"))
    purpose: str | None = field(metadata=needed("款项或者事项", "what for"))
    paid_on: date | None = field(default=None, metadata=optional("履行日期", "day"))
    amount_fen: int | None = field(default=None, metadata=optional("履行金额", "amount"))


@dataclass(frozen=True, slots=True, kw_only=True)
class PerformanceRecord(DeskPaper):
    """履行确认书: what the receiving side says it got; ``complete`` once nothing is left."""

    slug: ClassVar[str] = PaperKind.PERFORMANCE_RECORD.value

    effective_on: date | None = field(metadata=needed("调解协议生效日期", "day the agreement took effect"))
    paid: tuple[PaidSum, ...] = field(metadata=needed("履行情况", "what was performed"))
    total_fen: int = field(metadata=needed("履行金额合计", "sum performed"))
    complete: bool = field(metadata=needed("是否履行完毕", "whether all is performed"))


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitRecord(DeskPaper):
    """回访记录 (law.md §4.2): whom, about which agreement, when, and what came of it."""

    slug: ClassVar[str] = PaperKind.VISIT_RECORD.value

    visited: KnownParty | None = field(metadata=needed("被回访人", "party visited"))
    visited_on: date | None = field(metadata=needed("回访日期", "day of the visit"))
    way: str | None = field(metadata=needed("回访方式", "way of the visit"))
    performance: str | None = field(metadata=needed("履行情况", "performance"))
    satisfaction: str | None = field(default=None, metadata=optional("满意程度", "satisfaction"))
    risk: str | None = field(default=None, metadata=optional("后续仲裁、诉讼或者隐患", "later suits or hidden risks"))
    note: str | None = field(default=None, metadata=optional("其他情况", "other"))
    visitors: tuple[str, ...] = field(default=(), metadata=optional("回访人", "visitor"))
