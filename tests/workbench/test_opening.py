"""Opening a case and a group: few fields, who is alike shown first, the rest a task; a group acted on in one run."""

from __future__ import annotations

import pytest

from tests.casework.groups import case_ids, group, opened_matter, sheet, view, worker
from tests.stories import registered
from tests.workbench.visiting import Visitor, forms
from tests.world import CaseAt, World, person_id

TYPED = {
    "a__worker": "周行远",
    "a__employer": "江州远达物流有限公司",
    "a__source": "application",
    "a__cause": "追索劳动报酬争议",
}


def test_four_fields_open_a_case_with_its_parties_and_lead_to_its_tasks(small_world: World) -> None:
    visitor = Visitor(small_world, "registrar")
    form = visitor.form("/cases/new")

    sent = [visitor.send(form, **TYPED) for _ in range(2)]
    case = CaseAt(small_world, sent[0].headers["location"].split("/")[2])

    assert sent[0].headers["location"] == sent[1].headers["location"] == f"/cases/{case.id}/tasks"
    assert [(p["kind"], p["side"], p["name"]) for p in case.view()["parties"]] == [
        ("worker", "applicant", "周行远"),
        ("employer", "respondent", "江州远达物流有限公司"),
    ]
    page = visitor.read(f"/cases/{case.id}/tasks")
    assert f'href="/cases/{case.id}/acts/add_claim"' in page
    assert "2 人没有电话" in page
    assert "暂不能办" in page


def test_an_employer_may_apply_and_names_may_wait(small_world: World) -> None:
    visitor = Visitor(small_world, "registrar")
    form = visitor.form("/cases/new")
    sent = visitor.send(form, **{**TYPED, "a__worker": "", "a__applicant": "employer"})
    case = CaseAt(small_world, sent.headers["location"].split("/")[2])

    assert [(p["kind"], p["side"]) for p in case.view()["parties"]] == [("employer", "applicant")]


def test_what_is_wrong_is_said_at_its_field_and_nothing_is_opened(small_world: World) -> None:
    visitor = Visitor(small_world, "registrar")
    form = visitor.form("/cases/new")
    missing = visitor.send(form, **{**TYPED, "a__cause": ""})
    long = visitor.send(form, **{**TYPED, "a__worker": "远" * 20_000})

    assert (missing.status_code, long.status_code) == (422, 422)
    assert 'href="#a-cause"' in missing.text
    assert 'href="#a-worker"' in long.text
    assert forms(missing.text)["/cases/new"].fields["a.worker"] == "周行远"
    assert "没有符合条件的案件" in visitor.read("/cases")


def test_duplicates_and_our_own_people_are_shown_before_a_case_is_opened(small_world: World) -> None:
    case, _ = registered(small_world)
    visitor, stranger = Visitor(small_world, "registrar"), Visitor(small_world, "stranger")
    form = visitor.form("/cases/new")
    employer = case.view()["parties"][1]["name"]
    looked = visitor.send(form, _look="1", **{**TYPED, "a__employer": employer})
    ask = f"/cases/alike?worker=周行远&employer={employer}"

    assert "疑似重复" in looked.text
    assert forms(looked.text)["/cases/new"].fields["a.worker"] == "周行远"
    assert case.id in visitor.read(ask)
    assert case.id not in stranger.read(ask)
    assert "回避" in visitor.read("/cases/alike?worker=方允和")
    assert "未发现" in visitor.read("/cases/alike?worker=查无此人")


def test_a_court_sees_no_form_for_a_group_and_a_stranger_no_matter(small_world: World) -> None:
    matter = group(small_world, 2)

    assert Visitor(small_world, "stranger").get(f"/matters/{matter}").status_code == 404
    assert Visitor(small_world, "clerk").get(f"/matters/{matter}").status_code == 404
    assert matter not in Visitor(small_world, "clerk").read("/matters")


def test_a_group_is_opened_and_its_workers_pasted_with_the_mistakes_of_each_line(small_world: World) -> None:
    visitor = Visitor(small_world, "registrar")
    form = visitor.form("/matters/new")
    typed = {"a__name": "江州远达物流有限公司", "a__cause": "追索劳动报酬争议", "a__source": "application"}
    refused = visitor.send(form, **{**typed, "a__name": ""})
    where = visitor.send(form, **typed).headers["location"]
    matter = where.split("/")[2]
    text = sheet(*(worker(place) for place in range(30)), worker(31, amount="许多"))

    looked = visitor.send(visitor.form(where), text=text)
    opened = visitor.send(forms(looked.text)[where], _open="1")
    page = visitor.read(f"/matters/{matter}")

    assert (refused.status_code, 'href="#a-name"' in refused.text) == (422, True)
    assert "30 行可以立案，1 行有问题。" in looked.text
    assert "第 32 行" in looked.text
    assert "已立案 30 件。" in opened.text
    assert page.count("data-row>") == 30
    assert "集体劳动争议" in page


def test_an_act_of_the_group_is_tried_then_done_with_a_result_for_each_worker(small_world: World) -> None:
    matter = group(small_world, 3)
    first, *_ = case_ids(small_world, matter)
    visitor = Visitor(small_world, "registrar")
    own = CaseAt(small_world, first).view()["parties"][0]
    CaseAt(small_world, first).move("registrar", "labour_mediation", "withdraw", party=own["id"])
    path = f"/matters/{matter}/do/labour_mediation/record_consent"
    assert f'href="{path}"' in visitor.read(f"/matters/{matter}")

    form = visitor.form(path)
    wrong = visitor.send(form)
    tried = visitor.send(form, **{"a__party": "$employer", "a__channel": "phone", f"c.{first}": "1"})
    nothing_yet = [row["state"] for row in view(small_world, matter)["rows"]]
    done = visitor.send(forms(tried.text)[path], _checked="1")

    assert wrong.status_code == 422
    assert tried.text.count("可以办</span>") == 2
    assert set(nothing_yet[1:]) == {"registered"}
    assert "已办理 2 件，未办理 1 件。" in done.text


def test_a_paper_is_made_for_each_worker_of_the_group(small_world: World) -> None:
    matter = group(small_world, 2)
    visitor = Visitor(small_world, "registrar")
    form = forms(visitor.read(f"/matters/{matter}"))[f"/matters/{matter}/papers"]

    done = visitor.send(form, kind="rights_notice")
    nothing = visitor.send(form, kind="")

    assert "已办理 2 件，未办理 0 件。" in done.text, done.text
    assert nothing.status_code == 422


@pytest.mark.parametrize(("people", "status"), [("12", 303), ("0", 422), ("许多", 422)])
def test_a_group_event_is_reported_in_words_of_its_own(small_world: World, people: str, status: int) -> None:
    matter = opened_matter(small_world)
    visitor = Visitor(small_world, "registrar")
    form = visitor.form(f"/matters/{matter}/report")
    typed = {"a__place": "厂区门口（虚构）", "a__demands": "支付拖欠的工资"}

    sent = visitor.send(form, a__people=people, **typed)

    assert sent.status_code == status
    assert (status == 303) == ("厂区门口" in visitor.read(f"/matters/{matter}"))


def test_whoever_assigns_is_offered_the_people_of_the_body(small_world: World) -> None:
    matter = group(small_world, 1)
    page = Visitor(small_world, "head").read(f"/matters/{matter}/do/labour_mediation/assign")

    assert f'value="{person_id("mediator")}"' in page
