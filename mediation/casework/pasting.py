"""Pasting many workers into a matter: first what stands against each line, then one case a good line."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select

from mediation.casework import journal
from mediation.casework.batching import Asked, answered, row_result, whole
from mediation.casework.bench import Bench, Doing, find
from mediation.casework.desk import FOLDER, Desk
from mediation.casework.keys import Kept, kept_under, once
from mediation.casework.listing import visible
from mediation.casework.loading import lock_folder, rows_of
from mediation.casework.matters import JOINING, OpenedMatter, joining, matter_for
from mediation.casework.opening import Opening, begin_case
from mediation.casework.pasted import WorkerRow, is_same, read_sheet, told_problems
from mediation.casework.perform import finish, told
from mediation.casework.step import More, Step, nothing, take
from mediation.errors import BadInput, MediationError, Problem
from mediation.facts.folder import Personal
from mediation.facts.parties import Party
from mediation.records.database import reading
from mediation.records.schema import metadata
from mediation.vocabulary import PartyKind, Side

_CASE, _PARTY, _PERSONAL = (metadata.tables[name] for name in ("case_file", "party", "personal"))
_WORKERS = (PartyKind.WORKER, PartyKind.HEIR)


def paste(desk: Desk, asked: Asked, matter_id: str, text: str, now: datetime, *, opens: bool) -> Kept:
    """Read a pasted sheet of workers; with ``opens`` open a case for each good line, else only say what stands against.

    A line that is bad or refused stops none. Sent again under the same key the rest is opened, and nobody twice.

    Raises:
        NotFound: the matter is not for this person.
        BadInput: the sheet as a whole cannot be read.
        Others: as ``batching.whole``.
    """
    if opens and (kept := answered(desk.engine, asked)) is not None:
        return kept
    with reading(desk.engine) as db:
        opened = matter_for(db, desk, asked.person_id, matter_id, now)
        rows = read_sheet(text, desk.procedures.named(FOLDER).moves)
        there = _already(db, asked, rows) if opens else {}
        employer = _employer(db, matter_id)
        _note_twins(db, opened, [row for row in rows if row.line not in there])
    if not opens:
        return _answer(opened, [_previewed(row) for row in rows])

    def work() -> Kept:
        return _answer(opened, [there.get(row.line) or _open(asked, opened, row, employer) for row in rows])

    return whole(desk.engine, asked, now, work)


def _already(db: Connection, asked: Asked, rows: Sequence[WorkerRow]) -> dict[int, dict[str, Any]]:
    """The lines that were opened before the last attempt was cut off."""
    found: dict[int, dict[str, Any]] = {}
    for row in rows:
        part = asked.part(f"line/{row.line}")
        kept = kept_under(db, part.person_id, part.key, part.fingerprint)
        if kept is not None:
            found[row.line] = _opened(row, kept)
    return found


def _employer(db: Connection, matter_id: str) -> dict[str, Any]:
    matter = metadata.tables["matter"]
    row = db.execute(select(matter).where(matter.c.id == matter_id)).mappings().one()
    mine = db.execute(select(_PERSONAL).where(_PERSONAL.c.folder_id == matter_id)).mappings()
    words = {text.id: text.value for text in rows_of(Personal, mine)}
    names = ("name", "identity", "phone", "address", "representative")
    told_of = {name: words.get(row[f"employer_{name}_id"]) for name in names}
    return {name: value for name, value in told_of.items() if value}


def _note_twins(db: Connection, opened: OpenedMatter, rows: Sequence[WorkerRow]) -> None:
    """Note the workers who have a case in this matter (a mistake), or elsewhere at a desk of the reader's (a hint)."""
    here = _workers_of(db, opened.matter.id)
    for row in rows:
        twin = next((number for other, number in here if is_same(row, other)), None)
        if twin is not None:
            zh = f"该劳动者已在本群体性争议中立案（{twin}），不必重复建案。"
            row.wrong("name", "on_file", zh, f"This worker has a case in the matter already ({twin}).")
    elsewhere = _cases_of(db, opened, {row.identity for row in rows if row.identity})
    for row in rows:
        for number in elsewhere.get(row.identity or "", ()):
            zh = f"该劳动者另有一案（{number}），请核对是否重复。"
            row.wrong("identity", "other_case", zh, f"This worker has another case ({number}); check.", warning=True)


def _workers_of(db: Connection, matter_id: str) -> list[tuple[WorkerRow, str]]:
    """The workers of a matter's cases as rows to compare with, each with the number of the case."""
    name, identity, phone = (_PERSONAL.alias(word) for word in ("name", "identity", "phone"))
    statement = (
        select(_CASE.c.number, name.c.value, identity.c.value, phone.c.value)
        .join(_PARTY, _PARTY.c.case_id == _CASE.c.id)
        .join(JOINING, JOINING.c.case_id == _CASE.c.id)
        .join(name, name.c.id == _PARTY.c.name_id)
        .outerjoin(identity, identity.c.id == _PARTY.c.identity_id)
        .outerjoin(phone, phone.c.id == _PARTY.c.phone_id)
        .where(JOINING.c.matter_id == matter_id, JOINING.c.until.is_(None), _PARTY.c.kind.in_(_WORKERS))
    )
    found = []
    for number, *values in db.execute(statement):
        kept = {key: value for key, value in zip(("name", "identity", "phone"), values, strict=True) if value}
        found.append((WorkerRow(0, party=kept), number))
    return found


