"""Who signs a settlement, how, and when it is complete (law.md §3.1, §0-13)."""

from __future__ import annotations

from mediation.engine.registry import LimitName
from mediation.engine.verdict import Met, Verdict
from mediation.facts.known import Facts
from mediation.facts.readings import (
    FORM,
    MAL10,
    PATH,
    SIGNING,
    Signer,
    agent_named,
    basis,
    completes,
    formality_of,
    given_of,
    given_signer,
    is_labour,
    mediator_ids,
    needed_for_filing,
    referral_kind,
    signatures_on,
    signed,
    signing_parties,
)
from mediation.rules.clocks import TERMS, overrun, within_limit
from mediation.rules.registry import rule
from mediation.rules.saying import DESK, MEDIATOR, Pair, naming, no, warn
from mediation.vocabulary import ReferralKind, SignatureForm, SignerCapacity

_FORMS = {
    SignerCapacity.MEDIATOR: frozenset({SignatureForm.SIGNED, SignatureForm.FINGERPRINT, SignatureForm.ELECTRONIC}),
    SignerCapacity.AGENT: frozenset({SignatureForm.SIGNED, SignatureForm.FINGERPRINT, SignatureForm.ELECTRONIC}),
    SignerCapacity.ORGANISATION: frozenset({SignatureForm.SEALED, SignatureForm.ELECTRONIC}),
}


@rule(needs={"agreements", "terms"})
def agreement_is_drafted(facts: Facts) -> Verdict:
    """Only terms that were written down can be signed."""
    agreement = facts.agreement
    if agreement is not None and any(term.agreement_id == agreement.id for term in facts.terms):
        return Met
    return no(
        "no_agreement",
        ("尚未拟定调解协议。", "No agreement has been drafted."),
        ("请先拟定调解协议。", "Draft the agreement first."),
        "R17 26",
        who=MEDIATOR,
    )


@rule(needs=SIGNING | {"agents", "assignments"}, reads_answers=True)
def signer_is_named(facts: Facts) -> Verdict:
    """A party's or an agent's signature names the party, a mediator's the mediator of the case."""
    given = given_of(facts)
    capacity = SignerCapacity(given["capacity"])
    if capacity is SignerCapacity.ORGANISATION:
        return Met
    if capacity is SignerCapacity.MEDIATOR:
        return _mediator(given.choice("mediator") in mediator_ids(facts))
    if given.choice("party") not in {party.id for party in signing_parties(facts, facts.agreement)}:
        return no(
            "signer_not_named",
            (
                "请写明是哪一方当事人签署，且该当事人应当是协议的一方。",
                "Say which party signed; it must be one of the agreement's.",
            ),
            ("请选择当事人。", "Choose the party."),
            "R17 26",
        )
    if capacity is SignerCapacity.AGENT and agent_named(facts, given) is None:
        return no(
            "agent_not_on_file",
            (
                "该当事人没有登记这名代理人，或者未选定是哪一名。",
                "This agent is not on file, or it is not said which one.",
            ),
            ("请先登记授权委托书，或者填写代理人序号。", "Record the authority first, or give the agent's number."),
            "CPL 62",
        )
    return Met


def _mediator(on_case: bool) -> Verdict:
    if on_case:
        return Met
    return no(
        "mediator_not_named",
        ("签名的调解员应当是本案调解员。", "The mediator who signs must be one of the case."),
        ("请选择本案调解员。", "Choose the mediator of the case."),
        "MAL 14(2)",
    )


