"""Composers of a court's drafts: only its clerk has them made, in its own proceeding (``casework.papers``)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Final, TypedDict

from mediation.casework.composing.answers import Told, option, told
from mediation.casework.composing.brief import Brief, known, lines, matter, moment, of_side, requests
from mediation.casework.composing.courts import (
    CONFIRMATION,
    REFERRAL,
    agreed_on,
    article,
    counterpart,
    docket_form,
    name_of,
)
from mediation.casework.composing.referral import in_court, materials, sent_as
from mediation.casework.composing.registry import composes
from mediation.casework.composing.terms import bound, on_file, terms
from mediation.documents.papers.drafts import (
    CourtAcceptance,
    ReferralLetter,
    RulingConfirmed,
    RulingDeemedWithdrawn,
    RulingNotAccepted,
    RulingRejected,
    RulingWithdrawal,
)
from mediation.documents.parts import PartyLines
from mediation.errors import NotFound
from mediation.facts.readings import AFTER_FILING, newest
from mediation.law.causes import UnknownCause
from mediation.law.wording import numeral
from mediation.vocabulary import PaperKind, ReferralKind, Side

CAUSE: Final = "申请司法确认调解协议"
_PRE_FILING_CONFIRMATIONS: Final = date(2022, 1, 1)
_SUMMARY: Final = frozenset({ReferralKind.ENTRUSTED_SUMMARY, ReferralKind.PRIOR_SUMMARY})
_OF_COURTS: Final = AFTER_FILING | {ReferralKind.DELEGATED}
_OWN_WORDS: Final = "other"


class _Court(TypedDict):
    case_number: str | None
    court: str | None
    docket: str | None


class _Draft(_Court):
    cause: str | None
    cause_code: str | None
    applicants: tuple[PartyLines, ...]
    organisation: str | None
    agreement_date: date | None
    filed_on: date | None


@composes(PaperKind.REFERRAL_LETTER, "法函")
def referral_letter(brief: Brief) -> ReferralLetter:
    """Draft 委派（委托）调解函 of what the court's clerk sent.

    Raises:
        NotFound: a commission handed the case over, whose own paper is another one (R33 69, 70).
    """
    sent, kind = told(brief, REFERRAL, "send"), sent_as(brief)
    if kind is not None and kind not in _OF_COURTS:
        raise NotFound(
            "本案由仲裁委员会移送，没有法院的委派（委托）调解函，请上传仲裁委员会的文书。",
            "A commission handed this case over; upload its own paper.",
            code="paper_not_found",
        )
    return ReferralLetter(
        case_number=brief.case.number,
        court=name_of(counterpart(brief, REFERRAL)),
        docket=_referral_docket(brief, sent, kind),
        organisation=brief.body.name,
        referral=kind,
        parties=tuple(replace(known(brief, party), label=in_court(brief, party).label) for party in of_side(brief)),
        cause=matter(brief.case.cause),
        complaint_on=sent.date("complaint_on") if sent else None,
        requests=requests(brief),
        award=_award(brief, sent) if sent else None,
        consented=_consented(brief, sent) if sent else (),
        term=_term(brief, kind, sent) if sent and kind else None,
        on_platform=bool(sent and sent.answers.get("on_platform")),
        materials=materials(brief, sent),
        contact=sent.text("contact") if sent else None,
    )


def _referral_docket(brief: Brief, sent: Told | None, kind: ReferralKind | None) -> str | None:
    """The court's number, or a form of it: 民初 after filing, 诉前调 before (law.md §0-1)."""
    if sent is None:
        return None
    code = "民初" if kind in AFTER_FILING else "诉前调"
    return sent.text("docket") or docket_form(brief, code, sent.day.year)


def _award(brief: Brief, sent: Told) -> str | None:
    exception = option(brief, REFERRAL, "send", "arbitration_exception", sent.text("arbitration_exception"))
    return exception or option(brief, REFERRAL, "send", "has_award", sent.text("has_award"))


def _consented(brief: Brief, sent: Told) -> tuple[str, ...]:
    sides = {Side.APPLICANT: "applicant_consented", Side.RESPONDENT: "respondent_consented"}
    return tuple(
        brief.name(party) for side, asked in sides.items() if sent.answers.get(asked) for party in of_side(brief, side)
    )


def _term(brief: Brief, kind: ReferralKind, sent: Told) -> str:
    """The statutory term of the edition of that day, in words: 三十日 (SI16 27; SI21 24)."""
    online = bool(sent.answers.get("on_platform"))
    if kind is ReferralKind.DELEGATED:
        limit = "D8" if online else "D1"
    elif kind in _SUMMARY and brief.holds("docketed_singly"):
        limit = "D8c" if online else "D3"
    else:
        limit = "D8b" if online else "D2"
    edition = brief.opened.desk.limits.get(limit).edition_on(sent.day)
    return f"{numeral(edition.length)}{edition.unit.zh}" if edition.length else ""


