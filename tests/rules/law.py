"""The procedures as they are published: the files, the law they cite, our rules and effects."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path

from mediation.casework.desk import load_procedures, registry_of
from mediation.engine.definition import Definition, Move
from mediation.engine.loading import load
from mediation.engine.registry import Registry
from mediation.engine.shapes import RuleUse
from mediation.law.statutes import Statutes
from mediation.law.time_limits import TimeLimits

WORKFLOWS = Path(__file__).resolve().parents[2] / "workflows"
NAMES = ("arbitration_review", "court_referral", "judicial_confirmation", "labour_mediation", "payment_order")
ON = date(2026, 11, 22)


@cache
def statutes() -> Statutes:
    return Statutes.load(WORKFLOWS / "statutes.yaml")


@cache
def limits() -> TimeLimits:
    return TimeLimits.load(WORKFLOWS / "time_limits.yaml", statutes())


@cache
def registry() -> Registry:
    """Everything names may mean, with the procedures known to each other."""
    return load_procedures(registry_of(limits(), statutes()), ON, WORKFLOWS).registry


@cache
def definition(name: str) -> Definition:
    return load(WORKFLOWS / f"{name}.yaml", registry(), ON)


def moves() -> Iterator[tuple[str, str, Move]]:
    for name in NAMES:
        for move_name, move in definition(name).moves.items():
            yield name, move_name, move


def conditions(move: Move) -> Iterator[RuleUse]:
    """The rules that choose a target or a clock: they must never answer that they do not know."""
    for target in move.targets:
        yield from target.when
    for clock in move.clocks:
        yield from clock.when


def rules_of(move: Move) -> Iterator[RuleUse]:
    yield from move.rules
    yield from conditions(move)
