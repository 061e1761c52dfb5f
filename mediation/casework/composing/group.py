"""Composers of the papers of many workers at once."""

from __future__ import annotations

from collections.abc import Iterator

from mediation.casework.composing.answers import MEDIATION, told
from mediation.casework.composing.brief import Brief, account, everybody, head, is_worker, mediators, of_side
from mediation.casework.composing.registry import composes
from mediation.casework.composing.terms import on_file, purpose
from mediation.documents.papers.group import (
    AmountConfirmation,
    ConfirmedSum,
    GroupReport,
    GroupRepresentatives,
    Member,
    WageLine,
    WageSheet,
)
from mediation.documents.words import day
from mediation.facts.parties import Claim, Party
from mediation.facts.readings import instalments_of, terms_of
from mediation.facts.settlement import Term, TermKind
from mediation.vocabulary import Authority, ClaimItem, PaperKind, Side


@composes(PaperKind.GROUP_REPRESENTATIVES, "推")
def group_representatives(brief: Brief) -> GroupRepresentatives:
    """Write 推选代表人证明书 with the applicants as its roster; nobody on file leaves the names to the pen."""
    own = [party for party in of_side(brief, Side.APPLICANT) if is_worker(party)]
    elected = [agent for agent in brief.facts.agents if agent.authority is Authority.REPRESENTATIVE]
    names = dict.fromkeys(brief.words(agent.name_id) or "" for agent in elected)
    return GroupRepresentatives(
        **head(brief),
        representatives=tuple(name for name in names if name),
        members=tuple(
            Member(name=brief.name(party), identity=brief.words(party.identity_id), phone=brief.words(party.phone_id))
            for party in own
        ),
    )


def _owed_to_workers(brief: Brief) -> Iterator[tuple[Term, Party]]:
    """Every payment to a worker by the agreement that counts."""
    for term in terms_of(brief.facts, on_file(brief)):
        payee = brief.party_of(term.payee_id)
        if term.kind is TermKind.PAYMENT and payee is not None and is_worker(payee):
            yield term, payee


def _account_words(brief: Brief, payee: Party) -> str | None:
    own = account(brief, payee)
    return f"{own.bank or ''}{own.number}" if own else None


@composes(PaperKind.AMOUNT_CONFIRMATION, "额")
def amount_confirmation(brief: Brief) -> AmountConfirmation:
    """Write 逐人金额确认表: a line for each sum of each worker."""
    sums = tuple(
        ConfirmedSum(
            name=brief.name(payee),
            identity=brief.words(payee.identity_id),
            purpose=purpose(brief, term),
            amount_fen=term.amount,
            tax=term.tax,
            account=_account_words(brief, payee),
        )
        for term, payee in _owed_to_workers(brief)
    )
    return AmountConfirmation(
        **head(brief),
        sums=sums,
        total_fen=sum(each.amount_fen or 0 for each in sums),
        mediators=mediators(brief),
    )


def _wages(brief: Brief) -> Iterator[tuple[Term, Party, Claim]]:
    claims = {claim.id: claim for claim in brief.facts.claims if claim.item is ClaimItem.WAGES}
    for term, payee in _owed_to_workers(brief):
        if term.claim_id in claims:
            yield term, payee, claims[term.claim_id]


def payers_of_wages(brief: Brief) -> tuple[Party, ...]:
    """Return who pays wages by the agreement."""
    paying = {term.payer_id for term, _, _ in _wages(brief)}
    return tuple(party for party in everybody(brief) if party.id in paying)


@composes(PaperKind.WAGE_SHEET, "薪", one_of=payers_of_wages)
def wage_sheet(brief: Brief) -> WageSheet:
    """Write 农民工工资发放明细表 of one payer; the project is written in by hand."""
    payer = brief.party
    own = [each for each in _wages(brief) if payer and each[0].payer_id == payer.id]
    return WageSheet(
        case_number=brief.case.number,
        payer=brief.name(payer) if payer else None,
        lines=tuple(_wage_line(brief, *each) for each in own),
        total_fen=sum(term.amount or 0 for term, _, _ in own),
    )


def _wage_line(brief: Brief, term: Term, payee: Party, claim: Claim) -> WageLine:
    paid = sum(instalment.paid_amount or 0 for instalment in instalments_of(brief.facts, term))
    return WageLine(
        name=brief.name(payee),
        identity=brief.words(payee.identity_id),
        phone=brief.words(payee.phone_id),
        period=f"{day(claim.since)}至{day(claim.until)}" if claim.since and claim.until else None,
        due_fen=term.amount,
        paid_fen=paid or None,
        account=_account_words(brief, payee),
    )


@composes(PaperKind.GROUP_REPORT, "群")
def group_report(brief: Brief) -> GroupReport:
    """Write 群体性劳动争议情况报告 of what was reported last; after the first it is a follow-up."""
    reported = told(brief, MEDIATION, "report_group_event")
    times = {a.seq for a in brief.facts.answers if a.act == "report_group_event"}
    return GroupReport(
        **head(brief),
        reported_on=reported.day if reported else None,
        people=reported.answers["people"] if reported else None,
        place=reported.text("place") if reported else None,
        demands=reported.text("demands") if reported else None,
        measures=reported.text("measures") if reported else None,
        follow_up=len(times) > 1,
    )