def _cases_of(db: Connection, opened: OpenedMatter, identities: set[str]) -> Mapping[str, Sequence[str]]:
    """The numbers of other cases of these people that are the reader's to see."""
    joined = select(JOINING.c.case_id).where(JOINING.c.matter_id == opened.matter.id, JOINING.c.until.is_(None))
    statement = (
        select(_PERSONAL.c.value, _CASE.c.number)
        .join(_PARTY, _PARTY.c.identity_id == _PERSONAL.c.id)
        .join(_CASE, _CASE.c.id == _PARTY.c.case_id)
        .where(
            _PERSONAL.c.value.in_(sorted(identities)),
            visible(opened.memberships, opened.person_id),
            _CASE.c.id.not_in(joined),
        )
        .order_by(_CASE.c.number)
    )
    found: dict[str, list[str]] = {}
    for identity, number in db.execute(statement):
        found.setdefault(identity, []).append(number)
    return found


def _open(asked: Asked, opened: OpenedMatter, row: WorkerRow, employer: Mapping[str, Any]) -> dict[str, Any]:
    if not row.good:
        return _previewed(row)
    part = asked.part(f"line/{row.line}")

    def work(db: Connection) -> Kept:
        lock_folder(db, opened.matter.id)
        if any(is_same(row, other) for other, _ in _workers_of(db, opened.matter.id)):
            zh, en = "该劳动者刚刚由他人在本群体性争议中建案。", "Somebody has just opened this worker's case."
            raise BadInput([Problem("name", "on_file", zh, en)])
        return _case(db, opened, row, employer, part)

    try:
        kept = once(opened.desk.engine, (part.person_id, part.key, part.fingerprint), opened.now, work)
    except MediationError as error:
        return {**_previewed(row), **row_result(error, opened.desk.statutes)}
    return _opened(row, kept)


def _case(db: Connection, opened: OpenedMatter, row: WorkerRow, employer: Mapping[str, Any], part: Asked) -> Kept:
    """Open one worker's case: own number, worker, employer, claim, joined; all or nothing."""
    matter = opened.matter
    opening = Opening(
        person_id=part.person_id,
        organisation_id=matter.organisation_id,
        source=matter.source,
        nature=matter.nature,
        cause=matter.cause,
        key=part.key,
        fingerprint=part.fingerprint,
    )
    bench = begin_case(opened.desk, db, opening, opened.now)
    worker = _party(bench, part, {"kind": PartyKind.WORKER, "side": Side.APPLICANT, **row.party})
    other = _party(bench, part, {"kind": PartyKind.EMPLOYER, "side": Side.RESPONDENT, **employer})
    _step(bench, part, "add_claim", {"claimant": worker, "respondent": other, **row.claim})
    _step(bench, part, "join_matter", {}, lambda bench, _: (joining(bench, matter.id),))
    finish(bench)
    return told(bench, 201)


def _party(bench: Bench, part: Asked, answers: Mapping[str, Any]) -> str:
    return next(row.id for row in _step(bench, part, "add_party", answers).rows if isinstance(row, Party))


def _step(bench: Bench, part: Asked, move: str, answers: Mapping[str, Any], more: More = nothing) -> Step:
    doing = Doing(move=move, person_id=part.person_id, answers=answers, proceeding_id=None, occurred_at=bench.now)
    return take(bench, doing, find(bench, doing), more)


def _opened(row: WorkerRow, kept: Kept) -> dict[str, Any]:
    answer = json.loads(kept.answer)
    return {"line": row.line, "result": "opened", "case": answer["case"], "problems": _warnings(row)}


def _warnings(row: WorkerRow) -> list[dict[str, Any]]:
    return [problem for problem in told_problems(row.problems) if problem["warning"]]


def _previewed(row: WorkerRow) -> dict[str, Any]:
    result = "good" if row.good else "bad"
    return {"line": row.line, "result": result, "case": None, "problems": list(told_problems(row.problems))}


def _answer(opened: OpenedMatter, rows: Sequence[Mapping[str, Any]]) -> Kept:
    counted = Counter(row["result"] for row in rows)
    answer = {
        "matter": {"id": opened.matter.id, "number": opened.matter.number},
        "counts": {result: counted[result] for result in ("opened", "good", "bad", "bad_input", "refused")},
        "rows": list(rows),
    }
    return Kept(200, None, journal.canonical(answer).encode())
