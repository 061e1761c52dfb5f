"""Plain conditions on answers and on what was done before; clocks and outcomes are chosen by them."""

from __future__ import annotations

import json
from datetime import date

from mediation.engine.registry import AskName
from mediation.engine.verdict import Met, Verdict
from mediation.facts.known import Facts
from mediation.facts.readings import given_of
from mediation.rules.registry import rule
from mediation.rules.saying import DESK, no
from mediation.vocabulary import Relation

EVERYBODY = (*DESK, Relation.COURT_CLERK)


def _done(facts: Facts, act: str) -> bool:
    here = facts.proceeding.id if facts.proceeding else None
    return any(answer.act == act and answer.proceeding_id == here for answer in facts.answers)


@rule(needs={"answers"})
def done_before(facts: Facts, *, act: str) -> Verdict:
    """An act that asks something was recorded in this proceeding."""
    if _done(facts, act):
        return Met
    return no(
        "not_done_yet",
        ("前一步骤尚未登记。", f"'{act}' has not been recorded yet."),
        ("请先办理前一步骤。", f"Record '{act}' first."),
        who=EVERYBODY,
    )


@rule(needs={"answers"})
def not_done_before(facts: Facts, *, act: str) -> Verdict:
    """An act that asks something and is recorded once."""
    if not _done(facts, act):
        return Met
    return no(
        "done_already",
        ("该事项已经登记，不能重复登记。", f"'{act}' has been recorded; it is not recorded twice."),
        ("登记有误的，请更正原记录。", "If it was wrong, correct the record."),
        who=EVERYBODY,
    )


@rule(needs=set(), reads_answers=True)
def choice_is(facts: Facts, *, name: AskName, option: str) -> Verdict:
    """One option was chosen."""
    if given_of(facts).choice(name) == option:
        return Met
    return no(
        "other_choice", ("所选不是这一项。", f"'{name}' is not '{option}'."), ("请核对所选项。", "Check the choice.")
    )


@rule(needs=set(), reads_answers=True)
def answered_yes(facts: Facts, *, name: AskName) -> Verdict:
    """A question was answered with yes."""
    if given_of(facts).yes(name):
        return Met
    return no(
        "answered_no", ("答复不是“是”。", f"'{name}' was not answered yes."), ("请核对答复。", "Check the answer.")
    )


@rule(needs=set(), reads_answers=True)
def answered_now(facts: Facts, *, name: AskName) -> Verdict:
    """A question that may stay open was answered."""
    if given_of(facts).get(name) is not None:
        return Met
    return no("left_open", ("该项未填写。", f"'{name}' was left open."), ("请补充填写。", "Fill it in."))


@rule(needs=set(), reads_answers=True)
def day_has_come(facts: Facts, *, name: AskName) -> Verdict:
    """A day on which something happened is not after the day it is recorded for."""
    day = given_of(facts).day(name)
    if day is None or day <= facts.acting.day:
        return Met
    return no(
        "day_ahead",
        (f"日期{day}晚于办理之日{facts.acting.day}。", f"{day} lies after the day of the act, {facts.acting.day}."),
        ("请核对日期。", "Check the date."),
        who=EVERYBODY,
    )


@rule(needs={"answers"}, reads_answers=True)
def not_before_answer(facts: Facts, *, name: AskName, earlier: str) -> Verdict:
    """A day is not before another that this proceeding has on record."""
    day = given_of(facts).day(name)
    here = facts.proceeding.id if facts.proceeding else None
    found = [a.value for a in facts.answers if a.name == earlier and a.proceeding_id == here and a.value]
    before = date.fromisoformat(json.loads(found[-1])) if found else None
    if day is None or before is None or day >= before:
        return Met
    return no(
        "days_out_of_order",
        (f"日期{day}早于此前登记的{before}。", f"{day} lies before {before}, which is on record."),
        ("请核对两个日期，登记有误的请更正。", "Check both days and correct the wrong one."),
        who=EVERYBODY,
    )


@rule(needs=set(), reads_answers=True)
def day_not_before(facts: Facts, *, name: AskName, other: AskName) -> Verdict:
    """Of two days given together the second is not before the first."""
    given = given_of(facts)
    later, first = given.day(name), given.day(other)
    if later is None or first is None or later >= first:
        return Met
    return no(
        "days_out_of_order",
        (f"日期{later}早于{first}。", f"{later} lies before {first}."),
        ("请核对两个日期。", "Check both days."),
        who=EVERYBODY,
    )


@rule(needs=set(), reads_answers=True)
def day_not_passed(facts: Facts, *, name: AskName) -> Verdict:
    """A day that is yet to be kept is not before the day of the act."""
    day = given_of(facts).day(name)
    if day is None or day >= facts.acting.day:
        return Met
    return no(
        "day_passed",
        (f"日期{day}已经过去。", f"{day} has passed."),
        ("请选择今天或者以后的日期。", "Choose today or a later day."),
        who=EVERYBODY,
    )
