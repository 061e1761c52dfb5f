"""Where a reason is cleared: from its code to the step on the same case that clears it."""

from __future__ import annotations

from collections.abc import Mapping

ACTS: Mapping[str, str] = {
    "side_missing": "add_party",
    "nothing_claimed": "add_claim",
    "amount_missing": "add_claim",
    "contact_not_tried": "log_contact",
    "special_authority_missing": "add_agent",
    "acts_for_both": "end_agent",
    "not_assigned": "reassign",
    "debtor_is_not_the_employer": "amend_party",
}
"""Reasons that an act of the folder clears."""
MOVES: Mapping[str, str] = {
    "consent_not_asked": "record_consent",
    "consent_incomplete": "record_consent",
    "consent_refused": "record_consent",
    "consent_unreachable": "record_consent",
    "applicant_has_not_consented": "record_consent",
    "respondent_has_not_consented": "record_consent",
    "not_done_yet": "register",
    "conflict_open": "clear_conflict",
    "no_conflict_disclosed": "disclose_conflict",
    "mediator_not_named": "assign",
    "first_meeting_incomplete": "hold_meeting",
    "no_agreement": "draft_agreement",
    "no_agreement_in_force": "record_signature",
    "signatures_missing": "record_signature",
    "offer_not_released": "release_offer",
    "no_such_offer": "offer",
    "arbitration_comes_first": "advise_arbitration",
    "something_is_left": "record_performance",
    "due_date_is_definite": "choose_last_day",
}
"""Reasons that a move of the mediation clears."""
TABS: Mapping[str, str] = {
    "paper_missing": "papers",
    "agreement_not_written": "papers",
    "court_paper_missing": "papers",
    "commission_paper_missing": "papers",
    "receipt_missing": "papers",
    "no_enforceable_paper": "papers",
}
"""Reasons that a paper or a file clears: issued or handed in on that tab."""


def cure_path(code: str, case_id: str, mediation_id: str | None) -> str | None:
    """Return the address where a reason is cleared, ``None`` when no one step does."""
    if code in ACTS:
        return f"/cases/{case_id}/acts/{ACTS[code]}"
    if code in MOVES and mediation_id is not None:
        return f"/cases/{case_id}/do/{mediation_id}/{MOVES[code]}"
    return f"/cases/{case_id}/{TABS[code]}" if code in TABS else None
