"""What was paid, what is overdue: an instalment is due until 24:00 of its last day."""

from __future__ import annotations

from collections.abc import Iterator

from mediation.engine.verdict import Met, Verdict
from mediation.facts.known import Facts
from mediation.facts.readings import TERMS, given_of, instalment_named, instalments_of, terms_of
from mediation.facts.settlement import Instalment
from mediation.rules.registry import rule
from mediation.rules.saying import DESK, no
from mediation.rules.terms import last_day_passed


def _all(facts: Facts) -> Iterator[Instalment]:
    for term in terms_of(facts, facts.agreement):
        yield from instalments_of(facts, term)


def _left(instalment: Instalment) -> int | None:
    """What is still owed, in fen; ``None`` where no money is."""
    return None if instalment.amount is None else instalment.amount - (instalment.paid_amount or 0)


def _fulfils(facts: Facts, instalment: Instalment) -> bool:
    left = _left(instalment)
    return left is None or (given_of(facts).number("amount") or 0) >= left


@rule(needs=TERMS, reads_answers=True)
def instalment_is_known(facts: Facts) -> Verdict:
    """What is performed is an instalment of the agreement that is still open."""
    instalment = instalment_named(facts, given_of(facts))
    if instalment is not None and instalment.paid_on is None:
        return Met
    return no(
        "no_such_instalment",
        ("没有该期次，或者该期次已经履行。", "There is no such instalment, or it has been performed."),
        ("请核对条款序号和期次。", "Check the numbers of the term and the instalment."),
        who=DESK,
    )


@rule(needs=TERMS, reads_answers=True)
def payment_fits(facts: Facts) -> Verdict:
    """A payment has an amount, and not more than is still owed on the instalment."""
    given = given_of(facts)
    instalment = instalment_named(facts, given)
    left = _left(instalment) if instalment is not None else None
    amount = given.number("amount")
    if left is None or (amount is not None and 0 < amount <= left):
        return Met
    return no(
        "payment_does_not_fit",
        ("本次金额未填写，或者超过该期尚欠金额。", "No amount is given, or it is more than is still owed."),
        ("请核对金额；多付的，请分别登记到其他期次。", "Check the amount; record more on other instalments."),
        who=DESK,
    )


@rule(needs=TERMS, reads_answers=True)
def everything_is_performed(facts: Facts) -> Verdict:
    """With this performance nothing of the agreement is left."""
    now = instalment_named(facts, given_of(facts))
    others = [i for i in _all(facts) if now is None or i.id != now.id]
    if now is not None and _fulfils(facts, now) and all(i.paid_on for i in others):
        return Met
    return no(
        "something_is_left",
        ("尚有未履行的内容。", "Something is still to be performed."),
        ("请继续登记履行。", "Record the rest when it is performed."),
        who=DESK,
    )


@rule(needs=TERMS, reads_answers=True)
def something_stays_overdue(facts: Facts) -> Verdict:
    """After this performance an instalment is still unpaid beyond its last day."""
    now = instalment_named(facts, given_of(facts))
    for instalment in _all(facts):
        done = instalment.paid_on is not None or (
            now is not None and instalment.id == now.id and _fulfils(facts, instalment)
        )
        if not done and last_day_passed(instalment.due_on, facts.acting.day):
            return Met
    return no(
        "nothing_stays_overdue",
        ("没有逾期未履行的内容。", "Nothing is overdue."),
        ("请继续跟进履行。", "Go on watching performance."),
        who=DESK,
    )


@rule(needs=TERMS)
def something_is_overdue(facts: Facts) -> Verdict:
    """A breach is an instalment unpaid beyond its last day (MAL 15)."""
    if any(i.paid_on is None and last_day_passed(i.due_on, facts.acting.day) for i in _all(facts)):
        return Met
    return no(
        "nothing_overdue",
        ("没有已到期而未履行的内容。", "Nothing that was due is unpaid."),
        (
            "请待履行期限届满后再登记；期限不明的请先选定最后履行日。",
            "Wait for the last day to pass; if it is open, let the parties choose one.",
        ),
        "MAL 15",
        who=DESK,
    )
