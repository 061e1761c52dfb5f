"""Papers issued: composed from the file, rendered, kept with their bytes and digests; never changed afterwards."""

from __future__ import annotations

import hashlib
import json
import uuid
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from functools import lru_cache

from sqlalchemy import Connection, select

from mediation.casework import journal
from mediation.casework.bench import Bench, find
from mediation.casework.composing import COMPOSERS, Background, compose
from mediation.casework.desk import Desk
from mediation.casework.keys import Kept, kept_under
from mediation.casework.opened import Opened, open_for
from mediation.casework.opening import next_serial
from mediation.casework.people import names_of
from mediation.casework.perform import Command, check_version, doing_of, perform
from mediation.casework.step import Decided, decide
from mediation.casework.values import parse_instant
from mediation.documents import parts
from mediation.documents.fonts import FontChain, font_chain
from mediation.documents.rendering import Forms, drawings, forms, page, template_digest
from mediation.effects.handing import handed_to, handed_when_issued
from mediation.errors import MediationError, NotFound
from mediation.facts.columns import Row, changed
from mediation.facts.known import civil_day
from mediation.facts.parties import Paper
from mediation.policy import Resource
from mediation.records.database import reading, upsert_of
from mediation.records.schema import metadata
from mediation.vocabulary import COURT_DRAFTS, PaperKind

DRAFTS = "draft_court_paper"
"""The act by which a court's clerk has a draft made; all other papers are issued by ``issue_paper``."""
_BLOB, _EVENT, _CORRECTION = (metadata.tables[name] for name in ("blob", "event", "correction"))


@dataclass(frozen=True, slots=True)
class Rendered:
    """A paper in its three forms, with the digest of the words it was made of."""

    kind: PaperKind
    forms: Forms
    basis: str
    template: str
    agreement_id: str | None
    party_id: str | None


@lru_cache(maxsize=1)
def fonts() -> FontChain:
    """Return the font chain papers are set in."""
    return font_chain()


def basis_of(paper: parts.Paper) -> str:
    """Return the digest of everything a paper says."""
    return journal.sha256(journal.canonical(asdict(paper)))


def render(opened: Opened, kind: PaperKind, background: Background, party_id: str | None = None) -> Rendered:
    """Return a paper as page, PDF/A and DOCX; ``party_id`` names the party it is about, where it is about one.

    Raises:
        BadInput: something the form needs is missing, or no font has a character: both are named.
        NotFound: no such paper can be made yet.
    """
    paper = compose(opened, kind, background, party_id)
    agreement = opened.facts.agreement
    return Rendered(
        kind,
        forms(paper, fonts=fonts(), made_at=opened.now),
        basis_of(paper),
        template_digest(paper.slug),
        agreement.id if agreement else None,
        party_id,
    )


def drawn(opened: Opened, kind: PaperKind, background: Background, party_id: str | None = None) -> list[bytes]:
    """Return the pages of a paper as it would be issued now, as SVG; raises what ``render`` raises."""
    return drawings(compose(opened, kind, background, party_id), fonts=fonts())


def page_now(opened: Opened, kind: PaperKind, background: Background, party_id: str | None = None) -> str:
    """Return the page of a paper as it would be issued now; raises what ``render`` raises but for the characters."""
    return page(compose(opened, kind, background, party_id))


def issue(desk: Desk, command: Command, kind: PaperKind, now: datetime) -> Kept:
    """Issue a paper: render it, then file it in one act. If the case changed meanwhile, nothing is filed.

    It is rendered before the case is locked, and only for somebody who may issue it on the version they read. A
    court's draft is an act of its own: of the court's clerk, in the court's own proceeding, for its users alone.

    Raises:
        BadInput, NotFound, MoveRefused: as ``render``.
        Others: as ``perform``.
    """
    if kind in COURT_DRAFTS:
        command = replace(command, act=DRAFTS)
    with reading(desk.engine) as db:
        kept = kept_under(db, command.person_id, command.key, command.fingerprint)
        if kept is not None:
            return kept
        opened = open_for(db, desk, command.person_id, command.folder_id, now)
        bench = Bench(desk, db, now, opened.folder, opened.case, opened.memberships)
        doing = doing_of(command, now)
        found = find(bench, doing)
        check_version(bench, found, command.version)
        decide(bench, doing, found)
        drafted_in = opened.drafts_in(kind)
        rendered = render(opened, kind, background_of(db, opened), command.answers.get("party"))

    def rows(bench: Bench, decided: Decided) -> tuple[Row, ...]:
        for content in (rendered.forms.pdf, rendered.forms.page, rendered.forms.docx):
            keep_bytes(bench.db, content)
        paper = _row(bench, rendered, command.key)
        if drafted_in is not None:
            own = changed(paper, proceeding_id=drafted_in.id)
            return (own, handed_to(decided.facts, drafted_in.counterpart_id or "", own))
        return (paper, *handed_when_issued(decided.facts, paper))

    return perform(desk, command, now, rows, 201)


