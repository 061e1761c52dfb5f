"""Which papers can be written now: a composer a kind, registered under it with the word of its number series."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TypeVar

from mediation.casework.composing.brief import Brief
from mediation.documents.parts import Paper
from mediation.facts.parties import Party
from mediation.vocabulary import PaperKind

Write = Callable[[Brief], Paper]
W = TypeVar("W", bound=Callable[[Brief], Paper])


@dataclass(frozen=True, slots=True)
class Composer:
    """How a paper is written, and its series (江工调‹series›字〔2026〕1号).

    ``definite``: no due date may be open (CPLI 358(5)). ``one_of``: the paper is about one of these parties.
    """

    write: Write
    series: str
    definite: bool = False
    one_of: Callable[[Brief], Iterable[Party]] | None = None


COMPOSERS: dict[PaperKind, Composer] = {}
"""Every kind that can be made; filled when the package is imported."""


def composes(
    kind: PaperKind,
    series: str,
    *,
    definite: bool = False,
    one_of: Callable[[Brief], Iterable[Party]] | None = None,
) -> Callable[[W], W]:
    """Register the function that writes papers of a kind; a kind or a series that is taken is a bug."""

    def register(write: W) -> W:
        assert kind not in COMPOSERS, kind
        assert all(series != other.series for other in COMPOSERS.values()), series
        COMPOSERS[kind] = Composer(write, series, definite, one_of)
        return write

    return register
