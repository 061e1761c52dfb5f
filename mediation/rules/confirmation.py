"""Judicial confirmation: what is checked before filing, so that it does not come back (CPL 205; CPLI 351–358)."""

from __future__ import annotations

from datetime import date
from typing import Final

from mediation.engine.verdict import Met, Verdict
from mediation.facts.known import Facts, civil_day
from mediation.facts.readings import (
    BODY,
    PATH,
    PEOPLES,
    SIGNING,
    basis,
    given_of,
    newest,
    referral_kind,
    signing_parties,
    terms_of,
)
from mediation.facts.settlement import AgreementStatus
from mediation.rules.clocks import clock_of, overrun
from mediation.rules.registry import rule
from mediation.rules.saying import COURT, HEAD, naming, no, unknown, warn, warn_unknown
from mediation.vocabulary import ClaimItem, LegalBasis, ReferralKind

S3 = "judicial_confirmation_application"
_DELICATE = frozenset({ClaimItem.RELATION, ClaimItem.REINSTATEMENT, ClaimItem.SOCIAL_INSURANCE})
_ANY_BODY: Final = date(2022, 1, 1)
_REVIEWED = frozenset({"statement_made", "effective"})


@rule(needs=BODY)
def organisation_may_mediate(facts: Facts) -> Verdict:
    """Only what a lawfully set-up body mediated can be confirmed; its basis is on record (CPL 205; law.md §9-22)."""
    ground = basis(facts)
    if ground is None:
        return no(
            "no_legal_basis",
            ("本组织没有登记设立依据，不能证明是依法设立的调解组织。", "No legal basis of this body is on record."),
            (
                "请登记设立依据（调解仲裁法第十条、人民调解法第三十四条或者法院名册）。",
                "Record the basis: MAL 10, PML 34 or a court's roster.",
            ),
            "CPL 205",
            "MAL 10",
            "PML 34",
            who=HEAD,
        )
    if ground is LegalBasis.COURT_ROSTER:
        return warn(
            "roster_only",
            (
                "本组织仅有法院名册，是否属于依法设立的调解组织请向法院核实。",
                "The body is only on a court's roster; ask the court.",
            ),
            ("请向管辖法院核实。", "Ask the court that has jurisdiction."),
            "CPL 205",
            who=HEAD,
        )
    return Met


@rule(needs=BODY | PATH | {"agreements"})
def confirmable_in_its_day(facts: Facts) -> Verdict:
    """Before 2022 the statutes spoke of people's committees and of what a court delegated: else ask (law.md §0-2)."""
    agreement = facts.agreement
    since = civil_day(agreement.effective_at) if agreement and agreement.effective_at else facts.acting.day
    named = basis(facts) in PEOPLES or referral_kind(facts) is ReferralKind.DELEGATED
    if since >= _ANY_BODY or named:
        return Met
    return warn_unknown(
        "only_peoples_committees_then",
        (
            "协议达成时，法律只写明人民调解委员会主持达成的（以及法院委派的）协议可以申请司法确认，本协议能否确认不能确定。",
            "The law of that day named people's committees and delegated cases only; whether this one counts is open.",
        ),
        ("请先向管辖法院核实。", "Ask the court that has jurisdiction first."),
        "PML 33",
        "CPL 205",
        who=COURT,
    )


@rule(needs=SIGNING, reads_answers=True)
def both_apply_jointly(facts: Facts) -> Verdict:
    """Joint means joint: every party of the agreement applies, there is no respondent (CPL 205; CPLI 351, 353)."""
    applying = {row.choice("party") for row in given_of(facts).rows("applicants")}
    silent = [party for party in signing_parties(facts, facts.agreement) if party.id not in applying]
    if not silent:
        return Met
    said = naming(silent)
    return no(
        "not_joint",
        (f"司法确认应由双方共同申请，{said[0]}没有申请。", f"Both sides apply together; not applying: {said[1]}."),
        ("请取得另一方的申请。", "Obtain the other side's application."),
        "CPL 205",
        "CPLI 351",
    )


