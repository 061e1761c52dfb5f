"""A payment order on a mediation agreement: after breach, against the employer itself, for four kinds of money.

MAL 16; CPL 225–228; CPLI 425–440; law.md §0-17. What cannot be known from the file is asked for.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from mediation.engine.verdict import Met, Verdict
from mediation.facts.known import Facts
from mediation.facts.parties import Party
from mediation.facts.readings import (
    BODY,
    LABOUR,
    MAL10,
    TERMS,
    basis,
    given_of,
    instalments_of,
    is_labour,
    terms_of,
)
from mediation.facts.settlement import AgreementStatus, Term
from mediation.rules.registry import rule
from mediation.rules.saying import COURT, DESK, no, warn, warn_unknown
from mediation.rules.terms import last_day_passed, worker
from mediation.vocabulary import ClaimItem, PartyKind

_EMPLOYERS: Final = frozenset({PartyKind.EMPLOYER, PartyKind.DISPATCH_UNIT})
FOUR_KINDS: Final = frozenset(
    {ClaimItem.WAGES, ClaimItem.OVERTIME, ClaimItem.INJURY_MEDICAL, ClaimItem.SEVERANCE, ClaimItem.DAMAGES}
)
"""Remuneration, medical fees for work injury, severance, damages (MAL 16)."""
_ARGUABLE: Final = frozenset({ClaimItem.DOUBLE_WAGES, ClaimItem.ANNUAL_LEAVE, ClaimItem.INJURY_BENEFIT})


def overdue_money(facts: Facts) -> Iterator[Term]:
    """Yield the terms of which a fixed sum was due and is unpaid (TERMS)."""
    for term in terms_of(facts, facts.agreement):
        parts = (i for i in instalments_of(facts, term) if i.amount is not None and i.paid_on is None)
        if any(last_day_passed(part.due_on, facts.acting.day) for part in parts):
            yield term


def _party(facts: Facts, party_id: str) -> Party | None:
    return next((party for party in facts.parties if party.id == party_id), None)


@rule(needs=TERMS | {"parties"})
def employer_owes_a_fixed_sum(facts: Facts) -> Verdict:
    """A fixed sum is due and unpaid, and who owes it is the employer itself (MAL 16; CPL 225)."""
    owed = list(overdue_money(facts))
    kinds = {party.kind for term in owed if (party := _party(facts, term.payer_id))}
    if kinds & _EMPLOYERS:
        return Met
    if not owed:
        return no(
            "no_fixed_sum_due",
            ("没有数额确定、已经到期而未支付的款项。", "No fixed sum that was due is unpaid."),
            ("请待履行期限届满后再申请支付令。", "Wait for the last day to pass, then apply."),
            "MAL 16",
            "CPL 225",
        )
    if PartyKind.SUBCONTRACTOR in kinds:
        return warn_unknown(
            "employer_not_known",
            ("支付义务人登记为分包单位，是否为用人单位请核实。", "Whether the subcontractor is the employer is open."),
            ("请核对劳动合同或者用工证明。", "Check the contract of employment."),
            "MAL 16",
        )
    return no(
        "debtor_is_not_the_employer",
        (
            "支付义务人不是用人单位本身，不能依据调解协议申请支付令。",
            "Who owes the money is not the employer itself; this payment order is not for them.",
        ),
        (
            "总承包单位、保证人等按一般督促程序或者诉讼处理。",
            "Use the general procedure or a suit against a contractor or guarantor.",
        ),
        "MAL 16",
    )


@rule(needs=TERMS | {"claims"})
def owed_for_one_of_four_kinds(facts: Facts) -> Verdict:
    """Only remuneration, injury medical fees, severance or damages (MAL 16)."""
    items = {claim.id: claim.item for claim in facts.claims}
    owed = {items.get(term.claim_id or "") for term in overdue_money(facts)}
    if owed & FOUR_KINDS or not owed:
        return Met
    if owed & _ARGUABLE or None in owed:
        return warn_unknown(
            "kind_of_money_open",
            (
                "所欠款项是否属于劳动报酬、工伤医疗费、经济补偿或者赔偿金，请核实。",
                "It is open whether the money is remuneration, injury medical fees, severance or damages.",
            ),
            ("请核对条款对应的请求事项，并事先咨询法院。", "Check which claim the term settles; ask the court."),
            "MAL 16",
        )
    return no(
        "not_one_of_four_kinds",
        (
            "所欠款项不属于劳动报酬、工伤医疗费、经济补偿或者赔偿金。",
            "The money is neither remuneration nor injury medical fees, severance or damages.",
        ),
        ("请申请仲裁或者选择其他途径。", "Arbitrate, or choose another route."),
        "MAL 16",
    )


@rule(needs=LABOUR | BODY | {"agreements"})
def made_at_a_labour_body(facts: Facts) -> Verdict:
    """MAL 16 is for agreements in force, in labour disputes, made at a body of MAL 10 (law.md §0-3)."""
    agreement = facts.agreement
    in_force = agreement is not None and agreement.status is AgreementStatus.EFFECTIVE
    if in_force and is_labour(facts) and basis(facts) in MAL10:
        return Met
    return no(
        "not_a_labour_agreement",
        (
            "本协议不是在调解仲裁法第十条规定的调解组织达成的有效劳动争议调解协议。",
            "This is no agreement in force, in a labour dispute, made at a body of MAL 10.",
        ),
        ("请按一般督促程序或者其他途径办理。", "Use the general procedure or another route."),
        "MAL 10",
        "MAL 16",
    )


@rule(needs={"parties", "agreements", "terms"}, reads_answers=True)
def worker_applies_alone(facts: Facts) -> Verdict:
    """The worker to whom the money is owed applies; the employer's consent is not needed (MAL 16)."""
    named = given_of(facts).choice("party")
    party = _party(facts, named or "")
    if worker(party) and any(term.payee_id == named for term in terms_of(facts, facts.agreement)):
        return Met
    return no(
        "not_the_creditor",
        ("支付令由协议约定的收款劳动者申请。", "The worker to whom the money is owed applies."),
        ("请选择该劳动者。", "Choose that worker."),
        "MAL 16",
    )


