"""Papers across a matter: a line a worker, nobody else's case, and nothing before there is something to say."""

from __future__ import annotations

import io

import pypdf
import pytest

from tests.casework.groups import at, case_ids, drafted, group, in_mediation, send
from tests.world import World, person_id

SHEETS = ("amount_confirmation", "wage_sheet", "group_representatives", "group_report")


def said(world: World, matter: str, kind: str, who: str = "head") -> str:
    answer = world.call("GET", f"/matters/{matter}/papers/{kind}", who)
    assert answer.status_code == 200, answer.text
    return "".join("".join(page.extract_text().split()) for page in pypdf.PdfReader(io.BytesIO(answer.content)).pages)


def test_the_sums_of_all_workers_stand_on_one_sheet_with_their_total(small_world: World) -> None:
    words = said(small_world, drafted(small_world, 3), "amount_confirmation")

    assert "申请人赵甲等3人与被申请人江州远达物流有限公司（虚构）因追索劳动报酬发生争议" in words
    assert all(f"{name}" in words for name in ("赵甲", "钱甲", "孙甲", "1,000.00", "2,000.00", "3,000.00"))
    assert "合计人民币陆仟元整" in words


def test_wages_are_listed_worker_by_worker_for_the_one_who_pays(small_world: World) -> None:
    words = said(small_world, drafted(small_world, 3), "wage_sheet")

    assert "工资支付单位：江州远达物流有限公司（虚构）" in words
    assert words.count("江州银行城东支行") == 3
    assert "应发合计：人民币陆仟元整" in words


def test_who_elects_stands_on_one_roster_and_the_names_are_left_to_the_pen(small_world: World) -> None:
    words = said(small_world, group(small_world, 3), "group_representatives")

    assert "下列3名劳动者有共同的请求，共同推选＿＿＿＿＿＿" in words
    assert words.count("99010119") == 3


def test_the_report_says_what_was_reported_last(small_world: World) -> None:
    matter = group(small_world, 2)
    told = {"place": "物流园南门", "demands": "要求付清六月工资", "measures": "调解员到场"}
    send(small_world, "liaison", matter, "reports", kind="first", people=12, **told)
    first = said(small_world, matter, "group_report")
    small_world.at("2026-08-03 14:00")
    send(small_world, "liaison", matter, "reports", kind="follow_up", people=15, **{**told, "measures": "已推选代表"})
    words = said(small_world, matter, "group_report")

    assert "☑初报" in first
    assert "15人" in words
    assert "已推选代表" in words
    assert "☑续报" in words


def test_an_event_that_nobody_reported_is_no_report(small_world: World) -> None:
    answer = small_world.call("GET", f"/matters/{group(small_world, 2)}/papers/group_report", "head")

    assert answer.status_code == 422
    assert {error["code"] for error in answer.json()["errors"]} == {"missing_field"}


@pytest.mark.parametrize("kind", ["amount_confirmation", "wage_sheet"])
def test_before_any_agreement_there_is_nothing_to_list(small_world: World, kind: str) -> None:
    answer = small_world.call("GET", f"/matters/{in_mediation(small_world, 2)}/papers/{kind}", "head")

    assert answer.status_code == 404
    assert answer.json()["code"] == "paper_not_found"


def test_a_mediator_sees_only_the_workers_of_their_own_cases(small_world: World) -> None:
    matter = drafted(small_world, 3)
    first = case_ids(small_world, matter)[0]
    at(small_world, first).act("head", "reassign", mediator=person_id("colleague"), reason="工作安排")
    words = said(small_world, matter, "amount_confirmation", "colleague")

    assert "赵甲" in words
    assert "钱甲" not in words


@pytest.mark.parametrize("kind", SHEETS)
def test_a_matter_is_not_for_strangers_or_the_court(small_world: World, kind: str) -> None:
    matter = group(small_world, 2)

    for who in ("stranger", "clerk"):
        assert small_world.call("GET", f"/matters/{matter}/papers/{kind}", who).status_code == 404
