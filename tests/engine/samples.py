"""A small procedure, a tiny registry and facts that say what every rule answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from mediation.engine.definition import Definition
from mediation.engine.registry import (
    AskName,
    EffectSpec,
    LimitName,
    MomentSpec,
    PaperName,
    Registry,
    RuleSpec,
    Validity,
)
from mediation.engine.verdict import Met, Reason, Verdict
from mediation.vocabulary import ConsentSubject, Relation, Severity, Truth

TODAY = date(2026, 9, 1)

PROCEDURE = """\
procedure: judicial_confirmation
edition: "2026-01-01"
title: {zh: 司法确认, en: judicial confirmation}
initial: preparing
given:
  clocks: [S3]
  papers: [agreement]
states:
  preparing:
    title: {zh: 准备, en: preparing}
    stage: resolve
    waits: {clock: S3}
  filed:
    title: {zh: 已提交, en: filed}
    stage: resolve
    waits: {reason: {zh: 等待法院决定受理, en: the court decides on acceptance}}
  accepted:
    title: {zh: 已受理, en: accepted}
    stage: resolve
    waits: {clock: S5}
  confirmed: {title: {zh: 确认有效, en: confirmed}, stage: resolve, final: true}
  lapsed: {title: {zh: 已逾期, en: lapsed}, stage: resolve, final: true}
moves:
  file:
    title: {zh: 提交司法确认申请, en: file}
    from: [preparing]
    to: filed
    by: [assigned_mediator, union_liaison]
    when: [all_have_signed, {rule: within_limit, limit: S3}]
    asks:
      filed_on: {type: date, title: {zh: 提交日期, en: date of filing}}
      days: {type: integer, title: {zh: 天数, en: days}, required: false}
      route:
        type: choice
        title: {zh: 途径, en: route}
        options: {window: {zh: 窗口, en: at the window}, online: {zh: 网上, en: online}}
    clocks:
      - {start: S4, from: filed_on}
      - {stop: S3}
    papers: {makes: [confirmation_application], requires: [agreement]}
    does: [set_docket, {effect: open_window, days: 30}]
    cites: ["CPL 205"]
  rule_on_acceptance:
    title: {zh: 登记受理决定, en: register the decision on acceptance}
    from: [filed]
    to:
      - {state: accepted, when: [court_accepts]}
      - {state: lapsed, when: [court_silent]}
      - {state: preparing}
    by: [court_clerk]
    clocks: [{start: S5}]
  confirm:
    title: {zh: 登记确认裁定, en: register the ruling}
    from: [accepted]
    to: confirmed
    by: [court_clerk]
    irreversible: true
  note:
    title: {zh: 备注, en: note}
    from: "*"
    to: "="
    by: [assigned_mediator]
  lapse:
    title: {zh: 期限届满, en: the period ends}
    from: {stage: resolve}
    to: lapsed
    by: [system]
    on_clock: {limit: S3, rung: end}
    tells: {procedure: labour_mediation, move: note_confirmation}
