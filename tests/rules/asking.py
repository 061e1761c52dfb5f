"""Facts for rules and effects under test, asked and run with no more loaded than what they declare."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from mediation.effects.all import EFFECTS
from mediation.engine.verdict import Met, Verdict
from mediation.facts.columns import Row
from mediation.facts.folder import (
    Case,
    Proceeding,
)
from mediation.facts.known import GROUPS, Acting, Actor, Facts, Given
from mediation.facts.standing import Standing
from mediation.rules.all import RULES
from mediation.vocabulary import (
    LegalBasis,
    Relation,
)
from tests.makers import DESK, TODAY, at, make_case, make_organisation

_EVENT = "7b6f1a52-0000-4000-8000-000000000001"


def make_facts(
    *rows: Row,
    given: dict[str, Any] | None = None,
    case: Case | None = None,
    day: date = TODAY,
    basis: LegalBasis | None = LegalBasis.MAL10_3,
    by: Relation = Relation.ASSIGNED_MEDIATOR,
    proceeding: str = "labour_mediation",
    parts: Standing | None = None,
) -> Facts:
    """Facts of a case with every group loaded; ``given`` are answers as rules see them."""
    groups: dict[str, list[Row]] = defaultdict(list)
    names = {kind: name for name, kind in GROUPS.items()}
    for row in rows:
        groups[names[type(row)]].append(row)
    acting = Acting(_EVENT, "act", Actor("person", frozenset({by}), frozenset({DESK})), at(day), at(day), 9)
    here = [row for row in groups["proceedings"] if isinstance(row, Proceeding) and row.procedure == proceeding]
    return Facts(
        acting=acting,
        case=case or make_case(),
        proceeding=here[0] if here else None,
        given=None if given is None else Given(given),
        groups={name: groups.get(name, []) for name in GROUPS},
        organisations={DESK: make_organisation(basis)},
        parts=parts or Standing(),
    )


def only(facts: Facts, needs: frozenset[str]) -> Facts:
    """The same facts with nothing else loaded than these groups."""
    groups = {name: rows for name, rows in facts.groups.items() if name in needs}
    bodies = facts.organisations if "organisations" in needs else {}
    parts = facts.parts if "standing" in needs else None
    return replace(facts, groups=groups, organisations=bodies, parts=parts)


def ask(name: str, facts: Facts, /, **params: Any) -> Verdict:
    """Ask a rule, with no other fact group loaded than those it declares."""
    return RULES[name].check(only(facts, RULES[name].needs), **params)


def code_of(verdict: Verdict) -> str | None:
    """The code of a reason; None when met."""
    return None if verdict is Met else getattr(verdict, "code", None)


def write(name: str, facts: Facts, /, **params: Any) -> Sequence[Row]:
    """Run an effect, with no other fact group loaded than those it declares."""
    rows: Sequence[Row] = EFFECTS[name].run(only(facts, EFFECTS[name].needs), **params)
    return rows
