"""Drafts for a court: the letter that hands a case over, and what it writes on an application for confirmation.

They are for court users only, and bind nobody before a judge signed and the court sealed them.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import ClassVar

from mediation.documents.papers.referral import Material
from mediation.documents.parts import KnownParty, MoneyTerm, OtherTerm, Paper, PartyLines, needed, optional
from mediation.vocabulary import PaperKind, ReferralKind


@dataclass(frozen=True, slots=True, kw_only=True)
class CourtDraft(Paper):
    """A draft of a court, under its own number; a blank in the number is for the pen."""

    court: str | None = field(metadata=needed("人民法院", "court"))
    docket: str | None = field(metadata=needed("案号", "docket number"))


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferralLetter(CourtDraft):
    """委派（委托）调解函 (SI16 11, 27; P24): to which body, whose dispute, for how long; with a slip to sign.

    ``term`` is the statutory one in words, counted from the signature for the materials.
    """

    slug: ClassVar[str] = PaperKind.REFERRAL_LETTER.value

    organisation: str | None = field(metadata=needed("受委派（委托）组织", "body it goes to"))
    referral: ReferralKind | None = field(metadata=needed("移送种类", "kind of referral"))
    parties: tuple[KnownParty, ...] = field(metadata=needed("当事人", "party"))
    cause: str | None = field(metadata=needed("案由", "cause"))
    complaint_on: date | None = field(metadata=needed("起诉日期", "day of the complaint"))
    requests: tuple[str, ...] = field(default=(), metadata=optional("诉讼请求概要", "what is claimed"))
    award: str | None = field(default=None, metadata=optional("仲裁情况", "the arbitration before it"))
    consented: tuple[str, ...] = field(default=(), metadata=optional("已同意调解的当事人", "who consented"))
    term: str | None = field(default=None, metadata=optional("调解期限", "term of the mediation"))
    on_platform: bool = field(metadata=needed("是否通过平台移送", "whether on the platform"))
    materials: tuple[Material, ...] = field(default=(), metadata=optional("移送的材料", "materials"))
    contact: str | None = field(default=None, metadata=optional("法院联系人", "the court's contact"))


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmationDraft(CourtDraft):
    """What every paper on an application for confirmation says: who applied, for which agreement.

    ``cause_code`` is the number of 申请司法确认调解协议 in the list of its day; without one the name stands alone.
    """

    cause: str | None = field(metadata=needed("案由", "cause"))
    cause_code: str | None = field(default=None, metadata=optional("案由编号", "number of the cause"))
    applicants: tuple[PartyLines, ...] = field(metadata=needed("申请人", "applicant"))
    organisation: str | None = field(metadata=needed("调解组织名称", "name of the organisation"))
    agreement_date: date | None = field(metadata=needed("调解协议达成日期", "day of the agreement"))
    filed_on: date | None = field(metadata=needed("申请日期", "day of the application"))
    articles: tuple[str, ...] = field(metadata=needed("法律依据", "articles"))


@dataclass(frozen=True, slots=True, kw_only=True)
class AcceptedDraft(ConfirmationDraft):
    """What is written once the court accepted; before, the day is left to the pen."""

    accepted_on: date | None = field(default=None, metadata=optional("受理日期", "day of acceptance"))


@dataclass(frozen=True, slots=True, kw_only=True)
class CourtAcceptance(AcceptedDraft):
    """受理通知书（法院） (SI11 4; CPLI 355, 356): accepted, and what is expected of both applicants now."""

    slug: ClassVar[str] = PaperKind.COURT_ACCEPTANCE.value


@dataclass(frozen=True, slots=True, kw_only=True)
class RulingNotAccepted(ConfirmationDraft):
    """民事裁定书（不予受理） (CPLI 355)."""

    slug: ClassVar[str] = PaperKind.RULING_NOT_ACCEPTED.value

    ground: str | None = field(default=None, metadata=optional("不予受理的理由", "ground"))


@dataclass(frozen=True, slots=True, kw_only=True)
class RulingConfirmed(AcceptedDraft):
    """民事裁定书（确认调解协议有效） (CPL 206): with the terms, which are then enforceable."""

    slug: ClassVar[str] = PaperKind.RULING_CONFIRMED.value

    dispute: str | None = field(metadata=needed("纠纷性质", "the dispute"))
    effective_on: date | None = field(metadata=needed("调解协议生效日期", "day the agreement took effect"))
    terms: tuple[MoneyTerm | OtherTerm, ...] = field(metadata=needed("协议内容", "term"))


@dataclass(frozen=True, slots=True, kw_only=True)
class RulingRejected(AcceptedDraft):
    """民事裁定书（驳回申请） (CPL 206; CPLI 357, 358): new mediation or a suit stays open."""

    slug: ClassVar[str] = PaperKind.RULING_REJECTED.value

    dispute: str | None = field(metadata=needed("纠纷性质", "the dispute"))
    ground: str | None = field(default=None, metadata=optional("驳回的理由", "ground"))


@dataclass(frozen=True, slots=True, kw_only=True)
class RulingWithdrawal(AcceptedDraft):
    """民事裁定书（准许撤回） (CPLI 357(1)): the applicants withdraw before the ruling."""

    slug: ClassVar[str] = PaperKind.RULING_WITHDRAWAL.value


@dataclass(frozen=True, slots=True, kw_only=True)
class RulingDeemedWithdrawn(AcceptedDraft):
    """民事裁定书（按撤回申请处理） (CPLI 357(2)): nothing supplied in time, or no answer to the court's questions."""

    slug: ClassVar[str] = PaperKind.RULING_DEEMED_WITHDRAWN.value

    supplement_due: date | None = field(default=None, metadata=optional("补正期限", "last day to complete the papers"))
