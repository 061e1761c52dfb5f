"""Meetings, minutes, offers, agreement, papers, performance, calendar: as pages, without a browser."""

from __future__ import annotations

import re
from typing import Any

import pytest

from tests.stories import assigned, drafted, effective, in_mediation
from tests.workbench.visiting import Form, Visitor, forms
from tests.world import CaseAt, World, person_id

MEDIATION = "labour_mediation"


def do(case: CaseAt, name: str) -> str:
    return f"/cases/{case.id}/do/{case.proceeding(MEDIATION)}/{name}"


def sheet_of(visitor: Visitor, case: CaseAt) -> Form:
    return visitor.form(f"/cases/{case.id}/minutes/sheet")


def offered(case: CaseAt, maker: str, claim: int, amount: str, *, released: bool = True) -> int:
    case.move("mediator", MEDIATION, "offer", party=maker, claim=claim, amount=amount)
    number = len(case.view("mediator")["offers"])
    if released:
        case.move("mediator", MEDIATION, "release_offer", offer=number, party=maker)
    return number


def answered(case: CaseAt, number: int, party: str, answer: str = "accepted") -> None:
    case.move("mediator", MEDIATION, "answer_offer", offer=number, party=party, answer=answer)


# ── minutes ─────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_the_head_of_the_minutes_is_filled_in(small_world: World) -> None:
    case, _ = in_mediation(small_world)
    page = Visitor(small_world, "mediator").read(f"/cases/{case.id}/minutes/sheet")

    for said in ("周行远", "江州远达物流有限公司", "方允和", "城东街道调解室（虚构）", "江东工调字〔2026〕1号"):
        assert said in page


def test_minutes_are_filed_line_by_line_and_sealed_parts_stay_sealed(small_world: World) -> None:
    case, ids = in_mediation(small_world)
    visitor = Visitor(small_world, "mediator")

    joint = {"m__said": "周行远：欠薪三个月。\n被申请人：只欠两个月\n\n双方争执", "m__undisputed": "双方有劳动关系。"}
    sent = visitor.send(sheet_of(visitor, case), **joint, m__respondent_side="可让到一万六。")
    view, heads = case.view("mediator"), case.view("head")

    assert sent.headers["location"] == f"/cases/{case.id}/minutes"
    assert [(s["kind"], s["text"], s["said_by_id"]) for s in view["statements"]] == [
        ("disputed", "欠薪三个月。", ids["worker"]),
        ("disputed", "只欠两个月", ids["employer"]),
        ("disputed", "双方争执", None),
        ("undisputed", "双方有劳动关系。", None),
    ]
    assert [(n["audience"], n["text"]) for n in view["notes"]] == [("respondent_side", "可让到一万六。")]
    assert heads["notes"] is None
    assert "一万六" not in Visitor(small_world, "head").read(f"/cases/{case.id}/minutes")


def test_the_meeting_and_its_minutes_are_recorded_in_one_go(small_world: World) -> None:
    case, _ = assigned(small_world)
    visitor = Visitor(small_world, "mediator")
    checks = dict.fromkeys(("identity_checked", "rights_told", "sham_told", "address_confirmed"), "1")

    refused = visitor.send(sheet_of(visitor, case), hold="1", m__said="双方到场。")
    again = forms(refused.text)[f"/cases/{case.id}/minutes/sheet"]
    done = visitor.send(again, **checks, _paper="1")

    assert (refused.status_code, done.status_code) == (409, 303)
    assert "首次调解尚未完成" in refused.text
    assert again.fields["m.said"] == "双方到场。"
    assert case.state() == "in_mediation"
    assert [p["kind"] for p in case.view("mediator")["papers"]] == ["minutes"]


def test_without_a_script_minutes_are_kept_by_a_button(small_world: World) -> None:
    case, _ = in_mediation(small_world)
    visitor = Visitor(small_world, "mediator")

    kept = visitor.send(sheet_of(visitor, case), m__said="写了一半", _keep="1")
    back = sheet_of(visitor, case)
    filed = visitor.send(back, m__said="写完了")

    assert "已暂存，尚未记入笔录。" in kept.text
    assert (back.fields["m.said"], back.fields["s.said"]) == ("写了一半", "1")
    assert "您有暂存而未记入的笔录内容" not in visitor.read(f"/cases/{case.id}/minutes")
    assert filed.status_code == 303
    assert sheet_of(visitor, case).fields["m.said"] == ""


