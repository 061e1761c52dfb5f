"""Reads: what one reader may see of one case. Every read names its reader; there is no default reader."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from mediation.casework import clocks, said
from mediation.casework.desk import FOLDER
from mediation.casework.opened import Opened
from mediation.casework.said import plain_rows, yuan
from mediation.casework.views import (
    AttachmentView,
    CaseView,
    ClaimView,
    ClockView,
    Named,
    PaperView,
    PartyView,
    ProceedingView,
    Title,
)
from mediation.facts.folder import Clock, Proceeding
from mediation.facts.known import civil_day
from mediation.facts.parties import Attachment, Paper, Party
from mediation.law.time_limits import TimeLimits
from mediation.policy import Resource
from mediation.vocabulary import Side, Word


def case_title(opened: Opened) -> str:
    """Return the case's title: 李某与某物流公司 追索劳动报酬争议."""
    sides = []
    for side in (Side.APPLICANT, Side.RESPONDENT):
        first = next((p for p in opened.facts.parties if p.side == side), None)
        sides.append((opened.facts.words(first.name_id) if first else None) or "（未登记）")
    return f"{sides[0]}与{sides[1]} {opened.case.cause}"


def case_view(opened: Opened) -> CaseView:
    """Return the case as its reader may see it."""
    desk_reads = opened.reader.may(Resource.FACTS)
    case = opened.case
    return CaseView(
        id=case.id,
        number=case.number,
        title=case_title(opened),
        source=case.source,
        nature=case.nature,
        cause=case.cause,
        opened_at=case.opened_at,
        organisation=Named(id=case.organisation_id, name=opened.organisations[case.organisation_id].name),
        version=opened.folder.version,
        seq=opened.folder.seq,
        head=opened.folder.head,
        relations=sorted(opened.reader.relations),
        proceedings=[proceeding_view(opened, p) for p in opened.mine() if p.procedure != FOLDER],
        parties=[_party(opened, p) for p in opened.facts.parties],
        participants=_participants(opened) if desk_reads else None,
        claims=_claims(opened),
        clocks=[clock_view(opened, c) for c in visible_clocks(opened)],
        consents=plain_rows(opened.facts.consents) if desk_reads else None,
        contacts=_contacts(opened) if opened.reader.may(Resource.CONTACTS) else None,
        meetings=_meetings(opened) if desk_reads else None,
        statements=said.statements(opened) if desk_reads else None,
        notes=said.notes(opened) if opened.reader.may(Resource.CONFIDENCES) else None,
        offers=said.offers(opened) if opened.reader.may(Resource.SETTLEMENT) else None,
        agreement=said.agreement_view(opened) if opened.reader.may(Resource.SETTLEMENT) else None,
        papers=[paper_view(opened, p) for p in opened.facts.papers if opened.may_see_paper(p)],
        papers_due=[],
        attachments=[attachment_view(opened, a) for a in opened.facts.attachments if opened.may_see_attachment(a)],
    )


def title_of(word: Word) -> Title:
    """Return a word of a closed list in both languages."""
    return Title(zh=word.zh, en=word.en)


def proceeding_view(opened: Opened, proceeding: Proceeding) -> ProceedingView:
    """Return where a proceeding stands, in the words of the definition it was opened under."""
    definition = opened.desk.procedures.known[proceeding.definition]
    state = definition.states[proceeding.state]
    waits = state.waits
    reason = waits.reason if waits else None
    other = opened.organisations.get(proceeding.counterpart_id or "")
    return ProceedingView(
        id=proceeding.id,
        procedure=proceeding.procedure,
        title=Title(zh=definition.title.zh, en=definition.title.en),
        definition=proceeding.definition,
        state=proceeding.state,
        state_title=Title(zh=state.title.zh, en=state.title.en),
        stage=state.stage,
        waits=Title(zh=reason.zh, en=reason.en) if reason else None,
        ended=proceeding.ended,
        counterpart=Named(id=other.id, name=other.name) if other else None,
    )


def _party(opened: Opened, party: Party) -> PartyView:
    words = opened.facts.words
    private = not opened.reader.is_court_only
    agents = [
        {"id": a.id, "name": words(a.name_id), "authority": a.authority}
        for a in opened.facts.agents
        if a.party_id == party.id
    ]
    return PartyView(
        id=party.id,
        ordinal=party.ordinal,
        kind=party.kind,
        side=party.side,
        natural=party.natural,
        name=words(party.name_id),
        identity=words(party.identity_id) if private else None,
        phone=words(party.phone_id) if private else None,
        address=words(party.address_id) if private else None,
        representative=words(party.representative_id),
        account_name=words(party.account_name_id) if private else None,
        account_number=words(party.account_number_id) if private else None,
        account_bank=words(party.account_bank_id) if private else None,
        agents=agents if private else [],
    )


