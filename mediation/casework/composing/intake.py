"""Composers of the papers of intake."""

from __future__ import annotations

from mediation.casework.composing.answers import MEDIATION, option, told
from mediation.casework.composing.brief import (
    Brief,
    head,
    known,
    labour,
    lines,
    matter,
    mediators,
    of_side,
    requests,
    term_clock,
)
from mediation.casework.composing.registry import composes
from mediation.documents.papers.intake import (
    AcceptanceNotice,
    ConsentInquiry,
    MediationApplication,
    NonAcceptanceNotice,
    OralApplication,
    RightsNotice,
)
from mediation.facts.parties import Party
from mediation.vocabulary import Audience, ConsentAnswer, ConsentSubject, FactClass, PaperKind, Side


@composes(PaperKind.APPLICATION, "申")
def application(brief: Brief) -> MediationApplication:
    """Write 调解申请书: the applicants' own paper, so it gives their reasons."""
    return MediationApplication(
        case_number=brief.case.number,
        cause=matter(brief.case.cause),
        applicants=tuple(lines(brief, party) for party in of_side(brief, Side.APPLICANT)),
        respondents=tuple(known(brief, party) for party in of_side(brief, Side.RESPONDENT, Side.THIRD)),
        organisation=brief.body.name,
        requests=requests(brief),
        reasons=_reasons(brief),
        evidence=_evidence(brief),
    )


@composes(PaperKind.ORAL_APPLICATION, "口申")
def oral_application(brief: Brief) -> OralApplication:
    """Write 口头申请笔录, before or after the application was registered."""
    registered = told(brief, MEDIATION, "register")
    return OralApplication(
        case_number=brief.case.number,
        cause=matter(brief.case.cause),
        applicants=tuple(lines(brief, party) for party in of_side(brief, Side.APPLICANT)),
        respondents=tuple(known(brief, party) for party in of_side(brief, Side.RESPONDENT, Side.THIRD)),
        organisation=brief.body.name,
        received_on=registered.date("received_on") if registered else None,
        requests=requests(brief),
        reasons=_reasons(brief),
        evidence=_evidence(brief),
    )


def _reasons(brief: Brief) -> tuple[str, ...]:
    return tuple(text for claim in brief.facts.claims for text in [brief.words(claim.basis_id)] if text)


def _evidence(brief: Brief) -> tuple[str, ...]:
    """What the applicants handed in for everybody to see."""
    own = {party.id for party in of_side(brief, Side.APPLICANT)}
    open_to_all = [
        file
        for file in brief.facts.attachments
        if file.kind is PaperKind.EVIDENCE
        and file.party_id in own
        and file.audience is Audience.JOINT
        and file.fact_class is not FactClass.CONCESSION
    ]
    return tuple(name for file in open_to_all for name in [brief.words(file.name_id)] if name)


def to_be_asked(brief: Brief) -> tuple[Party, ...]:
    """Return the parties that did not apply: whoever applies has consented."""
    return of_side(brief, Side.RESPONDENT, Side.THIRD)


@composes(PaperKind.CONSENT_INQUIRY, "征", one_of=to_be_asked)
def consent_inquiry(brief: Brief) -> ConsentInquiry:
    """Write 调解征询意见书: to answer while the three working days for acceptance run (M1)."""
    limits = brief.opened.desk.limits
    running = [c.due for c in brief.facts.clocks if limits.get(c.limit_id).ref == "M1" and c.stopped_at is None]
    return ConsentInquiry(
        **head(brief),
        asked=known(brief, brief.party) if brief.party else None,
        requests=requests(brief),
        reply_by=running[-1] if running else None,
        labour=labour(brief),
    )


@composes(PaperKind.RIGHTS_NOTICE, "告")
def rights_notice(brief: Brief) -> RightsNotice:
    """Write 权利义务告知书 for everybody to sign."""
    return RightsNotice(**head(brief), mediators=mediators(brief), labour=labour(brief))


@composes(PaperKind.ACCEPTANCE_NOTICE, "受")
def acceptance_notice(brief: Brief) -> AcceptanceNotice:
    """Write 受理通知书 once the case was accepted."""
    registered, term = told(brief, MEDIATION, "register"), term_clock(brief)
    return AcceptanceNotice(
        **head(brief),
        received_on=registered.date("received_on") if registered else None,
        accepted_on=brief.background.acts.get((MEDIATION, "accept")),
        due=term.due if term else None,
        all_consented=all(_consented(brief, party) for party in of_side(brief, Side.APPLICANT, Side.RESPONDENT)),
        labour=labour(brief),
    )


def _consented(brief: Brief, party: Party) -> bool:
    own = [c for c in brief.facts.consents if c.party_id == party.id and c.subject is ConsentSubject.MEDIATION]
    return bool(own) and own[-1].answer is ConsentAnswer.AGREED


@composes(PaperKind.NON_ACCEPTANCE_NOTICE, "不受")
def non_acceptance_notice(brief: Brief) -> NonAcceptanceNotice:
    """Write 不予受理通知书 with the ground that was recorded; a ground of its own kind is said in the note's words."""
    registered, refused = told(brief, MEDIATION, "register"), told(brief, MEDIATION, "not_accept")
    chosen = refused.text("ground") if refused else None
    note = refused.text("note") if refused else None
    return NonAcceptanceNotice(
        **head(brief),
        received_on=registered.date("received_on") if registered else None,
        decided_on=refused.day if refused else None,
        ground=note if chosen == "other" else option(brief, MEDIATION, "not_accept", "ground", chosen),
        note=None if chosen == "other" else note,
        labour=labour(brief),
    )
