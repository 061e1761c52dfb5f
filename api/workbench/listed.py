"""The list of cases and the board: what narrows them stands in the address; where a card can be moved, and why not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Query
from fastapi.responses import RedirectResponse, Response
from pydantic import BaseModel, Field

from api.v1.papers import named
from api.workbench.case_page import BAR, FOLDER, MEDIATION, cure_for, headline
from api.workbench.ranking import primary, ranked
from api.workbench.session import Read, Reads
from api.workbench.shell import page
from mediation.casework import explaining, searching
from mediation.casework.desk import Desk
from mediation.casework.people import names_of
from mediation.casework.searching import LONGEST_QUERY, Light, Line, Wanted, find
from mediation.casework.views import MoveView
from mediation.documents.sheets import sheet
from mediation.engine.definition import STAY, Definition
from mediation.facts.folder import Proceeding
from mediation.facts.known import civil_day
from mediation.vocabulary import Role, Stage

router = APIRouter(prefix="/cases")
MOST_ROWS = 10_000
COLUMNS = (
    "案号",
    "申请人",
    "被申请人",
    "案由",
    "立案日期",
    "阶段",
    "进展",
    "期限状态",
    "届满日",
    "剩余天数",
    "承办调解员",
)
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class Filters(BaseModel):
    """What narrows the list, as it stands in the address; an empty field narrows nothing."""

    q: str = Field(default="", max_length=LONGEST_QUERY)
    stage: str = ""
    light: str = ""
    mine: str = ""
    closed: str = ""
    urgent: str = ""
    handed: str = ""
    paused: str = ""
    view: str = ""
    after: str = ""

    def wanted(self, organisation_id: str | None) -> Wanted:
        """Return what to look for; a word that is none of the list narrows nothing."""
        return Wanted(
            words=self.q,
            stage=Stage(self.stage) if self.stage in set(Stage) else None,
            light=Light(self.light) if self.light in set(Light) else None,
            mine=bool(self.mine),
            closed=bool(self.closed),
            urgent=bool(self.urgent),
            handed=bool(self.handed),
            paused=bool(self.paused),
            organisation_id=organisation_id,
            after=self.after or None,
        )

    def address(self, path: str = "/cases", **more: str) -> str:
        """Return the address that narrows in the same way, from the first page on."""
        said = {**self.model_dump(exclude={"after"}), **more}
        query = urlencode({name: value for name, value in said.items() if value})
        return f"{path}?{query}" if query else path


@dataclass(frozen=True, slots=True)
class Column:
    """A stage of the board: its cards, how many cases it has, how many of them are red or worse."""

    stage: Stage
    lines: Sequence[Line]
    total: int
    urgent: int


@router.get("")
def list_cases(read: Reads, filters: Annotated[Filters, Query()]) -> Response:
    """Show the cases of whoever asks as a list or a board; what was searched for and is the only one opens at once."""
    if filters.view == "board":
        return _board(read, filters)
    visit, wanted = read.visit, filters.wanted(read.me.organisation_id)
    found = find(visit.db, visit.desk, read.me.person_id, wanted, visit.now)
    if wanted.words.strip() and set(visit.request.query_params) == {"q"} and len(found.items) == 1:
        return RedirectResponse(f"/cases/{found.items[0].id}", 303)
    steps = explaining.board(visit.db, visit.desk, read.me.person_id, [line.id for line in found.items], visit.now)
    return page(read, "cases.html", found=found, steps=_first(steps), **_around(read, filters, wanted, found.items))


def _around(read: Read, filters: Filters, wanted: Wanted, lines: Sequence[Line]) -> dict[str, Any]:
    own = searching.hats(read.visit.db, read.me.person_id, read.me.organisation_id, read.visit.now)
    return {
        "wanted": wanted,
        "filters": filters,
        "stages": list(Stage),
        "lights": list(Light),
        "bar": BAR,
        "names": names_of(read.visit.db, {ref for line in lines for ref in line.mediators}),
        "logs": any(m.role is not Role.COURT_CLERK for m in own),
        "heads": any(m.role in {Role.HEAD, Role.UNION_LIAISON, Role.REGISTRAR} for m in own),
    }


def _first(steps: Mapping[str, Sequence[MoveView]]) -> dict[str, MoveView]:
    return {ref: first for ref, found in steps.items() if (first := primary(found))}


def _board(read: Read, filters: Filters) -> Response:
    visit, who = read.visit, read.me.person_id
    wanted = replace(filters.wanted(read.me.organisation_id), after=None)
    columns = []
    for stage in Stage:
        of_stage = replace(wanted, stage=stage)
        total = searching.count(visit.db, visit.desk, who, of_stage, visit.now)
        urgent = searching.count(visit.db, visit.desk, who, replace(of_stage, urgent=True), visit.now)
        cards = find(visit.db, visit.desk, who, of_stage, visit.now).items if total else ()
        columns.append(Column(stage, sorted(cards, key=_pressing), total, urgent))
    lines = [line for column in columns for line in column.lines]
    steps = explaining.board(visit.db, visit.desk, who, [line.id for line in lines], visit.now)
    return page(read, "board.html", columns=columns, steps=_first(steps), **_around(read, filters, wanted, lines))


def _pressing(line: Line) -> tuple[int, int]:
    place = searching.PRESSING.index(line.light) if line.light else len(searching.PRESSING)
    return place, line.days_left if line.days_left is not None else 99_999


@router.get("/export")
def export(read: Reads, filters: Annotated[Filters, Query()]) -> Response:
    """Show what a file of these cases would hold, before it is made."""
    visit, wanted = read.visit, filters.wanted(read.me.organisation_id)
    total = searching.count(visit.db, visit.desk, read.me.person_id, wanted, visit.now)
    some = find(visit.db, visit.desk, read.me.person_id, replace(wanted, after=None, size=5), visit.now).items
    return page(
        read, "export.html", total=total, most=MOST_ROWS, columns=COLUMNS, rows=_rows(read, some), filters=filters
    )


@router.get("/export.xlsx")
def export_file(read: Reads, filters: Annotated[Filters, Query()]) -> Response:
    """Return these cases as a sheet, ten thousand at most."""
    visit, wanted = read.visit, filters.wanted(read.me.organisation_id)
    all_of_them = replace(wanted, after=None, size=MOST_ROWS)
    lines = find(visit.db, visit.desk, read.me.person_id, all_of_them, visit.now).items
    name = f"案件列表 {civil_day(visit.now):%Y-%m-%d}.xlsx"
    headers = {"Content-Disposition": named(name, inline=False)}
    return Response(sheet("案件", COLUMNS, _rows(read, lines)), headers=headers, media_type=XLSX)


def _rows(read: Read, lines: Sequence[Line]) -> list[tuple[Any, ...]]:
    names = names_of(read.visit.db, {ref for line in lines for ref in line.mediators})
    return [
        (
            line.number,
            line.sides[0],
            line.sides[1],
            line.cause,
            civil_day(line.opened_at),
            BAR[line.stage]["zh"] if line.stage else None,
            getattr(line.state, "zh", None),
            line.light.zh if line.light else None,
            line.clock.due if line.clock else None,
            line.days_left,
            "、".join(names.get(ref, "") for ref in line.mediators),
        )
        for line in lines
    ]


@router.get("/{case_id}/to")
def move_to(case_id: str, read: Reads) -> Response:
    """Show where a case can be moved: for every stage the steps that lead there, and why they cannot be taken yet."""
    opened = read.case(case_id)
    open_ones = [p for p in opened.mine() if p.procedure != FOLDER and not p.ended]
    standing = next((p for p in open_ones if p.procedure == MEDIATION), open_ones[-1] if open_ones else None)
    ways: list[tuple[Stage, list[MoveView]]] = []
    if standing is not None:
        steps = ranked(explaining.next_steps(read.visit.db, read.visit.desk, opened, standing, others=True))
        ways = [(stage, _leading(read.visit.desk, standing, steps, stage)) for stage in Stage]
    here = _definition(read.visit.desk, standing).states[standing.state] if standing else None
    variables = {"mine": opened.reader.relations, "cure": lambda reason: cure_for(opened, reason)}
    return page(read, "to.html", **headline(opened), ways=ways, standing=standing, here=here, bar=BAR, **variables)


def _definition(desk: Desk, proceeding: Proceeding) -> Definition:
    return desk.procedures.known[proceeding.definition]


def _leading(desk: Desk, proceeding: Proceeding, steps: Sequence[MoveView], stage: Stage) -> list[MoveView]:
    """The steps that end in a stage: those that may be taken first, then what stands in the way of the others."""
    definition = _definition(desk, proceeding)

    def leads(name: str) -> bool:
        states = [target.state for target in definition.moves[name].targets if target.state != STAY]
        return any(definition.states[state].stage is stage and state != proceeding.state for state in states)

    found = [step for step in steps if leads(step.name)]
    return sorted(found, key=lambda step: not step.permitted)
