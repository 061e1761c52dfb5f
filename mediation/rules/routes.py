"""How a mediation ends and what comes after: grounds by path, arbitration first, closing (law.md §0-12, §3.7–3.8)."""

from __future__ import annotations

from typing import Final

from mediation.engine.verdict import Met, Verdict
from mediation.facts.known import Facts
from mediation.facts.readings import (
    BODY,
    FORM,
    LABOUR,
    MAL10,
    PATH,
    answer,
    basis,
    given_of,
    is_labour,
    newest,
    path_of,
    referral_kind,
    terms_of,
)
from mediation.facts.readings import Path as Way
from mediation.facts.settlement import AgreementStatus, TermKind
from mediation.rules.clocks import TERMS, overrun
from mediation.rules.papers import on_file
from mediation.rules.payment_order import FOUR_KINDS
from mediation.rules.registry import rule
from mediation.rules.saying import DESK, HEAD, MEDIATOR, no, warn
from mediation.rules.terms import WAGES
from mediation.vocabulary import ClaimItem, PaperKind, ReferralKind

ROUTE: Final = PATH | LABOUR | BODY | {"agreements", "terms", "papers", "attachments"}
"""The groups that tell whether arbitration must come first."""
_REFUSED: Final = frozenset({"not_accepted", "rejected", "revoked"})
_ORDER_ENDED: Final = frozenset({"unserved", "ended_by_objection", "suit_declined", "turned_into_suit"})
_BACKGROUND: Final = frozenset({"case_folder", "court_referral", "labour_mediation"})


_ENDS: Final = {
    Way.DESK: "R17 29",
    Way.PEOPLES: "PML 26",
    Way.COURT: "SI16 26",
    Way.PLATFORM: "SI21 25",
    Way.ARBITRATION: "R33 70",
}


@rule(needs=FORM, reads_answers=True)
def end_ground_fits_the_path(
    facts: Facts,
    *,
    desk: tuple[str, ...],
    peoples: tuple[str, ...],
    court: tuple[str, ...],
    platform: tuple[str, ...],
    arbitration: tuple[str, ...],
) -> Verdict:
    """Each path has its own grounds, listed in the procedure; a recall must have been recorded (law.md §0-12)."""
    way = path_of(facts)
    listed = {
        Way.DESK: desk,
        Way.PEOPLES: peoples,
        Way.COURT: court,
        Way.PLATFORM: platform,
        Way.ARBITRATION: arbitration,
    }
    ground = given_of(facts).choice("ground")
    referral = newest(facts, "court_referral")
    recalled = referral is not None and referral.state == "recalled"
    if ground in listed[way] and (ground != "recalled" or recalled):
        return Met
    return no(
        "ground_not_for_path",
        (
            "该终止事由不适用于本案的办理途径，或者移送尚未撤回。",
            "That ground is not for this path, or the referral stands.",
        ),
        ("请选择与本案途径相符的事由。", "Choose a ground that fits."),
        _ENDS[way],
        who=MEDIATOR,
    )


@rule(needs={"contacts", "clocks", "agreements"}, reads_answers=True)
def end_ground_is_on_file(facts: Facts) -> Verdict:
    """A term that expired has run out, and whoever cannot be reached was looked for (R17 29; SI21 25)."""
    ground = given_of(facts).choice("ground")
    on_record = {
        "expired": any(c.limit_id in TERMS and overrun(facts, c) for c in facts.clocks),
        "unreachable": bool(facts.contacts),
        "withdrawn_reply": facts.agreement is not None or bool(facts.agreements),
    }
    if on_record.get(ground or "", True):
        return Met
    return no(
        "ground_not_on_file",
        ("案卷中没有支持该终止事由的记录。", "Nothing on file bears out that ground."),
        (
            "请核对期限、联系记录或者协议，或者选择其他事由。",
            "Check the term, the contacts or the agreement, or choose another.",
        ),
        "R17 29",
        "SI21 25",
        who=MEDIATOR,
    )


def _wage_agreement(facts: Facts) -> bool:
    """A breached agreement on wages alone, made at a body of MAL 10, may be sued on directly (LDI1 51(2))."""
    agreement = facts.agreement
    if agreement is None or agreement.status is not AgreementStatus.EFFECTIVE or basis(facts) not in MAL10:
        return False
    settled = _settled_items(facts)
    return bool(settled) and settled <= WAGES


def _excepted(facts: Facts) -> bool:
    return (
        answer(facts, "has_award", "court_referral") == "yes"
        or answer(facts, "arbitration_exception", "court_referral") is not None
        or on_file(facts, PaperKind.AWARD)
        or on_file(facts, PaperKind.ARBITRATION_REFUSAL)
        or _wage_agreement(facts)
    )


@rule(needs=ROUTE)
def arbitration_comes_first(facts: Facts) -> Verdict:
    """Advice of arbitration is for labour disputes no commission has decided and no court has (R17 30)."""
    kind = referral_kind(facts)
    before_court = kind in (None, ReferralKind.DELEGATED)
    if is_labour(facts) and before_court and not _excepted(facts):
        return Met
    return no(
        "arbitration_not_needed",
        ("本案无需告知先行仲裁。", "Arbitration need not come first here."),
        ("请告知当事人可以直接起诉、恢复审理等途径。", "Tell the parties of suit or trial instead."),
        "R17 30",
        "LDI1 15",
        "LDI1 51(2)",
    )


