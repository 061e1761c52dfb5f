"""Papers issued: composed from the file, rendered, kept with their bytes and digests; never changed afterwards."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from functools import lru_cache

from sqlalchemy import Connection, select

from mediation.casework import journal
from mediation.casework.bench import Bench, find
from mediation.casework.composing import compose
from mediation.casework.desk import Desk
from mediation.casework.keys import Kept, kept_under
from mediation.casework.opened import Opened, open_for
from mediation.casework.opening import next_serial
from mediation.casework.people import names_of
from mediation.casework.perform import Command, check_version, doing_of, perform
from mediation.casework.step import Decided, decide
from mediation.documents import papers
from mediation.documents.fonts import FontChain, font_chain
from mediation.documents.rendering import page, pdf, template_digest
from mediation.errors import MediationError, NotFound
from mediation.facts.known import civil_day
from mediation.facts.parties import Paper
from mediation.records.database import reading, upsert_of
from mediation.records.schema import metadata
from mediation.vocabulary import PaperKind

_BLOB = metadata.tables["blob"]
_SERIES_WORD = {PaperKind.AGREEMENT: "协", PaperKind.CONFIRMATION_APPLICATION: "确申"}


@dataclass(frozen=True, slots=True)
class Rendered:
    """A paper in both forms, with the digest of the words it was made of."""

    kind: PaperKind
    page: bytes
    pdf: bytes
    basis: str
    template: str
    agreement_id: str | None


@lru_cache(maxsize=1)
def fonts() -> FontChain:
    """Return the font chain papers are set in."""
    return font_chain()


def basis_of(paper: papers.Paper) -> str:
    """Return the digest of everything a paper says."""
    return journal.sha256(journal.canonical(asdict(paper)))


def render(opened: Opened, kind: PaperKind, names: Mapping[str, str]) -> Rendered:
    """Return a paper as page and PDF/A.

    Raises:
        BadInput: something the form needs is missing, or no font has a character: both are named.
        NotFound: no such paper can be made yet.
    """
    paper = compose(opened, kind, names)
    agreement = opened.facts.agreement
    return Rendered(
        kind,
        page(paper).encode(),
        pdf(paper, fonts=fonts(), made_at=opened.now),
        basis_of(paper),
        template_digest(paper.slug),
        agreement.id if agreement else None,
    )


def issue(desk: Desk, command: Command, kind: PaperKind, now: datetime) -> Kept:
    """Issue a paper: render it, then file it in one act. If the case changed meanwhile, nothing is filed.

    It is rendered before the case is locked, and only for somebody who may issue it on the version they read.

    Raises:
        BadInput, NotFound, MoveRefused: as ``render``.
        Others: as ``perform``.
    """
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
        rendered = render(opened, kind, people_names(db, opened))

    def rows(bench: Bench, _decided: Decided) -> tuple[Paper]:
        for content in (rendered.pdf, rendered.page):
            keep_bytes(bench.db, content)
        return (_row(bench, rendered, command.key),)

    return perform(desk, command, now, rows, 201)


def _row(bench: Bench, rendered: Rendered, key: str) -> Paper:
    organisation_id = bench.case.numbered_by_id
    year = civil_day(bench.now).year
    series = _SERIES_WORD[rendered.kind]
    serial = next_serial(bench.db, organisation_id, year, series)
    code = bench.case.number.split("字")[0]
    return Paper(
        id=str(uuid.uuid5(uuid.UUID(bench.case.id), f"paper/{bench.folder.seq + 1}/{key}")),
        case_id=bench.case.id,
        kind=rendered.kind,
        number=f"{code}{series}字〔{year}〕{serial}号",
        agreement_id=rendered.agreement_id,
        issued_at=bench.now,
        pdf_sha256=hashlib.sha256(rendered.pdf).hexdigest(),
        page_sha256=hashlib.sha256(rendered.page).hexdigest(),
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


def people_names(db: Connection, opened: Opened) -> dict[str, str]:
    """Return the names of the people who are or were on the case, by id."""
    return names_of(db, {assignment.person_id for assignment in opened.facts.assignments})


def is_stale(opened: Opened, paper: Paper, names: Mapping[str, str]) -> bool:
    """Test if the file no longer says what the paper says; a paper that could not be made now is stale too."""
    try:
        return basis_of(compose(opened, paper.kind, names)) != paper.basis
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


__all__ = ["bytes_of", "is_stale", "issue", "issued", "keep_bytes", "names_of", "people_names", "render"]
