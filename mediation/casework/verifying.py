"""``verify``: is the history whole, and do the rows say what it says? Reads only; names all that does not fit."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, LargeBinary, cast, select

from mediation.casework import journal
from mediation.casework.loading import rows_of
from mediation.facts.columns import Row
from mediation.facts.folder import Event, Folder, Personal
from mediation.records.schema import JOURNALED, folder_column, metadata

_EVENT = metadata.tables["event"]
Heads = Mapping[str, tuple[int, str]]
"""By folder: the number and the hash of its last event."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that does not fit: in which folder, at which event (0: in the rows), and what."""

    folder_id: str
    seq: int
    code: str
    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Verified:
    """What was looked at and what was found; ``heads`` kept outside the database are the anchor of a later run."""

    folders: int
    events: int
    findings: tuple[Finding, ...]
    anchor: str
    heads: Heads
    anchored: bool

    @property
    def limits(self) -> tuple[str, str]:
        """What this run cannot rule out, in Chinese and English; empty when it was held against an anchor."""
        if self.anchored:
            return "", ""
        return (
            "未与外部锚点比对：历史尾部被一致地删去，或者整条历史被重写，本次核验发现不了。请把各案卷的末条记录保存在数据库之外，下次比对。",
            "Not held against an anchor: a consistent cut of the tail or a full rewrite cannot be seen. "
            "Keep the heads outside the database and hold the next run against them.",
        )


def verify(db: Connection, folder_id: str | None = None, *, anchor: Heads | None = None) -> Verified:
    """Check the chain of every folder (or one), refold it, and hold it against the rows.

    Finds any edit, deletion, insertion or reordering inside a chain, and any row that its history does not account
    for. A consistent cut of the tail, or a rewrite of a whole chain, shows only against an ``anchor``: the ``heads`` of
    an earlier run, kept outside the database.
    """
    table = metadata.tables["folder"]
    statement = select(table).order_by(table.c.id)
    if folder_id is not None:
        statement = statement.where(table.c.id == folder_id)
    findings: list[Finding] = []
    heads: dict[str, tuple[int, str]] = {}
    events = 0
    for folder in rows_of(Folder, db.execute(statement).mappings().all()):
        chain = _history(db, folder.id)
        findings += _chain(folder, chain)
        findings += _rows(db, folder, journal.fold(event.body for event in chain))
        heads[folder.id], events = (folder.seq, folder.head), events + len(chain)
    findings += _anchored(db, {ref: head for ref, head in (anchor or {}).items() if folder_id in (None, ref)})
    if folder_id is None:
        findings += [*_strays(db), *_bytes(db), *_definitions(db)]
    said = journal.sha256("\n".join(f"{ref}:{seq}:{head}" for ref, (seq, head) in heads.items()))
    return Verified(len(heads), events, tuple(findings), said, heads, anchor is not None)


def _history(db: Connection, folder_id: str) -> tuple[Event, ...]:
    statement = select(_EVENT).where(_EVENT.c.folder_id == folder_id).order_by(_EVENT.c.seq)
    return rows_of(Event, db.execute(statement).mappings())


def _chain(folder: Folder, chain: Sequence[Event]) -> Iterator[Finding]:
    previous, expected, version = journal.GENESIS, 1, 0
    for event in chain:
        yield from _event(event, previous, expected)
        previous, expected = event.hash, event.seq + 1
        version = max(version, _version_of(event))
    if (folder.seq, folder.head) != (expected - 1, previous):
        yield Finding(
            folder.id,
            folder.seq,
            "head_differs",
            f"案卷记载最后一条为第 {folder.seq} 条，历史实为第 {expected - 1} 条：尾部被删去或被添加。",
            f"The folder says its last event is {folder.seq}; the history ends at {expected - 1}.",
        )
    if folder.version != version:
        yield Finding(
            folder.id,
            folder.seq,
            "version_differs",
            f"案卷版本为 {folder.version}，按历史应为 {version}。",
            f"The folder's version is {folder.version}; by its history it is {version}.",
        )


def _version_of(event: Event) -> int:
    try:
        return int(json.loads(event.body)["notes"].get("version", 0))
    except (ValueError, KeyError, TypeError, AttributeError):
        return 0


def _anchored(db: Connection, anchor: Heads) -> Iterator[Finding]:
    """Hold heads that were noted outside the database against the events of those numbers."""
    for ref, (seq, head) in sorted(anchor.items()):
        here = (_EVENT.c.folder_id == ref) & (_EVENT.c.seq == seq)
        if db.execute(select(_EVENT.c.hash).where(here)).scalar_one_or_none() != head:
            yield Finding(
                ref,
                seq,
                "anchor_differs",
                f"第 {seq} 条记录与外部锚点不符：历史被截断或者被重写。",
                f"Event {seq} is not the one the anchor names: the history was cut or rewritten.",
            )


