"""Drafts: kept for whoever types, never overwritten unseen, in nobody's history."""

from __future__ import annotations

import pytest

from mediation.casework import drafting
from mediation.casework.drafting import Draft, DraftClash
from mediation.casework.opened import Opened, open_for
from mediation.errors import BadInput, NotFound
from mediation.records.database import reading
from tests.casework.steps import is_whole
from tests.faults.serving import at_once
from tests.stories import in_mediation
from tests.world import CaseAt, World, person_id


def opened_by(world: World, case: CaseAt, who: str = "mediator") -> Opened:
    with reading(world.desk.engine) as db:
        return open_for(db, world.desk, person_id(who), case.id, world.now)


def kept(world: World, case: CaseAt, who: str = "mediator") -> Draft:
    with reading(world.desk.engine) as db:
        return drafting.drafts_of(db, person_id(who), case.id)["said"]


def test_what_is_typed_is_kept_and_what_is_filed_is_forgotten(world: World) -> None:
    case, _ = in_mediation(world)
    engine, opened = world.desk.engine, opened_by(world, case)

    first = drafting.keep(engine, opened, "said", "第一句", 0)
    second = drafting.keep(engine, opened, "said", "第一句\n第二句", first.version)
    seen = kept(world, case)
    drafting.drop(engine, person_id("mediator"), case.id, {"said": 1})
    still_there = kept(world, case).text
    drafting.drop(engine, person_id("mediator"), case.id, {"said": seen.version})

    assert (first.version, second.version, seen.text) == (1, 2, "第一句\n第二句")
    assert still_there == seen.text
    assert kept(world, case) == Draft()
    assert is_whole(world)


def test_a_draft_is_never_overwritten_by_who_did_not_see_it(world: World) -> None:
    case, _ = in_mediation(world)
    engine, opened = world.desk.engine, opened_by(world, case)
    drafting.keep(engine, opened, "said", "在另一个窗口写的", 0)

    with pytest.raises(DraftClash) as clash:
        drafting.keep(engine, opened, "said", "在这个窗口写的", 0)

    assert clash.value.there.text == "在另一个窗口写的"
    assert kept(world, case).text == "在另一个窗口写的"
    assert drafting.compared("甲\n丙", "甲\n乙") == [("same", "甲"), ("there", "乙"), ("here", "丙")]


def test_of_two_windows_at_the_same_instant_one_is_told(world: World) -> None:
    case, _ = in_mediation(world)
    engine, opened = world.desk.engine, opened_by(world, case)

    def write(text: str) -> str:
        try:
            drafting.keep(engine, opened, "said", text, 0)
        except DraftClash as clash:
            return clash.there.text or "clash"
        return ""

    told = at_once([lambda: write("甲"), lambda: write("乙")])

    assert sorted(map(bool, told)) == [False, True]
    assert kept(world, case).text in {"甲", "乙"}


def test_the_same_words_clash_with_nobody(world: World) -> None:
    case, _ = in_mediation(world)
    engine, opened = world.desk.engine, opened_by(world, case)
    drafting.keep(engine, opened, "said", "一样", 0)

    assert drafting.keep(engine, opened, "said", "一样", 0).version == 1


def test_only_the_mediators_of_the_case_keep_drafts_each_their_own(small_world: World) -> None:
    case, _ = in_mediation(small_world)
    drafting.keep(small_world.desk.engine, opened_by(small_world, case), "mediator", "自用", 0)

    for who in ("head", "registrar", "liaison"):
        with pytest.raises(NotFound):
            drafting.keep(small_world.desk.engine, opened_by(small_world, case, who), "said", "x", 0)
    with reading(small_world.desk.engine) as db:
        assert drafting.drafts_of(db, person_id("colleague"), case.id)["mediator"] == Draft()


def test_a_draft_is_of_a_field_there_is_and_no_book(small_world: World) -> None:
    case, _ = in_mediation(small_world)
    opened = opened_by(small_world, case)

    for field, text in (("title", "x"), ("said", "字" * (drafting.LONGEST + 1))):
        with pytest.raises(BadInput):
            drafting.keep(small_world.desk.engine, opened, field, text, 0)
