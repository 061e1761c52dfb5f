"""What may come in and how: the path, the scope, who disputes about what (law.md §3.2, §0-9, §0-26)."""

from __future__ import annotations

from mediation.engine.verdict import Met, Verdict
from mediation.facts.known import Facts
from mediation.facts.readings import BODY, LABOUR, OWN_DESK, PEOPLES, basis, given_of, is_labour, overage_period
from mediation.rules.registry import rule
from mediation.rules.saying import COURT, DESK, no, warn, warn_unknown
from mediation.rules.terms import worker
from mediation.vocabulary import ConsentAnswer, ConsentSubject, Nature, Side


@rule(needs=set())
def own_desk(facts: Facts) -> Verdict:
    """A case from a court or a commission was accepted with its referral; it is not accepted again (law.md §0-4)."""
    if facts.case.source in OWN_DESK:
        return Met
    return no(
        "came_by_referral",
        (
            "本案由法院（仲裁）移送，不适用自行受理的程序。",
            "The case came by referral; the desk's own intake is not for it.",
        ),
        ("请在委派（委托）程序中办理。", "Use the referral's moves."),
        "SI16 27",
    )


@rule(needs={"parties"})
def both_sides_named(facts: Facts) -> Verdict:
    """A dispute has two sides (MAL 12)."""
    sides = {party.side for party in facts.parties}
    if {Side.APPLICANT, Side.RESPONDENT} <= sides:
        return Met
    lacking = [side for side in (Side.APPLICANT, Side.RESPONDENT) if side not in sides]
    zh, en = "、".join(side.zh for side in lacking), ", ".join(side.en for side in lacking)
    return no(
        "side_missing",
        (f"尚未登记{zh}。", f"Not on file: {en}."),
        (f"请添加{zh}。", f"Add: {en}."),
        "MAL 12",
        who=(*DESK, *COURT),
    )


@rule(needs={"claims"})
def something_is_claimed(facts: Facts) -> Verdict:
    """An application says what is asked for (MAL 12; R17 21)."""
    if facts.claims:
        return Met
    return no(
        "nothing_claimed",
        ("尚未登记请求事项。", "No claim is on file."),
        ("请逐项登记请求事项。", "Record the claims, item by item."),
        "MAL 12",
        "R17 21",
    )


@rule(needs=LABOUR | BODY)
def within_scope(facts: Facts) -> Verdict:
    """A labour desk takes labour disputes and platform work; a people's committee any civil dispute (MAL 2; PML 2)."""
    if period := overage_period(facts):
        return _overage(period)
    if is_labour(facts) or facts.case.nature is Nature.PLATFORM or basis(facts) in PEOPLES:
        return Met
    if facts.case.nature is Nature.OVERAGE:
        return warn(
            "overage_other_matter",
            (
                "超龄劳动者的其他事项不适用劳动争议处理程序，可直接起诉。",
                "This matter is outside the labour-dispute procedure.",
            ),
            ("请告知当事人可以直接向人民法院起诉。", "Tell the parties that they may sue directly."),
            "R56 19",
        )
    return no(
        "out_of_scope",
        ("本纠纷不属于劳动争议，本组织不能受理。", "It is no labour dispute; this body cannot take it."),
        ("请办理不予受理，并告知人民调解、诉讼等其他途径。", "Do not accept it; tell of people's mediation or a suit."),
        "MAL 2",
        "LDI1 2",
    )


def _overage(period: str) -> Verdict:
    if period == "interim":
        said = (
            "2025年9月1日至2026年6月30日，超龄劳动者争议的性质没有明文规定。",
            "From 2025-09-01 to 2026-06-30 no rule classes disputes of workers past retirement age.",
        )
        cure = ("请在受理前与管辖法院、仲裁委员会沟通。", "Ask the court and the commission before accepting.")
        return warn("overage_open", said, cure, "LDI2 21")
    said = (
        "是否已经领取养老保险待遇尚不清楚，劳动关系或者劳务关系未定。",
        "Whether a pension is drawn is not on file, so the relation is open.",
    )
    return warn_unknown("pension_not_known", said, ("请核对退休证。", "Ask for the retirement certificate."), "LDI1 32")


@rule(needs=LABOUR)
def labour_dispute(facts: Facts) -> Verdict:
    """For clocks and routes that only labour disputes have; what is open counts as none."""
    if is_labour(facts):
        return Met
    return no(
        "no_labour_dispute",
        ("本纠纷不适用劳动争议处理程序。", "The labour-dispute procedure does not apply."),
        ("请按民事纠纷办理。", "Handle it as a civil dispute."),
        "MAL 2",
    )


@rule(needs=set())
def nature_is(facts: Facts, *, nature: Nature) -> Verdict:
    """For clocks of one kind of dispute."""
    if facts.case.nature is nature:
        return Met
    return no(
        "other_nature",
        (f"本案不是{nature.zh}。", f"It is no {nature.en}."),
        ("请核对纠纷性质。", "Check the nature of the dispute."),
    )


@rule(needs={"consents", "contacts", "parties"}, reads_answers=True)
def refusal_ground_is_on_file(facts: Facts) -> Verdict:
    """Who is told that the other side refused or could not be reached can see it on file (R17 22)."""
    ground = given_of(facts).choice("ground")
    others = {party.id for party in facts.parties if party.side is Side.RESPONDENT}
    mine = [c for c in facts.consents if c.party_id in others and c.subject is ConsentSubject.MEDIATION]
    if ground == "other_party_refused":
        on_file = any(consent.answer is ConsentAnswer.REFUSED for consent in mine)
    elif ground == "other_party_unreachable":
        on_file = any(consent.answer is ConsentAnswer.UNREACHABLE for consent in mine)
    else:
        on_file = True
    if on_file:
        return Met
    return no(
        "ground_not_on_file",
        ("所选理由没有相应的征询记录。", "No record of asking bears out that ground."),
        ("请先登记另一方的答复或者联系情况。", "Record the other side's answer or the attempts first."),
        "R17 22",
    )


@rule(needs={"parties"}, reads_answers=True)
def applicant_withdraws(facts: Facts) -> Verdict:
    """Only who applied can withdraw; the other side refuses mediation instead."""
    named = given_of(facts).choice("party")
    if any(party.id == named and party.side is Side.APPLICANT for party in facts.parties):
        return Met
    return no(
        "not_the_applicant",
        ("撤回申请由申请人提出。", "Only the applicant can withdraw."),
        ("被申请人不愿调解的，请按终止调解办理。", "If the respondent will not go on, end the mediation."),
        "SI16 26",
    )


@rule(needs={"parties"})
def worker_applied(facts: Facts) -> Verdict:
    """An employer's application leaves the worker's year alone (law.md §0-10)."""
    if any(party.side is Side.APPLICANT and worker(party) for party in facts.parties):
        return Met
    return no(
        "worker_did_not_apply",
        (
            "申请人不是劳动者，劳动者的仲裁时效不因此重新计算。",
            "No worker applied; the worker's year does not restart.",
        ),
        ("请提示劳动者自行主张权利。", "Remind the worker to assert the claims in time."),
        "R17 31",
        "R33 27",
    )
