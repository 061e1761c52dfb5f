"""YAML text to plain data, with the line of every key; nothing of YAML but mappings, lists and scalars is taken.

Tags, anchors, aliases, tabs, duplicate keys and more than one document are refused. Plain scalars are text but for
integers, ``true``, ``false`` and ``null``: a date stays text, and so do ``yes``, ``no`` and ``on``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    DocumentEndEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    NodeEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamStartEvent,
)

MAX_BYTES = 1_000_000
MAX_DEPTH = 12
_INTEGER = re.compile(r"[-+]?(0|[1-9][0-9]{0,17})")
_WORDS: Mapping[str, bool | None] = {"true": True, "false": False, "null": None, "~": None, "": None}

Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Finding:
    """A mistake and the path of keys that leads to it; ``line`` where only the text knows it."""

    path: Path
    code: str
    zh: str
    en: str
    line: int | None = None


@dataclass(slots=True)
class Reading:
    """Plain data, the line of every path in it, and what was wrong; ``usable`` data may be checked further."""

    data: Any = None
    lines: dict[Path, int] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    usable: bool = False

    def line_of(self, path: Path) -> int:
        """The line of a path, or of the nearest thing around it."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)


class _Refused(Exception):
    def __init__(self, finding: Finding) -> None:
        self.finding = finding


def read(text: str) -> Reading:
    """Read a text; never raises for what the text holds."""
    reading = Reading()
    try:
        _refuse_text(text)
        reading.data = _document(_events(text), reading)
        reading.usable = True
    except _Refused as refused:
        reading.findings.append(refused.finding)
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        reading.findings.append(_not_yaml(mark.line + 1 if mark else 1, str(error.problem or error.context)))
    except YAMLError as error:
        position = getattr(error, "position", 0)
        reading.findings.append(_not_yaml(text.count("\n", 0, position) + 1, str(getattr(error, "reason", error))))
    return reading


def _not_yaml(line: int, problem: str) -> Finding:
    return Finding(
        (), "bad_yaml", f"不是有效的 YAML（{problem}），请检查缩进、冒号和引号。", f"not valid YAML: {problem}", line
    )


def _refuse_text(text: str) -> None:
    if len(text.encode(errors="replace")) > MAX_BYTES:
        raise _Refused(
            Finding((), "too_large", "文件超过 1 MB，请拆分流程。", "the file is over 1 MB; split the procedure", 1)
        )
    tab = text.find("\t")
    if tab >= 0:
        line = text.count("\n", 0, tab) + 1
        raise _Refused(Finding((), "tab", "不能使用制表符，请改用空格。", "tabs are not taken; use spaces", line))


def _events(text: str) -> Iterator[Event]:
    for event in YAML(typ="safe", pure=True).parse(text):
        if isinstance(event, AliasEvent) or (isinstance(event, NodeEvent) and event.anchor is not None):
            raise _Refused(
                _unsupported(
                    event,
                    "alias",
                    "不支持 YAML 锚点与别名，请写出内容本身",
                    "anchors and aliases are not taken; write it out",
                )
            )
        tag = getattr(event, "tag", None)
        if tag is not None:
            raise _Refused(
                _unsupported(
                    event,
                    "bad_yaml_tag",
                    f"不支持的 YAML 标签“{tag}”，请删去",
                    f"the tag {tag} is not taken; delete it",
                )
            )
        yield event


def _unsupported(event: Event, code: str, zh: str, en: str) -> Finding:
    return Finding((), code, f"{zh}。", f"{en}.", event.start_mark.line + 1)


def _document(events: Iterator[Event], reading: Reading) -> Any:
    data: Any = None
    documents = 0
    for event in events:
        if isinstance(event, StreamStartEvent | DocumentEndEvent):
            continue
        if isinstance(event, DocumentStartEvent):
            documents += 1
            if documents > 1:
                raise _Refused(
                    _unsupported(
                        event,
                        "bad_yaml",
                        "一个文件只能有一份流程，请分成几个文件",
                        "one file holds one procedure; split it",
                    )
                )
            data = _node(next(events), events, (), reading)
    return data


def _node(event: Event, events: Iterator[Event], path: Path, reading: Reading) -> Any:
    reading.lines.setdefault(path, event.start_mark.line + 1)
    if len(path) > MAX_DEPTH:
        raise _Refused(
            _unsupported(
                event, "too_deep", "嵌套过深，请按流程文件的格式书写", "nested too deeply for a procedure file"
            )
        )
    if isinstance(event, MappingStartEvent):
        return _mapping(events, path, reading)
    if isinstance(event, SequenceStartEvent):
        return _sequence(events, path, reading)
    assert isinstance(event, ScalarEvent)  # nothing else is left once aliases are refused
    return _scalar(event)


def _mapping(events: Iterator[Event], path: Path, reading: Reading) -> dict[str, Any]:
    found: dict[str, Any] = {}
    while not isinstance(event := next(events), MappingEndEvent):
        if not isinstance(event, ScalarEvent):
            raise _Refused(_unsupported(event, "bad_yaml", "键只能是文字，请改正", "a key is plain text"))
        key, line = str(event.value), event.start_mark.line + 1
        repeated = key in found
        if repeated:
            reading.findings.append(_duplicate((*path, key), line))
        reading.lines.setdefault((*path, key), line)
        value = _node(next(events), events, (*path, key), reading)
        if not repeated:
            found[key] = value
    return found


def _duplicate(path: Path, line: int) -> Finding:
    key, group = path[-1], path[:-1]
    if group == ("states",):
        return Finding(
            path, "duplicate_state", f"状态“{key}”重复，请删去一个。", f"the state '{key}' is there twice", line
        )
    if group == ("moves",):
        return Finding(
            path, "ambiguous_move", f"操作“{key}”重复，请合并或改名。", f"the move '{key}' is there twice", line
        )
    return Finding(
        path, "duplicate_key", f"“{key}”重复，请删去一个。", f"the key '{key}' is there twice; delete one", line
    )


def _sequence(events: Iterator[Event], path: Path, reading: Reading) -> list[Any]:
    found: list[Any] = []
    while not isinstance(event := next(events), SequenceEndEvent):
        found.append(_node(event, events, (*path, len(found)), reading))
    return found


def _scalar(event: ScalarEvent) -> Any:
    value = str(event.value)
    if event.style:
        return value
    if value in _WORDS:
        return _WORDS[value]
    return int(value) if _INTEGER.fullmatch(value) else value
