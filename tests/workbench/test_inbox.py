"""The liaison's day: what courts hand over is answered in three clicks, by keyboard, without a script."""

from __future__ import annotations

import io

import httpx2
from openpyxl import load_workbook
from sqlalchemy import event

from mediation.casework.sweeping import sweep
from tests.workbench.clicking import Counted
from tests.workbench.conftest import Site
from tests.workbench.courting import REFERRAL, line, sent, sheet_of
from tests.workbench.visiting import Visitor, forms
from tests.world import CaseAt, World, person_id

ACCEPTED = {"how": "signature", "accepted_on": "2026-08-03", "mediator": person_id("mediator")}


def test_a_referral_is_accepted_and_assigned_in_three_clicks_and_its_receipt_prints(site: Site) -> None:
    case, _ = sent(site.world)
    with site.page("liaison") as page:
        page.goto("/inbox")
        counted = Counted(page)
        counted.link("周行远与江州远达物流有限公司")
        counted.tick("方允和", "#accept")
        counted.button("接收")
        page.wait_for_url("**/receipt")

        assert counted.clicks <= 3
        assert case.state(REFERRAL) == "accepted"
        said = page.locator("article").inner_text()
        assert all(
            words in said for words in (f"{case.view()['number']}-", "（2026）苏0999诉前调7号", "未移送", "起算")
        )
        assert page.get_by_role("img", name="二维码").is_visible()
        page.emulate_media(media="print")
        assert page.locator("article").is_visible()
        assert page.locator("nav.places").is_hidden()
        assert page.get_by_role("link", name="回到收件").is_hidden()


def test_a_referral_is_declined_with_its_reason_in_three_clicks(site: Site) -> None:
    case, _ = sent(site.world)
    with site.page("liaison") as page:
        page.goto("/inbox")
        counted = Counted(page)
        counted.link("周行远与江州远达物流有限公司")
        counted.tick("暂无力量办理", "#decline")
        counted.button("不接受")
        page.wait_for_url("**/receipt")

        assert counted.clicks <= 3
        assert case.state(REFERRAL) == "declined"
        assert "暂无力量办理" in page.locator("article").inner_text()


def test_the_whole_answer_by_keyboard_alone(site: Site) -> None:
    case, _ = sent(site.world)
    with site.page("liaison") as page:
        page.goto("/inbox")
        page.keyboard.press("j")
        page.keyboard.press("Enter")
        page.wait_for_url(f"**/inbox/{case.id}")
        page.keyboard.press("?")
        assert page.get_by_text("提交所在表单").is_visible()
        page.keyboard.press("r")
        assert page.evaluate("document.activeElement.name") == "ask_for_material.missing"
        page.keyboard.press("Control+Enter")
        page.wait_for_url("**/receipt")
        assert "补充材料通知" in page.locator("article").inner_text()
        page.goto(f"/inbox/{case.id}")
        page.keyboard.press("d")
        assert page.evaluate("document.activeElement.name") == "decline.reason"
        page.keyboard.press("Space")
        page.keyboard.press("a")
        assert page.evaluate("document.activeElement.name") == "accept.how"
        page.keyboard.press("Control+Enter")
        page.wait_for_url("**/receipt")

    assert case.state(REFERRAL) == "accepted"


def test_material_is_asked_for_supplied_and_accepted_without_a_script(small_world: World) -> None:
    case, _ = sent(small_world)
    liaison, clerk = Visitor(small_world, "liaison"), Visitor(small_world, "clerk")
    from_page = "/inbox/" + case.id

    asked = _send(liaison, from_page, "ask_for_material")
    assert (asked.status_code, case.state(REFERRAL)) == (303, "awaiting_material")
    assert '待补材料 <span class="count">1</span>' in liaison.read("/inbox")
    assert "送达地址确认书" in clerk.read(f"/referrals/{case.id}")
    supplied = _send(clerk, f"/referrals/{case.id}", "supply_material")
    assert (supplied.status_code, case.state(REFERRAL)) == (303, "sent")
    accepted = _send(liaison, from_page, "accept")
    assert accepted.headers["location"] == f"/inbox/{case.id}/receipt"


