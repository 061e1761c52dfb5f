"""What single tabs of a case show besides what stands around them all."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from api.workbench.case_page import MEDIATION, Steps, Tab
from api.workbench.offer_grid import fen, grid_of, totals
from api.workbench.paper_set import paper_set, previewed
from api.workbench.session import Read
from mediation.casework import diary
from mediation.casework.drafting import drafts_of
from mediation.casework.opened import Opened
from mediation.casework.said import yuan
from mediation.casework.views import MoveView, ReasonView
from mediation.law.reckoning.all import CALCULATORS
from mediation.policy import Resource
from mediation.vocabulary import FactClass, PaperKind

Shown = Mapping[str, Any]
ITEM_CALCULATORS: Mapping[str, str] = {
    "wages": "wage_arrears",
    "overtime": "overtime",
    "severance": "severance",
    "damages": "severance",
    "double_wages": "double_wages",
    "annual_leave": "annual_leave",
    "injury_benefit": "injury_benefit",
}
"""Which calculator reckons what a claim asks for."""


def extras(read: Read, opened: Opened, tab: Tab, shown: Shown) -> dict[str, Any]:
    """Return what a tab shows of its own; ``shown`` is the page around it."""
    of_tab = _OF.get(tab)
    common = {
        **moves_on(shown["steps"]),
        "classes": {word.value: word for word in FactClass},
        "kinds_by": {kind.value: kind for kind in PaperKind},
        "may_record": any(act.name == "record_fact" for act in shown["acts"].ready),
        "may_confide": opened.reader.may(Resource.CONFIDENCES),
    }
    return {**common, **(of_tab(read, opened, shown) if of_tab else {})}


def moves_on(steps: Sequence[Steps]) -> dict[str, Any]:
    """Return the moves of the mediation by name: what the reader can do now, and what stands against the rest."""
    of = next((one for one in steps if one.proceeding.procedure == MEDIATION), None)
    if of is None:
        return {"at": None, "can": frozenset(), "barred": {}}
    ready: list[MoveView] = [*([of.primary] if of.primary else []), *of.ready]
    barred: dict[str, list[ReasonView]] = {move.name: move.reasons for move in of.blocked}
    return {"at": of.proceeding.id, "can": frozenset(move.name for move in ready), "barred": barred}


def _minutes(read: Read, opened: Opened, _shown: Shown) -> dict[str, Any]:
    db = read.visit.db
    held = [m for m in opened.facts.meetings if m.place_id is not None]
    place = opened.facts.words(held[-1].place_id) if held else None
    writes = opened.reader.may(Resource.CONFIDENCES)
    kept = drafts_of(db, read.me.person_id, opened.case.id) if writes else {}
    return {
        "slots": diary.free_times(db, opened),
        "place": place or opened.organisations[opened.case.organisation_id].name,
        "writes": writes,
        "unfiled": max((draft.saved_at for draft in kept.values() if draft.text and draft.saved_at), default=None),
    }


def _offers(_read: Read, opened: Opened, shown: Shown) -> dict[str, Any]:
    rows = grid_of(shown["case"])
    turns = max((len(row.turns) for row in rows), default=0)
    known = {item: name for item, name in ITEM_CALCULATORS.items() if name in CALCULATORS}
    return {
        "grid": rows,
        "turns": max(turns, 1),
        "totals": totals(rows),
        "calculators": known,
        "mediates": opened.reader.may(Resource.CONFIDENCES),
    }


def _papers(read: Read, opened: Opened, shown: Shown) -> dict[str, Any]:
    query = read.visit.request.query_params
    return {
        "set": paper_set(read.visit.db, opened, shown["case"]),
        "preview": previewed(read.visit.db, opened, query.get("show", ""), query.get("party") or None),
    }


def _performance(_read: Read, _opened: Opened, _shown: Shown) -> dict[str, Any]:
    return {"left_of": lambda part: yuan((fen(part["amount"]) or 0) - (fen(part["paid_amount"]) or 0))}


_OF: Mapping[Tab, Callable[[Read, Opened, Shown], dict[str, Any]]] = {
    Tab.MINUTES: _minutes,
    Tab.OFFERS: _offers,
    Tab.PAPERS: _papers,
    Tab.PERFORMANCE: _performance,
}