def _confirmation(brief: Brief) -> _Draft:
    """What every draft on an application for confirmation begins with."""
    agreement, filed = on_file(brief), told(brief, CONFIRMATION, "file")
    on = filed.day if filed else None
    return _Draft(
        case_number=brief.case.number,
        court=name_of(counterpart(brief, CONFIRMATION)),
        docket=_docket(brief, on) if on else None,
        cause=CAUSE,
        cause_code=_cause_code(brief, on) if on else None,
        applicants=tuple(lines(brief, party, "申请人") for party in bound(brief, agreement)),
        organisation=brief.body.name,
        agreement_date=agreed_on(brief, agreement),
        filed_on=on,
    )


def _docket(brief: Brief, filed_on: date) -> str:
    """The number that was registered, the newest; else its form: 诉前调确 after the court's own delegation, or 民特."""
    registered = [told(brief, CONFIRMATION, act) for act in ("confirm", "accept")]
    numbers = [number for each in registered if each for number in [each.text("docket")] if number]
    if numbers:
        return numbers[0]
    court, delegating = newest(brief.facts, CONFIRMATION), newest(brief.facts, REFERRAL)
    own = court is not None and delegating is not None and court.counterpart_id == delegating.counterpart_id
    before_filing = own and sent_as(brief) is ReferralKind.DELEGATED and filed_on >= _PRE_FILING_CONFIRMATIONS
    return docket_form(brief, "诉前调确" if before_filing else "民特", filed_on.year)


def _cause_code(brief: Brief, on: date) -> str | None:
    """The number of the cause in the list of that day: 448 since 2026, none before (law.md §6.1)."""
    try:
        return brief.opened.desk.causes.named(CAUSE, on).code
    except UnknownCause:
        return None


def _accepted_on(brief: Brief) -> date | None:
    accepted = told(brief, CONFIRMATION, "accept")
    return accepted.date("accepted_on") if accepted else None


def _articles(brief: Brief, *cites: str) -> tuple[str, ...]:
    filed = told(brief, CONFIRMATION, "file")
    return tuple(article(brief, cite, filed.day) for cite in cites) if filed else ()


def _ground(brief: Brief, act: str) -> str | None:
    """The listed ground that was recorded; for another one its own words, else it is left to the judge's pen."""
    decided = told(brief, CONFIRMATION, act)
    if decided is None:
        return None
    chosen = decided.text("ground")
    return decided.text("note") if chosen == _OWN_WORDS else option(brief, CONFIRMATION, act, "ground", chosen)


@composes(PaperKind.COURT_ACCEPTANCE, "法受")
def court_acceptance(brief: Brief) -> CourtAcceptance:
    """Draft 受理通知书（法院）."""
    return CourtAcceptance(
        **_confirmation(brief), accepted_on=_accepted_on(brief), articles=_articles(brief, "CPL 205", "CPLI 353")
    )


@composes(PaperKind.RULING_NOT_ACCEPTED, "法不")
def ruling_not_accepted(brief: Brief) -> RulingNotAccepted:
    """Draft 民事裁定书（不予受理）."""
    return RulingNotAccepted(
        **_confirmation(brief), articles=_articles(brief, "CPLI 355"), ground=_ground(brief, "not_accept")
    )


@composes(PaperKind.RULING_CONFIRMED, "法确", definite=True)
def ruling_confirmed(brief: Brief) -> RulingConfirmed:
    """Draft 民事裁定书（确认调解协议有效）."""
    agreement = on_file(brief)
    return RulingConfirmed(
        **_confirmation(brief),
        accepted_on=_accepted_on(brief),
        articles=_articles(brief, "CPL 206"),
        dispute=matter(brief.case.cause),
        effective_on=moment(agreement.effective_at),
        terms=terms(brief, agreement),
    )


@composes(PaperKind.RULING_REJECTED, "法驳")
def ruling_rejected(brief: Brief) -> RulingRejected:
    """Draft 民事裁定书（驳回申请）; a ground of non-acceptance found late rests on its own article (CPLI 355(2))."""
    rejected = told(brief, CONFIRMATION, "reject")
    late = rejected is not None and rejected.text("ground") == "cannot_be_accepted"
    return RulingRejected(
        **_confirmation(brief),
        accepted_on=_accepted_on(brief),
        articles=_articles(brief, "CPL 206", "CPLI 355" if late else "CPLI 358"),
        dispute=matter(brief.case.cause),
        ground=_ground(brief, "reject"),
    )


@composes(PaperKind.RULING_WITHDRAWAL, "法准")
def ruling_withdrawal(brief: Brief) -> RulingWithdrawal:
    """Draft 民事裁定书（准许撤回）."""
    return RulingWithdrawal(
        **_confirmation(brief), accepted_on=_accepted_on(brief), articles=_articles(brief, "CPLI 357")
    )


@composes(PaperKind.RULING_DEEMED_WITHDRAWN, "法按")
def ruling_deemed_withdrawn(brief: Brief) -> RulingDeemedWithdrawn:
    """Draft 民事裁定书（按撤回申请处理）; which of the two grounds holds is ticked by hand."""
    asked = told(brief, CONFIRMATION, "request_supplement")
    return RulingDeemedWithdrawn(
        **_confirmation(brief),
        accepted_on=_accepted_on(brief),
        articles=_articles(brief, "CPLI 357"),
        supplement_due=asked.date("due_on") if asked else None,
    )
