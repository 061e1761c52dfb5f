"""Forms made from what a move asks: a field for every kind of answer, and back from a sent form to the answers."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from mediation.casework.choices import Choice
from mediation.engine.shapes import Ask, AskType, Item, TextFormat
from mediation.errors import Problem

PREFIX = "a."
MOST_ROWS = 200
FEW = 6
"""Up to so many choices stand open as radio buttons; more fold into a list."""
_SHORT = frozenset(
    {"name", "phone", "identity", "address", "representative", "account_name", "account_number", "account_bank"}
    | {"place", "their_number", "volume", "method", "due_wording", "docket", "court_docket", "number"}
)
_ZONE = "+08:00"
Typed = dict[str, Any]
"""What was typed: field → text, and for a list field → rows of the same."""
Choose = Callable[[str, Item], Sequence[Choice] | None]


@dataclass(frozen=True)
class Field:
    """One field of a form; ``rows`` are those of a list, each a row of fields."""

    name: str
    kind: str
    title: Any
    required: bool
    value: str = ""
    choices: Sequence[Choice] = ()
    problems: Sequence[Problem] = ()
    rows: Sequence[Sequence[Field]] = field(default_factory=tuple)
    hint: Any = None
    autocomplete: str = "off"

    @property
    def id(self) -> str:
        """The id of its element: what an error points at."""
        return self.name.replace(".", "-")

    @property
    def target(self) -> str:
        """The id to jump to: of radio buttons the first one."""
        return f"{self.id}-0" if self.kind in {"radios", "yesno"} else self.id

    @property
    def shown(self) -> Any:
        """What was typed, in the words of its choice."""
        return next((choice for choice in self.choices if choice.value == self.value), self.value)


YES_NO = (Choice("true", "是", "yes"), Choice("false", "否", "no"))
_HINTS: Mapping[str, Any] = {
    "money": {"zh": "单位：元，用半角数字，例如 18600.00。", "en": "In yuan, plain digits, e.g. 18600.00."},
    "datetime": {"zh": "北京时间。", "en": "Asia/Shanghai."},
    TextFormat.IDENTITY: {"zh": "18 位，系统核对校验码。", "en": "18 characters; the check digit is tested."},
}


def typed(asks: Mapping[str, Item], sent: Mapping[str, str], prefix: str = PREFIX) -> Typed:
    """Return what a form sent, by answer; empty rows of a list are left out."""
    found: Typed = {}
    for name, item in asks.items():
        if isinstance(item, Ask) and item.type is AskType.LIST:
            found[name] = _rows(item, sent, f"{prefix}{name}.")
        elif text := sent.get(f"{prefix}{name}", "").strip():
            found[name] = text
    return found


def _rows(ask: Ask, sent: Mapping[str, str], prefix: str) -> list[Typed]:
    numbers = {int(m[1]) for name in sent if (m := re.match(re.escape(prefix) + r"(\d{1,3})\.", name))}
    rows = [typed(ask.items, sent, f"{prefix}{number}.") for number in sorted(numbers)[:MOST_ROWS]]
    return [row for row in rows if row]


def answers(asks: Mapping[str, Item], given: Typed) -> dict[str, Any]:
    """Return the answers as the API takes them; what cannot be read stays text, to be refused with its place."""
    found: dict[str, Any] = {}
    for name, value in given.items():
        item = asks[name]
        if isinstance(item, Ask) and item.type is AskType.LIST:
            if value or item.required:
                found[name] = [answers(item.items, row) for row in value]
        else:
            found[name] = _answer(item.type, value)
    return found


def _answer(kind: AskType, text: str) -> Any:
    if kind is AskType.BOOL:
        return {"true": True, "false": False}.get(text, text)
    if kind is AskType.INTEGER:
        return int(text) if text.isascii() and text.isdigit() and len(text) < 8 else text
    if kind is AskType.DATETIME:
        return f"{text}{_ZONE}" if len(text) in {16, 19} else text
    if kind is AskType.MONEY:
        return re.sub(r"[,，\s元￥¥]", "", text)
    return text


def fields(
    asks: Mapping[str, Item], given: Typed, choose: Choose, problems: Sequence[Problem] = (), *, more: str = ""
) -> list[Field]:
    """Return the fields of a form with what was typed and what is wrong; ``more`` names a list that gets a row."""
    return [_field(name, item, given.get(name), choose, problems, more == name) for name, item in asks.items()]


def _field(name: str, item: Item, value: Any, choose: Choose, problems: Sequence[Problem], more: bool) -> Field:
    if isinstance(item, Ask) and item.type is AskType.LIST:
        rows = [*(value or []), *([{}] if more or not value else [])]
        inside = [_row(f"{name}.{i}", f"{name}[{i}]", item, row, choose, problems) for i, row in enumerate(rows)]
        wrong = [p for p in problems if p.where == name]
        return Field(f"{PREFIX}{name}", "list", item.title, item.required, problems=wrong, rows=inside)
    return _single(name, name, name, item, value or "", choose, problems)


def _row(name: str, where: str, ask: Ask, row: Typed, choose: Choose, problems: Sequence[Problem]) -> list[Field]:
    return [
        _single(f"{name}.{each}", f"{where}.{each}", each, item, row.get(each, ""), choose, problems, row=True)
        for each, item in ask.items.items()
    ]


def _single(  # noqa: PLR0913  # a field is its place in the form, in the answers and in the procedure
    name: str, where: str, key: str, item: Item, value: str, choose: Choose, problems: Sequence[Problem],
    *, row: bool = False,
) -> Field:  # fmt: skip
    choices = YES_NO if item.type is AskType.BOOL else tuple(choose(key, item) or ())
    kind = _kind(key, item, len(choices), row=row)
    return Field(
        name=f"{PREFIX}{name}",
        kind=kind,
        title=item.title,
        required=item.required,
        value=value,
        choices=choices,
        problems=[p for p in problems if p.where == where],
        hint=None if row else _HINTS.get(item.format or kind),
    )


def _kind(name: str, item: Item, choices: int, *, row: bool) -> str:
    """Return the kind of a field: a tick for what was done (已…), radio buttons where one of a few must be chosen."""
    if item.type is AskType.BOOL and not item.required and item.title.zh.startswith("已"):
        return "check"
    if choices:
        return "radios" if item.required and choices <= FEW and not row else "select"
    if item.type is AskType.TEXT:
        return "text" if row or item.format or name in _SHORT else "long"
    plain = {AskType.DATE: "date", AskType.DATETIME: "datetime", AskType.MONEY: "money", AskType.INTEGER: "integer"}
    return plain.get(item.type, "none")


def flat(found: Sequence[Field]) -> list[Field]:
    """Return every field, those of rows included."""
    return [each for one in found for each in (one, *(cell for row in one.rows for cell in row))]
