"""What parties agreed to or refused, as rows: on mediation, on an extension, on a mediator after disclosure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from mediation.effects.registry import effect
from mediation.facts.columns import Row, changed
from mediation.facts.folder import Interest
from mediation.facts.known import Facts
from mediation.facts.parties import Consent, Party
from mediation.facts.readings import given_of
from mediation.vocabulary import Channel, ConsentAnswer, ConsentSubject, Side, Source


def _consents(
    facts: Facts, parties: Iterable[Party], subject: ConsentSubject, channel: Channel, about: str | None = None
) -> tuple[Consent, ...]:
    return tuple(
        Consent(
            id=facts.acting.new_id("consent", subject, party.id, about or ""),
            case_id=facts.case.id,
            seq=facts.acting.seq,
            party_id=party.id,
            subject=subject,
            answer=ConsentAnswer.AGREED,
            channel=channel,
            answered_at=facts.acting.occurred_at,
            object_id=about,
        )
        for party in parties
    )


def _on(facts: Facts, *sides: Side) -> tuple[Party, ...]:
    dead = {party.stands_for_id for party in facts.parties}
    return tuple(party for party in facts.parties if party.side in sides and party.id not in dead)


@effect(needs={"parties"})
def record_applicants_consent(facts: Facts) -> Sequence[Row]:
    """Who applies for mediation consents by applying (R17 22); at the desk's own initiative everybody is asked."""
    if facts.case.source is not Source.APPLICATION:
        return ()
    return _consents(facts, _on(facts, Side.APPLICANT), ConsentSubject.MEDIATION, Channel.IN_PERSON)


@effect(needs={"parties"})
def record_court_consent(facts: Facts) -> Sequence[Row]:
    """The consents a court took before it sent the case (SI16 11)."""
    given = given_of(facts)
    asked = {Side.APPLICANT: given.yes("applicant_consented"), Side.RESPONDENT: given.yes("respondent_consented")}
    sides = [side for side, agreed in asked.items() if agreed]
    return _consents(facts, _on(facts, *sides), ConsentSubject.MEDIATION, Channel.COURT)


@effect(needs=set())
def record_consent(facts: Facts, *, answer: ConsentAnswer) -> Sequence[Row]:
    """What one party answered, or that it could not be reached."""
    given = given_of(facts)
    return (
        Consent(
            id=facts.acting.new_id("consent"),
            case_id=facts.case.id,
            seq=facts.acting.seq,
            party_id=given["party"],
            subject=ConsentSubject.MEDIATION,
            answer=answer,
            channel=Channel(given["channel"]),
            answered_at=facts.acting.occurred_at,
        ),
    )


@effect(needs={"parties"})
def record_extension_consents(facts: Facts) -> Sequence[Row]:
    """An extension is an act of both sides: one consent a party (R17 29; SI16 27)."""
    channel = Channel(given_of(facts)["channel"])
    return _consents(facts, _on(facts, Side.APPLICANT, Side.RESPONDENT), ConsentSubject.EXTENSION, channel)


@effect(needs=set())
def disclose_conflict(facts: Facts) -> Sequence[Row]:
    """A conflict of interest, open until both sides still consent (SI16 15; SI21 13)."""
    given = given_of(facts)
    return (
        Interest(
            id=facts.acting.new_id("interest"),
            case_id=facts.case.id,
            person_id=given["mediator"],
            detail_id=given.ref("detail") or "",
            disclosed_at=facts.acting.occurred_at,
        ),
    )


@effect(needs={"interests", "parties"})
def clear_conflict(facts: Facts) -> Sequence[Row]:
    """Every party's consent to each disclosure of the mediator, which is thereby cleared (SI16 15; SI21 13)."""
    given = given_of(facts)
    channel = Channel(given["channel"])
    asked = _on(facts, Side.APPLICANT, Side.RESPONDENT)
    rows: list[Row] = []
    for interest in facts.interests:
        if interest.person_id == given["mediator"] and interest.cleared_at is None:
            rows.append(changed(interest, cleared_at=facts.acting.occurred_at))
            rows.extend(_consents(facts, asked, ConsentSubject.CONFLICT, channel, interest.id))
    return rows
