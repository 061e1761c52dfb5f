"""Home, lists, board, search, many cases at once: found by what people know, refused with reasons."""

from __future__ import annotations

import io
import re

import pytest
from openpyxl import load_workbook

from mediation.casework import indexing
from mediation.casework.sweeping import sweep
from mediation.records.database import reading, writing
from tests.stories import assigned, in_mediation, registered
from tests.workbench.visiting import Visitor, forms
from tests.world import CaseAt, World, person_id


def finds(visitor: Visitor, words: str, case: CaseAt) -> bool:
    """Whether a search leads to a case, at once or by its list."""
    answer = visitor.get("/cases?q=" + words)
    return case.id in answer.headers.get("location", "") or case.id in answer.text


@pytest.mark.parametrize(
    "words",
    ["周行远", "行远", "远", "zxy", "ZX", "远达", "ydwl", "0001", "周 远达", "江东工调字〔2026〕1号", "劳动报酬"],
)
def test_a_case_is_found_by_whatever_people_know_of_it(small_world: World, words: str) -> None:
    case, _ = in_mediation(small_world)

    assert finds(Visitor(small_world, "head"), words, case)


@pytest.mark.parametrize("words", ["", "%", "周 查无", "行周", "001", "zyx"])
def test_what_is_not_there_is_not_found(small_world: World, words: str) -> None:
    case, _ = in_mediation(small_world)
    found = Visitor(small_world, "head").get(f"/cases?q={words}&closed=1")

    assert case.id not in found.text


def test_search_obeys_who_may_see_the_case_and_whose_phone_it_is(small_world: World) -> None:
    case, _ = in_mediation(small_world)
    referral = small_world.open("clerk", source="court")
    party = {"kind": "worker", "side": "applicant", "name": "单立人", "phone": "13800001234"}
    referral.act("clerk", "add_party", **party)

    assert not any(finds(Visitor(small_world, "stranger"), words, case) for words in ("行远", "zxy", "0001"))
    assert finds(Visitor(small_world, "clerk"), "slr", referral)
    assert not finds(Visitor(small_world, "clerk"), "1234", referral)
    assert not finds(Visitor(small_world, "clerk"), "行远", case)


def test_a_name_put_right_is_found_by_the_new_writing_only(small_world: World) -> None:
    case, ids = registered(small_world)
    case.act("registrar", "amend_party", party=ids["worker"], name="曾行远")
    head = Visitor(small_world, "head")

    assert finds(head, "曾行", case)
    assert finds(head, "zxy", case)
    assert not finds(head, "周行", case)


def test_words_go_with_the_text_and_come_back_by_the_command_only_if_it_is_there(world: World) -> None:
    case, _ = registered(world)
    with reading(world.desk.engine) as db:
        before = sorted(db.exec_driver_sql("SELECT word, source FROM search_word").all())
    with writing(world.desk.engine) as db:
        db.exec_driver_sql("DELETE FROM search_word")

    assert indexing.reindex(world.desk.engine) == 1
    with reading(world.desk.engine) as db:
        assert sorted(db.exec_driver_sql("SELECT word, source FROM search_word").all()) == before
    with writing(world.desk.engine) as db:
        db.exec_driver_sql(
            "UPDATE personal SET value = NULL WHERE id IN (SELECT name_id FROM party WHERE side = 'applicant')"
        )
    with reading(world.desk.engine) as db:
        left = {word for (word,) in db.exec_driver_sql("SELECT word FROM search_word").all()}
    assert not any("行远" in word or word == "zxy" for word in left)
    assert any(word.startswith("远达物流") for word in left)
    assert not finds(Visitor(world, "head"), "行远", case)


def test_the_only_case_that_was_searched_for_opens_at_once(small_world: World) -> None:
    case, _ = in_mediation(small_world)
    head = Visitor(small_world, "head")

    assert head.get("/cases?q=zxy").headers["location"] == f"/cases/{case.id}"
    assert head.get("/cases?q=zxy&stage=handle").status_code == 200


def test_home_shows_the_worst_first_with_one_verb_and_its_reason(small_world: World) -> None:
    late, _ = in_mediation(small_world)
    small_world.at("2026-08-20 09:00")
    list(sweep(small_world.desk, small_world.now))
    fresh = small_world.open()
    fresh.act("registrar", "add_party", kind="worker", side="applicant", name="孟一鸣")
    page = Visitor(small_world, "registrar").read("/")
    cards = re.findall(r'<li class="card edge-(\w+)"(.*?)</li>', page, re.DOTALL)

    assert [late.id in cards[0][1], fresh.id in cards[-1][1]] == [True, True]
    assert cards[0][0] == "overdue"
    assert "超期" in cards[0][1]
    assert all(body.count('class="button"') == 1 for _, body in cards)
    assert "新登记的案件" in cards[-1][1]