@rule(needs={"parties"}, reads_answers=True)
def form_fits_the_signer(facts: Facts) -> Verdict:
    """An organisation seals, a mediator signs, a fingerprint goes with a human being's name (MAL 14(2); PML 29)."""
    given = given_of(facts)
    capacity, form = SignerCapacity(given["capacity"]), SignatureForm(given["form"])
    party = next((party for party in facts.parties if party.id == given.choice("party")), None)
    fits = form in _FORMS.get(capacity, frozenset(SignatureForm))
    if capacity is SignerCapacity.PARTY and party is not None and not party.natural:
        fits = form is not SignatureForm.FINGERPRINT
    if fits:
        return Met
    return no(
        "form_does_not_fit",
        (f"{capacity.zh}不能以“{form.zh}”的方式签署。", f"'{form.en}' does not fit: {capacity.en}."),
        (
            "组织盖章，个人签名；捺印应当随同签名。",
            "An organisation seals, a person signs; a fingerprint goes with a name.",
        ),
        "MAL 14(2)",
        "PML 29",
    )


@rule(needs=SIGNING, reads_answers=True)
def not_signed_before(facts: Facts) -> Verdict:
    """One signature for each who must sign; of several mediators each may."""
    given = given_of(facts)
    agreement = facts.agreement
    mine = given_signer(given)
    if mine[0] is SignerCapacity.MEDIATOR:
        there = any(s.person_id == given.choice("mediator") for s in signatures_on(facts, agreement))
    else:
        there = mine in signed(signatures_on(facts, agreement))
    if not there:
        return Met
    return no(
        "signed_already",
        ("该签署已经登记。", "This signature is on record."),
        ("登记有误的，请更正原记录。", "If it was wrong, correct the record."),
    )


@rule(needs=SIGNING, reads_answers=True)
def last_needed_signature(facts: Facts) -> Verdict:
    """With this signature the settlement is complete on its path (MAL 14(2); PML 29; SI16 24)."""
    if completes(facts, given_of(facts)):
        return Met
    form = formality_of(facts)
    return no(
        "signatures_missing",
        ("签名盖章尚未齐备。", "Signatures are still missing."),
        ("请继续登记其余签名盖章。", "Record the rest."),
        *form.cites,
    )


@rule(needs=FORM)
def waits_for_the_courts_paper(facts: Facts) -> Verdict:
    """After filing (or from a tribunal) a settlement counts only by the court's paper (SI16 20; R33 72)."""
    form = formality_of(facts)
    if form.outside_paper:
        return Met
    return no(
        "counts_by_itself",
        ("本案协议不以法院（仲裁）文书为生效条件。", "This settlement counts without a court's or tribunal's paper."),
        ("请登记签名盖章。", "Record the signatures."),
        *form.cites,
    )


@rule(needs=FORM)
def settles_out_of_court(facts: Facts) -> Verdict:
    """After filing there is no judicial confirmation: only a statement or withdrawal (SI16 20; law.md §0-14)."""
    if not formality_of(facts).outside_paper:
        return Met
    return no(
        "post_filing",
        (
            "立案后（仲裁庭）委托调解达成协议的，不能申请司法确认。",
            "A settlement reached after filing, or by a tribunal's entrustment, cannot be confirmed.",
        ),
        ("请申请法院（仲裁庭）出具调解书，或者撤诉。", "Ask for a mediation statement, or withdraw the suit."),
        "SI16 20",
        "R33 72",
    )


@rule(needs=FORM)
def arbitration_review_is_open(facts: Facts) -> Verdict:
    """A labour settlement at a body of MAL 10 may go to the commission, if no court has it (R33 74–75; R17 27)."""
    form = formality_of(facts)
    confirmed = any(p.procedure == "judicial_confirmation" and p.state == "confirmed" for p in facts.proceedings)
    if is_labour(facts) and basis(facts) in MAL10 and not form.outside_paper and not confirmed:
        return Met
    return no(
        "no_arbitration_review",
        ("本协议不能申请仲裁审查。", "This settlement is not open to arbitral review."),
        ("请选择司法确认等其他途径。", "Choose another route, such as judicial confirmation."),
        "R33 74",
        "R33 75",
    )


