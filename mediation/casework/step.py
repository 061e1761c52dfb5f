"""One step of one proceeding inside a transaction: found, decided, and turned into rows and an event."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select

from mediation.casework import asking, clocks, journal
from mediation.casework.desk import FOLDER, Desk
from mediation.casework.loading import involved, lineage, load_groups, load_organisations
from mediation.effects.registry import run
from mediation.engine.decision import Decision, Explanation, Reason, explain, move_of, needs
from mediation.engine.definition import Definition, Move
from mediation.engine.shapes import AskType
from mediation.errors import BadInput, MoveRefused, NotFound, NotPermitted, Problem
from mediation.facts.columns import Row, changed
from mediation.facts.folder import Answer, Assignment, Case, Folder, Proceeding
from mediation.facts.known import SYSTEM, Acting, Actor, Facts, Given, Said, civil_day
from mediation.facts.people import Membership, Organisation
from mediation.policy import no_such_case, relations_in, relations_to
from mediation.records.schema import metadata
from mediation.vocabulary import Relation, Severity, Truth


@dataclass
class Bench:
    """What one transaction works on; ``folder`` moves on with every event, and is written once at the end."""

    desk: Desk
    db: Connection
    now: datetime
    folder: Folder
    case: Case
    memberships: Sequence[Membership] = ()
    bump: bool = False
    steps: list[Step] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class Doing:
    """A move somebody makes: which, who, with which answers, when it legally happened, on whose behalf."""

    move: str
    person_id: str
    answers: Mapping[str, Any]
    proceeding_id: str | None
    occurred_at: datetime
    on_behalf_of: str | None = None
    rows: tuple[Row, ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """The proceeding a move belongs to, the definition it was opened under, and what the actor is to it."""

    proceeding: Proceeding
    definition: Definition
    move: Move
    actor: Actor
    proceedings: tuple[Proceeding, ...]
    assignments: tuple[Assignment, ...]
    organisations: Mapping[str, Organisation]


@dataclass(frozen=True, slots=True)
class Step:
    """What came of it: the event's number and hash, the states, the warnings and every row written."""

    seq: int
    hash: str
    proceeding: Proceeding
    move: str
    before: str
    warnings: tuple[Reason, ...]
    makes: tuple[str, ...]
    rows: tuple[Row, ...]
    late: bool


def find(bench: Bench, doing: Doing) -> Found:
    """Return what a move is about.

    Raises:
        NotFound: nothing of the case is for this person, or no such proceeding or move.
    """
    loaded = load_groups(bench.db, [bench.case.id], ("proceedings", "assignments"))[bench.case.id]
    proceedings: tuple[Proceeding, ...] = loaded["proceedings"]  # type: ignore[assignment]  # keyed by kind (GROUPS)
    assignments: tuple[Assignment, ...] = loaded["assignments"]  # type: ignore[assignment]  # keyed by kind (GROUPS)
    organisations = load_organisations(bench.db, involved(bench.case, proceedings))
    proceeding = _proceeding(proceedings, doing.proceeding_id)
    definition = bench.desk.procedures.pinned(bench.db, proceeding.definition)
    relations = frozenset({Relation.SYSTEM})
    if doing.person_id != SYSTEM:
        line = lineage(bench.case.organisation_id, organisations)
        if not relations_to(doing.person_id, bench.memberships, assignments, line, proceedings):
            raise no_such_case()
        relations = relations_in(
            proceeding, doing.person_id, bench.memberships, assignments, line, proceedings
        )
    own = frozenset(membership.organisation_id for membership in bench.memberships)
    return Found(
        proceeding,
        definition,
        move_of(definition, doing.move),
        Actor(doing.person_id, relations, own),
        proceedings,
        assignments,
        organisations,
    )


def _proceeding(proceedings: Sequence[Proceeding], wanted: str | None) -> Proceeding:
    for proceeding in proceedings:
        if proceeding.id == wanted or (wanted is None and proceeding.procedure == FOLDER):
            return proceeding
    raise NotFound("本案没有该程序，请刷新后重试。", "The case has no such proceeding.", code="proceeding_not_found")


