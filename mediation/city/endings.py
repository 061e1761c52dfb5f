"""How a case at a desk of its own comes out: paid, broken, refused, withdrawn, given up, archived."""

from __future__ import annotations

from typing import Any

from mediation.city import roads
from mediation.city.roads import part_of, sign, staff
from mediation.city.tale import Tale
from mediation.vocabulary import PaperKind


def performed(tale: Tale) -> None:
    """Paid at once and in full."""
    roads.effective(tale)
    tale.after(10)
    pay(tale)


def pay(tale: Tale, **more: Any) -> None:
    """Record that four fifths of the claim, or the ``amount`` of an ``instalment``, were paid today."""
    paid = {"amount": part_of(tale.amount, 80), **more}
    tale.move(staff(tale).mediates, "record_performance", term=1, paid_on=tale.in_days(0), **paid)


def closed(tale: Tale) -> None:
    """Paid and closed."""
    performed(tale)
    tale.after(11)
    tale.move(staff(tale).mediates, "close", result="performed")


def archived(tale: Tale) -> None:
    """Paid, closed and archived: the folder is sealed."""
    closed(tale)
    tale.after(13)
    tale.move(staff(tale).registers, "archive", volume="演示卷（虚构）")


def ended(tale: Tale) -> None:
    """No agreement; what the parties do next is theirs."""
    roads.bargained(tale)
    tale.after(9)
    tale.move(staff(tale).mediates, "end", ground="no_agreement")


def advised(tale: Tale) -> None:
    """No agreement, and both were told of arbitration in writing."""
    ended(tale)
    tale.move(staff(tale).mediates, "advise_arbitration", signed_for=True)
    tale.after(10)
    tale.move(staff(tale).mediates, "close", result="no_agreement")


def refused(tale: Tale) -> None:
    """The employer does not want mediation: not accepted, arbitration advised."""
    roads.registered(tale)
    tale.after(2)
    who = staff(tale).registers
    tale.move(who, "record_refusal", party=tale.parties["firm"], channel="phone")
    tale.move(who, "not_accept", ground="other_party_refused", note="可以申请劳动仲裁")
    tale.move(who, "advise_arbitration", signed_for=True)


def withdrawn(tale: Tale) -> None:
    """The worker withdraws."""
    roads.assigned(tale)
    tale.after(3)
    tale.move(staff(tale).mediates, "withdraw", party=tale.parties["worker"], reason="双方已自行和解")


def breached(tale: Tale) -> None:
    """Nothing was paid by the day agreed."""
    roads.effective(tale)
    tale.after(14)
    tale.move(staff(tale).mediates, "declare_breach", party=tale.parties["worker"])


def instalments(tale: Tale) -> None:
    """Two instalments, the first paid, the second still to come."""
    roads.met(tale)
    tale.after(7)
    roads.state_facts(tale)
    whole = int(part_of(tale.amount, 80).replace(".", ""))
    first = whole // 2
    shares = [f"{fen // 100}.{fen % 100:02d}" for fen in (first, whole - first)]
    payment = {
        "kind": "payment",
        "claim": 1,
        "payer": tale.parties["firm"],
        "payee": tale.parties["worker"],
        "amount": part_of(tale.amount, 80),
        "tax": "before",
        "insurance_included": False,
        "method": "银行转账至劳动者本人账户",
    }
    parts = [{"term": 1, "amount": share, "due_on": tale.in_days(30 * n - 20)} for n, share in enumerate(shares, 1)]
    tale.move(staff(tale).mediates, "draft_agreement", terms=[payment], instalments=parts, no_more_dispute=True)
    tale.paper(staff(tale).mediates, PaperKind.AGREEMENT)
    tale.after(8)
    sign(tale, "worker", "firm", "mediator", "body")
    tale.after(10)
    pay(tale, instalment=1, amount=shares[0])


def overdue(tale: Tale) -> None:
    """Settled, and the day of payment has passed without anybody saying so."""
    roads.effective(tale)


def unconfirmed(tale: Tale) -> None:
    """Settled for a far day, and nobody thought of the thirty days to have it confirmed."""
    roads.effective(tale, due_on=tale.in_days(180))
