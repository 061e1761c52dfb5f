"""Papers that bring everybody to the table: the mediator, the meeting, addresses, authority, helpers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import ClassVar

from mediation.documents.parts import DeskPaper, KnownParty, needed, optional, unclear
from mediation.errors import Problem
from mediation.vocabulary import Authority, Channel, PaperKind

MOST_AGENTS = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Appointment(DeskPaper):
    """调解员选定（指派）书 (R17 25; SI16 12, 13): chosen by the parties jointly, who then sign, or appointed."""

    slug: ClassVar[str] = PaperKind.APPOINTMENT.value

    mediators: tuple[str, ...] = field(metadata=needed("调解员", "mediator"))
    chosen: bool = field(metadata=needed("是否由当事人共同选定", "whether chosen by the parties jointly"))
    appointed_on: date | None = field(metadata=needed("指派日期", "day of appointment"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Recusal(DeskPaper):
    """调解员回避（更换）申请及决定书 (SI16 15; SI21 13): what was asked, and what was decided or is left to the pen."""

    slug: ClassVar[str] = PaperKind.RECUSAL.value

    applicant: KnownParty | None = field(metadata=needed("申请回避的当事人", "who asks"))
    mediator: str | None = field(metadata=needed("被申请回避的调解员", "mediator"))
    ground: str | None = field(metadata=needed("申请理由", "ground"))
    note: str | None = field(default=None, metadata=optional("具体情形", "details"))
    asked_on: date | None = field(metadata=needed("申请日期", "day of the request"))
    granted: bool | None = field(default=None, metadata=optional("决定", "decision"))
    reason: str | None = field(default=None, metadata=optional("决定的理由", "reason of the decision"))
    decided_on: date | None = field(default=None, metadata=optional("决定日期", "day of the decision"))


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingNotice(DeskPaper):
    """调解通知书 (R17 24): when, where, before whom, and what to bring. ``starts`` is in words, Asia/Shanghai."""

    slug: ClassVar[str] = PaperKind.MEETING_NOTICE.value

    starts: str | None = field(metadata=needed("调解时间", "time of the meeting"))
    channel: Channel | None = field(metadata=needed("调解方式", "way of the meeting"))
    place: str | None = field(default=None, metadata=optional("调解地点", "place of the meeting"))
    mediators: tuple[str, ...] = field(metadata=needed("调解员", "mediator"))

    def faults(self, where: str, zh: str, en: str) -> Iterator[Problem]:
        """Yield that nobody knows where to go."""
        if self.channel in (Channel.IN_PERSON, Channel.COURT) and not self.place:
            yield unclear("place", "当面调解应写明地点，请在排定场次时填写", "a meeting in person needs its place")


@dataclass(frozen=True, slots=True, kw_only=True)
class Invitation(DeskPaper):
    """邀请协助调解函 (PML 20; SI16 14): to somebody who can help; says nothing that was confided."""

    slug: ClassVar[str] = PaperKind.INVITATION.value

    invited: str | None = field(metadata=needed("受邀单位或者个人", "who is invited"))
    matter: str | None = field(metadata=needed("请予协助的事项", "what help is asked"))
    reply_by: date | None = field(default=None, metadata=optional("答复期限", "last day to answer"))
    mediators: tuple[str, ...] = field(default=(), metadata=optional("调解员", "mediator"))


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveryAddress(DeskPaper):
    """送达地址确认书: for mediation, confirmation and whatever follows (law.md §0-25); the party fills in the rest."""

    slug: ClassVar[str] = PaperKind.DELIVERY_ADDRESS.value

    party: KnownParty | None = field(metadata=needed("确认地址的当事人", "party"))


@dataclass(frozen=True, slots=True, kw_only=True)
class ServedPaper:
    """A paper that is served, by its number."""

    title: str | None = field(metadata=needed("文书名称", "name of the paper"))
    number: str | None = field(metadata=needed("文书编号", "number of the paper"))


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceReturn(DeskPaper):
    """送达回证: what was served on whom; who received it, when and how is written by hand (CPLI 133: never left)."""

    slug: ClassVar[str] = PaperKind.SERVICE_RETURN.value

    party: KnownParty | None = field(metadata=needed("受送达人", "who is served"))
    papers: tuple[ServedPaper, ...] = field(metadata=needed("送达文书", "paper served"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Delegate:
    """Somebody who is given authority."""

    name: str | None = field(metadata=needed("受托人姓名", "agent's name"))
    identity: str | None = field(default=None, metadata=optional("受托人身份证号码", "agent's identity number"))
    authority: Authority | None = field(metadata=needed("代理权限", "agent's authority"))


@dataclass(frozen=True, slots=True, kw_only=True)
class PowerOfAttorney(DeskPaper):
    """授权委托书 (CPL 61, 62; CPLI 147): special authority lists what it covers; 全权代理 alone is not special."""

    slug: ClassVar[str] = PaperKind.POWER_OF_ATTORNEY.value

    principal: KnownParty | None = field(metadata=needed("委托人", "principal"))
    delegates: tuple[Delegate, ...] = field(metadata=needed("受托人", "agent"))

    def faults(self, where: str, zh: str, en: str) -> Iterator[Problem]:
        """Yield that there are more agents than the law allows (CPL 61)."""
        if len(self.delegates) > MOST_AGENTS:
            yield unclear("delegates", "每方至多委托两名代理人，请减少", "at most two agents a party; remove some")


@dataclass(frozen=True, slots=True, kw_only=True)
class LegalRepresentative(DeskPaper):
    """法定代表人身份证明书: the unit says, under its seal, who represents it."""

    slug: ClassVar[str] = PaperKind.LEGAL_REPRESENTATIVE.value

    unit: KnownParty | None = field(metadata=needed("单位", "unit"))
    representative: str | None = field(metadata=needed("法定代表人姓名", "representative's name"))