@rule(needs=set(), reads_answers=True)
def order_can_be_served(facts: Facts) -> Verdict:
    """The debtor is in China, is not missing, and the order can be served (CPL 225)."""
    given = given_of(facts)
    if given.yes("debtor_in_china") and given.yes("can_be_served"):
        return Met
    return no(
        "cannot_be_served",
        ("债务人不在我国境内、下落不明，或者支付令不能送达。", "The debtor is abroad or missing, or cannot be served."),
        ("请申请仲裁或者起诉。", "Arbitrate or sue."),
        "CPL 225",
        "CPLI 427",
    )


@rule(needs=set(), reads_answers=True)
def nothing_is_owed_in_return(facts: Facts) -> Verdict:
    """Creditor and debtor have no other debts between them (CPL 225)."""
    if given_of(facts).yes("nothing_owed_in_return"):
        return Met
    return no(
        "counter_performance_owed",
        ("劳动者对用人单位负有对待给付义务，不适用督促程序。", "The worker owes something in return."),
        ("请先履行，或者申请仲裁。", "Perform that first, or arbitrate."),
        "CPL 225",
    )


@rule(needs=set(), reads_answers=True)
def no_preservation_applied_for(facts: Facts) -> Verdict:
    """Pre-action preservation and a payment order do not go together (CPLI 427; from memory, so it only warns)."""
    if not given_of(facts).yes("preservation_applied_for"):
        return Met
    return warn(
        "preservation_applied_for",
        ("已申请诉前保全的，法院可能不受理支付令申请。", "After pre-action preservation the court may not accept it."),
        ("请向法院核实，或者改为起诉。", "Ask the court, or sue instead."),
        "CPLI 427",
        who=(*DESK, *COURT),
    )


@rule(needs=set(), reads_answers=True)
def objection_is_written(facts: Facts) -> Verdict:
    """An oral objection is void (CPL 227; CPLI 436)."""
    if given_of(facts).choice("form") == "written":
        return Met
    return no(
        "objection_is_oral",
        ("债务人口头提出的异议无效。", "An oral objection is void."),
        ("请告知债务人在十五日内提出书面异议。", "Tell the debtor to object in writing within the 15 days."),
        "CPL 227",
        "CPLI 436",
        who=COURT,
    )


@rule(needs=set(), reads_answers=True)
def objection_disputes_the_debt(facts: Facts) -> Verdict:
    """Who only says they cannot pay does not dispute the debt; the court decides what that is worth (CPLI 436)."""
    if given_of(facts).choice("content") == "disputes_the_debt":
        return Met
    return warn(
        "debt_not_disputed",
        (
            "债务人只提出缺乏清偿能力、延期或者变更清偿方式，不影响支付令的效力，由法院审查。",
            "Only inability to pay, delay or another way to pay is claimed; that leaves the order standing.",
        ),
        ("请等待法院审查结果。", "Wait for the court."),
        "CPLI 436",
        who=COURT,
    )
