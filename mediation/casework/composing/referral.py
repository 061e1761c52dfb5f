"""Composers of the desk's papers to the court or the commission that handed a case over."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from mediation.casework.composing.answers import MEDIATION, Told, option, told, told_each
from mediation.casework.composing.brief import (
    Brief,
    called,
    head,
    held,
    mediators,
    moment,
    term_clock,
)
from mediation.casework.composing.courts import REFERRAL, agreed_on, article, counterpart, name_of
from mediation.casework.composing.registry import composes
from mediation.casework.composing.terms import on_file
from mediation.documents.papers.referral import (
    HeldMeeting,
    LodgingLetter,
    Material,
    ReferralDecline,
    ReferralReceipt,
    ReferralReport,
    SignedFor,
)
from mediation.documents.parts import Attachment, Head, KnownParty
from mediation.facts.known import civil_day
from mediation.facts.parties import Attachment as File
from mediation.facts.parties import Party
from mediation.facts.readings import AFTER_FILING, Path, path_of
from mediation.vocabulary import Audience, FactClass, PaperKind, ReferralKind

_MATERIALS: Final = (
    PaperKind.REFERRAL_LETTER,
    PaperKind.COMPLAINT,
    PaperKind.COURT_CONSENT,
    PaperKind.AWARD,
    PaperKind.ARBITRATION_REFUSAL,
    PaperKind.EVIDENCE,
    PaperKind.IDENTITY,
    PaperKind.DELIVERY_ADDRESS,
)
_SETTLED: Final = frozenset({"agreement", "partial_agreement"})
_IN_A_SUIT: Final = (("被申请人", "被告"), ("申请人", "原告"))


def sent_as(brief: Brief) -> ReferralKind | None:
    """Return under which title the case was handed over, whatever became of it."""
    sent = told(brief, REFERRAL, "send")
    return ReferralKind(sent.answers["kind"]) if sent else None


def in_court(brief: Brief, party: Party) -> KnownParty:
    """Return a party under the label the court's proceeding gives it: 原告, 被告 after filing (law.md §0-27)."""
    who = called(brief, party)
    if sent_as(brief) not in AFTER_FILING:
        return who
    label = who.label or ""
    for ours, theirs in _IN_A_SUIT:
        label = label.replace(ours, theirs)
    return replace(who, label=label)


def materials(brief: Brief, until: Told | None) -> tuple[Material, ...]:
    """Return what came with the referral before an act, kind by kind, named by kind only: a file's name is not told.

    What the court's clerk handed in is known; where the liaison recorded the referral, it is what was there that day.
    """
    if until is None:
        return ()
    court = counterpart(brief, REFERRAL)
    theirs = {h.object_id for h in brief.facts.handovers if court and h.organisation_id == court.id}
    early = {h.object_id for h in brief.facts.handovers if h.seq <= until.seq} & theirs
    there = [file for file in brief.facts.attachments if file.kind in _MATERIALS and _is_open(file)]
    handed = [file for file in there if file.id in early]
    files = handed or [file for file in there if civil_day(file.received_at) <= until.day]
    return tuple(_material(kind, own) for kind in _MATERIALS for own in [_of(kind, files)] if own)


def _is_open(file: File) -> bool:
    return file.audience is Audience.JOINT and file.fact_class is not FactClass.CONCESSION


def _of(kind: PaperKind, files: list[File]) -> list[File]:
    return [file for file in files if file.kind is kind]


def _material(kind: PaperKind, files: list[File]) -> Material:
    counted = [file.pages for file in files if file.pages]
    return Material(
        title=kind.zh if len(files) == 1 else f"{kind.zh}（{len(files)}件）",
        pages=sum(counted) if len(counted) == len(files) else None,
    )


class _Referred(Head):
    court: str | None
    docket: str | None
    referral: ReferralKind | None


def _referred(brief: Brief) -> _Referred:
    """What every paper to the court of the referral begins with, under the court's own labels and number."""
    sent = told(brief, REFERRAL, "send")
    return _Referred(
        **head(brief, in_court),
        court=name_of(counterpart(brief, REFERRAL)),
        docket=sent.text("docket") if sent else None,
        referral=sent_as(brief),
    )