def test_what_was_kept_in_another_window_is_shown_and_not_overwritten(small_world: World) -> None:
    case, _ = in_mediation(small_world)
    one, other = Visitor(small_world, "mediator"), Visitor(small_world, "mediator")
    first, second = sheet_of(one, case), sheet_of(other, case)
    one.send(first, m__said="共同的一行\n甲窗口", _keep="1")

    clash = other.send(second, m__said="共同的一行\n乙窗口", _keep="1")
    again = forms(clash.text)[first.action]
    settled = other.send(again, m__said="共同的一行\n甲窗口\n乙窗口", _keep="1")

    assert clash.status_code == 409
    assert '<span class="there">－甲窗口</span>' in clash.text
    assert '<span class="here">＋乙窗口</span>' in clash.text
    assert again.fields["m.said"] == "共同的一行\n乙窗口"
    assert settled.status_code == 200
    assert sheet_of(one, case).fields["m.said"] == "共同的一行\n甲窗口\n乙窗口"


def test_two_mediators_on_one_record_lose_no_word(small_world: World) -> None:
    case, _ = in_mediation(small_world)
    case.act("head", "reassign", mediator=person_id("colleague"), reason="加派一名调解员")
    people = [who for who in ("mediator", "colleague") if Visitor(small_world, who).get(f"/cases/{case.id}").is_success]
    one, other = Visitor(small_world, people[-1]), Visitor(small_world, people[-1])
    first, second = sheet_of(one, case), sheet_of(other, case)
    one.send(first, m__said="先记入的一句")

    stale = other.send(second, m__said="后记入的一句")
    done = other.send(forms(stale.text)[second.action])

    assert stale.status_code == 412
    assert "记入笔录" in stale.text
    assert "后记入的一句" in stale.text
    assert done.status_code == 303
    assert {s["text"] for s in case.view(people[-1])["statements"]} == {"先记入的一句", "后记入的一句"}


def test_a_sign_in_that_ended_loses_no_minutes(small_world: World) -> None:
    case, _ = in_mediation(small_world)
    visitor = Visitor(small_world, "mediator")
    form = sheet_of(visitor, case)
    small_world.at("2026-08-04 09:00")

    ended = visitor.send(form, m__said="第一行\n<第二行>")
    kept = visitor.client.post(
        f"/cases/{case.id}/drafts", data={**form.fields, "field": "said", "text": "x", "seen": "0"}
    )

    assert (ended.status_code, kept.status_code) == (401, 401)
    assert forms(ended.text)["/sign-in"].fields["k.m.said"] == "第一行\n<第二行>"


@pytest.mark.parametrize("who", ["head", "registrar", "stranger"])
def test_minutes_are_for_the_mediators_of_the_case(small_world: World, who: str) -> None:
    case, _ = in_mediation(small_world)
    visitor = Visitor(small_world, who)
    token = forms(visitor.read("/"))["/sign-out"].fields["_token"]
    sent = {"_token": token, "field": "said", "text": "x", "seen": "0", "m.said": "x"}

    assert visitor.get(f"/cases/{case.id}/minutes/sheet").status_code == 404
    assert visitor.client.post(f"/cases/{case.id}/minutes/sheet", data=sent).status_code == 404
    assert visitor.client.post(f"/cases/{case.id}/drafts", data=sent).status_code == 404


# ── meetings ────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_a_free_time_is_taken_with_its_notice(small_world: World) -> None:
    case, _ = assigned(small_world)
    visitor = Visitor(small_world, "mediator")
    page = visitor.read(f"/cases/{case.id}/minutes")
    slots = re.findall(r'name="a.starts_at" value="([^"]+)"', page)

    sent = visitor.send(forms(page)[do(case, "schedule_meeting")], a__starts_at=slots[1])
    again = visitor.send(forms(page)[do(case, "schedule_meeting")], a__starts_at=slots[1])
    shown = visitor.read(sent.headers["location"])

    assert len(slots) == 3
    assert (sent.headers["location"], again.status_code) == (f"/cases/{case.id}/minutes", 303)
    assert "已制作《调解通知书》" in shown
    assert [p["kind"] for p in case.view("mediator")["papers"]] == ["meeting_notice"]
    assert len(case.view("mediator")["meetings"]) == 1


