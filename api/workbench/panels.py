"""Moves as panels of a page: several short forms side by side, each kept on error and filed once."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from api.workbench.cures import cure_path
from api.workbench.fields import PREFIX, Field, answers, fields, flat, typed
from api.workbench.posted import CHECKED, TOKEN, VERSION, Posted, key_of
from api.workbench.problems import told
from api.workbench.session import Read, Write
from mediation.casework import asking
from mediation.casework.attachments import Upload, upload
from mediation.casework.choices import choices_for
from mediation.casework.explaining import next_steps
from mediation.casework.keys import Kept
from mediation.casework.opened import Opened
from mediation.casework.perform import Command, perform
from mediation.casework.views import MoveView, ReasonView
from mediation.engine.definition import Move
from mediation.errors import BadInput, KeyReused, MediationError, NotFound, Problem, StaleVersion
from mediation.facts.folder import Proceeding
from mediation.vocabulary import PaperKind

ON_FILE = frozenset({"court_paper_missing"})
"""Reasons that the file sent with the form clears."""

CHECKED_FIRST = frozenset({"confirm", "not_accept", "reject", "deemed_withdraw", "outcome"})
"""Rulings, shown once more before they are registered; a refusal of ours says by its button what it does."""

_ON_REFUSAL = frozenset({f"{PREFIX}different_person", f"{PREFIX}paper"})
"""What is asked only after a refusal gave cause to."""
_OPEN_CHOICES = 8
"""Up to so many choices of a panel stand open as radio buttons."""


@dataclass(frozen=True)
class Panel:
    """A move as a short form: what is asked, what was typed, what stands against it.

    ``blocked`` are the reasons why it cannot be made yet; ``error``, ``reasons`` and ``summary`` what the last try met.
    """

    name: str
    title: Any
    path: str
    fields: tuple[Field, ...]
    blocked: tuple[ReasonView, ...]
    key: str
    version: int
    irreversible: bool
    articles: tuple[str, ...]
    takes: PaperKind | None
    error: Any = None
    reasons: tuple[ReasonView, ...] = ()
    summary: tuple[tuple[str | None, Problem], ...] = ()
    changes: tuple[Mapping[str, str], ...] = ()


@dataclass(frozen=True)
class Tried:
    """What was just sent: it met an error, or is to be shown again (``None``)."""

    name: str
    posted: Posted
    error: MediationError | None


@dataclass(frozen=True)
class Board:
    """The moves of one proceeding for whoever reads, to be made into panels; ``base`` is where their forms go."""

    read: Read
    opened: Opened
    proceeding: Proceeding
    base: str
    steps: Mapping[str, MoveView]
    tried: Tried | None = None

    def panel(self, name: str, typed_before: Mapping[str, str] | None = None) -> Panel | None:
        """Return a move as a panel, ``None`` when it cannot be made from this state or is not the reader's to make."""
        definition = self.read.visit.desk.procedures.known[self.proceeding.definition]
        step = self.step(name)
        if step is None or name not in definition.moves_from(self.proceeding.state):
            return None
        tried = self.tried if self.tried and self.tried.name == name else None
        error = tried.error if tried else None
        problems = list(error.problems) if isinstance(error, BadInput) else []
        move = self._move(name)
        sent = tried.posted.fields if tried else {f"{name}.{key}": text for key, text in (typed_before or {}).items()}
        choose = choices_for(self.read.visit.db, self.opened, move)
        found = fields(move.asks, typed(move.asks, sent, f"{name}."), choose, problems)
        shown = [_renamed(each, name) for each in found if tried or each.name not in _ON_REFUSAL]
        said = told(error, self.read.visit.request) if error else {"error": None, "reasons": []}
        receives = move.papers.receives
        reused = isinstance(error, KeyReused)
        return Panel(
            name=name,
            title=step.title,
            path=f"{self.base}/{name}",
            fields=tuple(shown),
            blocked=tuple(reason for reason in step.reasons if not (receives and reason.code in ON_FILE)),
            key=key_of(tried.posted if tried and not reused else None),
            version=self.opened.folder.version,
            irreversible=step.irreversible,
            articles=tuple(step.articles),
            takes=PaperKind(receives[0]) if receives else None,
            error=said["error"],
            reasons=tuple(said["reasons"]),
            summary=tuple(_places(shown, problems)),
            changes=error.changes if isinstance(error, StaleVersion) else (),
        )

    def step(self, name: str) -> MoveView | None:
        """Return how a move stands, ``None`` when there is none or it is not the reader's to make."""
        step = self.steps.get(name)
        return None if step is None or any(reason.code == "not_your_part" for reason in step.reasons) else step

    def _move(self, name: str) -> Move:
        return self.read.visit.desk.procedures.known[self.proceeding.definition].moves[name]

    def file_paper(self, write: Write, name: str) -> None:
        """File the paper that came with a panel, under the kind its move receives; the same bytes twice are one file.

        Raises:
            MediationError: as ``upload``.
        """
        receives, file = self._move(name).papers.receives, write.posted.files.get("file")
        if not receives or file is None or not file.filename:
            return
        handed = Upload(content=file.file.read(), filename=file.filename, kind=PaperKind(receives[0]))
        command = self._command(write, name)
        filing = replace(command, act="upload", answers={}, key=f"{command.key}-{command.fingerprint[:16]}")
        upload(write.visit.desk, replace(filing, proceeding_id=None), handed, write.visit.now)

    def hold(self, write: Write, name: str) -> None:
        """Hold what was typed to what is asked, before it is checked once more.

        Raises:
            BadInput: with every place.
        """
        asking.read(self._move(name).asks, self._command(write, name).answers, str(uuid.uuid4()))

    def send(self, write: Write, name: str) -> Kept:
        """Make a move from what a panel sent.

        Raises:
            MediationError: as ``perform``.
        """
        return perform(write.visit.desk, self._command(write, name), write.visit.now)

    def _command(self, write: Write, name: str) -> Command:
        posted, version = write.posted, write.posted.get(VERSION)
        asks = self._move(name).asks
        return Command(
            folder_id=self.opened.case.id,
            act=name,
            person_id=write.me.person_id,
            answers=answers(asks, typed(asks, posted.fields, f"{name}.")),
            key=key_of(posted),
            fingerprint=posted.fingerprint(),
            proceeding_id=self.proceeding.id,
            version=int(version) if version.isascii() and version.isdigit() and len(version) < 10 else None,
        )


