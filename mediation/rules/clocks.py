"""Conditions on running time limits. Limits are named by their readable id, as clocks keep them."""

from __future__ import annotations

from typing import Final

from mediation.engine.registry import LimitName
from mediation.engine.verdict import Met, Verdict
from mediation.facts.folder import AdjustmentKind, Clock
from mediation.facts.known import Facts
from mediation.facts.readings import PATH, given_of, referral_kind
from mediation.rules.registry import rule
from mediation.rules.saying import MEDIATOR, no, unknown, warn
from mediation.vocabulary import ReferralKind, Relation

EXTENDABLE: Final = frozenset(
    {
        "mediation_term",
        "platform_one_stop_mediation",
        "delegated_mediation",
        "entrusted_mediation_ordinary",
        "entrusted_mediation_summary",
        "online_mediation_delegated",
        "online_mediation_ordinary",
        "online_mediation_summary",
    }
)
"""The terms of mediation that the parties may lengthen (M2, M4, D1–D3, D8)."""
TERMS: Final = EXTENDABLE | {"arbitration_entrusted_mediation"}
"""The terms within which mediation should come to its end."""


def clock_of(facts: Facts, limit: str) -> Clock | None:
    """Return the newest clock of a limit, running or stopped."""
    return next((clock for clock in reversed(facts.clocks) if clock.limit_id == limit), None)


def running(facts: Facts, limits: frozenset[str]) -> tuple[Clock, ...]:
    """Return the clocks of these limits that nobody stopped."""
    return tuple(c for c in facts.clocks if c.limit_id in limits and c.stopped_at is None)


def overrun(facts: Facts, clock: Clock) -> bool:
    """Test if the day of the act lies after a clock's last day."""
    return clock.due is not None and facts.acting.day > clock.due


@rule(needs={"clocks"})
def within_limit(facts: Facts, *, limit: LimitName) -> Verdict:
    """The day of the act is within a limit that must have begun to run. Only the court excuses a lapse (CPL 86)."""
    clock = clock_of(facts, limit)
    if clock is None:
        return unknown(
            "limit_not_started",
            ("该期限尚未起算，无法判断是否在期限内。", "The limit has not begun to run, so it cannot be told."),
            ("请先登记起算的事件。", "Record the event it runs from."),
        )
    if not overrun(facts, clock):
        return Met
    return no(
        "limit_expired",
        (f"期限已于{clock.due}届满。", f"The limit ended on {clock.due}."),
        (
            "因不可抗力或者其他正当理由耽误的，在障碍消除后十日内向法院申请顺延；否则请选择其他途径。",
            "For force majeure ask the court within ten days after the obstacle ended; else choose another route.",
        ),
        "CPL 86",
    )


@rule(needs={"clocks"})
def limit_not_overrun(facts: Facts, *, limit: LimitName) -> Verdict:
    """A desk's own limit that was overrun is pointed out; the act stands."""
    clock = clock_of(facts, limit)
    if clock is None or not overrun(facts, clock):
        return Met
    return warn(
        "done_late",
        (f"已超过规定的期限（{clock.due}）。", f"The limit ended on {clock.due}."),
        ("可以继续办理，请在案卷中说明原因。", "Go on, and note why it is late."),
        "R17 22",
    )


@rule(needs={"clocks"})
def limit_is_over(facts: Facts, *, limit: LimitName) -> Verdict:
    """The last day of a limit has passed; what follows from that may be recorded now."""
    clock = clock_of(facts, limit)
    if clock is not None and overrun(facts, clock):
        return Met
    zh, en = (f"（{clock.due}届满）", f" (until {clock.due})") if clock is not None and clock.due else ("", "")
    return no(
        "limit_still_runs",
        (f"该期限尚未届满{zh}。", f"That limit is not over{en}."),
        ("请待期限届满后再登记。", "Wait until it is over, then record it."),
        who=(Relation.UNION_LIAISON, Relation.COURT_CLERK),
    )


@rule(needs={"clocks"})
def clock_running(facts: Facts, *, limit: LimitName) -> Verdict:
    """A clock of the limit runs."""
    if running(facts, frozenset({limit})):
        return Met
    return no(
        "clock_not_running", ("该期限没有在计算。", "That limit does not run."), ("请核对期限。", "Check the limit.")
    )


@rule(needs={"clocks", "adjustments"})
def clock_suspended(facts: Facts, *, limit: LimitName) -> Verdict:
    """A clock of the limit stands still."""
    own = {clock.id for clock in running(facts, frozenset({limit}))}
    still = (a for a in facts.adjustments if a.clock_id in own and a.kind is AdjustmentKind.SUSPEND)
    if any(entry.end is None for entry in still):
        return Met
    return no(
        "clock_not_suspended", ("该期限没有暂停。", "It does not stand still."), ("请核对期限。", "Check the limit.")
    )


@rule(needs={"clocks"})
def extension_before_the_end(facts: Facts) -> Verdict:
    """The parties lengthen a term that runs, before it has ended (R17 29; SI16 27; SI21 24)."""
    terms = running(facts, EXTENDABLE)
    if not terms:
        return no(
            "nothing_to_extend",
            ("没有可以延长的调解期限在计算。", "No term that could be extended is running."),
            ("无需延长，可以继续调解。", "No extension is needed."),
            "R17 29",
            "SI16 27",
        )
    if not all(overrun(facts, clock) for clock in terms):
        return Met
    return no(
        "term_has_ended",
        ("调解期限已经届满，不能再延长。", "The term has ended and cannot be extended any more."),
        (
            "延长的同意在届满前作出的，请按实际日期补录；否则请终止调解，或者说明理由后签署。",
            "If they agreed before the end, record it for that day; else end the mediation, or sign with a reason.",
        ),
        "R17 29",
        "SI16 27",
        "SI21 24",
        who=MEDIATOR,
    )


@rule(needs=set(), reads_answers=True)
def extension_has_days(facts: Facts) -> Verdict:
    """An extension is of one day or more; how much at most, the edition of the limit says (P24)."""
    if (given_of(facts).number("days") or 0) >= 1:
        return Met
    return no(
        "no_days",
        ("延长天数应为1日以上。", "An extension is of one day or more."),
        ("请填写延长的天数。", "Give the number of days."),
        "SI16 27",
    )


@rule(needs=PATH, reads_answers=True)
def appraisal_before_filing(facts: Facts) -> Verdict:
    """Only an appraisal before filing stops a clock, and only the online term (SI21 26)."""
    if given_of(facts).choice("reason") == "appraisal" and referral_kind(facts) is ReferralKind.DELEGATED:
        return Met
    return no(
        "clock_goes_on",
        ("该事由不停止期限的计算。", "That reason stops no clock."),
        ("需要更多时间的，请由各方当事人同意延长。", "If more time is needed, let the parties extend the term."),
        "SI21 26",
    )


@rule(needs=PATH, reads_answers=True)
def suspension_does_not_stop_the_clock(facts: Facts) -> Verdict:
    """A suspension for any other reason is pointed out: the term goes on (law.md §0-7)."""
    if appraisal_before_filing(facts) is Met:
        return Met
    return warn(
        "clock_goes_on",
        ("暂停调解不停止调解期限的计算。", "The suspension does not stop the term of mediation."),
        (
            "需要更多时间的，请在届满前由各方当事人同意延长。",
            "If more time is needed, let the parties extend before the end.",
        ),
        "SI21 26",
        who=MEDIATOR,
    )
