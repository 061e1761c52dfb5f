"""The script of a case: its cast, its dated acts and what is expected of each, as ``docs/replay.md`` describes them.

A script is data. Every mistake in one is named with file, line and path before anything is played.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import ConfigDict, Field, model_validator

from mediation.replay.matter_steps import MatterStep
from mediation.replay.pieces import Code, Day, Instant, Key, Ref, Said, Shape, Words, fault
from mediation.vocabulary import (
    Audience,
    FactClass,
    LegalBasis,
    Nature,
    OrganisationKind,
    PaperKind,
    Relation,
    Role,
    Rung,
    Source,
)


class Origin(Shape):
    """Where a published case was read; an invented one has none and says so."""

    court: Said | None = None
    page: Said
    read: Said


class Note(Shape):
    """Something to know about the script: ``P`` stated in the report, ``A`` assumed, ``C`` computed from the law."""

    mark: Literal["P", "A", "C"]
    zh: Said
    en: Said | None = None


class CastOrganisation(Shape):
    """A body of the cast; ``parent`` names one listed above it, ``legal_basis`` why it may mediate."""

    key: Key
    name: Said
    kind: OrganisationKind
    parent: Key | None = None
    code: Said | None = None
    region: Said | None = None
    legal_basis: LegalBasis | None = None


class CastPerson(Shape):
    """Somebody of the cast; ``relation`` is what they come to be to the case, held against the case at the end."""

    key: Key
    name: Said
    organisation: Key
    role: Role
    relation: Relation | None = None


class Cast(Shape):
    """Who plays: everything the fresh database holds before the first act."""

    organisations: Annotated[tuple[CastOrganisation, ...], Field(min_length=1)]
    people: Annotated[tuple[CastPerson, ...], Field(min_length=1)]


class Opening(Shape):
    """The act that opens a case."""

    organisation: Key
    source: Source
    nature: Nature
    cause: Said


class Upload(Shape):
    """A file handed in: a one-page PDF is made of ``text``."""

    kind: PaperKind
    name: Said
    text: Said
    audience: Audience = Audience.JOINT
    fact_class: FactClass | None = None
    purpose: Said | None = None
    party: Said | None = None


class Correction(Shape):
    """A correction of the act labelled ``of``: of its time (``occurred_at``) or of an answer."""

    of: Key
    name: Code
    value: Any
    reason: Said


class Dates(Shape):
    """What a clock must say; only what is written is compared."""

    raw: Day | None = None
    due: Day | None = None
    edition: Day | None = None
    state: Literal["running", "amber", "red", "today", "overdue", "lapsed", "stopped", "undated"] | None = None
    provisional: bool | None = None


class Fired(Shape):
    """A rung that fired since the act before."""

    limit: Ref
    rung: Rung


class Expectation(Shape):
    """What must be so after an act; what is not written is not compared."""

    status: Annotated[int, Field(ge=200, le=599)] | None = None
    refused: Annotated[tuple[Code, ...], Field(min_length=1)] | None = None
    cleared_by: Words | None = None
    warnings: tuple[Code, ...] | None = None
    state: Mapping[Code, Code] = {}
    dates: Mapping[Ref, Dates] = {}
    no_clock: tuple[Ref, ...] = ()
    fired: tuple[Fired, ...] | None = None
    papers: tuple[PaperKind, ...] = ()
    papers_due: tuple[PaperKind, ...] | None = None
    says: tuple[Said, ...] = ()
    never_says: tuple[Said, ...] = ()
    counts: Mapping[Code, int] = {}
    parted: Mapping[Code, tuple[int, int]] = {}
    sums: Mapping[Code, Said] = {}


_DOES = ("open", "act", "move", "paper", "upload", "correct", "look", "matter")


class Act(Shape):
    """One dated act by one of the cast: exactly one of open, act, move, paper, upload, correct, look, matter."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)

    at: Instant
    by: Key | None = None
    case: Key | None = None
    mark: Literal["P", "A", "C"] | None = None
    note: Words | None = None
    open: Opening | None = None
    act: Code | None = None
    move: Code | None = None
    procedure: Code = "labour_mediation"
    paper: PaperKind | None = None
    upload: Upload | None = None
    correct: Correction | None = None
    look: Words | None = None
    matter: MatterStep | None = None
    answers: Mapping[str, Any] = {}
    happened: Instant | None = None
    label: Annotated[Key | None, Field(alias="as")] = None
    expect: Expectation = Expectation()

    @property
    def does(self) -> str:
        """Which of the eight it is."""
        return next(name for name in _DOES if getattr(self, name) is not None)

    @model_validator(mode="after")
    def _one_thing(self) -> Act:
        found = [name for name in _DOES if getattr(self, name) is not None]
        if len(found) != 1:
            raise fault(
                "not_one_act",
                f"每一步须且只能写明一项：{'、'.join(_DOES)}。现有：{'、'.join(found) or '无'}。",
                f"An act is exactly one of {', '.join(_DOES)}; here: {', '.join(found) or 'none'}.",
            )
        if self.matter is not None and self.matter.workers is not None and self.label is None:
            zh = "粘贴名册须写明“as”：各案依次名为 as_1、as_2……"
            raise fault("label_missing", zh, "A pasted sheet needs 'as': its cases are called as_1, as_2 and so on.")
        if self.by is None and self.look is None:
            raise fault("nobody_acts", "缺少“by”：请写明由谁办理。", "'by' is missing: say who does it.")
        return self


class Ending(Shape):
    """What must be so when everything was played; ``unseen`` lists words nobody's page may hold, by person."""

    state: Mapping[Code, Code] = {}
    dates: Mapping[Ref, Dates] = {}
    no_clock: tuple[Ref, ...] = ()
    papers: tuple[PaperKind, ...] = ()
    parted: Mapping[Code, tuple[int, int]] = {}
    sums: Mapping[Code, Said] = {}
    unseen: Mapping[Key, tuple[Said, ...]] = {}


class Script(Shape):
    """A case from its first act to its last, and everything expected of it."""

    replay: Key
    title: Words
    invented: bool
    origin: Origin | None = None
    notes: tuple[Note, ...] = ()
    cast: Cast
    acts: Annotated[tuple[Act, ...], Field(min_length=1)]
    finally_: Annotated[Ending, Field(alias="finally")] = Ending()

    def person(self, key: str) -> CastPerson:
        """Return one of the cast."""
        return next(person for person in self.cast.people if person.key == key)

    @property
    def begins(self) -> datetime:
        """The instant of the first act (UTC)."""
        return self.acts[0].at

    @property
    def ends(self) -> datetime:
        """The instant of the last act (UTC)."""
        return self.acts[-1].at

    def names(self) -> Iterator[str]:
        """Yield every key of the cast."""
        yield from (organisation.key for organisation in self.cast.organisations)
        yield from (person.key for person in self.cast.people)


__all__ = [
    "Act",
    "Cast",
    "CastOrganisation",
    "CastPerson",
    "Correction",
    "Dates",
    "Ending",
    "Expectation",
    "Fired",
    "MatterStep",
    "Note",
    "Opening",
    "Origin",
    "Script",
    "Shape",
    "Upload",
    "Words",
]
