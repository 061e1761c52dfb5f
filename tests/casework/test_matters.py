from __future__ import annotations

import pytest

from tests.casework.groups import (
    MEDIATION,
    at,
    case_ids,
    drafted,
    each,
    group,
    opened_matter,
    paste,
    send,
    sheet,
    signed,
    view,
    worker,
)
from tests.casework.test_history import checked, folded, rows
from tests.stories import registered
from tests.world import World, person_id


def test_a_matter_has_a_number_a_history_and_a_version_of_its_own(small_world: World) -> None:
    first, second = opened_matter(small_world), opened_matter(small_world, "mediator")
    shown = [view(small_world, matter) for matter in (first, second)]

    assert [each["number"] for each in shown] == ["江东工调群字〔2026〕1号", "江东工调群字〔2026〕2号"]
    assert [each["version"] for each in shown] == [1, 1]
    assert checked(small_world).findings == ()


def test_every_worker_of_a_sheet_gets_a_case_a_number_and_a_claim_of_their_own(small_world: World) -> None:
    matter = group(small_world, 3)
    lines = view(small_world, matter)["rows"]

    assert [line["number"] for line in lines] == [f"江东工调字〔2026〕{n}号" for n in (1, 2, 3)]
    assert [line["workers"][0]["name"] for line in lines] == ["赵甲", "钱甲", "孙甲"]
    assert [line["claimed"] for line in lines] == ["1000.00", "2000.00", "3000.00"]
    case = at(small_world, lines[0]["case_id"])
    assert [(p["kind"], p["name"]) for p in case.view()["parties"]] == [
        ("worker", "赵甲"),
        ("employer", "江州远达物流有限公司（虚构）"),
    ]
    assert folded(small_world, case) == rows(small_world, case)
    assert checked(small_world).findings == ()


def test_a_dry_run_says_what_is_wrong_with_every_line_and_opens_nothing(small_world: World) -> None:
    matter = opened_matter(small_world)
    text = sheet(
        worker(1),
        worker(2, identity="990101198003150011", item="讨薪", amount="1.5E+4"),
        worker(3, name=""),
        worker(1, amount="900.00"),
        "",
        worker(4, item="经济补偿金", amount="￥12,500元"),
    )
    told = paste(small_world, matter, text, opens=False)
    wrong = {line["line"]: {(p["field"], p["code"]) for p in line["problems"]} for line in told["rows"]}

    assert wrong == {
        2: set(),
        3: {("identity", "bad_identity_number"), ("item", "bad_choice"), ("amount", "digits_lost")},
        4: {("name", "missing")},
        5: {("name", "twice_in_sheet")},
        7: set(),
    }
    assert told["counts"] == {"good": 2, "bad": 3, "opened": 0, "refused": 0, "bad_input": 0}
    assert view(small_world, matter)["total"]["cases"] == 0


def test_a_bad_line_stops_none_and_the_good_ones_are_opened(small_world: World) -> None:
    matter = opened_matter(small_world)
    told = paste(small_world, matter, sheet(worker(1), worker(2, amount="很多"), worker(3)))

    assert [line["result"] for line in told["rows"]] == ["opened", "bad", "opened"]
    assert [line["workers"][0]["name"] for line in view(small_world, matter)["rows"]] == ["钱甲", "李甲"]


def test_a_sheet_without_its_columns_is_refused_as_a_whole(small_world: World) -> None:
    matter = opened_matter(small_world)
    texts = (
        "姓名\t电话\n赵甲\t13800000001",
        "姓名\t姓名\t请求项目\t金额\n赵甲\t赵甲\t拖欠工资\t1.00",
        "姓名,请求项目,金额,工龄\n",
    )
    codes = [send(small_world, "registrar", matter, "workers", text=text).json()["errors"] for text in texts]

    assert [{e["code"] for e in each} for each in codes] == [{"column_missing"}, {"column_twice"}, {"column_unknown"}]


