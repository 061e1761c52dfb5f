"""The clicks each job may cost, by pointer and by keyboard, with a script and without; what is seen in both sizes."""

from __future__ import annotations

from itertools import groupby, product

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page

from mediation.casework.sweeping import sweep
from tests.casework.groups import group, opened_matter, sheet, worker
from tests.stories import assigned, in_mediation, registered
from tests.workbench.conftest import Site
from tests.world import World


class Hand:
    """A hand on the mouse that counts."""

    def __init__(self, page: Page) -> None:
        self.page, self.clicks = page, 0

    def click(self, at: Locator) -> None:
        """Click, and count it."""
        at.click()
        self.clicks += 1


def flash(page: Page) -> str:
    """What was said of what was just done."""
    return page.get_by_role("status").first.inner_text()


def test_the_day_is_seen_without_a_click(site: Site) -> None:
    late, _ = in_mediation(site.world)
    site.world.at("2026-08-20 09:00")
    assert list(sweep(site.world.desk, site.world.now))
    with site.page("mediator") as page:
        page.goto("/")
        card = page.locator("[data-row]").first

        assert "超期" in card.inner_text()
        box = card.bounding_box()
        assert box is not None
        assert box["y"] + box["height"] < 800
        assert late.view()["number"] in card.inner_text()


@pytest.mark.parametrize("script", [True, False])
def test_a_call_is_logged_in_three_clicks_from_any_row(site: Site, script: bool) -> None:
    case, _ = registered(site.world)
    with site.page("registrar", java_script_enabled=script) as page:
        page.goto("/cases")
        hand = Hand(page)
        hand.click(page.get_by_role("link", name="被申请人"))
        hand.click(page.get_by_label("已沟通"))
        page.get_by_label("备注").fill("愿意周三来谈。")
        hand.click(page.get_by_role("button", name="提交"))

        assert "已办理：记一次联系。" in flash(page)
        assert hand.clicks == 3
        page.goto(f"/cases/{case.id}/contacts")
        assert "愿意周三来谈。" in page.locator("main").inner_text()


def test_a_step_is_taken_from_the_list_in_two_clicks(site: Site) -> None:
    case, _ = registered(site.world)
    party = case.view()["parties"][1]["id"]
    case.move("registrar", "labour_mediation", "record_consent", party=party, channel="phone")
    with site.page("registrar") as page:
        page.goto("/cases")
        hand = Hand(page)
        hand.click(page.get_by_role("row").get_by_role("link", name="受理", exact=False).first)
        hand.click(page.get_by_role("button", name="提交"))

        assert hand.clicks == 2
    assert case.state() == "accepted"


def test_an_old_case_is_found_by_three_keys_and_enter(site: Site) -> None:
    case, _ = registered(site.world)
    site.world.open()
    with site.page("head") as page:
        page.goto("/")
        page.keyboard.press("/")
        page.keyboard.type("zxy")
        page.keyboard.press("Enter")
        page.wait_for_url(f"**/cases/{case.id}")


def test_rows_are_gone_through_and_a_contact_begun_by_single_keys_that_can_be_turned_off(site: Site) -> None:
    registered(site.world)
    registered(site.world)
    with site.page("registrar") as page:
        page.goto("/cases")
        first = page.locator("[data-row] a").first.get_attribute("href")
        page.keyboard.press("j")
        page.keyboard.press("j")
        page.keyboard.press("k")
        page.keyboard.press("l")
        page.wait_for_url(f"**{first}/acts/log_contact**")
        page.goto("/cases")
        page.keyboard.press("?")
        page.wait_for_url("**/keys")
        page.get_by_role("button", name="停用快捷键").click()
        page.keyboard.press("n")
        page.keyboard.press("g")
        page.keyboard.press("c")

        assert page.url.endswith("/keys")
        page.get_by_role("button", name="重新启用快捷键").click()
        page.keyboard.press("g")
        page.keyboard.press("c")
        page.wait_for_url("**/cases")


def test_who_is_alike_is_shown_while_the_names_are_typed(site: Site) -> None:
    case, _ = registered(site.world)
    with site.page("registrar") as page:
        page.goto("/cases/new")
        page.get_by_label("劳动者姓名").press_sequentially("周行远")
        page.locator("#alike .note").wait_for()

        assert case.view()["number"] in page.locator("#alike").inner_text()


@pytest.mark.parametrize("script", [True, False])
def test_thirty_workers_are_pasted_in_four_clicks(site: Site, script: bool) -> None:
    matter = opened_matter(site.world)
    with site.page("registrar", java_script_enabled=script) as page:
        page.goto(f"/matters/{matter}")
        hand = Hand(page)
        hand.click(page.get_by_role("link", name="粘贴劳动者名单"))
        page.get_by_label("劳动者名单").fill(sheet(*(worker(place) for place in range(30))))
        hand.click(page.get_by_role("button", name="核对"))
        hand.click(page.get_by_role("button", name="为 30 人立案"))

        assert "已立案 30 件。" in flash(page)
        assert hand.clicks <= 4


def pages_of(world: World) -> list[tuple[str, str]]:
    """Every page of these jobs, with something on it."""
    early, _ = registered(world)
    assigned(world)
    middle, _ = in_mediation(world)
    matter = group(world, 3)
    world.at("2026-08-20 09:00")
    list(sweep(world.desk, world.now))
    return [
        *(("head", path) for path in ("/", "/?tab=all", "/?tab=handed", "/cases", "/cases?view=board")),
        ("head", "/cases/export"),
        ("head", "/keys"),
        ("head", "/matters"),
        ("head", f"/matters/{matter}"),
        ("head", f"/matters/{matter}/do/labour_mediation/assign"),
        ("registrar", f"/cases/{early.id}/to"),
        ("registrar", f"/cases/{middle.id}/tasks"),
        ("registrar", "/cases/new?a.worker=周行远"),
        ("registrar", "/matters/new"),
        ("registrar", f"/matters/{matter}/workers"),
        ("registrar", f"/matters/{matter}/report"),
    ]


def test_none_of_these_pages_has_a_barrier_at_either_width(site: Site) -> None:
    found, wide = {}, {}
    looked_at = pages_of(site.world)
    for width, (who, paths) in product((1280, 360), [(w, list(p)) for w, p in groupby(looked_at, lambda one: one[0])]):
        with site.page(who, width) as page:
            for _, path in paths:
                page.goto(path)
                page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
                told = Axe().run(page).response["violations"]
                if told:
                    found[path, width] = [(each["id"], each["nodes"][0]["html"][:120]) for each in told]
                if page.evaluate("document.documentElement.scrollWidth") > width:
                    wide[path] = width

    assert found == {}
    assert wide == {}