@rule(needs=FORM | {"clocks"})
def confirmation_in_time(facts: Facts) -> Verdict:
    """Within 30 days of effect (CPL 205); where nothing can be confirmed the limit never began and is not spoken of."""
    closed = settles_out_of_court(facts) is not Met
    return Met if closed else within_limit(facts, limit=LimitName("judicial_confirmation_application"))


@rule(needs=FORM | {"clocks"})
def review_in_time(facts: Facts) -> Verdict:
    """Within 15 days of effect (R33 74); where nothing can be reviewed the limit never began and is not spoken of."""
    closed = arbitration_review_is_open(facts) is not Met
    return Met if closed else within_limit(facts, limit=LimitName("arbitration_review_application"))


def _missing(missing: frozenset[Signer], facts: Facts) -> Pair:
    parties = [p for p in facts.parties if (SignerCapacity.PARTY, p.id) in missing]
    said = [naming(parties)] if parties else []
    said += [(c.zh, c.en) for c in (SignerCapacity.MEDIATOR, SignerCapacity.ORGANISATION) if (c, "") in missing]
    return "、".join(zh for zh, _ in said), ", ".join(en for _, en in said)


def _lacking(facts: Facts) -> frozenset[Signer]:
    agreement = facts.agreement
    return needed_for_filing(facts, agreement) - signed(signatures_on(facts, agreement))


@rule(needs=SIGNING)
def all_have_signed(facts: Facts) -> Verdict:
    """Whatever made it effective, a court or a lodging needs every signature and the seal (law.md §0-13; CPLI 354)."""
    lacking = _lacking(facts)
    if facts.agreement is not None and not lacking:
        return Met
    zh, en = _missing(lacking, facts)
    return no(
        "signatures_missing",
        (f"协议尚缺签名盖章：{zh}。", f"Signatures or seals are missing: {en}."),
        ("请补签、补盖章并登记。", "Add and record them."),
        "CPLI 354",
        "SI16 23",
        who=DESK,
    )


@rule(needs=SIGNING)
def signatures_are_missing_for_court(facts: Facts) -> Verdict:
    """Early notice of the signatures and the seal that filing will need (law.md §0-13)."""
    lacking = _lacking(facts)
    if not lacking:
        return Met
    zh, en = _missing(lacking, facts)
    return warn(
        "signatures_missing",
        (f"提交法院前尚需补齐签名盖章：{zh}。", f"Before filing, signatures or seals are still needed: {en}."),
        ("请补签、补盖章并登记。", "Add and record them."),
        "CPLI 354",
        "SI16 23",
    )


@rule(needs=SIGNING | {"clocks"}, reads_answers=True)
def overdue_signing_has_a_reason(facts: Facts) -> Verdict:
    """Signing after the term has run out is allowed and flagged, with a reason; refusing it makes people backdate."""
    agreement = facts.agreement
    if agreement is None or agreement.overdue_reason_id or given_of(facts).ref("overdue_reason"):
        return Met
    late = [c for c in facts.clocks if c.limit_id in TERMS and c.stopped_at is None and overrun(facts, c)]
    if not late:
        return Met
    return no(
        "overdue_reason_missing",
        (
            f"调解期限已于{late[0].due}届满，逾期达成应当说明理由。",
            f"The term ended on {late[0].due}; say why it is signed late.",
        ),
        ("请填写逾期达成的理由，不要倒签日期。", "Give the reason; do not backdate."),
        "R17 29",
        "SI16 26",
    )


@rule(needs=PATH)
def made_by_delegation(facts: Facts) -> Verdict:
    """Only what a court delegated before filing is lodged with it (SI16 19)."""
    if referral_kind(facts) is ReferralKind.DELEGATED:
        return Met
    return no(
        "not_delegated",
        ("本案不是法院委派调解，无需备案。", "The case was not delegated by a court; nothing is lodged."),
        ("请直接办理履行或者司法确认。", "Go on to performance or confirmation."),
        "SI16 19",
    )
