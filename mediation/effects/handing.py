"""What another organisation may see from now on. Nothing said in confidence is ever handed over (SI16 22; SI21 18)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from mediation.effects.registry import effect
from mediation.engine.registry import PaperName
from mediation.facts.columns import Row
from mediation.facts.folder import HandedKind, Handover
from mediation.facts.known import Facts
from mediation.facts.parties import Attachment, Paper
from mediation.facts.readings import given_of, newest
from mediation.vocabulary import Audience, FactClass, PaperKind

_OFFICE_ONLY = frozenset({PaperKind.MINUTES, PaperKind.AGREEMENT})


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
    """Files of the kind that both sides know; of agreements only those handed in since the version that counts."""
    agreement = facts.agreement
    for attachment in facts.attachments:
        current = attachment.kind is not PaperKind.AGREEMENT or (
            agreement is not None and attachment.received_at >= agreement.drafted_at
        )
        if attachment.kind == kind and current and _open(attachment):
            yield attachment


def _handovers(facts: Facts, organisation_id: str, objects: Iterable[Paper | Attachment]) -> tuple[Handover, ...]:
    there = {h.object_id for h in facts.handovers if h.organisation_id == organisation_id}
    return tuple(
        Handover(
            id=facts.acting.new_id("handover", organisation_id, thing.id),
            case_id=facts.case.id,
            organisation_id=organisation_id,
            kind=HandedKind.PAPER if isinstance(thing, Paper) else HandedKind.ATTACHMENT,
            object_id=thing.id,
            seq=facts.acting.seq,
        )
        for thing in objects
        if thing.id not in there
    )


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
