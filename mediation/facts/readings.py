"""What follows from the rows of a case alone: its path, its body, who must still sign, its last day.

Rules and effects share it, so that what a rule promises is what an effect writes.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Final

from mediation.facts.folder import Proceeding
from mediation.facts.known import Facts, Given, civil_day
from mediation.facts.parties import Agent, Claim, Party
from mediation.facts.settlement import Agreement, Instalment, Signature, Term
from mediation.vocabulary import ClaimItem, LegalBasis, Nature, ReferralKind, Side, SignerCapacity, Source

OWN_DESK: Final = frozenset({Source.APPLICATION, Source.OWN_INITIATIVE})
AFTER_FILING: Final = frozenset(
    {
        ReferralKind.ENTRUSTED_ORDINARY,
        ReferralKind.ENTRUSTED_SUMMARY,
        ReferralKind.PRIOR_ORDINARY,
        ReferralKind.PRIOR_SUMMARY,
    }
)
ENTRUSTED: Final = AFTER_FILING | {ReferralKind.ARBITRATION_ENTRUSTED}
MAL10: Final = frozenset({LegalBasis.MAL10_1, LegalBasis.MAL10_2, LegalBasis.MAL10_3})
PEOPLES: Final = frozenset({LegalBasis.MAL10_2, LegalBasis.PML34})

PATH: Final = frozenset({"proceedings", "answers"})
"""The groups that ``referral_kind`` reads."""
LABOUR: Final = frozenset({"claims"})
"""The groups that ``is_labour`` reads."""
BODY: Final = frozenset({"organisations"})
"""The group that ``basis`` reads."""
FORM: Final = PATH | LABOUR | BODY
"""The groups that ``formality_of`` reads."""
SIGNING: Final = FORM | {"parties", "agreements", "terms", "signatures"}
"""The groups that the readings about signatures read."""
TERMS: Final = frozenset({"agreements", "terms", "instalments"})
"""The groups that the readings about terms read."""

_R56: Final = date(2026, 7, 1)
_LDI2: Final = date(2025, 9, 1)
_OVERAGE_LABOUR_ITEMS: Final = frozenset(
    {ClaimItem.WAGES, ClaimItem.OVERTIME, ClaimItem.INJURY_MEDICAL, ClaimItem.INJURY_BENEFIT}
)
_NOT_RECEIVED: Final = frozenset({"declined", "lapsed"})
Signer = tuple[SignerCapacity, str]


def given_of(facts: Facts) -> Given:
    """Return the answers given; a rule that was asked while somebody only looks is a bug (``LookupError``)."""
    if facts.given is None:
        raise LookupError("answers are read, but nobody has given any: declare reads_answers")
    return facts.given


def newest(facts: Facts, procedure: str) -> Proceeding | None:
    """Return the newest proceeding of a procedure (group ``proceedings``)."""
    return next((p for p in reversed(facts.proceedings) if p.procedure == procedure), None)


def answer(facts: Facts, name: str, procedure: str) -> Any:
    """Return what was last answered to a question in a procedure's newest proceeding, ``None`` if nothing (PATH)."""
    proceeding = newest(facts, procedure)
    found = [a for a in facts.answers if proceeding and a.name == name and a.proceeding_id == proceeding.id]
    return json.loads(found[-1].value) if found and found[-1].value is not None else None


def referral_kind(facts: Facts) -> ReferralKind | None:
    """Return under which title the case was handed over, if it was and was taken (PATH)."""
    proceeding = newest(facts, "court_referral")
    if proceeding is None or proceeding.state in _NOT_RECEIVED:
        return None
    kind = answer(facts, "kind", "court_referral")
    return ReferralKind(kind) if kind else None


class Path(StrEnum):
    """The way a case is mediated: what may end it, and how it takes effect, depends on it (law.md §0-12)."""

    DESK = "desk"
    PEOPLES = "peoples"
    COURT = "court"
    PLATFORM = "platform"
    ARBITRATION = "arbitration"


def path_of(facts: Facts) -> Path:
    """Return the path of a case; the desk's own is a people's committee's where it is no labour dispute (FORM)."""
    kind = referral_kind(facts)
    if kind in (ReferralKind.ARBITRATION_SUGGESTED, ReferralKind.ARBITRATION_ENTRUSTED):
        return Path.ARBITRATION
    if kind is not None:
        return Path.PLATFORM if answer(facts, "how", "court_referral") == "platform" else Path.COURT
    return Path.PEOPLES if basis(facts) in PEOPLES and is_labour(facts) is False else Path.DESK


