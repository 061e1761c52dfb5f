"""What was said and what was settled, as far as it is for the reader: confidences are the mediators' alone."""

from __future__ import annotations

from typing import Any

from mediation.casework import journal
from mediation.casework.opened import Opened
from mediation.casework.views import AgreementView, OfferView, StatementView
from mediation.facts.columns import Row
from mediation.facts.known import Facts
from mediation.facts.settlement import Instalment, Term
from mediation.law.money import in_figures
from mediation.policy import Resource


def yuan(fen: int | None) -> str | None:
    """Return an amount in yuan as text, without separators; ``None`` stays ``None``."""
    return None if fen is None else in_figures(fen).replace(",", "")


def plain_rows(rows: tuple[Row, ...]) -> list[dict[str, Any]]:
    """Return rows as JSON can hold them, the case left out."""
    return [{k: journal.plain(v) for k, v in row.model_dump(exclude={"case_id"}).items()} for row in rows]


def statements(opened: Opened) -> list[StatementView]:
    """Return what was said, as far as it is for the reader."""
    return [
        StatementView(
            id=s.id,
            kind=s.kind,
            audience=s.audience,
            text=opened.facts.words(s.text_id),
            said_by_id=s.said_by_id,
            said_at=s.said_at,
        )
        for s in opened.facts.statements
        if opened.reader.may_hear(s.audience, s.kind)
    ]


def notes(opened: Opened) -> list[StatementView]:
    """Return the mediators' notes, as far as they are for the reader."""
    return [
        StatementView(
            id=n.id,
            kind="note",
            audience=n.audience,
            text=opened.facts.words(n.text_id),
            said_by_id=None,
            said_at=n.written_at,
        )
        for n in opened.facts.notes
        if opened.reader.may_hear(n.audience)
    ]


def offers(opened: Opened) -> list[OfferView]:
    """Return the offers: to all but the mediators, only those their maker released."""
    confided = opened.reader.may(Resource.CONFIDENCES)
    return [
        OfferView(
            id=o.id,
            round=o.round,
            maker_id=o.maker_id,
            claim_id=o.claim_id,
            amount=yuan(o.amount),
            text=opened.facts.words(o.text_id),
            made_at=o.made_at,
            released_at=o.released_at,
            answer=o.answer,
        )
        for o in opened.facts.offers
        if confided or o.released_at is not None
    ]


def agreement_view(opened: Opened) -> AgreementView | None:
    """Return the agreement that counts, with its terms and signatures."""
    agreement, facts = opened.facts.agreement, opened.facts
    if agreement is None:
        return None
    return AgreementView(
        id=agreement.id,
        version=agreement.version,
        status=agreement.status,
        drafted_at=agreement.drafted_at,
        effective_at=agreement.effective_at,
        terms=[_term(facts, term) for term in facts.terms if term.agreement_id == agreement.id],
        signatures=plain_rows(tuple(s for s in facts.signatures if s.agreement_id == agreement.id)),
    )


def _term(facts: Facts, term: Term) -> dict[str, Any]:
    return {
        "ordinal": term.ordinal,
        "kind": term.kind,
        "payer_id": term.payer_id,
        "payee_id": term.payee_id,
        "claim_id": term.claim_id,
        "amount": yuan(term.amount),
        "tax": term.tax,
        "method": facts.words(term.method_id),
        "text": facts.words(term.text_id),
        "due_wording": facts.words(term.due_wording_id),
        "instalments": [_instalment(i) for i in facts.instalments if i.term_id == term.id],
    }


def _instalment(part: Instalment) -> dict[str, Any]:
    return {
        "ordinal": part.ordinal,
        "amount": yuan(part.amount),
        "due_on": journal.plain(part.due_on),
        "paid_on": journal.plain(part.paid_on),
        "paid_amount": yuan(part.paid_amount),
    }
