"""The two files of a case (卷宗), different from the start: what may leave (移送卷) and what the desk keeps (内部卷).

The transfer file is the same for everybody at the desk: nothing confided is in it, whoever reads; a court's clerk has
in it what was handed over. The internal file holds what its reader may see, so a head's has no confidences.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from sqlalchemy import Connection

from mediation.casework import listing
from mediation.casework.case_file_order import END, PLACES, SECTIONS, WANTED, Wanted
from mediation.casework.opened import Opened
from mediation.casework.papers import bytes_of
from mediation.casework.reading import case_title, title_of
from mediation.casework.views import Named, Title, View
from mediation.documents.binding import SUFFIXES, pages_of
from mediation.effects.handing import may_leave
from mediation.facts.known import civil_day
from mediation.facts.parties import Attachment, Paper
from mediation.policy import Resource, no_such_case
from mediation.rules.papers import FORMS
from mediation.vocabulary import PaperKind, Word

MOST_BYTES = 100 * 1024 * 1024
"""What is bound at most; what is over it is listed, to be kept beside the file."""


class FileKind(Word):
    """Which of the two files."""

    TRANSFER = "transfer", "移送卷", "transfer file"
    INTERNAL = "internal", "内部卷", "internal file"


class PieceView(View):
    """One thing of a file; ``first_page`` where it begins in the bound file, none when it is only listed."""

    place: int
    section: Title
    source: str
    id: str
    kind: PaperKind
    title: Title
    name: str | None
    number: str | None
    day: date
    pages: int
    first_page: int | None
    sha256: str


class LackView(View):
    """What the file should hold as the case stands: any one of these kinds; ``signed``: only the signed copy does."""

    kinds: list[PaperKind]
    title: Title
    signed: bool


class CaseFileView(View):
    """A file of a case: its catalogue in the order of paper practice, its pages, and what it lacks as the case stands.

    ``due`` and ``there`` count what is to be in it by now; ``lacking`` is ``None`` to the court.
    """

    file: FileKind
    title: Title
    number: str
    case: str
    organisation: Named
    pieces: list[PieceView]
    pages: int
    due: int
    there: int
    lacking: list[LackView] | None


def things_of(opened: Opened, which: FileKind) -> list[Paper | Attachment]:
    """Return what is in a file, in the order of paper practice, papers before the signed copies handed in.

    Raises:
        NotFound: the internal file, to a reader from a court.
    """
    if which is FileKind.INTERNAL and not opened.reader.may(Resource.FACTS):
        raise no_such_case()
    facts = opened.facts
    mine: list[Paper | Attachment] = [
        *(paper for paper in facts.papers if opened.may_see_paper(paper)),
        *(file for file in facts.attachments if opened.may_see_attachment(file)),
    ]
    if which is FileKind.TRANSFER:
        mine = [thing for thing in mine if _leaves(opened, thing)]
    return sorted(mine, key=lambda thing: (PLACES.get(thing.kind, END), _at(thing), _called(opened, thing)))


def _leaves(opened: Opened, thing: Paper | Attachment) -> bool:
    if opened.reader.is_court_only:
        return opened.handed(thing.id)
    return may_leave(opened.facts, thing) or any(h.object_id == thing.id for h in opened.facts.handovers)


def _at(thing: Paper | Attachment) -> datetime:
    return thing.issued_at if isinstance(thing, Paper) else thing.received_at


def _called(opened: Opened, thing: Paper | Attachment) -> str:
    """What orders two of one kind and instant: the number, or the name of the file."""
    return thing.number if isinstance(thing, Paper) else opened.facts.words(thing.name_id) or thing.id


def catalogue(db: Connection, opened: Opened, which: FileKind) -> CaseFileView:
    """Return a file's catalogue; raises what ``things_of`` raises."""
    return with_contents(db, opened, which)[0]


def with_contents(db: Connection, opened: Opened, which: FileKind) -> tuple[CaseFileView, list[bytes]]:
    """Return a file's catalogue and the bytes of each piece (empty for what is only listed)."""
    pieces, contents, page, weight = [], [], 1, 0
    for place, thing in enumerate(things_of(opened, which), 1):
        sha256, media = _kept(thing)
        weight += thing.size if isinstance(thing, Attachment) else 0
        content = bytes_of(db, sha256) if media in SUFFIXES and weight <= MOST_BYTES else b""
        count = pages_of(content, media) if content else 0
        pieces.append(_piece(opened, thing, place, count, page if count else None))
        contents.append(content)
        page += count
    lacking, due = _lacking(db, opened, which, pieces)
    view = CaseFileView(
        file=which,
        title=title_of(which),
        number=opened.case.number,
        case=case_title(opened),
        organisation=Named(id=opened.case.organisation_id, name=opened.organisations[opened.case.organisation_id].name),
        pieces=pieces,
        pages=page - 1,
        due=due,
        there=due - len(lacking),
        lacking=None if opened.reader.is_court_only else lacking,
    )
    return view, contents


def _kept(thing: Paper | Attachment) -> tuple[str, str]:
    return (thing.pdf_sha256, "application/pdf") if isinstance(thing, Paper) else (thing.sha256, thing.media)


def _piece(opened: Opened, thing: Paper | Attachment, place: int, pages: int, first: int | None) -> PieceView:
    paper, file = (thing, None) if isinstance(thing, Paper) else (None, thing)
    return PieceView(
        place=place,
        section=SECTIONS[PLACES.get(thing.kind, END)[0]][0],
        source="issued" if paper else "received",
        id=thing.id,
        kind=thing.kind,
        title=title_of(thing.kind),
        name=opened.facts.words(file.name_id) if file else None,
        number=paper.number if paper else None,
        day=civil_day(_at(thing)),
        pages=pages,
        first_page=first,
        sha256=_kept(thing)[0],
    )


def _lacking(
    db: Connection, opened: Opened, which: FileKind, pieces: Iterable[PieceView]
) -> tuple[list[LackView], int]:
    """What is to be there by now and is not, each once; and how much is to be there."""
    if opened.reader.is_court_only:
        return [], 0
    transfer = which is FileKind.TRANSFER
    wanted = [w for w in WANTED if w.when(opened.facts) and (w.leaves or not transfer)]
    named = {kind for each in wanted for kind in each.kinds}
    owed = [] if transfer else [PaperKind(str(due["kind"])) for due in listing.papers_due(db, opened)]
    wanted += [Wanted((kind,), lambda _: True) for kind in owed if kind not in named]
    held = {(piece.kind, piece.source) for piece in pieces}
    return [_lack(each) for each in wanted if not _held(each, held)], len(wanted)


def _held(wanted: Wanted, held: set[tuple[PaperKind, str]]) -> bool:
    sources = ("received",) if wanted.signed else ("issued", "received")
    return any((kind, source) in held for kind in wanted.kinds for source in sources if _counts(kind, source))


def _counts(kind: PaperKind, source: str) -> bool:
    return source == "received" or kind not in FORMS


def _lack(wanted: Wanted) -> LackView:
    zh, en = "或者".join(f"《{kind.zh}》" for kind in wanted.kinds), " or ".join(kind.en for kind in wanted.kinds)
    signed = Title(zh=f"{zh}（已签署件）", en=f"{en} (signed copy)")
    return LackView(
        kinds=list(wanted.kinds), title=signed if wanted.signed else Title(zh=zh, en=en), signed=wanted.signed
    )