def _participants(opened: Opened) -> list[dict[str, Any]]:
    words = opened.facts.words
    return [
        {
            "id": p.id,
            "role": p.role,
            "side": p.side,
            "name": words(p.name_id),
            "unit": words(p.unit_id),
            "since": p.since,
            "until": p.until,
        }
        for p in opened.facts.participants
    ]


def _claims(opened: Opened) -> list[ClaimView]:
    private = not opened.reader.is_court_only
    return [
        ClaimView(
            id=c.id,
            ordinal=c.ordinal,
            item=c.item,
            title=title_of(c.item),
            claimant_id=c.claimant_id,
            respondent_id=c.respondent_id,
            amount=yuan(c.amount),
            since=c.since,
            until=c.until,
            basis=opened.facts.words(c.basis_id) if private else None,
            outcome=c.outcome,
        )
        for c in opened.facts.claims
    ]


def visible_clocks(opened: Opened) -> list[Clock]:
    """Return the clocks of the proceedings this reader may see."""
    ids = {p.id for p in opened.mine()}
    return [c for c in opened.facts.clocks if c.proceeding_id in ids]


def clock_view(opened: Opened, clock: Clock) -> ClockView:
    """Return a clock with its arithmetic."""
    limit = opened.desk.limits.get(clock.limit_id)
    body = opened.facts.organisations.get(opened.facts.case.organisation_id)
    result = clocks.computed(opened.desk, clock, opened.facts.adjustments, body.kind if body else None)
    today = civil_day(opened.now)
    return ClockView(
        id=clock.id,
        limit=limit.id,
        ref=limit.ref,
        title=Title(zh=limit.title.zh, en=limit.title.en),
        proceeding_id=clock.proceeding_id,
        edition=clock.edition,
        trigger_at=clock.trigger_at,
        first_day=clock.first_day,
        raw=clock.raw,
        due=clock.due,
        provisional=clock.provisional,
        stopped_at=clock.stopped_at,
        state=clock_state(clock, opened.now, opened.desk.limits),
        days_left=(clock.due - today).days if clock.due and clock.stopped_at is None else None,
        binding=result.binding,
        cites=list(result.cites),
        steps=list(result.explain("zh")),
        steps_en=list(result.explain("en")),
        fired=[f.rung for f in opened.facts.firings if f.clock_id == clock.id and f.due == clock.due],
    )


def clock_state(clock: Clock, now: datetime, limits: TimeLimits) -> str:
    """Return the word beside a clock's colour: stopped, undated, lapsed, overdue, today, red, amber or running.

    What was only somebody's right lapses; nobody is late with it.
    """
    today = civil_day(now)
    if clock.stopped_at is not None:
        return "stopped"
    if clock.due is None:
        return "undated"
    if today >= clock.due:
        late = "lapsed" if clock.limit_id in limits.windows else "overdue"
        return late if today > clock.due else "today"
    if clock.red_on and today >= clock.red_on:
        return "red"
    return "amber" if clock.amber_on and today >= clock.amber_on else "running"


def _contacts(opened: Opened) -> list[dict[str, Any]]:
    words = {c.id: opened.facts.words(c.note_id) for c in opened.facts.contacts}
    return [{**row, "note": words[row["id"]]} for row in plain_rows(opened.facts.contacts)]


def _meetings(opened: Opened) -> list[dict[str, Any]]:
    words = {m.id: opened.facts.words(m.place_id) for m in opened.facts.meetings}
    return [{**row, "place": words[row["id"]]} for row in plain_rows(opened.facts.meetings)]


def paper_view(opened: Opened, paper: Paper) -> PaperView:
    """Return a paper; it is stale when the facts it rests on changed since it was issued."""
    return PaperView(
        id=paper.id,
        kind=paper.kind,
        title=title_of(paper.kind),
        number=paper.number,
        party=paper.party_id,
        issued_at=paper.issued_at,
        sha256=paper.pdf_sha256,
        template=paper.template,
        seq=paper.seq,
        stale=False,
    )


def attachment_view(opened: Opened, attachment: Attachment) -> AttachmentView:
    """Return a file's description."""
    return AttachmentView(
        id=attachment.id,
        kind=attachment.kind,
        title=title_of(attachment.kind),
        name=opened.facts.words(attachment.name_id),
        media=attachment.media,
        size=attachment.size,
        pages=attachment.pages,
        sha256=attachment.sha256,
        purpose=opened.facts.words(attachment.purpose_id) if not opened.reader.is_court_only else None,
        party_id=attachment.party_id,
        received_at=attachment.received_at,
    )
