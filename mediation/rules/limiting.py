"""What may be recorded of limitation and of an award: beginnings, obstacles, whose days run (law.md §0-10, §0-15)."""

from __future__ import annotations

from datetime import date

from mediation.engine.verdict import Met, Verdict
from mediation.facts.known import Facts
from mediation.facts.limiting import LIMITATION, conservative_day, recorded, suspended_now
from mediation.facts.parties import Party
from mediation.facts.readings import given_of
from mediation.rules.papers import on_file
from mediation.rules.registry import moment, rule
from mediation.rules.saying import no, warn, warn_unknown
from mediation.vocabulary import PaperKind, PartyKind

_WORKERS = frozenset({PartyKind.WORKER, PartyKind.HEIR})


@moment(needs=LIMITATION)
def conservative_limitation(facts: Facts) -> date | None:
    """The day the earliest conservative year runs from: knowledge, end of employment, the claimant's last own act."""
    return conservative_day(facts)


@rule(needs=set(), reads_answers=True)
def basis_says_something(facts: Facts) -> Verdict:
    """A beginning is a day of knowledge, or how employment stands; an employment that ended has its day (MAL 27)."""
    given = given_of(facts)
    employment, ended_on = given.choice("employment"), given.day("employment_ended_on")
    if employment == "ended" and ended_on is None:
        return no(
            "end_of_employment_missing",
            ("劳动关系已经终止，终止日期未填写。", "Employment ended, but its last day is missing."),
            ("请询问并填写劳动关系终止日期。", "Ask for the day employment ended and give it."),
            "MAL 27(4)",
        )
    if employment == "lasting" and ended_on is not None:
        return no(
            "employment_contradicts_itself",
            ("劳动关系仍在存续，却填写了终止日期。", "Employment lasts, and yet a last day is given."),
            ("请核对劳动关系是否已经终止。", "Check whether employment has ended."),
            "MAL 27(4)",
        )
    if employment or given.day("known_on"):
        return Met
    return no(
        "nothing_said",
        ("起算日期和劳动关系情况均未填写。", "Neither a day nor the state of employment is given."),
        ("请至少填写其中一项。", "Give at least one of them."),
        "MAL 27",
    )


@rule(needs={"claims", "parties"}, reads_answers=True)
def act_is_of_a_claimant(facts: Facts) -> Verdict:
    """An act begins anew its claimant's own years, a consent to perform the creditor's (law.md §0-10)."""
    given = given_of(facts)
    party, agreed = given.choice("party"), given.choice("kind") == "agreed_to_perform"
    sides = [claim.respondent_id if agreed else claim.claimant_id for claim in facts.claims]
    if party in sides:
        return Met
    return warn(
        "interrupts_nothing",
        ("该方没有相应的请求，这一行为不使任何时效重新计算。", "This party has no such claim; no year begins anew."),
        ("请核对行为人和请求事项。", "Check who acted and what is claimed."),
        "MAL 27(2)",
        "R33 27",
    )


@rule(needs={"answers"}, reads_answers=True)
def limitation_runs(facts: Facts) -> Verdict:
    """What keeps a party from applying is recorded once, until its end is recorded too."""
    since = suspended_now(facts, given_of(facts).choice("party"))
    if since is None:
        return Met
    return no(
        "suspended_already",
        (f"该方的时效自{since}起已经中止。", f"This party's year has stood still since {since}."),
        ("请先登记中止事由消除的日期。", "Record first when that obstacle ended."),
        "MAL 27(3)",
    )


@rule(needs={"answers"}, reads_answers=True)
def limitation_stands_still(facts: Facts) -> Verdict:
    """An obstacle that ended was recorded, and did not end before it began."""
    given = given_of(facts)
    since, until = suspended_now(facts, given.choice("party")), given.day("until")
    if since is not None and until is not None and since <= until:
        return Met
    return no(
        "not_suspended",
        ("该方没有在该日以前开始、尚未消除的中止事由。", "No obstacle of this party began before that day and lasts."),
        ("请核对当事人和日期，或者先登记中止事由。", "Check party and day, or record the obstacle first."),
        "MAL 27(3)",
    )


@rule(needs={"answers"})
def no_complaint_yet(facts: Facts) -> Verdict:
    """An award's day to sue is shown while no complaint is filed (law.md §0-15)."""
    filed = (a.act == "send" or (a.act == "take_other_route" and a.said["route"] == "sue") for a in recorded(facts))
    if not any(filed):
        return Met
    return no(
        "complaint_filed",
        ("本案已经起诉，起诉期限不再计算。", "A complaint is filed; the days to sue no longer run."),
        ("请按诉讼程序办理。", "Follow the court's procedure."),
        "MAL 48",
        "MAL 50",
    )


@rule(needs={"answers", "papers", "attachments"})
def award_receipt_is_known(facts: Facts) -> Verdict:
    """Of an award nobody has sued on yet the day of receipt is asked: fifteen days later it binds (law.md §0-15)."""
    known = any(act.act == "record_award" for act in recorded(facts))
    if known or not on_file(facts, PaperKind.AWARD) or no_complaint_yet(facts) is not Met:
        return Met
    return warn_unknown(
        "award_receipt_unknown",
        (
            "案卷中有仲裁裁决书，各方收到之日未登记，起诉期限无法计算。",
            "An award is on file, but not when each side received it; the days to sue cannot be counted.",
        ),
        ("请询问各方收到之日并登记，提示十五日内起诉。", "Ask, record it, and point out the fifteen days to sue."),
        "MAL 48",
        "MAL 50",
    )


def _receiver(facts: Facts) -> Party | None:
    named = given_of(facts).choice("party")
    return next((party for party in facts.parties if party.id == named), None)


@rule(needs={"parties"}, reads_answers=True)
def worker_received_it(facts: Facts) -> Verdict:
    """The award reached the worker, who may sue whatever its kind (MAL 48, 50)."""
    party = _receiver(facts)
    if party is not None and party.kind in _WORKERS:
        return Met
    return no(
        "not_the_worker",
        ("签收裁决书的不是劳动者一方。", "It was not the worker who received the award."),
        ("请核对签收人。", "Check who signed for it."),
        "MAL 48",
    )


@rule(needs={"parties"}, reads_answers=True)
def employer_received_it(facts: Facts) -> Verdict:
    """The award reached the employer's side: final, it may be annulled; else it may be sued on (MAL 49, 50)."""
    party = _receiver(facts)
    if party is not None and party.kind not in _WORKERS:
        return Met
    return no(
        "not_the_employer",
        ("签收裁决书的不是用人单位一方。", "It was not the employer's side that received the award."),
        ("请核对签收人。", "Check who signed for it."),
        "MAL 49",
    )


@rule(needs=set(), reads_answers=True)
def final_for_the_employer(facts: Facts) -> Verdict:
    """A final award binds the employer: no suit, only annulment within thirty days (MAL 47, 49)."""
    if given_of(facts).choice("finality") != "final":
        return Met
    return warn(
        "award_is_final",
        (
            "该裁决为终局裁决：劳动者可以自收到之日起十五日内起诉，用人单位只能自收到之日起三十日内申请撤销。",
            "The award is final: the worker may sue within 15 days, the employer may only seek annulment within 30.",
        ),
        ("请分别告知双方。", "Tell each side its own road."),
        "MAL 47",
        "MAL 48",
        "MAL 49",
    )
