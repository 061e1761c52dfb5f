"""The YAML of the law read strictly: one clear problem a mistake, with the file and the place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from mediation.errors import BadInput, Problem

M = TypeVar("M", bound=BaseModel)


class LawDataFault(BadInput):
    """A file of the law cannot be taken as it is; ``problems`` names every place."""

    code = "bad_law_data"

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__(problems, code="bad_law_data")


def fault(where: str, zh: str, en: str) -> LawDataFault:
    """A fault with exactly one problem."""
    return LawDataFault([Problem(where, "bad_law_data", zh, en)])


def read_mapping(path: Path) -> dict[str, Any]:
    """The mapping a YAML file holds; raises LawDataFault for duplicate keys, unknown tags and broken syntax."""
    found = _read(path)
    if not isinstance(found, dict):
        raise fault(path.name, "文件应为键值对，请核对。", "The file must be a mapping; check it.")
    return found


def read_list(path: Path) -> list[Any]:
    """The list a YAML file holds; refuses like ``read_mapping``."""
    found = _read(path)
    if not isinstance(found, list):
        raise fault(path.name, "文件应为列表，请核对。", "The file must be a list; check it.")
    return found


def _read(path: Path) -> Any:
    try:
        return YAML(typ="safe", pure=True).load(path.read_text(encoding="utf-8"))
    except MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise fault(
            f"{path.name}:{line}",
            f"YAML 有误，请修改：{error.problem}。",
            f"Broken YAML, mend it: {error.problem}.",
        ) from error
    except (YAMLError, OSError, UnicodeDecodeError) as error:
        raise fault(path.name, f"文件无法读取：{error}。", f"The file cannot be read: {error}.") from error


def model_of(kind: type[M], data: Any, where: str) -> M:
    """``data`` as a model; raises LawDataFault with every mistake, each placed below ``where``."""
    try:
        return kind.model_validate(data)
    except ValidationError as error:
        raise LawDataFault([_problem(where, data, mistake) for mistake in error.errors()]) from error


def _problem(where: str, data: Any, mistake: Mapping[str, Any]) -> Problem:
    place = ".".join([where, *_named(data, mistake["loc"])])
    return Problem(place, "bad_law_data", f"此处有误，请修改：{mistake['msg']}。", f"Mend this: {mistake['msg']}.")


def _named(data: Any, path: Sequence[int | str]) -> Iterator[str]:
    """The steps of a path; an entry of a list that has a reference is called by it, not by its position."""
    for step in path:
        try:
            data = data[step]
        except (LookupError, TypeError):
            data = None
        yield str(data.get("ref", step) if isinstance(data, dict) and isinstance(step, int) else step)
