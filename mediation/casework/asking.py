"""Answers: what was handed in, held against what an act asks, becomes values that rules and effects can trust."""

from __future__ import annotations

import json
import re
import unicodedata
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

from mediation.engine.shapes import Ask, AskType, Item, TextFormat
from mediation.errors import BadInput, Problem
from mediation.facts.known import Given, Said
from mediation.law.identifiers import normalise_credit_code, normalise_identity_number, normalise_phone
from mediation.law.money import parse_yuan

LONGEST_TEXT = 10_000
MOST_ROWS = 200
_A_NAME = re.compile(r"[a-z][a-z_]{0,63}")
_FORBIDDEN = {"Cc", "Cf", "Cs", "Co"}


@dataclass
class Reading:
    """One reading of the answers: collects every problem, and every named thing that is still to be looked up."""

    event_id: str
    problems: list[Problem] = field(default_factory=list)
    named: list[tuple[AskType, str, str]] = field(default_factory=list)

    def wrong(self, where: str, code: str, zh: str, en: str) -> None:
        """Note a problem and go on."""
        self.problems.append(Problem(where, code, zh, en))


def clean_text(text: str) -> str:
    """Return the text in NFC, line ends as LF.

    Raises:
        ValueError: it holds a control, direction, zero-width or surrogate character (named in the message).
    """
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n"))
    for character in text:
        if character not in "\n\t" and unicodedata.category(character) in _FORBIDDEN:
            raise ValueError(f"U+{ord(character):04X}")
    return text


def _text(reading: Reading, where: str, title: str, raw: Any, form: TextFormat | None = None) -> Any:
    if not isinstance(raw, str):
        return _mistyped(reading, where, title, "文字", "text")
    try:
        text = clean_text(raw).strip()
    except ValueError as error:
        reading.wrong(
            where,
            "bad_char",
            f"“{title}”含有不可见的控制字符或方向控制字符（{error}），请删除后重试。",
            f"'{where}' holds an invisible character ({error}); delete it.",
        )
        return None
    if not text:
        reading.wrong(where, "missing", f"请填写“{title}”。", f"'{where}' is empty.")
        return None
    if fault := _too_long(text, where, title):
        reading.problems.append(fault)
        return None
    try:
        text = _FORMATS[form](text, where) if form else text
    except BadInput as error:
        reading.problems.extend(error.problems)
        return None
    return Said(str(uuid.uuid5(uuid.UUID(reading.event_id), f"said/{where}")), text)


def _too_long(text: str, where: str, title: str) -> Problem | None:
    if len(text) <= LONGEST_TEXT:
        return None
    return Problem(
        where,
        "too_long",
        f"“{title}”最长 {LONGEST_TEXT} 个字符，请精简。",
        f"'{where}' may have {LONGEST_TEXT} characters at most.",
    )


def _mistyped(reading: Reading, where: str, title: str, zh: str, en: str) -> None:
    reading.wrong(where, "bad_type", f"“{title}”应为{zh}。", f"'{where}' must be {en}.")


def _date(reading: Reading, where: str, title: str, raw: Any) -> Any:
    try:
        if not isinstance(raw, str) or len(raw) != 10 or raw[4] != "-" or raw[7] != "-":
            raise ValueError
        day = date.fromisoformat(raw)
        if not 1900 <= day.year <= 2200:
            raise ValueError
    except ValueError:
        reading.wrong(
            where,
            "bad_date",
            f"“{title}”应为真实存在的日期，格式 YYYY-MM-DD。",
            f"'{where}' must be a real date, YYYY-MM-DD.",
        )
        return None
    return day


def parse_instant(raw: Any) -> datetime:
    """Return an instant in UTC from ISO 8601 text that names its offset; ``ValueError`` otherwise."""
    if not isinstance(raw, str) or len(raw) > 40 or "T" not in raw or "W" in raw:
        raise ValueError("not an ISO 8601 time")
    instant = datetime.fromisoformat(raw)
    if instant.tzinfo is None or not 1900 <= instant.year <= 2200:
        raise ValueError("no time zone")
    return instant.astimezone(UTC)


