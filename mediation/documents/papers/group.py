"""Papers of many workers at once: who speaks for them, what each is to get, what is reported upwards."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import ClassVar

from mediation.documents.parts import DeskPaper, Paper, missing, needed, optional, unclear
from mediation.errors import Problem
from mediation.vocabulary import PaperKind, TaxTerm


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A worker on the roster; the signature is by hand."""

    name: str | None = field(metadata=needed("姓名", "name"))
    identity: str | None = field(default=None, metadata=optional("身份证号码", "identity number"))
    phone: str | None = field(default=None, metadata=optional("联系电话", "telephone"))


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupRepresentatives(DeskPaper):
    """推选代表人证明书 with its roster, signed one by one; settling stays with each worker (MAL 7; CPL 56; R33 62, 63).

    Who was elected may be left to the pen: the sheet goes round before anybody is on file.
    """

    slug: ClassVar[str] = PaperKind.GROUP_REPRESENTATIVES.value

    representatives: tuple[str, ...] = field(default=(), metadata=optional("代表人", "representative"))
    members: tuple[Member, ...] = field(metadata=needed("推选人", "who elects"))

    def faults(self, where: str, zh: str, en: str) -> Iterator[Problem]:
        """Yield that nobody elects alone."""
        if len(self.members) == 1:
            yield missing("members[1]", "另一名推选人", "another worker who elects")


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmedSum:
    """What one worker is to get by one term; the signature is by hand."""

    name: str | None = field(metadata=needed("姓名", "name"))
    identity: str | None = field(default=None, metadata=optional("身份证号码", "identity number"))
    purpose: str | None = field(metadata=needed("款项名称", "what the money is for"))
    amount_fen: int | None = field(metadata=needed("金额", "amount"))
    tax: TaxTerm | None = field(default=None, metadata=optional("税前税后约定", "before or after tax"))
    account: str | None = field(default=None, metadata=optional("收款账户", "account"))


@dataclass(frozen=True, slots=True, kw_only=True)
class AmountConfirmation(DeskPaper):
    """逐人金额确认表: every worker signs for the own sum; ``total_fen`` is their sum."""

    slug: ClassVar[str] = PaperKind.AMOUNT_CONFIRMATION.value

    sums: tuple[ConfirmedSum, ...] = field(metadata=needed("逐人金额", "each worker's sum"))
    total_fen: int = field(metadata=needed("合计金额", "total"))
    mediators: tuple[str, ...] = field(default=(), metadata=optional("调解员", "mediator"))

    def faults(self, where: str, zh: str, en: str) -> Iterator[Problem]:
        """Yield that the total is not the sum."""
        if self.sums and sum(each.amount_fen or 0 for each in self.sums) != self.total_fen:
            yield unclear("total_fen", "合计与各人金额之和不一致，请核对", "the total is not the sum; check it")


@dataclass(frozen=True, slots=True, kw_only=True)
class WageLine:
    """One worker's wages: what is due; what was withheld and paid out is written in when it is."""

    name: str | None = field(metadata=needed("姓名", "name"))
    identity: str | None = field(metadata=needed("身份证号码", "identity number"))
    phone: str | None = field(default=None, metadata=optional("联系方式", "telephone"))
    period: str | None = field(default=None, metadata=optional("工资所属期间", "period"))
    due_fen: int | None = field(metadata=needed("应发工资", "wages due"))
    paid_fen: int | None = field(default=None, metadata=optional("实发工资", "wages paid"))
    account: str | None = field(default=None, metadata=optional("收款账户", "account"))


@dataclass(frozen=True, slots=True, kw_only=True)
class WageSheet(Paper):
    """农民工工资发放明细表 (MWR 11, 15): paid to the worker, never to a crew head; signed by each."""

    slug: ClassVar[str] = PaperKind.WAGE_SHEET.value

    payer: str | None = field(metadata=needed("工资支付单位", "payer"))
    project: str | None = field(default=None, metadata=optional("工程项目", "project"))
    lines: tuple[WageLine, ...] = field(metadata=needed("逐人工资", "each worker's wages"))
    total_fen: int = field(metadata=needed("应发合计", "total due"))


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupReport(DeskPaper):
    """群体性劳动争议情况报告 (law.md §4.4; ERL 61, 69): where, how many, why, what was done; times are by hand."""

    slug: ClassVar[str] = PaperKind.GROUP_REPORT.value

    reported_on: date | None = field(metadata=needed("报告日期", "day of the report"))
    people: int | None = field(metadata=needed("涉及人数", "how many people"))
    place: str | None = field(metadata=needed("发生地点", "place"))
    demands: str | None = field(metadata=needed("起因与诉求", "cause and demands"))
    measures: str | None = field(default=None, metadata=optional("已采取的措施", "measures taken"))
    follow_up: bool = field(metadata=needed("是否续报", "whether a follow-up"))
