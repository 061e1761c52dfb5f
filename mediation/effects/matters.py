"""What the acts of a group write into each case: the representatives, the consent of each one they stand for."""

from __future__ import annotations

from collections.abc import Sequence

from mediation.effects.registry import effect
from mediation.facts.columns import Row, changed
from mediation.facts.known import Facts
from mediation.facts.parties import Agent, Consent
from mediation.facts.readings import given_of
from mediation.vocabulary import Authority, Channel, ConsentAnswer, ConsentSubject


@effect(needs={"joinings"})
def leave_matter(facts: Facts) -> Sequence[Row]:
    """The case goes on alone from the act on; its own proceedings stay as they are."""
    at = facts.acting.occurred_at
    return tuple(changed(j, until=max(at, j.since)) for j in facts.joinings if j.until is None)


@effect(needs={"agents"})
def name_representatives(facts: Facts) -> Sequence[Row]:
    """The elected act for the worker from now on; those named before step back (MAL 7)."""
    given = given_of(facts)
    at = facts.acting.occurred_at
    before = [
        changed(agent, until=max(at, agent.since))
        for agent in facts.agents
        if agent.party_id == given["party"] and agent.authority is Authority.REPRESENTATIVE
    ]
    named = [
        Agent(
            id=facts.acting.new_id("representative", place),
            case_id=facts.case.id,
            party_id=given["party"],
            name_id=elected.ref("name") or "",
            identity_id=elected.ref("identity"),
            authority=Authority.REPRESENTATIVE,
            since=at,
        )
        for place, elected in enumerate(given.rows("representatives"))
    ]
    return (*before, *named)


@effect(needs={"agreements"})
def consent_to_representative(facts: Facts) -> Sequence[Row]:
    """What the represented worker says to this settlement, or to the withdrawal; a new draft needs a new consent."""
    given = given_of(facts)
    agreement = facts.agreement
    about = given["about"] if given["about"] != "settle" else (agreement.id if agreement else None)
    return (
        Consent(
            id=facts.acting.new_id("consent"),
            case_id=facts.case.id,
            seq=facts.acting.seq,
            party_id=given["party"],
            subject=ConsentSubject.REPRESENTATION,
            answer=ConsentAnswer(given["answer"]),
            channel=Channel(given["channel"]),
            answered_at=facts.acting.occurred_at,
            object_id=about,
        ),
    )
