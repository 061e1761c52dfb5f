"""Batches: papers for every case of a matter, made in the background, each row done once, with a result of its own.

The order is a row of ours and commits under the sender's key; whoever runs it (``jobs``) does one row after another.
A row is an ordinary act of the person who ordered it, under a key of its own: done again, it gives the same answer.
"""

from __future__ import annotations

import json
import logging
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final, Literal

from sqlalchemy import Connection, RowMapping, delete, func, insert, select, update

from mediation.casework import journal
from mediation.casework.batching import Asked, row_result
from mediation.casework.desk import Desk
from mediation.casework.keys import KEPT_FOR, Kept, once
from mediation.casework.loading import load_groups
from mediation.casework.matter_acts import RESULTS, MatterAct, OneCase, rows_of_act
from mediation.casework.matters import OpenedMatter, matter_for
from mediation.errors import BadInput, KeyBusy, MediationError, Problem, StorageFull, Unavailable
from mediation.records.database import reading, writing
from mediation.records.schema import metadata
from mediation.vocabulary import PaperKind

_BATCH, _ROW = metadata.tables["batch"], metadata.tables["batch_row"]
_LOG = logging.getLogger("mediation.worker.jobs")
FAILED: Final = "failed"
OUTCOMES: Final = (*RESULTS, FAILED)
MOST_ROWS: Final = 2_000
_TRIES = 3
Whose = Literal["worker", "employer"]
"""The party a paper is about, where it is about one: this case's worker or employer."""


@dataclass(frozen=True, slots=True)
class PaperWanted:
    """One paper for each case."""

    kind: PaperKind
    party: Whose | None = None


def order(
    desk: Desk, asked: Asked, matter_id: str, papers: Sequence[PaperWanted], cases: Sequence[str], now: datetime
) -> Kept:
    """Order papers for each case (all of the matter when ``cases`` is empty); they are made in the background.

    Raises:
        NotFound: the matter is not for this person.
        BadInput: a case is not of the matter, nothing to make, or more than ``MOST_ROWS`` rows.
        Others: as ``once``.
    """

    def work(db: Connection) -> Kept:
        opened = matter_for(db, desk, asked.person_id, matter_id, now)
        chosen = _chosen(opened, papers, cases)
        batch_id = str(uuid.uuid4())
        db.execute(insert(_BATCH).values(id=batch_id, matter_id=matter_id, person_id=asked.person_id, asked_at=now))
        rows = [
            {"batch_id": batch_id, "place": place, "case_id": case_id, "kind": wanted.kind, "party": wanted.party}
            for place, (case_id, wanted) in enumerate((c, wanted) for c in chosen for wanted in papers)
        ]
        db.execute(insert(_ROW), rows)
        answer = {"id": batch_id, "matter": {"id": matter_id, "number": opened.matter.number}, "rows": len(rows)}
        return Kept(202, None, journal.canonical(answer).encode())

    return once(desk.engine, (asked.person_id, asked.key, asked.fingerprint), now, work)


def _chosen(opened: OpenedMatter, papers: Sequence[PaperWanted], cases: Sequence[str]) -> list[str]:
    strange = [place for place, case_id in enumerate(cases) if case_id not in opened.case_ids]
    wrong = [
        Problem(
            f"cases[{place}]",
            "not_on_file",
            "该案不在本群体性争议中，请刷新后重新选择。",
            "Not of the matter; choose again.",
        )
        for place in strange
    ]
    chosen = [case_id for case_id in opened.case_ids if not cases or case_id in cases]
    if not wrong and (not papers or not chosen):
        field = "papers" if not papers else "cases"
        wrong.append(
            Problem(
                field, "nothing_chosen", "没有可制作的文书，请至少选择一种文书和一案。", "Choose a paper and a case."
            )
        )
    if len(set(papers)) != len(papers):
        wrong.append(
            Problem("papers", "listed_twice", "同一文书只能选一次，请删去重复的一项。", "A paper may be listed once.")
        )
    if len(chosen) * len(papers) > MOST_ROWS:
        zh, en = f"一次最多制作 {MOST_ROWS} 份，请分批办理。", f"At most {MOST_ROWS} papers at once; order fewer."
        wrong.append(Problem("cases", "too_many", zh, en))
    if wrong:
        raise BadInput(wrong)
    return chosen


def unfinished(db: Connection) -> list[str]:
    """Return the batches that have rows without a result, the oldest order first."""
    found = select(_BATCH.c.id).where(_BATCH.c.ended_at.is_(None)).order_by(_BATCH.c.asked_at, _BATCH.c.id)
    return list(db.execute(found).scalars())


def places_to_do(desk: Desk, batch_id: str) -> list[int]:
    """Return the rows of a batch that have no result yet, in their order."""
    with reading(desk.engine) as db:
        left = select(_ROW.c.place).where(_ROW.c.batch_id == batch_id, _ROW.c.result.is_(None))
        return list(db.execute(left.order_by(_ROW.c.place)).scalars())


