"""An act on many cases that is cut off, sent twice, or made by two at once: every case has it once, none is lost."""

from __future__ import annotations

import threading
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any

import httpx2
from sqlalchemy import Engine, event, text

from mediation.casework.verifying import verify
from mediation.records.database import reading
from tests.casework.groups import case_ids, group, opened_matter, paste, send, sheet, view, worker
from tests.faults.serving import at_once, post, process, served
from tests.world import World

REGISTER = {"answers": {"form": "written", "received_on": "2026-08-03"}}
MOVES = "moves/labour_mediation/register"


class Cut(BaseException):
    """The process is gone in the middle of a row."""


@contextmanager
def cut_after(engine: Engine, rows: int) -> Iterator[None]:
    """Let so many events be written; the next one never reaches the database."""
    left = [rows]

    def note(*args: Any) -> None:
        if args[2].startswith("INSERT INTO event"):
            left[0] -= 1
            if left[0] < 0:
                raise Cut

    event.listen(engine, "before_cursor_execute", note)
    yield
    event.remove(engine, "before_cursor_execute", note)


def cut_off(world: World, rows: int, matter: str, path: str, key: str, **form: Any) -> None:
    """Send something whose server dies after so many events."""
    with cut_after(world.desk.engine, rows):
        try:
            answer = send(world, "registrar", matter, path, key, **form)
        except Cut:
            return
    assert answer.status_code >= 500, answer.text


def acts(world: World, act: str) -> list[str]:
    """The folders in which an act was done."""
    with reading(world.desk.engine) as db:
        return list(db.execute(text("SELECT folder_id FROM event WHERE act = :act ORDER BY 1"), {"act": act}).scalars())


def is_whole(world: World) -> bool:
    with reading(world.desk.engine) as db:
        return verify(db).findings == ()


def test_an_act_cut_off_half_way_and_sent_again_is_finished_and_nothing_is_done_twice(world: World) -> None:
    matter, key = group(world, 6), uuid.uuid4().hex
    cut_off(world, 3, matter, MOVES, key, **REGISTER)
    half = acts(world, "register")
    whole = send(world, "registrar", matter, MOVES, key, **REGISTER)
    again = send(world, "registrar", matter, MOVES, key, **REGISTER)

    assert len(half) == 3
    assert whole.json()["counts"]["done"] == 6
    assert acts(world, "register") == sorted(case_ids(world, matter))
    assert (again.content, again.headers["idempotency-replayed"]) == (whole.content, "true")
    assert is_whole(world)


def test_the_key_of_an_unfinished_act_serves_nothing_else(small_world: World) -> None:
    matter, key = group(small_world, 2), uuid.uuid4().hex
    cut_off(small_world, 1, matter, MOVES, key, **REGISTER)
    other = send(small_world, "registrar", matter, MOVES, key, answers={"form": "oral", "received_on": "2026-08-03"})

    assert (other.status_code, other.json()["code"]) == (422, "idempotency_mismatch")


def test_a_sheet_cut_off_half_way_and_pasted_again_opens_the_rest_and_nobody_twice(world: World) -> None:
    matter, key = opened_matter(world), uuid.uuid4().hex
    text_of = sheet(*(worker(number) for number in range(5)))
    cut_off(world, 2 * 5 + 2, matter, "workers", key, text=text_of, opens=True)  # five events a worker
    half = len(case_ids(world, matter))
    told = paste(world, matter, text_of, key=key)

    assert half == 2
    assert [line["result"] for line in told["rows"]] == ["opened"] * 5
    assert [line["number"] for line in view(world, matter)["rows"]] == [f"江东工调字〔2026〕{n}号" for n in range(1, 6)]
    assert is_whole(world)


def test_a_server_killed_in_the_middle_of_a_sheet_loses_and_doubles_nobody(world: World) -> None:
    matter, key = opened_matter(world), uuid.uuid4().hex
    body = {"text": sheet(*(worker(number) for number in range(40))), "opens": True}
    with process(world.desk.engine.url.render_as_string(hide_password=False)) as server:
        server.start()
        url, token = f"{server.address}/api/v1/matters/{matter}/workers", world.tokens["registrar"]
        sending = threading.Thread(target=_ignoring, args=(url, token, key, body))
        sending.start()
        while len(acts(world, "join_matter")) < 5:
            time.sleep(0.01)
        server.kill()
        sending.join()
        half = len(acts(world, "join_matter"))
        server.start()
        told = post(url, token, key, body).json()

    assert 5 <= half < 40
    assert told["counts"]["opened"] == 40
    assert len(set(acts(world, "join_matter"))) == len(acts(world, "join_matter")) == 40
    assert is_whole(world)


def _ignoring(url: str, token: str, key: str, body: Any) -> None:
    try:
        post(url, token, key, body)
    except httpx2.TransportError:
        return


def test_of_two_who_act_on_one_matter_at_once_each_case_follows_one_of_them(world: World) -> None:
    matter = group(world, 4)
    tokens = [world.tokens[who] for who in ("registrar", "head")]
    with served(world) as url:
        address = f"{url}/api/v1/matters/{matter}/{MOVES}"
        told = at_once([partial(post, address, token, uuid.uuid4().hex, REGISTER) for token in tokens])
    results = [[row["result"] for row in answer.json()["rows"]] for answer in told]

    assert {answer.status_code for answer in told} == {200}
    assert all({one, other} in ({"done", "refused"}, {"done", "stale"}) for one, other in zip(*results, strict=True))
    assert acts(world, "register") == sorted(case_ids(world, matter))
    assert is_whole(world)


def test_the_same_act_sent_twice_at_once_is_done_once_and_answered_alike(world: World) -> None:
    matter, key = group(world, 4), uuid.uuid4().hex
    with served(world) as url:
        address = f"{url}/api/v1/matters/{matter}/{MOVES}"
        told = at_once([partial(post, address, world.tokens["registrar"], key, REGISTER) for _ in range(3)])

    assert {answer.content for answer in told} == {told[0].content}
    assert told[0].json()["counts"]["done"] == 4
    assert acts(world, "register") == sorted(case_ids(world, matter))


def test_of_two_who_paste_the_same_sheet_at_once_every_worker_gets_one_case(world: World) -> None:
    matter = opened_matter(world)
    body = {"text": sheet(*(worker(number) for number in range(4))), "opens": True}
    tokens = [world.tokens[who] for who in ("registrar", "head")]
    with served(world) as url:
        address = f"{url}/api/v1/matters/{matter}/workers"
        told = at_once([partial(post, address, token, uuid.uuid4().hex, body) for token in tokens])
    opened = sum(answer.json()["counts"]["opened"] for answer in told)

    assert opened == 4
    assert len(case_ids(world, matter)) == 4
    assert is_whole(world)
