"""Cases that cannot go on, one for each kind of refusal: what somebody would try next, and why it is refused."""

from __future__ import annotations

from dataclasses import dataclass

from mediation.city import attempts, confirming, courts, endings, roads
from mediation.city.attempts import Answers
from mediation.city.cast import BUILDERS, COMMISSION, EAST_COURT, STREET, STUDIO
from mediation.city.confirming import CONFIRMATION
from mediation.city.courts import REFERRAL
from mediation.city.roads import Road
from mediation.city.tale import MEDIATION
from mediation.vocabulary import ClaimItem, Nature


@dataclass(frozen=True, slots=True, kw_only=True)
class Stuck:
    """A road that ends before a closed door: who tries which move with which answers, and the code of the refusal.

    ``start`` is how many working days before today the case begins.
    """

    label: str
    road: Road
    start: int
    by: str
    move: str
    code: str
    organisation: str = STREET
    procedure: str = MEDIATION
    answers: Answers = attempts.nothing
    item: ClaimItem | None = None
    nature: Nature = Nature.LABOUR


STUCK = (
    Stuck(
        label="stuck/no-answer",
        road=roads.asked,
        start=2,
        by="street-registrar",
        move="accept",
        code="consent_not_asked",
    ),
    Stuck(
        label="stuck/out-of-scope",
        road=roads.registered,
        start=2,
        by="street-registrar",
        move="ask_consent",
        code="out_of_scope",
        item=ClaimItem.SERVICE_FEE,
        nature=Nature.SERVICE,
    ),
    Stuck(
        label="stuck/never-called",
        road=roads.registered,
        start=3,
        by="street-registrar",
        move="record_unreachable",
        answers=attempts.firm_by_phone,
        code="contact_not_tried",
    ),
    Stuck(
        label="stuck/conflict-open",
        road=attempts.conflict,
        start=4,
        by="street-mediator",
        move="hold_meeting",
        answers=attempts.meeting,
        code="conflict_open",
    ),
    Stuck(
        label="stuck/not-checked",
        road=roads.assigned,
        start=5,
        by="street-mediator",
        move="hold_meeting",
        answers=attempts.unchecked,
        code="first_meeting_incomplete",
    ),
    Stuck(
        label="stuck/term-expired",
        road=roads.bargained,
        start=30,
        by="street-mediator",
        move="extend",
        answers=attempts.extension,
        code="term_has_ended",
    ),
    Stuck(
        label="stuck/insurance-waived",
        road=roads.met,
        start=7,
        by="street-mediator",
        move="draft_agreement",
        answers=attempts.waiver,
        code="social_insurance_waived",
        item=ClaimItem.SOCIAL_INSURANCE,
    ),
    Stuck(
        label="stuck/vague-day",
        road=attempts.vague_day,
        start=10,
        by="street-liaison",
        move="prepare_confirmation",
        answers=attempts.asked_of(EAST_COURT),
        code="ambiguous_due_date",
    ),
    Stuck(
        label="stuck/no-text",
        road=attempts.without_paper,
        start=9,
        by="street-mediator",
        move="record_signature",
        answers=attempts.signs("worker", "signed"),
        code="agreement_not_written",
    ),
    Stuck(
        label="stuck/one-for-both",
        road=attempts.agent_of_both,
        start=9,
        by="street-mediator",
        move="record_signature",
        answers=attempts.signs("worker", "signed"),
        code="acts_for_both",
    ),
    Stuck(
        label="stuck/general-authority",
        road=attempts.general_agent,
        start=10,
        by="street-mediator",
        move="record_signature",
        answers=attempts.agent_signs,
        code="special_authority_missing",
    ),
    Stuck(
        label="stuck/no-seal",
        road=roads.signed_by_worker,
        start=10,
        by="builders-mediator",
        organisation=BUILDERS,
        move="record_signature",
        answers=attempts.signs("firm", "fingerprint"),
        code="form_does_not_fit",
    ),
    Stuck(
        label="stuck/window-lapsed",
        road=endings.unconfirmed,
        start=42,
        by="street-liaison",
        move="prepare_confirmation",
        answers=attempts.asked_of(EAST_COURT),
        code="limit_expired",
    ),
    Stuck(
        label="stuck/review-lapsed",
        road=endings.unconfirmed,
        start=30,
        by="street-liaison",
        move="prepare_arbitration_review",
        answers=attempts.asked_of(COMMISSION, "commission"),
        code="limit_expired",
    ),
    Stuck(
        label="stuck/post-filing",
        road=courts.entrusted_effective,
        start=14,
        by="liaison",
        organisation=STUDIO,
        move="prepare_confirmation",
        answers=attempts.asked_of(EAST_COURT),
        code="post_filing",
    ),
    Stuck(
        label="stuck/not-a-labour-body",
        road=attempts.broken_at_the_studio,
        start=17,
        by="liaison",
        organisation=STUDIO,
        move="prepare_payment_order",
        answers=attempts.payment_order,
        code="not_a_labour_agreement",
        item=ClaimItem.WAGES,
    ),
    Stuck(
        label="stuck/overpaid",
        road=endings.overdue,
        start=18,
        by="street-mediator",
        move="record_performance",
        answers=attempts.too_much,
        code="payment_does_not_fit",
    ),
    Stuck(
        label="stuck/arbitration-first",
        road=courts.prepared,
        start=2,
        by="clerk",
        organisation=STUDIO,
        procedure=REFERRAL,
        move="send",
        answers=attempts.raw_complaint,
        code="arbitration_comes_first",
    ),
    Stuck(
        label="stuck/materials-kept",
        road=courts.failed,
        start=12,
        by="mediator",
        organisation=STUDIO,
        procedure=REFERRAL,
        move="report",
        answers=attempts.kept_materials,
        code="materials_not_returned",
    ),
    Stuck(
        label="stuck/court-not-told",
        road=courts.failed,
        start=16,
        by="mediator",
        organisation=STUDIO,
        move="close",
        answers=attempts.closing("no_agreement"),
        code="not_reported",
    ),
    Stuck(
        label="stuck/award-trap",
        road=courts.entrusted_agreed,
        start=11,
        by="clerk",
        organisation=STUDIO,
        procedure=REFERRAL,
        move="outcome",
        answers=attempts.withdrawn_suit,
        code="award_takes_effect",
    ),
    Stuck(
        label="stuck/not-joint",
        road=attempts.one_side_only,
        start=12,
        by="street-liaison",
        procedure=CONFIRMATION,
        move="file",
        answers=attempts.applicants("worker"),
        code="not_joint",
    ),
    Stuck(
        label="stuck/no-certificate",
        road=confirming.confirmation_prepared,
        start=13,
        by="street-liaison",
        procedure=CONFIRMATION,
        move="file",
        answers=attempts.applicants("worker", "firm"),
        code="paper_missing",
    ),
    Stuck(
        label="stuck/no-court-paper",
        road=confirming.confirmation_filed,
        start=12,
        by="street-liaison",
        procedure=CONFIRMATION,
        move="accept",
        answers=attempts.accepted_today,
        code="court_paper_missing",
    ),
)
"""Every kind of refusal a desk meets, each with a case that stands before it."""
