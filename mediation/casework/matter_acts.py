"""An act of a matter: one act on each of its cases, in a transaction of its own, with a result for each."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select

from mediation.casework import bulk, journal, matter_answers, papers
from mediation.casework.batching import Asked, answered, row_result, whole
from mediation.casework.desk import FOLDER, Desk
from mediation.casework.explaining import SPECIAL
from mediation.casework.keys import Kept
from mediation.casework.loading import load_groups
from mediation.casework.matters import OpenedMatter, matter_for
from mediation.casework.perform import Command, perform
from mediation.errors import BadInput, MediationError, NotFound, Problem
from mediation.facts.columns import Row
from mediation.facts.folder import Proceeding
from mediation.policy import no_such_proceeding
from mediation.records.database import reading
from mediation.records.schema import metadata
from mediation.vocabulary import PaperKind

_FOLDER = metadata.tables["folder"]
RESULTS = ("done", "refused", "stale", "bad_input")
Loaded = Mapping[str, Mapping[str, Sequence[Row]]]


@dataclass(frozen=True, slots=True)
class OneCase:
    """What is different for one case: its own answers over the common ones, and the version that was read."""

    case_id: str
    answers: Mapping[str, Any] = field(default_factory=dict)
    version: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MatterAct:
    """Which act on which cases of a matter: of the folder (no ``procedure``), or a move, or a ``paper`` to issue.

    ``cases`` empty: every case of the matter. A case without a version is acted on as it stands.
    """

    matter_id: str
    asked: Asked
    name: str
    procedure: str | None = None
    paper: PaperKind | None = None
    answers: Mapping[str, Any] = field(default_factory=dict)
    cases: Sequence[OneCase] = ()
    occurred_at: datetime | None = None


def act(desk: Desk, asked_for: MatterAct, now: datetime) -> Kept:
    """Do an act on each case; one that is refused stops none. The answer has a row a case, in the order of numbers.

    Sent again under the same key after it was cut off, it finishes; what was done is not done again.

    Raises:
        NotFound: the matter is not for this person, or no such procedure, act or move.
        BadInput: a placeholder names nothing, or a case is not of the matter.
        Others: as ``batching.whole``.
    """
    if (kept := answered(desk.engine, asked_for.asked)) is not None:
        return kept
    _exists(desk, asked_for)
    with reading(desk.engine) as db:
        opened = matter_for(db, desk, asked_for.asked.person_id, asked_for.matter_id, now)
        chosen = _chosen(opened, asked_for)
        loaded = load_groups(db, [one.case_id for one in chosen], ("parties", "claims", "proceedings"))

    def work() -> Kept:
        return whole_answer(opened, rows_of_act(desk, asked_for, chosen, loaded, now))

    return whole(desk.engine, asked_for.asked, now, work)


def tried(db: Connection, desk: Desk, asked_for: MatterAct, now: datetime) -> list[dict[str, Any]]:
    """Return for each case whether the act would be done now, and every reason why not; nothing is written.

    Raises:
        NotFound, BadInput: as ``act``.
    """
    _exists(desk, asked_for)
    opened = matter_for(db, desk, asked_for.asked.person_id, asked_for.matter_id, now)
    chosen = _chosen(opened, asked_for)
    loaded = load_groups(db, [one.case_id for one in chosen], ("parties", "claims", "proceedings"))
    rows = []
    for one in chosen:
        try:
            result = bulk.trial(db, desk, _command(desk, asked_for, one, loaded[one.case_id]), now)
        except MediationError as error:
            result = row_result(error, desk.statutes)
        rows.append({"case_id": one.case_id, **result})
    return rows


def _exists(desk: Desk, asked_for: MatterAct) -> None:
    definition = desk.procedures.named(asked_for.procedure or FOLDER)
    if asked_for.paper is None and (asked_for.name in SPECIAL or asked_for.name not in definition.moves):
        raise NotFound(
            f"“{definition.title.zh}”没有可以逐案办理的“{asked_for.name}”。",
            f"'{definition.title.en}' has no '{asked_for.name}' that could be done case by case.",
            code="unknown_move",
        )


def _chosen(opened: OpenedMatter, asked_for: MatterAct) -> list[OneCase]:
    wrong = list(matter_answers.misnamed(dict(asked_for.answers)))
    own = {one.case_id: one for one in asked_for.cases}
    for place, one in enumerate(asked_for.cases):
        wrong += matter_answers.misnamed(dict(one.answers), f"cases[{place}].answers")
        if one.case_id not in opened.case_ids:
            zh, en = "该案不在本群体性争议中，请刷新后重新选择。", "This case is not of the matter; choose again."
            wrong.append(Problem(f"cases[{place}].case_id", "not_on_file", zh, en))
    if len(own) != len(asked_for.cases):
        zh, en = "同一案件只能列一次，请删去重复的一行。", "A case may be listed once; delete the second line."
        wrong.append(Problem("cases", "listed_twice", zh, en))
    if wrong:
        raise BadInput(wrong)
    return [own.get(case_id, OneCase(case_id)) for case_id in opened.case_ids if not own or case_id in own]


def rows_of_act(
    desk: Desk, asked_for: MatterAct, chosen: Sequence[OneCase], loaded: Loaded, now: datetime
) -> list[dict[str, Any]]:
    """Do the act on each of the chosen cases and return what came of it."""
    rows = []
    for one in chosen:
        try:
            command = _command(desk, asked_for, one, loaded[one.case_id])
            told = json.loads(_do(desk, asked_for, command, now).answer)
            result = {"result": "done", "version": told["version"], "steps": told["steps"]}
        except MediationError as error:
            result = row_result(error, desk.statutes)
        rows.append({"case_id": one.case_id, **result})
    return rows


def _do(desk: Desk, asked_for: MatterAct, command: Command, now: datetime) -> Kept:
    if asked_for.paper is not None:
        return papers.issue(desk, command, asked_for.paper, now)
    return perform(desk, command, now)


def _command(desk: Desk, asked_for: MatterAct, one: OneCase, groups: Mapping[str, Sequence[Row]]) -> Command:
    part = asked_for.asked.part(one.case_id)
    meant = matter_answers.meant_in(groups)
    answers = {**asked_for.answers, **one.answers}
    if wrong := list(matter_answers.lacking(answers, meant)):
        raise BadInput(wrong)
    return Command(
        folder_id=one.case_id,
        act=asked_for.name,
        person_id=part.person_id,
        answers=matter_answers.filled(answers, meant),
        key=part.key,
        fingerprint=part.fingerprint,
        proceeding_id=_proceeding(groups, asked_for.procedure),
        occurred_at=asked_for.occurred_at,
        version=one.version if one.version is not None else _version(desk, one.case_id),
    )


def _proceeding(groups: Mapping[str, Sequence[Row]], procedure: str | None) -> str | None:
    """The newest proceeding of the procedure, as a case's own page shows it."""
    if procedure is None or procedure == FOLDER:
        return None
    found = [p for p in groups["proceedings"] if isinstance(p, Proceeding) and p.procedure == procedure]
    if not found:
        raise no_such_proceeding()
    return found[-1].id


def _version(desk: Desk, case_id: str) -> int:
    with reading(desk.engine) as db:
        return int(db.execute(select(_FOLDER.c.version).where(_FOLDER.c.id == case_id)).scalar_one())


def whole_answer(opened: OpenedMatter, rows: Sequence[Mapping[str, Any]], **more: Any) -> Kept:
    """Return the answer to an act of a matter: how many of each result, and every row."""
    counted = Counter(row["result"] for row in rows)
    answer = {
        "matter": {"id": opened.matter.id, "number": opened.matter.number},
        "counts": {result: counted[result] for result in RESULTS},
        "rows": list(rows),
        **more,
    }
    return Kept(200, None, journal.canonical(answer).encode())
