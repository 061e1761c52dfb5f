"""What another organisation may see from now on. Nothing said in confidence is ever handed over (SI16 22; SI21 18)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from mediation.effects.registry import effect
from mediation.engine.registry import PaperName
from mediation.facts.columns import Row
from mediation.facts.folder import HandedKind, Handover
from mediation.facts.known import Facts
from mediation.facts.parties import Attachment, Paper
from mediation.facts.readings import given_of, newest
from mediation.vocabulary import COURT_DRAFTS, Audience, FactClass, PaperKind

_OF_A_VERSION = frozenset({PaperKind.AGREEMENT, PaperKind.SUPPLEMENTARY_SHEET})
_OFFICE_ONLY = frozenset({PaperKind.MINUTES, PaperKind.AGREEMENT}) | COURT_DRAFTS


def _open(attachment: Attachment) -> bool:
    return attachment.audience is Audience.JOINT and attachment.fact_class is not FactClass.CONCESSION


def _papers(facts: Facts, kind: str) -> Iterator[Paper]:
    """Papers of the kind; of agreements only the version that counts."""
    agreement = facts.agreement
    for paper in facts.papers:
        current = paper.kind is not PaperKind.AGREEMENT or (
            agreement is not None and paper.agreement_id == agreement.id
        )
        if paper.kind == kind and current:
            yield paper


def _attachments(facts: Facts, kind: str) -> Iterator[Attachment]:
    """Files of the kind both sides know; of agreements and their sheets only those since the version that counts."""
    agreement = facts.agreement
    for attachment in facts.attachments:
        current = attachment.kind not in _OF_A_VERSION or (
            agreement is not None and attachment.received_at >= agreement.drafted_at
        )
        if attachment.kind == kind and current and _open(attachment):
            yield attachment


def _handovers(facts: Facts, organisation_id: str, objects: Iterable[Paper | Attachment]) -> tuple[Handover, ...]:
    there = {h.object_id for h in facts.handovers if h.organisation_id == organisation_id}
    return tuple(handed_to(facts, organisation_id, thing) for thing in objects if thing.id not in there)


def handed_to(facts: Facts, organisation_id: str, thing: Paper | Attachment) -> Handover:
    """Return that an organisation may see a paper or a file from now on."""
    return Handover(
        id=facts.acting.new_id("handover", organisation_id, thing.id),
        case_id=facts.case.id,
        organisation_id=organisation_id,
        kind=HandedKind.PAPER if isinstance(thing, Paper) else HandedKind.ATTACHMENT,
        object_id=thing.id,
        seq=facts.acting.seq,
    )


_ON_ITS_WAY: Final = {
    PaperKind.REFERRAL_RECEIPT: frozenset({"accepted", "running", "reported", "concluded"}),
    PaperKind.REFERRAL_DECLINE: frozenset({"declined"}),
    PaperKind.REFERRAL_REPORT: frozenset({"reported", "concluded"}),
    PaperKind.LODGING_LETTER: frozenset({"running", "reported", "concluded"}),
}
"""Papers addressed to the court of a referral, and where the referral stands once they are on their way."""


def handed_when_issued(facts: Facts, paper: Paper | Attachment) -> tuple[Handover, ...]:
    """Return the handover of a paper addressed to the court that is issued or uploaded after the move which makes it.

    On file before the move, it waits for it: the move hands over what is there (group ``proceedings``).
    """
    if isinstance(paper, Attachment) and not _open(paper):
        return ()
    referral = newest(facts, "court_referral")
    if referral is None or referral.counterpart_id is None:
        return ()
    if referral.state not in _ON_ITS_WAY.get(paper.kind, frozenset()):
        return ()
    return (handed_to(facts, referral.counterpart_id, paper),)


@effect(needs={"proceedings", "papers", "attachments", "handovers", "agreements"})
def hand_to_court(facts: Facts, *, kind: PaperName) -> Sequence[Row]:
    """Papers and files of one kind go to the court of the proceeding, else of the referral; once each."""
    referral = newest(facts, "court_referral")
    court = facts.proceeding.counterpart_id if facts.proceeding else None
    court = court or (referral.counterpart_id if referral else None)
    if court is None:
        return ()
    return _handovers(facts, court, [*_papers(facts, kind), *_attachments(facts, kind)])


@effect(needs={"papers", "attachments", "handovers"})
def hand_file_to_receiver(facts: Facts) -> Sequence[Row]:
    """The joint file goes to the body that takes the case over; minutes and drafts stay (PML 25–26)."""
    papers = [paper for paper in facts.papers if paper.kind not in _OFFICE_ONLY]
    return _handovers(facts, given_of(facts)["receiver"], [*papers, *(a for a in facts.attachments if _open(a))])


_OF_THE_DESK = frozenset(
    {
        PaperKind.MINUTES,
        PaperKind.INVESTIGATION,
        PaperKind.RECUSAL,
        PaperKind.GROUP_REPORT,
        PaperKind.VISIT_RECORD,
    }
)


def may_leave(facts: Facts, thing: Paper | Attachment) -> bool:
    """Test if something of the file may go to another body: known to both sides, nothing the desk keeps for itself.

    Of agreements and their sheets only those of the version that counts (group ``agreements``).
    """
    if thing.kind in _OF_THE_DESK:
        return False
    return thing in (_papers if isinstance(thing, Paper) else _attachments)(facts, thing.kind)