"""


@dataclass(frozen=True)
class Known:
    """What each rule will answer, by name; a rule that is not listed is met."""

    truths: Mapping[str, Truth] = field(default_factory=dict)
    given: Mapping[str, Any] | None = field(default_factory=dict)
    warn: bool = False


def reason(code: str, truth: Truth = Truth.UNMET, severity: Severity = Severity.BLOCK) -> Reason:
    """A reason about nothing in particular."""
    zh, en = f"{code}未满足。", f"{code} is not met."
    return Reason(code, truth, severity, zh, en, ("CPL 205",), "请补正。", "Mend it.", (Relation.HEAD,))


def verdict(facts: Known, name: str) -> Verdict:
    """What the facts say a rule answers."""
    truth = facts.truths.get(name, Truth.MET)
    return Met if truth is Truth.MET else reason(name, truth, Severity.WARN if facts.warn else Severity.BLOCK)


def rule(name: str, *, reads_answers: bool = False, needs: str = "case") -> RuleSpec:
    """A rule without parameters that answers what the facts say."""
    return RuleSpec(name, lambda facts: verdict(facts, name), {}, frozenset({needs}), reads_answers)


def _within_limit(facts: Known, limit: str) -> Verdict:
    return verdict(facts, f"within_{limit}")


def _paper_on_file(facts: Known, kind: str) -> Verdict:
    return verdict(facts, f"paper_{kind}")


def _choosy(
    facts: Known, subject: ConsentSubject, since: date, cap: int, loud: bool, names: tuple[str, ...], ask: str = ""
) -> Verdict:
    return verdict(facts, f"choosy {type(subject).__name__} {type(since).__name__} {cap} {loud} {names} {ask}")


RULES = [
    rule("all_have_signed", needs="signatures"),
    rule("court_accepts"),
    rule("court_silent"),
    rule("answers_complete", reads_answers=True),
    RuleSpec("within_limit", _within_limit, {"limit": LimitName}, frozenset({"clocks"})),
    RuleSpec("paper_on_file", _paper_on_file, {"kind": PaperName}, frozenset({"papers"})),
    RuleSpec(
        "choosy",
        _choosy,
        {"subject": ConsentSubject, "since": date, "cap": int, "loud": bool, "names": tuple[str, ...], "ask": AskName},
    ),
    *(rule(f"r{number}") for number in range(6)),
]

EFFECTS = [
    EffectSpec("set_docket", lambda facts, answers: (), {}, frozenset({"docket"})),
    EffectSpec("open_window", lambda facts, answers, days: (), {"days": int}),
]


class Statutes:
    """Two articles in force and one that is not."""

    def problem(self, cite: str, on: date) -> str | None:
        return None if cite in {"CPL 205", "CPLI 353"} else "没有这一条"

    def problem_en(self, cite: str, on: date) -> str | None:
        return None if self.problem(cite, on) is None else "There is no such article."

    def __contains__(self, key: object) -> bool:
        return key in {"CPL", "CPLI"}


MOMENTS = [MomentSpec("took_effect", lambda facts: TODAY, frozenset({"agreements"}))]

LIMITS = {
    "S3": Validity("judicial_confirmation_application"),
    "judicial_confirmation_application": Validity("judicial_confirmation_application"),
    "S4": Validity("court_acceptance"),
    "S5": Validity("confirmation_review"),
    "S9": Validity("old_period", until=date(2023, 12, 31)),
}

REGISTRY = Registry(
    rules={spec.name: spec for spec in RULES},
    effects={spec.name: spec for spec in EFFECTS},
    limits=LIMITS,
    statutes=Statutes(),
    papers=frozenset({"agreement", "confirmation_application", "award"}),
    procedures={"labour_mediation": frozenset({"note_confirmation", "assigned"}), "arbitration_review": None},
    moments={spec.name: spec for spec in MOMENTS},
)


def shape(**moves: Mapping[str, Any]) -> dict[str, Any]:
    """The plain data of a procedure with states a, b, c and a final z; moves run from a to z unless they say more."""
    words = {"zh": "某", "en": "some"}
    states: dict[str, Any] = {
        name: {"title": {"zh": f"状态{name}", "en": name}, "stage": "handle", "waits": {"reason": words}}
        for name in "abc"
    }
    states["z"] = {"title": {"zh": "终结", "en": "end"}, "stage": "resolve", "final": True}
    filled = {
        name: {"title": {"zh": f"操作{name}", "en": name}, "from": ["a"], "to": "z", "by": ["head"], **move}
        for name, move in moves.items()
    }
    return {
        "procedure": "sample",
        "edition": "2026-01-01",
        "title": words,
        "initial": "a",
        "states": states,
        "moves": filled,
    }


def define(**moves: Mapping[str, Any]) -> Definition:
    """The definition of ``shape``, without any check of names."""
    return Definition.model_validate(shape(**moves))
