"""Files handed in: held to size and to what their bytes are, kept by their SHA-256, never changed."""

from __future__ import annotations

import io
import uuid
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Connection, select

from mediation.casework import journal
from mediation.casework.asking import clean_text
from mediation.casework.desk import Desk
from mediation.casework.keys import Kept, claim, keep
from mediation.casework.papers import keep_bytes
from mediation.casework.perform import Command, doing_of, finish, open_bench, told
from mediation.casework.step import Bench, find, take
from mediation.errors import BadInput, Conflict, MediationError, Problem
from mediation.facts.columns import Row
from mediation.facts.folder import HandedKind, Handover
from mediation.facts.parties import Attachment
from mediation.records.database import writing
from mediation.records.schema import metadata
from mediation.vocabulary import Audience, FactClass, PaperKind, Relation

LARGEST = 20 * 1024 * 1024
MOST_FILES = 100
_INFLATED = 50 * 1024 * 1024
_ENTRIES = 2000
_MEDIA = {
    "pdf": "application/pdf",
    "jpg": "image/jpeg",
    "png": "image/png",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


class TooLarge(MediationError):
    """The file is over the limit."""

    code = "too_large"


class UnknownMedia(MediationError):
    """The bytes are none of the kinds that are taken."""

    code = "unsupported_media"


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
    """File an upload; the same bytes twice on a case are one attachment.

    Raises:
        TooLarge, UnknownMedia, BadInput: the file cannot be taken; says what to do.
        Conflict: the case holds as many files as it may.
        Others: as ``perform``.
    """
    media = sniff(file.content)
    name = display_name(file.filename, media)
    with writing(desk.engine) as db:
        kept = claim(db, command.person_id, command.key, command.fingerprint, now)
        if kept is not None:
            return kept
        bench = open_bench(desk, db, command.folder_id, command.person_id, now)
        doing = doing_of(command, now)
        found = find(bench, doing)
        digest = keep_bytes(db, file.content)
        there = _already(db, bench.case.id, digest)
        if there is None:
            rows = _rows(bench, file, command, media, name, digest, found.actor.relations)
            take(bench, replace(doing, rows=rows), found)
            finish(bench)
        answer = told(bench)
        return keep(db, command.person_id, command.key, Kept(200 if there else 201, answer.etag, answer.answer))


def _already(db: Connection, case_id: str, sha256: str) -> str | None:
    table = metadata.tables["attachment"]
    held = db.execute(select(table.c.id, table.c.sha256).where(table.c.case_id == case_id)).all()
    if len(held) >= MOST_FILES:
        raise Conflict(
            f"本案附件数量已达上限 {MOST_FILES}。", f"The case holds {MOST_FILES} files already.", code="too_many_files"
        )
    return next((row.id for row in held if row.sha256 == sha256), None)


def _rows(
    bench: Bench, file: Upload, command: Command, media: str, name: str, sha256: str, relations: frozenset[Relation]
) -> tuple[Row, ...]:
    attachment_id = str(uuid.uuid5(uuid.UUID(bench.case.id), sha256))
    label = journal.personal(str(uuid.uuid5(uuid.UUID(attachment_id), "name")), bench.case.id, name)
    answers: Mapping[str, object] = command.answers
    party = answers.get("party")
    attachment = Attachment(
        id=attachment_id,
        case_id=bench.case.id,
        kind=file.kind,
        audience=file.audience,
        fact_class=file.fact_class,
        sha256=sha256,
        media=_MEDIA[media],
        size=len(file.content),
        pages=file.pages,
        name_id=label.id,
        party_id=party if isinstance(party, str) else None,
        received_at=command.occurred_at or bench.now,
    )
    return (label, attachment, *_handed(bench, attachment, relations))


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


def sniff(content: bytes) -> str:
    """Return what the bytes are: ``pdf``, ``jpg``, ``png`` or ``docx``.

    Raises:
        TooLarge: over 20 MB.
        UnknownMedia: none of the four.
        BadInput: empty, an active or encrypted PDF, a DOCX with macros or external links, or a bomb.
    """
    if not content:
        raise _bad("empty", "文件为空，请重新选择。", "The file is empty; choose it again.")
    if len(content) > LARGEST:
        raise TooLarge("单个文件上限 20 MB，请压缩或分开上传。", "A file may have 20 MB; compress or split it.")
    if content.startswith(b"%PDF-"):
        return _pdf(content)
    if content.startswith(b"\xff\xd8\xff"):
        return "jpg"
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return _png(content)
    if content.startswith(b"PK\x03\x04"):
        return _docx(content)
    raise UnknownMedia(
        "仅支持 PDF、JPG、PNG、DOCX 文件，请转换后上传。", "Only PDF, JPG, PNG and DOCX are taken; convert the file."
    )


def _pdf(content: bytes) -> str:
    if any(mark in content for mark in (b"/JavaScript", b"/JS ", b"/JS(", b"/Launch", b"/EmbeddedFile", b"/Encrypt")):
        raise _bad(
            "active_content",
            "PDF 含有脚本、附件或者已加密，请重新导出不含这些内容的 PDF。",
            "The PDF is encrypted or holds a script or a file; export it again without.",
        )
    return "pdf"


def _png(content: bytes) -> str:
    width, height = int.from_bytes(content[16:20], "big"), int.from_bytes(content[20:24], "big")
    if width * height > 60_000_000:
        raise _bad(
            "too_many_pixels",
            "图片尺寸过大（上限 6000 万像素），请缩小后上传。",
            "The picture has more than 60 million pixels; make it smaller.",
        )
    return "png"


def _docx(content: bytes) -> str:
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
        entries = archive.infolist()
        if len(entries) > _ENTRIES or sum(entry.file_size for entry in entries) > _INFLATED:
            raise _bomb()
        names = {entry.filename for entry in entries}
        if "word/document.xml" not in names:
            raise UnknownMedia(
                "该压缩文件不是 DOCX 文档，请另存为 .docx 后上传。", "The archive is no DOCX document; save it as .docx."
            )
        if any("vbaProject" in name or name.startswith("word/embeddings/") for name in names):
            raise _active()
        for entry in entries:
            if entry.filename.endswith(".rels") and b'TargetMode="External"' in _read(archive, entry):
                raise _active()
    except (zipfile.BadZipFile, EOFError, OSError, RuntimeError, NotImplementedError) as error:
        raise _bomb() from error
    return "docx"


def _read(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    """Read one small part; a header that lies about its size is refused."""
    with archive.open(entry) as part:
        content = part.read(1_000_001)
    if len(content) > 1_000_000:
        raise _bomb()
    return content


def _active() -> BadInput:
    return _bad(
        "active_content",
        "文件含有宏、嵌入对象或外部链接，请另存为不含这些内容的 .docx。",
        "The file holds macros, embedded objects or external links; save it without.",
    )


def _bomb() -> BadInput:
    return _bad("bad_archive", "压缩内容异常，已拒绝，请重新导出文件。", "The archive is malformed; export the file again.")


def _bad(code: str, zh: str, en: str) -> BadInput:
    return BadInput([Problem("file", code, zh, en)])


def display_name(filename: str, media: str) -> str:
    """Return the name people read: the last path part, cleaned, ending as what the file is.

    Raises:
        BadInput: direction or control characters (a name that reads backwards hides what it is).
    """
    try:
        name = clean_text(filename.replace("\\", "/").rsplit("/", 1)[-1]).strip().strip(".")
    except ValueError as error:
        raise _bad(
            "bad_char",
            f"文件名含有非法字符（{error}），请改名后上传。",
            f"The file name holds an invisible character ({error}); rename it.",
        ) from error
    stem = name.rsplit(".", 1)[0].replace("\n", " ").replace("\t", " ")[:100] or "未命名"
    return f"{stem}.{media}"
