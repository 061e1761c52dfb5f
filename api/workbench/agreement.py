"""The agreement drawn up from the offers as they stand: nothing is typed again but when it is to be paid."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query
from fastapi.responses import Response
from pydantic import BaseModel, Field

from api.workbench.acting import form_for, show_form
from api.workbench.case_page import MEDIATION
from api.workbench.fields import PREFIX
from api.workbench.offer_grid import GridRow, fen, grid_of
from api.workbench.posted import BACK, THEN
from api.workbench.session import Reads
from mediation.casework import reading
from mediation.casework.opened import Opened
from mediation.casework.said import yuan
from mediation.casework.views import CaseView, OfferView
from mediation.errors import NotFound
from mediation.facts.known import civil_day
from mediation.policy import Resource, no_such_proceeding
from mediation.vocabulary import ClaimItem, PaperKind, Side, TaxTerm

router = APIRouter(prefix="/cases/{case_id}/agreement")
MOST_PARTS = 36
USUAL_DAYS = 15
_UNTAXED = frozenset({ClaimItem.INJURY_MEDICAL, ClaimItem.INJURY_BENEFIT})


class Plan(BaseModel):
    """How the money is to be paid: in one sum or in parts, the first by when, then every month or week."""

    parts: int = Field(default=1, ge=1, le=MOST_PARTS)
    first: date | None = None
    every: Literal["month", "week"] = "month"


@dataclass(frozen=True, slots=True)
class Taken:
    """A row of the offers that becomes a term: the offer, and whether the other side accepted it."""

    row: GridRow
    offer: OfferView
    accepted: bool


@dataclass(frozen=True, slots=True)
class Part:
    """One payment day of a term; the amount in fen."""

    term: int
    amount: int
    due_on: date


@router.get("/from-offers")
def from_offers(case_id: str, read: Reads, plan: Annotated[Plan, Query()]) -> Response:
    """Show the draft of the agreement filled in from the last round; the paper is issued with it."""
    opened = read.case(case_id)
    proceeding = next((p for p in reversed(opened.mine()) if p.procedure == MEDIATION), None)
    if proceeding is None:
        raise no_such_proceeding()
    if not opened.reader.may(Resource.CONFIDENCES):
        raise NotFound("没有这个地址，或您无权查看。", "There is no such address, or it is not for you.")
    case = reading.case_view(opened)
    rows = grid_of(case)
    taken = [one for row in rows if (one := _taken(row)) is not None]
    first = plan.first or _usual_day(opened)
    sums = [(n, fen(one.offer.amount) or 0) for n, one in enumerate(taken, 1) if one.offer.amount]
    parts = _parts(sums, plan, first) if plan.parts > 1 else []
    sent = dict(_prefilled(case, taken, parts, first))
    form = form_for(read, case_id, proceeding.id, "draft_agreement", prefilled=sent)
    return show_form(
        form,
        template="agreement.html",
        plan=plan,
        first=first,
        taken=taken,
        left=[row for row in rows if row.claim is not None and _taken(row) is None],
        parts=parts,
        total=sum(amount for _, amount in sums),
        planned=sum(part.amount for part in parts),
    )


def _taken(row: GridRow) -> Taken | None:
    """What a row's term says: the offer that was accepted, else the last one its maker let go to the other side."""
    if row.accepted is not None:
        return Taken(row, row.accepted, True)
    bids = [bid for turn in row.turns for bid in turn if bid is not None and bid.offer.released_at is not None]
    last = max(bids, key=lambda bid: bid.offer.round, default=None)
    return Taken(row, last.offer, False) if last else None


def _usual_day(opened: Opened) -> date:
    """A day to begin from, always to be settled with the parties: two weeks ahead, a working day."""
    calendar, day = opened.desk.calendar, civil_day(opened.now) + timedelta(days=USUAL_DAYS)
    return day if calendar.is_working_day(day) else calendar.next_working_day(day)


def _parts(sums: Sequence[tuple[int, int]], plan: Plan, first: date) -> list[Part]:
    """Divide each sum evenly to the fen; the last part takes what is over, so that they add up."""
    found = []
    for term, amount in sums:
        share = amount // plan.parts
        for place in range(plan.parts):
            last = amount - share * (plan.parts - 1)
            due = _later(first, place, plan.every)
            found.append(Part(term, last if place == plan.parts - 1 else share, due))
    return found


def _later(first: date, place: int, every: str) -> date:
    """The day of the part in that place: the same day of the month, or the month's last."""
    if every == "week":
        return first + timedelta(weeks=place)
    months = first.year * 12 + first.month - 1 + place
    year, month = divmod(months, 12)
    end = (date(year + (month == 11), (month + 1) % 12 + 1, 1) - timedelta(days=1)).day
    return date(year, month + 1, min(first.day, end))


def _prefilled(case: CaseView, taken: Sequence[Taken], parts: Sequence[Part], first: date) -> Iterator[tuple[str, str]]:
    for place, one in enumerate(taken):
        for name, value in _term(case, one, None if parts else first).items():
            yield f"{PREFIX}terms.{place}.{name}", value
    for place, part in enumerate(parts):
        row = {"term": str(part.term), "amount": yuan(part.amount) or "", "due_on": part.due_on.isoformat()}
        for name, value in row.items():
            yield f"{PREFIX}instalments.{place}.{name}", value
    yield f"{PREFIX}no_more_dispute", "true"
    yield THEN, PaperKind.AGREEMENT.value
    yield BACK, "papers"


def _term(case: CaseView, one: Taken, due: date | None) -> dict[str, str]:
    claim, offer = one.row.claim, one.offer
    payer, payee = (claim.respondent_id, claim.claimant_id) if claim else _between(case)
    term: dict[str, Any] = {"kind": "payment" if offer.amount else "act", "payer": payer, "payee": payee}
    term |= {"claim": str(claim.ordinal) if claim else "", "due_on": due.isoformat() if due else ""}
    if offer.amount:
        tax = TaxTerm.NOT_TAXED if claim and claim.item in _UNTAXED else TaxTerm.BEFORE
        term |= {"amount": offer.amount, "tax": tax.value, "insurance_included": "false", "method": "银行转账"}
    return term | {"text": offer.text or ""}


def _between(case: CaseView) -> tuple[str, str]:
    """Who performs for whom where no claim says it: the respondent for the applicant."""
    first = {side: next((p.id for p in case.parties if p.side == side), "") for side in Side}
    return first[Side.RESPONDENT], first[Side.APPLICANT]