def _datetime(reading: Reading, where: str, title: str, raw: Any) -> Any:
    try:
        return parse_instant(raw)
    except ValueError:
        reading.wrong(
            where,
            "bad_time",
            f"“{title}”必须是带时区的时间，例如 2026-01-01T09:00+08:00。",
            f"'{where}' must be a time with its zone, e.g. 2026-01-01T09:00+08:00.",
        )
        return None


def _money(reading: Reading, where: str, title: str, raw: Any) -> Any:
    if isinstance(raw, str) or (isinstance(raw, int) and not isinstance(raw, bool)):
        try:
            return parse_yuan(raw, where)
        except BadInput as error:
            reading.problems.extend(error.problems)
            return None
    reading.wrong(
        where,
        "bad_amount",
        f'“{title}”应写作字符串形式的金额，例如 "18600.00"。',
        f"'{where}' must be an amount written as text, e.g. \"18600.00\".",
    )
    return None


def _bool(reading: Reading, where: str, title: str, raw: Any) -> Any:
    return raw if isinstance(raw, bool) else _mistyped(reading, where, title, "是或否", "true or false")


def _integer(reading: Reading, where: str, title: str, raw: Any) -> Any:
    if isinstance(raw, int) and not isinstance(raw, bool) and 0 <= raw <= 1_000_000:
        return raw
    return _mistyped(reading, where, title, "0 至 1,000,000 的整数", "a whole number from 0 to 1,000,000")


def _named(kind: AskType) -> Callable[[Reading, str, str, Any], Any]:
    def take(reading: Reading, where: str, title: str, raw: Any) -> Any:
        if isinstance(raw, str) and 1 <= len(raw) <= 64 and raw.isprintable():
            reading.named.append((kind, where, raw))
            return raw
        return _mistyped(reading, where, title, "编号", "an id")

    return take


_TAKE: Mapping[AskType, Callable[[Reading, str, str, Any], Any]] = {
    AskType.DATE: _date,
    AskType.DATETIME: _datetime,
    AskType.MONEY: _money,
    AskType.BOOL: _bool,
    AskType.INTEGER: _integer,
    AskType.PARTY: _named(AskType.PARTY),
    AskType.PERSON: _named(AskType.PERSON),
    AskType.ORGANISATION: _named(AskType.ORGANISATION),
    AskType.PAPER: _named(AskType.PAPER),
}


def _identity(text: str, where: str) -> str:
    """Return a resident's number or a credit code: both have 18 characters, a resident's mostly digits."""
    compact = unicodedata.normalize("NFKC", text).replace(" ", "")
    human = compact[:17].isdigit() and compact[:2] != "91"
    return normalise_identity_number(text, where) if human else normalise_credit_code(text, where)


_FORMATS: Mapping[TextFormat, Callable[[str, str], str]] = {
    TextFormat.IDENTITY: _identity,
    TextFormat.PHONE: normalise_phone,
}


def _one(reading: Reading, where: str, item: Item, raw: Any) -> Any:
    if item.type is AskType.CHOICE:
        if isinstance(raw, str) and raw in item.options:
            return raw
        options = "、".join(f"{key}（{words.zh}）" for key, words in item.options.items())
        reading.wrong(
            where,
            "bad_choice",
            f"“{item.title.zh}”请从下列选项中选择：{options}。",
            f"'{where}' must be one of: {', '.join(item.options)}.",
        )
        return None
    if item.type is AskType.TEXT:
        return _text(reading, where, item.title.zh, raw, item.format)
    return _TAKE[item.type](reading, where, item.title.zh, raw)


def _rows(reading: Reading, where: str, ask: Ask, raw: Any) -> Any:
    if not isinstance(raw, list) or not all(isinstance(row, dict) for row in raw):
        return _mistyped(reading, where, ask.title.zh, "列表", "a list of rows")
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
            values[name] = _one(reading, f"{prefix}{name}", ask, given)
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
