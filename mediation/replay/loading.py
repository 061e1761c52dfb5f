"""A script file to a script, or every mistake in it at once: file, line, path, what is wrong and how to mend it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path as FilePath
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from mediation.engine.reading import Finding, Path, Reading, read
from mediation.errors import BadInput, Problem
from mediation.replay.script import Act, Script

_NAME = re.compile(r"[a-z][a-z0-9_]{0,63}")
_KINDS: Mapping[str, tuple[str, str, str]] = {
    "missing": ("missing_key", "缺少此项，请补上。", "It is missing; add it."),
    "extra_forbidden": (
        "unknown_key",
        "脚本没有这个键，请对照 docs/replay.md 核对。",
        "A script has no such key; see docs/replay.md.",
    ),
    "enum": ("not_listed", "不在可选项之中：{expected}。", "It is none of: {expected}."),
    "literal_error": ("not_listed", "不在可选项之中：{expected}。", "It is none of: {expected}."),
}


class ScriptFault(BadInput):
    """A script that cannot be played as it is; ``problems`` names every place."""

    code = "bad_script"

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__(problems, code="bad_script")


def load_script(path: FilePath) -> Script:
    """Read a script.

    Raises:
        ScriptFault: every mistake, each with ``file:line path``.
        OSError: the file cannot be read.
    """
    reading = read(path.read_bytes().decode("utf-8-sig", errors="replace"))
    findings = list(reading.findings)
    script: Script | None = None
    if reading.usable:
        try:
            script = Script.model_validate(reading.data)
            findings += _crossed(script)
        except ValidationError as error:
            findings += [_finding(each, reading.data) for each in error.errors()]
    if script is None or findings:
        raise ScriptFault(_problems(path.name, reading, findings))
    return script


def _problems(name: str, reading: Reading, findings: list[Finding]) -> list[Problem]:
    placed = sorted((f.line or reading.line_of(f.path), ".".join(map(str, f.path)), f.code, f) for f in findings)
    return [Problem(f"{name}:{line} {path}".rstrip(), code, f.zh, f.en) for line, path, code, f in placed]


def _finding(error: ErrorDetails, data: Any) -> Finding:
    path = _path(error["loc"], data)
    context = error.get("ctx", {})
    if error["type"] == "script_fault":
        return Finding(path, context["code"], context["zh"], context["en"])
    code, zh, en = _KINDS.get(
        error["type"], ("bad_value", "此处的值不合要求，请对照 docs/replay.md 核对。", error["msg"] + ".")
    )
    expected = str(context.get("expected", ""))
    if error["type"] == "missing":
        path = (*path, str(error["loc"][-1]))
    return Finding(path, code, zh.format(expected=expected), en.format(expected=expected) if expected else en)


def _path(loc: tuple[str | int, ...], data: Any) -> Path:
    """Follow a model's location through the file, leaving out what only the model knows."""
    path: list[str | int] = []
    for key in loc:
        if isinstance(data, dict) and key in data:
            data = data[str(key)]
        elif isinstance(data, list) and isinstance(key, int) and key < len(data):
            data = data[key]
        else:
            continue
        path.append(key)
    return tuple(path)


def _crossed(script: Script) -> Iterator[Finding]:
    """Yield what refers to nothing: parents, employers, actors, labels; and acts that go back in time."""
    yield from _cast(script)
    people = {person.key for person in script.cast.people}
    known, cases = set(script.names()), set[str]()
    for place, act in enumerate(script.acts):
        here: Path = ("acts", place)
        if place and act.at < script.acts[place - 1].at:
            yield Finding((*here, "at"), "back_in_time", "不能早于前一步。", "It is earlier than the act before.")
        yield from _placed(act, here, people, cases)
        yield from _named(act, here, known, script)
        if act.open is not None:
            cases.add(act.case or script.replay)
        if act.matter is not None:
            opened = {f"{act.label}_{number}" for number in range(1, act.matter.pasted + 1)}
            cases |= opened
            known |= opened | {f"{label}_employer" for label in opened}
        if act.label is not None and act.label in known:
            yield Finding((*here, "as"), "named_twice", f"名称“{act.label}”已用过。", f"'{act.label}' is taken.")
        known |= {act.label} if act.label else set()
    for key in script.finally_.unseen:
        if key not in people:
            yield _unknown(("finally", "unseen", key), key, people)


