"""``perform``: the one way in which anything about a case changes. One act, one transaction, one answer kept.

Order: idempotency key → lock the folder → version → facts → policy → decide → rows, events, clocks → answer kept → commit.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select, update

from mediation.casework import journal
from mediation.casework.desk import Desk
from mediation.casework.keys import Kept, claim, keep
from mediation.casework.loading import load_folder
from mediation.casework.people import memberships_of
from mediation.casework.step import Bench, Doing, Found, Step, find, take
from mediation.errors import StaleVersion, VersionMissing
from mediation.facts.columns import Row, changed
from mediation.facts.folder import Case, Folder, Proceeding
from mediation.facts.known import SHANGHAI, SYSTEM
from mediation.policy import no_such_case
from mediation.records.database import writing
from mediation.records.schema import metadata

_EVENT = metadata.tables["event"]
_FOLDER = metadata.tables["folder"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """What a door asks for: who does which act on which folder, with which answers, on which version, under which key.

    ``proceeding_id`` is ``None`` for an act of the folder itself. ``occurred_at`` is the legal time (UTC), now when
    absent. ``rows`` are what the act's own named function adds (an uploaded file, a rendered paper).
    """

    folder_id: str
    act: str
    person_id: str
    answers: Mapping[str, Any]
    key: str
    fingerprint: str
    proceeding_id: str | None = None
    occurred_at: datetime | None = None
    version: int | None = None
    on_behalf_of: str | None = None
    rows: tuple[Row, ...] = ()


def perform(desk: Desk, command: Command, now: datetime) -> Kept:
    """Do the act, or nothing: return the answer that is kept under its key for seven days.

    Raises:
        NotFound: no such case for this person, no such proceeding or move.
        BadInput: the answers cannot be taken.
        VersionMissing, StaleVersion: the case was not read, or changed since.
        MoveRefused, NotPermitted: with every reason.
        KeyReused, KeyBusy: the key serves something else, or a twin still runs.
    """
    with writing(desk.engine) as db:
        kept = claim(db, command.person_id, command.key, command.fingerprint, now)
        if kept is not None:
            return kept
        bench = open_bench(desk, db, command.folder_id, command.person_id, now)
        doing = doing_of(command, now)
        found = find(bench, doing)
        if not found.move.commutes:
            check_version(db, bench.folder, command.version)
        take(bench, doing, found)
        finish(bench)
        return keep(db, command.person_id, command.key, told(bench))


def open_bench(desk: Desk, db: Connection, folder_id: str, person_id: str, now: datetime) -> Bench:
    """Lock a case's folder and return the bench to work on it.

    Raises:
        NotFound: there is no such case.
    """
    found = load_folder(db, folder_id, lock=True)
    if found is None or found[1] is None:
        raise no_such_case()
    memberships = () if person_id == SYSTEM else memberships_of(db, person_id, now)
    return Bench(desk, db, now, found[0], found[1], memberships)


def doing_of(command: Command, now: datetime) -> Doing:
    """Return the move a command asks for."""
    return Doing(
        move=command.act,
        person_id=command.person_id,
        answers=command.answers,
        proceeding_id=command.proceeding_id,
        occurred_at=command.occurred_at or now,
        on_behalf_of=command.on_behalf_of,
        rows=command.rows,
    )


def check_version(db: Connection, folder: Folder, seen: int | None) -> None:
    """Hold the version that was read against the one that is.

    Raises:
        VersionMissing: none was sent.
        StaleVersion: somebody acted since; says who did what and when.
    """
    if seen is None:
        raise VersionMissing(
            "缺少版本号（If-Match），请刷新案件后重试。", "Send the version you read as If-Match; read the case first."
        )
    if seen == folder.version:
        return
    recent = db.execute(
        select(_EVENT.c.act, _EVENT.c.actor_id, _EVENT.c.recorded_at)
        .where(_EVENT.c.folder_id == folder.id)
        .order_by(_EVENT.c.seq.desc())
        .limit(max(1, min(5, folder.version - seen)))
    ).all()
    changes = [{"act": r.act, "by": r.actor_id, "at": r.recorded_at.isoformat()} for r in recent]
    at = recent[0].recorded_at.astimezone(SHANGHAI)
    raise StaleVersion(
        f"案件已于{at:%m月%d日 %H:%M}被他人更新（{recent[0].act}），请刷新后再操作，您填写的内容请保留。",
        f"The case was changed at {at:%Y-%m-%d %H:%M} ({recent[0].act}); read it again, then decide.",
        version=folder.version,
        changes=changes,
    )


def finish(bench: Bench) -> None:
    """Write the folder's head once, after every step of the act."""
    folder = changed(bench.folder, version=bench.folder.version + int(bench.bump))
    bench.folder = folder
    bench.db.execute(
        update(_FOLDER)
        .where(_FOLDER.c.id == folder.id)
        .values(seq=folder.seq, version=folder.version, head=folder.head)
    )


def told(bench: Bench) -> Kept:
    """Return the answer to an act: where everything stands now; holds no personal text."""
    answer = {
        "case": {"id": bench.case.id, "number": bench.case.number},
        "version": bench.folder.version,
        "seq": bench.folder.seq,
        "head": bench.folder.head,
        "steps": [_step(step) for step in bench.steps],
        "opened": [
            {"id": row.id, "procedure": row.procedure, "state": row.state}
            for step in bench.steps
            for row in step.rows
            if isinstance(row, Proceeding) and row.opened_seq == step.seq
        ],
    }
    return Kept(200, f'"{bench.folder.version}"', journal.canonical(answer).encode())


def _step(step: Step) -> dict[str, Any]:
    return {
        "seq": step.seq,
        "move": step.move,
        "proceeding": {"id": step.proceeding.id, "procedure": step.proceeding.procedure},
        "from": step.before,
        "to": step.proceeding.state,
        "late": step.late,
        "warnings": [{"code": w.code, "zh": w.zh, "en": w.en, "cites": list(w.cites)} for w in step.warnings],
        "papers_due": list(step.makes),
        "rows": [
            {"table": journal.table_of(row).name, "id": row.id}  # type: ignore[attr-defined]  # journaled rows have ids
            for row in step.rows
            if journal.table_of(row).name not in {"personal", "answer"}
        ],
    }


__all__ = ["Case", "Command", "Found", "check_version", "doing_of", "finish", "open_bench", "perform", "told"]
