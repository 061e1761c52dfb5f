"""The terms of the agreement on file, as every paper prints them; and how that agreement takes effect."""

from __future__ import annotations

from collections.abc import Mapping

from mediation.casework.composing.brief import Brief, account, in_order
from mediation.documents.parts import BANK_TRANSFER, Effectiveness, Instalment, MoneyTerm, OtherTerm
from mediation.errors import NotFound
from mediation.facts.parties import Party
from mediation.facts.readings import formality_of
from mediation.facts.settlement import Agreement, Term, TermKind


def on_file(brief: Brief) -> Agreement:
    """Return the agreement that counts.

    Raises:
        NotFound: none was drafted.
    """
    agreement = brief.facts.agreement
    if agreement is None:
        raise NotFound(
            "本案还没有拟定调解协议，请先拟定协议条款。",
            "No agreement has been drafted; draft its terms first.",
            code="no_agreement",
        )
    return agreement


def bound(brief: Brief, agreement: Agreement) -> tuple[Party, ...]:
    """Return the parties the terms bind, applicants first; a party that settles nothing signs nothing."""
    ids = {i for t in brief.facts.terms if t.agreement_id == agreement.id for i in (t.payer_id, t.payee_id)}
    return in_order(party for party in brief.facts.parties if party.id in ids)


def terms(brief: Brief, agreement: Agreement) -> tuple[MoneyTerm | OtherTerm, ...]:
    """Return what was agreed, term by term."""
    own = [t for t in brief.facts.terms if t.agreement_id == agreement.id]
    return tuple(_money(brief, t) if t.kind is TermKind.PAYMENT else _other(brief, t) for t in own)


def purpose(brief: Brief, term: Term) -> str | None:
    """Return what a payment is for: its claim's item, else the words of the term."""
    claim = next((c for c in brief.facts.claims if c.id == term.claim_id), None)
    return claim.item.zh.removeprefix("拖欠") if claim else brief.words(term.text_id)


def _money(brief: Brief, term: Term) -> MoneyTerm:
    facts = brief.facts
    party = {p.id: p for p in facts.parties}
    payee = party[term.payee_id]
    days = [i for i in facts.instalments if i.term_id == term.id]
    single = len(days) == 1
    return MoneyTerm(
        payer=facts.words(party[term.payer_id].name_id),
        payee=facts.words(payee.name_id),
        purpose=purpose(brief, term),
        amount_fen=term.amount,
        tax=term.tax,
        social_insurance=term.insurance_included,
        due=days[0].due_on if single else None,
        instalments=()
        if single
        else tuple(Instalment(due=i.due_on, amount_fen=i.amount) for i in days if i.due_on is not None),
        method=facts.words(term.method_id) or BANK_TRANSFER,
        account=account(brief, payee),
    )


def _other(brief: Brief, term: Term) -> OtherTerm:
    """An act in the parties' words, closed with a full stop."""
    said = brief.words(term.text_id)
    return OtherTerm(words=said if said is None or said.endswith("。") else f"{said}。")


EFFECT: Mapping[str, Effectiveness] = {
    "courts_paper": "court_entrusted",
    "tribunals_paper": "tribunal_entrusted",
    "delegated": "court_delegated",
    "labour_body": "labour_body",
    "peoples_committee": "people_committee",
    "contract": "court_delegated",
    "online": "online",
}
"""Which sentence an agreement prints, by the formality its signing is held to."""


def effectiveness(brief: Brief) -> Effectiveness:
    """Return which sentence on taking effect the paper prints (law.md §3.1, §0-13): what the signing is held to."""
    return EFFECT[formality_of(brief.facts).code]