def is_labour(facts: Facts) -> bool | None:
    """Test if the labour-dispute statutes apply; ``None`` where law or file leave it open (law.md §0-26; LABOUR).

    A worker past retirement age: from 2026-07-01 pay, rest, safety and injury do (R56 19); before, it is open.
    """
    if facts.case.nature is not Nature.OVERAGE:
        return facts.case.nature is Nature.LABOUR
    if facts.acting.day < _R56:
        return None
    return any(claim.item in _OVERAGE_LABOUR_ITEMS for claim in facts.claims)


def overage_period(facts: Facts) -> str | None:
    """Name the period whose law leaves an overage dispute open: ``before_2025_09`` or ``interim``; else ``None``."""
    if facts.case.nature is not Nature.OVERAGE or facts.acting.day >= _R56:
        return None
    return "interim" if facts.acting.day >= _LDI2 else "before_2025_09"


def basis(facts: Facts) -> LegalBasis | None:
    """Return why the case's body may mediate (BODY)."""
    organisation = facts.organisations.get(facts.case.organisation_id)
    return organisation.legal_basis if organisation else None


@dataclass(frozen=True, slots=True)
class Formality:
    """What makes a settlement effective on a path: which signatures beyond the parties', and whose paper."""

    code: str
    mediator: bool
    seal: bool
    outside_paper: bool
    cites: tuple[str, ...]


COURTS_PAPER: Final = Formality("courts_paper", True, True, True, ("SI16 20", "CPLI 149", "CPLI 151"))
TRIBUNALS_PAPER: Final = Formality("tribunals_paper", True, True, True, ("R33 72",))
DELEGATED: Final = Formality("delegated", False, False, False, ("SI16 24",))
LABOUR_BODY: Final = Formality("labour_body", True, True, False, ("MAL 14(2)", "R17 26"))
PEOPLES_COMMITTEE: Final = Formality("peoples_committee", True, True, False, ("PML 29",))
CONTRACT: Final = Formality("contract", False, False, False, ("SI16 24",))
ONLINE: Final = Formality("online", False, False, False, ("SI21 19",))


def formality(
    labour: bool | None, body: LegalBasis | None, kind: ReferralKind | None, *, online: bool = False
) -> Formality:
    """Return what makes a settlement effective (law.md §3.1, §0-13); a nature left open takes the stricter form.

    Where MAL 14 and SI16 24 both fit (委派), the earlier date counts; ``online`` it is the last party's e-signature.
    """
    if kind in AFTER_FILING:
        return COURTS_PAPER
    if kind is ReferralKind.ARBITRATION_ENTRUSTED:
        return TRIBUNALS_PAPER
    if kind is ReferralKind.DELEGATED:
        return ONLINE if online else DELEGATED
    if body in MAL10 and labour is not False:
        return LABOUR_BODY
    return PEOPLES_COMMITTEE if body in PEOPLES else CONTRACT


def formality_of(facts: Facts) -> Formality:
    """Return what makes this case's settlement effective (FORM)."""
    return formality(is_labour(facts), basis(facts), referral_kind(facts), online=path_of(facts) is Path.PLATFORM)


def terms_of(facts: Facts, agreement: Agreement | None) -> tuple[Term, ...]:
    """Return an agreement's terms by number."""
    found = [term for term in facts.terms if agreement is not None and term.agreement_id == agreement.id]
    return tuple(sorted(found, key=lambda term: term.ordinal))


def instalments_of(facts: Facts, term: Term) -> tuple[Instalment, ...]:
    """Return a term's instalments by number."""
    return tuple(sorted((i for i in facts.instalments if i.term_id == term.id), key=lambda i: i.ordinal))


def signing_parties(facts: Facts, agreement: Agreement | None) -> tuple[Party, ...]:
    """Return who must sign: whoever owes or receives something; not the dead whom heirs stand for.

    Of several respondents only those who settle are among them; a side that no term names signs as a whole.
    """
    terms = terms_of(facts, agreement)
    named = {term.payer_id for term in terms} | {term.payee_id for term in terms}
    dead = {party.stands_for_id for party in facts.parties}
    alive = [party for party in facts.parties if party.id not in dead]
    settling = [party for party in alive if named & {party.id, party.stands_for_id}]
    sides = {party.side for party in settling} | {Side.THIRD}
    return tuple(party for party in alive if party in settling or party.side not in sides)