def do_row(desk: Desk, batch_id: str, place: int, now: datetime) -> str:
    """Make one paper and keep what came of it; return the result. A row that has one is left alone.

    Raises:
        KeyBusy, Unavailable, StorageFull: these say nothing about the row; it is tried again.
    """
    with reading(desk.engine) as db:
        mine = (_ROW.c.batch_id == batch_id) & (_ROW.c.place == place)
        row = db.execute(select(_ROW, _BATCH.c.matter_id, _BATCH.c.person_id).join(_BATCH).where(mine)).mappings().one()
        loaded = load_groups(db, [row["case_id"]], ("parties", "claims", "proceedings"))
    if row["result"] is not None:
        return str(row["result"])
    told = _made(desk, row, loaded, now)
    why = {name: told[name] for name in ("code", "zh", "en", "reasons", "errors") if name in told}
    values = {"result": told["result"], "told": journal.canonical(why) if why else None, "done_at": now}
    with writing(desk.engine) as db:
        db.execute(update(_ROW).where(mine).values(values))
    return str(told["result"])


def _made(desk: Desk, row: RowMapping, loaded: Any, now: datetime) -> Mapping[str, Any]:
    name = f"{row['batch_id']}/{row['kind']}/{row['party']}"
    wanted = MatterAct(
        matter_id=row["matter_id"],
        asked=Asked(row["person_id"], f"batch-{name}", name),
        name="issue_paper",
        paper=row["kind"],
        answers={"party": {"$": row["party"]}} if row["party"] else {},
    )
    try:
        for _ in range(_TRIES):  # somebody may act on the case between the reading and the act
            told = rows_of_act(desk, wanted, [OneCase(row["case_id"])], loaded, now)[0]
            if told["result"] != "stale":
                break
        return told
    except (KeyBusy, Unavailable, StorageFull):
        raise
    except MediationError as error:
        return row_result(error, desk.statutes)
    except Exception as error:  # noqa: BLE001  # whatever is wrong with one case must not hold up the others
        kind = type(error).__name__
        _LOG.error("文书未能制作 paper not made case=%s kind=%s error=%s", row["case_id"], row["kind"], kind)
        zh, en = "系统处理时出错，请联系管理员后重试。", "Something went wrong in the program; ask the administrator."
        return {"result": FAILED, "code": FAILED, "zh": zh, "en": en}


def end(desk: Desk, batch_id: str, now: datetime) -> None:
    """Say that a batch is over, once every row has its result."""
    left = select(_ROW.c.place).where(_ROW.c.batch_id == batch_id, _ROW.c.result.is_(None)).exists()
    with writing(desk.engine) as db:
        db.execute(
            update(_BATCH).where(_BATCH.c.id == batch_id, _BATCH.c.ended_at.is_(None), ~left).values(ended_at=now)
        )


def forget_old(desk: Desk, now: datetime, after: timedelta = KEPT_FOR) -> None:
    """Delete the batches that ended more than seven days ago; what they made stays."""
    old = select(_BATCH.c.id).where(_BATCH.c.ended_at < now - after)
    with writing(desk.engine) as db:
        db.execute(delete(_ROW).where(_ROW.c.batch_id.in_(old)))
        db.execute(delete(_BATCH).where(_BATCH.c.id.in_(old)))


def counts_of(db: Connection, opened: OpenedMatter, batch_ids: Sequence[str]) -> Mapping[str, Mapping[str | None, int]]:
    """Return, of each batch, how many rows of the reader's cases have which result; ``None`` is still to come."""
    counted = (
        select(_ROW.c.batch_id, _ROW.c.result, func.count().label("rows"))
        .where(_ROW.c.batch_id.in_(batch_ids), _ROW.c.case_id.in_(opened.case_ids))
        .group_by(_ROW.c.batch_id, _ROW.c.result)
    )
    found: dict[str, dict[str | None, int]] = {ref: {} for ref in batch_ids}
    for row in db.execute(counted):
        found[row.batch_id][row.result] = row.rows
    return found


def batches_of(db: Connection, opened: OpenedMatter, batch_id: str | None = None) -> list[RowMapping]:
    """Return the batches of a matter, the newest first, or one of them."""
    wanted = select(_BATCH).where(_BATCH.c.matter_id == opened.matter.id)
    if batch_id is not None:
        wanted = wanted.where(_BATCH.c.id == batch_id)
    return list(db.execute(wanted.order_by(_BATCH.c.asked_at.desc(), _BATCH.c.id)).mappings())


def rows_of_batch(db: Connection, opened: OpenedMatter, batch_id: str) -> list[dict[str, Any]]:
    """Return the rows of a batch that are of the reader's cases, with the case's number, in their order."""
    case = metadata.tables["case_file"]
    found = (
        select(_ROW, case.c.number)
        .join(case, case.c.id == _ROW.c.case_id)
        .where(_ROW.c.batch_id == batch_id, _ROW.c.case_id.in_(opened.case_ids))
        .order_by(_ROW.c.place)
    )
    return [{**row, "told": json.loads(row["told"] or "{}")} for row in db.execute(found).mappings()]