def take(bench: Bench, doing: Doing, found: Found) -> Step:
    """Decide the move, write its rows and its event, then what it opens and tells.

    Raises:
        BadInput: the answers cannot be taken.
        MoveRefused, NotPermitted: with every reason.
    """
    acting = _acting(bench, doing, found.actor)
    given, reading = asking.read(found.move.asks, doing.answers, acting.event_id)
    facts = known(bench, found, acting, given, _also_needed(found, reading))
    _look_up(bench, facts, reading)
    explanation = explain(
        found.definition, bench.desk.procedures.registry, found.proceeding.state, doing.move, facts, found.actor.relations
    )
    _refuse(explanation, _already_open(found))
    state = bench.desk.procedures.compiled(found.definition).trigger(
        doing.move, Decision(found.proceeding.state, facts, found.actor.relations)
    )
    proceeding = changed(found.proceeding, state=state, ended=found.definition.states[state].final)
    rows = _rows(bench, doing, found, facts, explanation, proceeding)
    step = _write(bench, doing, found, acting, proceeding, explanation, rows)
    _tell(bench, doing, found)
    return step


def _acting(bench: Bench, doing: Doing, actor: Actor) -> Acting:
    if doing.occurred_at > bench.now:
        raise BadInput(
            [
                Problem(
                    "occurred_at",
                    "in_the_future",
                    "发生时间不能晚于现在，请核对日期。",
                    "It cannot have happened later than now; check the date.",
                )
            ]
        )
    return Acting(str(uuid.uuid4()), doing.move, actor, doing.occurred_at, bench.now, bench.folder.seq + 1)


_CLOCK_GROUPS = frozenset({"clocks", "adjustments", "firings"})


def _also_needed(found: Found, reading: asking.Reading) -> frozenset[str]:
    kinds = {kind for kind, _, _ in reading.named}
    groups: set[str] = set(_CLOCK_GROUPS) if found.move.clocks else set()
    if AskType.PARTY in kinds:
        groups.add("parties")
    if AskType.PAPER in kinds:
        groups |= {"papers", "attachments"}
    return frozenset(groups)


def known(bench: Bench, found: Found, acting: Acting, given: Given | None, more: frozenset[str] = frozenset()) -> Facts:
    """Return the facts a move's rules, effects and clocks need: one statement a group."""
    groups = needs(found.definition, bench.desk.procedures.registry, [acting.name]) | more
    wanted = groups - {"proceedings", "assignments", "organisations"}
    loaded = load_groups(bench.db, [bench.case.id], wanted)[bench.case.id]
    return Facts(
        acting=acting,
        case=bench.case,
        proceeding=found.proceeding,
        given=given,
        groups={**loaded, "proceedings": found.proceedings, "assignments": found.assignments},
        organisations=found.organisations,
    )


def _look_up(bench: Bench, facts: Facts, reading: asking.Reading) -> None:
    """Hold every id that was named against what there is."""
    for kind, where, named in reading.named:
        if kind is AskType.PARTY:
            there = any(party.id == named for party in facts.parties)
        elif kind is AskType.PAPER:
            there = any(paper.id == named for paper in (*facts.papers, *facts.attachments))
        else:
            table = metadata.tables["person" if kind is AskType.PERSON else "organisation"]
            there = bench.db.execute(select(table.c.id).where(table.c.id == named)).first() is not None
        if not there:
            reading.wrong(
                where, "not_on_file", "所填编号在本案或系统中不存在，请重新选择。", f"'{where}' names nothing on file."
            )
    if reading.problems:
        raise BadInput(reading.problems)


def _already_open(found: Found) -> tuple[Reason, ...]:
    opens = found.move.opens
    if opens is None or not any(p.procedure == opens.procedure and not p.ended for p in found.proceedings):
        return ()
    return (
        Reason(
            code="already_open",
            truth=Truth.UNMET,
            severity=Severity.BLOCK,
            zh="本案已有同类程序正在进行。",
            en="A proceeding of this kind is already open on the case.",
            cites=(),
            cure_zh="请先办结正在进行的程序。",
            cure_en="Finish the open one first.",
            who=found.move.by,
        ),
    )


def _refuse(explanation: Explanation, more: tuple[Reason, ...]) -> None:
    reasons = explanation.reasons + more
    if not reasons:
        return
    zh = f"不能办理“{explanation.title.zh}”：" + "".join(reason.zh for reason in reasons)
    en = f"'{explanation.title.en}' is refused: " + " ".join(reason.en for reason in reasons)
    if any(reason.code == "not_your_part" for reason in reasons):
        raise NotPermitted(zh, en, reasons=reasons, code="not_your_part")
    raise MoveRefused(zh, en, reasons, code=reasons[0].code if len(reasons) == 1 else None)


