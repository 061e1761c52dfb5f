"""Papers of arbitral review."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import ClassVar

from mediation.documents.papers.confirmation import labelled_alike
from mediation.documents.parts import Attachment, MoneyTerm, OtherTerm, Paper, PartyLines, alone, needed
from mediation.errors import Problem
from mediation.vocabulary import PaperKind


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewApplication(Paper):
    """仲裁审查申请书 (R33 74; R17 27): both ask for a 仲裁调解书; all are 申请人, none 被申请人 (law.md §0-27)."""

    slug: ClassVar[str] = PaperKind.REVIEW_APPLICATION.value

    applicants: tuple[PartyLines, ...] = field(metadata=needed("申请人", "applicant"))
    commission: str | None = field(metadata=needed("仲裁委员会", "commission"))
    cause: str | None = field(metadata=needed("案由", "cause"))
    agreement_number: str | None = field(metadata=needed("调解协议书编号", "number of the agreement"))
    agreement_date: date | None = field(metadata=needed("调解协议达成日期", "day of the agreement"))
    effective_on: date | None = field(metadata=needed("调解协议生效日期", "day the agreement took effect"))
    organisation: str | None = field(metadata=needed("调解组织名称", "name of the organisation"))
    mediators: tuple[str, ...] = field(metadata=needed("调解员", "mediator"))
    terms: tuple[MoneyTerm | OtherTerm, ...] = field(metadata=needed("协议内容", "term"))
    attachments: tuple[Attachment, ...] = field(metadata=needed("附件", "attachment"))

    def faults(self, where: str, zh: str, en: str) -> Iterator[Problem]:
        """Yield what the form forbids: one applicant alone, or a label other than 申请人."""
        yield from alone(self.applicants, "applicants")
        yield from labelled_alike(self.applicants, "仲裁审查", "arbitral review")
