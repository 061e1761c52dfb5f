"""Where everything in a drawing stands: four columns of boxes, lanes in the gutters between, tracks over and under.

No line can cross a box: lines run down only in gutters, across only in the gutter beside a box or in the tracks over
and under all boxes, and straight down only in the gap between two boxes. Labels stand on the stub beside their own
box. Lengths are pixels.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from mediation.engine.definition import Definition
from mediation.engine.lettering import shortened, width, wrapped
from mediation.engine.routes import Arrow, Bus, Lang, Plan, Side

TITLE, SMALL = 14.0, 11.0
BOX, EMPTY, PAD = 164.0, 76.0, 12.0
HEADER, LINE, GAP = 44.0, 18.0, 26.0
PORT, LABEL_PORT, LANE, TRACK = 9.0, 18.0, 8.0, 8.0
LABEL_ROOM = 150.0
Point = tuple[float, float]
Port = tuple[str, Side, Arrow | Bus]


@dataclass(slots=True)
class Box:
    """A state: its words and its place."""

    name: str
    lines: tuple[str, ...]
    height: float
    x: float = 0.0
    y: float = 0.0
    width: float = BOX


@dataclass(frozen=True, slots=True)
class Label:
    """A move's name on its arrow; ``x`` is its left end."""

    x: float
    y: float
    text: str
    width: float


@dataclass(frozen=True, slots=True)
class Wire:
    """An arrow as a polyline, with its label if it has one."""

    arrow: Arrow
    points: tuple[Point, ...]
    label: Label | None


@dataclass(slots=True)
class Drawing:
    """Everything placed."""

    boxes: dict[str, Box]
    heads: tuple[tuple[float, float], ...]
    wires: tuple[Wire, ...]
    width: float
    height: float


@dataclass(slots=True)
class _Gutter:
    """The space left of a column: labels of the left boxes, lanes, labels of the right boxes."""

    lanes: list[Bus] = field(default_factory=list)
    before: float = 0.0
    after: float = 0.0
    x: float = 0.0

    @property
    def width(self) -> float:
        return self.before + self.after + LANE * len(self.lanes) + 2 * PAD

    def lane(self, bus: Bus) -> float:
        return self.x + PAD + self.before + LANE * (self.lanes.index(bus) + 0.5)


