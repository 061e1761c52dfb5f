"""Offers: an offer reaches the other side only when its maker releases it (law.md §0-21; SI16 22)."""

from __future__ import annotations

from mediation.engine.verdict import Met, Verdict
from mediation.facts.known import Facts
from mediation.facts.readings import given_of
from mediation.facts.settlement import Offer
from mediation.rules.registry import rule
from mediation.rules.saying import MEDIATOR, no
from mediation.vocabulary import Side


def _named(facts: Facts) -> Offer | None:
    number = given_of(facts).number("offer")
    return next((offer for offer in facts.offers if offer.round == number), None)


def _side(facts: Facts, party_id: str | None) -> Side | None:
    return next((party.side for party in facts.parties if party.id == party_id), None)


@rule(needs=set(), reads_answers=True)
def offer_says_something(facts: Facts) -> Verdict:
    """An offer has an amount, or says what else is offered."""
    given = given_of(facts)
    if given.number("amount") is not None or given.text("words") is not None:
        return Met
    return no(
        "empty_offer",
        ("方案没有内容。", "The offer says nothing."),
        ("请填写金额或者其他内容。", "Give an amount or say what else."),
        who=MEDIATOR,
    )


@rule(needs={"offers"}, reads_answers=True)
def offer_is_known(facts: Facts) -> Verdict:
    """An offer is named by its round; every offer is a round of its own."""
    if _named(facts) is not None:
        return Met
    return no(
        "no_such_offer",
        ("没有该方案。", "There is no such offer."),
        ("请核对方案轮次。", "Check its round."),
        who=MEDIATOR,
    )


@rule(needs={"offers"}, reads_answers=True)
def only_its_maker_releases(facts: Facts) -> Verdict:
    """Nobody else can let an offer go to the other side (SI16 22)."""
    offer = _named(facts)
    if offer is None or offer.maker_id == given_of(facts).choice("party"):
        return Met
    return no(
        "not_the_maker",
        ("只有提出方案的一方才能同意转达。", "Only the party that made the offer can release it."),
        ("请取得提出方的同意。", "Obtain its maker's consent."),
        "SI16 22",
        who=MEDIATOR,
    )


@rule(needs={"offers"}, reads_answers=True)
def offer_was_released(facts: Facts) -> Verdict:
    """Nobody answers an offer that was not passed on (SI16 22)."""
    offer = _named(facts)
    if offer is None or offer.released_at is not None:
        return Met
    return no(
        "offer_not_released",
        ("提出方尚未同意转达该方案。", "Its maker has not released this offer."),
        ("请先登记提出方同意转达。", "Record the release first."),
        "SI16 22",
        who=MEDIATOR,
    )


@rule(needs={"offers", "parties"}, reads_answers=True)
def other_side_answers(facts: Facts) -> Verdict:
    """An offer is answered by the other side."""
    offer = _named(facts)
    answering = _side(facts, given_of(facts).choice("party"))
    if offer is None or answering is not _side(facts, offer.maker_id):
        return Met
    return no(
        "own_offer",
        ("提出方案的一方不能答复自己的方案。", "A side does not answer its own offer."),
        ("请选择另一方当事人。", "Choose a party of the other side."),
        who=MEDIATOR,
    )
