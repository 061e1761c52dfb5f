"""What came of a settlement or a mediation: payments, results of claims, facts nobody disputes."""

from __future__ import annotations

from collections.abc import Sequence

from mediation.effects.meeting import in_turn
from mediation.effects.registry import effect
from mediation.facts.columns import Row, changed
from mediation.facts.known import Facts
from mediation.facts.parties import ClaimOutcome, Statement
from mediation.facts.readings import TERMS, claim_numbered, given_of, instalment_named
from mediation.vocabulary import Audience, FactClass


@effect(needs=TERMS)
def record_performance(facts: Facts) -> Sequence[Row]:
    """What was paid on an instalment (fen, added up); the day is kept once it is paid in full, or the act was done."""
    given = given_of(facts)
    instalment = instalment_named(facts, given)
    if instalment is None:
        return ()
    if instalment.amount is None:
        return (changed(instalment, paid_on=given.day("paid_on")),)
    paid = (instalment.paid_amount or 0) + (given.number("amount") or 0)
    done = paid >= instalment.amount
    return (changed(instalment, paid_amount=paid, paid_on=given.day("paid_on") if done else None),)


@effect(needs={"claims"})
def settle_claims(facts: Facts) -> Sequence[Row]:
    """What became of each claim that was named; the rest stays as it is (SI16 26)."""
    rows: list[Row] = []
    for row in given_of(facts).rows("claims"):
        claim = claim_numbered(facts, row.number("claim"))
        if claim is not None:
            rows.append(changed(claim, outcome=ClaimOutcome(row["outcome"])))
    return rows


@effect(needs=set())
def record_undisputed_facts(facts: Facts) -> Sequence[Row]:
    """Facts every party signed for, item by item; they belong to the joint part and may travel (SI21 22)."""
    return tuple(
        Statement(
            id=facts.acting.new_id("fact", number),
            case_id=facts.case.id,
            kind=FactClass.UNDISPUTED,
            audience=Audience.JOINT,
            text_id=row.ref("fact") or "",
            said_at=in_turn(facts.acting.occurred_at, number),
        )
        for number, row in enumerate(given_of(facts).rows("facts"), 1)
    )
