"""What the acts of a desk write: parties, agents, claims, contacts, notes, facts, who is on the case, where it lies."""

from __future__ import annotations

from collections.abc import Sequence

from mediation.effects.registry import effect
from mediation.facts.columns import Row, changed
from mediation.facts.folder import Assignment
from mediation.facts.known import Facts
from mediation.facts.naming import participants_named
from mediation.facts.parties import HUMAN, Agent, Claim, Contact, Note, Participant, Party, Statement
from mediation.facts.readings import given_of
from mediation.vocabulary import (
    Audience,
    Authority,
    Channel,
    ClaimItem,
    ContactOutcome,
    FactClass,
    ParticipantRole,
    PartyKind,
    Relation,
    Side,
)

_TEXTS = ("name", "identity", "phone", "address", "representative", "account_name", "account_number", "account_bank")


@effect(needs={"parties"})
def add_party(facts: Facts) -> Sequence[Row]:
    """A new party, next in number."""
    given = given_of(facts)
    kind = PartyKind(given["kind"])
    return (
        Party(
            id=facts.acting.new_id("party"),
            case_id=facts.case.id,
            kind=kind,
            side=Side(given["side"]),
            ordinal=len(facts.parties) + 1,
            natural=kind in HUMAN or given.yes("natural"),
            stands_for_id=given.choice("stands_for"),
            pays_for_id=given.choice("pays_for"),
            name_id=given.ref("name") or "",
            identity_id=given.ref("identity"),
            phone_id=given.ref("phone"),
            address_id=given.ref("address"),
            representative_id=given.ref("representative"),
            account_name_id=given.ref("account_name"),
            account_number_id=given.ref("account_number"),
            account_bank_id=given.ref("account_bank"),
        ),
    )


@effect(needs={"parties"})
def amend_party(facts: Facts) -> Sequence[Row]:
    """The party with what was given anew; the rest stays."""
    given = given_of(facts)
    party = next(party for party in facts.parties if party.id == given["party"])
    return (changed(party, **{f"{name}_id": given.ref(name) for name in _TEXTS if given.ref(name)}),)


@effect(needs=())
def add_agent(facts: Facts) -> Sequence[Row]:
    """An agent whose authority runs from the day of the act."""
    given = given_of(facts)
    return (
        Agent(
            id=facts.acting.new_id("agent"),
            case_id=facts.case.id,
            party_id=given["party"],
            name_id=given.ref("name") or "",
            identity_id=given.ref("identity"),
            phone_id=given.ref("phone"),
            unit_id=given.ref("unit"),
            person_id=given.choice("person"),
            authority=Authority(given["authority"]),
            since=facts.acting.occurred_at,
        ),
    )


@effect(needs={"agents", "texts"})
def end_agent(facts: Facts) -> Sequence[Row]:
    """The agent's authority ends with the act."""
    given = given_of(facts)
    return tuple(
        changed(agent, until=facts.acting.occurred_at)
        for agent in facts.agents
        if agent.party_id == given["party"] and facts.words(agent.name_id) == given.text("name")
    )


@effect(needs=())
def add_participant(facts: Facts) -> Sequence[Row]:
    """Somebody else who takes part from the day of the act."""
    given = given_of(facts)
    side = given.choice("side")
    return (
        Participant(
            id=facts.acting.new_id("participant"),
            case_id=facts.case.id,
            role=ParticipantRole(given["role"]),
            side=Side(side) if side else None,
            name_id=given.ref("name") or "",
            identity_id=given.ref("identity"),
            phone_id=given.ref("phone"),
            unit_id=given.ref("unit"),
            person_id=given.choice("person"),
            since=facts.acting.occurred_at,
        ),
    )


@effect(needs={"participants", "texts"})
def end_participant(facts: Facts) -> Sequence[Row]:
    """Their part ends with the act; that they had it stays on record."""
    return tuple(changed(one, until=max(facts.acting.occurred_at, one.since)) for one in participants_named(facts))


@effect(needs={"claims"})
def add_claim(facts: Facts) -> Sequence[Row]:
    """A new claim, next in number."""
    given = given_of(facts)
    return (
        Claim(
            id=facts.acting.new_id("claim"),
            case_id=facts.case.id,
            ordinal=len(facts.claims) + 1,
            item=ClaimItem(given["item"]),
            claimant_id=given["claimant"],
            respondent_id=given["respondent"],
            amount=given.number("amount"),
            since=given.day("since"),
            until=given.day("until"),
            basis_id=given.ref("basis"),
        ),
    )


@effect(needs=())
def log_contact(facts: Facts) -> Sequence[Row]:
    """An attempt to reach a party, at the time it was made."""
    given = given_of(facts)
    return (
        Contact(
            id=facts.acting.new_id("contact"),
            case_id=facts.case.id,
            party_id=given["party"],
            channel=Channel(given["channel"]),
            outcome=ContactOutcome(given["outcome"]),
            tried_at=facts.acting.occurred_at,
            note_id=given.ref("note"),
        ),
    )


@effect(needs=())
def add_note(facts: Facts) -> Sequence[Row]:
    """A mediator's note; never joint."""
    given = given_of(facts)
    return (
        Note(
            id=facts.acting.new_id("note"),
            case_id=facts.case.id,
            audience=Audience(given["audience"]),
            text_id=given.ref("text") or "",
            written_at=facts.acting.occurred_at,
        ),
    )


@effect(needs=())
def record_fact(facts: Facts) -> Sequence[Row]:
    """What was said, with its class and audience (SI16 22; SI21 18, 22)."""
    given = given_of(facts)
    return (
        Statement(
            id=facts.acting.new_id("statement"),
            case_id=facts.case.id,
            kind=FactClass(given["class"]),
            audience=Audience(given["audience"]),
            text_id=given.ref("text") or "",
            said_by_id=given.choice("said_by"),
            said_at=facts.acting.occurred_at,
        ),
    )


@effect(needs={"assignments"})
def reassign(facts: Facts) -> Sequence[Row]:
    """The new mediator takes over; everybody assigned before leaves with the act."""
    given = given_of(facts)
    at = facts.acting.occurred_at
    leaving = [
        changed(assignment, until=max(at, assignment.since))
        for assignment in facts.assignments
        if assignment.relation is Relation.ASSIGNED_MEDIATOR and assignment.until is None
    ]
    return (*leaving, _assignment(facts, given["mediator"], Relation.ASSIGNED_MEDIATOR))


@effect(needs={"assignments"})
def hand_over(facts: Facts) -> Sequence[Row]:
    """The case lies with another organisation from now on, under its own number; whoever was on it leaves."""
    given = given_of(facts)
    at = facts.acting.occurred_at
    leaving = [changed(a, until=max(at, a.since)) for a in facts.assignments if a.until is None]
    moved = [
        changed(p, organisation_id=given["organisation"])
        for p in facts.proceedings
        if not p.ended and p.organisation_id == facts.case.organisation_id
    ]
    return (*leaving, *moved, changed(facts.case, organisation_id=given["organisation"]))


def _assignment(facts: Facts, person_id: str, relation: Relation) -> Assignment:
    return Assignment(
        id=facts.acting.new_id("assignment", person_id),
        case_id=facts.case.id,
        person_id=person_id,
        relation=relation,
        since=facts.acting.occurred_at,
    )
