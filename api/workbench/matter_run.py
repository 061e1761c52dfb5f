"""One act on each case of a matter, in one run: tried first, then done, with a result for every worker."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from fastapi import APIRouter
from fastapi.responses import Response

from api.errors import status_of
from api.workbench.fields import Field, Typed, answers, fields, flat, typed
from api.workbench.posted import ADD, AGAIN, CHECKED, key_of
from api.workbench.session import Read, Reads, Write, Writes
from api.workbench.shell import page
from mediation.casework import explaining, matter_acts, matter_reading
from mediation.casework.batching import Asked
from mediation.casework.choices import Choice, bodies, mediating
from mediation.casework.loading import lineage, load_organisations
from mediation.casework.matter_answers import MEANINGS
from mediation.casework.matter_views import MatterView
from mediation.engine.definition import Move
from mediation.engine.shapes import AskType, Item
from mediation.errors import BadInput, NotFound, Problem
from mediation.vocabulary import PaperKind

router = APIRouter(prefix="/matters/{matter_id}")
_EACH: Mapping[AskType, Sequence[str]] = {AskType.PARTY: ("worker", "employer"), AskType.MONEY: ("amount",)}
_TICK, _TRY = "c.", "_try"


@router.get("/do/{procedure}/{name}")
def ask(matter_id: str, procedure: str, name: str, read: Reads) -> Response:
    """Show the form of an act on each case; those in which it can be done are ticked."""
    view, move = _found(read, matter_id, procedure, name)
    ids = [row.case_id for row in view.rows]
    steps = explaining.board(read.visit.db, read.visit.desk, read.me.person_id, ids, read.visit.now)
    ticked = {ref for ref, found in steps.items() if any(step.name == name for step in found)}
    return _show(read, view, move, (procedure, name), {}, ticked)


@router.post("/do/{procedure}/{name}")
def act(matter_id: str, procedure: str, name: str, write: Writes) -> Response:
    """Try an act on each case that is ticked; done once it was looked at."""
    posted, read = write.posted, write.reads
    view, move = _found(read, matter_id, procedure, name)
    place, sent = (procedure, name), typed(move.asks, posted.fields)
    ticked = {field.removeprefix(_TICK) for field in posted.fields if field.startswith(_TICK)}
    if posted.get(AGAIN) or posted.get(ADD):
        return _show(read, view, move, place, sent, ticked, add=posted.get(ADD), key=key_of(posted))
    asked_for = matter_acts.MatterAct(
        matter_id=matter_id,
        asked=Asked(write.me.person_id, key_of(posted), posted.fingerprint()),
        name=name,
        procedure=procedure,
        answers=_meant(answers(move.asks, sent)),
        cases=tuple(matter_acts.OneCase(ref) for ref in sorted(ticked)),
    )
    try:
        if not ticked:
            raise BadInput([Problem("cases", "missing", "请至少勾选一件案件。", "Tick at least one case.")])
        if posted.get(CHECKED):
            return _done(write, view, matter_acts.act(write.visit.desk, asked_for, write.visit.now).answer, move.title)
        rows = matter_acts.tried(write.visit.db, write.visit.desk, asked_for, write.visit.now)
        _same_for_all(rows)
    except BadInput as error:
        return _show(read, view, move, place, sent, ticked, error=error, key=key_of(posted))
    return _show(read, view, move, place, sent, ticked, rows=rows, key=key_of(posted))


def _same_for_all(rows: Sequence[Mapping[str, Any]]) -> None:
    """Say at its field what is wrong with the answers in every case.

    Raises:
        BadInput: there is no case for which they can be taken.
    """
    if rows and all(row["result"] == "bad_input" for row in rows):
        raise BadInput([Problem(e["field"], e["code"], e["zh"], e["en"]) for e in rows[0]["errors"]])


@router.post("/papers")
def issue(matter_id: str, write: Writes) -> Response:
    """Issue a paper for each case: one worker, one paper, one number."""
    posted = write.posted
    view = _view(write.reads, matter_id)
    if posted.get("kind") not in set(PaperKind):
        raise BadInput([Problem("kind", "missing", "请选择文书种类。", "Choose a kind of paper.")])
    kind = PaperKind(posted.get("kind"))
    asked = Asked(write.me.person_id, key_of(posted), posted.fingerprint())
    asked_for = matter_acts.MatterAct(matter_id=matter_id, asked=asked, name="issue_paper", paper=kind)
    return _done(write, view, matter_acts.act(write.visit.desk, asked_for, write.visit.now).answer, kind)


def _view(read: Read, matter_id: str) -> MatterView:
    visit = read.visit
    return matter_reading.matter_view(visit.db, visit.desk, read.me.person_id, matter_id, visit.now)


def _found(read: Read, matter_id: str, procedure: str, name: str) -> tuple[MatterView, Move]:
    view = _view(read, matter_id)
    definition = read.visit.desk.procedures.current.get(procedure)
    if definition is None or name not in definition.moves or name in explaining.SPECIAL:
        raise NotFound("没有这一办理事项，请从群体性争议页面选择。", "There is no such step.", code="unknown_move")
    return view, definition.moves[name]


def _meant(value: Any) -> Any:
    """Return answers in which what each case has of its own stands as a placeholder."""
    if isinstance(value, dict):
        return {name: _meant(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [_meant(inner) for inner in value]
    if isinstance(value, str) and value.startswith("$") and value[1:] in MEANINGS:
        return {"$": value[1:]}
    return value


def _choices(read: Read, view: MatterView) -> Callable[[str, Item], Sequence[Choice] | None]:
    db = read.visit.db

    def choose(name: str, item: Item) -> Sequence[Choice] | None:
        if item.type is AskType.CHOICE:
            return [Choice(value, title.zh, title.en) for value, title in item.options.items()]
        if item.type in _EACH or (item.type is AskType.INTEGER and name == "claim"):
            return [Choice(f"${each}", *MEANINGS[each]) for each in _EACH.get(item.type, ("claim",))]
        if item.type is AskType.PERSON:
            known = load_organisations(db, [view.organisation.id])
            return mediating(db, lineage(view.organisation.id, known), read.visit.now)
        return bodies(db) if item.type is AskType.ORGANISATION else None

    return choose


def _show(  # noqa: PLR0913  # a form is what is asked, of which cases, what was typed and what came of it
    read: Read, view: MatterView, move: Move, place: tuple[str, str], sent: Typed, ticked: set[str],
    *, rows: Sequence[Mapping[str, Any]] = (), error: BadInput | None = None, add: str = "", key: str = "",
) -> Response:  # fmt: skip
    problems = [Problem(p.where.removeprefix("answers."), p.code, p.zh, p.en) for p in error.problems] if error else []
    shown: list[Field] = fields(move.asks, sent, _choices(read, view), problems, more=add)
    places = {id(problem): one.target for one in flat(shown) for problem in one.problems}
    variables = {
        "matter": view,
        "move": move,
        "path": f"/matters/{view.id}/do/{place[0]}/{place[1]}",
        "fields": shown,
        "ticked": ticked,
        "results": {row["case_id"]: row for row in rows},
        "summary": [(places.get(id(problem)), problem) for problem in problems],
        "key": key or key_of(None),
    }
    return page(read, "matter_do.html", status_of(error) if error else 200, **variables)


def _done(write: Write, view: MatterView, answer: bytes, title: Any) -> Response:
    told = json.loads(answer)
    results = {row["case_id"]: row for row in told["rows"]}
    return page(write.reads, "matter_done.html", matter=view, results=results, counts=told["counts"], title=title)
