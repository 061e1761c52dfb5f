"""Which arrows a drawing has, which side of a box each leaves and enters, and which share a lane.

An arrow out of a box runs in the gutter beside it. All arrows that enter a box from one side share one lane there, so
a state many moves lead to costs one line and not twenty. Only neighbours in a column are joined straight down.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Literal, NamedTuple

from mediation.engine.definition import Definition
from mediation.engine.soundness import edges_of
from mediation.vocabulary import Stage

Lang = Literal["zh", "en"]
Step = tuple[str, str, str]


class Ink(IntEnum):
    """How strongly an arrow is drawn; a higher one lies on top."""

    PLAIN = 0
    OPEN = 1
    TAKEN = 2


class Side(IntEnum):
    """A side of a box."""

    LEFT = 0
    RIGHT = 1


class Bus(NamedTuple):
    """The lane all arrows share that enter a state from one side."""

    target: str
    side: Side


@dataclass(frozen=True, slots=True)
class Arrow:
    """One line of the drawing; several moves between two states share an unlabelled one, which names no move."""

    source: str
    target: str
    move: str
    ink: Ink
    label: str
    tip: str


@dataclass(frozen=True, slots=True)
class Plan:
    """States by column and arrows in drawing order."""

    columns: tuple[tuple[str, ...], ...]
    arrows: tuple[Arrow, ...]
    place: Mapping[str, tuple[int, int]]

    def straight(self, arrow: Arrow) -> bool:
        """Whether it goes to the next box below."""
        column, row = self.place[arrow.source]
        return self.place[arrow.target] == (column, row + 1)

    def leaves(self, arrow: Arrow) -> Side:
        """The side it leaves by: towards a later column, or down its own, to the right."""
        return Side.RIGHT if self.place[arrow.target] > self.place[arrow.source] else Side.LEFT

    def bus(self, arrow: Arrow) -> Bus:
        """The lane it ends in: within a column it enters by the side it left."""
        (source, _), (target, _) = self.place[arrow.source], self.place[arrow.target]
        leaves = self.leaves(arrow)
        return Bus(arrow.target, leaves if source == target else Side(1 - leaves))

    def gutter(self, name: str, side: Side) -> int:
        """The gutter beside a box; gutter n is left of column n."""
        return self.place[name][0] + side


def plan(definition: Definition, lang: Lang, path: Sequence[Step], standing: str | None) -> Plan:
    """Sort states into the four columns and moves into arrows; moves that stay are no arrows."""
    columns = tuple(tuple(name for name, s in definition.states.items() if s.stage is stage) for stage in Stage)
    place = {name: (c, r) for c, column in enumerate(columns) for r, name in enumerate(column)}
    arrows = [
        arrow
        for pair, moves in _pairs(definition).items()
        for arrow in _arrows(definition, lang, pair, moves, path, standing)
    ]
    return Plan(columns, tuple(sorted(arrows, key=lambda arrow: arrow.ink)), place)


def _pairs(definition: Definition) -> dict[tuple[str, str], list[str]]:
    pairs: dict[tuple[str, str], list[str]] = {}
    for source, move, target in edges_of(definition):
        moves = pairs.setdefault((source, target), [])
        if move not in moves:
            moves.append(move)
    return {pair: moves for pair, moves in pairs.items() if pair[0] != pair[1]}


def _arrows(
    definition: Definition,
    lang: Lang,
    pair: tuple[str, str],
    moves: Sequence[str],
    path: Sequence[Step],
    standing: str | None,
) -> list[Arrow]:
    """Draw a taken move and one that is open now by itself, with its label; the rest of the pair as one plain line."""
    source, target = pair
    titles = {name: str(getattr(definition.moves[name].title, lang)) for name in moves}
    way = " → ".join(str(getattr(definition.states[name].title, lang)) for name in pair)
    drawn: list[Arrow] = []
    rest: list[str] = []
    for name in moves:
        turns = [str(number) for number, step in enumerate(path, 1) if step == (source, name, target)]
        label = f"{','.join(turns)} {titles[name]}".strip()
        if turns or source == standing:
            drawn.append(Arrow(source, target, name, Ink.TAKEN if turns else Ink.OPEN, label, f"{way}: {titles[name]}"))
        else:
            rest.append(titles[name])
    if rest:
        comma = "、" if lang == "zh" else ", "
        drawn.append(Arrow(source, target, "", Ink.PLAIN, "", f"{way}: {comma.join(rest)}"))
    return drawn
