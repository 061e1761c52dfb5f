"""Composers of the papers of the payment order."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from mediation.casework.composing.brief import Brief, everybody, is_worker, lines, matter, moment, today
from mediation.casework.composing.courts import ORDER, annexes, counterpart, name_of
from mediation.casework.composing.registry import composes
from mediation.casework.composing.terms import purpose
from mediation.documents.papers.orders import OrderApplication
from mediation.documents.papers.performing import OwedSum
from mediation.facts.parties import Party
from mediation.facts.readings import instalments_of, terms_of
from mediation.facts.settlement import Instalment, Term
from mediation.rules.payment_order import FOUR_KINDS
from mediation.vocabulary import PaperKind, PartyKind

_EMPLOYERS: Final = frozenset({PartyKind.EMPLOYER, PartyKind.DISPATCH_UNIT})


def _overdue(brief: Brief) -> Iterator[tuple[Term, Instalment]]:
    """What an employer owes under one of the four titles, of a fixed sum, past its last day (MAL 16; CPLI 427)."""
    items = {claim.id: claim.item for claim in brief.facts.claims}
    employers = {party.id for party in brief.facts.parties if party.kind in _EMPLOYERS}
    for term in terms_of(brief.facts, brief.facts.agreement):
        if term.payer_id not in employers or (term.claim_id and items[term.claim_id] not in FOUR_KINDS):
            continue
        for due in instalments_of(brief.facts, term):
            if due.amount and due.paid_on is None and due.due_on and due.due_on < today(brief):
                yield term, due


def creditors(brief: Brief) -> tuple[Party, ...]:
    """Return the workers to whom something is overdue: each applies alone."""
    owed = {term.payee_id for term, _ in _overdue(brief)}
    return tuple(party for party in everybody(brief) if party.id in owed and is_worker(party))


@composes(PaperKind.ORDER_APPLICATION, "支申", one_of=creditors)
def order_application(brief: Brief) -> OrderApplication:
    """Write 支付令申请书 of one worker against the employer that owes them: what is due, less what was paid on it."""
    case, agreement, worker = brief.case, brief.facts.agreement, brief.party
    mine = [(term, due) for term, due in _overdue(brief) if worker and term.payee_id == worker.id]
    debtor = brief.party_of(mine[0][0].payer_id) if mine else None
    owed = tuple(
        OwedSum(
            payee=brief.name(worker) if worker else None,
            purpose=purpose(brief, term),
            due=due.due_on,
            amount_fen=(due.amount or 0) - (due.paid_amount or 0),
        )
        for term, due in mine
        if debtor and term.payer_id == debtor.id
    )
    return OrderApplication(
        case_number=case.number,
        applicant=lines(brief, worker, "申请人") if worker else None,
        respondent=lines(brief, debtor, "被申请人") if debtor else None,
        court=name_of(counterpart(brief, ORDER)),
        cause=matter(case.cause),
        organisation=brief.body.name,
        agreement_number=case.number,
        effective_on=moment(agreement.effective_at) if agreement else None,
        owed=owed,
        total_fen=sum(each.amount_fen or 0 for each in owed),
        attachments=annexes(brief, (worker,) if worker else ()),
    )