@composes(PaperKind.REFERRAL_RECEIPT, "收")
def referral_receipt(brief: Brief) -> ReferralReceipt:
    """Write 材料接收回执 once the referral was accepted; its code says our number, by which the case is found."""
    accepted, clock = told(brief, REFERRAL, "accept"), term_clock(brief)
    return ReferralReceipt(
        **_referred(brief),
        accepted_on=accepted.date("accepted_on") if accepted else None,
        how=option(brief, REFERRAL, "accept", "how", accepted.text("how")) if accepted else None,
        materials=materials(brief, accepted),
        mediators=mediators(brief),
        due=clock.due if clock else None,
        qr=brief.case.number,
    )


@composes(PaperKind.REFERRAL_DECLINE, "拒")
def referral_decline(brief: Brief) -> ReferralDecline:
    """Write 不接受委派（委托）函 with the reason that was recorded."""
    declined = told(brief, REFERRAL, "decline")
    return ReferralDecline(
        **_referred(brief),
        declined_on=declined.day if declined else None,
        reason=option(brief, REFERRAL, "decline", "reason", declined.text("reason")) if declined else None,
        note=declined.text("note") if declined else None,
        materials=materials(brief, declined),
    )


@composes(PaperKind.REFERRAL_REPORT, "馈")
def referral_report(brief: Brief) -> ReferralReport:
    """Write 委派（委托）调解情况反馈函 of what was reported: that there were meetings, never what was said there."""
    accepted, report = told(brief, REFERRAL, "accept"), told(brief, REFERRAL, "report")
    result = report.text("result") if report else None
    settled, agreement = result in _SETTLED, brief.facts.agreement
    returned = report is not None and bool(report.answers.get("materials_returned"))
    return ReferralReport(
        **_referred(brief),
        accepted_on=accepted.date("accepted_on") if accepted else None,
        mediators=mediators(brief),
        meetings=tuple(HeldMeeting(held_on=moment(each.held_at), channel=each.channel) for each in held(brief)),
        result=option(brief, REFERRAL, "report", "result", result),
        basis=article(brief, _basis(brief, settled), report.day) if report else None,
        settled=settled,
        agreement_date=agreed_on(brief, agreement) if settled else None,
        effective_on=moment(agreement.effective_at) if settled and agreement else None,
        reason=_why_not(brief),
        focus=report.text("focus") if report else None,
        conduct=report.text("conduct") if report else None,
        facts=_signed_facts(brief),
        returned=materials(brief, accepted) if returned else (),
    )


def _basis(brief: Brief, settled: bool) -> str:
    """The article that lists the result, by the path the case came on (law.md §0-12)."""
    path = path_of(brief.facts)
    if path is Path.PLATFORM:
        return "SI21 25"
    if path is Path.ARBITRATION:
        return "R33 69" if sent_as(brief) is ReferralKind.ARBITRATION_SUGGESTED else "R33 70"
    if settled:
        return "SI16 20" if sent_as(brief) in AFTER_FILING else "SI16 19"
    return "SI16 26"


def _why_not(brief: Brief) -> str | None:
    """The listed ground on which the mediation ended; what the mediator noted beside it is not told."""
    ended = told(brief, MEDIATION, "end")
    return option(brief, MEDIATION, "end", "ground", ended.text("ground")) if ended else None


def _signed_facts(brief: Brief) -> tuple[str, ...]:
    """The facts every party signed for, item by item; what was only said before everybody is not among them."""
    rows = [row for each in told_each(brief, MEDIATION, "record_undisputed_facts") for row in each.answers["facts"]]
    return tuple(row["fact"] for row in rows if row.get("fact"))


@composes(PaperKind.LODGING_LETTER, "备")
def lodging_letter(brief: Brief) -> LodgingLetter:
    """Write 备案函 to the court that delegated the case, with the day each party signed for the agreement."""
    agreement = on_file(brief)
    return LodgingLetter(
        **_referred(brief),
        mediators=mediators(brief),
        agreement_date=agreed_on(brief, agreement),
        effective_on=moment(agreement.effective_at),
        deliveries=tuple(
            SignedFor(name=brief.name(party), signed_for_on=each.date("delivered_on"))
            for each in told_each(brief, MEDIATION, "deliver_agreement")
            for party in [brief.party_of(each.text("party"))]
            if party
        ),
        attachments=(Attachment(title=f"《调解协议书》（{brief.case.number}）"),),
    )
