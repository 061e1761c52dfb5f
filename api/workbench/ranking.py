"""Which of the steps one may take comes first: what usually carries a case on, then the rest, then the rare."""

from __future__ import annotations

from collections.abc import Sequence

from mediation.casework.views import MoveView

USUAL = (
    "register", "supply_material", "accept", "record_consent", "ask_consent", "assign", "resume",
    "record_signature", "draft_agreement", "hold_meeting", "offer", "schedule_meeting", "receive_court_paper",
    "send", "file", "supplement", "report", "confirm", "register_outcome", "record_performance",
    "prepare_confirmation", "deliver_agreement", "lodge_with_court", "prepare_arbitration_review",
    "prepare_payment_order", "advise_arbitration", "close", "archive", "log_contact", "add_party", "add_claim",
)  # fmt: skip
"""The moves that carry a case on, the first that can be made being the one to offer; an order of work, not a rule."""
RARE = frozenset({
    "disclose_conflict", "clear_conflict", "replace_mediator", "choose_mediator", "report_group_event", "transfer_out",
    "withdraw", "suspend", "reopen", "mediate_anew", "refuse_signature", "recall", "end", "not_accept", "decline",
})  # fmt: skip
"""What is seldom wanted: never the step a page offers first."""


def ranked(steps: Sequence[MoveView]) -> list[MoveView]:
    """Return steps in the order in which they are offered; the file's order holds within a rank."""
    return sorted(steps, key=_rank)


def primary(steps: Sequence[MoveView]) -> MoveView | None:
    """Return the one step to offer before all others, ``None`` when only rare ones can be taken."""
    first = next(iter(ranked([step for step in steps if step.permitted])), None)
    return first if first is not None and first.name not in RARE else None


def _rank(step: MoveView) -> int:
    if step.name in USUAL:
        return USUAL.index(step.name)
    return len(USUAL) + (step.name in RARE)
