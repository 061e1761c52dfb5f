"""What was filled in, in the words of the form; of personal text only names and numbers, of confidences nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from mediation.casework.desk import FOLDER, Desk
from mediation.engine.shapes import Ask, AskType, Item
from mediation.policy import CONFIDED
from mediation.replay.playing import Played

_TELLABLE_TEXT = frozenset({"name", "docket", "due_wording"})
_NAMED = frozenset({AskType.PARTY, AskType.PERSON, AskType.ORGANISATION})


def told_answers(desk: Desk, played: Played, names: Mapping[str, str]) -> Iterator[str]:
    """Yield what was filled in, a line for the plain answers and one for each row of a list.

    ``names`` are those of parties, people and organisations, by id.
    """
    act = played.act
    name = act.act or act.move
    if name is None or name in CONFIDED:
        return
    move = desk.procedures.named(FOLDER if act.act else act.procedure).moves.get(name)
    if move is None:
        return
    plain = [told for ask, value in _paired(move.asks, played.answers) if (told := _one(ask, value, names))]
    if plain:
        yield "；".join(plain)
    for key, ask in move.asks.items():
        rows = played.answers.get(key)
        if isinstance(rows, list) and ask.type is AskType.LIST:
            yield from _rows(ask, rows, names)


def _paired(asks: Mapping[str, Any], answers: Mapping[str, Any]) -> Iterator[tuple[tuple[str, Item], Any]]:
    for key, ask in asks.items():
        if key in answers and ask.type is not AskType.LIST:
            yield (key, ask), answers[key]


def _rows(ask: Ask, rows: list[Any], names: Mapping[str, str]) -> Iterator[str]:
    for number, row in enumerate(rows, 1):
        told = [words for item, value in _paired(ask.items, row) if (words := _one(item, value, names))]
        if told:
            yield f"{number}. {'；'.join(told)}"


def _one(named: tuple[str, Item], value: Any, names: Mapping[str, str]) -> str | None:
    key, ask = named
    words = _value(key, ask, value, names)
    return None if words is None else f"{ask.title.zh.split('（')[0]} {words}"


def _value(key: str, ask: Item, value: Any, names: Mapping[str, str]) -> str | None:
    if ask.type is AskType.CHOICE:
        return ask.options[value].zh if value in ask.options else str(value)
    if ask.type is AskType.BOOL:
        return "是" if value else "否"
    if ask.type in _NAMED:
        return names.get(value, str(value))
    if ask.type is AskType.TEXT:
        return str(value) if key in _TELLABLE_TEXT else None
    return f"{value}元" if ask.type is AskType.MONEY else str(value)
