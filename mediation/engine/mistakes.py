"""What the models find wrong with a file's shape, as findings people can act on; and what is left without it."""

from __future__ import annotations

import copy
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from mediation.engine.checks import suggestion
from mediation.engine.definition import Definition, Move
from mediation.engine.pieces import Shape, Words
from mediation.engine.reading import Finding, Path
from mediation.engine.shapes import (
    Ask,
    AskType,
    ClockUse,
    Given,
    OnClock,
    Opens,
    Papers,
    State,
    Target,
    TextFormat,
    Waits,
)
from mediation.vocabulary import Relation, Rung, Stage

_SHAPES: tuple[type[Shape], ...] = (
    Definition, State, Move, Ask, ClockUse, Papers, Opens, OnClock, Given, Target, Waits, Words
)  # fmt: skip
_KEYS = frozenset(info.alias or name for shape in _SHAPES for name, info in shape.model_fields.items())
_LISTS: Mapping[str, tuple[str, tuple[str, str], tuple[str, ...]]] = {
    "stage": ("unknown_stage", ("阶段", "stage"), tuple(Stage)),
    "by": ("unknown_relation", ("身份", "relation"), tuple(Relation)),
    "type": ("unknown_type", ("问项类型", "type of answer"), tuple(AskType)),
    "format": ("unknown_format", ("文字格式", "format of a text"), tuple(TextFormat)),
    "rung": ("unknown_rung", ("期限档位", "rung"), tuple(Rung)),
}
_PLAIN: Mapping[str, tuple[str, str, str]] = {
    "string_type": (
        "bad_value",
        "此处应为文字；数字或 true 请加引号。",
        "Text is wanted here; put numbers and true in quotes.",
    ),
    "bool_type": ("bad_value", "此处应为 true 或 false。", "Write true or false."),
    "string_too_long": ("bad_value", "文字不得超过 500 字。", "At most 500 characters."),
    "literal_error": (
        "bad_value",
        'from 应为状态列表、{stage: 阶段} 或 "*"。',
        "'from' is a list of states, {stage: …} or \"*\".",
    ),
}
_EMPTY = ("bad_value", "此处不得为空，请补上内容。", "This may not be empty.")
_GROUP = ("bad_value", "此处应为一组键和值，或一个列表，请对照流程文件格式。", "A mapping or a list is wanted here.")


def data_path(loc: tuple[str | int, ...], data: Any) -> Path:
    """Follow a model's location through the file's data, leaving out what only the model knows."""
    path: list[str | int] = []
    for key in loc:
        inside = (isinstance(data, dict) and key in data) or (
            isinstance(data, list) and isinstance(key, int) and key < len(data)
        )
        if inside:
            path.append(key)
            data = data[key]
    return tuple(path)


def findings_of(error: ValidationError, data: Any) -> list[Finding]:
    """Say everything that is wrong with a shape; a list is not called empty for items that are wrong themselves."""
    found = [(item["type"], _finding_of(item, data)) for item in error.errors()]
    paths = [finding.path for _, finding in found]
    return [
        finding
        for kind, finding in found
        if kind != "too_short" or not any(p[: len(finding.path)] == finding.path and p != finding.path for p in paths)
    ]


def _finding_of(error: ErrorDetails, data: Any) -> Finding:
    """Say what is wrong in words of the file."""
    path = data_path(error["loc"], data)
    kind = error["type"]
    named = _NAMED.get(kind)
    if named is not None:
        return named(path, error)
    if kind.endswith(("too_short", "missing_argument")):
        return Finding(path, *_EMPTY)
    return Finding(path, *_PLAIN.get(kind, _GROUP))


def _missing(path: Path, error: ErrorDetails) -> Finding:
    key = str(error["loc"][-1])
    return Finding((*path, key), "missing_key", f"缺少“{key}”，请补上。", f"'{key}' is missing; add it.")


def _extra(path: Path, error: ErrorDetails) -> Finding:
    key = str(error["loc"][-1])
    near_zh, near_en = suggestion(key, _KEYS)
    return Finding(path, "unknown_key", f"没有“{key}”这个键，{near_zh}", f"There is no key '{key}'.{near_en}")


