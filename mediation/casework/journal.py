"""The history: canonical JSON, after-images, the hash chain, and rows written so that folding gives them back."""

from __future__ import annotations

import hashlib
import json
import secrets
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime
from enum import Enum
from typing import Any

from sqlalchemy import Connection, Table

from mediation.facts.columns import Row
from mediation.facts.folder import Event, Personal
from mediation.records.database import upsert_of
from mediation.records.schema import JOURNALED, metadata

GENESIS = "0" * 64
_ORDER = {table.name: place for place, table in enumerate(metadata.sorted_tables)}


def plain(value: Any) -> Any:
    """Return a column's value as JSON can hold it: words by value, days as ISO, instants in UTC microseconds."""
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, str):
        return unicodedata.normalize("NFC", value)
    return value


def canonical(value: Any) -> str:
    """Return JSON that is the same for the same content: sorted keys, no spaces, NFC, no floats."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=plain, allow_nan=False)


def sha256(text: str) -> str:
    """Return the SHA-256 of a text in UTF-8, in hexadecimal."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def personal_digest(salt: str, value: str) -> str:
    """Return what the history holds instead of a personal text."""
    return sha256(canonical([salt, unicodedata.normalize("NFC", value)]))


def personal(ref: str, folder_id: str, value: str) -> Personal:
    """Return the row that keeps a personal text, with a fresh random salt."""
    salt = secrets.token_hex(16)
    return Personal(id=ref, folder_id=folder_id, salt=salt, value=value, digest=personal_digest(salt, value))


def image(row: Row) -> dict[str, Any]:
    """Return the after-image of a row; of a personal text only its digest."""
    if isinstance(row, Personal):
        return {"id": row.id, "folder_id": row.folder_id, "digest": row.digest}
    return {name: plain(getattr(row, name)) for name in type(row).model_fields}


def table_of(row: Row) -> Table:
    """Return the table a row is kept in."""
    return JOURNALED[type(row)]


def body(rows: Sequence[Row], notes: Mapping[str, Any]) -> str:
    """Return the body of an event: what it says of itself and the after-image of every row it wrote."""
    images = [[table_of(row).name, image(row)] for row in rows]
    return canonical({"notes": notes, "rows": images})


Images = dict[tuple[str, str], dict[str, Any]]
"""After-images by table and id."""


def fold(bodies: Iterable[str]) -> Images:
    """Return the last image of every row that events wrote, in the order of the events; a broken body holds none."""
    images: Images = {}
    for text in bodies:
        try:
            rows = json.loads(text)["rows"]
        except (ValueError, KeyError, TypeError):
            continue
        images.update({(name, str(image.get("id"))): image for name, image in rows})
    return images


def seal(event: Event) -> str:
    """Return the hash of an event: over everything it says, the previous hash included."""
    return sha256(canonical({k: plain(v) for k, v in event.model_dump(exclude={"hash"}).items()}))


def sealed(**fields: Any) -> Event:
    """Return an event with its hash."""
    event = Event(hash="", **fields)
    return event.model_copy(update={"hash": seal(event)})


def write(db: Connection, rows: Iterable[Row]) -> None:
    """Put rows into their tables as they shall be, parents before children."""
    by_table: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        by_table[table_of(row).name].append(row)
    for name in sorted(by_table, key=_ORDER.__getitem__):
        _upsert(db, metadata.tables[name], [_values(row) for row in by_table[name]])


def _values(row: Row) -> dict[str, Any]:
    return {name: getattr(row, name) for name in type(row).model_fields}


_STATEMENTS: dict[tuple[str, str], Any] = {}


def _upsert(db: Connection, table: Table, values: list[dict[str, Any]]) -> None:
    kept = (db.dialect.name, table.name)
    if kept not in _STATEMENTS:
        insert = upsert_of(db, table)
        columns = {c.name: insert.excluded[c.name] for c in table.columns if not c.primary_key}
        _STATEMENTS[kept] = insert.on_conflict_do_update(index_elements=["id"], set_=columns)
    db.execute(_STATEMENTS[kept], values if len(values) > 1 else values[0])