def test_what_was_handed_on_and_what_is_suspended_have_a_tab(small_world: World) -> None:
    given, _ = assigned(small_world)
    paused, _ = in_mediation(small_world)
    paused.move("mediator", "labour_mediation", "suspend", reason="parties_wish")
    head, mediator = Visitor(small_world, "head"), Visitor(small_world, "mediator")

    assert given.id in head.read("/?tab=handed")
    assert given.id not in mediator.read("/?tab=handed").split('id="listed"')[1]
    assert paused.id in mediator.read("/?tab=paused")
    assert given.id not in mediator.read("/?tab=paused").split('id="listed"')[1]


def test_the_board_has_a_case_once_in_the_column_where_it_stands(small_world: World) -> None:
    early, _ = registered(small_world)
    middle, _ = in_mediation(small_world)
    columns = re.split(r'<section class="column"', Visitor(small_world, "head").read("/cases?view=board"))[1:]

    assert [early.id in column for column in columns] == [True, False, False, False]
    assert [middle.id in column for column in columns] == [False, False, True, False]


def test_a_card_is_moved_by_a_step_and_what_cannot_be_says_why(small_world: World) -> None:
    case, _ = registered(small_world)
    page = Visitor(small_world, "registrar").read(f"/cases/{case.id}/to")
    mediation = case.proceeding("labour_mediation")

    assert f'href="/cases/{case.id}/do/{mediation}/ask_consent"' in page
    assert "暂不能办" in page
    assert "是否同意调解，尚未登记" in page


def test_many_cases_are_tried_before_they_are_assigned_and_none_stops_the_others(small_world: World) -> None:
    ready, _ = registered(small_world)
    parties = ready.view()["parties"]
    ready.move("registrar", "labour_mediation", "record_consent", party=parties[1]["id"], channel="phone")
    ready.move("registrar", "labour_mediation", "accept")
    barred, _ = registered(small_world)
    head = Visitor(small_world, "head")
    form = forms(head.read("/cases"))["/cases/many"]
    ticks = {f"c.{case.id}": "1" for case in (ready, barred)}

    first = forms(head.send(form, act="assign", **ticks).text)["/cases/many"]
    wrong = head.send(first, _try="1")
    typed = {"a__mediator": person_id("mediator"), "a__reason": "按片区分工"}
    tried = head.send(first, _try="1", **typed)
    nothing_yet = ready.state()
    done = head.send(forms(tried.text)["/cases/many"], _checked="1")
    again = head.send(forms(tried.text)["/cases/many"], _checked="1")

    assert wrong.status_code == 422
    assert 'href="#a-mediator"' in wrong.text
    assert tried.text.count("可以办</span>") == 1
    assert nothing_yet == "accepted"
    assert "已办理 1 件，未办理 1 件。" in done.text
    assert ready.state() == "assigned"
    assert done.text.count("已办理</span>") == again.text.count("已办理</span>") == 1


def test_pressing_for_progress_reaches_every_case_that_was_ticked(small_world: World) -> None:
    cases = [assigned(small_world)[0] for _ in range(2)]
    head = Visitor(small_world, "head")
    ticks = {f"c.{case.id}": "1" for case in cases}
    start = forms(head.read("/cases"))["/cases/many"]
    form = forms(head.send(start, act="remind", **ticks).text)["/cases/many"]
    tried = head.send(form, _try="1", a__about="请在三日内排定场次。")
    done = head.send(forms(tried.text)["/cases/many"], _checked="1")

    assert "已办理 2 件，未办理 0 件。" in done.text
    assert Visitor(small_world, "stranger").send(form, _try="1", a__about="x").status_code in {403, 404}


def test_a_sheet_holds_what_the_list_holds_and_no_formula(small_world: World) -> None:
    case, ids = registered(small_world)
    case.act("registrar", "amend_party", party=ids["worker"], name="=1+1")
    head = Visitor(small_world, "head")

    assert "将导出 1 件案件" in head.read("/cases/export")
    page = load_workbook(io.BytesIO(head.get("/cases/export.xlsx").content)).active
    assert page is not None
    rows = list(page.iter_rows())
    assert [cell.value for cell in rows[0]][:3] == ["案号", "申请人", "被申请人"]
    assert (rows[1][1].value, rows[1][1].data_type) == ("=1+1", "s")
    assert len(rows) == 2
