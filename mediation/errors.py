"""What can go wrong and be explained: families of errors, each with a code and a sentence in two languages.

Knows no HTTP: ``api/errors.py`` holds the only table from family to status.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong with what was handed in: where (a dotted field, or ``file:line``), and how to mend it."""

    where: str
    code: str
    zh: str
    en: str


class MediationError(Exception):
    """Expected and explainable: ``code`` for programs, ``zh`` and ``en`` for people."""

    code = "error"

    def __init__(self, zh: str, en: str, *, code: str | None = None) -> None:
        super().__init__(f"{zh} {en}")
        self.zh = zh
        self.en = en
        if code is not None:
            self.code = code


class NotFound(MediationError):
    """No such thing, or not for this reader: the two are never told apart."""

    code = "not_found"


class NotSignedIn(MediationError):
    """Nobody is known to be asking."""

    code = "not_signed_in"


class NotPermitted(MediationError):
    """Knows you, knows it, not your part; ``reasons`` holds whatever else stands against the move."""

    code = "not_permitted"

    def __init__(self, zh: str, en: str, *, reasons: Sequence[Any] = (), code: str | None = None) -> None:
        super().__init__(zh, en, code=code)
        self.reasons = tuple(reasons)


class BadInput(MediationError):
    """What was handed in cannot be taken as it is; ``problems`` says every place."""

    code = "bad_input"

    def __init__(self, problems: Sequence[Problem], *, code: str | None = None) -> None:
        first = problems[0]
        super().__init__(first.zh, first.en, code=code or (first.code if len(problems) == 1 else None))
        self.problems = tuple(problems)


class Conflict(MediationError):
    """It cannot be so as things stand."""

    code = "conflict"


class MoveRefused(Conflict):
    """The move is refused; ``reasons`` holds every reason (``engine.decision.Reason``), never only the first."""

    code = "move_refused"

    def __init__(self, zh: str, en: str, reasons: Sequence[Any], *, code: str | None = None) -> None:
        super().__init__(zh, en, code=code)
        self.reasons = tuple(reasons)


class StaleVersion(MediationError):
    """Somebody changed the case since it was read; ``changes`` says who did what."""

    code = "stale_version"

    def __init__(self, zh: str, en: str, *, version: int, changes: Sequence[dict[str, str]] = ()) -> None:
        super().__init__(zh, en)
        self.version = version
        self.changes = tuple(changes)


class VersionMissing(MediationError):
    """The version of the case that was read must come with the act."""

    code = "version_missing"


class KeyReused(MediationError):
    """The idempotency key was used for something else."""

    code = "idempotency_mismatch"


class KeyBusy(Conflict):
    """A twin with the same idempotency key is still running."""

    code = "idempotency_busy"


class Unavailable(MediationError):
    """The database cannot be reached or is busy; nothing was saved."""

    code = "unavailable"


class StorageFull(MediationError):
    """No room to write; nothing was saved."""

    code = "storage_full"


class HistoryBroken(MediationError):
    """An invariant of the history is false: stop and call somebody."""

    code = "history_broken"
