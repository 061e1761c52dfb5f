"""``verify``: is the history whole, and do the rows say what it says? Reads only; names every place that does not fit."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, select

from mediation.casework import journal
from mediation.facts.columns import Row
from mediation.facts.folder import Event, Folder, Personal
from mediation.records.schema import JOURNALED, folder_column, metadata

_BY_NAME: Mapping[str, type[Row]] = {table.name: row for row, table in JOURNALED.items()}
Images = dict[tuple[str, str], dict[str, Any]]


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
    """What was looked at and what was found; the heads let an outside anchor be held against them."""

    folders: int
    events: int
    findings: tuple[Finding, ...]
    anchor: str


def verify(db: Connection, folder_id: str | None = None) -> Verified:
    """Check the chain of every folder (or one), refold it, and hold it against the rows.

    Finds any edit, deletion, insertion or reordering inside a chain, and any row that its history does not account
    for. A consistent cut of the tail, or a rewrite of a whole chain, shows only against an anchor kept elsewhere: note
    the ``anchor`` of each run outside the database.
    """
    table = metadata.tables["folder"]
    statement = select(table).order_by(table.c.id)
    if folder_id is not None:
        statement = statement.where(table.c.id == folder_id)
    findings: list[Finding] = []
    heads, events, folders = [], 0, 0
    for row in db.execute(statement).mappings().all():
        folder = Folder.model_construct(**row)
        images, count, found = _chain(db, folder)
        findings += found
        findings += _rows(db, folder, images)
        heads.append(f"{folder.id}:{folder.seq}:{folder.head}")
        events, folders = events + count, folders + 1
    if folder_id is None:
        findings += _strays(db)
        findings += _bytes(db)
    return Verified(folders, events, tuple(findings), journal.sha256("\n".join(heads)))


def _chain(db: Connection, folder: Folder) -> tuple[Images, int, list[Finding]]:
    table = metadata.tables["event"]
    images: Images = {}
    findings: list[Finding] = []
    previous, expected = journal.GENESIS, 1
    for row in db.execute(select(table).where(table.c.folder_id == folder.id).order_by(table.c.seq)).mappings():
        event = Event.model_construct(**row)
        findings += _event(event, previous, expected)
        for name, image in _images(event):
            images[name, str(image.get("id"))] = image
        previous, expected = event.hash, event.seq + 1
    if (folder.seq, folder.head) != (expected - 1, previous if expected > 1 else folder.head):
        findings.append(
            Finding(
                folder.id,
                folder.seq,
                "head_differs",
                f"案卷记载最后一条为第 {folder.seq} 条，历史实为第 {expected - 1} 条：尾部被删去或被添加。",
                f"The folder says its last event is {folder.seq}; the history ends at {expected - 1}.",
            )
        )
    return images, expected - 1, findings


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


def _images(event: Event) -> Iterator[tuple[str, dict[str, Any]]]:
    try:
        rows = json.loads(event.body)["rows"]
    except (ValueError, KeyError, TypeError):
        return
    for name, image in rows:
        yield name, image


def _rows(db: Connection, folder: Folder, images: Images) -> Iterator[Finding]:
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
    ref = getattr(row, "id", "?")
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
    elif isinstance(row, Personal) and row.value is not None:
        if journal.personal_digest(row.salt, row.value) != row.digest:
            yield Finding(
                folder.id, 0, "text_differs", f"个人信息文本被改动：{ref}。", f"A personal text was changed: {ref}."
            )


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
    for sha256, content in db.execute(select(blob.c.sha256, blob.c.content)):
        if hashlib.sha256(content).hexdigest() != sha256:
            yield Finding(
                "",
                0,
                "bytes_differ",
                f"文书或材料的内容被改动：{sha256}。",
                f"The bytes of a paper or file were changed: {sha256}.",
            )