def signer(capacity: SignerCapacity, party_id: str | None) -> Signer:
    """Name whom a signature stands for: a party (by itself or its agent), the mediator, the organisation."""
    if capacity in (SignerCapacity.PARTY, SignerCapacity.AGENT):
        return SignerCapacity.PARTY, party_id or ""
    return capacity, ""


def signatures_on(facts: Facts, agreement: Agreement | None) -> tuple[Signature, ...]:
    """Return the signatures under an agreement."""
    return tuple(s for s in facts.signatures if agreement is not None and s.agreement_id == agreement.id)


def needed_for_effect(facts: Facts, agreement: Agreement | None) -> frozenset[Signer]:
    """Return who must sign before the settlement counts on its path (SIGNING)."""
    form = formality_of(facts)
    needed: set[Signer] = {(SignerCapacity.PARTY, party.id) for party in signing_parties(facts, agreement)}
    if form.mediator:
        needed.add((SignerCapacity.MEDIATOR, ""))
    if form.seal:
        needed.add((SignerCapacity.ORGANISATION, ""))
    return frozenset(needed)


def needed_for_filing(facts: Facts, agreement: Agreement | None) -> frozenset[Signer]:
    """Return who must have signed before a court or a commission is asked: everybody (law.md §0-13; SIGNING)."""
    both = {(SignerCapacity.MEDIATOR, ""), (SignerCapacity.ORGANISATION, "")}
    return needed_for_effect(facts, agreement) | both


def signed(signatures: Iterable[Signature]) -> frozenset[Signer]:
    """Return for whom there are signatures."""
    return frozenset(signer(s.capacity, s.party_id) for s in signatures)


def given_signer(given: Given) -> Signer:
    """Return for whom the signature now recorded stands."""
    return signer(SignerCapacity(given["capacity"]), given.choice("party"))


def completes(facts: Facts, given: Given) -> bool:
    """Test if the signature now recorded is the last one needed for effect (SIGNING)."""
    agreement = facts.agreement
    if agreement is None:
        return False
    there = signed(signatures_on(facts, agreement))
    return needed_for_effect(facts, agreement) <= there | {given_signer(given)}


def effective_at(facts: Facts, given: Given) -> datetime:
    """Return when the settlement took effect: the latest signature needed for it, the one now recorded included."""
    agreement = facts.agreement
    needed = needed_for_effect(facts, agreement)
    earlier = (s.signed_at for s in signatures_on(facts, agreement) if signer(s.capacity, s.party_id) in needed)
    return max([facts.acting.occurred_at, *earlier])


def last_performance_day(facts: Facts) -> date | None:
    """Return the day enforcement is counted from: the last instalment's, else the day of effect (CPLI 481; TERMS)."""
    agreement = facts.agreement
    days = [i.due_on for term in terms_of(facts, agreement) for i in instalments_of(facts, term) if i.due_on]
    if days:
        return max(days)
    return civil_day(agreement.effective_at) if agreement is not None and agreement.effective_at else None


def claim_numbered(facts: Facts, number: int | None) -> Claim | None:
    """Return the claim with that number (group ``claims``)."""
    return next((claim for claim in facts.claims if claim.ordinal == number), None)


def term_numbered(facts: Facts, number: int | None) -> Term | None:
    """Return the term of the current agreement with that number (TERMS)."""
    return next((term for term in terms_of(facts, facts.agreement) if term.ordinal == number), None)


def instalment_named(facts: Facts, given: Given) -> Instalment | None:
    """Return the instalment an answer names; without a number, the first not yet paid (TERMS)."""
    term = term_numbered(facts, given.number("term"))
    if term is None:
        return None
    rows = instalments_of(facts, term)
    number = given.number("instalment")
    if number is not None:
        return next((row for row in rows if row.ordinal == number), None)
    return next((row for row in rows if row.paid_on is None), None)


def agent_named(facts: Facts, given: Given) -> Agent | None:
    """Return the agent who signs: the one numbered among the party's own, or its only one (group ``agents``)."""
    own = [agent for agent in facts.agents if agent.party_id == given.choice("party")]
    number = given.number("agent")
    if number is None:
        return own[0] if len(own) == 1 else None
    return own[number - 1] if 1 <= number <= len(own) else None


def mediator_ids(facts: Facts) -> frozenset[str]:
    """Return who mediates the case on the day of the act (group ``assignments``)."""
    at = facts.acting.occurred_at
    return frozenset(
        a.person_id
        for a in facts.assignments
        if a.relation == "assigned_mediator" and a.since <= at and (a.until is None or a.until > at)
    )
