"""The settlement as rows: drafted, dated, signed, in force, abandoned."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime

from mediation.effects.registry import effect
from mediation.facts.columns import Row, changed
from mediation.facts.known import SHANGHAI, Facts, Given
from mediation.facts.parties import ClaimOutcome
from mediation.facts.readings import (
    SIGNING,
    TERMS,
    agent_named,
    claim_numbered,
    completes,
    effective_at,
    formality_of,
    given_of,
    instalments_of,
    term_numbered,
    terms_of,
)
from mediation.facts.settlement import Agreement, AgreementStatus, Instalment, Signature, Term, TermKind
from mediation.vocabulary import SignatureForm, SignerCapacity, TaxTerm


def _abandoned(facts: Facts) -> tuple[Agreement, ...]:
    agreement = facts.agreement
    return () if agreement is None else (changed(agreement, status=AgreementStatus.ABANDONED),)


@effect(needs={"agreements"})
def abandon_agreement(facts: Facts) -> Sequence[Row]:
    """The agreement that counted counts no more; its rows stay."""
    return _abandoned(facts)


@effect(needs={"agreements", "claims"})
def draft_agreement(facts: Facts) -> Sequence[Row]:
    """A new version with its terms and payment days; the version before is abandoned."""
    given = given_of(facts)
    assert facts.proceeding is not None, "an agreement is drafted in a mediation"
    agreement = Agreement(
        id=facts.acting.new_id("agreement"),
        case_id=facts.case.id,
        proceeding_id=facts.proceeding.id,
        version=max((a.version for a in facts.agreements), default=0) + 1,
        status=AgreementStatus.DRAFT,
        no_more_dispute=given.yes("no_more_dispute"),
        drafted_at=facts.acting.occurred_at,
    )
    rows: list[Row] = [*_abandoned(facts), agreement]
    for number, row in enumerate(given.rows("terms"), 1):
        term = _term(facts, agreement, number, row)
        parts = [part for part in given.rows("instalments") if part.number("term") == number]
        rows += [term, *_instalments(facts, term, row, parts)]
    return rows


def _term(facts: Facts, agreement: Agreement, number: int, row: Given) -> Term:
    claim = claim_numbered(facts, row.number("claim"))
    tax = row.choice("tax")
    return Term(
        id=facts.acting.new_id("term", number),
        case_id=facts.case.id,
        agreement_id=agreement.id,
        ordinal=number,
        kind=TermKind(row["kind"]),
        claim_id=claim.id if claim else None,
        payer_id=row["payer"],
        payee_id=row["payee"],
        amount=row.number("amount"),
        tax=TaxTerm(tax) if tax else None,
        insurance_included=row.get("insurance_included"),
        method_id=row.ref("method"),
        text_id=row.ref("text"),
        due_wording_id=row.ref("due_wording"),
    )


def _instalments(facts: Facts, term: Term, row: Given, parts: Sequence[Given]) -> list[Instalment]:
    """The payment days of a term: those agreed, else one for the whole."""
    days: list[tuple[int | None, date | None]] = [(part.number("amount"), part.day("due_on")) for part in parts]
    return [
        Instalment(
            id=facts.acting.new_id("instalment", term.ordinal, number),
            case_id=facts.case.id,
            term_id=term.id,
            ordinal=number,
            amount=amount,
            due_on=due_on,
        )
        for number, (amount, due_on) in enumerate(days or [(term.amount, row.day("due_on"))], 1)
    ]


@effect(needs=TERMS)
def choose_last_day(facts: Facts) -> Sequence[Row]:
    """The last day both chose for a term whose due date was open; their earlier words stay on record."""
    given = given_of(facts)
    term = term_numbered(facts, given.number("term"))
    if term is None:
        return ()
    return tuple(
        changed(part, due_on=given.day("due_on")) for part in instalments_of(facts, term) if part.due_on is None
    )


@effect(needs=SIGNING | {"agents"})
def record_signature(facts: Facts) -> Sequence[Row]:
    """A signature or seal; the last one needed puts the agreement in force, unless a court's paper must (SI16 20)."""
    given, agreement = given_of(facts), facts.agreement
    assert agreement is not None, "agreement_is_drafted stands before every signature"
    rows: list[Row] = [_signature(facts, agreement, given)]
    if agreement.overdue_reason_id is None and given.ref("overdue_reason"):
        agreement = changed(agreement, overdue_reason_id=given.ref("overdue_reason"))
    takes_effect = completes(facts, given) and not formality_of(facts).outside_paper
    if takes_effect and agreement.status is AgreementStatus.DRAFT:
        agreement = changed(agreement, status=AgreementStatus.EFFECTIVE, effective_at=effective_at(facts, given))
        rows += _settled(facts, agreement)
    if agreement != facts.agreement:
        rows.append(agreement)
    return rows


def _signature(facts: Facts, agreement: Agreement, given: Given) -> Signature:
    capacity = SignerCapacity(given["capacity"])
    agent = agent_named(facts, given) if capacity is SignerCapacity.AGENT else None
    for_a_party = capacity in (SignerCapacity.PARTY, SignerCapacity.AGENT)
    return Signature(
        id=facts.acting.new_id("signature"),
        case_id=facts.case.id,
        agreement_id=agreement.id,
        capacity=capacity,
        party_id=given.choice("party") if for_a_party else None,
        agent_id=agent.id if agent else None,
        person_id=given.choice("mediator") if capacity is SignerCapacity.MEDIATOR else None,
        organisation_id=facts.case.organisation_id if capacity is SignerCapacity.ORGANISATION else None,
        form=SignatureForm(given["form"]),
        signed_at=facts.acting.occurred_at,
    )


def _settled(facts: Facts, agreement: Agreement) -> list[Row]:
    """The claims that the terms name are settled with them."""
    named = {term.claim_id for term in terms_of(facts, agreement)}
    return [
        changed(claim, outcome=ClaimOutcome.SETTLED)
        for claim in facts.claims
        if claim.id in named and claim.outcome is ClaimOutcome.OPEN
    ]


@effect(needs={"agreements", "terms", "claims"})
def take_effect_by_court_paper(facts: Facts) -> Sequence[Row]:
    """A mediation statement counts from the day the last party signed for it (CPLI 149); a withdrawal changes none."""
    given, agreement = given_of(facts), facts.agreement
    day = given.day("signed_for_on")
    if agreement is None or day is None or given.choice("paper_kind") != "statement":
        return ()
    at = datetime(day.year, day.month, day.day, tzinfo=SHANGHAI).astimezone(UTC)
    return (changed(agreement, status=AgreementStatus.EFFECTIVE, effective_at=at), *_settled(facts, agreement))
