"""What came back from courts, counted by ground: each reader over the cases they may see."""

from __future__ import annotations

from typing import Any

from mediation.vocabulary import PaperKind
from tests.api.files import pdf
from tests.api.planting import upload
from tests.casework.steps import correct, seq_of
from tests.stories import effective
from tests.world import COURT, CaseAt, World

CONFIRMATION = "judicial_confirmation"


def filed(world: World) -> CaseAt:
    """A case whose application for confirmation was filed on 3 August 2026."""
    world.at("2026-08-03 09:00")
    case, ids = effective(world)
    case.move("mediator", "labour_mediation", "prepare_confirmation", court=COURT)
    for kind in (PaperKind.CONFIRMATION_APPLICATION, PaperKind.MEDIATION_CERTIFICATE):
        upload(case, "mediator", f"{kind}.pdf", pdf(kind), kind=kind)
    both = [{"party": ids["worker"]}, {"party": ids["employer"]}]
    case.move("mediator", CONFIRMATION, "file", form="written", applicants=both)
    return case


def counted(world: World, who: str, query: str = "") -> Any:
    return [(r["procedure"], r["act"], r["ground"], r["count"]) for r in world.get(f"/returns{query}", who)]


def test_a_court_on_the_case_is_told_nothing_of_the_checks(small_world: World) -> None:
    case = filed(small_world)
    doors = [f"/cases/{case.id}/{door}" for door in ("agreement-check", "preflight/confirmation")]

    assert case.view("clerk")["id"] == case.id
    assert [small_world.get(door, "clerk") for door in doors] == [[], []]
    assert small_world.get(doors[1], "liaison")


def test_returns_are_counted_by_the_ground_the_court_gave(world: World) -> None:
    for ground in ("not_this_court", "status", "not_this_court"):
        filed(world).move("clerk", CONFIRMATION, "not_accept", ground=ground, ruling_on="2026-08-03")
    rejected = filed(world)
    rejected.move("clerk", CONFIRMATION, "accept", accepted_on="2026-08-03")
    world.at("2026-08-10 09:00")
    rejected.move("clerk", CONFIRMATION, "reject", ground="unclear", ruling_on="2026-08-10")

    everything = [
        (CONFIRMATION, "not_accept", "not_this_court", 2),
        (CONFIRMATION, "not_accept", "status", 1),
        (CONFIRMATION, "reject", "unclear", 1),
    ]
    assert counted(world, "head") == everything
    assert counted(world, "mediator") == everything
    assert counted(world, "clerk") == everything
    assert counted(world, "far_clerk") == []
    assert counted(world, "stranger") == []
    assert counted(world, "colleague") == []
    assert counted(world, "head", "?since=2026-08-10") == everything[2:]
    assert counted(world, "head", "?until=2026-08-09") == everything[:2]


def test_a_return_is_told_in_the_words_of_the_procedure(small_world: World) -> None:
    filed(small_world).move("clerk", CONFIRMATION, "not_accept", ground="not_this_court", ruling_on="2026-08-03")
    (told,) = small_world.get("/returns", "liaison")

    assert told["procedure_title"]["zh"] == "司法确认"
    assert told["act_title"]["zh"] == "法院不予受理"
    assert told["ground_title"]["zh"] == "不属于收到申请的人民法院管辖"


def test_a_ground_recorded_wrongly_is_counted_as_corrected(small_world: World) -> None:
    case = filed(small_world)
    case.move("clerk", CONFIRMATION, "not_accept", ground="status", ruling_on="2026-08-03")
    mended = correct(case, seq_of(case, "not_accept"), "ground", "other", "liaison")

    assert mended.status_code == 200, mended.text
    assert counted(small_world, "head") == [(CONFIRMATION, "not_accept", "other", 1)]
