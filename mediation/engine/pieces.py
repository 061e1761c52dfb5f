"""What every piece of a procedure file is made of: names, words, ordered mappings.

Every model is frozen and refuses unknown keys. Mappings whose order people see (states, moves, asks, options) keep it:
their canonical form is a list of pairs, so that a stored definition shows its forms as they were written.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from keyword import iskeyword
from types import MappingProxyType
from typing import Annotated, Any, TypeVar

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    SerializerFunctionWrapHandler,
    ValidationInfo,
    WrapSerializer,
)
from pydantic_core import PydanticCustomError

NAME = r"^[a-z][a-z0-9_]{0,63}$"
STORED = "stored"
RESERVED = frozenset(
    {"save", "state", "states", "trigger", "model", "models", "machine", "events", "transitions", "self"}
)


def fault(code: str, zh: str, en: str) -> PydanticCustomError:
    """Make the error a validator raises; ``code``, ``zh`` and ``en`` reach the reader as they are."""
    return PydanticCustomError("procedure_fault", "{en}", {"code": code, "zh": zh, "en": en})


def clean(text: str) -> str:
    """Normalise to NFC; refuse control, bidirectional and zero-width characters, which people cannot see."""
    for character in text:
        if unicodedata.category(character) in {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"}:
            point = f"U+{ord(character):04X}"
            raise fault(
                "bad_text", f"含有看不见的字符 {point}，请删去。", f"holds the invisible character {point}; delete it"
            )
    return unicodedata.normalize("NFC", text)


def _not_reserved(name: str) -> str:
    if name in RESERVED or iskeyword(name):
        raise fault(
            "bad_name", f"“{name}”是保留字，请换一个名称。", f"'{name}' is a reserved word; choose another name"
        )
    return name


def _pairs_to_mapping(raw: Any, info: ValidationInfo) -> Any:
    """Only stored bytes write pairs; a file that does gets the model's own answer."""
    return dict(raw) if info.context == STORED else raw


def _mapping_to_pairs(value: Mapping[str, Any], handler: SerializerFunctionWrapHandler) -> list[list[Any]]:
    return [[name, item] for name, item in handler(dict(value)).items()]


def nothing() -> Mapping[Any, Any]:
    """Make the empty mapping that cannot be filled."""
    return MappingProxyType({})


def one_or_many(raw: Any) -> Any:
    """Take a single thing where a list may stand."""
    return raw if isinstance(raw, list | tuple) else [raw]


Text = Annotated[str, Field(min_length=1, max_length=500), AfterValidator(clean)]
Name = Annotated[str, Field(pattern=NAME)]
Verb = Annotated[str, Field(pattern=NAME), AfterValidator(_not_reserved)]
K = TypeVar("K")
V = TypeVar("V")
Ordered = Annotated[
    Mapping[K, V],
    BeforeValidator(_pairs_to_mapping),
    AfterValidator(MappingProxyType),
    WrapSerializer(_mapping_to_pairs),
]


class Shape(BaseModel):
    """The manners all pieces share: frozen, closed, keys as the file writes them."""

    model_config = ConfigDict(frozen=True, extra="forbid", serialize_by_alias=True)


class Words(Shape):
    """What people read, Chinese first."""

    zh: Text
    en: Text