@rule(needs={"proceedings"})
def no_arbitration_review(facts: Facts) -> Verdict:
    """Confirmation and arbitral review are never both pending; after a statement only it counts (law.md §0-20)."""
    review = newest(facts, "arbitration_review")
    if review is None or (review.ended and review.state not in _REVIEWED):
        return Met
    return no(
        "review_pending",
        (
            "已申请仲裁审查或者已有仲裁调解书，不能再申请司法确认。",
            "Arbitral review is pending, or there is a statement.",
        ),
        ("请等待仲裁审查结果或者撤回后再申请。", "Wait for the review, or withdraw it first."),
        "R33 75",
    )


@rule(needs={"claims", "agreements", "terms"})
def content_can_be_confirmed(facts: Facts) -> Verdict:
    """Payments can be confirmed; relation, reinstatement and social insurance are doubtful: ask (law.md §9-3)."""
    settled = {term.claim_id for term in terms_of(facts, facts.agreement)}
    items = sorted({claim.item for claim in facts.claims if claim.id in settled} & _DELICATE)
    if not items:
        return Met
    zh, en = "、".join(item.zh for item in items), ", ".join(item.en for item in items)
    return warn(
        "content_may_be_refused",
        (f"协议涉及{zh}，法院可能不予确认。", f"The agreement deals with {en}; the court may not confirm that."),
        (
            "请事先与法院沟通，或者将给付内容与其他内容分别约定。",
            "Ask the court first, or settle payments apart from the rest.",
        ),
        "CPLI 355",
        "CPLI 358",
        "LDI1 52",
    )


@rule(needs={"proceedings", "agreements", "clocks"})
def not_a_revived_agreement(facts: Facts) -> Verdict:
    """A fresh agreement that revives a lapsed window is pointed out; one after a rejection is not (law.md §0-18)."""
    now = facts.agreement
    earlier = [a for a in facts.agreements if a.status is AgreementStatus.ABANDONED and a.effective_at is not None]
    confirmation = newest(facts, "judicial_confirmation")
    if now is None or not earlier or (confirmation is not None and confirmation.state == "rejected"):
        return Met
    lapsed = [c.due for c in facts.clocks if c.limit_id == S3 and c.due is not None]
    began = civil_day(now.effective_at or now.drafted_at)
    if not any(due < began for due in lapsed):
        return Met
    return warn(
        "revived_agreement",
        (
            "前一份协议的三十日申请期限已过，本协议可能被认为只为恢复期限。",
            "The earlier agreement's window had lapsed before this one.",
        ),
        ("请说明重新达成协议的实际原因。", "Say what the new agreement really changes."),
        "CPL 205",
    )


@rule(needs=set(), reads_answers=True)
def questioned_together(facts: Facts) -> Verdict:
    """The court questions both parties together (CPLI 356)."""
    if given_of(facts).yes("both_present"):
        return Met
    return no(
        "not_together",
        ("法院应当通知双方当事人共同到场核实。", "Both parties are to be present together."),
        ("请登记双方共同到场的询问。", "Record the questioning at which both were present."),
        "CPLI 356",
        who=COURT,
    )


@rule(needs={"clocks"}, reads_answers=True)
def objection_in_time(facts: Facts) -> Verdict:
    """A party objects within 15 days of receipt, an outsider within six fixed months (CPLI 372(2), 127)."""
    party = given_of(facts).choice("objector") == "party"
    clock = clock_of(facts, "objection_of_party" if party else "objection_of_outsider")
    if clock is None:
        return unknown(
            "limit_not_started",
            ("尚未登记当事人收到裁定的日期，无法判断异议是否逾期。", "The day of receipt is not on record."),
            ("请更正补登收到裁定的日期。", "Correct the record: add the day of receipt."),
            "CPLI 372",
            who=COURT,
        )
    if not overrun(facts, clock):
        return Met
    if not party:
        return warn(
            "objection_late",
            (
                f"自当事人收到裁定之日起计算的六个月已于{clock.due}届满；利害关系人的期限自其知道之日起算。",
                f"Six months from the parties' receipt ended on {clock.due}; an outsider's run from when they knew.",
            ),
            ("请由法院审查知道或者应当知道的日期。", "Let the court examine when they knew or should have known."),
            "CPLI 372",
            who=COURT,
        )
    return no(
        "limit_expired",
        (f"当事人的异议期限已于{clock.due}届满。", f"The party's time to object ended on {clock.due}."),
        ("请告知当事人裁定已经确定。", "Tell the party that the ruling is final."),
        "CPLI 372",
        who=COURT,
    )
