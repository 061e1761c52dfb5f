"""What closes what: once one paper can be enforced only enforcement is left; two reviews are never both pending."""

from __future__ import annotations

from typing import Final

from mediation.engine.verdict import Met, Verdict
from mediation.facts.known import Facts
from mediation.facts.readings import formality_of, newest, referral_kind
from mediation.facts.settlement import AgreementStatus
from mediation.law.venue import EnforcedPaper
from mediation.rules.registry import rule
from mediation.rules.saying import no
from mediation.vocabulary import ReferralKind

ENFORCEABLE: Final = {
    "judicial_confirmation": frozenset({"confirmed", "objected", "objection_dismissed"}),
    "arbitration_review": frozenset({"effective"}),
}
"""Where a proceeding stands when the whole agreement can be enforced (CPL 206; R33 77)."""


def enforceable(facts: Facts) -> str | None:
    """Name the procedure whose paper can be enforced (group ``proceedings``)."""
    for procedure, states in ENFORCEABLE.items():
        found = newest(facts, procedure)
        if found is not None and found.state in states:
            return procedure
    return None


@rule(needs={"proceedings"})
def not_enforceable_already(facts: Facts) -> Verdict:
    """A confirmed agreement or a statement both signed for leaves only enforcement (law.md §0-20)."""
    if enforceable(facts) is None:
        return Met
    return no(
        "enforceable_already",
        (
            "本案已有可以申请强制执行的法律文书，不能再走本途径。",
            "There is a paper that can be enforced; this route is closed.",
        ),
        ("请由权利人在二年内申请强制执行。", "Let the creditor apply for enforcement within two years."),
        "CPL 206",
        "CPL 250",
        "R33 75(5)",
        "R33 77",
    )


@rule(needs={"proceedings"})
def no_confirmation_pending(facts: Facts) -> Verdict:
    """Judicial confirmation and arbitral review are never both pending; a refusal opens the other again (R33 75)."""
    found = newest(facts, "judicial_confirmation")
    if found is None or found.ended:
        return Met
    return no(
        "confirmation_pending",
        (
            "已申请司法确认，尚未办结，不能同时申请仲裁审查。",
            "Judicial confirmation is pending; arbitral review cannot be asked for beside it.",
        ),
        (
            "请等待法院处理结果，或者撤回司法确认申请后再申请（注意十五日期限）。",
            "Wait for the court, or withdraw there first; mind the 15 days.",
        ),
        "R33 75(5)",
    )


def enforced_paper(facts: Facts) -> EnforcedPaper | None:
    """Name the kind of paper in force that a court would enforce (groups as ``can_be_enforced``)."""
    ready = enforceable(facts)
    if ready is not None:
        return EnforcedPaper.CONFIRMATION if ready == "judicial_confirmation" else EnforcedPaper.ARBITRAL_STATEMENT
    agreement = facts.agreement
    if formality_of(facts).outside_paper and agreement is not None and agreement.status is AgreementStatus.EFFECTIVE:
        by_tribunal = referral_kind(facts) is ReferralKind.ARBITRATION_ENTRUSTED
        return EnforcedPaper.ARBITRAL_STATEMENT if by_tribunal else EnforcedPaper.CIVIL_STATEMENT
    order = newest(facts, "payment_order")
    return EnforcedPaper.PAYMENT_ORDER if order is not None and order.state == "effective" else None


def can_be_enforced(facts: Facts) -> Verdict:
    """A ruling, a statement or an order in force can be enforced; an agreement cannot (MAL 51; FORM, agreements)."""
    if enforced_paper(facts) is not None:
        return Met
    return no(
        "no_enforceable_paper",
        (
            "调解协议本身不能强制执行，须先取得确认裁定、仲裁调解书、民事调解书或者支付令。",
            "An agreement cannot be enforced by itself; a ruling, a statement or an order comes first.",
        ),
        ("请先选择司法确认、仲裁审查等途径。", "Take confirmation, review or another route first."),
        "CPL 235",
        "MAL 51",
    )