def test_the_sheet_to_sign_and_the_file_for_a_calendar(small_world: World) -> None:
    case, _ = in_mediation(small_world)
    visitor, meeting = Visitor(small_world, "registrar"), case.view("mediator")["meetings"][0]["id"]
    at = f"/cases/{case.id}/meetings/{meeting}"

    sheet, made = visitor.read(f"{at}/sign-in-sheet"), visitor.get(f"{at}/calendar.ics")

    assert "周行远" in sheet
    assert "方允和" in sheet
    assert made.headers["content-type"].startswith("text/calendar")
    assert "周行远" not in made.text
    assert "BEGIN:VTIMEZONE" in made.text
    assert visitor.get(f"/cases/{case.id}/meetings/no/calendar.ics").status_code == 404


# ── offers and agreement ────────────────────────────────────────────────────────────────────────────────────────────
def test_the_grid_shows_rounds_gap_and_release(small_world: World) -> None:
    case, ids = in_mediation(small_world)
    offered(case, ids["worker"], 1, "17000.00")
    offered(case, ids["employer"], 1, "12345.00", released=False)
    visitor = Visitor(small_world, "mediator")

    page = visitor.read(f"/cases/{case.id}/offers")
    released = visitor.send(forms(page)[do(case, "release_offer")])
    heads = Visitor(small_world, "head").read(f"/cases/{case.id}/offers")

    assert "4,655.00" in page  # what is between the two
    assert "未转达，对方不可见" in page
    assert released.headers["location"] == f"/cases/{case.id}/offers"
    assert case.view("mediator")["offers"][1]["released_at"] is not None
    assert "12,345.00" in heads


def test_an_offer_that_was_not_released_is_the_mediators_alone(small_world: World) -> None:
    case, ids = in_mediation(small_world)
    offered(case, ids["employer"], 1, "12345.00", released=False)

    assert "12,345.00" not in Visitor(small_world, "head").read(f"/cases/{case.id}/offers")
    assert Visitor(small_world, "head").get(f"/cases/{case.id}/agreement/from-offers").status_code == 404


def test_the_agreement_comes_from_the_last_round_with_nothing_retyped(small_world: World) -> None:
    case, ids = in_mediation(small_world)
    answered(case, offered(case, ids["employer"], 1, "16500.00"), ids["worker"])
    offered(case, ids["worker"], 2, "30000.00", released=False)
    offered(case, ids["employer"], 2, "20000.00")
    case.act("mediator", "record_fact", **{"class": "undisputed"}, audience="joint", text="周行远曾任货车司机。")
    visitor = Visitor(small_world, "mediator")

    page = visitor.read(f"/cases/{case.id}/agreement/from-offers")
    sent = visitor.send(forms(page)[do(case, "draft_agreement")])
    agreement = case.view("mediator")["agreement"]

    assert sent.headers["location"] == f"/cases/{case.id}/papers", sent.text
    assert [(t["amount"], t["payer_id"], t["payee_id"]) for t in agreement["terms"]] == [
        ("16500.00", ids["employer"], ids["worker"]),
        ("20000.00", ids["employer"], ids["worker"]),
    ]
    assert [p["kind"] for p in case.view("mediator")["papers"]] == ["agreement"]


@pytest.mark.parametrize(("every", "last"), [("month", "2026-11-30"), ("week", "2026-09-14")])
def test_instalments_add_up_to_the_fen(small_world: World, every: str, last: str) -> None:
    case, ids = in_mediation(small_world)
    offered(case, ids["employer"], 1, "10000.00")
    visitor = Visitor(small_world, "mediator")
    first = "2026-08-31"

    page = visitor.read(f"/cases/{case.id}/agreement/from-offers?parts=3&first={first}&every={every}")
    sent = visitor.send(forms(page)[do(case, "draft_agreement")])
    parts = case.view("mediator")["agreement"]["terms"][0]["instalments"]

    assert "分期合计 10,000.00 元，与协议总额一致" in page
    assert sent.status_code == 303, sent.text
    assert [p["amount"] for p in parts] == ["3333.33", "3333.33", "3333.34"]
    expected = {"month": "2026-10-31", "week": last}[every]
    assert (parts[0]["due_on"], parts[-1]["due_on"]) == (first, expected)


