"""Arbitral review of a mediation agreement: checked before both ask, in force once both signed for it (R33 74–79)."""

from __future__ import annotations

import json
from typing import Final

from mediation.engine.verdict import Met, Verdict
from mediation.facts.known import Facts
from mediation.facts.readings import given_of, signing_parties, terms_of
from mediation.rules.registry import rule
from mediation.rules.saying import COURT, naming, no, warn
from mediation.vocabulary import ClaimItem, Relation

_SIGNERS: Final = frozenset({"answers", "parties", "agreements", "terms"})


@rule(needs={"claims", "agreements", "terms"})
def not_only_a_relation(facts: Facts) -> Verdict:
    """A commission does not review the confirmation of an employment relation (R33 75(4))."""
    settled = {term.claim_id for term in terms_of(facts, facts.agreement)}
    items = {claim.item for claim in facts.claims if claim.id in settled}
    if ClaimItem.RELATION not in items:
        return Met
    say = no if items == {ClaimItem.RELATION} else warn
    return say(
        "relation_is_not_reviewed",
        ("确认劳动关系的内容，仲裁委员会不予审查。", "A commission does not review the employment relation."),
        (
            "请将给付内容单独约定后申请，确认劳动关系的争议另行申请仲裁。",
            "Settle the payments apart from it; arbitrate the relation.",
        ),
        "R33 75(4)",
    )


@rule(needs=_SIGNERS, reads_answers=True)
def both_ask_for_review(facts: Facts) -> Verdict:
    """Every party of the agreement asks for the review; one alone cannot (R33 74)."""
    asking = {row.choice("party") for row in given_of(facts).rows("applicants")}
    silent = [party for party in signing_parties(facts, facts.agreement) if party.id not in asking]
    if not silent:
        return Met
    said = naming(silent)
    return no(
        "not_joint",
        (f"仲裁审查应由双方共同申请，{said[0]}没有申请。", f"Both sides ask together; not asking: {said[1]}."),
        ("请取得另一方的申请。", "Obtain the other side's application."),
        "R33 74",
    )


def _receipts(facts: Facts) -> set[str]:
    here = facts.proceeding.id if facts.proceeding else None
    return {
        json.loads(answer.value)
        for answer in facts.answers
        if answer.proceeding_id == here and answer.act == "sign_for" and answer.name == "party" and answer.value
    }


@rule(needs={"answers"}, reads_answers=True)
def not_signed_for_before(facts: Facts) -> Verdict:
    """Each party signs for the statement once."""
    if given_of(facts).choice("party") not in _receipts(facts):
        return Met
    return no(
        "signed_for_already",
        ("该当事人已经签收。", "This party has signed for it."),
        ("登记有误的，请更正原记录。", "If it was wrong, correct the record."),
        who=COURT,
    )


@rule(needs=_SIGNERS, reads_answers=True)
def everybody_signed_for(facts: Facts) -> Verdict:
    """With this receipt every party has signed for the statement: it takes effect (R33 77)."""
    got = _receipts(facts) | {given_of(facts).choice("party") or ""}
    missing = [party for party in signing_parties(facts, facts.agreement) if party.id not in got]
    if not missing:
        return Met
    said = naming(missing)
    return no(
        "receipt_missing",
        (f"{said[0]}尚未签收仲裁调解书。", f"Not signed for by: {said[1]}."),
        ("请登记其余当事人的签收。", "Record the other receipts."),
        "R33 77",
        who=COURT,
    )


@rule(needs={"answers"})
def nobody_signed_for_it(facts: Facts) -> Verdict:
    """One party suffices to withdraw, until the statement is served (R33 76)."""
    if not _receipts(facts):
        return Met
    return no(
        "served_already",
        ("仲裁调解书已有当事人签收，不能再撤回审查申请。", "A party has signed for it; too late to withdraw."),
        ("另一方拒绝签收的，请登记未签收。", "If the other will not sign for it, record that."),
        "R33 76",
        who=COURT,
    )


@rule(needs=set(), reads_answers=True)
def commission_or_its_paper(facts: Facts) -> Verdict:
    """What a commission did is recorded by its clerk, or by the liaison who names its paper."""
    if Relation.COURT_CLERK in facts.acting.actor.relations or given_of(facts).choice("paper"):
        return Met
    return no(
        "commission_paper_missing",
        ("由工会登记仲裁委员会的行为，须附仲裁文书。", "To record the commission's act, attach its paper."),
        ("请上传并选择仲裁文书，或者由仲裁委员会人员登记。", "Upload it, or let the commission's clerk record it."),
        who=COURT,
    )
