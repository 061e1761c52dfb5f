"""Playing a script: each act through HTTP at its time, after the clocks that were due; what came of it is kept."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import httpx2

from mediation.casework.sweeping import Fired, sweep
from mediation.facts.known import SHANGHAI
from mediation.replay.door import Door, Reply
from mediation.replay.grouping import Group
from mediation.replay.script import Act, Expectation, Script
from mediation.replay.sheet import sheet
from mediation.replay.stage import Stage, cast_ids, enter_cast
from mediation.vocabulary import Role

_OBSERVERS = (Role.HEAD, Role.REGISTRAR, Role.UNION_LIAISON)
_NAMED = frozenset({"party", "claim", "agent", "attachment", "paper"})


@dataclass(frozen=True)
class Played:
    """One act and what came of it; ``view`` is the case as the desk sees it afterwards, ``page`` a paper's words."""

    number: int
    act: Act
    reply: Reply | None
    fired: tuple[Fired, ...]
    before: Mapping[str, Any] | None
    view: Mapping[str, Any] | None
    move: Mapping[str, Any] | None
    page: str | None
    answers: Mapping[str, Any] = field(default_factory=dict)
    group: Mapping[str, Any] | None = None


@dataclass
class _Held:
    """A case that was opened: its id and the version last seen."""

    id: str
    view: Mapping[str, Any]


