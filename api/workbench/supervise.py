"""The head's pages: overdue, stuck with reasons, to be assigned, load, urged, extensions, group disputes."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from fastapi import APIRouter
from fastapi.responses import Response

from api.v1.papers import named
from api.workbench.session import Read, Reads
from api.workbench.shell import language, page
from mediation.casework import supervising, workload
from mediation.casework.people import names_of
from mediation.casework.searching import Light, Line, Wanted, find, hats
from mediation.documents.sheets import sheet
from mediation.errors import NotFound
from mediation.facts.known import civil_day
from mediation.facts.people import Membership
from mediation.vocabulary import Role, Word

router = APIRouter(prefix="/supervise")
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST_PUSHED = 5
ANSWER_IN = 3
"""Working days the head gives for an answer unless another day is chosen."""


class View(Word):
    """A page of the head's; only what was urged is for everybody of the desk."""

    OVERDUE = "overdue", "超期", "Overdue"
    STUCK = "stuck", "卡住", "Stuck"
    WAITING = "waiting", "待分派", "To be assigned"
    LOAD = "load", "在办量", "Load"
    URGED = "urged", "督办与答复", "Urged and answered"
    EXTENSIONS = "extensions", "延期", "Extensions"
    GROUPS = "groups", "群体性争议", "Group disputes"


@dataclass(frozen=True)
class Head:
    """Somebody at the head's pages: what they are in the organisation they work in now."""

    read: Read
    own: tuple[Membership, ...]

    @property
    def who(self) -> tuple[Any, ...]:
        """What every question to the casework begins with."""
        visit = self.read.visit
        return visit.db, visit.desk, self.read.me.person_id, self.own, visit.now


def head_of(read: Read) -> Head:
    """Return the reader as a head of a desk.

    Raises:
        NotFound: they head none.
    """
    own = hats(read.visit.db, read.me.person_id, read.me.organisation_id, read.visit.now)
    heads = tuple(m for m in own if m.role is Role.HEAD)
    if not heads:
        raise NotFound("没有这个地址，或您无权查看。", "There is no such address, or it is not for you.")
    return Head(read, heads)


@router.get("")
def overdue(read: Reads) -> Response:
    """Show what is overdue and whose it is."""
    return _shown(head_of(read), View.OVERDUE, lines=_overdue(read))


def _overdue(read: Read) -> list[Line]:
    visit = read.visit
    wanted = Wanted(light=Light.OVERDUE, organisation_id=read.me.organisation_id, size=supervising.MOST)
    found = find(visit.db, visit.desk, read.me.person_id, wanted, visit.now).items
    return sorted(found, key=lambda line: (line.days_left or 0, line.number))


@router.get("/{view}")
def show(view: str, read: Reads) -> Response:
    """Show one of the head's pages."""
    if view not in _PAGES:
        raise NotFound("没有这个地址。", "There is no such address.")
    if view == View.URGED:
        own = hats(read.visit.db, read.me.person_id, read.me.organisation_id, read.visit.now)
        head = Head(read, own)
    else:
        head = head_of(read)
    return _shown(head, View(view), **_PAGES[View(view)](head))


_PAGES: Mapping[View, Callable[[Head], dict[str, Any]]] = {
    View.STUCK: lambda head: {"found": supervising.stuck(*head.who)},
    View.WAITING: lambda head: {"lines": supervising.open_cases(*head.who, unassigned=True)},
    View.LOAD: lambda head: {"loads": workload.loads(*head.who)},
    View.URGED: lambda head: {"found": supervising.urged(*head.who)},
    View.EXTENSIONS: lambda head: {"found": supervising.extensions(*head.who)},
    View.GROUPS: lambda head: {"found": _groups(head)},
}


def _groups(head: Head) -> tuple[Any, ...]:
    db, desk, person_id, _, now = head.who
    return supervising.group_disputes(db, desk, person_id, now)


