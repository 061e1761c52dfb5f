"""One step of one proceeding inside a transaction: decided, and turned into rows and an event."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from mediation.casework import asking, clocks, journal
from mediation.casework.bench import Bench, Doing, Found, Step, find
from mediation.casework.desk import Desk
from mediation.casework.loading import load_groups, load_organisations
from mediation.casework.people import memberships_of
from mediation.effects.registry import run
from mediation.engine.decision import Decision, Explanation, Reason, explain, needs
from mediation.engine.definition import Move
from mediation.engine.shapes import AskType, ClockUse
from mediation.errors import BadInput, MoveRefused, NotPermitted, Problem
from mediation.facts.columns import Row, changed
from mediation.facts.folder import Answer, Proceeding
from mediation.facts.known import SYSTEM, Acting, Actor, Facts, Given, Said, civil_day
from mediation.records.schema import metadata
from mediation.vocabulary import Severity, Truth

More = Callable[[Bench, "Decided"], Sequence[Row]]
"""What an act's own named function adds to its rows, once the act is permitted."""


def nothing(_bench: Bench, _decided: Decided) -> Sequence[Row]:
    """Most acts write what their effects write, and nothing more."""
    return ()


def take(bench: Bench, doing: Doing, found: Found, more: More = nothing) -> Step:
    """Decide the move, write its rows and its event, then what it opens and tells.

    Raises:
        BadInput: the answers cannot be taken.
        MoveRefused, NotPermitted: with every reason.
    """
    decided = decide(bench, doing, found)
    facts = decided.facts
    state = bench.desk.procedures.compiled(found.definition).trigger(
        doing.move, Decision(found.proceeding.state, facts, found.actor.relations)
    )
    proceeding = changed(found.proceeding, state=state, ended=found.definition.states[state].final)
    rows = _rows(bench, found, decided, proceeding, (*doing.rows, *more(bench, decided)))
    step = _write(bench, doing, found, decided, proceeding, rows)
    _tell(bench, doing, found)
    return step


@dataclass(frozen=True, slots=True)
class Decided:
    """A move that may be made: the facts it was decided on, answers included, and what was said to it."""

    facts: Facts
    explanation: Explanation


def decide(bench: Bench, doing: Doing, found: Found) -> Decided:
    """Hold a move against everything that must be so; writes nothing.

    Raises:
        BadInput: the answers cannot be taken.
        MoveRefused, NotPermitted: with every reason.
    """
    acting = _acting(bench, doing, found.actor)
    given, reading = asking.read(found.move.asks, doing.answers, acting.event_id)
    facts = _known(bench, found, acting, given, reading)
    _look_up(bench, facts, reading)
    registry, relations = bench.desk.procedures.registry, found.actor.relations
    explanation = explain(found.definition, registry, found.proceeding.state, doing.move, facts, relations)
    _refuse(explanation, _already_open(found))
    return Decided(facts, explanation)


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


def _known(bench: Bench, found: Found, acting: Acting, given: Given, reading: asking.Reading) -> Facts:
    """The facts a move's rules, effects and clocks need, one statement a group, and who and what the answers name."""
    groups = needs(found.definition, bench.desk.procedures.registry, [acting.name]) | _also_needed(found, reading)
    loaded = load_groups(bench.db, [bench.case.id], groups - {"proceedings", "assignments", "organisations"})
    bodies = {named for kind, _, named in reading.named if kind is AskType.ORGANISATION} - set(found.organisations)
    people = {named for kind, _, named in reading.named if kind is AskType.PERSON}
    return Facts(
        acting=acting,
        case=bench.case,
        proceeding=found.proceeding,
        given=given,
        groups={**loaded[bench.case.id], "proceedings": found.proceedings, "assignments": found.assignments},
        organisations={**found.organisations, **(load_organisations(bench.db, bodies) if bodies else {})},
        memberships={person: memberships_of(bench.db, person, bench.now) for person in people},
    )


def _look_up(bench: Bench, facts: Facts, reading: asking.Reading) -> None:
    """Hold every id that was named against what there is."""
    for kind, where, named in reading.named:
        if kind is AskType.PARTY:
            there = any(party.id == named for party in facts.parties)
        elif kind is AskType.PAPER:
            there = any(paper.id == named for paper in (*facts.papers, *facts.attachments))
        elif kind is AskType.ORGANISATION:
            there = named in facts.organisations
        else:
            person = metadata.tables["person"]
            there = bench.db.execute(select(person.c.id).where(person.c.id == named)).first() is not None
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


def _rows(bench: Bench, found: Found, decided: Decided, proceeding: Proceeding, more: Sequence[Row]) -> tuple[Row, ...]:
    facts = decided.facts
    given = facts.given or Given({})
    rows: list[Row] = [journal.personal(said.ref, bench.case.id, said.text) for said in asking.texts(given)]
    rows.extend(_answers(facts, given))
    rows.extend(written(bench.desk, found.move, facts, decided.explanation.clocks))
    rows.extend(more)
    if proceeding != found.proceeding:
        rows.append(proceeding)
    rows.extend(_opened(bench, found, facts, given))
    return merged(rows)


def written(desk: Desk, move: Move, facts: Facts, orders: Sequence[ClockUse]) -> list[Row]:
    """Return what a move writes of its own: the rows of its effects and of its clocks."""
    return [*(row for use in move.does for row in run(use, facts)), *clocks.ordered(desk, facts, orders)]


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
    decided: Decided,
    proceeding: Proceeding,
    rows: tuple[Row, ...],
) -> Step:
    acting, explanation = decided.facts.acting, decided.explanation
    late = civil_day(acting.occurred_at) < civil_day(acting.now)
    notes: dict[str, Any] = {
        "procedure": proceeding.procedure,
        "from": found.proceeding.state,
        "to": proceeding.state,
        "warnings": [reason.code for reason in explanation.warnings],
        "makes": list(found.move.papers.makes),
    }
    if not found.move.commutes:
        bench.bump = True
        notes["version"] = bench.folder.version + 1
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


__all__ = [
    "Bench",
    "Decided",
    "Doing",
    "Found",
    "More",
    "Step",
    "decide",
    "find",
    "merged",
    "nothing",
    "take",
    "written",
]