def _rows(
    bench: Bench, doing: Doing, found: Found, facts: Facts, explanation: Explanation, proceeding: Proceeding
) -> tuple[Row, ...]:
    given = facts.given or Given({})
    rows: list[Row] = [journal.personal(said.ref, bench.case.id, said.text) for said in asking.texts(given)]
    rows.extend(_answers(facts, given))
    for use in found.move.does:
        rows.extend(run(use, facts))
    rows.extend(doing.rows)
    rows.extend(clocks.ordered(bench.desk, facts, explanation.clocks))
    if proceeding != found.proceeding:
        rows.append(proceeding)
    rows.extend(_opened(bench, found, facts, given))
    return merged(rows)


def merged(rows: Sequence[Row]) -> tuple[Row, ...]:
    """Return the rows with only the last image of each: a later change of the same row stands."""
    last: dict[tuple[type[Row], str], Row] = {}
    for row in rows:
        last[type(row), row.id] = row  # type: ignore[attr-defined]  # every journaled row has an id
    return tuple(last.values())


def _answers(facts: Facts, given: Given) -> list[Row]:
    acting = facts.acting
    return [
        Answer(
            id=acting.new_id("answer", name),
            case_id=facts.case.id,
            proceeding_id=facts.proceeding.id if facts.proceeding else None,
            seq=acting.seq,
            act=acting.name,
            name=name,
            value=None if isinstance(value, Said) else asking.stored(value),
            text_id=value.ref if isinstance(value, Said) else None,
        )
        for name, value in given.items()
        if value is not None
    ]


def _opened(bench: Bench, found: Found, facts: Facts, given: Given) -> tuple[Row, ...]:
    opens = found.move.opens
    if opens is None:
        return ()
    definition = bench.desk.procedures.named(opens.procedure)
    return (
        Proceeding(
            id=facts.acting.new_id("proceeding", opens.procedure),
            case_id=bench.case.id,
            procedure=opens.procedure,
            definition=definition.digest,
            state=opens.at,
            organisation_id=bench.case.organisation_id,
            counterpart_id=given.choice("court") or given.choice("commission"),
            opened_seq=facts.acting.seq,
        ),
    )


def _write(
    bench: Bench,
    doing: Doing,
    found: Found,
    acting: Acting,
    proceeding: Proceeding,
    explanation: Explanation,
    rows: tuple[Row, ...],
) -> Step:
    late = civil_day(acting.occurred_at) < civil_day(acting.now)
    notes = {
        "procedure": proceeding.procedure,
        "from": found.proceeding.state,
        "to": proceeding.state,
        "warnings": [reason.code for reason in explanation.warnings],
        "makes": list(found.move.papers.makes),
    }
    event = journal.sealed(
        id=acting.event_id,
        folder_id=bench.folder.id,
        seq=acting.seq,
        act=doing.move,
        proceeding_id=proceeding.id,
        actor_id=doing.person_id,
        on_behalf_of=doing.on_behalf_of,
        occurred_at=acting.occurred_at,
        recorded_at=acting.now,
        late=late,
        definition=proceeding.definition,
        body=journal.body(rows, notes),
        previous=bench.folder.head,
    )
    journal.write(bench.db, rows)
    bench.db.execute(metadata.tables["event"].insert(), event.model_dump())
    bench.bump = bench.bump or not found.move.commutes
    bench.folder = changed(bench.folder, seq=event.seq, head=event.hash)
    step = Step(
        seq=event.seq,
        hash=event.hash,
        proceeding=proceeding,
        move=doing.move,
        before=found.proceeding.state,
        warnings=explanation.warnings,
        makes=found.move.papers.makes,
        rows=rows,
        late=late,
    )
    bench.steps.append(step)
    return step


def _tell(bench: Bench, doing: Doing, found: Found) -> None:
    """Make the moves of other proceedings that follow, as the system on behalf of the actor, in the same transaction."""
    for tells in found.move.tells:
        loaded = load_groups(bench.db, [bench.case.id], ("proceedings",))[bench.case.id]["proceedings"]
        there = [p for p in loaded if isinstance(p, Proceeding) and p.procedure == tells.procedure]
        if not there:
            continue
        told = Doing(
            move=tells.move,
            person_id=SYSTEM,
            answers={},
            proceeding_id=there[-1].id,
            occurred_at=doing.occurred_at,
            on_behalf_of=doing.person_id,
        )
        take(bench, told, find(bench, told))
