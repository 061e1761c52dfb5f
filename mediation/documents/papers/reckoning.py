"""法定测算单: what a calculator found, so that both sides can follow it by hand; it takes nobody's part."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import ClassVar

from mediation.documents.parts import Paper, needed, optional, unclear
from mediation.errors import Problem
from mediation.vocabulary import PaperKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """One thing that was filled in."""

    title: str | None = field(metadata=needed("填写项目", "what was asked"))
    value: str | None = field(metadata=needed("填写内容", "what was filled in"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step of the reckoning."""

    title: str | None = field(metadata=needed("步骤", "step"))
    formula: str | None = field(metadata=needed("算法", "formula"))
    numbers: str | None = field(default=None, metadata=optional("数字", "numbers"))
    result: str | None = field(metadata=needed("结果", "result"))
    basis: str | None = field(default=None, metadata=optional("依据", "articles"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A figure that was taken from a table: whose, since when, from where, how well checked."""

    title: str | None = field(metadata=needed("标准名称", "figure"))
    place: str | None = field(metadata=needed("适用地区", "place"))
    since: date | None = field(metadata=needed("施行日期", "since when"))
    number: str | None = field(metadata=needed("数值", "value"))
    source: str | None = field(metadata=needed("出处", "source"))
    checked: str | None = field(metadata=needed("核对情况", "how well checked"))


@dataclass(frozen=True, slots=True, kw_only=True)
class ReckoningSheet(Paper):
    """法定测算单: what was filled in, every step with formula, numbers and article, the figures with their sources.

    It may stand outside any case: then no case number is on it.
    """

    slug: ClassVar[str] = PaperKind.CALCULATION.value

    case_number: str | None = field(default=None, metadata=optional("案件编号", "case number"))
    subject: str | None = field(metadata=needed("测算项目", "what is reckoned"))
    made_on: date | None = field(metadata=needed("测算日期", "day of the reckoning"))
    given: tuple[Given, ...] = field(metadata=needed("填写内容", "what was filled in"))
    steps: tuple[Step, ...] = field(metadata=needed("计算步骤", "steps"))
    total_fen: int | None = field(metadata=needed("测算结果", "result"))
    figures: tuple[Figure, ...] = field(default=(), metadata=optional("采用标准", "figures taken"))
    remarks: tuple[str, ...] = field(default=(), metadata=optional("说明", "remarks"))

    def faults(self, where: str, zh: str, en: str) -> Iterator[Problem]:
        """Yield that a sum cannot be less than nothing."""
        if self.total_fen is not None and self.total_fen < 0:
            yield unclear("total_fen", "测算结果不能小于零，请核对填写的数字", "the result is below nothing; check it")
