"""A procedure as immutable data whose identity is its content.

``Definition.digest`` is the SHA-256 of its canonical JSON. A proceeding pins that digest; the bytes kept under it are
read back by ``Definition.from_canonical`` and keep their digest even when a later program knows more keys.
"""

from __future__ import annotations

import hashlib
import json
import unicodedata
from collections.abc import Mapping, Sequence
from functools import cached_property
from types import MappingProxyType
from typing import Annotated, Any, Literal, Self

from pydantic import BeforeValidator, Discriminator, Field, PrivateAttr, StrictBool, Tag

from mediation.engine.pieces import STORED, Name, Ordered, Shape, Text, Verb, Words, nothing, one_or_many
from mediation.engine.shapes import (
    Ask,
    ClockUse,
    EffectUse,
    Given,
    OfStage,
    OnClock,
    Opens,
    Papers,
    RuleUse,
    State,
    Target,
    Tells,
)
from mediation.errors import MediationError, Problem
from mediation.vocabulary import Relation

STAY = "="
EVERYWHERE = "*"
PAPER_RULE = "paper_on_file"


class DefinitionFault(MediationError):
    """A procedure file cannot be taken; ``problems`` holds every mistake with file, line and path."""

    code = "bad_definition"

    def __init__(self, problems: Sequence[Problem]) -> None:
        first, more = problems[0], len(problems)
        super().__init__(f"{first.where}：{first.zh}（共 {more} 处）", f"{first.where}: {first.en} ({more} in all)")
        self.problems = tuple(problems)


def _kind_of_source(raw: Any) -> str:
    if isinstance(raw, dict | OfStage):
        return "of one stage"
    return "everywhere" if isinstance(raw, str) else "listed"


def _kind_of_target(raw: Any) -> str:
    return "one state" if isinstance(raw, str) else "ordered"


Sources = Annotated[
    Annotated[Literal["*"], Tag("everywhere")]
    | Annotated[OfStage, Tag("of one stage")]
    | Annotated[tuple[Text, ...], Field(min_length=1), Tag("listed")],
    Discriminator(_kind_of_source),
]
Targets = Annotated[
    Annotated[Text, Tag("one state")] | Annotated[tuple[Target, ...], Field(min_length=1), Tag("ordered")],
    Discriminator(_kind_of_target),
]


class Move(Shape):
    """What somebody can do: from where, to where, who may record it, under which rules, with which answers.

    A move that ``commutes`` may be made on a case others have changed since it was read.
    """

    title: Words
    from_: Sources = Field(alias="from")
    to: Targets
    by: tuple[Relation, ...] = Field(min_length=1)
    when: tuple[RuleUse, ...] = ()
    asks: Ordered[Name, Ask] = Field(default_factory=nothing)
    clocks: tuple[ClockUse, ...] = ()
    papers: Papers = Papers()
    does: tuple[EffectUse, ...] = ()
    opens: Opens | None = None
    tells: Annotated[tuple[Tells, ...], BeforeValidator(one_or_many, json_schema_input_type=Tells | list[Tells])] = ()
    on_clock: OnClock | None = None
    irreversible: StrictBool = False
    commutes: StrictBool = False
    cites: tuple[Text, ...] = ()

    @property
    def targets(self) -> tuple[Target, ...]:
        """The ordered outcomes; a single state is one outcome without conditions."""
        return (Target(state=self.to),) if isinstance(self.to, str) else self.to

    @property
    def rules(self) -> tuple[RuleUse, ...]:
        """Every rule that can refuse the move: its ``when``, then one for each paper it requires."""
        return self.when + tuple(RuleUse.of(PAPER_RULE, kind=kind) for kind in self.papers.requires)


class Definition(Shape):
    """One procedure: states and moves. Two definitions are equal when their digests are."""

    procedure: Verb
    edition: str = Field(pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}(\.[0-9]+)?$")
    title: Words
    initial: Annotated[
        tuple[Text, ...],
        BeforeValidator(one_or_many, json_schema_input_type=str | list[str]),
        Field(min_length=1),
    ]
    given: Given = Given()
    states: Ordered[Verb, State] = Field(min_length=1)
    moves: Ordered[Verb, Move]
    _stored: bytes | None = PrivateAttr(default=None)

    def canonical(self) -> bytes:
        """Write the bytes the digest is taken of: sorted keys, no blanks, NFC, defaults included, UTF-8."""
        if self._stored is not None:
            return self._stored
        text = json.dumps(self.model_dump(mode="json"), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return unicodedata.normalize("NFC", text).encode()

    @classmethod
    def from_canonical(cls, stored: bytes) -> Self:
        """Read stored bytes back; the digest stays that of the bytes."""
        definition = cls.model_validate(json.loads(stored), context=STORED)
        definition._stored = stored
        return definition

    @cached_property
    def digest(self) -> str:
        """The identity, as 64 hexadecimal digits."""
        return hashlib.sha256(self.canonical()).hexdigest()

    @cached_property
    def reach(self) -> Mapping[str, frozenset[str]]:
        """The states each move can be made in; a stage and ``*`` leave final states out."""
        return MappingProxyType({name: frozenset(self._sources(move)) for name, move in self.moves.items()})

    @cached_property
    def names(self) -> frozenset[str]:
        """Every state and move another procedure may open at or tell (``Registry.procedures``)."""
        return frozenset(self.states) | frozenset(self.moves)

    def moves_from(self, state: str) -> tuple[str, ...]:
        """Name the moves that can be made in a state, in the order of the file."""
        return tuple(name for name in self.moves if state in self.reach[name])

    def _sources(self, move: Move) -> tuple[str, ...]:
        if isinstance(move.from_, tuple):
            return move.from_
        stage = move.from_.stage if isinstance(move.from_, OfStage) else None
        return tuple(n for n, s in self.states.items() if not s.final and stage in (None, s.stage))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Definition) and self.digest == other.digest

    def __hash__(self) -> int:
        return hash(self.digest)


def schema_text() -> str:
    """Write the JSON Schema editors use (``workflows/procedure.schema.json``)."""
    schema = Definition.model_json_schema()
    _close(schema)
    schema = {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"


def _close(schema: Any) -> None:
    """Let a mapping of names hold nothing under any other name."""
    for part in schema.values() if isinstance(schema, dict) else schema:
        if isinstance(part, dict | list):
            _close(part)
    if isinstance(schema, dict) and "patternProperties" in schema:
        schema["additionalProperties"] = False