def _send(visitor: Visitor, page: str, name: str, **typed: str) -> httpx2.Response:
    """Send one of the panels of a page as it stands."""
    return visitor.send(forms(visitor.read(page))[f"{page}/{name}"], **typed)


def test_a_refusal_is_explained_beside_its_form_and_a_double_click_files_once(small_world: World) -> None:
    case, _ = sent(small_world)
    liaison = Visitor(small_world, "liaison")
    form = forms(liaison.read(f"/inbox/{case.id}"))[f"/inbox/{case.id}/accept"]

    early = liaison.send(form, **{"accept.accepted_on": "2026-07-01"})
    twice = [liaison.send(form) for _ in range(2)]

    assert early.status_code == 409
    assert 'value="2026-07-01"' in early.text
    assert 'role="alert"' in early.text
    assert [answer.status_code for answer in twice] == [303, 303]
    with small_world.desk.engine.connect() as db:
        accepted = "SELECT count(*) FROM event WHERE act = 'accept' AND folder_id = ?"
        assert db.exec_driver_sql(accepted, (case.id,)).scalar_one() == 1


def test_the_platform_has_its_period_and_paper_only_a_reminder_of_the_house(small_world: World) -> None:
    paper, _ = sent(small_world)
    online, _ = sent(small_world, on_platform=True, docket="（2026）苏0999诉前调8号")
    small_world.at("2026-08-10 09:00")
    assert list(sweep(small_world.desk, small_world.now))
    liaison = Visitor(small_world, "liaison")

    late = liaison.read("/inbox?tab=late")

    assert (paper.state(REFERRAL), online.state(REFERRAL)) == ("sent", "lapsed")
    assert f"/inbox/{paper.id}" in late
    assert f"/inbox/{online.id}" in late
    assert "线下移交没有法定接收期限" in liaison.read(f"/inbox/{paper.id}")
    assert "内部提醒" not in liaison.read(f"/inbox/{online.id}")


def _ending(world: World) -> CaseAt:
    case, _ = sent(world)
    case.move("liaison", REFERRAL, "accept", **ACCEPTED)
    world.at("2026-08-31 09:00")
    return case


def test_what_ends_within_three_days_stands_on_top_and_is_pressed_for_in_three_clicks(site: Site) -> None:
    case = _ending(site.world)
    with site.page("liaison") as page:
        page.goto("/inbox")
        assert page.locator(".soon").get_by_role("link", name="周行远与江州远达物流有限公司").is_visible()  # 0 clicks
        counted = Counted(page)
        counted.button("批量催办")
        counted.button("确认办理")
        page.get_by_role("link", name="返回列表").wait_for()

        assert counted.clicks <= 3
        page.goto(f"/cases/{case.id}/timeline")
        assert page.locator(".timeline").get_by_text("催办").is_visible()


def test_the_months_feedback_is_an_excel_sheet_in_two_clicks(site: Site) -> None:
    case = _ending(site.world)
    site.world.at("2026-09-01 09:00")
    with site.page("liaison") as page:
        page.goto("/inbox")
        counted = Counted(page)
        counted.link("月度反馈表")
        with page.expect_download() as taken:
            counted.link("下载 Excel")
        content = taken.value.path().read_bytes()

    assert counted.clicks == 2
    rows = list(load_workbook(io.BytesIO(content)).active.iter_rows(values_only=True))
    assert len(rows) == 2
    assert {"周行远", "委派调解", "签字接收材料", case.view()["number"]} <= set(rows[1])


def test_the_inbox_asks_the_database_no_more_for_twenty_than_for_two(small_world: World) -> None:
    def asked() -> int:
        said: list[str] = []
        listen = lambda _c, _u, statement, *_more: said.append(statement)  # noqa: E731
        event.listen(small_world.desk.engine, "before_cursor_execute", listen)
        Visitor(small_world, "liaison").read("/inbox")
        event.remove(small_world.desk.engine, "before_cursor_execute", listen)
        return len(said)

    sheet_of(small_world, [line(n) for n in (1, 2)])
    few = asked()
    sheet_of(small_world, [line(n) for n in range(3, 21)])

    assert asked() == few
