"""What a script can do with a group matter: open it, paste workers in, act on its cases, elect, report."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, StringConstraints, model_validator

from mediation.facts.matters import ElectedFor, ReportKind
from mediation.replay.pieces import Code, Key, Said, Shape, fault
from mediation.vocabulary import Nature, PaperKind, Source

Sheet = Annotated[str, StringConstraints(min_length=1, max_length=60_000)]
_DOES = ("open", "workers", "act", "move", "paper", "elect", "report")


class MatterEmployer(Shape):
    """The employer of every worker of the matter."""

    name: Said
    identity: Said | None = None
    phone: Said | None = None
    address: Said | None = None
    representative: Said | None = None


class MatterOpening(Shape):
    """What opens a matter."""

    organisation: Key
    source: Source
    nature: Nature
    cause: Said
    employer: MatterEmployer


class MatterElection(Shape):
    """Who was elected (labels of cases) for which proceedings, on which received paper (a label)."""

    elected: Annotated[tuple[Key, ...], Field(min_length=1)]
    elected_for: ElectedFor
    paper: Key


class MatterReport(Shape):
    """A report of the group event."""

    kind: ReportKind
    people: Annotated[int, Field(ge=1)]
    place: Said
    demands: Said
    measures: Said | None = None


class MatterStep(Shape):
    """Exactly one thing done with the matter; ``cases`` or ``without`` name the cases an act or a move is for."""

    open: MatterOpening | None = None
    workers: Sheet | None = None
    act: Code | None = None
    move: Code | None = None
    procedure: Code = "labour_mediation"
    paper: PaperKind | None = None
    elect: MatterElection | None = None
    report: MatterReport | None = None
    cases: tuple[Key, ...] = ()
    without: tuple[Key, ...] = ()

    @property
    def does(self) -> str:
        """Which of the seven it is."""
        return next(name for name in _DOES if getattr(self, name) is not None)

    @property
    def pasted(self) -> int:
        """How many workers a sheet has: each gets a case."""
        return sum(bool(line.strip()) for line in (self.workers or "").splitlines()[1:])

    @property
    def named(self) -> tuple[str, ...]:
        """The cases it names."""
        return (*self.cases, *self.without, *(self.elect.elected if self.elect else ()))

    @model_validator(mode="after")
    def _one_thing(self) -> MatterStep:
        found = [name for name in _DOES if getattr(self, name) is not None]
        if len(found) == 1 and not (self.cases and self.without):
            return self
        raise fault(
            "not_one_act",
            f"“matter”须且只能写明一项：{'、'.join(_DOES)}；cases 与 without 只写其一。",
            f"'matter' is exactly one of {', '.join(_DOES)}, with cases or without, not both.",
        )
