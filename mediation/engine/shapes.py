"""The shapes of a procedure: rules and effects with parameters, states, questions, targets, clocks, papers."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Annotated, Any, ClassVar, Self

from pydantic import (
    AfterValidator,
    Field,
    GetJsonSchemaHandler,
    PlainValidator,
    StrictBool,
    WithJsonSchema,
    model_serializer,
    model_validator,
)
from pydantic_core import CoreSchema

from mediation.engine.pieces import Name, Ordered, Shape, Text, Words, clean, fault, nothing
from mediation.vocabulary import Rung, Stage

_SCALAR_SCHEMA: dict[str, Any] = {"type": ["string", "integer", "boolean"]}
_PARAMETER_SCHEMA: dict[str, Any] = {"anyOf": [_SCALAR_SCHEMA, {"type": "array", "items": _SCALAR_SCHEMA}]}


def _parameter(raw: Any) -> Any:
    if isinstance(raw, str):
        return clean(raw)
    if isinstance(raw, int):
        return raw
    if isinstance(raw, list | tuple) and all(isinstance(item, str | int) for item in raw):
        return tuple(_parameter(item) for item in raw)
    raise fault(
        "bad_parameter",
        "参数只能是文字、整数、是非或它们的列表。",
        "a parameter is text, an integer, true or false, or a list of these",
    )


Parameter = Annotated[Any, PlainValidator(_parameter), WithJsonSchema(_PARAMETER_SCHEMA)]


class Use(Shape):
    """A registered name with its parameters: ``name`` alone, or a mapping of the kind's key and the parameters."""

    key: ClassVar[str]
    name: Text
    params: Annotated[Mapping[str, Parameter], AfterValidator(MappingProxyType)] = Field(default_factory=nothing)

    @model_validator(mode="before")
    @classmethod
    def _spread(cls, raw: Any) -> Any:
        if isinstance(raw, cls):
            return raw
        if isinstance(raw, str):
            return {"name": raw}
        if isinstance(raw, dict) and cls.key in raw:
            return {"name": raw[cls.key], "params": {k: v for k, v in raw.items() if k != cls.key}}
        raise fault(
            "bad_value", f"应写名称，或带“{cls.key}”的一组参数。", f"write a name, or a mapping with '{cls.key}'"
        )

    @model_serializer
    def _gather(self) -> dict[str, Any]:
        return {self.key: self.name, **self.params}

    @classmethod
    def of(cls, name: str, **params: Any) -> Self:
        """Make one without a file, with plain parameters."""
        return cls.model_validate({cls.key: name, **params})

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        """Describe what the file writes, not what is kept."""
        mapping = {
            "type": "object",
            "properties": {cls.key: {"type": "string"}},
            "required": [cls.key],
            "additionalProperties": _PARAMETER_SCHEMA,
        }
        return {"description": (cls.__doc__ or "").strip(), "anyOf": [{"type": "string"}, mapping]}


class RuleUse(Use):
    """A registered rule: its name, or ``{rule: name, parameter: value}``."""

    key = "rule"


class EffectUse(Use):
    """A registered effect: its name, or ``{effect: name, parameter: value}``."""

    key = "effect"


class AskType(StrEnum):
    """What kind of answer a move asks for."""

    TEXT = "text"
    DATE = "date"
    DATETIME = "datetime"
    MONEY = "money"
    CHOICE = "choice"
    PARTY = "party"
    PERSON = "person"
    ORGANISATION = "organisation"
    PAPER = "paper"
    BOOL = "bool"
    LIST = "list"
    INTEGER = "integer"


class TextFormat(StrEnum):
    """What a text must be, beyond text; whoever reads the answers normalises it or refuses it."""

    IDENTITY = "identity"
    PHONE = "phone"
    DOCKET = "docket"


class Item(Shape):
    """One question of a row of a list; only a choice has options, only a text a format."""

    type: AskType
    title: Words
    required: StrictBool = True
    format: TextFormat | None = None
    options: Ordered[Name, Words] = Field(default_factory=nothing)

    @model_validator(mode="after")
    def _options_belong_to_choices(self) -> Self:
        if self.format is not None and self.type is not AskType.TEXT:
            raise fault("bad_ask", "只有文字可以规定格式（format）。", "only a text has a format")
        if (self.type is AskType.CHOICE) != bool(self.options):
            raise fault(
                "bad_ask", "选择题须有选项（options），其他题不得有。", "a choice has options; nothing else has"
            )
        if type(self) is Item and self.type is AskType.LIST:
            raise fault("bad_ask", "列表之内不得再有列表。", "lists do not nest")
        return self


