"""Batches of a matter at the workbench: papers chosen for every case, then how far they are and what came of each."""

from __future__ import annotations

from fastapi import APIRouter
from fastapi.responses import Response

from api.errors import status_of
from api.workbench.posted import AGAIN, Posted, key_of
from api.workbench.session import Read, Reads, Writes
from api.workbench.shell import done, page
from mediation.casework import batches
from mediation.casework.batch_views import batch_list, batch_view
from mediation.casework.batching import Asked
from mediation.casework.composing import COMPOSERS
from mediation.casework.matters import OpenedMatter, matter_for
from mediation.errors import BadInput
from mediation.vocabulary import COURT_DRAFTS, PaperKind

router = APIRouter(prefix="/matters/{matter_id}/batches")
OUTCOMES = {
    "done": ("已制作", "made"),
    "refused": ("不能制作", "refused"),
    "stale": ("案件正有人办理", "the case was being worked on"),
    "bad_input": ("缺内容", "something missing"),
    "failed": ("出错", "failed"),
}
WHOSE = {"worker": ("劳动者", "the worker's"), "employer": ("用人单位", "the employer's")}


@router.get("")
def show(matter_id: str, read: Reads) -> Response:
    """Show the batches of a matter, and the papers that can be ordered."""
    return _shown(read, matter_id)


@router.post("")
def order(matter_id: str, write: Writes) -> Response:
    """Order the papers that were ticked, for every case."""
    posted, visit = write.posted, write.visit
    if posted.get(AGAIN):
        return _shown(write.reads, matter_id, posted)
    asked = Asked(write.me.person_id, key_of(posted), posted.fingerprint())
    try:
        batches.order(visit.desk, asked, matter_id, _wanted(posted), (), visit.now)
    except BadInput as error:
        return _shown(write.reads, matter_id, posted, error)
    said = ("已开始在后台制作，可以离开本页。", "They are being made in the background; you may leave this page.")
    return done(visit.request, f"/matters/{matter_id}/batches", said)


@router.get("/{batch_id}")
def progress(matter_id: str, batch_id: str, read: Reads) -> Response:
    """Show how far a batch is and what came of each row."""
    opened = _opened(read, matter_id)
    view = batch_view(read.visit.db, opened, batch_id)
    return page(read, "batches/progress.html", matter=opened.matter, batch=view, outcomes=_said(OUTCOMES))


def _opened(read: Read, matter_id: str) -> OpenedMatter:
    visit = read.visit
    return matter_for(visit.db, visit.desk, read.me.person_id, matter_id, visit.now)


def _wanted(posted: Posted) -> list[batches.PaperWanted]:
    found = []
    for kind, is_about_one in _offered():
        if is_about_one:
            found += [batches.PaperWanted(kind, whose) for whose in _WHOSE if posted.get(f"{kind}.{whose}")]
        else:
            found += [batches.PaperWanted(kind)] if posted.get(kind) else []
    return found


_WHOSE: tuple[batches.Whose, ...] = ("worker", "employer")


def _said(words: dict[str, tuple[str, str]]) -> dict[str, dict[str, str]]:
    return {name: {"zh": zh, "en": en} for name, (zh, en) in words.items()}


def _offered() -> list[tuple[PaperKind, bool]]:
    """Return the papers a desk makes, and which of them are about one party."""
    made = [kind for kind in PaperKind if kind in COMPOSERS and kind not in COURT_DRAFTS]
    return [(kind, COMPOSERS[kind].one_of is not None) for kind in made]


def _shown(read: Read, matter_id: str, posted: Posted | None = None, error: BadInput | None = None) -> Response:
    opened = _opened(read, matter_id)
    return page(
        read,
        "batches/order.html",
        status_of(error) if error else 200,
        matter=opened.matter,
        cases=len(opened.case_ids),
        listed=batch_list(read.visit.db, opened).items,
        offered=_offered(),
        whose=_said(WHOSE),
        outcomes=_said(OUTCOMES),
        ticked=set(posted.fields) if posted else set(),
        wrong=[(None, problem) for problem in error.problems] if error else [],
        key=key_of(posted),
    )
