"""Composers of the papers that bring everybody to the table."""

from __future__ import annotations

from mediation.casework.composing.answers import FOLDER, MEDIATION, option, told
from mediation.casework.composing.brief import (
    Brief,
    at_the_clock,
    everybody,
    head,
    known,
    mediators,
    moment,
)
from mediation.casework.composing.registry import composes
from mediation.documents.papers.engaging import (
    Appointment,
    Delegate,
    DeliveryAddress,
    Invitation,
    LegalRepresentative,
    MeetingNotice,
    PowerOfAttorney,
    Recusal,
    ServedPaper,
    ServiceReturn,
)
from mediation.facts.parties import Party
from mediation.vocabulary import Authority, Channel, PaperKind, Relation

SERVED = (
    PaperKind.CONSENT_INQUIRY,
    PaperKind.ACCEPTANCE_NOTICE,
    PaperKind.NON_ACCEPTANCE_NOTICE,
    PaperKind.RIGHTS_NOTICE,
    PaperKind.APPOINTMENT,
    PaperKind.MEETING_NOTICE,
    PaperKind.AGREEMENT,
    PaperKind.TERMINATION_NOTICE,
    PaperKind.ARBITRATION_ADVICE,
    PaperKind.REMINDER,
)
"""Papers that are served on the parties."""


@composes(PaperKind.APPOINTMENT, "指")
def appointment(brief: Brief) -> Appointment:
    """Write 调解员选定（指派）书 for those who mediate now; chosen if the parties named one of them jointly."""
    serving = [a for a in brief.facts.assignments if a.relation is Relation.ASSIGNED_MEDIATOR and a.until is None]
    chosen = told(brief, MEDIATION, "choose_mediator")
    return Appointment(
        **head(brief),
        mediators=mediators(brief),
        chosen=chosen is not None and chosen.text("mediator") in {a.person_id for a in serving},
        appointed_on=max((day for a in serving for day in [moment(a.since)] if day), default=None),
    )


@composes(PaperKind.RECUSAL, "回避")
def recusal(brief: Brief) -> Recusal:
    """Write 回避申请及决定书: the newest request, and its decision if one was made since."""
    asked, decided = told(brief, FOLDER, "request_recusal"), told(brief, FOLDER, "decide_recusal")
    if decided and asked and decided.seq < asked.seq:
        decided = None
    party = brief.party_of(asked.text("party")) if asked else None
    return Recusal(
        **head(brief),
        applicant=known(brief, party) if party else None,
        mediator=brief.named(asked.text("mediator") or "") if asked else None,
        ground=option(brief, FOLDER, "request_recusal", "ground", asked.text("ground")) if asked else None,
        note=asked.text("note") if asked else None,
        asked_on=asked.day if asked else None,
        granted=decided.answers["granted"] if decided else None,
        reason=decided.text("reason") if decided else None,
        decided_on=decided.day if decided else None,
    )


@composes(PaperKind.MEETING_NOTICE, "通")
def meeting_notice(brief: Brief) -> MeetingNotice:
    """Write 调解通知书 for the meeting that was scheduled last and not held yet."""
    ahead = [meeting for meeting in brief.facts.meetings if meeting.held_at is None]
    meeting = ahead[-1] if ahead else None
    place = brief.words(meeting.place_id) if meeting else None
    at_the_desk = meeting is not None and meeting.channel is Channel.IN_PERSON
    return MeetingNotice(
        **head(brief),
        starts=at_the_clock(meeting.starts_at) if meeting else None,
        channel=meeting.channel if meeting else None,
        place=place or (brief.body.name if at_the_desk else None),
        mediators=mediators(brief),
    )


@composes(PaperKind.INVITATION, "邀")
def invitation(brief: Brief) -> Invitation:
    """Write 邀请协助调解函 to whoever was invited last."""
    asked = told(brief, FOLDER, "invite_helper")
    return Invitation(
        **head(brief),
        invited=asked.text("invited") if asked else None,
        matter=asked.text("matter") if asked else None,
        reply_by=asked.date("reply_by") if asked else None,
        mediators=mediators(brief),
    )


@composes(PaperKind.DELIVERY_ADDRESS, "址", one_of=everybody)
def delivery_address(brief: Brief) -> DeliveryAddress:
    """Write 送达地址确认书 for one party to complete and sign."""
    return DeliveryAddress(**head(brief), party=known(brief, brief.party) if brief.party else None)


@composes(PaperKind.SERVICE_RETURN, "送", one_of=everybody)
def service_return(brief: Brief) -> ServiceReturn:
    """Write 送达回证 for the newest paper of each kind that goes to this party."""
    party = brief.party
    newest = {
        paper.kind: paper
        for paper in brief.facts.papers
        if paper.kind in SERVED and party and paper.party_id in (None, party.id)
    }
    return ServiceReturn(
        **head(brief),
        party=known(brief, party) if party else None,
        papers=tuple(ServedPaper(title=kind.zh, number=newest[kind].number) for kind in SERVED if kind in newest),
    )


def with_agents(brief: Brief) -> tuple[Party, ...]:
    """Return the parties somebody acts for by a power of attorney; an elected representative needs none."""
    acting = {agent.party_id for agent in brief.facts.agents if agent.authority is not Authority.REPRESENTATIVE}
    return tuple(party for party in everybody(brief) if party.id in acting)


@composes(PaperKind.POWER_OF_ATTORNEY, "委", one_of=with_agents)
def power_of_attorney(brief: Brief) -> PowerOfAttorney:
    """Write 授权委托书 for the agents a party registered."""
    party = brief.party
    own = [
        agent
        for agent in brief.facts.agents
        if party and agent.party_id == party.id and agent.authority is not Authority.REPRESENTATIVE
    ]
    return PowerOfAttorney(
        **head(brief),
        principal=known(brief, party) if party else None,
        delegates=tuple(
            Delegate(name=brief.words(a.name_id), identity=brief.words(a.identity_id), authority=a.authority)
            for a in own
        ),
    )


def units(brief: Brief) -> tuple[Party, ...]:
    """Return the parties that are organisations."""
    return tuple(party for party in everybody(brief) if not party.natural)


@composes(PaperKind.LEGAL_REPRESENTATIVE, "法", one_of=units)
def legal_representative(brief: Brief) -> LegalRepresentative:
    """Write 法定代表人身份证明书 for a unit to seal."""
    unit = brief.party
    return LegalRepresentative(
        **head(brief),
        unit=known(brief, unit) if unit else None,
        representative=brief.words(unit.representative_id) if unit else None,
    )