def test_a_plan_that_is_none_is_refused_with_words(small_world: World) -> None:
    case, _ = in_mediation(small_world)

    answer = Visitor(small_world, "mediator").get(f"/cases/{case.id}/agreement/from-offers?parts=900")

    assert answer.status_code == 422
    assert "<main" in answer.text


# ── papers, performance, calendar ───────────────────────────────────────────────────────────────────────────────────
def test_a_paper_is_looked_at_before_it_is_issued(small_world: World) -> None:
    case, _ = drafted(small_world)
    visitor = Visitor(small_world, "mediator")

    page = visitor.read(f"/cases/{case.id}/papers?show=agreement")
    drawn = visitor.get(f"/cases/{case.id}/preview/agreement?n=1")
    lacking = visitor.read(f"/cases/{case.id}/papers?show=investigation")

    assert "共 3 页" in page
    assert drawn.headers["content-type"] == "image/svg+xml"
    assert "项，补齐后才能制作" in lacking
    assert len(case.view("mediator")["papers"]) == 1


def test_a_stale_paper_says_so_and_what_changed(small_world: World) -> None:
    case, ids = in_mediation(small_world)
    at: dict[str, Any] = {"channel": "in_person", "place": "第一调解室"}
    case.move("mediator", MEDIATION, "schedule_meeting", starts_at="2026-08-06T09:30+08:00", **at)
    paper = case.paper("mediator", "meeting_notice")
    case.move("mediator", MEDIATION, "schedule_meeting", starts_at="2026-08-07T14:00+08:00", **at)
    visitor = Visitor(small_world, "mediator")
    ref = case.view("mediator")["papers"][0]["id"]

    page = visitor.read(f"/cases/{case.id}/papers")
    changes = visitor.read(f"/cases/{case.id}/papers/{ref}/changes")

    assert paper["seq"]
    assert "案情已变更，以下文书与现在的案情不一致" in page
    assert '<span class="there">－2026年8月6日9时30分</span>' in changes
    assert '<span class="here">＋2026年8月7日14时</span>' in changes
    assert ids["worker"] in page


def test_an_instalment_is_paid_with_one_button(small_world: World) -> None:
    case, _ = effective(small_world)
    visitor = Visitor(small_world, "mediator")

    sent = visitor.send(forms(visitor.read(f"/cases/{case.id}/performance"))[do(case, "record_performance")])
    shown = visitor.read(sent.headers["location"])

    assert sent.headers["location"] == f"/cases/{case.id}/performance"
    assert "已履行" in shown


def test_the_calendar_has_two_layers_and_a_private_address(small_world: World) -> None:
    case, _ = assigned(small_world)
    case.move("mediator", MEDIATION, "schedule_meeting", starts_at="2026-08-06T09:30+08:00", channel="phone")
    visitor = Visitor(small_world, "mediator")

    week, month = visitor.read("/calendar"), visitor.read("/calendar?view=month")
    meetings = visitor.read("/calendar?layer=meetings&at=2026-08-20")
    opened = visitor.send(forms(week)["/calendar/feed"])
    address = re.search(r"/feeds/[\w-]+\.ics", opened.text)
    assert address is not None
    fed = Visitor(small_world).get(address[0])
    ended = visitor.send(forms(visitor.read("/calendar"))["/calendar/feed"], end="1")

    assert "09:30" in week
    assert "09:30" in month
    assert "江东工调字" not in meetings
    assert "SUMMARY:调解会议" in fed.text
    assert ended.status_code == 303
    assert Visitor(small_world).get(address[0]).status_code == 404


def test_a_calculator_shows_how_it_reckons(small_world: World) -> None:
    visitor = Visitor(small_world, "mediator")
    wrong = visitor.get("/calc/severance?hired_on=nonsense")

    assert visitor.get("/calc/severance").status_code == 200
    assert wrong.status_code == 422
    assert visitor.get("/calc/nothing").status_code == 404
