"""The offers as a grid: a row a claim, a column a round of both sides, how far they are apart, what was taken."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest

from mediation.casework.views import CaseView, ClaimView, OfferView
from mediation.facts.settlement import OfferAnswer
from mediation.vocabulary import Side


@dataclass(frozen=True, slots=True)
class Bid:
    """An offer in its place; ``other_id`` is who answers it, ``None`` when several could."""

    offer: OfferView
    other_id: str | None


@dataclass(frozen=True, slots=True)
class GridRow:
    """A claim with its rounds (what the applicant's side offered, what the other did); amounts in fen."""

    claim: ClaimView | None
    turns: tuple[tuple[Bid | None, Bid | None], ...]
    asked: int | None
    standing: tuple[int | None, int | None]
    accepted: OfferView | None

    @property
    def gap(self) -> int | None:
        """How far the sides are apart; nothing left once an offer was accepted."""
        if self.accepted is not None:
            return 0
        theirs, ours = self.standing
        return None if theirs is None or ours is None else theirs - ours


def grid_of(case: CaseView) -> list[GridRow]:
    """Return the rows of the claims, then one for offers on the whole; of the offers only those for the reader."""
    offers = case.offers or []
    claims: list[ClaimView | None] = [*case.claims, *([None] if any(o.claim_id is None for o in offers) else [])]
    return [_row(case, claim, [o for o in offers if o.claim_id == (claim.id if claim else None)]) for claim in claims]


def _row(case: CaseView, claim: ClaimView | None, offers: Sequence[OfferView]) -> GridRow:
    applicants = {party.id for party in case.parties if party.side == Side.APPLICANT}
    bids = [Bid(offer, _other(case, claim, offer)) for offer in offers]
    theirs = [bid for bid in bids if bid.offer.maker_id in applicants]
    ours = [bid for bid in bids if bid.offer.maker_id not in applicants]
    asked = fen(claim.amount) if claim else None
    return GridRow(
        claim,
        tuple(zip_longest(theirs, ours)),
        asked,
        (_last(theirs, asked), _last(ours, None)),
        next((o for o in reversed(offers) if o.answer == OfferAnswer.ACCEPTED), None),
    )


def _other(case: CaseView, claim: ClaimView | None, offer: OfferView) -> str | None:
    """Who answers an offer: the other party of its claim, else the only one on the other side."""
    between = (claim.claimant_id, claim.respondent_id) if claim else ()
    if offer.maker_id in between:
        return next(ref for ref in between if ref != offer.maker_id)
    side = next((p.side for p in case.parties if p.id == offer.maker_id), None)
    others = [p.id for p in case.parties if p.side not in (side, Side.THIRD)]
    return others[0] if len(others) == 1 else None


def _last(bids: Sequence[Bid], otherwise: int | None) -> int | None:
    return next((fen(bid.offer.amount) for bid in reversed(bids) if bid.offer.amount is not None), otherwise)


def totals(rows: Sequence[GridRow]) -> tuple[int, int, int]:
    """Return the sums in fen: asked, as the applicants stand now, as the other side does."""
    taken = [fen(row.accepted.amount) if row.accepted else None for row in rows]
    now = [row.standing if sum_of is None else (sum_of, sum_of) for row, sum_of in zip(rows, taken, strict=True)]
    return sum(row.asked or 0 for row in rows), sum(one or 0 for one, _ in now), sum(other or 0 for _, other in now)


def fen(yuan: str | None) -> int | None:
    """Return an amount in yuan as text with two decimals in fen."""
    return None if yuan is None else int(yuan.replace(".", ""))
