"""A ruling: these facts, this rule, this answer. Each subject has a table of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from mediation.engine.verdict import Met, Reason
from mediation.facts.known import Facts
from mediation.vocabulary import Severity, Truth
from tests.rules.asking import ask


@dataclass(frozen=True)
class Ruling:
    """``code`` None: the rule is met. ``title`` reads as a sentence."""

    title: str
    rule: str
    facts: Facts
    code: str | None = None
    truth: Truth = Truth.UNMET
    severity: Severity = Severity.BLOCK
    params: Mapping[str, Any] = field(default_factory=dict)

    def __str__(self) -> str:
        return f"{self.rule}: {self.title}"

    def holds(self) -> None:
        """Assert that the rule answers so, and that a reason can be read by people."""
        verdict = ask(self.rule, self.facts, **self.params)
        if self.code is None:
            assert verdict is Met, verdict
            return
        assert isinstance(verdict, Reason)
        assert (verdict.code, verdict.truth, verdict.severity) == (self.code, self.truth, self.severity)
        _reads_well(verdict)


def _reads_well(reason: Reason) -> None:
    for sentence in (reason.zh, reason.cure_zh):
        assert sentence.endswith("。"), sentence
        assert not set(sentence) & set("!！;,?"), sentence
    for sentence in (reason.en, reason.cure_en):
        assert sentence.endswith("."), sentence
    assert reason.who
