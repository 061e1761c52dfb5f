"""Confirmation and the court's side: told at once what is missing, ruled on in three clicks, sent by the sheet."""

from __future__ import annotations

import json
from itertools import product

from axe_playwright_python.sync_playwright import Axe

from tests.api.files import pdf
from tests.workbench.clicking import Counted
from tests.workbench.conftest import Site
from tests.workbench.courting import CONFIRMATION, REFERRAL, filed, line, prepared, sent
from tests.workbench.visiting import Visitor, forms
from tests.world import World, person_id

DOCKET = "（2026）苏0999民特9号"


def test_what_is_missing_is_told_at_once_in_three_clicks(site: Site) -> None:
    case, _ = filed(site.world)
    with site.page("clerk") as page:
        page.goto("/confirm")
        counted = Counted(page)
        counted.link("周行远与江州远达物流有限公司")
        counted.button("登记并出一次性告知")
        page.wait_for_url("**/notice")

        assert counted.clicks <= 3
        assert case.state(CONFIRMATION) == "supplementing"
        said = page.locator("article").inner_text()
        assert all(words in said for words in ("当事人身份证明", "送达地址确认书", "2026年8月10日"))


def test_acceptance_and_ruling_are_registered_in_three_clicks_each(site: Site) -> None:
    case, _ = filed(site.world)
    with site.page("clerk") as page:
        page.goto("/confirm")
        accepting = Counted(page)
        accepting.link("周行远与江州远达物流有限公司")
        page.locator("#accept").get_by_label("案号").fill(DOCKET)
        accepting.button("登记受理")
        page.get_by_role("status").wait_for()
        assert case.state(CONFIRMATION) == "accepted"

        page.goto("/confirm?stage=accepted")
        ruling = Counted(page)
        ruling.link("周行远与江州远达物流有限公司")
        ruling.press(page.locator("#confirm").get_by_role("button", name="下一步：核对裁定"))
        assert DOCKET in page.get_by_role("main").inner_text()  # checked once more before it stands
        ruling.button("确认办理")
        page.get_by_role("status").wait_for()

    assert (accepting.clicks, ruling.clicks) == (2, 3)
    assert case.state(CONFIRMATION) == "confirmed"


def test_the_liaison_registers_a_ruling_with_the_courts_paper_and_not_without(small_world: World) -> None:
    case, _ = filed(small_world)
    liaison = Visitor(small_world, "liaison")
    path = f"/confirm/{case.id}"
    form = forms(liaison.read(path))[f"{path}/accept"]

    without = liaison.send(form)
    paper = {"file": ("受理通知书.pdf", pdf("acceptance"))}
    given = liaison.client.post(form.action, data=form.fields, files=paper)

    assert without.status_code == 409
    assert "法院" in without.text
    assert (given.status_code, case.state(CONFIRMATION)) == (303, "accepted")


def test_the_pre_flight_stands_beside_the_application_until_it_is_green(small_world: World) -> None:
    case, _ = prepared(small_world)
    shown = Visitor(small_world, "liaison").read(f"/confirm/{case.id}")
    notice = Visitor(small_world, "liaison").read(f"/confirm/{case.id}/notice")

    assert "提交前核对" in shown
    assert "案卷中没有《调解组织主持调解的证明》" in shown
    assert "去办" in shown
    assert "调解组织主持调解的证明" in notice
    assert Visitor(small_world, "clerk").get(f"/confirm/{case.id}").status_code == 404  # not the court's to see yet


def test_twenty_referrals_are_sent_from_a_sheet_in_four_clicks(site: Site) -> None:
    content = json.dumps([line(n) for n in range(1, 21)]).encode()
    with site.page("clerk") as page:
        page.goto("/referrals")
        counted = Counted(page)
        counted.link("批量移送（表格）")
        page.get_by_label("接收的调解组织").select_option(label="江州市城东街道劳动争议调解中心（虚构）")
        counted.choose("表格", "移送.json", content)
        counted.button("逐行核对")
        assert page.get_by_role("heading", name="20 件可以移送，0 件有误").is_visible()
        counted.button("全部移送（20 件）")
        page.wait_for_url("**/referrals?tab=sent")

        assert counted.clicks <= 4
        assert "已移送 20 件" in page.get_by_role("status").inner_text()
        assert page.locator("a.row").count() == 20


def test_a_sheet_with_a_bad_line_shows_it_and_offers_no_sending(small_world: World) -> None:
    clerk = Visitor(small_world, "clerk")
    form = forms(clerk.read("/referrals/sheet"))["/referrals/sheet"]
    content = json.dumps([line(1), line(2, amount="一万")]).encode()

    shown = clerk.client.post(
        form.action, data={**form.fields, "organisation": "jz-street"}, files={"file": ("a.json", content)}
    )

    assert shown.status_code == 200
    assert "1 件可以移送，1 件有误" in shown.text
    assert "请求金额" in shown.text
    assert "全部移送（" not in shown.text


def test_the_court_registers_what_it_did_with_a_case_that_came_back(small_world: World) -> None:
    case, ids = sent(small_world)
    accepted = {"how": "signature", "accepted_on": "2026-08-03", "mediator": person_id("mediator")}
    case.move("liaison", REFERRAL, "accept", **accepted)
    case.move("mediator", "labour_mediation", "record_refusal", party=ids["employer"], channel="phone")
    case.move("mediator", "labour_mediation", "end", ground="refused")
    case.move("mediator", REFERRAL, "report", result="refused", materials_returned=True)
    clerk, path = Visitor(small_world, "clerk"), f"/referrals/{case.id}"

    checked = clerk.send(forms(clerk.read(path))[f"{path}/outcome"], **{"outcome.outcome": "filed"})
    answered = clerk.send(forms(checked.text)[f"{path}/outcome"], _checked="1")

    assert "请核对" in checked.text
    assert (answered.status_code, case.state(REFERRAL)) == (303, "concluded")


def test_none_of_these_pages_has_a_barrier_at_either_width(site: Site) -> None:
    waiting, _ = sent(site.world)
    settled, _ = filed(site.world)
    pages = {
        "liaison": ("/inbox", f"/inbox/{waiting.id}", "/inbox/feedback?month=2026-08", "/confirm",
                    f"/confirm/{settled.id}", f"/confirm/{settled.id}/notice"),
        "clerk": ("/referrals", f"/referrals/{waiting.id}", "/referrals/sheet", f"/confirm/{settled.id}"),
    }  # fmt: skip
    found, wide = {}, {}
    for (who, paths), width in product(pages.items(), (1280, 360)):
        with site.page(who, width) as page:
            for path in paths:
                page.goto(path)
                page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
                if told := Axe().run(page).response["violations"]:
                    found[path, width] = [(each["id"], each["nodes"][0]["html"][:120]) for each in told]
                if page.evaluate("document.documentElement.scrollWidth") > width:
                    wide[path] = width

    assert found == {}
    assert wide == {}
