"""Sending referrals, one or a whole sheet: every line is tried as it would be done, then all are sent or none is."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, and_, select

from mediation.casework import journal
from mediation.casework.batching import Asked, row_result
from mediation.casework.bench import Bench, Doing, find
from mediation.casework.desk import Desk
from mediation.casework.keys import Kept, once
from mediation.casework.opening import Opening, begin_case
from mediation.casework.pasted import RowProblem, told_problems
from mediation.casework.people import memberships_of
from mediation.casework.perform import finish, told
from mediation.casework.referral_sheet import ReferralRow, read_rows
from mediation.casework.step import Step, take
from mediation.errors import BadInput, MediationError, NotPermitted, Problem
from mediation.facts.folder import Proceeding
from mediation.facts.parties import Party
from mediation.records.database import writing
from mediation.records.schema import metadata
from mediation.vocabulary import Role, Source

REFERRAL = "court_referral"
_ANSWER, _PERSONAL, _PROCEEDING = (metadata.tables[name] for name in ("answer", "personal", "proceeding"))
_GONE = ("declined", "lapsed", "recalled")
_FIELDS: Mapping[str, Mapping[str, str]] = {
    "open_case": {"organisation_id": "organisation", "cause": "cause"},
    "applicant": {"name": "applicant"},
    "respondent": {"name": "respondent"},
}
"""Where a mistake stands on the sheet, by the act that found it."""


class _Undo(Exception):
    """Leaves a transaction with what was found in it, writing nothing."""

    def __init__(self, kept: Kept) -> None:
        self.kept = kept


def refer(
    desk: Desk, asked: Asked, organisation_id: str, cells: Sequence[Mapping[str, str]], now: datetime, *, dry_run: bool
) -> Kept:
    """Send every line as a case of its own to a mediation body, in one transaction: all of them or none.

    With ``dry_run`` each line is tried in the same way and everything undone: the answer says what would be.

    Raises:
        NotPermitted: only a court's clerk sends referrals.
        BadInput: the sheet cannot be used, or (when sending) with every problem of every line: nothing was sent.
        KeyReused, KeyBusy: as ``once``.
    """
    rows = read_rows(cells, desk.procedures.named(REFERRAL).moves["send"])

    def work(db: Connection) -> Kept:
        court = _court(db, asked, now)
        results = [_tried(desk, db, asked, organisation_id, court, row, now) for row in rows]
        if dry_run:
            raise _Undo(_answer(results, 200))
        if not all(row.good for row in rows):
            raise BadInput([_as_problem(problem) for row in rows for problem in row.problems if not problem.warning])
        return _answer(results, 201)

    if not dry_run:
        return once(desk.engine, (asked.person_id, asked.key, asked.fingerprint), now, work)
    try:
        with writing(desk.engine) as db:
            return work(db)
    except _Undo as undone:
        return undone.kept


def _court(db: Connection, asked: Asked, now: datetime) -> str:
    for membership in memberships_of(db, asked.person_id, now):
        if membership.role is Role.COURT_CLERK:
            return membership.organisation_id
    zh, en = "委派、委托由法院诉调对接人员发出。", "Referrals are sent by a court's clerk."
    raise NotPermitted(zh, en, code="not_your_part")


def _tried(  # noqa: PLR0913  # one line of the sheet, with all that the sheet has in common
    desk: Desk, db: Connection, asked: Asked, organisation_id: str, court: str, row: ReferralRow, now: datetime
) -> dict[str, Any]:
    """Open and send one line within a savepoint; what stands against it is noted on the line."""
    case = None
    if row.good:
        _note_sent_before(db, court, row)
    if row.good:
        part = asked.part(f"line/{row.line}")
        act = ["open_case"]
        try:
            with db.begin_nested():
                case = json.loads(_send(desk, db, part, organisation_id, row, now, act).answer)["case"]
        except MediationError as error:
            _note(row, act[-1], row_result(error, desk.statutes))
    return {
        "line": row.line,
        "result": "good" if row.good else "bad",
        "case": case,
        "problems": list(told_problems(row.problems)),
    }


def _note_sent_before(db: Connection, court: str, row: ReferralRow) -> None:
    docket = row.sending.get("docket")
    if not docket:
        return
    here = and_(_PROCEEDING.c.id == _ANSWER.c.proceeding_id, _PROCEEDING.c.procedure == REFERRAL)
    statement = (
        select(_ANSWER.c.id)
        .join(_PROCEEDING, here)
        .join(_PERSONAL, _PERSONAL.c.id == _ANSWER.c.text_id)
        .where(_ANSWER.c.act == "send", _ANSWER.c.name == "docket", _PERSONAL.c.value == docket)
        .where(_PROCEEDING.c.counterpart_id == court, _PROCEEDING.c.state.not_in(_GONE))
    )
    if db.execute(statement.limit(1)).first() is not None:
        zh = "该案号已经移送过，尚未退回，请勿重复移送。"
        row.wrong("docket", "already_sent", zh, "A referral under this docket is on its way already.")


def _send(  # noqa: PLR0913  # as above; ``act`` says how far it came
    desk: Desk, db: Connection, part: Asked, organisation_id: str, row: ReferralRow, now: datetime, act: list[str]
) -> Kept:
    opening = Opening(
        person_id=part.person_id,
        organisation_id=organisation_id,
        source=Source.COURT,
        nature=row.nature,
        cause=row.cause,
        key=part.key,
        fingerprint=part.fingerprint,
    )
    bench = begin_case(desk, db, opening, now)
    sides = []
    for side, answers in (("applicant", row.applicant), ("respondent", row.respondent)):
        act.append(side)
        sides.append(next(r.id for r in _step(bench, part, "add_party", answers, None).rows if isinstance(r, Party)))
    if row.claim:
        act.append("add_claim")
        _step(bench, part, "add_claim", {"claimant": sides[0], "respondent": sides[1], **row.claim}, None)
    act.append("send")
    referral = next(r for s in bench.steps for r in s.rows if isinstance(r, Proceeding) and r.procedure == REFERRAL)
    _step(bench, part, "send", row.sending, referral.id)
    finish(bench)
    return told(bench, 201)


def _step(bench: Bench, part: Asked, move: str, answers: Mapping[str, Any], proceeding_id: str | None) -> Step:
    given = {name: value for name, value in answers.items() if value is not None}
    doing = Doing(
        move=move, person_id=part.person_id, answers=given, proceeding_id=proceeding_id, occurred_at=bench.now
    )
    return take(bench, doing, find(bench, doing))


def _note(row: ReferralRow, act: str, told_of: Mapping[str, Any]) -> None:
    """Note on a line what an act was refused for: every mistake and every reason, under the column it belongs to."""
    names = _FIELDS.get(act, {})
    for each in told_of["errors"]:
        found = names.get(
            each["field"], f"{act}_{each['field']}" if act in _FIELDS and names.get("name") else each["field"]
        )
        row.wrong(found, each["code"], each["zh"], each["en"])
    for reason in told_of["reasons"]:
        row.wrong(
            "row", reason["code"], f"{reason['zh']}{reason['cure']['zh']}", f"{reason['en']} {reason['cure']['en']}"
        )
    if not told_of["errors"] and not told_of["reasons"]:
        row.wrong("row", told_of["code"], told_of["zh"], told_of["en"])


def _as_problem(problem: RowProblem) -> Problem:
    return Problem(
        f"rows[{problem.line - 2}].{problem.field}", problem.code, f"第 {problem.line} 行：{problem.zh}", problem.en
    )


def _answer(results: Sequence[Mapping[str, Any]], status: int) -> Kept:
    good = sum(row["result"] == "good" for row in results)
    sent = status == 201
    rows = [row if sent else {**row, "case": None} for row in results]  # what was tried has no number to keep
    whole = {"sent": good if sent else 0, "good": good, "bad": len(results) - good, "rows": rows}
    return Kept(status, None, journal.canonical(whole).encode())
