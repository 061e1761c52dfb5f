"""Composers of the papers of judicial confirmation."""

from __future__ import annotations

from mediation.casework.composing.brief import (
    Brief,
    accepted_on,
    head,
    held,
    known,
    lines,
    matter,
    mediators,
    moment,
    place,
)
from mediation.casework.composing.courts import CONFIRMATION, agreed_on, annexes, counterpart, name_of
from mediation.casework.composing.registry import composes
from mediation.casework.composing.terms import bound, on_file, terms
from mediation.documents.papers.confirmation import ConfirmationApplication, MediationCertificate
from mediation.vocabulary import PaperKind


@composes(PaperKind.CONFIRMATION_APPLICATION, "确申", definite=True)
def confirmation_application(brief: Brief) -> ConfirmationApplication:
    """Write 司法确认申请书: both are applicants (law.md §0-23)."""
    case, agreement = brief.case, on_file(brief)
    applying = bound(brief, agreement)
    return ConfirmationApplication(
        case_number=case.number,
        applicants=tuple(lines(brief, party, "申请人") for party in applying),
        court=name_of(counterpart(brief, CONFIRMATION)),
        cause=matter(case.cause),
        agreement_number=case.number,
        agreement_date=agreed_on(brief, agreement),
        effective_on=moment(agreement.effective_at),
        organisation=brief.body.name,
        mediators=mediators(brief),
        place=place(brief),
        terms=terms(brief, agreement),
        attachments=annexes(brief, applying, "调解组织主持调解的证明"),
    )


@composes(PaperKind.MEDIATION_CERTIFICATE, "证")
def mediation_certificate(brief: Brief) -> MediationCertificate:
    """Write 调解组织主持调解的证明 of a settlement that took effect; without a legal basis it is refused (CPL 205)."""
    agreement = on_file(brief)
    return MediationCertificate(
        **head(brief, known),
        legal_basis=brief.body.legal_basis,
        mediators=mediators(brief),
        accepted_on=accepted_on(brief),
        meetings=tuple(day for meeting in held(brief) for day in [moment(meeting.held_at)] if day),
        place=place(brief),
        agreement_number=brief.case.number,
        agreement_date=agreed_on(brief, agreement),
        effective_on=moment(agreement.effective_at),
    )