class Layout:
    """Places a plan step by step: ports, boxes down the columns, lanes, columns across, wires."""

    def __init__(self, definition: Definition, plan: Plan, lang: Lang) -> None:
        self._plan = plan
        self._lang: Lang = lang
        self._side = [arrow for arrow in plan.arrows if not plan.straight(arrow)]
        self._ports = self._collect_ports()
        self._boxes = {name: self._box(definition, name) for name in plan.place}
        self._gutters = [_Gutter() for _ in range(len(plan.columns) + 1)]
        self._tracks: dict[Side, list[Bus]] = {Side.LEFT: [], Side.RIGHT: []}

    def drawing(self) -> Drawing:
        """Place everything; the same plan gives the same drawing."""
        self._find_tracks()
        foot = self._stack()
        port_at = self._place_ports()
        self._find_lanes()
        heads, across = self._spread()
        wires = tuple(
            self._straight(arrow) if self._plan.straight(arrow) else self._routed(arrow, port_at, foot)
            for arrow in self._plan.arrows
        )
        height = foot + PAD + TRACK * len(self._tracks[Side.RIGHT])
        return Drawing(self._boxes, heads, wires, across, height)

    def _collect_ports(self) -> dict[tuple[str, Side], list[Arrow | Bus]]:
        """A port for each labelled arrow out, for each lane other arrows go out to, for each lane in."""
        ports: dict[tuple[str, Side], list[Arrow | Bus]] = {}
        for arrow in self._side:
            bus = self._plan.bus(arrow)
            for name, side, port in (
                (arrow.source, self._plan.leaves(arrow), arrow if arrow.label else bus),
                (bus.target, bus.side, bus),
            ):
                there = ports.setdefault((name, side), [])
                if port not in there:
                    there.append(port)
        return ports

    def _box(self, definition: Definition, name: str) -> Box:
        lines = wrapped(getattr(definition.states[name].title, self._lang), TITLE, BOX - 2 * PAD, 3)
        sides = [sum(map(_room, self._ports.get((name, side), []))) for side in Side]
        return Box(name, lines, max(LINE * len(lines) + 2 * PAD, *(side + PAD for side in sides)))

    def _find_tracks(self) -> None:
        """Lanes that arrows reach from beyond the next gutter: over the boxes into a left side, under into a right."""
        for arrow in self._side:
            bus = self._plan.bus(arrow)
            tracks = self._tracks[bus.side]
            if self._away(arrow) and bus not in tracks:
                tracks.append(bus)

    def _away(self, arrow: Arrow) -> bool:
        bus = self._plan.bus(arrow)
        return self._plan.gutter(arrow.source, self._plan.leaves(arrow)) != self._plan.gutter(bus.target, bus.side)

    def _stack(self) -> float:
        """Set the boxes of each column under one another; return where the lowest ends."""
        top = HEADER + PAD + TRACK * len(self._tracks[Side.LEFT])
        lowest = top
        for column in self._plan.columns:
            y = top
            for name in column:
                self._boxes[name].y = y
                y += self._boxes[name].height
                lowest = max(lowest, y)
                y += GAP + LABEL_PORT * sum(bool(a.label) for a in self._below(name))
        return lowest

    def _below(self, name: str) -> list[Arrow]:
        return [arrow for arrow in self._plan.arrows if arrow.source == name and self._plan.straight(arrow)]

    def _place_ports(self) -> dict[Port, float]:
        """Spread the ports of each side over its height, in the order of the boxes at their other ends."""
        placed: dict[Port, float] = {}
        for (name, side), ports in self._ports.items():
            box = self._boxes[name]
            ordered = sorted(ports, key=lambda port: self._other_end(name, port))
            slack = (box.height - sum(map(_room, ordered))) / (len(ordered) + 1)
            y = box.y
            for port in ordered:
                y += slack + _room(port)
                placed[name, side, port] = y - PORT / 2
        return placed

    def _other_end(self, name: str, port: Arrow | Bus) -> float:
        if port.target != name:
            other = self._boxes[port.target]
            return other.y + other.height / 2
        sources = [self._boxes[arrow.source].y for arrow in self._side if self._plan.bus(arrow) == port]
        return sum(sources) / len(sources)

    def _find_lanes(self) -> None:
        for arrow in self._side:
            side, bus = self._plan.leaves(arrow), self._plan.bus(arrow)
            here = self._gutters[self._plan.gutter(arrow.source, side)]
            there = self._gutters[self._plan.gutter(bus.target, bus.side)]
            for gutter in (here, there):
                if bus not in gutter.lanes:
                    gutter.lanes.append(bus)
            room = _words(arrow)[1] + PAD if arrow.label else 0.0
            if side is Side.RIGHT:
                here.before = max(here.before, room)
            else:
                here.after = max(here.after, room)
        for number, gutter in enumerate(self._gutters):
            gutter.lanes.sort(key=lambda bus: self._lane_order(number, bus))

    def _lane_order(self, number: int, bus: Bus) -> tuple[int, float, str]:
        """Lanes stand beside the boxes they enter, those passing through between; the higher target nearer its box."""
        y = self._boxes[bus.target].y
        if self._plan.gutter(bus.target, bus.side) != number:
            return (1, y, bus.target)
        return (0, y, bus.target) if bus.side is Side.RIGHT else (2, -y, bus.target)

    def _spread(self) -> tuple[tuple[tuple[float, float], ...], float]:
        """Set the columns beside one another; return each column's left end and width, and the whole width."""
        heads: list[tuple[float, float]] = []
        x = 0.0
        for gutter, column in zip(self._gutters, self._plan.columns, strict=False):
            gutter.x = x
            x += gutter.width
            wide = BOX if column else EMPTY
            heads.append((x, wide))
            for name in column:
                self._boxes[name].x = x
            x += wide
        self._gutters[-1].x = x
        return tuple(heads), x + self._gutters[-1].width

    def _straight(self, arrow: Arrow) -> Wire:
        """Down from one box to the next; each labelled move has its own line, from the left."""
        box, under = self._boxes[arrow.source], self._boxes[arrow.target]
        every = self._below(arrow.source)
        turn, foot = every.index(arrow), box.y + box.height
        x = box.x + 16.0 + 10.0 * turn
        start = box.x + 14.0 + 10.0 * len(every)
        text, wide = _words(arrow, box.x + box.width - start)
        label = Label(start, foot + 4.0 + LABEL_PORT * (turn + 0.5), text, wide) if text else None
        return Wire(arrow, ((x, foot), (x, under.y)), label)

    def _routed(self, arrow: Arrow, port_at: dict[Port, float], foot: float) -> Wire:
        side, bus = self._plan.leaves(arrow), self._plan.bus(arrow)
        box, end = self._boxes[arrow.source], self._boxes[bus.target]
        out = port_at[arrow.source, side, arrow if arrow.label else bus]
        into = port_at[bus.target, bus.side, bus]
        start = box.x + box.width * side
        lane = self._gutters[self._plan.gutter(arrow.source, side)].lane(bus)
        last = self._gutters[self._plan.gutter(bus.target, bus.side)].lane(bus)
        points = [(start, out), (lane, out)]
        if self._away(arrow):
            track = self._track(bus, foot)
            points += [(lane, track), (last, track)]
        points += [(last, into), (end.x + end.width * bus.side, into)]
        text, wide = _words(arrow)
        label = Label(start + 5.0 if side else start - 5.0 - wide, out - 4.0, text, wide) if text else None
        return Wire(arrow, tuple(_without_repeats(points)), label)

    def _track(self, bus: Bus, foot: float) -> float:
        place = self._tracks[bus.side].index(bus) + 0.5
        return HEADER + TRACK * place if bus.side is Side.LEFT else foot + PAD + TRACK * place


def _words(arrow: Arrow, room: float = LABEL_ROOM) -> tuple[str, float]:
    text = shortened(arrow.label, SMALL, room)
    return text, width(text, SMALL)


def _room(port: Arrow | Bus) -> float:
    return LABEL_PORT if isinstance(port, Arrow) else PORT


def _without_repeats(points: list[Point]) -> Iterator[Point]:
    yield points[0]
    yield from (after for before, after in pairwise(points) if before != after)
