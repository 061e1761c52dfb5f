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
SEALED: Final = ("applicant_side", "respondent_side", "mediator")
"""The parts of the minutes that are for one side, or for the mediator alone (SI16 22; SI21 18)."""


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


@rule(needs={"meetings"})
def meeting_was_held(facts: Facts) -> Verdict:
    """Minutes are of a meeting that was held."""
    if any(meeting.held_at is not None for meeting in facts.meetings):
        return Met
    return no(
        "meeting_not_held",
        ("本案还没有登记已进行的调解场次。", "No meeting of the case was held yet."),
        ("请先登记主持调解。", "Record the meeting first."),
        "SI16 14",
        who=MEDIATOR,
    )


@rule(needs=set(), reads_answers=True)
def minutes_say_something(facts: Facts) -> Verdict:
    """Minutes have at least one part, joint or sealed."""
    given = given_of(facts)
    if given.rows("said") or given.rows("undisputed") or any(given.text(part) for part in SEALED):
        return Met
    return no(
        "empty_minutes",
        ("笔录没有内容。", "The minutes say nothing."),
        ("请填写共同部分或者任一背对背部分。", "Write the joint part, or one of the sealed ones."),
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
