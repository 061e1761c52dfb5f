"""Papers of the payment order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import ClassVar

from mediation.documents.papers.performing import OwedSum
from mediation.documents.parts import Attachment, Paper, PartyLines, needed, unclear
from mediation.errors import Problem
from mediation.vocabulary import PaperKind


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderApplication(Paper):
    """支付令申请书 (MAL 16; CPL 225; CPLI 427): the worker alone, for sums that are fixed, due and unpaid; fen."""

    slug: ClassVar[str] = PaperKind.ORDER_APPLICATION.value

    applicant: PartyLines | None = field(metadata=needed("申请人", "applicant"))
    respondent: PartyLines | None = field(metadata=needed("被申请人", "respondent"))
    court: str | None = field(metadata=needed("受理法院", "court"))
    cause: str | None = field(metadata=needed("案由", "cause"))
    organisation: str | None = field(metadata=needed("调解组织名称", "name of the organisation"))
    agreement_number: str | None = field(metadata=needed("调解协议书编号", "number of the agreement"))
    effective_on: date | None = field(metadata=needed("调解协议生效日期", "day the agreement took effect"))
    owed: tuple[OwedSum, ...] = field(metadata=needed("逾期未付的款项", "sum that is overdue"))
    total_fen: int = field(metadata=needed("请求给付的金额", "sum asked for"))
    attachments: tuple[Attachment, ...] = field(metadata=needed("附件", "attachment"))

    def faults(self, where: str, zh: str, en: str) -> Iterator[Problem]:
        """Yield that the sum asked for is not what its rows say: a payment order is for a fixed sum."""
        if self.owed and sum(each.amount_fen or 0 for each in self.owed) != self.total_fen:
            yield unclear(
                "total_fen",
                "请求给付的金额与各笔逾期款项之和不一致，请核对",
                "the sum asked for is not what the overdue sums add up to; check them",
            )
