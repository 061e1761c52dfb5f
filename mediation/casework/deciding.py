"""A move held against everything that must be so: the answers, the facts, the rules. Writes nothing."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import select

from mediation.casework import asking
from mediation.casework.bench import Bench, Doing, Found
from mediation.casework.loading import load_groups, load_organisations
from mediation.casework.people import memberships_of
from mediation.casework.standing import load_standing
from mediation.casework.values import Reading
from mediation.engine.decision import Explanation, explain, needs
from mediation.engine.definition import Move
from mediation.engine.shapes import AskType
from mediation.engine.verdict import Reason
from mediation.errors import BadInput, MoveRefused, NotPermitted, Problem
from mediation.facts.folder import Proceeding
from mediation.facts.known import Acting, Actor, Facts, Given
from mediation.law.renumbering import all_cited_on
from mediation.records.schema import metadata
from mediation.vocabulary import Severity, Truth


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
    explained = explain(found.definition, registry, found.proceeding.state, doing.move, facts, relations)
    explanation = _cited_on(bench, explained, acting.day)
    _refuse(explanation, already_open(found.move, found.proceedings))
    return Decided(facts, explanation)


def _cited_on(bench: Bench, explanation: Explanation, day: date) -> Explanation:
    """Cite every article under the number it had on the day of the act."""

    def dated(reasons: tuple[Reason, ...]) -> tuple[Reason, ...]:
        return tuple(replace(r, cites=all_cited_on(bench.desk.statutes, r.cites, day)) for r in reasons)

    return replace(explanation, reasons=dated(explanation.reasons), warnings=dated(explanation.warnings))


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


def _also_needed(found: Found, reading: Reading) -> frozenset[str]:
    kinds = {kind for kind, _, _ in reading.named}
    groups: set[str] = set(_CLOCK_GROUPS) if found.move.clocks else set()
    if AskType.PARTY in kinds:
        groups.add("parties")
    if AskType.PAPER in kinds:
        groups |= {"papers", "attachments"}
    return frozenset(groups)


def _known(bench: Bench, found: Found, acting: Acting, given: Given, reading: Reading) -> Facts:
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
        parts=load_standing(bench.db, bench.case.id, people) if "standing" in groups else None,
    )


def _look_up(bench: Bench, facts: Facts, reading: Reading) -> None:
    """Hold every id that was named against what there is."""
    for kind, where, named in reading.named:
        if kind is AskType.PARTY:
            there = any(party.id == named for party in facts.parties)
        elif kind is AskType.PAPER:
            there = named in {paper.id for paper in facts.papers} | {file.id for file in facts.attachments}
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


def already_open(move: Move, proceedings: Sequence[Proceeding]) -> tuple[Reason, ...]:
    """Return why a move cannot open another proceeding of a kind that is open: one procedure, one open proceeding."""
    opens = move.opens
    if opens is None or not any(p.procedure == opens.procedure and not p.ended for p in proceedings):
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
            who=move.by,
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