@rule(needs=ROUTE)
def arbitration_was_advised(facts: Facts) -> Verdict:
    """A labour mediation that failed closes with written advice of arbitration (R17 30)."""
    failed = facts.proceeding is not None and facts.proceeding.state in {"ended", "breached"}
    advised = on_file(facts, PaperKind.ARBITRATION_ADVICE)
    if not failed or advised or arbitration_comes_first(facts) is not Met:
        return Met
    return warn(
        "arbitration_not_advised",
        ("尚未书面告知当事人申请仲裁。", "The parties have not been advised of arbitration in writing."),
        ("请出具告知仲裁书并由当事人签收。", "Issue the advice and have it signed for."),
        "R17 30",
    )


@rule(needs={"proceedings"})
def court_was_told(facts: Facts) -> Verdict:
    """A case that a court handed over closes after the report (SI16 21)."""
    referral = newest(facts, "court_referral")
    if referral is None or referral.state not in {"sent", "awaiting_material", "accepted", "running"}:
        return Met
    return no(
        "not_reported",
        ("尚未向法院反馈调解情况，不能结案。", "The court has not had its report; the case cannot close."),
        ("请先反馈调解情况并退还材料。", "Report to the court first."),
        "SI16 21",
        "SI16 26",
    )


@rule(needs={"proceedings"})
def nothing_else_is_open(facts: Facts) -> Verdict:
    """A mediation closes when confirmation, review or payment order of its agreement have come to an end."""
    pending = [p for p in facts.proceedings if not p.ended and p.procedure not in _BACKGROUND]
    if not pending:
        return Met
    return no(
        "proceeding_open",
        ("本案还有未办结的后续程序。", "A later proceeding of the case is still open."),
        ("请先办结或者撤回该程序。", "Finish or withdraw it first."),
        who=DESK,
    )


@rule(needs={"agreements"})
def agreement_is_in_force(facts: Facts) -> Verdict:
    """A case that closed on an agreement opens again at that agreement."""
    if facts.agreement is not None and facts.agreement.status is AgreementStatus.EFFECTIVE:
        return Met
    return no(
        "no_agreement_in_force",
        ("没有生效的调解协议。", "No agreement is in force."),
        ("请按调解不成办理。", "Treat it as ended without agreement."),
        who=HEAD,
    )


@rule(needs={"proceedings"})
def confirmation_was_rejected(facts: Facts) -> Verdict:
    """After a rejection the parties may mediate anew; the new agreement has its own windows (CPL 206)."""
    confirmation = newest(facts, "judicial_confirmation")
    if confirmation is not None and confirmation.state in {"rejected", "revoked"}:
        return Met
    return no(
        "not_rejected",
        (
            "法院没有驳回司法确认申请，协议仍然有效。",
            "No application for confirmation was rejected; the agreement stands.",
        ),
        ("变更协议的，请由双方协商后另行办理。", "To change the agreement, let both sides negotiate."),
        "CPL 206",
    )


def _settled_items(facts: Facts) -> set[ClaimItem]:
    """What the terms settle; a payment without a claim's number may be for any claim, an act without one for none."""
    items = {claim.id: claim.item for claim in facts.claims}
    found: set[ClaimItem] = set()
    for term in terms_of(facts, facts.agreement):
        if term.claim_id in items:
            found.add(items[term.claim_id])
        elif term.kind is TermKind.PAYMENT:
            found |= set(items.values())
    return found


def suit_without_arbitration(facts: Facts) -> str | None:
    """Name why a suit on the agreement needs no arbitration first (ROUTE), else ``None`` (law.md §9-1, §9-6)."""
    confirmation, order = newest(facts, "judicial_confirmation"), newest(facts, "payment_order")
    if is_labour(facts) is False:
        return "civil"
    if confirmation is not None and confirmation.state in _REFUSED and _settled_items(facts) & FOUR_KINDS:
        return "confirmation_refused"
    if order is not None and order.state in _ORDER_ENDED:
        return "payment_order_ended"
    if _excepted(facts):
        return "wage_agreement" if _wage_agreement(facts) else "arbitrated"
    return None


@rule(needs=ROUTE, reads_answers=True)
def suit_on_the_agreement_is_open(facts: Facts) -> Verdict:
    """In a labour dispute arbitration comes before a suit, but for the cases the law names (law.md §9-6, §0-20)."""
    if given_of(facts).choice("route") != "sue" or suit_without_arbitration(facts):
        return Met
    cites = ("MAL 5", "LDI1 51(2)", "LDI1 13(3)", "CPL 206")
    if referral_kind(facts) is ReferralKind.DELEGATED:
        return warn(
            "arbitration_may_come_first",
            (
                "委派调解达成的协议未经确认的，可以就协议起诉；劳动争议请先核实是否须先行仲裁。",
                "An unconfirmed agreement made by delegation may be sued on; in a labour dispute check arbitration.",
            ),
            ("请事先与法院立案庭沟通。", "Ask the court's filing staff first."),
            "SI16 25",
            *cites,
        )
    return no(
        "arbitration_comes_first",
        ("劳动争议应当先申请仲裁，本案没有可以直接起诉的情形。", "Arbitration comes first; no exception applies here."),
        ("请先申请仲裁。", "Apply for arbitration first."),
        *cites,
    )
