"""Papers of a settlement: the mediation agreement, and the facts that nobody disputes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import ClassVar

from mediation.documents.parts import (
    DeskPaper,
    Effectiveness,
    MoneyTerm,
    OtherTerm,
    Paper,
    PartyLines,
    alone,
    missing,
    needed,
    optional,
    unclear,
)
from mediation.errors import Problem
from mediation.vocabulary import PaperKind


@dataclass(frozen=True, slots=True, kw_only=True)
class MediationAgreement(Paper):
    """调解协议书 (MAL 14; R17 26): requests, undisputed facts and terms; no offer, no concession, no disputed fact."""

    slug: ClassVar[str] = PaperKind.AGREEMENT.value

    cause: str | None = field(metadata=needed("案由", "cause"))
    parties: tuple[PartyLines, ...] = field(metadata=needed("当事人", "party"))
    organisation: str | None = field(metadata=needed("调解组织名称", "name of the organisation"))
    mediators: tuple[str, ...] = field(metadata=needed("调解员", "mediator"))
    accepted_on: date | None = field(default=None, metadata=optional("受理日期", "day of acceptance"))
    mediated_on: date | None = field(metadata=needed("调解日期", "day of the mediation"))
    place: str | None = field(metadata=needed("调解地点", "place of the mediation"))
    requests: tuple[str, ...] = field(metadata=needed("争议请求", "request"))
    facts: tuple[str, ...] = field(metadata=needed("主要事实", "undisputed fact"))
    terms: tuple[MoneyTerm | OtherTerm, ...] = field(metadata=needed("协议内容", "term"))
    nothing_further: bool = field(metadata=needed("再无争议条款", "whether nothing further is in dispute"))
    effectiveness: Effectiveness = field(metadata=needed("生效方式", "how the agreement takes effect"))
    arbitration_review_open: bool = field(metadata=needed("可否仲裁审查", "whether arbitration review is open"))
    confirmation_open: bool = field(metadata=needed("可否司法确认", "whether judicial confirmation is open"))
    copies: int = field(metadata=needed("份数", "number of copies"))
    extra_copies_for: str | None = field(default=None, metadata=optional("其余份数的用途", "use of the other copies"))

    def faults(self, where: str, zh: str, en: str) -> Iterator[Problem]:
        """Yield what the form forbids: one party alone, too few copies, spare copies without a use (R17 26)."""
        yield from alone(self.parties, "parties")
        spare = self.copies - len(self.parties) - 1
        if spare < 0:
            yield unclear(
                "copies", "份数不够每方当事人和调解组织各执一份，请增加", "too few copies for each party and the body"
            )
        if spare > 0 and not self.extra_copies_for:
            yield missing("extra_copies_for", "其余份数的用途", "use of the other copies")
        if spare == 0 and self.extra_copies_for:
            yield unclear(
                "extra_copies_for",
                "写明了其余份数的用途，但没有多出的份数，请增加份数或者删去用途",
                "a use is given for other copies but there are none; raise the number or drop the use",
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class UndisputedFacts(DeskPaper):
    """无争议事实记载表 (SI21 22): item by item, signed by the parties and the mediators; no concession is in it."""

    slug: ClassVar[str] = PaperKind.UNDISPUTED_FACTS.value

    facts: tuple[str, ...] = field(metadata=needed("无争议事实", "undisputed fact"))
    mediators: tuple[str, ...] = field(metadata=needed("调解员", "mediator"))


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenTerm:
    """A term whose last day is not said yet; ``wording`` is the due date in the parties' words."""

    ordinal: int = field(metadata=needed("条款序号", "number of the term"))
    payer: str | None = field(metadata=needed("履行方", "payer"))
    payee: str | None = field(metadata=needed("受领方", "payee"))
    purpose: str | None = field(metadata=needed("款项或者事项", "what for"))
    amount_fen: int | None = field(default=None, metadata=optional("金额", "amount"))
    wording: str | None = field(default=None, metadata=optional("原约定期限", "due date in the parties' words"))


@dataclass(frozen=True, slots=True, kw_only=True)
class SupplementarySheet(DeskPaper):
    """补充约定 (CPLI 358(5); CC 510): the last day of a term signed without one; all sign, the day is by hand."""

    slug: ClassVar[str] = PaperKind.SUPPLEMENTARY_SHEET.value

    terms: tuple[OpenTerm, ...] = field(metadata=needed("未约定最后履行日的条款", "term without a last day"))
    mediators: tuple[str, ...] = field(default=(), metadata=optional("调解员", "mediator"))
