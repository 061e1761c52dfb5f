"""Opening a case: four fields; who is alike is shown before it is opened; everything else is a task, in any order."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from fastapi import APIRouter
from fastapi.responses import Response

from api.errors import status_of
from api.workbench.fields import PREFIX, Field
from api.workbench.posted import AGAIN, KEY, Posted, key_of
from api.workbench.problems import told
from api.workbench.session import Read, Reads, Writes
from api.workbench.shell import done, page
from mediation.casework.alike import alike
from mediation.casework.choices import Choice, bodies, organisations_of
from mediation.casework.intake import open_between
from mediation.casework.opening import Opening
from mediation.casework.people import memberships_of
from mediation.errors import BadInput, MoveRefused, NotPermitted, Problem
from mediation.policy import OPENS_CASES
from mediation.vocabulary import Nature, OrganisationKind, PartyKind, Role, Side, Source, Word

router = APIRouter(prefix="/cases")
_COURT_SIDE = frozenset({OrganisationKind.COURT, OrganisationKind.ARBITRATION})
CAUSES = ("追索劳动报酬争议", "经济补偿争议", "违法解除劳动合同赔偿金争议", "工伤保险待遇争议", "确认劳动关系争议")
"""Offered to choose from; another may be written."""
LOOK = "_look"
_PARTIES = ("worker", "employer")


@dataclass(frozen=True, slots=True)
class _Words:
    """The title of a field in both languages."""

    zh: str
    en: str


@router.get("/new")
def ask(read: Reads) -> Response:
    """Show the form that opens a case."""
    return _show(read, dict(read.visit.request.query_params), [])


@router.get("/alike")
def look(read: Reads, worker: str = "", employer: str = "") -> Response:
    """Show who is alike, as a piece of the form: asked for while the names are typed."""
    return page(read, "alike.html", found=_alike(read, {"worker": worker, "employer": employer}), looked=True)


@router.post("/new")
def open_one(write: Writes) -> Response:
    """Open a case and go to what is to be done on it; or only look who is alike."""
    posted, read = write.posted, write.reads
    if posted.get(AGAIN) or posted.get(LOOK):
        return _show(read, posted.fields, [])
    try:
        asked = Opening(
            person_id=write.me.person_id,
            organisation_id=_answered(posted.get("a.organisation"), "organisation"),
            source=_word(Source, posted.get("a.source"), "source"),
            nature=_word(Nature, posted.get("a.nature") or Nature.LABOUR.value, "nature"),
            cause=_answered(posted.get("a.cause").strip()[:100], "cause"),
            key=key_of(posted),
            fingerprint=posted.fingerprint(),
        )
        kept = open_between(write.visit.desk, asked, _parties(posted), write.visit.now)
    except (BadInput, NotPermitted, MoveRefused) as error:
        return _show(read, posted.fields, list(error.problems) if isinstance(error, BadInput) else [], error)
    opened = json.loads(kept.answer)["case"]
    said = (f"已立案：{opened['number']}。", f"Opened: {opened['number']}.")
    return done(write.visit.request, f"/cases/{opened['id']}/tasks", said)


def _parties(posted: Posted) -> list[tuple[str, Mapping[str, Any]]]:
    """The parties named; the worker applies unless it is said that the employer does."""
    first = "employer" if posted.get("a.applicant") == "employer" else "worker"
    kinds = {"worker": PartyKind.WORKER, "employer": PartyKind.EMPLOYER}
    return [
        (name, {"kind": kinds[name].value, "side": side.value, "name": posted.get(f"a.{name}").strip()})
        for name in sorted(_PARTIES, key=lambda name: name != first)
        for side in [Side.APPLICANT if name == first else Side.RESPONDENT]
        if posted.get(f"a.{name}").strip()
    ]


def _alike(read: Read, names: Mapping[str, str]) -> Sequence[Any]:
    asked = {name: said[:200] for name, said in names.items()}
    return alike(read.visit.db, read.visit.desk, read.me.person_id, asked, read.visit.now)


def _show(read: Read, sent: Mapping[str, str], problems: Sequence[Problem], error: Any = None) -> Response:
    shown = _fields(read, sent, problems)
    summary = [(next((f.target for f in shown if p in f.problems), None), p) for p in problems]
    said = told(error, read.visit.request) if error else {"error": None, "reasons": []}
    names = {name: sent.get(f"{PREFIX}{name}", "") for name in _PARTIES}
    variables: dict[str, Any] = {
        "fields": [field for field in shown if field.name not in {"a.nature", "a.applicant"}],
        "rare": [field for field in shown if field.name in {"a.nature", "a.applicant"}],
        "summary": summary,
        "key": sent.get(KEY, "") or key_of(None),
        "causes": CAUSES,
        "found": _alike(read, names) if any(names.values()) else (),
        "looked": bool(sent.get(LOOK)),
        "blocked": bool(error) and not problems,
    }
    return page(read, "new.html", status_of(error) if error else 200, **variables, **said)


def _fields(read: Read, sent: Mapping[str, str], problems: Sequence[Problem]) -> list[Field]:
    desks, sources = _offered(read)
    applies = [Choice("worker", "劳动者", "the worker"), Choice("employer", "用人单位", "the employer")]
    asked: tuple[tuple[str, _Words, Sequence[Choice]], ...] = (
        ("worker", _Words("劳动者姓名", "Worker"), ()),
        ("employer", _Words("用人单位名称", "Employer"), ()),
        ("cause", _Words("案由", "Cause"), ()),
        ("source", _Words("案件来源", "Source"), _choices(sources)),
        ("organisation", _Words("调解组织", "Mediation body"), desks),
        ("nature", _Words("争议性质", "Nature"), _choices(Nature)),
        ("applicant", _Words("由谁申请", "Who applies"), applies),
    )
    usual = {"nature": Nature.LABOUR.value, "applicant": "worker", "organisation": read.me.organisation_id or ""}
    return [_field(name, title, choices, usual.get(name, ""), sent, problems) for name, title, choices in asked]


def _offered(read: Read) -> tuple[list[Choice], list[Source]]:
    """The bodies and the sources of which whoever reads may open a case."""
    db = read.visit.db
    own = memberships_of(db, read.me.person_id, read.visit.now)
    court = any(m.role is Role.COURT_CLERK for m in own)
    here = {m.organisation_id for m in own if m.role in OPENS_CASES and m.role is not Role.COURT_CLERK}
    desks = [Choice(ref, name, name) for ref, name in sorted(organisations_of(db, here).items())]
    if court:
        outside = {b.value for kind in _COURT_SIDE for b in bodies(db, kind)}
        desks += [body for body in bodies(db) if body.value not in outside and body not in desks]
    sources = [s for s in Source if (s is Source.COURT) == court or (here and s is not Source.COURT)]
    return desks, sources


def _field(  # a field is its title, its choices, what is usual and what was sent
    name: str, title: _Words, choices: Sequence[Choice], usual: str, sent: Mapping[str, str],
    problems: Sequence[Problem],
) -> Field:  # fmt: skip
    wrong = [p for p in problems if p.where in {name, f"{name}_id"}]
    known = {choice.value for choice in choices}
    value = sent.get(f"{PREFIX}{name}", "") or (usual if usual in known else "")
    if len(choices) == 1 and name == "organisation":
        return Field(f"{PREFIX}{name}", "hidden", title, required=True, value=choices[0].value, problems=wrong)
    kind = "text" if not choices else "radios" if len(choices) <= 5 else "select"
    value = value or (choices[0].value if len(choices) == 1 else "")
    needed = name not in _PARTIES
    return Field(f"{PREFIX}{name}", kind, title, required=needed, value=value, choices=choices, problems=wrong)


def _choices(words: Any) -> list[Choice]:
    return [Choice(word.value, word.zh, word.en) for word in words]


def _answered(value: str, where: str) -> str:
    if not value:
        raise BadInput([Problem(where, "missing", "此项必填，请填写或者选择。", "This is needed.")])
    return value


def _word(kind: type[Word], value: str, where: str) -> Any:
    if value not in set(kind):
        raise BadInput([Problem(where, "missing", "请选择一项。", "Choose one.")])
    return kind(value)
