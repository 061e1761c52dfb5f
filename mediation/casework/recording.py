"""Events of folders that are no case: an organisation's, a group matter's. Same chain, same version, no procedure."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, insert, update

from mediation.casework import journal
from mediation.casework.loading import lock_folder
from mediation.facts.columns import Row, changed
from mediation.facts.folder import Folder, FolderKind
from mediation.facts.known import civil_day
from mediation.records.schema import metadata

_FOLDER = metadata.tables["folder"]


def found_folder(db: Connection, folder_id: str, kind: FolderKind) -> None:
    """Begin a history."""
    db.execute(insert(_FOLDER).values(id=folder_id, kind=kind, seq=0, version=0, head=journal.GENESIS))


def record(  # noqa: PLR0913  # what an event says of itself
    db: Connection,
    folder_id: str,
    act: str,
    by: str,
    now: datetime,
    rows: Sequence[Row],
    *,
    occurred_at: datetime | None = None,
) -> Folder | None:
    """Lock a folder, write rows and the event that carries them; return the folder as it is then.

    ``None`` when there is no such folder: then nothing was written.
    """
    folder = lock_folder(db, folder_id)
    if folder is None:
        return None
    at = occurred_at or now
    event = journal.sealed(
        id=str(uuid.uuid4()),
        folder_id=folder.id,
        seq=folder.seq + 1,
        act=act,
        proceeding_id=None,
        actor_id=by,
        on_behalf_of=None,
        occurred_at=at,
        recorded_at=now,
        late=civil_day(at) < civil_day(now),
        definition=None,
        body=journal.body(rows, {"version": folder.version + 1}),
        previous=folder.head,
    )
    journal.write(db, rows)
    db.execute(insert(metadata.tables["event"]), event.model_dump())
    after = changed(folder, seq=event.seq, version=folder.version + 1, head=event.hash)
    db.execute(
        update(_FOLDER).where(_FOLDER.c.id == after.id).values(seq=after.seq, version=after.version, head=after.head)
    )
    return after
