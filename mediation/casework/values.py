"""One answer at a time: text, a day, money, the name of something; held to its type, cleaned, never guessed."""

from __future__ import annotations

import unicodedata
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

from mediation.engine.shapes import AskType, Item, TextFormat
from mediation.errors import BadInput, Problem
from mediation.facts.known import Said
from mediation.law.dockets import number_given
from mediation.law.identifiers import normalise_credit_code, normalise_identity_number, normalise_phone
from mediation.law.money import parse_yuan

LONGEST_TEXT = 10_000
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
        return mistyped(reading, where, title, "文字", "text")
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


def mistyped(reading: Reading, where: str, title: str, zh: str, en: str) -> None:
    """Note that an answer is not of its type."""
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
    return raw if isinstance(raw, bool) else mistyped(reading, where, title, "是或否", "true or false")


def _integer(reading: Reading, where: str, title: str, raw: Any) -> Any:
    if isinstance(raw, int) and not isinstance(raw, bool) and 0 <= raw <= 1_000_000:
        return raw
    return mistyped(reading, where, title, "0 至 1,000,000 的整数", "a whole number from 0 to 1,000,000")


def _named(kind: AskType) -> Callable[[Reading, str, str, Any], Any]:
    def take(reading: Reading, where: str, title: str, raw: Any) -> Any:
        if isinstance(raw, str) and 1 <= len(raw) <= 64 and raw.isprintable():
            reading.named.append((kind, where, raw))
            return raw
        return mistyped(reading, where, title, "编号", "an id")

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
    TextFormat.DOCKET: number_given,
}


def one_value(reading: Reading, where: str, item: Item, raw: Any) -> Any:
    """Return the value of one answer that is no list, or note what is wrong with it."""
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
