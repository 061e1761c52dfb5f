"""What papers are built from: their common head, the parties, sums and terms, and how a field says it is needed.

A field typed ``… | None`` and marked ``needed`` may arrive empty, and is then refused by name; one marked ``optional``
leaves no trace when it is empty, or a blank for the pen where the form is filled in by hand.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import ClassVar, Literal, TypedDict

from mediation.errors import Problem
from mediation.vocabulary import Authority, TaxTerm

Effectiveness = Literal[
    "labour_body", "people_committee", "court_delegated", "court_entrusted", "tribunal_entrusted", "online"
]
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


def unclear(where: str, zh: str, en: str) -> Problem:
    """Return the problem of something that contradicts itself or the form."""
    return Problem(where, "contradiction", f"无法生成文书：{zh}。", f"The paper cannot be made: {en}.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """What every paper has: its kind (``slug``), the case it belongs to, the day under it and what its code says."""

    slug: ClassVar[str]

    case_number: str | None = field(metadata=needed("案件编号", "case number"))
    dated: date | None = field(default=None, metadata=optional("落款日期", "date of the paper"))
    qr: str | None = field(default=None, metadata=optional("二维码内容", "words of the QR code"))

    def faults(self, where: str, zh: str, en: str) -> Iterator[Problem]:
        """Yield what the form forbids though every field is there."""
        return iter(())


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
class KnownParty:
    """A party as far as it is known: early papers go out before identity and address are on file."""

    label: str | None = field(metadata=needed("称谓", "label"))
    name: str | None = field(metadata=needed("姓名或者名称", "name"))
    is_organisation: bool = field(metadata=needed("是否单位", "whether an organisation"))
    identity_label: str | None = field(default=None, metadata=optional("证件名称", "kind of identity number"))
    identity: str | None = field(default=None, metadata=optional("证件号码", "identity number"))
    address: str | None = field(default=None, metadata=optional("住所", "address"))
    phone: str | None = field(default=None, metadata=optional("联系电话", "telephone"))
    representative_label: str = field(default="法定代表人", metadata=optional("代表人称谓", "representative's title"))
    representative: str | None = field(default=None, metadata=optional("代表人姓名", "representative's name"))
    agents: tuple[AgentLine, ...] = field(default=(), metadata=optional("委托代理人", "agents"))


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskPaper(Paper):
    """A paper of the desk about the whole dispute."""

    cause: str | None = field(metadata=needed("案由", "cause"))
    parties: tuple[KnownParty, ...] = field(metadata=needed("当事人", "party"))
    organisation: str | None = field(metadata=needed("调解组织名称", "name of the organisation"))


class Head(TypedDict):
    """The fields a ``DeskPaper`` needs, to be said once: ``RightsNotice(**head, …)``."""

    case_number: str | None
    cause: str | None
    parties: tuple[KnownParty, ...]
    organisation: str | None


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
            yield unclear(
                f"{where}.due", f"{zh}既约定一次付清又约定分期，请只保留一种", f"{en} has two schedules; keep one"
            )
        if self.instalments and _total(self.instalments) != self.amount_fen:
            yield unclear(
                f"{where}.instalments",
                f"{zh}各期金额之和与总额不一致，请核对",
                f"the instalments of {en} do not add up to its amount; check them",
            )
        for at, fen in _amounts(self, where):
            if fen <= 0:
                yield unclear(at, f"{zh}的金额应大于零，请核对", f"an amount of {en} must be above zero; check it")


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherTerm:
    """A term that is not a payment, as the parties worded it; its full stop included."""

    words: str | None = field(metadata=needed("约定内容", "words of the term"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """A paper handed in with an application."""

    title: str | None = field(metadata=needed("附件名称", "name of the attachment"))
    copies: int = field(default=1, metadata=optional("份数", "number of copies"))


def alone(parties: tuple[PartyLines, ...], where: str) -> Iterator[Problem]:
    """Yield that the other party is missing where there is only one."""
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