def _event(event: Event, previous: str, expected: int) -> Iterator[Finding]:
    if event.seq != expected:
        yield Finding(
            event.folder_id,
            expected,
            "event_missing",
            f"第 {expected} 条记录缺失。",
            f"Event {expected} is missing.",
        )
    if event.previous != previous:
        yield Finding(
            event.folder_id,
            event.seq,
            "chain_broken",
            f"第 {event.seq} 条记录与前一条不相接：前一条被改动、删除或者调换。",
            f"Event {event.seq} does not follow the one before it: that one was changed, deleted or moved.",
        )
    if journal.seal(event) != event.hash:
        yield Finding(
            event.folder_id,
            event.seq,
            "event_changed",
            f"第 {event.seq} 条记录（{event.act}）被改动。",
            f"Event {event.seq} ({event.act}) was changed.",
        )


def _rows(db: Connection, folder: Folder, images: journal.Images) -> Iterator[Finding]:
    left = dict(images)
    for kind, table in JOURNALED.items():
        column = folder_column(table)
        for row in db.execute(select(table).where(table.c[column] == folder.id)).mappings():
            kept = left.pop((table.name, row["id"]), None)
            yield from _row(folder, table.name, kind.model_construct(**row), kept)
    for name, ref in sorted(left):
        if not _moved_elsewhere(db, name, ref):
            yield Finding(
                folder.id,
                0,
                "row_missing",
                f"历史中的一行已不存在：{name} {ref}。",
                f"A row of the history is gone: {name} {ref}.",
            )


def _moved_elsewhere(db: Connection, name: str, ref: str) -> bool:
    """Test if a row is still there under another folder: an organisation's rows may name another parent."""
    table = metadata.tables.get(name)
    return table is not None and db.execute(select(table.c.id).where(table.c.id == ref)).first() is not None


def _row(folder: Folder, name: str, row: Row, kept: dict[str, Any] | None) -> Iterator[Finding]:
    ref = row.id
    if kept is None:
        yield Finding(
            folder.id,
            0,
            "row_unaccounted",
            f"历史中没有这一行：{name} {ref}。",
            f"The history knows no such row: {name} {ref}.",
        )
    elif json.loads(journal.canonical(journal.image(row))) != kept:
        yield Finding(
            folder.id,
            0,
            "row_differs",
            f"数据与历史不符：{name} {ref}。",
            f"The row is not what the history says: {name} {ref}.",
        )
    elif isinstance(row, Personal) and _reworded(row):
        yield Finding(
            folder.id, 0, "text_differs", f"个人信息文本被改动：{ref}。", f"A personal text was changed: {ref}."
        )


def _reworded(text: Personal) -> bool:
    """Test if a personal text is not the one the history knows; an erased one is."""
    return text.value is not None and journal.personal_digest(text.salt, text.value) != text.digest


def _strays(db: Connection) -> Iterator[Finding]:
    """Find events of folders that do not exist."""
    event, folder = metadata.tables["event"], metadata.tables["folder"]
    known = select(folder.c.id)
    counted: dict[str, int] = defaultdict(int)
    for (ref,) in db.execute(select(event.c.folder_id).where(event.c.folder_id.not_in(known))):
        counted[ref] += 1
    for ref, number in counted.items():
        yield Finding(ref, 0, "folder_missing", f"案卷不存在，却有 {number} 条记录。", f"{number} events of no folder.")


def _bytes(db: Connection) -> Iterator[Finding]:
    """Hold the bytes of papers and attachments against the SHA-256 they are filed under."""
    blob = metadata.tables["blob"]
    kept: set[str] = set()
    for sha256, content in db.execute(
        select(blob.c.sha256, cast(blob.c.content, LargeBinary)).execution_options(yield_per=20)
    ):
        kept.add(sha256)
        if hashlib.sha256(content).hexdigest() != sha256:
            yield _whole(
                "bytes_differ",
                f"文书或材料的内容被改动：{sha256}。",
                f"The bytes of a paper or file were changed: {sha256}.",
            )
    paper, attachment = metadata.tables["paper"], metadata.tables["attachment"]
    for column in (paper.c.pdf_sha256, paper.c.page_sha256, paper.c.docx_sha256, attachment.c.sha256):
        for sha256 in sorted(set(db.execute(select(column)).scalars()) - kept):
            yield _whole(
                "bytes_missing",
                f"文书或材料的内容已不存在：{sha256}。",
                f"The bytes of a paper or file are gone: {sha256}.",
            )


def _definitions(db: Connection) -> Iterator[Finding]:
    """Hold stored definitions against the digest they are filed under."""
    table = metadata.tables["definition"]
    for digest, body in db.execute(select(table.c.digest, table.c.body)):
        if hashlib.sha256(body.encode()).hexdigest() != digest:
            yield _whole(
                "definition_differs", f"流程定义被改动：{digest}。", f"A stored definition was changed: {digest}."
            )


def _whole(code: str, zh: str, en: str) -> Finding:
    """A finding that belongs to no folder."""
    return Finding("", 0, code, zh, en)
