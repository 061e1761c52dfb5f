"""What a first meeting must have done, and when a meeting can be scheduled (SI16 14; SI21 17)."""

from __future__ import annotations

from typing import Final

from mediation.engine.verdict import Met, Verdict
from mediation.facts.known import Facts
from mediation.facts.readings import given_of
from mediation.rules.registry import rule
from mediation.rules.saying import MEDIATOR, no

CHECKS: Final = {
    "identity_checked": ("核对身份及代理权限", "identity and authority checked"),
    "rights_told": ("告知权利义务与调解规则", "rights and rules told"),
    "sham_told": ("告知虚假调解的法律后果", "consequences of sham mediation told"),
    "address_confirmed": ("确认送达地址", "address for service confirmed"),
}


@rule(needs={"meetings"}, reads_answers=True)
def first_meeting_checks(facts: Facts) -> Verdict:
    """By the end of the first meeting four things were done, each once in the case (SI16 14; SI21 17; CPL 115)."""
    given = given_of(facts)
    held = [meeting for meeting in facts.meetings if meeting.held_at is not None]
    open_ones = [
        words for name, words in CHECKS.items() if not given.yes(name) and not any(getattr(m, name) for m in held)
    ]
    if not open_ones:
        return Met
    zh, en = "、".join(words[0] for words in open_ones), ", ".join(words[1] for words in open_ones)
    return no(
        "first_meeting_incomplete",
        (f"首次调解尚未完成：{zh}。", f"Not done at the first meeting: {en}."),
        ("请逐项完成后再登记。", "Do each of them, then record the meeting."),
        "SI16 14",
        "SI21 17",
        "CPL 115",
        who=MEDIATOR,
    )


@rule(needs=set(), reads_answers=True)
def meeting_is_ahead(facts: Facts) -> Verdict:
    """A meeting is scheduled for later than the act of scheduling."""
    starts_at = given_of(facts).instant("starts_at")
    if starts_at is None or starts_at >= facts.acting.occurred_at:
        return Met
    return no(
        "meeting_in_the_past",
        ("开始时间早于排定之时。", "It starts before it is scheduled."),
        ("请核对时间；已举行的请直接登记调解。", "Check the time; if it took place, record the meeting."),
        who=MEDIATOR,
    )
