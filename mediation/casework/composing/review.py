"""Composers of the papers of arbitral review."""

from __future__ import annotations

from mediation.casework.composing.brief import Brief, lines, matter, mediators, moment
from mediation.casework.composing.courts import REVIEW, agreed_on, annexes, counterpart, name_of
from mediation.casework.composing.registry import composes
from mediation.casework.composing.terms import bound, on_file, terms
from mediation.documents.papers.review import ReviewApplication
from mediation.vocabulary import PaperKind


@composes(PaperKind.REVIEW_APPLICATION, "审申", definite=True)
def review_application(brief: Brief) -> ReviewApplication:
    """Write 仲裁审查申请书 to the commission that was chosen: both are applicants (R33 74)."""
    case, agreement = brief.case, on_file(brief)
    applying = bound(brief, agreement)
    return ReviewApplication(
        case_number=case.number,
        applicants=tuple(lines(brief, party, "申请人") for party in applying),
        commission=name_of(counterpart(brief, REVIEW)),
        cause=matter(case.cause),
        agreement_number=case.number,
        agreement_date=agreed_on(brief, agreement),
        effective_on=moment(agreement.effective_at),
        organisation=brief.body.name,
        mediators=mediators(brief),
        terms=terms(brief, agreement),
        attachments=annexes(brief, applying, "与调解协议相关的证明材料"),
    )