def issuable(opened: Opened) -> list[PaperKind]:
    """Return the kinds of paper this reader may make: a court's clerk its drafts, the desk everything else."""
    desk = opened.reader.may(Resource.FACTS)
    return [k for k in PaperKind if k in COMPOSERS and (opened.drafts_in(k) if k in COURT_DRAFTS else desk)]


def _row(bench: Bench, rendered: Rendered, key: str) -> Paper:
    organisation_id = bench.case.numbered_by_id
    year = civil_day(bench.now).year
    series = COMPOSERS[rendered.kind].series
    serial = next_serial(bench.db, organisation_id, year, series)
    code = bench.case.number.split("字")[0]
    return Paper(
        id=str(uuid.uuid5(uuid.UUID(bench.case.id), f"paper/{bench.folder.seq + 1}/{key}")),
        case_id=bench.case.id,
        kind=rendered.kind,
        number=f"{code}{series}字〔{year}〕{serial}号",
        party_id=rendered.party_id,
        agreement_id=rendered.agreement_id,
        issued_at=bench.now,
        pdf_sha256=hashlib.sha256(rendered.forms.pdf).hexdigest(),
        page_sha256=hashlib.sha256(rendered.forms.page).hexdigest(),
        docx_sha256=hashlib.sha256(rendered.forms.docx).hexdigest(),
        template=rendered.template,
        basis=rendered.basis,
        seq=bench.folder.seq + 1,
    )


def keep_bytes(db: Connection, content: bytes) -> str:
    """Keep bytes under their SHA-256 and return it; the same bytes are kept once."""
    digest = hashlib.sha256(content).hexdigest()
    insert = upsert_of(db, _BLOB)
    db.execute(insert.on_conflict_do_nothing(), {"sha256": digest, "content": content})
    return digest


def bytes_of(db: Connection, sha256: str) -> bytes:
    """Return the bytes kept under a SHA-256."""
    return bytes(db.execute(select(_BLOB.c.content).where(_BLOB.c.sha256 == sha256)).scalar_one())


def background_of(db: Connection, opened: Opened) -> Background:
    """Return who is or was on the case, and on which day each event happened as it is believed now."""
    columns = (_EVENT.c.seq, _EVENT.c.act, _EVENT.c.proceeding_id, _EVENT.c.occurred_at)
    happened = select(*columns).where(_EVENT.c.folder_id == opened.folder.id)
    events = db.execute(happened.order_by(_EVENT.c.seq)).all()
    mended = select(_CORRECTION.c.target_seq, _CORRECTION.c.after).where(
        _CORRECTION.c.case_id == opened.case.id, _CORRECTION.c.name == "occurred_at"
    )
    believed = {row.target_seq: row.after for row in db.execute(mended.order_by(_CORRECTION.c.seq))}
    days = {row.seq: civil_day(row.occurred_at) for row in events}
    days |= {seq: civil_day(parse_instant(json.loads(after))) for seq, after in believed.items()}
    names = names_of(db, {assignment.person_id for assignment in opened.facts.assignments})
    procedure = {p.id: p.procedure for p in opened.facts.proceedings}
    acts = {(procedure.get(row.proceeding_id, ""), row.act): days[row.seq] for row in events}
    return Background(names, days, acts)


def is_stale(opened: Opened, paper: Paper, background: Background) -> bool:
    """Test if the file no longer says what the paper says; a paper that could not be made now is stale too."""
    try:
        return basis_of(compose(opened, paper.kind, background, paper.party_id)) != paper.basis
    except MediationError:
        return True


def issued(opened: Opened, paper_id: str) -> Paper:
    """Return an issued paper that is for this reader.

    Raises:
        NotFound: no such paper, or not for them.
    """
    for paper in opened.facts.papers:
        if paper.id == paper_id and opened.may_see_paper(paper):
            return paper
    raise NotFound("未找到该文书。", "No such paper.", code="paper_not_found")


__all__ = ["background_of", "bytes_of", "is_stale", "issue", "issued", "keep_bytes", "names_of", "render"]
