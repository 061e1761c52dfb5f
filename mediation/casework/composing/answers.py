"""What was answered when an act was recorded, as a paper says it again."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from mediation.casework.composing.brief import Brief
from mediation.facts.folder import Answer

MEDIATION, FOLDER = "labour_mediation", "case_folder"


@dataclass(frozen=True, slots=True)
class Told:
    """What was answered when an act was last recorded, and the day (Asia/Shanghai) it happened."""

    seq: int
    day: date
    answers: Mapping[str, Any]

    def text(self, name: str) -> str | None:
        """Return an answer in words."""
        return self.answers.get(name)

    def date(self, name: str) -> date | None:
        """Return an answer that is a day."""
        given = self.answers.get(name)
        return date.fromisoformat(given) if given else None


def told(brief: Brief, procedure: str, act: str) -> Told | None:
    """Return what was answered when a procedure's act was last recorded; only for acts that nothing is confided in."""
    return next(reversed(told_each(brief, procedure, act)), None)


def told_each(brief: Brief, procedure: str, act: str) -> tuple[Told, ...]:
    """Return what was answered each time the act was recorded, oldest first; as ``told``."""
    own = {p.id for p in brief.facts.proceedings if p.procedure == procedure}
    mine = [answer for answer in brief.facts.answers if answer.act == act and answer.proceeding_id in own]
    return tuple(
        Told(seq, brief.background.days[seq], {a.name: _answered(brief, a) for a in mine if a.seq == seq})
        for seq in sorted({answer.seq for answer in mine})
    )


def _answered(brief: Brief, answer: Answer) -> Any:
    """An answer as it was given: personal text in words, also inside rows."""
    if answer.text_id:
        return brief.words(answer.text_id)
    value = json.loads(answer.value or "null")
    if not isinstance(value, list):
        return value
    return [{name: brief.words(v["said"]) if isinstance(v, dict) else v for name, v in row.items()} for row in value]


def option(brief: Brief, procedure: str, act: str, name: str, chosen: str | None) -> str | None:
    """Return how the procedure words the option that was chosen."""
    if chosen is None:
        return None
    asks = brief.opened.desk.procedures.named(procedure).moves[act].asks
    return asks[name].options[chosen].zh
