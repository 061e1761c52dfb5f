"""Representatives of a matter: elected on the strength of a received paper, then named in each case they stand for."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select

from mediation.casework.batching import Asked, answered, whole
from mediation.casework.desk import Desk
from mediation.casework.keys import Kept, once
from mediation.casework.loading import load_groups, rows_of
from mediation.casework.matter_acts import MatterAct, OneCase, rows_of_act, whole_answer
from mediation.casework.matter_sheet import claims_of, opened_cases, workers_of
from mediation.casework.matters import OpenedMatter, matter_for, told
from mediation.casework.opened import Opened
from mediation.casework.recording import record
from mediation.engine.verdict import Reason
from mediation.errors import BadInput, MoveRefused, Problem
from mediation.facts.columns import changed
from mediation.facts.matters import ElectedFor, Representative
from mediation.facts.parties import Party
from mediation.records.database import reading
from mediation.records.schema import metadata
from mediation.rules.matters import matter_is_collective, representatives_are_in_number
from mediation.vocabulary import PaperKind

_REPRESENTATIVE, _ATTACHMENT = metadata.tables["representative"], metadata.tables["attachment"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Election:
    """Which workers (ids of parties) were elected, for which proceedings, and the received paper that says so."""

    matter_id: str
    asked: Asked
    elected: Sequence[str]
    elected_for: ElectedFor
    paper_id: str


def elect(desk: Desk, election: Election, now: datetime) -> Kept:
    """Record who was elected and name them in every other case; the answer has a row a case.

    They may conduct; what they waive, admit or settle needs each represented worker's consent (R33 63; CPL 56).

    Raises:
        NotFound: the matter is not for this person.
        BadInput: somebody elected is no worker of the matter, or the paper is not on file there.
        MoveRefused: fewer than ten with a common claim, or the number is not the law's.
        Others: as ``batching.whole``.
    """
    asked = election.asked
    if (kept := answered(desk.engine, asked)) is not None:
        return kept
    with reading(desk.engine) as db:
        opened = matter_for(db, desk, asked.person_id, election.matter_id, now)
        cases = opened_cases(db, opened)
        people = _people(election, cases)
        _on_file(db, opened, election.paper_id)
        _refuse(cases, election)
        others = [c for c in cases if not any(worker.id in people for worker in workers_of(c.facts))]
        loaded = load_groups(db, [c.case.id for c in others], ("parties", "claims", "proceedings"))

    def work() -> Kept:
        _recorded(desk, opened, election)
        named = MatterAct(
            matter_id=opened.matter.id,
            asked=asked,
            name="name_representatives",
            answers={"party": {"$": "worker"}, "representatives": list(people.values())},
        )
        chosen = [OneCase(c.case.id) for c in others]
        return whole_answer(opened, rows_of_act(desk, named, chosen, loaded, now), elected=list(people))

    return whole(desk.engine, asked, now, work)


def _people(election: Election, cases: Sequence[Opened]) -> Mapping[str, Mapping[str, Any]]:
    """Who was elected, by party, as the cases' acts ask for them."""
    found: dict[str, Mapping[str, Any]] = {}
    workers: dict[str, tuple[Opened, Party]] = {w.id: (c, w) for c in cases for w in workers_of(c.facts)}
    wrong = []
    for place, ref in enumerate(election.elected):
        if ref not in workers or ref in found:
            zh = "代表人应为本群体性争议中的劳动者，且不得重复。"
            en = "A representative is a worker of the matter, named once."
            wrong.append(Problem(f"elected[{place}]", "not_on_file", zh, en))
            continue
        case, worker = workers[ref]
        said = {"name": case.facts.words(worker.name_id), "identity": case.facts.words(worker.identity_id)}
        found[ref] = {name: value for name, value in said.items() if value}
    if wrong:
        raise BadInput(wrong)
    return found


def _on_file(db: Connection, opened: OpenedMatter, paper_id: str) -> None:
    statement = select(_ATTACHMENT.c.id).where(
        _ATTACHMENT.c.id == paper_id,
        _ATTACHMENT.c.case_id.in_(opened.case_ids),
        _ATTACHMENT.c.kind == PaperKind.GROUP_REPRESENTATIVES,
    )
    if db.execute(statement).first() is None:
        zh = "请先在其中一案上传《推选代表人证明书》（附名册、逐人签名），再选择该材料。"
        en = "Upload the proof of the election (with the signed roster) to one of the cases, then name it."
        raise BadInput([Problem("paper_id", "not_on_file", zh, en)])


def _refuse(cases: Sequence[Opened], election: Election) -> None:
    verdicts = (
        matter_is_collective(claims_of(cases)),
        representatives_are_in_number(election.elected, election.elected_for),
    )
    reasons = [verdict for verdict in verdicts if isinstance(verdict, Reason)]
    if reasons:
        zh = "不能登记推选的代表人：" + "".join(reason.zh for reason in reasons)
        en = "The election is refused: " + " ".join(reason.en for reason in reasons)
        raise MoveRefused(zh, en, reasons, code=reasons[0].code if len(reasons) == 1 else None)


def _recorded(desk: Desk, opened: OpenedMatter, election: Election) -> None:
    """Write the election into the matter's own history, once; those elected before for the same step back."""
    part = election.asked.part("elected")

    def work(db: Connection) -> Kept:
        current = select(_REPRESENTATIVE).where(
            _REPRESENTATIVE.c.matter_id == opened.matter.id,
            _REPRESENTATIVE.c.elected_for == election.elected_for,
            _REPRESENTATIVE.c.until.is_(None),
        )
        leaving = [changed(r, until=opened.now) for r in rows_of(Representative, db.execute(current).mappings())]
        elected = [
            Representative(
                id=str(uuid.uuid4()),
                matter_id=opened.matter.id,
                party_id=ref,
                elected_for=election.elected_for,
                paper_id=election.paper_id,
                since=opened.now,
            )
            for ref in election.elected
        ]
        folder = record(db, opened.matter.id, "elect_representatives", part.person_id, opened.now, (*leaving, *elected))
        assert folder is not None, "it was read just now"
        return told(opened.matter, folder)

    once(desk.engine, (part.person_id, part.key, part.fingerprint), opened.now, work)