def test_a_quoted_cell_may_break_and_commas_do_as_well_as_tabs(small_world: World) -> None:
    matter = opened_matter(small_world)
    text = '\ufeff金额（元）,姓名*,请求事项,联系地址\r\n"18,600.00",阿依古丽·买买提,工资,"江州市""东区""\n2号"\r\n'
    told = paste(small_world, matter, text)

    assert told["counts"]["opened"] == 1, told
    party = at(small_world, told["rows"][0]["case"]["id"]).view()["parties"][0]
    assert (party["name"], party["address"]) == ("阿依古丽·买买提", '江州市"东区"\n2号')


def test_whoever_is_on_file_is_not_opened_twice_and_another_case_is_pointed_out(small_world: World) -> None:
    driver, _ = registered(small_world)
    matter = group(small_world, 2)
    with_a_case = worker(5, identity="99010119900315123" + driver.view()["parties"][0]["identity"][-1])
    told = paste(small_world, matter, sheet(worker(1), with_a_case))

    assert [line["result"] for line in told["rows"]] == ["bad", "opened"]
    assert [p["code"] for line in told["rows"] for p in line["problems"]] == ["on_file", "other_case"]
    assert driver.view()["number"] in told["rows"][1]["problems"][0]["zh"]


def test_an_act_of_the_matter_is_an_act_in_each_case_with_its_own_parties_and_sums(small_world: World) -> None:
    matter = drafted(small_world, 3)
    signed(small_world, matter)
    shown = view(small_world, matter)

    assert [line["agreed"] for line in shown["rows"]] == ["1000.00", "2000.00", "3000.00"]
    assert {line["state"] for line in shown["rows"]} == {"effective"}
    assert (shown["agreed"], shown["paid"]) == ("6000.00", "0.00")
    assert checked(small_world).findings == ()


def test_one_refused_row_stops_none_and_says_every_reason(small_world: World) -> None:
    matter = group(small_world, 3)
    ids = case_ids(small_world, matter)
    at(small_world, ids[1]).move("registrar", MEDIATION, "register", form="written", received_on="2026-08-03")
    told = each(small_world, "registrar", matter, "register", form="written", received_on="2026-08-03")

    assert [line["result"] for line in told["rows"]] == ["done", "refused", "done"]
    refused = told["rows"][1]
    assert [reason["code"] for reason in refused["reasons"]] == ["done_already"]
    assert all(reason["cure"]["zh"] and reason["who_titles"] for reason in refused["reasons"])


def test_a_row_has_its_own_answers_and_version_and_a_stale_one_stays_as_it_is(small_world: World) -> None:
    matter = group(small_world, 3)
    lines = view(small_world, matter)["rows"]
    contact = {"party": {"$": "worker"}, "channel": "phone", "outcome": "spoken"}
    send(small_world, "registrar", matter, "acts/log_contact", answers=contact)
    at(small_world, lines[0]["case_id"]).act("head", "leave_matter", reason="另案处理")
    cases = [
        {"case_id": lines[1]["case_id"], "version": lines[1]["version"] + 5},
        {"case_id": lines[2]["case_id"], "version": lines[2]["version"], "answers": {"received_on": "2026-08-02"}},
    ]
    told = each(small_world, "registrar", matter, "register", cases, form="oral", received_on="2026-08-03")

    assert [line["result"] for line in told["rows"]] == ["stale", "done"]
    assert told["rows"][0]["version"] == lines[1]["version"]
    due = {line["case_id"]: line["next_due"] for line in view(small_world, matter)["rows"]}
    assert due[lines[1]["case_id"]] is None
    assert due[lines[2]["case_id"]] is not None


def test_a_placeholder_that_means_nothing_is_refused_before_any_case_is_touched(small_world: World) -> None:
    matter = group(small_world, 2)
    answer = send(
        small_world, "registrar", matter, "moves/labour_mediation/record_consent", answers={"party": {"$": "boss"}}
    )

    assert answer.status_code == 422
    assert [(e["field"], e["code"]) for e in answer.json()["errors"]] == [("answers.party", "unknown_placeholder")]


