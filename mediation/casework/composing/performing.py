"""Composers of the papers of the performance."""

from __future__ import annotations

from collections.abc import Iterator

from mediation.casework.composing.answers import FOLDER, option, told
from mediation.casework.composing.brief import Brief, everybody, head, known, labour, mediators, moment, today
from mediation.casework.composing.registry import composes
from mediation.casework.composing.terms import purpose
from mediation.documents.papers.performing import OwedSum, PaidSum, PerformanceRecord, Reminder, VisitRecord
from mediation.facts.parties import Party
from mediation.facts.readings import instalments_of, terms_of
from mediation.facts.settlement import Instalment, Term
from mediation.vocabulary import PaperKind


def _dues(brief: Brief) -> Iterator[tuple[Term, Instalment]]:
    """Every payment day of the agreement that counts."""
    for term in terms_of(brief.facts, brief.facts.agreement):
        for instalment in instalments_of(brief.facts, term):
            yield term, instalment


def _overdue(brief: Brief) -> Iterator[tuple[Term, Instalment]]:
    for term, instalment in _dues(brief):
        if instalment.paid_on is None and instalment.due_on and instalment.due_on < today(brief):
            yield term, instalment


def debtors(brief: Brief) -> tuple[Party, ...]:
    """Return who let a day pass without performing."""
    late = {term.payer_id for term, _ in _overdue(brief)}
    return tuple(party for party in everybody(brief) if party.id in late)


@composes(PaperKind.REMINDER, "督", one_of=debtors)
def reminder(brief: Brief) -> Reminder:
    """Write 督促履行通知 to one debtor: every day that passed, less what was paid on it."""
    agreement, debtor = brief.facts.agreement, brief.party
    return Reminder(
        **head(brief),
        debtor=known(brief, debtor) if debtor else None,
        effective_on=moment(agreement.effective_at) if agreement else None,
        owed=tuple(
            OwedSum(
                payee=_name(brief, term.payee_id),
                purpose=purpose(brief, term),
                due=instalment.due_on,
                amount_fen=instalment.amount - (instalment.paid_amount or 0) if instalment.amount else None,
            )
            for term, instalment in _overdue(brief)
            if debtor and term.payer_id == debtor.id
        ),
        enforceable=not brief.holds("not_enforceable_already"),
        labour=labour(brief),
    )


@composes(PaperKind.PERFORMANCE_RECORD, "履")
def performance_record(brief: Brief) -> PerformanceRecord:
    """Write 履行确认书: what was recorded as performed, and whether anything is left."""
    agreement, dues = brief.facts.agreement, tuple(_dues(brief))
    done = [(term, instalment) for term, instalment in dues if instalment.paid_on or instalment.paid_amount]
    return PerformanceRecord(
        **head(brief),
        effective_on=moment(agreement.effective_at) if agreement else None,
        paid=tuple(
            PaidSum(
                payer=_name(brief, term.payer_id),
                payee=_name(brief, term.payee_id),
                purpose=purpose(brief, term),
                paid_on=instalment.paid_on,
                amount_fen=instalment.paid_amount,
            )
            for term, instalment in done
        ),
        total_fen=sum(instalment.paid_amount or 0 for _, instalment in done),
        complete=all(instalment.paid_on for _, instalment in dues),
    )


@composes(PaperKind.VISIT_RECORD, "回访")
def visit_record(brief: Brief) -> VisitRecord:
    """Write 回访记录 of the visit that was recorded last."""
    visit = told(brief, FOLDER, "record_visit")
    party = brief.party_of(visit.text("party")) if visit else None

    def chosen(name: str) -> str | None:
        return option(brief, FOLDER, "record_visit", name, visit.text(name)) if visit else None

    return VisitRecord(
        **head(brief),
        visited=known(brief, party) if party else None,
        visited_on=visit.date("visited_on") if visit else None,
        way=chosen("channel"),
        performance=chosen("performance"),
        satisfaction=chosen("satisfaction"),
        risk=visit.text("risk") if visit else None,
        note=visit.text("note") if visit else None,
        visitors=mediators(brief),
    )


def _name(brief: Brief, party_id: str) -> str | None:
    party = brief.party_of(party_id)
    return brief.name(party) if party else None
