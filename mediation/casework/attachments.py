"""Files handed in: held to size and to what their bytes are, kept by their SHA-256, never changed."""

from __future__ import annotations

import hashlib
import json
import uuid
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Connection, select

from mediation.casework import journal
from mediation.casework.bench import Bench, find
from mediation.casework.desk import Desk
from mediation.casework.keys import Kept, once
from mediation.casework.papers import keep_bytes
from mediation.casework.perform import Command, doing_of, finish, open_bench, told
from mediation.casework.sniffing import display_name, sniff
from mediation.casework.step import Decided, take
from mediation.effects.handing import handed_when_issued
from mediation.errors import Conflict
from mediation.facts.columns import Row
from mediation.facts.folder import HandedKind, Handover
from mediation.facts.known import Given
from mediation.facts.parties import Attachment
from mediation.facts.readings import given_of
from mediation.records.schema import metadata
from mediation.vocabulary import Audience, FactClass, PaperKind, Relation

MOST_FILES = 100
MEDIA = {
    "pdf": "application/pdf",
    "jpg": "image/jpeg",
    "png": "image/png",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Upload:
    """A file on its way in: its bytes, the name it came with, what it is and who may see it."""

    content: bytes
    filename: str
    kind: PaperKind
    audience: Audience = Audience.JOINT
    fact_class: FactClass | None = None
    pages: int | None = None


def upload(desk: Desk, command: Command, file: Upload, now: datetime) -> Kept:
    """File an upload; the same bytes twice for the same audience of a case are one attachment.

    What was confided earlier neither hides a later joint upload of the same bytes nor shows through it.

    Raises:
        TooLarge, UnknownMedia, BadInput: the file cannot be taken; says what to do.
        Conflict: the case holds as many files as it may.
        Others: as ``perform``.
    """
    media = sniff(file.content, file.filename)
    name = display_name(file.filename, media)
    sha256 = hashlib.sha256(file.content).hexdigest()

    def rows(bench: Bench, decided: Decided) -> tuple[Row, ...]:
        keep_bytes(bench.db, file.content)
        attachment = _attachment(bench, file, given_of(decided.facts), sha256, media)
        label = journal.personal(attachment.name_id, bench.case.id, name)
        by_the_court = _handed(bench, attachment, decided.facts.acting.actor.relations)
        return (label, attachment, *(by_the_court or handed_when_issued(decided.facts, attachment)))

    def work(db: Connection) -> Kept:
        bench = open_bench(desk, db, command.folder_id, command.person_id, now)
        doing = doing_of(command, now)
        found = find(bench, doing)
        there = _already(db, bench.case.id, sha256, file.audience)
        if there is None:
            take(bench, doing, found, rows)
            finish(bench)
        return _told(bench, there or _id(bench.case.id, sha256, file.audience), 200 if there else 201)

    return once(desk.engine, (command.person_id, command.key, command.fingerprint), now, work)


def _told(bench: Bench, attachment_id: str, status: int) -> Kept:
    """The answer to an act, and the id of the file: the one that was there before, when it was."""
    answer = told(bench, status)
    named = {**json.loads(answer.answer), "attachment": {"id": attachment_id}}
    return replace(answer, answer=journal.canonical(named).encode())


def _already(db: Connection, case_id: str, sha256: str, audience: Audience) -> str | None:
    table = metadata.tables["attachment"]
    found = db.execute(select(table.c.sha256, table.c.audience, table.c.id).where(table.c.case_id == case_id))
    held = {(row.sha256, row.audience): str(row.id) for row in found}
    if (sha256, audience) not in held and len(held) >= MOST_FILES:
        raise Conflict(
            f"本案附件数量已达上限 {MOST_FILES}，请合并材料后上传。",
            f"The case holds {MOST_FILES} files already; combine some.",
            code="too_many_files",
        )
    return held.get((sha256, audience))


def _id(case_id: str, sha256: str, audience: Audience) -> str:
    return str(uuid.uuid5(uuid.UUID(case_id), f"{audience}/{sha256}"))


def _attachment(bench: Bench, file: Upload, given: Given, sha256: str, media: str) -> Attachment:
    attachment_id = _id(bench.case.id, sha256, file.audience)
    return Attachment(
        id=attachment_id,
        case_id=bench.case.id,
        kind=file.kind,
        audience=file.audience,
        fact_class=file.fact_class,
        sha256=sha256,
        media=MEDIA[media],
        size=len(file.content),
        pages=file.pages,
        name_id=str(uuid.uuid5(uuid.UUID(attachment_id), "name")),
        purpose_id=given.ref("purpose"),
        party_id=given.choice("party"),
        received_at=bench.now,
    )


def _handed(bench: Bench, attachment: Attachment, relations: frozenset[Relation]) -> tuple[Handover, ...]:
    """What a court's clerk hands in is the court's to see; nothing else of the case becomes so by it."""
    if relations != {Relation.COURT_CLERK}:
        return ()
    return tuple(
        Handover(
            id=str(uuid.uuid5(uuid.UUID(attachment.id), organisation_id)),
            case_id=attachment.case_id,
            organisation_id=organisation_id,
            kind=HandedKind.ATTACHMENT,
            object_id=attachment.id,
            seq=bench.folder.seq + 1,
        )
        for organisation_id in sorted({m.organisation_id for m in bench.memberships})
    )
