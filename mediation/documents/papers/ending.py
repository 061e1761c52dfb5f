"""Papers of a mediation that ends without agreement."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import ClassVar

from mediation.documents.parts import DeskPaper, KnownParty, needed, optional
from mediation.vocabulary import PaperKind


@dataclass(frozen=True, slots=True, kw_only=True)
class TerminationNotice(DeskPaper):
    """调解终止通知书 (R17 29, 30; PML 26): the record both parties sign; no blame and nothing that was conceded."""

    slug: ClassVar[str] = PaperKind.TERMINATION_NOTICE.value

    accepted_on: date | None = field(default=None, metadata=optional("受理日期", "day of acceptance"))
    ended_on: date | None = field(metadata=needed("终止日期", "day it ended"))
    ground: str | None = field(metadata=needed("终止事由", "ground"))
    mediators: tuple[str, ...] = field(default=(), metadata=optional("调解员", "mediator"))
    labour: bool = field(metadata=needed("是否劳动争议", "whether a labour dispute"))
    from_court: bool = field(metadata=needed("是否法院移送", "whether a court handed it over"))


@dataclass(frozen=True, slots=True, kw_only=True)
class ArbitrationAdvice(DeskPaper):
    """告知仲裁书 (R17 30; MAL 21, 27): the written advice, which each party signs for."""

    slug: ClassVar[str] = PaperKind.ARBITRATION_ADVICE.value

    ground: str | None = field(metadata=needed("告知事由", "why it is told"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdrawal(DeskPaper):
    """撤回申请书: the applicant alone withdraws, before an agreement takes effect."""

    slug: ClassVar[str] = PaperKind.WITHDRAWAL.value

    applicant: KnownParty | None = field(metadata=needed("撤回的申请人", "applicant who withdraws"))
    reason: str | None = field(default=None, metadata=optional("撤回理由", "reason"))
    labour: bool = field(metadata=needed("是否劳动争议", "whether a labour dispute"))
