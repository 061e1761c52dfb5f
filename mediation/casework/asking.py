"""Answers: what was handed in, held against what an act asks, becomes values that rules and effects can trust."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

from mediation.casework.values import Reading, mistyped, one_value
from mediation.engine.shapes import Ask, AskType, Item
from mediation.errors import BadInput
from mediation.facts.known import Given, Said

MOST_ROWS = 200
_A_NAME = re.compile(r"[a-z][a-z_]{0,63}")


def _rows(reading: Reading, where: str, ask: Ask, raw: Any) -> Any:
    if not isinstance(raw, list) or not all(isinstance(row, dict) for row in raw):
        return mistyped(reading, where, ask.title.zh, "列表", "a list of rows")
    if len(raw) > MOST_ROWS or (ask.required and not raw):
        reading.wrong(
            where,
            "bad_length",
            f"“{ask.title.zh}”应有 1 至 {MOST_ROWS} 行。",
            f"'{where}': 1 to {MOST_ROWS} rows.",
        )
        return None
    return [_fields(reading, f"{where}[{place}]", ask.items, row) for place, row in enumerate(raw)]


def _fields(reading: Reading, where: str, asks: Mapping[str, Item], raw: Mapping[str, Any]) -> dict[str, Any]:
    prefix = f"{where}." if where else ""
    for name in raw:
        if name not in asks:
            shown = name if _A_NAME.fullmatch(name) else "?"  # a name that is none may hold what nobody may repeat
            reading.wrong(
                f"{prefix}{shown}",
                "unknown_field",
                f"不允许提交字段“{shown}”。可填写：{'、'.join(asks) or '无'}。",
                f"'{prefix}{shown}' is not asked for. Asked for: {', '.join(asks) or 'nothing'}.",
            )
    values: dict[str, Any] = {}
    for name, ask in asks.items():
        given = raw.get(name)
        if given is None:
            if ask.required:
                reading.wrong(
                    f"{prefix}{name}",
                    "missing",
                    f"请填写“{ask.title.zh}”（{name}）。",
                    f"'{prefix}{name}' is missing.",
                )
            continue
        if isinstance(ask, Ask) and ask.type is AskType.LIST:
            values[name] = _rows(reading, f"{prefix}{name}", ask, given)
        else:
            values[name] = one_value(reading, f"{prefix}{name}", ask, given)
    return values


def read(asks: Mapping[str, Ask], raw: Mapping[str, Any], event_id: str) -> tuple[Given, Reading]:
    """Return the answers as values, and what was named (parties, people, papers) for the caller to look up.

    Raises:
        BadInput: every field that is missing, unknown or mistyped.
    """
    reading = Reading(event_id)
    values = _fields(reading, "", asks, raw)
    if reading.problems:
        raise BadInput(reading.problems)
    return Given(values), reading


def texts(given: Mapping[str, Any]) -> list[Said]:
    """Return every personal text among the answers, those in rows included."""
    found: list[Said] = []
    for value in given.values():
        if isinstance(value, Said):
            found.append(value)
        elif isinstance(value, list):
            for row in value:
                found.extend(texts(row))
    return found


def stored(value: Any) -> str:
    """Return an answer as JSON for its row: personal text as a reference, days and instants as ISO."""
    return json.dumps(_storable(value), ensure_ascii=False, sort_keys=True)


def _storable(value: Any) -> Any:
    if isinstance(value, Said):
        return {"said": value.ref}
    if isinstance(value, list):
        return [{name: _storable(item) for name, item in row.items()} for row in value]
    if isinstance(value, datetime | date):
        return value.isoformat()
    return value


def restored(ask: Item, value: Any, words: Callable[[str], str | None]) -> Any:
    """Return a stored answer as the value it was; erased text comes back empty."""
    if isinstance(value, dict) and set(value) == {"said"}:
        return Said(value["said"], words(value["said"]) or "")
    if isinstance(value, list) and isinstance(ask, Ask):
        return [{name: restored(ask.items[name], item, words) for name, item in row.items()} for row in value]
    if ask.type is AskType.DATE:
        return date.fromisoformat(value)
    if ask.type is AskType.DATETIME:
        return datetime.fromisoformat(value)
    return value
