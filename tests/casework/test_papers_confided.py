"""Nothing confided is in any paper, of whatever kind and about whichever party (SI16 22; SI21 18; law.md §0-21)."""

from __future__ import annotations

from typing import Any

from mediation.casework import papers
from mediation.casework.composing import COMPOSERS, compose
from mediation.casework.opened import open_for
from mediation.documents.rendering import page
from mediation.errors import MediationError
from mediation.records.database import reading
from mediation.vocabulary import PaperKind
from tests.casework.issuing import MEDIATION
from tests.stories import in_mediation, sign, term
from tests.world import CaseAt, World, person_id

SECRETS = ("甘蓝密语", "芥蓝密语", "菠菜密语", "苋菜密语", "茼蒿密语", "莴笋密语", "荠菜密语", "12,345.67")


def confide(case: CaseAt, ids: dict[str, str]) -> None:
    """Say in confidence all that can be said in confidence."""
    by: dict[str, Any] = {"said_by": ids["worker"]}
    case.act("mediator", "add_note", audience="mediator", text=SECRETS[0])
    case.act("mediator", "record_fact", **{"class": "disputed"}, audience="applicant_side", text=SECRETS[1], **by)
    case.act("mediator", "record_fact", **{"class": "undisputed"}, audience="respondent_side", text=SECRETS[2])
    case.act("mediator", "record_fact", **{"class": "concession"}, audience="mediator", text=SECRETS[3], **by)
    case.move("mediator", MEDIATION, "offer", party=ids["worker"], amount="12345.67", words=SECRETS[4])
    case.act("mediator", "log_contact", party=ids["worker"], channel="phone", outcome="spoken", note=SECRETS[5])
    case.act("mediator", "add_note", audience="applicant_side", text=SECRETS[6])


def effective_after_confidences(world: World) -> tuple[CaseAt, dict[str, str]]:
    """A settled case in which much was said in confidence before."""
    case, ids = in_mediation(world)
    confide(case, ids)
    case.act("mediator", "record_fact", **{"class": "undisputed"}, audience="joint", text="工资每月六千二百元。")
    terms = [term(ids, 1, "18600.00"), term(ids, 2, "20000.00")]
    case.move("mediator", MEDIATION, "draft_agreement", terms=terms, no_more_dispute=True)
    case.paper("mediator", "agreement")
    sign(case, "mediator", capacity="party", party=ids["worker"], form="signed")
    sign(case, "mediator", capacity="party", party=ids["employer"], form="sealed")
    sign(case, "mediator", capacity="mediator", mediator=person_id("mediator"), form="signed")
    sign(case, "mediator", capacity="organisation", form="sealed")
    return case, ids


def made(case: CaseAt, ids: dict[str, str]) -> dict[PaperKind, list[str]]:
    """Every paper that can be made of the case now, as pages."""
    world, found = case.world, dict[PaperKind, list[str]]()
    with reading(world.desk.engine) as db:
        opened = open_for(db, world.desk, person_id("mediator"), case.id, world.now)
        background = papers.background_of(db, opened)
    for kind in COMPOSERS:
        for party in (None, ids["worker"], ids["employer"]):
            try:
                found.setdefault(kind, []).append(page(compose(opened, kind, background, party)))
            except MediationError:
                continue
    return found


def test_no_paper_holds_what_was_confided(small_world: World) -> None:
    case, ids = effective_after_confidences(small_world)

    pages = made(case, ids)

    assert {PaperKind.MINUTES, PaperKind.UNDISPUTED_FACTS, PaperKind.AGREEMENT, PaperKind.APPLICATION} <= set(pages)
    assert len(pages) >= 15
    leaks = [
        (kind, secret) for kind, all_of in pages.items() for text in all_of for secret in SECRETS if secret in text
    ]
    assert leaks == []
    assert "工资每月六千二百元" in pages[PaperKind.MINUTES][0]