@dataclass
class Player:
    """Plays one script on one stage."""

    stage: Stage
    script: Script
    client: httpx2.Client
    doors: dict[str, Door] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    events: dict[str, int] = field(default_factory=dict)
    cases: dict[str, _Held] = field(default_factory=dict)
    group: Group = field(default_factory=Group)

    def enter(self) -> None:
        """Bring the cast on."""
        self.names = cast_ids(self.script)
        tokens = enter_cast(self.stage.desk, self.script)
        self.doors = {key: Door(self.client, token) for key, token in tokens.items()}

    @property
    def observer(self) -> Door:
        """The door of somebody of the desk who sees where the case stands."""
        return self.doors[observer_of(self.script)]

    def play(self) -> Iterator[Played]:
        """Play the acts in order."""
        for number, act in enumerate(self.script.acts, 1):
            yield self._one(number, act)

    def views(self) -> tuple[Mapping[str, Any], ...]:
        """Return every case that was opened, as the desk sees it now."""
        return tuple(self.read(held.id) for held in self.cases.values())

    def _one(self, number: int, act: Act) -> Played:
        self.stage.clock.now = act.at
        fired = tuple(sweep(self.stage.desk, act.at))
        if act.matter is not None:
            return self._matter(number, act, fired)
        held = None if act.open is not None else self._held(act)
        if held is not None and (fired or self.group.id):
            held.view = self.read(held.id)
        move = self._explained(act, held)
        reply = None if act.look is not None else self._do(number, act, held)
        after = self._after(act, held, reply)
        page = self._page(act, after, reply)
        before = held.view if held else None
        return Played(number, act, reply, fired, before, self._keep(act, after), move, page, self.meant(act.answers))

    def _matter(self, number: int, act: Act, fired: tuple[Fired, ...]) -> Played:
        """Do a step of the matter; each case a sheet opens can be named from then on, and so can its two parties."""
        assert act.by is not None, "the script was checked: who acts is named"
        answers, there = self.meant(act.answers), set(self.group.cases)
        reply = self.group.send(self.doors[act.by], act, answers, self.names, self._key(number))
        self.group.took(act, reply)
        for label, case_id in self.group.cases.items():
            if label not in there:
                view = self.read(case_id)
                self.cases[label] = _Held(case_id, view)
                self.names |= {label: view["parties"][0]["id"], f"{label}_employer": view["parties"][1]["id"]}
        sheet = self.observer.get(f"/matters/{self.group.id}").body if self.group.id else None
        self.group.sheet = sheet or {}
        return Played(number, act, reply, fired, None, None, None, None, answers, sheet)

    def _key(self, number: int) -> str:
        return str(uuid.uuid5(uuid.NAMESPACE_URL, f"replay/{self.script.replay}/{number}"))

    def _held(self, act: Act) -> _Held:
        return self.cases[act.case] if act.case is not None else next(reversed(self.cases.values()))

    def read(self, case_id: str) -> Mapping[str, Any]:
        """Return a case as the desk sees it."""
        body: Mapping[str, Any] = self.observer.get(f"/cases/{case_id}").body
        return body

    def _explained(self, act: Act, held: _Held | None) -> Mapping[str, Any] | None:
        """What the application said of the move before it was made."""
        if act.move is None or held is None or act.by is None:
            return None
        proceeding = proceeding_of(held.view, act.procedure)
        if proceeding is None:
            return None
        told = self.doors[act.by].get(f"/cases/{held.id}/proceedings/{proceeding['id']}/moves").body
        moves = told if isinstance(told, list) else []
        return next((move for move in moves if move["name"] == act.move), None)

    def _do(self, number: int, act: Act, held: _Held | None) -> Reply:
        key = self._key(number)
        assert act.by is not None, "the script was checked: who acts is named"
        door = self.doors[act.by]
        if held is None:
            return self._open(door, act, key)
        return _DOING[act.does](self, door, act, held, key)

    def _open(self, door: Door, act: Act, key: str) -> Reply:
        assert act.open is not None, "only an opening has no case yet"
        body = act.open.model_dump(mode="json", exclude={"organisation"})
        body["organisation_id"] = self.names[act.open.organisation]
        return door.post("/cases", body, key=key, version=None)

    def _act(self, door: Door, act: Act, held: _Held, key: str) -> Reply:
        path = f"/cases/{held.id}/acts/{act.act}"
        return door.post(path, self._form(act), key=key, version=held.view["version"])

    def _move(self, door: Door, act: Act, held: _Held, key: str) -> Reply:
        proceeding = proceeding_of(held.view, act.procedure)
        named = proceeding["id"] if proceeding else "none"
        path = f"/cases/{held.id}/proceedings/{named}/moves/{act.move}"
        return door.post(path, self._form(act), key=key, version=held.view["version"])

    def _paper(self, door: Door, act: Act, held: _Held, key: str) -> Reply:
        return door.post(f"/cases/{held.id}/papers", {"kind": act.paper}, key=key, version=held.view["version"])

    def _upload(self, door: Door, act: Act, held: _Held, key: str) -> Reply:
        file = act.upload
        assert file is not None, "only an upload comes here"
        form = {"kind": file.kind, "audience": file.audience, "pages": "1"}
        form |= {"fact_class": file.fact_class} if file.fact_class else {}
        form |= {"purpose": file.purpose} if file.purpose else {}
        form |= {"party": self.meant(file.party)} if file.party else {}
        content = sheet(file.name, file.text, act.at)
        return door.hand_in(f"/cases/{held.id}/attachments", (f"{file.name}.pdf", content), form, key=key)

    def _correct(self, door: Door, act: Act, held: _Held, key: str) -> Reply:
        mistake = act.correct
        assert mistake is not None, "only a correction comes here"
        body = {
            "seq": self.events[mistake.of],
            "name": mistake.name,
            "value": self.meant(mistake.value),
            "reason": mistake.reason,
        }
        return door.post(f"/cases/{held.id}/corrections", body, key=key, version=held.view["version"])

    def _form(self, act: Act) -> dict[str, Any]:
        form: dict[str, Any] = {"answers": self.meant(act.answers)}
        if act.happened is not None:
            form["occurred_at"] = act.happened.isoformat()
        return form

    def meant(self, value: Any) -> Any:
        """Return a value with every ``$name`` replaced by the id it stands for; ``$$`` is a plain dollar sign."""
        if isinstance(value, Mapping):
            return {key: self.meant(inner) for key, inner in value.items()}
        if isinstance(value, list | tuple):
            return [self.meant(inner) for inner in value]
        if isinstance(value, str) and value.startswith("$"):
            return value[1:] if value.startswith("$$") else self.names[value[1:]]
        return value

    def _after(self, act: Act, held: _Held | None, reply: Reply | None) -> Mapping[str, Any] | None:
        if reply is not None and not reply.refused and act.label is not None:
            self._label(act.label, reply.body)
        if held is not None:
            return self.read(held.id)
        if reply is None or reply.refused:
            return None
        return self.read(reply.body["case"]["id"])

    def _label(self, label: str, body: Mapping[str, Any]) -> None:
        first = body["steps"][0] if body["steps"] else {"rows": [], "seq": body["seq"]}
        rows = [row for row in first["rows"] if row["table"] in _NAMED]
        if rows:
            self.names[label] = rows[0]["id"]
        self.events[label] = first["seq"]

    def _page(self, act: Act, view: Mapping[str, Any] | None, reply: Reply | None) -> str | None:
        if act.paper is None or view is None or reply is None or reply.refused:
            return None
        newest = [paper for paper in view["papers"] if paper["kind"] == act.paper][-1]
        return self.observer.get(f"/cases/{view['id']}/papers/{newest['id']}", form="page").content.decode()

    def _keep(self, act: Act, view: Mapping[str, Any] | None) -> Mapping[str, Any] | None:
        if view is not None:
            key = act.case or (self.script.replay if act.open is not None else next(reversed(self.cases)))
            self.cases[key] = _Held(view["id"], view)
        return view


_Doing = Callable[[Player, Door, Act, _Held, str], Reply]
_DOING: Mapping[str, _Doing] = {
    "act": Player._act,
    "move": Player._move,
    "paper": Player._paper,
    "upload": Player._upload,
    "correct": Player._correct,
}


def observer_of(script: Script) -> str:
    """Return the key of the first of the cast who oversees the desk's cases."""
    return next(person.key for person in script.cast.people if person.role in _OBSERVERS)


def proceeding_of(view: Mapping[str, Any], procedure: str) -> Mapping[str, Any] | None:
    """Return the newest proceeding of a procedure."""
    found = [each for each in view["proceedings"] if each["procedure"] == procedure]
    return found[-1] if found else None


def clock_of(view: Mapping[str, Any], ref: str) -> Mapping[str, Any] | None:
    """Return the newest clock of a limit, by reference or readable id."""
    found = [clock for clock in view["clocks"] if ref in (clock["ref"], clock["limit"])]
    return found[-1] if found else None


def local(instant: datetime) -> datetime:
    """Return an instant as people in Shanghai read it."""
    return instant.astimezone(SHANGHAI)


__all__ = ["Expectation", "Played", "Player", "clock_of", "local", "observer_of", "proceeding_of"]
