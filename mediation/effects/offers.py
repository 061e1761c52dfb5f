"""Offers as rows: kept from the other side until their maker releases them (SI16 22)."""

from __future__ import annotations

from collections.abc import Sequence

from mediation.effects.registry import effect
from mediation.facts.columns import Row, changed
from mediation.facts.known import Facts
from mediation.facts.readings import claim_numbered, given_of
from mediation.facts.settlement import Offer, OfferAnswer


@effect(needs={"offers", "claims"})
def make_offer(facts: Facts) -> Sequence[Row]:
    """An offer; each is a round of its own, so that its number never changes."""
    given = given_of(facts)
    claim = claim_numbered(facts, given.number("claim"))
    return (
        Offer(
            id=facts.acting.new_id("offer"),
            case_id=facts.case.id,
            round=max((offer.round for offer in facts.offers), default=0) + 1,
            maker_id=given["party"],
            claim_id=claim.id if claim else None,
            amount=given.number("amount"),
            text_id=given.ref("words"),
            made_at=facts.acting.occurred_at,
        ),
    )


def _named(facts: Facts) -> Offer:
    number = given_of(facts).number("offer")
    return next(offer for offer in facts.offers if offer.round == number)


@effect(needs={"offers"})
def release_offer(facts: Facts) -> Sequence[Row]:
    """Its maker let it go to the other side; the first release counts."""
    offer = _named(facts)
    return () if offer.released_at else (changed(offer, released_at=facts.acting.occurred_at),)


@effect(needs={"offers"})
def answer_offer(facts: Facts) -> Sequence[Row]:
    """What the other side said; a later answer replaces an earlier one."""
    answer = OfferAnswer(given_of(facts)["answer"])
    return (changed(_named(facts), answer=answer, answered_at=facts.acting.occurred_at),)
