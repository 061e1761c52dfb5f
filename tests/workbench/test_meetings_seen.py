"""Meetings and minutes in a browser: kept while typed, safe when signed out or offline, clicks within their budgets."""

from __future__ import annotations

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Dialog, Page, expect

from mediation.casework import signing_in
from mediation.records.database import writing
from tests.stories import assigned, drafted, effective, in_mediation
from tests.workbench.clicking import Counted
from tests.workbench.conftest import Site
from tests.workbench.visiting import COOKIE, sign_in_token
from tests.world import CaseAt, World, person_id

MEDIATION = "labour_mediation"
SAID = "各方陈述"


def at_the_sheet(page: Page, case: CaseAt) -> None:
    """Open the minutes with a clock the test moves."""
    page.clock.install()
    page.goto(f"/cases/{case.id}/minutes/sheet")


def five_seconds(page: Page) -> None:
    page.clock.run_for(5100)


def signed_out(world: World) -> None:
    """Every sign-in of the mediator's ends."""
    with writing(world.desk.engine) as db:
        signing_in.end_all(db, person_id("mediator"), world.now)


def test_minutes_are_kept_every_five_seconds_and_found_again(site: Site) -> None:
    case, _ = in_mediation(site.world)
    with site.page("mediator") as page:
        at_the_sheet(page, case)
        page.get_by_role("button", name="周行远", exact=True).click()
        page.keyboard.type("欠薪三个月。")
        five_seconds(page)
        expect(page.locator("#kept")).to_contain_text("已保存")
        page.goto(f"/cases/{case.id}/minutes")
        page.get_by_role("link", name="继续写").click()

        assert page.get_by_label(SAID).input_value() == "周行远：欠薪三个月。"


def test_two_windows_are_compared_and_nothing_is_lost(site: Site) -> None:
    case, _ = in_mediation(site.world)
    with site.page("mediator") as one, site.page("mediator") as other:
        for page, words in ((one, "甲窗口写的"), (other, "乙窗口写的")):
            at_the_sheet(page, case)
            page.get_by_label(SAID).fill(words)
        five_seconds(one)
        expect(one.locator("#kept")).to_contain_text("已保存")
        five_seconds(other)
        expect(other.locator(".clash")).to_contain_text("－甲窗口写的")
        other.get_by_role("button", name="两份都留").click()
        expect(other.locator("#kept")).to_contain_text("已保存")
        one.reload()

        assert one.get_by_label(SAID).input_value() == "甲窗口写的\n乙窗口写的"


def test_signed_out_the_text_stays_and_goes_on_after_signing_in_again(site: Site) -> None:
    case, _ = in_mediation(site.world)
    with site.page("mediator") as page:
        at_the_sheet(page, case)
        page.get_by_label(SAID).fill("写到一半")
        signed_out(site.world)
        five_seconds(page)
        expect(page.get_by_role("alert").filter(has_text="登录已经失效")).to_be_visible()
        assert page.evaluate("document.querySelector('form[data-drafts]').dataset.typed") == "1"
        assert page.get_by_label(SAID).input_value() == "写到一半"

        token = sign_in_token(site.world, "mediator")
        page.context.add_cookies([{"name": COOKIE, "value": token, "url": site.url}])
        five_seconds(page)
        expect(page.locator("#kept")).to_contain_text("已保存")
        page.get_by_role("button", name="记入笔录", exact=True).click()
        expect(page.get_by_role("status")).to_contain_text("已记入笔录。")


