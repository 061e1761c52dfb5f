"""Batches as the doors see them: ordered once, a result a row, and nothing of a case that is not the reader's."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Any

from mediation.casework import batches
from mediation.records.database import reading
from tests.casework.groups import case_ids, drafted, group, in_mediation, opened_matter, send
from tests.world import World

APPLICATION = {"kind": "application"}


def ordered(world: World, matter: str, *papers: Any, who: str = "registrar", **more: Any) -> str:
    answer = send(world, who, matter, "batches", papers=list(papers or (APPLICATION,)), **more)
    assert answer.status_code == 202, answer.text
    return str(answer.json()["id"])


def run(world: World, batch: str) -> list[str]:
    """Make every row that is left, as a worker does, and end the batch."""
    results = [batches.do_row(world.desk, batch, place, world.now) for place in batches.places_to_do(world.desk, batch)]
    batches.end(world.desk, batch, world.now)
    return results


def seen(world: World, matter: str, batch: str, who: str = "head") -> Any:
    return world.get(f"/matters/{matter}/batches/{batch}", who)


def test_a_batch_waits_then_has_a_result_for_every_paper_of_every_case(small_world: World) -> None:
    matter = in_mediation(small_world, 3)
    batch = ordered(small_world, matter, APPLICATION, {"kind": "delivery_address", "party": "worker"})
    before = seen(small_world, matter, batch)
    run(small_world, batch)
    after = seen(small_world, matter, batch)

    assert (before["rows"], before["done"], before["ended_at"]) == (6, 0, None)
    assert (after["done"], after["counts"]["done"]) == (6, 6)
    assert after["ended_at"] is not None
    assert [row["case_id"] for row in after["results"][::2]] == case_ids(small_world, matter)


def test_a_row_that_is_refused_says_why_and_stops_no_other(small_world: World) -> None:
    matter = in_mediation(small_world, 2)
    batch = ordered(small_world, matter, {"kind": "agreement"}, APPLICATION)

    run(small_world, batch)
    rows = seen(small_world, matter, batch)["results"]
    refused = [row for row in rows if row["kind"] == "agreement"]
    assert {row["result"] for row in refused} == {"refused"}
    assert all(row["code"] and row["zh"] and row["en"] for row in refused)
    assert [row["result"] for row in rows if row["kind"] == "application"] == ["done", "done"]


def test_a_paper_about_one_of_several_parties_asks_whose(small_world: World) -> None:
    matter = in_mediation(small_world, 1)
    batch = ordered(small_world, matter, {"kind": "delivery_address"})

    assert run(small_world, batch) == ["bad_input"]
    assert seen(small_world, matter, batch)["results"][0]["errors"][0]["code"] == "choose_party"


def test_a_row_cut_off_after_its_paper_was_made_makes_no_second_one(small_world: World) -> None:
    matter = group(small_world, 1)
    batch = ordered(small_world, matter)
    run(small_world, batch)
    with small_world.desk.engine.begin() as db:
        db.exec_driver_sql("UPDATE batch_row SET result = NULL, done_at = NULL")
    again = batches.do_row(small_world.desk, batch, 0, small_world.now)

    assert again == "done"
    assert len(small_world.get(f"/cases/{case_ids(small_world, matter)[0]}/papers", "head")) == 1


def test_the_agreements_of_a_group_are_made_in_one_batch(small_world: World) -> None:
    matter = drafted(small_world, 2)
    batch = ordered(small_world, matter, {"kind": "agreement"}, {"kind": "undisputed_facts"}, who="mediator")

    assert run(small_world, batch) == ["done"] * 4


def test_a_batch_sent_twice_under_one_key_is_ordered_once(small_world: World) -> None:
    matter, key = group(small_world, 1), uuid.uuid4().hex

    assert ordered(small_world, matter, key=key) == ordered(small_world, matter, key=key)
    assert len(small_world.get(f"/matters/{matter}/batches", "head")["items"]) == 1


def test_an_order_that_cannot_be_is_refused_whole(small_world: World) -> None:
    matter, empty = group(small_world, 1), opened_matter(small_world)
    refused = [
        send(small_world, "registrar", matter, "batches", papers=[APPLICATION], cases=["another"]),
        send(small_world, "registrar", matter, "batches", papers=[APPLICATION, APPLICATION]),
        send(small_world, "registrar", empty, "batches", papers=[APPLICATION]),
    ]

    assert [answer.status_code for answer in refused] == [422, 422, 422]
    assert [answer.json()["errors"][0]["code"] for answer in refused] == [
        "not_on_file",
        "listed_twice",
        "nothing_chosen",
    ]
    with reading(small_world.desk.engine) as db:
        assert batches.unfinished(db) == []


def test_a_batch_is_of_its_matter_and_nothing_to_a_stranger(small_world: World) -> None:
    matter, other = group(small_world, 1), opened_matter(small_world)
    batch = ordered(small_world, matter)
    told = [
        small_world.call("GET", f"/matters/{where}/batches/{batch}", who).status_code
        for where, who in ((matter, "head"), (other, "head"), (matter, "clerk"), (matter, "mediator"))
    ]

    assert told == [200, 404, 404, 404]


def test_a_batch_is_forgotten_after_seven_days_and_its_papers_stay(small_world: World) -> None:
    matter = group(small_world, 1)
    batch = ordered(small_world, matter)
    run(small_world, batch)
    batches.forget_old(small_world.desk, small_world.now + timedelta(days=8))

    assert small_world.call("GET", f"/matters/{matter}/batches/{batch}", "head").status_code == 404
    assert len(small_world.get(f"/cases/{case_ids(small_world, matter)[0]}/papers", "head")) == 1


def test_what_is_wrong_with_one_case_holds_up_no_other(small_world: World) -> None:
    matter = group(small_world, 2)
    batch = ordered(small_world, matter)
    with small_world.desk.engine.begin() as db:
        db.exec_driver_sql("UPDATE batch_row SET kind = 'application', party = 'nobody' WHERE place = 0")

    assert run(small_world, batch) == ["failed", "done"]
    assert seen(small_world, matter, batch)["results"][0]["zh"] == "系统处理时出错，请联系管理员后重试。"