def test_a_case_that_has_nothing_for_a_placeholder_is_a_bad_row(small_world: World) -> None:
    matter = group(small_world, 1)
    lonely = small_world.open()
    version = {"If-Match": f'"{lonely.version()}"'}
    joined = small_world.call("POST", f"/matters/{matter}/cases", "head", json={"case_id": lonely.id}, headers=version)
    contact = {"party": {"$": "worker"}, "channel": "phone", "outcome": "no_answer"}
    told = send(small_world, "registrar", matter, "acts/log_contact", answers=contact).json()

    assert joined.status_code == 200
    assert [line["result"] for line in told["rows"]] == ["done", "bad_input"]
    assert told["rows"][1]["errors"][0]["code"] == "nothing_to_fill_in"


def test_a_case_belongs_to_one_matter_at_a_time_and_goes_on_alone_when_it_leaves(small_world: World) -> None:
    first, second = group(small_world, 1), opened_matter(small_world)
    case = at(small_world, case_ids(small_world, first)[0])

    def join(matter: str) -> int:
        version = {"If-Match": f'"{case.version()}"'}
        form = {"case_id": case.id}
        return small_world.call("POST", f"/matters/{matter}/cases", "head", json=form, headers=version).status_code

    held = join(second)
    case.act("registrar", "leave_matter", reason="该劳动者自行申请仲裁")

    assert (held, join(second)) == (409, 200)
    assert case_ids(small_world, first) == []
    assert case_ids(small_world, second) == [case.id]
    assert case.send_act("registrar", "join_matter").status_code == 404
    assert checked(small_world).findings == ()


def test_those_who_settle_refuse_or_cannot_be_reached_part_ways(small_world: World) -> None:
    matter = group(small_world, 4)
    settles, refuses, away, waits = case_ids(small_world, matter)
    each(small_world, "registrar", matter, "register", form="written", received_on="2026-08-03")
    at(small_world, away).act(
        "registrar", "log_contact", party=_worker(small_world, matter, 2), channel="phone", outcome="switched_off"
    )
    each(small_world, "registrar", matter, "record_unreachable", [away], party={"$": "worker"}, channel="phone")
    each(small_world, "registrar", matter, "record_refusal", [refuses], party={"$": "worker"}, channel="phone")
    each(small_world, "registrar", matter, "record_consent", party={"$": "employer"}, channel="phone")
    told = each(small_world, "registrar", matter, "accept")
    each(small_world, "head", matter, "assign", [settles], mediator=person_id("mediator"))
    parted = view(small_world, matter)["parted"]

    assert [line["result"] for line in told["rows"]] == ["done", "refused", "refused", "done"]
    assert {name: count["cases"] for name, count in parted.items() if count["cases"]} == {
        "open": 2,
        "refused": 1,
        "unreachable": 1,
    }
    assert at(small_world, waits).state() == "accepted"


def _worker(world: World, matter: str, place: int) -> str:
    return str(view(world, matter)["rows"][place]["workers"][0]["id"])


def test_cases_and_people_are_counted_apart(small_world: World) -> None:
    matter = group(small_world, 2)
    case = at(small_world, case_ids(small_world, matter)[0])
    case.act("registrar", "add_party", kind="worker", side="applicant", name="许同行")
    total = view(small_world, matter)["total"]

    assert (total["cases"], total["people"]) == (2, 3)


@pytest.mark.parametrize(("workers", "met"), [(9, False), (10, True)])
def test_ten_workers_with_a_common_claim_are_a_collective_dispute(small_world: World, workers: int, met: bool) -> None:
    matter = opened_matter(small_world)
    apart = worker(20, item="社会保险", amount="1.00")
    paste(small_world, matter, sheet(*(worker(number) for number in range(workers)), apart))
    collective = view(small_world, matter)["collective"]

    assert (collective["met"], collective["people"], collective["item"]["zh"]) == (met, workers, "拖欠工资")
    assert (collective["reason"] is None) == met
    assert collective["cites"] == ["MAL 7"]
