"""One act on the cases ticked in the list: assign a mediator or press for progress, tried before it is done."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from fastapi import APIRouter
from fastapi.responses import Response

from api.workbench.posted import AGAIN, CHECKED, KEY, TOKEN, Posted, key_of
from api.workbench.session import Read, Write, Writes
from api.workbench.shell import page
from mediation.casework import searching
from mediation.casework.batching import Asked
from mediation.casework.bulk import MOST_CASES, Each, done, tried
from mediation.casework.case_lines import lines_for, mediators_for, versions_of
from mediation.casework.searching import Line
from mediation.errors import BadInput, Problem
from mediation.policy import no_such_case

router = APIRouter(prefix="/cases")
ACTS: Mapping[str, Mapping[str, str]] = {
    "assign": {"zh": "批量指派", "en": "Assign"},
    "remind": {"zh": "批量催办", "en": "Press for progress"},
}
_TICK = "c."


@router.post("/many")
def on_many(write: Writes) -> Response:
    """Show what an act on the cases ticked would do; done once it was looked at."""
    posted, read = write.posted, write.reads
    act = posted.get("act") if posted.get("act") in ACTS else "remind"
    lines = _ticked(read, posted)
    wrong = _missing(act, posted, lines) if lines and posted.get("_try") else []
    asked = Asked(write.me.person_id, key_of(posted), posted.fingerprint())
    rows: Sequence[Mapping[str, Any]] = []
    if lines and posted.get(CHECKED) and not posted.get(AGAIN):
        kept = done(write.visit.desk, asked, write.visit.now, lambda: _each(read, act, posted, lines))
        told = json.loads(kept.answer)
        return _show(write, act, lines, told["rows"], counts=told["counts"], finished=True)
    if lines and posted.get("_try") and not wrong:
        rows = tried(write.visit.db, write.visit.desk, asked, _each(read, act, posted, lines), write.visit.now)
    return _show(write, act, lines, rows, wrong=wrong)


def _ticked(read: Read, posted: Posted) -> list[Line]:
    """The cases that were ticked, as far as they are for the reader.

    Raises:
        BadInput: more than can be done at once.
        NotFound: one of them is not for the reader.
    """
    ids = [name.removeprefix(_TICK) for name, value in posted.fields.items() if name.startswith(_TICK) and value]
    if len(ids) > MOST_CASES:
        zh, en = f"一次最多办理 {MOST_CASES} 件，请分批。", f"At most {MOST_CASES} cases at once."
        raise BadInput([Problem("cases", "too_many", zh, en)])
    own = searching.hats(read.visit.db, read.me.person_id, None, read.visit.now)
    lines = lines_for(read.visit.db, read.visit.desk, ids, read.me.person_id, own, read.visit.now)
    if len(lines) != len(set(ids)):
        raise no_such_case()
    return lines


def _missing(act: str, posted: Posted, lines: Sequence[Line]) -> list[tuple[str | None, Problem]]:
    needed = {"remind": ["about"], "assign": ["mediator"]}[act]
    if act == "assign" and any(not _to_assign(line) for line in lines):
        needed.append("reason")
    words = {"about": "催办事项", "mediator": "调解员", "reason": "改派理由"}
    return [
        (f"a-{name}", Problem(name, "missing", f"请填写“{words[name]}”。", f"'{name}' is missing."))
        for name in needed
        if not posted.get(f"a.{name}").strip()
    ]


def _to_assign(line: Line) -> bool:
    """Test if a case waits for its first mediator; any other one is reassigned."""
    return not line.mediators


def _each(read: Read, act: str, posted: Posted, lines: Sequence[Line]) -> list[Each]:
    versions = versions_of(read.visit.db, [line.id for line in lines])
    said = {name: posted.get(f"a.{name}").strip() for name in ("about", "mediator", "reason")}
    found = []
    for line in lines:
        if act == "remind":
            found.append(Each(line.id, "remind", {"about": said["about"]}, versions[line.id]))
        elif _to_assign(line) and line.proceeding is not None:
            answers = {"mediator": said["mediator"]}
            found.append(Each(line.id, "assign", answers, versions[line.id], line.proceeding.id))
        else:
            answers = {"mediator": said["mediator"], "reason": said["reason"]}
            found.append(Each(line.id, "reassign", answers, versions[line.id]))
    return found


def _show(write: Write, act: str, lines: Sequence[Line], rows: Sequence[Mapping[str, Any]], **more: Any) -> Response:
    read, posted = write.reads, write.posted
    variables: dict[str, Any] = {
        "act": act,
        "title": ACTS[act],
        "lines": lines,
        "results": {row["case_id"]: row for row in rows},
        "mediators": mediators_for(read.visit.db, lines, read.visit.now) if act == "assign" and lines else [],
        "reassigns": act == "assign" and any(not _to_assign(line) for line in lines),
        "typed": posted.fields,
        "kept": [(n, v) for n, v in posted.fields.items() if n not in {TOKEN, KEY, CHECKED, AGAIN, "_try"}],
        "wrong": [],
        "counts": {},
        "finished": False,
        **more,
    }
    return page(read, "many.html", 422 if variables["wrong"] else 200, key=key_of(posted), **variables)
