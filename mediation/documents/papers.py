"""The papers: frozen values whose fields are exactly the variables of their templates.

A field typed ``… | None`` and marked ``needed`` may arrive empty, and is then refused by name; one marked ``optional``
leaves no trace when it is empty. Nothing here decides what may be told: what arrives is already allowed to be read.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import ClassVar, Literal

from mediation.errors import Problem
from mediation.vocabulary import Authority, PaperKind, TaxTerm

Effectiveness = Literal["labour_body", "people_committee", "court_delegated", "court_entrusted", "online"]
BANK_TRANSFER = "银行转账"


def needed(zh: str, en: str) -> dict[str, str | bool]:
    """Mark a field the form cannot do without, with the name people know it by."""
    return {"zh": zh, "en": en, "needed": True}


def optional(zh: str, en: str) -> dict[str, str | bool]:
    """Mark a field that may be absent."""
    return {"zh": zh, "en": en, "needed": False}


def missing(where: str, zh: str, en: str) -> Problem:
    """Return the problem of something the paper ``{zh}`` and ``{en}`` name cannot do without."""
    return Problem(
        where=where,
        code="missing_field",
        zh=f"无法生成文书：缺少{zh}。请补充后重新生成。",
        en=f"The paper cannot be made: {en} is missing. Supply it and try again.",
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class AgentLine:
    """An agent (委托代理人); only special authority may settle (CPL 62)."""

    name: str | None = field(metadata=needed("代理人姓名", "agent's name"))
    capacity: str | None = field(default=None, metadata=optional("代理人身份", "agent's capacity"))
    authority: Authority | None = field(metadata=needed("代理权限", "agent's authority"))
    phone: str | None = field(default=None, metadata=optional("代理人联系电话", "agent's telephone"))


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyLines:
    """A party with full identity, its representative and its agents (R17 26; CPLI 354)."""

    label: str | None = field(metadata=needed("称谓", "label"))
    name: str | None = field(metadata=needed("姓名或者名称", "name"))
    is_organisation: bool = field(metadata=needed("是否单位", "whether an organisation"))
    identity_label: str | None = field(metadata=needed("证件名称", "kind of identity number"))
    identity: str | None = field(metadata=needed("证件号码", "identity number"))
    sex: str | None = field(default=None, metadata=optional("性别", "sex"))
    birth: date | None = field(default=None, metadata=optional("出生日期", "date of birth"))
    address: str | None = field(metadata=needed("住所", "address"))
    phone: str | None = field(default=None, metadata=optional("联系电话", "telephone"))
    representative_label: str = field(default="法定代表人", metadata=optional("代表人称谓", "representative's title"))
    representative: str | None = field(default=None, metadata=optional("代表人姓名", "representative's name"))
    representative_post: str | None = field(default=None, metadata=optional("代表人职务", "representative's post"))
    agents: tuple[AgentLine, ...] = field(default=(), metadata=optional("委托代理人", "agents"))

    def faults(self, where: str, zh: str, en: str) -> Iterator[Problem]:
        """Yield what is missing because the party is an organisation: it acts through a representative."""
        if self.is_organisation and not self.representative:
            yield missing(f"{where}.representative", f"{zh}的{self.representative_label}姓名", f"{en}: representative")


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """The payee's own account (law.md §0-25)."""

    name: str | None = field(metadata=needed("户名", "name of the account"))
    bank: str | None = field(metadata=needed("开户银行", "bank"))
    number: str | None = field(metadata=needed("账号", "account number"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Instalment:
    """One payment of several; ``due`` is the last day that is still in time."""

    due: date | None = field(metadata=needed("本期付款期限", "last day of the instalment"))
    amount_fen: int | None = field(metadata=needed("本期金额", "amount of the instalment"))


@dataclass(frozen=True, slots=True, kw_only=True)
class MoneyTerm:
    """Who pays whom what, by which last day (in Shanghai), how and into which account; integer fen.

    Either ``due`` or ``instalments``. ``social_insurance`` says whether the sum includes it; None where it has none.
    """

    payer: str | None = field(metadata=needed("付款人", "payer"))
    payee: str | None = field(metadata=needed("收款人", "payee"))
    purpose: str | None = field(metadata=needed("款项名称", "what the money is for"))
    amount_fen: int | None = field(metadata=needed("金额", "amount"))
    tax: TaxTerm | None = field(metadata=needed("税前税后约定", "whether before or after tax"))
    social_insurance: bool | None = field(default=None, metadata=optional("是否含社会保险费", "social insurance"))
    due: date | None = field(default=None, metadata=optional("付款期限", "last day of payment"))
    instalments: tuple[Instalment, ...] = field(default=(), metadata=optional("分期付款", "instalments"))
    method: str | None = field(metadata=needed("付款方式", "method of payment"))
    account: Account | None = field(default=None, metadata=optional("收款账户", "account"))

    def faults(self, where: str, zh: str, en: str) -> Iterator[Problem]:
        """Yield what makes the promise of money unclear: no last day or two, a sum that differs, no account."""
        if not self.due and not self.instalments:
            yield missing(f"{where}.due", f"{zh}的付款期限", f"{en}: last day of payment")
        if self.method == BANK_TRANSFER and not self.account:
            yield missing(f"{where}.account", f"{zh}的收款账户", f"{en}: account")
        if self.due and self.instalments:
            yield _unclear(
                f"{where}.due", f"{zh}既约定一次付清又约定分期，请只保留一种", f"{en} has two schedules; keep one"
            )
        if self.instalments and _total(self.instalments) != self.amount_fen:
            yield _unclear(
                f"{where}.instalments",
                f"{zh}各期金额之和与总额不一致，请核对",
                f"the instalments of {en} do not add up to its amount; check them",
            )
        for at, fen in _amounts(self, where):
            if fen <= 0:
                yield _unclear(at, f"{zh}的金额应大于零，请核对", f"an amount of {en} must be above zero; check it")


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherTerm:
    """A term that is not a payment, as the parties worded it; its full stop included."""

    words: str | None = field(metadata=needed("约定内容", "words of the term"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """A paper handed in with an application."""

    title: str | None = field(metadata=needed("附件名称", "name of the attachment"))
    copies: int = field(default=1, metadata=optional("份数", "number of copies"))


@dataclass(frozen=True, slots=True, kw_only=True)
class MediationAgreement:
    """调解协议书 (MAL 14; R17 26): requests, undisputed facts and terms; no offer, no concession, no disputed fact."""

    slug: ClassVar[str] = PaperKind.AGREEMENT.value

    case_number: str | None = field(metadata=needed("案件编号", "case number"))
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
    dated: date | None = field(default=None, metadata=optional("落款日期", "date of the paper"))
    qr: str | None = field(default=None, metadata=optional("二维码内容", "words of the QR code"))

    def faults(self, where: str, zh: str, en: str) -> Iterator[Problem]:
        """Yield what the form forbids: one party alone, too few copies, spare copies without a use (R17 26)."""
        yield from _alone(self.parties, "parties")
        spare = self.copies - len(self.parties) - 1
        if spare < 0:
            yield _unclear(
                "copies", "份数不够每方当事人和调解组织各执一份，请增加", "too few copies for each party and the body"
            )
        if spare > 0 and not self.extra_copies_for:
            yield missing("extra_copies_for", "其余份数的用途", "use of the other copies")
        if spare == 0 and self.extra_copies_for:
            yield _unclear(
                "extra_copies_for",
                "写明了其余份数的用途，但没有多出的份数，请增加份数或者删去用途",
                "a use is given for other copies but there are none; raise the number or drop the use",
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmationApplication:
    """司法确认申请书 (CPL 205; CPLI 353, 354): all are 申请人, none 被申请人 (law.md §0-23)."""

    slug: ClassVar[str] = PaperKind.CONFIRMATION_APPLICATION.value

    case_number: str | None = field(metadata=needed("案件编号", "case number"))
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
    dated: date | None = field(default=None, metadata=optional("落款日期", "date of the paper"))
    qr: str | None = field(default=None, metadata=optional("二维码内容", "words of the QR code"))

    def faults(self, where: str, zh: str, en: str) -> Iterator[Problem]:
        """Yield what the form forbids: one applicant alone, or a label other than 申请人."""
        yield from _alone(self.applicants, "applicants")
        for at, applicant in enumerate(self.applicants):
            if applicant.label and not applicant.label.startswith("申请人"):
                yield _unclear(
                    f"applicants[{at}].label",
                    "司法确认由双方共同申请，各方称谓均应为“申请人”，请修改",
                    "judicial confirmation is a joint application: every label must be 申请人",
                )


Paper = MediationAgreement | ConfirmationApplication
PAPERS: tuple[type[Paper], ...] = (MediationAgreement, ConfirmationApplication)


def _unclear(where: str, zh: str, en: str) -> Problem:
    return Problem(where, "contradiction", f"无法生成文书：{zh}。", f"The paper cannot be made: {en}.")


def _alone(parties: tuple[PartyLines, ...], where: str) -> Iterator[Problem]:
    if len(parties) == 1:
        yield missing(f"{where}[1]", "另一方当事人", "the other party")


def _total(instalments: tuple[Instalment, ...]) -> int:
    return sum(each.amount_fen or 0 for each in instalments)


def _amounts(term: MoneyTerm, where: str) -> Iterator[tuple[str, int]]:
    if term.amount_fen is not None:
        yield f"{where}.amount_fen", term.amount_fen
    for at, each in enumerate(term.instalments):
        if each.amount_fen is not None:
            yield f"{where}.instalments[{at}].amount_fen", each.amount_fen
