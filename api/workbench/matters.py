"""Group matters: one sheet for the group, workers pasted in, what is reported upward."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from fastapi import APIRouter
from fastapi.responses import Response

from api.errors import status_of
from api.workbench.fields import Field
from api.workbench.opening import CAUSES
from api.workbench.posted import AGAIN, KEY, Posted, key_of
from api.workbench.problems import told
from api.workbench.session import Read, Reads, Write, Writes
from api.workbench.shell import done, page
from mediation.casework import explaining, matter_reading, matters, pasting
from mediation.casework.batching import Asked
from mediation.casework.choices import Choice, organisations_of
from mediation.casework.composing import COMPOSERS
from mediation.casework.matter_views import MatterView
from mediation.casework.opening import Opening
from mediation.casework.pasted import COLUMNS
from mediation.casework.people import memberships_of
from mediation.casework.values import parse_instant
from mediation.casework.views import MoveView
from mediation.errors import BadInput, MediationError, NotPermitted, Problem
from mediation.facts.matters import ReportKind
from mediation.law.wording import Text
from mediation.policy import OPENS_CASES
from mediation.vocabulary import Nature, PaperKind, Role, Source

router = APIRouter(prefix="/matters")
_EMPLOYER = {
    "name": Text("用人单位名称", "Employer"),
    "identity": Text("统一社会信用代码", "Credit code"),
    "phone": Text("联系电话", "Phone"),
    "address": Text("住所", "Address"),
    "representative": Text("法定代表人或者负责人", "Legal representative"),
}
FIELD_TITLES = {name: words[0] for name, words in COLUMNS.items()}
NEW = "new"


@router.get("")
def list_matters(read: Reads, after: str = "") -> Response:
    """Show the matters of whoever asks, newest first."""
    visit = read.visit
    found = matter_reading.list_matters(visit.db, read.me.person_id, visit.now, after=after or None, size=50)
    return page(read, "matters.html", found=found)


@router.get("/new")
def ask(read: Reads) -> Response:
    """Show the form that opens a matter."""
    return _new(read, {}, None)


@router.post("/new")
def open_one(write: Writes) -> Response:
    """Open a matter and go to where its workers are pasted."""
    posted = write.posted
    if posted.get(AGAIN):
        return _new(write.reads, posted.fields, None)
    try:
        kept = matters.open_matter(write.visit.desk, _opening(write), _employer(posted), write.visit.now)
    except (BadInput, NotPermitted) as error:
        return _new(write.reads, posted.fields, error)
    opened = json.loads(kept.answer)["matter"]
    said = (f"已登记群体性争议：{opened['number']}。请粘贴劳动者名单。", f"Opened: {opened['number']}.")
    return done(write.visit.request, f"/matters/{opened['id']}/workers", said)


def _opening(write: Write) -> Opening:
    posted = write.posted
    wrong = [
        Problem(name, "missing", "此项必填，请填写或者选择。", "This is needed.")
        for name in ("organisation", "source", "cause", "name")
        if not posted.get(f"a.{name}").strip()
    ]
    if wrong or posted.get("a.source") not in set(Source) or posted.get("a.nature") not in set(Nature):
        raise BadInput(wrong or [Problem("source", "missing", "请选择一项。", "Choose one.")])
    return Opening(
        person_id=write.me.person_id,
        organisation_id=posted.get("a.organisation"),
        source=Source(posted.get("a.source")),
        nature=Nature(posted.get("a.nature")),
        cause=posted.get("a.cause").strip()[:100],
        key=key_of(posted),
        fingerprint=posted.fingerprint(),
    )


def _employer(posted: Posted) -> matters.Employer:
    said = {name: posted.get(f"a.{name}").strip() or None for name in _EMPLOYER}
    return matters.Employer(name=said.pop("name") or "", **said)


def _new(read: Read, sent: Mapping[str, str], error: MediationError | None) -> Response:
    own = memberships_of(read.visit.db, read.me.person_id, read.visit.now)
    here = {m.organisation_id for m in own if m.role in OPENS_CASES and m.role is not Role.COURT_CLERK}
    desks = [Choice(ref, name, name) for ref, name in sorted(organisations_of(read.visit.db, here).items())]
    sources = [Choice(s.value, s.zh, s.en) for s in Source if s is not Source.COURT]
    natures = [Choice(n.value, n.zh, n.en) for n in Nature]
    asked: list[tuple[str, Text, Sequence[Choice], str]] = [(name, title, (), "") for name, title in _EMPLOYER.items()]
    asked[1:1] = [("cause", Text("案由", "Cause"), (), ""), ("source", Text("案件来源", "Source"), sources, "")]
    asked += [
        ("organisation", Text("调解组织", "Mediation body"), desks, desks[0].value if len(desks) == 1 else ""),
        ("nature", Text("争议性质", "Nature"), natures, Nature.LABOUR.value),
    ]
    problems = list(error.problems) if isinstance(error, BadInput) else []
    shown = [_field(*each, sent, problems) for each in asked]
    summary = [(next((f.target for f in shown if p in f.problems), None), p) for p in problems]
    said = told(error, read.visit.request) if error else {"error": None, "reasons": []}
    status = status_of(error) if error else 200
    key = sent.get(KEY, "") or key_of(None)
    return page(read, "matter_new.html", status, fields=shown, summary=summary, causes=CAUSES, key=key, **said)


def _field(  # a field is its title, its choices, what is usual and what was sent
    name: str, title: Text, choices: Sequence[Choice], usual: str, sent: Mapping[str, str], problems: Sequence[Problem]
) -> Field:
    wrong = [p for p in problems if p.where.removeprefix("employer.").removesuffix("_id") == name]
    needed = name in {"name", "cause", "source", "organisation", "nature"}
    kind = "text" if not choices else "radios" if len(choices) <= 5 else "select"
    value = sent.get(f"a.{name}", "") or usual
    return Field(f"a.{name}", kind, title, required=needed, value=value, choices=choices, problems=wrong)


@router.get("/{matter_id}")
def show(matter_id: str, read: Reads) -> Response:
    """Show a matter as one sheet: a line a case, 件 and 人 by how each parted, what can be done in one run."""
    view = _view(read, matter_id)
    ways = _ways(read, view)
    papers = [kind for kind in PaperKind if kind in COMPOSERS]
    return page(read, "matter.html", matter=view, ways=ways, papers=papers, key=key_of(None))


def _view(read: Read, matter_id: str) -> MatterView:
    visit = read.visit
    return matter_reading.matter_view(visit.db, visit.desk, read.me.person_id, matter_id, visit.now)


def _ways(read: Read, view: MatterView) -> list[tuple[str, MoveView, int]]:
    """What can be done next in how many of the cases, the most common first."""
    ids = [row.case_id for row in view.rows]
    steps = explaining.board(read.visit.db, read.visit.desk, read.me.person_id, ids, read.visit.now)
    standing = {row.case_id: row.procedure for row in view.rows}
    counted: Counter[tuple[str, str]] = Counter()
    known: dict[tuple[str, str], MoveView] = {}
    for ref, found in steps.items():
        for step in found:
            if step.name in read.visit.desk.procedures.named(standing[ref]).moves:
                counted[standing[ref], step.name] += 1
                known[standing[ref], step.name] = step
    return [(procedure, known[procedure, name], n) for (procedure, name), n in counted.most_common()]


@router.get("/{matter_id}/workers")
def ask_workers(matter_id: str, read: Reads) -> Response:
    """Show where a sheet of workers is pasted."""
    return _workers(read, matter_id, {}, {}, None)


@router.post("/{matter_id}/workers")
def paste_workers(matter_id: str, write: Writes) -> Response:
    """Look a pasted sheet through, or open a case for each good line."""
    posted = write.posted
    asked = Asked(write.me.person_id, key_of(posted), posted.fingerprint())
    opens = posted.get("_open") == "1" and not posted.get(AGAIN)
    try:
        kept = pasting.paste(write.visit.desk, asked, matter_id, posted.get("text"), write.visit.now, opens=opens)
    except BadInput as error:
        return _workers(write.reads, matter_id, posted.fields, {}, error)
    answer = json.loads(kept.answer)
    left = sum(answer["counts"].values()) - answer["counts"]["opened"]
    if opens and not left:
        n = answer["counts"]["opened"]
        return done(write.visit.request, f"/matters/{matter_id}", (f"已立案 {n} 件。", f"Opened {n} cases."))
    return _workers(write.reads, matter_id, posted.fields, answer, None)


def _workers(
    read: Read, matter_id: str, sent: Mapping[str, str], told_of: Mapping[str, Any], error: BadInput | None
) -> Response:
    view = _view(read, matter_id)
    variables = {
        "matter": view,
        "text": sent.get("text", ""),
        "rows": told_of.get("rows", []),
        "counts": {"good": 0, "bad": 0, "opened": 0, **told_of.get("counts", {})},
        "summary": [("text", problem) for problem in error.problems] if error else [],
        "titles": FIELD_TITLES,
        "columns": [words[0] for words in COLUMNS.values()],
        "key": key_of(None) if told_of.get("counts", {}).get("opened") else sent.get(KEY, "") or key_of(None),
    }
    return page(read, "matter_workers.html", status_of(error) if error else 200, **variables)


@router.get("/{matter_id}/report")
def ask_report(matter_id: str, read: Reads) -> Response:
    """Show the form by which a group event is reported."""
    return _report(read, matter_id, {}, None)


@router.post("/{matter_id}/report")
def report(matter_id: str, write: Writes) -> Response:
    """Record that a group event was reported; no state stands against it."""
    posted = write.posted
    if posted.get(AGAIN):
        return _report(write.reads, matter_id, posted.fields, None)
    asked = Asked(write.me.person_id, key_of(posted), posted.fingerprint())
    try:
        matters.report(write.visit.desk, asked, matter_id, _reported(posted), write.visit.now)
    except BadInput as error:
        return _report(write.reads, matter_id, posted.fields, error)
    return done(write.visit.request, f"/matters/{matter_id}", ("已登记报告。", "The report is recorded."))


def _reported(posted: Posted) -> matters.Report:
    said = {name: posted.get(f"a.{name}").strip() for name in ("kind", "people", "place", "demands", "measures")}
    said["happened_at"] = posted.get("a.happened_at")
    wrong = [
        Problem(name, "missing", "此项必填，请填写或者选择。", "This is needed.")
        for name in ("kind", "people", "place", "demands")
        if not said[name]
    ]
    people = said["people"]
    if people and not (people.isascii() and people.isdigit() and int(people[:7]) > 0 and len(people) < 7):
        wrong.append(Problem("people", "bad_number", "人数请填写正整数。", "A whole number of people."))
    if wrong or said["kind"] not in set(ReportKind):
        raise BadInput(wrong or [Problem("kind", "missing", "请选择一项。", "Choose one.")])
    return matters.Report(
        kind=ReportKind(said["kind"]),
        people=int(people),
        place=said["place"][:500],
        demands=said["demands"][:2000],
        measures=said["measures"][:2000] or None,
        happened_at=_instant(said["happened_at"]),
    )


def _instant(text: str) -> datetime | None:
    if not text:
        return None
    try:
        return parse_instant(f"{text}+08:00").astimezone(UTC)
    except ValueError:
        zh = "发生时间应为真实存在的时间，请重新选择。"
        raise BadInput([Problem("happened_at", "bad_time", zh, "Choose a real date and time.")]) from None


def _report(read: Read, matter_id: str, sent: Mapping[str, str], error: BadInput | None) -> Response:
    view = _view(read, matter_id)
    kinds = [Choice(kind.value, kind.zh, kind.en) for kind in ReportKind]
    due = view.report_due.kind if view.report_due else ReportKind.FIRST.value
    asked: tuple[tuple[str, Text, str, str], ...] = (
        ("kind", Text("报告类型", "Kind of report"), "radios", due),
        ("people", Text("涉及人数", "People"), "integer", str(view.total.people or "")),
        ("place", Text("地点", "Place"), "text", ""),
        ("demands", Text("诉求", "Demands"), "long", ""),
        ("measures", Text("已采取的措施", "Measures taken"), "long", ""),
        ("happened_at", Text("发生时间", "When it happened"), "datetime", ""),
    )
    problems = list(error.problems) if error else []
    shown = [
        Field(
            f"a.{name}",
            kind,
            title,
            required=name not in {"measures", "happened_at"},
            value=sent.get(f"a.{name}", "") or usual,
            choices=kinds if name == "kind" else (),
            problems=[p for p in problems if p.where == name],
        )
        for name, title, kind, usual in asked
    ]
    summary = [(next((f.target for f in shown if p in f.problems), None), p) for p in problems]
    key, status = sent.get(KEY, "") or key_of(None), status_of(error) if error else 200
    return page(read, "matter_report.html", status, matter=view, fields=shown, summary=summary, key=key)
