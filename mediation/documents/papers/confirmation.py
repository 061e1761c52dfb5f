"""Papers of judicial confirmation."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import ClassVar

from mediation.documents.parts import (
    Attachment,
    DeskPaper,
    MoneyTerm,
    OtherTerm,
    Paper,
    PartyLines,
    alone,
    needed,
    optional,
    unclear,
)
from mediation.errors import Problem
from mediation.vocabulary import LegalBasis, PaperKind


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmationApplication(Paper):
    """司法确认申请书 (CPL 205; CPLI 353, 354): all are 申请人, none 被申请人 (law.md §0-23)."""

    slug: ClassVar[str] = PaperKind.CONFIRMATION_APPLICATION.value

    applicants: tuple[PartyLines, ...] = field(metadata=needed("申请人", "applicant"))
    court: str | None = field(metadata=needed("受理法院", "court"))
    cause: str | None = field(metadata=needed("案由", "cause"))
    agreement_number: str | None = field(metadata=needed("调解协议书编号", "number of the agreement"))
    agreement_date: date | None = field(metadata=needed("调解协议达成日期", "day of the agreement"))
    effective_on: date | None = field(metadata=needed("调解协议生效日期", "day the agreement took effect"))
    organisation: str | None = field(metadata=needed("调解组织名称", "name of the organisation"))
    mediators: tuple[str, ...] = field(metadata=needed("调解员", "mediator"))
    place: str | None = field(metadata=needed("调解地点", "place of the mediation"))
    terms: tuple[MoneyTerm | OtherTerm, ...] = field(metadata=needed("协议内容", "term"))
    attachments: tuple[Attachment, ...] = field(metadata=needed("附件", "attachment"))

    def faults(self, where: str, zh: str, en: str) -> Iterator[Problem]:
        """Yield what the form forbids: one applicant alone, or a label other than 申请人."""
        yield from alone(self.applicants, "applicants")
        yield from labelled_alike(self.applicants, "司法确认", "judicial confirmation")


def labelled_alike(applicants: tuple[PartyLines, ...], zh: str, en: str) -> Iterator[Problem]:
    """Yield who is not called 申请人 though all apply together (law.md §0-27)."""
    for at, applicant in enumerate(applicants):
        if applicant.label and not applicant.label.startswith("申请人"):
            yield unclear(
                f"applicants[{at}].label",
                f"{zh}由双方共同申请，各方称谓均应为“申请人”，请修改",
                f"{en} is a joint application: every label must be 申请人",
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class MediationCertificate(DeskPaper):
    """调解组织主持调解的证明 (CPLI 354): why the body may mediate, who presided, when; sealed by the body."""

    slug: ClassVar[str] = PaperKind.MEDIATION_CERTIFICATE.value

    legal_basis: LegalBasis | None = field(metadata=needed("调解组织的设立依据", "legal basis of the body"))
    mediators: tuple[str, ...] = field(metadata=needed("调解员", "mediator"))
    accepted_on: date | None = field(default=None, metadata=optional("受理日期", "day of acceptance"))
    meetings: tuple[date, ...] = field(metadata=needed("调解日期", "day of the mediation"))
    place: str | None = field(metadata=needed("调解地点", "place of the mediation"))
    agreement_number: str | None = field(metadata=needed("调解协议书编号", "number of the agreement"))
    agreement_date: date | None = field(metadata=needed("调解协议达成日期", "day of the agreement"))
    effective_on: date | None = field(metadata=needed("调解协议生效日期", "day the agreement took effect"))
