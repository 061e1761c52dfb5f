"""``perform``: the one way in which anything about a case changes. One act, one transaction, one answer kept.

Order: idempotency key → lock the folder → version → facts → policy → decide → rows, events, clocks → answer → commit.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select, update

from mediation.casework import indexing, journal
from mediation.casework.bench import Bench, Doing, Found, Step, find
from mediation.casework.desk import Desk
from mediation.casework.keys import Kept, once
from mediation.casework.loading import load_folder, rows_of
from mediation.casework.people import memberships_of, names_of
from mediation.casework.step import More, nothing, take
from mediation.errors import StaleVersion, VersionMissing
from mediation.facts.columns import changed
from mediation.facts.folder import Event, Proceeding
from mediation.facts.known import SHANGHAI, SYSTEM
from mediation.policy import CONFIDED, no_such_case
from mediation.records.schema import metadata
from mediation.vocabulary import Relation

_EVENT = metadata.tables["event"]
_FOLDER = metadata.tables["folder"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """What a door asks for: who does which act on which folder, with which answers, on which version, under which key.

    ``proceeding_id`` is ``None`` for an act of the folder itself. ``occurred_at`` is the legal time (UTC), now when
    absent.
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


def perform(desk: Desk, command: Command, now: datetime, more: More = nothing, status: int = 200) -> Kept:
    """Do the act, or nothing: return the answer that is kept under its key for seven days.

    ``more`` gives the rows that an act's own named function adds (a link, an issued paper), once the act is permitted.

    Raises:
        NotFound: no such case for this person, no such proceeding or move.
        BadInput: the answers cannot be taken.
        VersionMissing, StaleVersion: the case was not read, or changed since.
        MoveRefused, NotPermitted: with every reason.
        KeyReused, KeyBusy: the key serves something else, or a twin still runs.
    """

    def work(db: Connection) -> Kept:
        bench = open_bench(desk, db, command.folder_id, command.person_id, now)
        doing = doing_of(command, now)
        found = find(bench, doing)
        check_version(bench, found, command.version)
        take(bench, doing, found, more)
        finish(bench)
        return told(bench, status)

    return once(desk.engine, (command.person_id, command.key, command.fingerprint), now, work)


def open_bench(desk: Desk, db: Connection, folder_id: str, person_id: str, now: datetime) -> Bench:
    """Lock a case's folder and return the bench to work on it.

    Raises:
        NotFound: there is no such case.
    """
    held = load_folder(db, folder_id, lock=True)
    if held is None:
        raise no_such_case()
    memberships = () if person_id == SYSTEM else memberships_of(db, person_id, now)
    return Bench(desk, db, now, *held, memberships)


def doing_of(command: Command, now: datetime) -> Doing:
    """Return the move a command asks for."""
    return Doing(
        move=command.act,
        person_id=command.person_id,
        answers=command.answers,
        proceeding_id=command.proceeding_id,
        occurred_at=command.occurred_at or now,
        on_behalf_of=command.on_behalf_of,
    )


def check_version(bench: Bench, found: Found, seen: int | None) -> None:
    """Hold the version that was read against the one that is; an act that commutes needs none.

    Raises:
        VersionMissing: none was sent.
        StaleVersion: somebody acted since; says who did what and when, as far as it is for whoever asks.
    """
    if found.move.commutes:
        return
    if seen is None:
        raise VersionMissing(
            "缺少版本号（If-Match），请刷新案件后重试。", "Send the version you read as If-Match; read the case first."
        )
    if seen == bench.folder.version:
        return
    changes = _changes_since(bench, found, seen)
    latest = changes[0] if changes else None
    zh = f"由{latest['name']}于{latest['at_zh']}更新（{latest['title_zh']}）" if latest else "被更新"
    en = f"by {latest['name']} at {latest['at']} ({latest['act']})" if latest else "since you read it"
    raise StaleVersion(
        f"案件已{zh}，请刷新后再操作，您填写的内容请保留。",
        f"The case was changed {en}; read it again, then decide.",
        version=bench.folder.version,
        changes=changes,
    )


def _changes_since(bench: Bench, found: Found, seen: int) -> list[dict[str, str]]:
    """The latest acts after a version, newest first: a court's clerk hears of their own proceeding only."""
    statement = select(_EVENT).where(_EVENT.c.folder_id == bench.folder.id).order_by(_EVENT.c.seq.desc()).limit(20)
    relations = found.actor.relations
    told: list[dict[str, str]] = []
    events = rows_of(Event, bench.db.execute(statement).mappings())
    names = names_of(bench.db, {event.actor_id for event in events})
    for event in events:
        before_court = relations <= {Relation.COURT_CLERK} and event.proceeding_id != found.proceeding.id
        confided = event.act in CONFIDED and Relation.ASSIGNED_MEDIATOR not in relations
        if before_court or confided or json.loads(event.body)["notes"].get("version", 0) <= seen:
            continue
        definition = bench.desk.procedures.pinned(bench.db, event.definition) if event.definition else None
        move = definition.moves.get(event.act) if definition else None
        told.append(
            {
                "act": event.act,
                "title_zh": move.title.zh if move else event.act,
                "by": event.actor_id,
                "name": names.get(event.actor_id, "系统"),
                "at": event.recorded_at.isoformat(),
                "at_zh": f"{event.recorded_at.astimezone(SHANGHAI):%m月%d日 %H:%M}",
            }
        )
    return told[:5]


def finish(bench: Bench) -> None:
    """Write the folder's head once, after every step of the act, and the words the case is found by."""
    indexing.keep(bench.db, bench.case, (row for step in bench.steps for row in step.rows))
    folder = changed(bench.folder, version=bench.folder.version + int(bench.bump))
    bench.folder = folder
    bench.db.execute(
        update(_FOLDER)
        .where(_FOLDER.c.id == folder.id)
        .values(seq=folder.seq, version=folder.version, head=folder.head)
    )


def told(bench: Bench, status: int = 200) -> Kept:
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
    return Kept(status, f'"{bench.folder.version}"', journal.canonical(answer).encode())


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
            {"table": journal.table_of(row).name, "id": row.id}
            for row in step.rows
            if journal.table_of(row).name not in {"personal", "answer"}
        ],
    }


__all__ = ["Command", "check_version", "doing_of", "finish", "open_bench", "perform", "told"]
