"""What is archived is sealed with it, in one act: the move of one proceeding tells the other."""

from __future__ import annotations

from mediation.casework.verifying import verify
from mediation.records.database import reading
from tests.stories import effective, term
from tests.world import CaseAt, World


def archived(world: World) -> CaseAt:
    """A case that was performed, closed and archived."""
    case, ids = effective(world)
    assert term(ids, 1, "1.00")["payer"] == ids["employer"]
    case.move("mediator", "labour_mediation", "record_performance", term=1, paid_on="2026-08-03", amount="18600.00")
    case.move("mediator", "labour_mediation", "record_performance", term=2, paid_on="2026-08-03", amount="20000.00")
    case.move("mediator", "labour_mediation", "close", result="performed")
    case.move("registrar", "labour_mediation", "archive", volume="2026年第1卷")
    return case


def test_archiving_seals_the_folder_in_the_same_act(small_world: World) -> None:
    case = archived(small_world)
    events = small_world.get(f"/cases/{case.id}/events", "head")

    assert (case.state(), case.state("case_folder")) == ("archived", "sealed")
    assert [(e["act"], e["actor"]) for e in events[-2:]] == [("archive", "林可"), ("seal", "系统")]
    assert events[-1]["on_behalf_of"] == "林可"
    with reading(small_world.desk.engine) as db:
        assert verify(db).findings == ()


def test_nothing_is_added_to_a_sealed_folder(small_world: World) -> None:
    case = archived(small_world)

    refused = case.send_act("registrar", "add_party", kind="worker", side="applicant", name="后来人")

    assert refused.status_code == 409
    assert {reason["code"] for reason in refused.json()["reasons"]} == {"illegal_transition"}


def test_what_the_told_move_refuses_refuses_the_whole_act(small_world: World) -> None:
    case, _ = effective(small_world)
    case.move("mediator", "labour_mediation", "prepare_confirmation", court="jz-court")
    case.move("mediator", "labour_mediation", "record_performance", term=1, paid_on="2026-08-03", amount="18600.00")
    before = case.version()

    codes = case.refused("mediator", "labour_mediation", "close", result="performed")

    assert codes == {"proceeding_open"}
    assert case.version() == before


def test_a_closed_case_counts_no_window_that_nobody_needs(small_world: World) -> None:
    case = archived(small_world)

    running = {clock["ref"] for clock in case.view("head")["clocks"] if clock["stopped_at"] is None}

    assert running == set()