def _not_listed(path: Path, error: ErrorDetails) -> Finding:
    key = next(part for part in reversed(path) if isinstance(part, str))
    code, what, words = _LISTS[key]
    near_zh, near_en = suggestion(str(error["input"]), words)
    return Finding(
        path,
        code,
        f"{what[0]}“{error['input']}”不存在，{near_zh}可用：{'、'.join(words)}。",
        f"There is no {what[1]} '{error['input']}'.{near_en} There are: {', '.join(words)}.",
    )


def _bad_name(path: Path, error: ErrorDetails) -> Finding:
    if path == ("edition",):
        return Finding(
            path, "bad_edition", "版次应为日期，如 2026-01-01。", "The edition is a date such as 2026-01-01."
        )
    zh = f"“{error['input']}”不能作名称：只能用小写字母、数字、下划线，以字母开头，至多 64 个字符。"
    en = f"'{error['input']}' is no name: lower-case letters, digits and underscores, a letter first, 64 at most."
    return Finding(path, "bad_name", zh, en)


def _own(path: Path, error: ErrorDetails) -> Finding:
    return Finding(path, error["ctx"]["code"], error["ctx"]["zh"], error["ctx"]["en"])


_NAMED: Mapping[str, Callable[[Path, ErrorDetails], Finding]] = {
    "missing": _missing,
    "extra_forbidden": _extra,
    "enum": _not_listed,
    "string_pattern_mismatch": _bad_name,
    "procedure_fault": _own,
}

_WORDS = {"zh": "-", "en": "-"}
_STAND_INS: Mapping[str, Any] = {
    "procedure": "unnamed",
    "edition": "2000-01-01",
    "title": _WORDS,
    "moves": {},
    "stage": Stage.REPORT.value,
    "from": "*",
    "to": "=",
    "by": [Relation.SYSTEM.value],
    "type": AskType.TEXT.value,
    **_WORDS,
}


class Salvage:
    """What is left of a file when the pieces whose shape is wrong are taken out, so that names can still be checked."""

    def __init__(self, data: Any, error: ValidationError) -> None:
        self._removed: list[Path] = []
        states = data.get("states") if isinstance(data, dict) else None
        rest = copy.deepcopy(data)
        self.definition = self._reduce(rest, error) if isinstance(states, dict) and states else None

    def original(self, finding: Finding) -> Finding:
        """Give a finding the path it has in the file, before list items were taken out."""
        path = finding.path
        for removed in reversed(self._removed):
            depth = len(removed) - 1
            last, here = removed[-1], path[depth] if depth < len(path) else None
            if isinstance(last, int) and isinstance(here, int) and path[:depth] == removed[:-1] and here >= last:
                path = (*path[:depth], here + 1, *path[depth + 1 :])
        return replace(finding, path=path)

    def _reduce(self, rest: dict[str, Any], error: ValidationError) -> Definition | None:
        """Take out what is wrong, then fill or take out what that leaves incomplete, until the rest has a shape."""
        changed = True
        while changed and rest.get("states"):
            wrong = [item for item in error.errors() if not _filled(rest, item)]
            paths = {data_path(item["loc"], rest) for item in wrong}
            taken = [self._remove(rest, path) for path in sorted(paths, key=_deepest_first, reverse=True)]
            changed = any(taken) or len(wrong) < error.error_count()
            try:
                return Definition.model_validate(rest)
            except ValidationError as again:
                error = again
        return None

    def _remove(self, rest: Any, path: Path) -> bool:
        if not path or data_path(path, rest) != path:
            return False
        for key in path[:-1]:
            rest = rest[key]
        del rest[path[-1]]
        self._removed.append(path)
        return True


def _filled(rest: dict[str, Any], error: ErrorDetails) -> bool:
    """Put something harmless where a key is missing; say whether that was all."""
    key, place = error["loc"][-1], data_path(error["loc"], rest)
    if error["type"] != "missing":
        return False
    around: Any = rest
    for part in place:
        around = around[part]
    if key == "initial":
        around[key] = next(iter(rest["states"]))
    elif key in _STAND_INS:
        around[key] = copy.deepcopy(_STAND_INS[str(key)])
    return key in around


def _deepest_first(path: Path) -> tuple[int, tuple[str, ...]]:
    return len(path), tuple(f"{part:06}" if isinstance(part, int) else part for part in path)
