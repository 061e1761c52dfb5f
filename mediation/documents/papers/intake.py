"""Papers of intake: asked for in writing or by word of mouth, both sides asked, taken or not taken."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import ClassVar

from mediation.documents.parts import DeskPaper, KnownParty, Paper, PartyLines, needed, optional
from mediation.vocabulary import PaperKind


@dataclass(frozen=True, slots=True, kw_only=True)
class MediationApplication(Paper):
    """调解申请书 (MAL 12; R17 21): only its applicants sign it; what is not known of the other side stays out."""

    slug: ClassVar[str] = PaperKind.APPLICATION.value

    cause: str | None = field(metadata=needed("案由", "cause"))
    applicants: tuple[PartyLines, ...] = field(metadata=needed("申请人", "applicant"))
    respondents: tuple[KnownParty, ...] = field(metadata=needed("被申请人", "respondent"))
    organisation: str | None = field(metadata=needed("调解组织名称", "name of the organisation"))
    requests: tuple[str, ...] = field(metadata=needed("请求事项", "request"))
    reasons: tuple[str, ...] = field(default=(), metadata=optional("事实与理由", "facts and reasons"))
    evidence: tuple[str, ...] = field(default=(), metadata=optional("证据", "evidence"))


@dataclass(frozen=True, slots=True, kw_only=True)
class OralApplication(Paper):
    """口头申请笔录 (MAL 12; R17 21): written down on the spot, read over, signed by applicant and recorder."""

    slug: ClassVar[str] = PaperKind.ORAL_APPLICATION.value

    cause: str | None = field(metadata=needed("案由", "cause"))
    applicants: tuple[PartyLines, ...] = field(metadata=needed("申请人", "applicant"))
    respondents: tuple[KnownParty, ...] = field(metadata=needed("被申请人", "respondent"))
    organisation: str | None = field(metadata=needed("调解组织名称", "name of the organisation"))
    received_on: date | None = field(default=None, metadata=optional("申请日期", "day of the application"))
    requests: tuple[str, ...] = field(metadata=needed("请求事项", "request"))
    reasons: tuple[str, ...] = field(default=(), metadata=optional("事实与理由", "facts and reasons"))
    evidence: tuple[str, ...] = field(default=(), metadata=optional("证据", "evidence"))


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentInquiry(DeskPaper):
    """调解征询意见书 (R17 22; PML 17): to one party that was not asked yet, with a slip for its answer."""

    slug: ClassVar[str] = PaperKind.CONSENT_INQUIRY.value

    asked: KnownParty | None = field(metadata=needed("被征询的当事人", "party asked"))
    requests: tuple[str, ...] = field(metadata=needed("请求事项", "request"))
    reply_by: date | None = field(default=None, metadata=optional("答复期限", "last day to answer"))
    labour: bool = field(metadata=needed("是否劳动争议", "whether a labour dispute"))


@dataclass(frozen=True, slots=True, kw_only=True)
class RightsNotice(DeskPaper):
    """权利义务告知书 (SI16 14; SI21 17; PML 23, 24), with the consequences of sham mediation (CPL 115)."""

    slug: ClassVar[str] = PaperKind.RIGHTS_NOTICE.value

    mediators: tuple[str, ...] = field(default=(), metadata=optional("调解员", "mediator"))
    labour: bool = field(metadata=needed("是否劳动争议", "whether a labour dispute"))


@dataclass(frozen=True, slots=True, kw_only=True)
class AcceptanceNotice(DeskPaper):
    """受理通知书 (R17 22, 29; MAL 14(3)): when the term ends, and that arbitration stays open.

    A people's committee needs no consent, only that nobody refused (PML 17).
    """

    slug: ClassVar[str] = PaperKind.ACCEPTANCE_NOTICE.value

    received_on: date | None = field(default=None, metadata=optional("收到申请日期", "day of receipt"))
    accepted_on: date | None = field(metadata=needed("受理日期", "day of acceptance"))
    due: date | None = field(default=None, metadata=optional("调解期限届满日", "last day of the term"))
    all_consented: bool = field(metadata=needed("各方是否均已同意", "whether every party consented"))
    labour: bool = field(metadata=needed("是否劳动争议", "whether a labour dispute"))


@dataclass(frozen=True, slots=True, kw_only=True)
class NonAcceptanceNotice(DeskPaper):
    """不予受理通知书 (R17 22): in writing, with the ground and every other way that is open."""

    slug: ClassVar[str] = PaperKind.NON_ACCEPTANCE_NOTICE.value

    received_on: date | None = field(default=None, metadata=optional("收到申请日期", "day of receipt"))
    decided_on: date | None = field(metadata=needed("不予受理日期", "day of non-acceptance"))
    ground: str | None = field(metadata=needed("不予受理的理由", "ground"))
    note: str | None = field(default=None, metadata=optional("说明", "note"))
    labour: bool = field(metadata=needed("是否劳动争议", "whether a labour dispute"))
