"""What if: what a draft of the law or of a procedure would change on the open cases, before anything is published.

Reads only. A date is what a clock's trigger and ledger come to under the draft, beside the one on file. A next step is
what a relation may record now: under the edition the proceeding was opened under, and under the draft's.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, or_, select

from mediation.casework.deciding import already_open
from mediation.casework.desk import FOLDER, Desk
from mediation.casework.explaining import SPECIAL
from mediation.casework.loading import involved, load_groups, load_organisations, rows_of
from mediation.casework.opened import NOBODY
from mediation.casework.whatif_dates import MovedClock, moved_clocks
from mediation.engine.decision import explain, needs
from mediation.engine.definition import Definition
from mediation.facts.columns import Row
from mediation.facts.folder import Case, Proceeding
from mediation.facts.known import Acting, Actor, Facts
from mediation.law.wording import Text
from mediation.records.schema import metadata
from mediation.vocabulary import Relation

_AT_ONCE = 200
_ALWAYS = frozenset({"proceedings", "assignments", "clocks", "adjustments", "firings"})


@dataclass(frozen=True, slots=True)
class ChangedStep:
    """A next step that would appear or go for these relations, and what stands against it on the side without it."""

    case: str
    procedure: str
    state: str
    move: str
    title: Text
    appears: bool
    relations: tuple[Relation, ...]
    why: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class WhatIf:
    """How many open cases were held against the draft, and everything it would change on them."""

    cases: int
    clocks: tuple[MovedClock, ...]
    steps: tuple[ChangedStep, ...]


def compare(db: Connection, desk: Desk, draft: Desk, now: datetime) -> WhatIf:
    """Hold every open case against a draft; ``desk`` holds what is in force. Writes nothing.

    A case is open while a proceeding of it has not ended, or a clock has a rung to fire.
    """
    cases = _open_cases(db)
    moved: list[MovedClock] = []
    steps: list[ChangedStep] = []
    for start in range(0, len(cases), _AT_ONCE):
        for held in _held(db, desk, draft, cases[start : start + _AT_ONCE]):
            after, found = moved_clocks(desk, draft, held.facts)
            moved += found
            steps += _steps(held, desk, draft, after if found else held.groups["clocks"], now)
    return WhatIf(len(cases), tuple(moved), tuple(steps))


@dataclass(frozen=True, slots=True)
class _Held:
    """A case with the groups that either side needs, and the definitions of its open proceedings on both sides."""

    facts: Facts
    standing: tuple[tuple[Proceeding, Definition, Definition], ...]

    @property
    def groups(self) -> Mapping[str, Sequence[Row]]:
        return self.facts.groups


def _open_cases(db: Connection) -> tuple[Case, ...]:
    case = metadata.tables["case_file"]
    wanted = select(case).where(is_open())
    return rows_of(Case, db.execute(wanted.order_by(case.c.number, case.c.id)).mappings())


def is_open() -> ColumnElement[bool]:
    """Return the condition on ``case_file`` for an open case: a proceeding goes on, or a clock has a rung to fire."""
    case, proceeding, clock = (metadata.tables[name] for name in ("case_file", "proceeding", "clock"))
    live = select(proceeding.c.case_id).where(proceeding.c.ended.is_(False), proceeding.c.procedure != FOLDER)
    ticking = select(clock.c.case_id).where(clock.c.next_at.is_not(None))
    return or_(case.c.id.in_(live), case.c.id.in_(ticking))


def _held(db: Connection, desk: Desk, draft: Desk, cases: Sequence[Case]) -> Iterator[_Held]:
    """Load cases, one statement a group however many there are."""
    ids = [case.id for case in cases]
    always = load_groups(db, ids, _ALWAYS)
    proceedings = {i: tuple(p for p in always[i]["proceedings"] if isinstance(p, Proceeding)) for i in ids}
    standing = {i: tuple(_sides(db, desk, draft, p) for p in proceedings[i] if not p.ended) for i in ids}
    groups: set[str] = set()
    for proceeding, pinned, drafted in (side for sides in standing.values() for side in sides):
        groups |= needs(pinned, desk.procedures.registry, pinned.moves_from(proceeding.state))
        groups |= needs(drafted, draft.procedures.registry, drafted.moves_from(proceeding.state))
    more = load_groups(db, ids, groups - _ALWAYS - {"organisations"})
    bodies = load_organisations(db, {body for case in cases for body in involved(case, proceedings[case.id])})
    acting = Acting(NOBODY, "read", Actor(NOBODY), cases[0].opened_at, cases[0].opened_at)
    for case in cases:
        facts = Facts(acting, case, groups={**always[case.id], **more[case.id]}, organisations=bodies)
        yield _Held(facts, standing[case.id])


def _sides(
    db: Connection, desk: Desk, draft: Desk, proceeding: Proceeding
) -> tuple[Proceeding, Definition, Definition]:
    pinned = desk.procedures.pinned(db, proceeding.definition)
    return proceeding, pinned, draft.procedures.current.get(proceeding.procedure, pinned)


Refusals = Mapping[tuple[str, Relation], tuple[Text, ...]]
"""For every move and relation of a definition why it may not be recorded now; empty where it may."""


def _steps(held: _Held, desk: Desk, draft: Desk, after: Sequence[Row], now: datetime) -> Iterator[ChangedStep]:
    moved = after is not held.groups["clocks"]
    for proceeding, pinned, drafted in held.standing:
        if not moved and pinned == drafted:
            continue
        facts = replace(held.facts, proceeding=proceeding)
        old = _refusals(desk, pinned, facts, now)
        new = _refusals(draft, drafted, replace(facts, groups={**facts.groups, "clocks": after}), now)
        yield from _differences(facts.case.number, proceeding, (pinned, old), (drafted, new))


def _refusals(desk: Desk, definition: Definition, facts: Facts, now: datetime) -> Refusals:
    assert facts.proceeding is not None, "steps are those of a proceeding"
    state, found = facts.proceeding.state, {}
    for name in definition.moves_from(state):
        move = definition.moves[name]
        for relation in move.by if name not in SPECIAL else ():
            own = frozenset({relation})
            acting = Acting(NOBODY, name, Actor(NOBODY, own), now, now, 2)
            told = explain(definition, desk.procedures.registry, state, name, replace(facts, acting=acting), own)
            against = told.reasons + already_open(move, facts.proceedings)
            found[name, relation] = tuple(Text(reason.zh, reason.en) for reason in against)
    return found


def _differences(
    case: str, proceeding: Proceeding, old: tuple[Definition, Refusals], new: tuple[Definition, Refusals]
) -> Iterator[ChangedStep]:
    grouped: dict[tuple[str, bool, tuple[Text, ...]], list[Relation]] = {}
    for name, relation in dict.fromkeys((*old[1], *new[1])):
        before, after = old[1].get((name, relation)), new[1].get((name, relation))
        if (before == ()) != (after == ()):
            without, against = (old[0], before) if after == () else (new[0], after)
            why = against or (_absent(without, name, proceeding.state, relation),)
            grouped.setdefault((name, after == (), why), []).append(relation)
    for (name, appears, why), who in grouped.items():
        words = (new if appears else old)[0].moves[name].title
        title = Text(words.zh, words.en)
        yield ChangedStep(case, proceeding.procedure, proceeding.state, name, title, appears, tuple(who), why)


def _absent(definition: Definition, move: str, state: str, relation: Relation) -> Text:
    """Say why a definition does not have a move for a relation in a state at all."""
    if move not in definition.moves:
        return Text("流程中没有这一操作", "the procedure has no such move")
    if state not in definition.states:
        return Text(f"流程中没有“{state}”这一状态", f"the procedure has no state '{state}'")
    if state not in definition.reach[move]:
        return Text("在本状态不能办理", "not possible in this state")
    return Text(f"不由{relation.zh}办理", f"not recorded by the {relation.en}")
