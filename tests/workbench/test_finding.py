"""Finding cases: by number, name and the end of a phone, by filters in the address; a court finds its own part."""

from __future__ import annotations

from tests.stories import in_mediation
from tests.workbench.visiting import Visitor
from tests.world import World


def test_a_case_is_found_by_number_name_and_the_end_of_a_phone(world: World) -> None:
    case, _ = in_mediation(world)
    number = case.view()["number"]
    head, stranger, clerk = (Visitor(world, who) for who in ("head", "stranger", "clerk"))

    def leads(visitor: Visitor, words: str) -> bool:
        answer = visitor.get(f"/cases?q={words}")
        return case.id in answer.text or case.id in answer.headers.get("location", "")

    straight = head.get(f"/cases?q={number}")
    found = {words: leads(head, words) for words in ("行远", "远达物流", "0001", "%", "查无此人")}
    strange = {words: leads(stranger, words) for words in ("行远", number, "0001")}

    assert straight.headers["location"] == f"/cases/{case.id}"
    assert found == {"行远": True, "远达物流": True, "0001": True, "%": False, "查无此人": False}
    assert set(strange.values()) == {False}
    assert not leads(clerk, "行远")
    assert head.get(f"/cases/{number}").status_code == 200


def test_filters_stand_in_the_address(world: World) -> None:
    case, _ = in_mediation(world)
    world.at("2026-08-20 10:00")
    shown = {
        query: case.id in Visitor(world, "mediator").read(f"/cases?{query}")
        for query in (
            "light=overdue",
            "light=amber",
            "stage=handle",
            "stage=report",
            "mine=1",
            "closed=1",
            "stage=nonsense",
        )
    }

    assert case.id in Visitor(world, "mediator").read("/").split('id="meetings"')[0]
    assert shown == {
        "light=overdue": True,
        "light=amber": False,
        "stage=handle": True,
        "stage=report": False,
        "mine=1": True,
        "closed=1": False,
        "stage=nonsense": True,
    }


def test_the_court_sees_its_own_part_on_the_case_page(small_world: World) -> None:
    referral = small_world.open("clerk", source="court")
    page = Visitor(small_world, "clerk").read(f"/cases/{referral.id}")

    assert f"/cases/{referral.id}/timeline" in page
    assert f"/cases/{referral.id}/facts" not in page
    assert Visitor(small_world, "clerk").get(f"/cases/{referral.id}/facts").status_code == 404
    assert Visitor(small_world, "far_clerk").get(f"/cases/{referral.id}").status_code == 404