class Ask(Item):
    """A question a move asks; a list asks its ``items`` again for every row, and lists do not nest."""

    items: Ordered[Name, Item] = Field(default_factory=nothing)

    @model_validator(mode="after")
    def _items_belong_to_lists(self) -> Self:
        if (self.type is AskType.LIST) != bool(self.items):
            raise fault("bad_ask", "列表须有分项（items），其他题不得有。", "a list has items; nothing else has")
        return self


class Waits(Shape):
    """What a proceeding waits for in a state: a clock (a time limit's id or reference), a named reason, or both."""

    clock: Text | None = None
    reason: Words | None = None

    @model_validator(mode="after")
    def _something(self) -> Self:
        if self.clock is None and self.reason is None:
            raise fault(
                "bad_value", "请写明等待的期限（clock）或事由（reason）。", "name the clock or the reason waited for"
            )
        return self


class State(Shape):
    """Where a proceeding can stand."""

    title: Words
    stage: Stage
    final: StrictBool = False
    waits: Waits | None = None


class OfStage(Shape):
    """Every non-final state of a stage."""

    stage: Stage


class Target(Shape):
    """One of the ordered outcomes of a move; taken when all its rules are met and no earlier one was."""

    state: Text
    when: tuple[RuleUse, ...] = ()


class ClockVerb(StrEnum):
    """What a move does to a clock."""

    START = "start"
    STOP = "stop"
    SUSPEND = "suspend"
    RESUME = "resume"
    EXTEND = "extend"


class ClockUse(Shape):
    """What a move does to one clock, counted from the day of the act unless ``from_`` says otherwise.

    ``from_`` names a date or time asked, or a registered moment; ``by`` an integer asked. ``until`` names the date
    asked that somebody (a court) set as the last day of a limit for which the law has no number.
    """

    start: Text | None = None
    stop: Text | None = None
    suspend: Text | None = None
    resume: Text | None = None
    extend: Text | None = None
    from_: Text | None = Field(default=None, alias="from")
    until: Text | None = None
    by: Text | None = None
    when: tuple[RuleUse, ...] = ()

    @property
    def verb(self) -> ClockVerb:
        """Which of the five it is."""
        return next(verb for verb in ClockVerb if getattr(self, verb) is not None)

    @property
    def limit(self) -> str:
        """The time limit's id or reference, as the file writes it."""
        return str(getattr(self, self.verb))

    @model_validator(mode="after")
    def _one_verb(self) -> Self:
        if sum(getattr(self, verb) is not None for verb in ClockVerb) != 1:
            raise fault(
                "bad_clock",
                "每项只能写 start、stop、suspend、resume、extend 之一。",
                "write exactly one of start, stop, suspend, resume, extend",
            )
        if (self.extend is None) != (self.by is None):
            raise fault("bad_clock", "延长（extend）须写 by，其他不得写。", "extend needs 'by'; nothing else takes it")
        if self.until is not None and self.start is None:
            raise fault("bad_clock", "只有启动（start）可以写 until。", "only start takes 'until'")
        return self


class Papers(Shape):
    """Kinds of papers a move makes, receives, or cannot be made without."""

    makes: tuple[Text, ...] = ()
    receives: tuple[Text, ...] = ()
    requires: tuple[Text, ...] = ()


class Opens(Shape):
    """The proceeding a move opens, and the state it begins at."""

    procedure: Text
    at: Text


class Tells(Shape):
    """The move of another proceeding that happens in the same transaction."""

    procedure: Text
    move: Text


class OnClock(Shape):
    """The clock and the rung at which the clock itself makes the move."""

    limit: Text
    rung: Rung


class Given(Shape):
    """What another proceeding, or an act that is no move, supplies: clocks that may run, papers that may be on file."""

    clocks: tuple[Text, ...] = ()
    papers: tuple[Text, ...] = ()
