"""What a case already knows of what a calculator asks, so that nobody types it twice."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from mediation.casework.opened import Opened
from mediation.casework.said import yuan
from mediation.facts.parties import Claim
from mediation.law.reckoning.all import calculator
from mediation.policy import Resource
from mediation.vocabulary import ClaimItem, Side

ITEMS: Mapping[str, Collection[ClaimItem]] = {
    "wage_arrears": (ClaimItem.WAGES,),
    "overtime": (ClaimItem.OVERTIME,),
    "severance": (ClaimItem.SEVERANCE,),
    "damages": (ClaimItem.DAMAGES,),
    "additional_damages": (ClaimItem.WAGES,),
    "double_wages": (ClaimItem.DOUBLE_WAGES,),
    "annual_leave": (ClaimItem.ANNUAL_LEAVE,),
    "injury_benefit": (ClaimItem.INJURY_BENEFIT,),
}
"""Which claims a calculator reckons."""


def prefilled(opened: Opened, name: str) -> dict[str, str]:
    """Return answers as they are typed, for what is on file: the place, and the period and the sum of the claim.

    They are a beginning: each can be overwritten before anything is reckoned.

    Raises:
        NotFound: no such calculator.
    """
    asked = {ask.name for ask in calculator(name).asks}
    if not opened.reader.may(Resource.FACTS):
        return {}
    claim = next((c for c in opened.facts.claims if c.item in ITEMS.get(name, ())), None)
    known = {"place": _place(opened), **(_of_claim(claim) if claim else {})}
    return {name: value for name, value in known.items() if value and name in asked}


def _of_claim(claim: Claim) -> dict[str, str | None]:
    since, until = (day.isoformat() if day else None for day in (claim.since, claim.until))
    return {"since": since, "until": until, "on": until, "owed": yuan(claim.amount)}


def _place(opened: Opened) -> str | None:
    """The place there are figures for that the respondent's address or the organisation's name begins with."""
    words = opened.facts.words
    addresses = [words(p.address_id) or "" for p in opened.facts.parties if p.side is Side.RESPONDENT]
    names = [*addresses, opened.organisations[opened.case.organisation_id].name]
    places = opened.desk.parameters.places("minimum_wage")
    return next((place for name in names for place in places if name.startswith(place)), None)