def _placed(act: Act, here: Path, people: set[str], cases: set[str]) -> Iterator[Finding]:
    """Yield who acts and is not of the cast, and a case that nobody opened."""
    if act.by is not None and act.by not in people:
        yield _unknown((*here, "by"), act.by, people)
    if act.open is not None or (act.matter is not None and not act.matter.named):
        return
    for label in act.matter.named if act.matter else ():
        if label not in cases:
            yield _unknown((*here, "matter"), label, cases)
    if not cases:
        yield Finding(here, "no_case_yet", "第一步应当建案（open）。", "The first act opens a case.")
    elif act.case is not None and act.case not in cases:
        yield _unknown((*here, "case"), act.case, cases)


def _cast(script: Script) -> Iterator[Finding]:
    above: set[str] = set()
    for place, organisation in enumerate(script.cast.organisations):
        here: Path = ("cast", "organisations", place)
        if organisation.parent is not None and organisation.parent not in above:
            yield _unknown((*here, "parent"), organisation.parent, above)
        above.add(organisation.key)
    seen = set[str]()
    for name in script.names():
        if name in seen:
            yield Finding(("cast",), "named_twice", f"名称“{name}”用了两次。", f"'{name}' is there twice.")
        seen.add(name)
    for place, person in enumerate(script.cast.people):
        if person.organisation not in above:
            yield _unknown(("cast", "people", place, "organisation"), person.organisation, above)


def _named(act: Act, here: Path, known: set[str], script: Script) -> Iterator[Finding]:
    organisations = {organisation.key for organisation in script.cast.organisations}
    if act.open is not None and act.open.organisation not in organisations:
        yield _unknown((*here, "open", "organisation"), act.open.organisation, organisations)
    of_matter = act.matter.open if act.matter else None
    if of_matter is not None and of_matter.organisation not in organisations:
        yield _unknown((*here, "matter", "open", "organisation"), of_matter.organisation, organisations)
    if act.matter is not None and act.matter.elect is not None and act.matter.elect.paper not in known:
        yield _unknown((*here, "matter", "elect", "paper"), act.matter.elect.paper, known)
    if act.correct is not None and act.correct.of not in known:
        yield _unknown((*here, "correct", "of"), act.correct.of, known)
    if act.upload is not None and act.upload.party is not None:
        yield from _references(act.upload.party, (*here, "upload", "party"), known)
    yield from _references(act.answers, (*here, "answers"), known)


def _references(value: Any, here: Path, known: set[str]) -> Iterator[Finding]:
    if isinstance(value, str) and value.startswith("$") and not value.startswith("$$") and value[1:] not in known:
        yield _unknown(here, value[1:], known)
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            if key == "$" and len(value) == 1:
                return  # stands for each case's own worker, employer, claim or amount
            if not _NAME.fullmatch(key):
                yield _misnamed((*here, key), key)
            yield from _references(inner, (*here, key), known)
    elif isinstance(value, list | tuple):
        for place, inner in enumerate(value):
            yield from _references(inner, (*here, place), known)


def _misnamed(path: Path, key: str) -> Finding:
    return Finding(
        path,
        "bad_answer_name",
        f"“{key}”不是问项名称。花括号中的逗号会把文字断开：请给该文字加引号，或者用全角逗号。",
        f"'{key}' is no name of an answer. A comma inside braces ends the text before it: put that text in quotes.",
    )


def _unknown(path: Path, name: str, there: set[str]) -> Finding:
    listed = sorted(there)
    return Finding(
        path,
        "unknown_name",
        f"前文没有名为“{name}”的人、组织或者记录。已有：{'、'.join(listed) or '无'}。",
        f"Nothing called '{name}' comes before. There are: {', '.join(listed) or 'none'}.",
    )
