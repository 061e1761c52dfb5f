"""Composers of the papers of the mediation itself."""

from __future__ import annotations

from mediation.casework.composing.answers import FOLDER, MEDIATION, told
from mediation.casework.composing.brief import (
    Brief,
    accepted_on,
    at_the_clock,
    everybody,
    head,
    held,
    known,
    mediators,
    moment,
    place,
    requests,
    side_label,
    term_clock,
)
from mediation.casework.composing.registry import composes
from mediation.casework.composing.settling import undisputed
from mediation.documents.papers.mediating import Exchange, ExtensionConsent, Investigation, Minutes, Result
from mediation.documents.papers.settling import UndisputedFacts
from mediation.facts.parties import Meeting
from mediation.vocabulary import Audience, FactClass, PaperKind

MOST_SIGNERS = 8
_NOTICES = (
    ("identity_checked", "已核对到场人员的身份和代理权限。"),
    ("rights_told", "已告知当事人的权利义务和调解规则。"),
    ("sham_told", "已告知虚假调解的法律后果。"),
    ("address_confirmed", "已确认各方当事人的送达地址。"),
)


@composes(PaperKind.INVESTIGATION, "查")
def investigation(brief: Brief) -> Investigation:
    """Write 调查记录 of the inquiry that was recorded last."""
    asked = told(brief, FOLDER, "record_inquiry")
    rows = asked.answers["record"] if asked else ()
    return Investigation(
        **head(brief),
        asked=asked.text("person") if asked else None,
        capacity=asked.text("capacity") if asked else None,
        asked_on=asked.date("asked_on") if asked else None,
        place=asked.text("place") if asked else None,
        mediators=mediators(brief),
        exchanges=tuple(Exchange(question=row["question"], answer=row["answer"]) for row in rows),
    )


@composes(PaperKind.MINUTES, "笔")
def minutes(brief: Brief) -> Minutes:
    """Write 调解笔录 of the last meeting held: what was said before everybody, and no concession (law.md §0-21)."""
    there = held(brief)
    meeting = there[-1] if there else None
    return Minutes(
        **head(brief, known),
        held=at_the_clock(meeting.held_at) if meeting and meeting.held_at else None,
        channel=meeting.channel if meeting else None,
        place=place(brief),
        mediators=mediators(brief),
        told=tuple(words for name, words in _NOTICES if meeting and getattr(meeting, name)),
        requests=requests(brief),
        statements=_said(brief, meeting) if meeting else (),
        result=_result(brief),
        signers=_signers(brief),
    )


def _said(brief: Brief, meeting: Meeting) -> tuple[str, ...]:
    """What was said on the day of the meeting before everybody, with its class."""
    joint = [
        s
        for s in brief.facts.statements
        if s.audience is Audience.JOINT
        and s.kind in (FactClass.UNDISPUTED, FactClass.DISPUTED)
        and moment(s.said_at) == moment(meeting.held_at)
    ]
    return tuple(
        f"（{'无争议' if s.kind is FactClass.UNDISPUTED else '有争议'}）{_speaker(brief, s.said_by_id)}{text}"
        for s in joint
        for text in [brief.words(s.text_id)]
        if text
    )


def _speaker(brief: Brief, party_id: str | None) -> str:
    party = brief.party_of(party_id)
    return f"{brief.name(party)}：" if party else ""


def _result(brief: Brief) -> Result:
    if brief.facts.agreement is not None:
        return "settled"
    return "unsettled" if (MEDIATION, "end") in brief.background.acts else "going_on"


def _signers(brief: Brief) -> tuple[str, ...]:
    """Everybody who signs each page; where they are too many, a line for each side."""
    sides = [f"{side_label(brief, party)}{brief.name(party)}" for party in everybody(brief)]
    agents = [f"代理人{brief.words(agent.name_id)}" for agent in brief.facts.agents]
    desk = [*(f"调解员{name}" for name in mediators(brief)), "记录人"]
    if len(sides) + len(agents) + len(desk) <= MOST_SIGNERS:
        return (*sides, *agents, *desk)
    return (*dict.fromkeys(f"{party.side.zh}方" for party in everybody(brief)), *desk)[:MOST_SIGNERS]


@composes(PaperKind.EXTENSION_CONSENT, "延")
def extension_consent(brief: Brief) -> ExtensionConsent:
    """Write 延期调解同意书 of the last extension: how many days, until when."""
    extended, term = told(brief, MEDIATION, "extend"), term_clock(brief)
    return ExtensionConsent(
        **head(brief),
        accepted_on=accepted_on(brief),
        days=extended.answers["days"] if extended else None,
        until=term.due if term else None,
    )


@composes(PaperKind.UNDISPUTED_FACTS, "无争")
def undisputed_facts(brief: Brief) -> UndisputedFacts:
    """Write 无争议事实记载表 of the facts everybody agreed on."""
    return UndisputedFacts(**head(brief, known), facts=undisputed(brief), mediators=mediators(brief))
