"""One step of one proceeding inside a transaction: decided, and turned into rows and an event."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from mediation.casework import asking, clocks, journal
from mediation.casework.bench import Bench, Doing, Found, Step, find
from mediation.casework.deciding import Decided, decide
from mediation.casework.desk import Desk
from mediation.casework.loading import load_groups
from mediation.effects.registry import run
from mediation.engine.decision import Decision
from mediation.engine.definition import Move
from mediation.engine.shapes import ClockUse
from mediation.facts.columns import Row, changed
from mediation.facts.folder import Answer, Event, Proceeding
from mediation.facts.known import SYSTEM, Facts, Given, Said, civil_day
from mediation.records.schema import metadata

More = Callable[[Bench, Decided], Sequence[Row]]
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
        last[type(row), row.id] = row
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
    bench: Bench, doing: Doing, found: Found, decided: Decided, proceeding: Proceeding, rows: tuple[Row, ...]
) -> Step:
    event = _event(bench, doing, decided, proceeding, journal.body(rows, _notes(bench, found, decided, proceeding)))
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
        warnings=decided.explanation.warnings,
        makes=found.move.papers.makes,
        rows=rows,
        late=event.late,
    )
    bench.steps.append(step)
    return step


def _notes(bench: Bench, found: Found, decided: Decided, proceeding: Proceeding) -> dict[str, Any]:
    """What an event says of itself besides its rows; ``version`` only where the act moves it on."""
    notes = {
        "procedure": proceeding.procedure,
        "from": found.proceeding.state,
        "to": proceeding.state,
        "warnings": [reason.code for reason in decided.explanation.warnings],
        "makes": list(found.move.papers.makes),
    }
    return notes if found.move.commutes else {**notes, "version": bench.folder.version + 1}


def _event(bench: Bench, doing: Doing, decided: Decided, proceeding: Proceeding, body: str) -> Event:
    acting = decided.facts.acting
    return journal.sealed(
        id=acting.event_id,
        folder_id=bench.folder.id,
        seq=acting.seq,
        act=doing.move,
        proceeding_id=proceeding.id,
        actor_id=doing.person_id,
        on_behalf_of=doing.on_behalf_of,
        occurred_at=acting.occurred_at,
        recorded_at=acting.now,
        late=civil_day(acting.occurred_at) < civil_day(acting.now),
        definition=proceeding.definition,
        body=body,
        previous=bench.folder.head,
    )


def _tell(bench: Bench, doing: Doing, found: Found) -> None:
    """Make the moves of other proceedings that follow, as the system on behalf of the actor, in one transaction.

    What a told move asks and the telling one was given is answered with it.
    """
    for tells in found.move.tells:
        loaded = load_groups(bench.db, [bench.case.id], ("proceedings",))[bench.case.id]["proceedings"]
        there = [p for p in loaded if isinstance(p, Proceeding) and p.procedure == tells.procedure]
        if not there:
            continue
        asked = bench.desk.procedures.pinned(bench.db, there[-1].definition).moves[tells.move].asks
        told = Doing(
            move=tells.move,
            person_id=SYSTEM,
            answers={name: value for name, value in doing.answers.items() if name in asked},
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