def test_offline_the_text_stays_and_leaving_is_warned_of(site: Site) -> None:
    case, _ = in_mediation(site.world)
    asked: list[str] = []

    def stay(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    with site.page("mediator") as page:
        at_the_sheet(page, case)
        page.get_by_label(SAID).press_sequentially("断网时写的")
        page.context.set_offline(True)
        five_seconds(page)
        expect(page.get_by_role("alert").filter(has_text="连不上服务器")).to_be_visible()
        page.get_by_role("button", name="记入笔录", exact=True).click()
        assert page.get_by_label(SAID).input_value() == "断网时写的"
        page.on("dialog", stay)
        page.close(run_before_unload=True)
        page.wait_for_timeout(300)
    assert asked == ["beforeunload"]


def test_every_job_stays_within_its_clicks(site: Site) -> None:
    ready, _ = assigned(site.world)
    talking, ids = in_mediation(site.world)
    owing, _ = effective(site.world)
    talking.act("mediator", "record_fact", **{"class": "undisputed"}, audience="joint", text="周行远曾任司机。")
    talking.move("mediator", MEDIATION, "offer", party=ids["employer"], claim=1, amount="16500.00")
    talking.move("mediator", MEDIATION, "release_offer", offer=1, party=ids["employer"])
    with site.page("mediator") as page:
        assert schedules(page, ready) <= 4
        assert opens_minutes(page, talking) <= 2
        assert records_payment(page, owing) <= 2
        assert drafts(page, talking) <= 3
        assert ends(page, ready) <= 4
    assert [paper["kind"] for paper in talking.view("mediator")["papers"]] == ["agreement"]
    assert ready.state() == "ended"


def schedules(page: Page, case: CaseAt) -> int:
    """M4: a time for both, with the notice."""
    page.goto(f"/cases/{case.id}")
    by = Counted(page)
    by.link("调解与笔录")
    by.clicks += 1
    page.locator(".slots input[type=radio]").first.check()
    by.button("排定并制作调解通知书")
    expect(page.get_by_role("status")).to_contain_text("已制作《调解通知书》")
    return by.clicks


def opens_minutes(page: Page, case: CaseAt) -> int:
    """M5: minutes with their head."""
    page.goto(f"/cases/{case.id}")
    by = Counted(page)
    by.link("调解与笔录")
    by.link("写笔录")
    expect(page.locator("dl.head")).to_contain_text("周行远")
    return by.clicks


def drafts(page: Page, case: CaseAt) -> int:
    """M6: the agreement from the last round, nothing typed."""
    page.goto(f"/cases/{case.id}")
    by = Counted(page)
    by.link("方案", exact=True)
    by.link("按最后一轮方案拟定协议")
    by.button("提交")
    expect(page.get_by_role("status")).to_contain_text("已制作《调解协议书》")
    return by.clicks


def ends(page: Page, case: CaseAt) -> int:
    """M8: ended with its ground, from the page of the meetings."""
    page.goto(f"/cases/{case.id}/minutes")
    by = Counted(page)
    by.link("终止调解", exact=True)
    by.tick("未达成调解协议") if page.get_by_label("未达成调解协议").count() else pick(page, by)
    by.button("下一步：核对")
    by.button("确认办理")
    expect(page.get_by_role("status")).to_contain_text("已办理：终止调解。")
    return by.clicks


def pick(page: Page, by: Counted) -> None:
    """Choose from a folded list."""
    by.clicks += 1
    page.get_by_label("终止事由").select_option("no_agreement")


def records_payment(page: Page, case: CaseAt) -> int:
    """M10: one instalment."""
    page.goto(f"/cases/{case.id}")
    by = Counted(page)
    by.link("履行", exact=True)
    by.press(page.get_by_role("button", name="今天付清").first)
    expect(page.get_by_role("status")).to_contain_text("已办理：登记履行。")
    return by.clicks


def test_minutes_are_written_by_keyboard_without_a_script(site: Site) -> None:
    case, _ = in_mediation(site.world)
    with site.page("mediator", java_script_enabled=False) as page:
        page.goto(f"/cases/{case.id}/minutes/sheet")
        page.get_by_label(SAID).focus()
        page.keyboard.type("申请人：请求支付工资。")
        page.get_by_role("button", name="暂存").focus()
        page.keyboard.press("Enter")
        expect(page.get_by_role("status")).to_contain_text("已暂存")
        page.get_by_role("button", name="记入笔录", exact=True).focus()
        page.keyboard.press("Enter")
        expect(page.get_by_role("status")).to_contain_text("已记入笔录。")


def test_the_pages_have_no_barrier_at_either_width(site: Site) -> None:
    case, ids = in_mediation(site.world)
    case.move("mediator", MEDIATION, "offer", party=ids["employer"], claim=1, amount="16500.00")
    case.move("mediator", MEDIATION, "schedule_meeting", starts_at="2026-08-06T09:30+08:00", channel="phone")
    paper, _ = drafted(site.world)
    meeting = case.view("mediator")["meetings"][0]["id"]
    paths = [
        f"/cases/{case.id}/minutes",
        f"/cases/{case.id}/minutes/sheet",
        f"/cases/{case.id}/meetings/{meeting}/sign-in-sheet",
        f"/cases/{case.id}/agreement/from-offers?parts=2",
        f"/cases/{paper.id}/papers?show=agreement",
        "/calendar",
        "/calendar?view=month",
        "/calc/severance",
    ]
    found, wide = {}, {}
    for width in (1280, 360):
        with site.page("mediator", width) as page:
            for path in paths:
                page.goto(path)
                page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
                told = Axe().run(page).response["violations"]
                if told:
                    found[path, width] = [(each["id"], each["nodes"][0]["html"][:120]) for each in told]
                if page.evaluate("document.documentElement.scrollWidth") > width:
                    wide[path] = width

    assert found == {}
    assert wide == {}


def test_the_sheet_to_sign_prints_without_the_desk_around_it(site: Site) -> None:
    case, _ = in_mediation(site.world)
    meeting = case.view("mediator")["meetings"][0]["id"]
    with site.page("mediator") as page:
        page.goto(f"/cases/{case.id}/meetings/{meeting}/sign-in-sheet")
        page.emulate_media(media="print")

        assert page.locator("header.top").is_hidden()
        assert page.locator(".screen-only").first.is_hidden()
        assert page.get_by_role("cell", name="周行远").is_visible()
        assert page.pdf().count(b"/Type /Page\n") == 1