def cures(opened: Opened) -> dict[str, Any]:
    """Return what a page needs to say who clears a reason, and where."""
    mediation = next((p.id for p in opened.facts.proceedings if p.procedure == "labour_mediation"), None)
    mine = opened.reader.relations

    def cure(reason: ReasonView) -> str | None:
        return cure_path(reason.code, opened.case.id, mediation) if set(reason.who) & set(mine) else None

    return {"cure": cure, "mine": mine}


def board_of(read: Read, opened: Opened, proceeding: Proceeding, base: str, tried: Tried | None = None) -> Board:
    """Return the moves of a proceeding for whoever reads."""
    steps = next_steps(read.visit.db, read.visit.desk, opened, proceeding, others=True)
    return Board(read, opened, proceeding, base, {step.name: step for step in steps}, tried)


def submit(write: Write, board: Board, name: str) -> Kept | dict[str, Any]:
    """Make a move from a panel; what cannot be undone is shown once more first: then what the check page shows.

    Raises:
        NotFound: the panel is not the reader's to send.
        MediationError: as ``perform``.
    """
    step = board.step(name)  # from another state too: what was filed before is answered again, not done again
    if step is None:
        raise NotFound("没有这一办理事项，请刷新页面。", "There is no such step; reload the page.", code="unknown_move")
    board.file_paper(write, name)
    board.hold(write, name)
    blocked = {reason.code for reason in step.reasons} - ON_FILE
    if name in CHECKED_FIRST and not blocked and not write.posted.get(CHECKED):
        return _to_check(board, name, write.posted)
    return board.send(write, name)


def _to_check(board: Board, name: str, posted: Posted) -> dict[str, Any]:
    tried = Tried(name, posted, None)
    panel = replace(board, tried=tried).panel(name)
    hidden = [(field, text) for field, text in posted.fields.items() if field not in {TOKEN, CHECKED}]
    shown = panel.fields if panel else ()
    return {"form": panel, "move": board.steps[name], "fields": shown, "occurred": "", "hidden": hidden}


def _renamed(field: Field, panel: str) -> Field:
    """Give a field of a panel a name of its own on the page: ``accept.mediator`` beside ``decline.note``."""
    rows = tuple(tuple(_renamed(cell, panel) for cell in row) for row in field.rows)
    open_choice = field.kind == "select" and field.required and len(field.choices) <= _OPEN_CHOICES
    kind = "radios" if open_choice else field.kind
    return replace(field, name=f"{panel}.{field.name.removeprefix(PREFIX)}", kind=kind, rows=rows)


def _places(shown: list[Field], problems: list[Problem]) -> list[tuple[str | None, Problem]]:
    places = {id(problem): one.target for one in flat(shown) for problem in one.problems}
    return [(places.get(id(problem)), problem) for problem in problems]
