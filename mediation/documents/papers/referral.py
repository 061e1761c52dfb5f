"""Papers of the desk to the court (or the commission) that handed a case over: received, declined, told, lodged."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import ClassVar

from mediation.documents.parts import Attachment, DeskPaper, missing, needed, optional
from mediation.errors import Problem
from mediation.vocabulary import Channel, PaperKind, ReferralKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """A file that was handed over with a case; ``pages`` where somebody counted them."""

    title: str | None = field(metadata=needed("材料名称", "name of the material"))
    pages: int | None = field(default=None, metadata=optional("页数", "number of pages"))


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferredPaper(DeskPaper):
    """A paper of the desk to whoever handed the case over, under that one's own number."""

    court: str | None = field(metadata=needed("移送机关", "court or commission that handed it over"))
    docket: str | None = field(default=None, metadata=optional("移送机关案号", "docket number"))
    referral: ReferralKind | None = field(metadata=needed("移送种类", "kind of referral"))


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferralReceipt(ReferredPaper):
    """材料接收回执 (SI16 27; SI21 12): the day that starts the term, and what was received."""

    slug: ClassVar[str] = PaperKind.REFERRAL_RECEIPT.value

    accepted_on: date | None = field(metadata=needed("接收日期", "day of receipt"))
    how: str | None = field(metadata=needed("接收方式", "way of receipt"))
    materials: tuple[Material, ...] = field(default=(), metadata=optional("接收的材料", "what was received"))
    mediators: tuple[str, ...] = field(default=(), metadata=optional("承办调解员", "mediator"))
    due: date | None = field(default=None, metadata=optional("调解期限届满日", "last day of the term"))


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferralDecline(ReferredPaper):
    """不接受委派（委托）函 (SI16 12; SI21 12): with one of the listed reasons; the materials go back at once."""

    slug: ClassVar[str] = PaperKind.REFERRAL_DECLINE.value

    declined_on: date | None = field(metadata=needed("不接受的日期", "day of the refusal"))
    reason: str | None = field(metadata=needed("不接受的理由", "reason"))
    note: str | None = field(default=None, metadata=optional("说明", "note"))
    materials: tuple[Material, ...] = field(default=(), metadata=optional("退回的材料", "what goes back"))


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldMeeting:
    """That there was a meeting: when and how, never what was said."""

    held_on: date | None = field(metadata=needed("调解日期", "day of the meeting"))
    channel: Channel | None = field(metadata=needed("调解方式", "way of the meeting"))


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferralReport(ReferredPaper):
    """委派（委托）调解情况反馈函 (SI16 21, 26; SI21 21, 25): the result and what was done; nothing that was confided.

    ``facts`` are those every party signed for (SI21 22). ``conduct`` is what raised the other side's costs (SI21 21).
    """

    slug: ClassVar[str] = PaperKind.REFERRAL_REPORT.value

    accepted_on: date | None = field(metadata=needed("接收日期", "day of receipt"))
    mediators: tuple[str, ...] = field(metadata=needed("调解员", "mediator"))
    meetings: tuple[HeldMeeting, ...] = field(default=(), metadata=optional("调解场次", "meetings held"))
    result: str | None = field(metadata=needed("调解结果", "result"))
    basis: str | None = field(metadata=needed("结果依据的条文", "article the result rests on"))
    settled: bool = field(metadata=needed("是否达成协议", "whether there is an agreement"))
    agreement_date: date | None = field(default=None, metadata=optional("协议达成日期", "day of the agreement"))
    effective_on: date | None = field(default=None, metadata=optional("协议生效日期", "day it took effect"))
    reason: str | None = field(default=None, metadata=optional("未达成协议的原因", "why there is none"))
    focus: str | None = field(default=None, metadata=optional("争议焦点与工作情况", "focus and efforts"))
    conduct: str | None = field(default=None, metadata=optional("增加诉讼成本的行为", "conduct that raised costs"))
    facts: tuple[str, ...] = field(default=(), metadata=optional("无争议事实", "undisputed facts"))
    returned: tuple[Material, ...] = field(default=(), metadata=optional("退还的材料", "what went back"))

    def faults(self, where: str, zh: str, en: str) -> Iterator[Problem]:
        """Yield that an agreement was reported without its day."""
        if self.settled and self.agreement_date is None:
            yield missing("agreement_date", "协议达成日期", "day of the agreement")


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedFor:
    """On which day a party signed for the agreement."""

    name: str | None = field(metadata=needed("签收人", "who signed for it"))
    signed_for_on: date | None = field(metadata=needed("签收日期", "day"))


@dataclass(frozen=True, slots=True, kw_only=True)
class LodgingLetter(ReferredPaper):
    """备案函 (SI16 19): the agreement of a delegated mediation goes to the court that delegated it."""

    slug: ClassVar[str] = PaperKind.LODGING_LETTER.value

    mediators: tuple[str, ...] = field(metadata=needed("调解员", "mediator"))
    agreement_date: date | None = field(metadata=needed("调解协议达成日期", "day of the agreement"))
    effective_on: date | None = field(metadata=needed("调解协议生效日期", "day the agreement took effect"))
    deliveries: tuple[SignedFor, ...] = field(default=(), metadata=optional("协议签收情况", "who signed for it"))
    attachments: tuple[Attachment, ...] = field(metadata=needed("附件", "attachment"))
