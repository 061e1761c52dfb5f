"""What a rule answers: met, or a reason that says what stands against it, the article, what clears it and who can."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, TypeAlias

from mediation.vocabulary import Relation, Severity, Truth


@dataclass(frozen=True, slots=True)
class _MetType:
    """The answer of a rule that has nothing against the move."""

    def __repr__(self) -> str:
        return "Met"


Met: Final = _MetType()


@dataclass(frozen=True, slots=True)
class Reason:
    """Why not, or why it cannot be known: what the law says, what clears it, and who can."""

    code: str
    truth: Truth
    severity: Severity
    zh: str
    en: str
    cites: tuple[str, ...]
    cure_zh: str
    cure_en: str
    who: tuple[Relation, ...]
    link: str | None = None

    def __post_init__(self) -> None:
        """Refuse a reason that says met: that is ``Met``."""
        if self.truth is Truth.MET:
            raise ValueError(f"a reason is unmet or unknown: {self.code}")


Verdict: TypeAlias = _MetType | Reason
