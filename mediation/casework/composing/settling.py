"""Composers of a settlement's papers."""

from __future__ import annotations

from mediation.casework.composing.brief import (
    Brief,
    accepted_on,
    head,
    lines,
    matter,
    mediated_on,
    mediators,
    place,
    requests,
)
from mediation.casework.composing.registry import composes
from mediation.casework.composing.terms import bound, effectiveness, on_file, purpose, terms
from mediation.documents.papers.settling import MediationAgreement, OpenTerm, SupplementarySheet
from mediation.facts.readings import instalments_of, terms_of
from mediation.facts.settlement import Term, TermKind
from mediation.vocabulary import Audience, FactClass, PaperKind


def undisputed(brief: Brief) -> tuple[str, ...]:
    """Return the facts nobody disputes that were said before everybody: they alone may travel (SI21 22)."""
    joint = [s for s in brief.facts.statements if s.audience is Audience.JOINT and s.kind is FactClass.UNDISPUTED]
    return tuple(text for statement in joint for text in [brief.words(statement.text_id)] if text)


@composes(PaperKind.AGREEMENT, "协", definite=True)
def agreement(brief: Brief) -> MediationAgreement:
    """Write 调解协议书; where a court handed the case over, one more copy is for it."""
    case, drafted = brief.case, on_file(brief)
    involved = bound(brief, drafted)
    spare = 1 if case.source == "court" else 0
    return MediationAgreement(
        case_number=case.number,
        cause=matter(case.cause),
        parties=tuple(lines(brief, party) for party in involved),
        organisation=brief.body.name,
        mediators=mediators(brief),
        accepted_on=accepted_on(brief),
        mediated_on=mediated_on(brief),
        place=place(brief),
        requests=requests(brief),
        facts=undisputed(brief),
        terms=terms(brief, drafted),
        nothing_further=drafted.no_more_dispute,
        effectiveness=effectiveness(brief),
        arbitration_review_open=brief.holds("arbitration_review_is_open"),
        confirmation_open=brief.holds("settles_out_of_court"),
        copies=len(involved) + 1 + spare,
        extra_copies_for="报人民法院备案" if spare else None,
    )


@composes(PaperKind.SUPPLEMENTARY_SHEET, "补")
def supplementary_sheet(brief: Brief) -> SupplementarySheet:
    """Write 补充约定 for every term whose last day is open; the parties write the day in and sign."""
    drafted = on_file(brief)
    undated = [term for term in terms_of(brief.facts, drafted) if _has_no_day(brief, term)]
    return SupplementarySheet(
        **head(brief),
        terms=tuple(
            OpenTerm(
                ordinal=term.ordinal,
                payer=_called(brief, term.payer_id),
                payee=_called(brief, term.payee_id),
                purpose=purpose(brief, term),
                amount_fen=term.amount,
                wording=brief.words(term.due_wording_id),
            )
            for term in undated
        ),
        mediators=mediators(brief),
    )


def _has_no_day(brief: Brief, term: Term) -> bool:
    """An act needs a day only where the parties spoke of one."""
    speaks_of_one = term.kind is TermKind.PAYMENT or term.due_wording_id is not None
    days = instalments_of(brief.facts, term)
    return speaks_of_one and (not days or any(instalment.due_on is None for instalment in days))


def _called(brief: Brief, party_id: str) -> str | None:
    party = brief.party_of(party_id)
    return brief.name(party) if party else None