def _shown(head: Head, view: View, **more: Any) -> Response:
    visit = head.read.visit
    lines = [*more.get("lines", ()), *(each.line for each in more.get("found", ()) if hasattr(each, "line"))]
    return page(
        head.read,
        f"supervise/{view}.html",
        view=view,
        views=[each for each in View if each is View.URGED or any(m.role is Role.HEAD for m in head.own)],
        names=names_of(visit.db, {ref for line in lines for ref in line.mediators}),
        today=civil_day(visit.now),
        urge=lambda line: _urge(head, line),
        **more,
    )


def _urge(head: Head, line: Line) -> str:
    """Return the address of the form by which a case is urged on, filled in as far as it can be."""
    visit = head.read.visit
    by = visit.desk.calendar.working_days_before(civil_day(visit.now), -ANSWER_IN)
    late = f"本案已超期{-line.days_left}天，" if line.days_left is not None and line.days_left < 0 else ""
    said = {"a.point": f"{late}请说明办理情况、下一步和完成时间。", "a.reply_by": by.isoformat()}
    return f"/cases/{line.id}/acts/supervise?{urlencode(said)}"


def pushed(read: Read) -> dict[str, Any]:
    """Return what nobody should have to look for: group disputes for a head, and what still waits for an answer."""
    visit, person_id = read.visit, read.me.person_id
    own = hats(visit.db, person_id, read.me.organisation_id, visit.now)
    is_head = any(m.role is Role.HEAD for m in own)
    found = supervising.group_disputes(visit.db, visit.desk, person_id, visit.now, most=5) if is_head else ()
    return {
        "groups": [each for each in found if each.report_due],
        "asked": supervising.urged(visit.db, visit.desk, person_id, own, visit.now, waiting=True)[:MOST_PUSHED],
    }


@router.get("/stuck/{form}")
def export(form: str, read: Reads) -> Response:
    """Return the stuck cases as a sheet for Excel (xlsx) or as plain lines (csv): a line a reason."""
    lang = language(read.visit.request)
    if form not in {"xlsx", "csv"}:
        raise NotFound("没有这个地址。", "There is no such address.")
    head = head_of(read)
    found = supervising.stuck(*head.who)
    names = names_of(read.visit.db, {ref for each in found for ref in each.line.mediators})
    rows = [row for each in found for row in _stuck_rows(each, names, lang)]
    title, columns = _COLUMNS[lang]
    content = sheet(title, columns, rows) if form == "xlsx" else _csv(columns, rows)
    media = XLSX if form == "xlsx" else "text/csv; charset=utf-8"
    named_as = named(f"{title}{civil_day(read.visit.now):%Y%m%d}.{form}", inline=False)
    return Response(content, headers={"Content-Disposition": named_as}, media_type=media)


_COLUMNS = {
    "zh": (
        "卡住的案件",
        ("案号", "申请人", "被申请人", "状态", "待办事项", "还差什么", "如何解决", "可办", "依据", "承办"),
    ),
    "en": (
        "Stuck cases",
        ("Case", "Applicant", "Respondent", "State", "Waits for", "What is missing", "Cure", "Who can", "Basis", "By"),
    ),
}


def _stuck_rows(each: supervising.Stuck, names: Mapping[str, str], lang: str) -> list[list[str | int | date | None]]:
    line, step = each.line, each.step
    by = "、".join(names.get(ref, "") for ref in line.mediators)
    return [
        [
            line.number,
            line.sides[0],
            line.sides[1],
            getattr(line.state, lang, ""),
            getattr(step.title, lang),
            getattr(reason, lang),
            getattr(reason.cure, lang),
            "、".join(getattr(who, lang) for who in reason.who_titles),
            "；".join(reason.articles),
            by,
        ]
        for reason in step.reasons
    ]


def _csv(columns: tuple[str, ...], rows: list[list[str | int | date | None]]) -> bytes:
    """Return lines that Excel reads as UTF-8; what would be read as a formula is told to be text."""
    held = io.StringIO()
    writer = csv.writer(held)
    writer.writerow(columns)
    writer.writerows([_plain(value) for value in row] for row in rows)
    return ("\ufeff" + held.getvalue()).encode()


def _plain(value: object) -> str:
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text
