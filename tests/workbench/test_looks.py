"""What people see: without a script, by keyboard alone, at 360 px, without a barrier, light on an old machine."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from itertools import groupby, product

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from mediation.casework.sweeping import sweep
from tests.stories import effective, in_mediation, registered
from tests.workbench.conftest import Site
from tests.workbench.visiting import PASSWORD, Visitor, with_password
from tests.world import CaseAt, World

TABS = ("", "/facts", "/offers", "/minutes", "/papers", "/performance", "/contacts", "/timeline")


def lived_in(world: World) -> tuple[CaseAt, CaseAt, CaseAt]:
    """Three cases at three stages, two weeks later: something is overdue, something red."""
    early, _ = registered(world)
    middle, ids = in_mediation(world)
    middle.move("mediator", "labour_mediation", "offer", party=ids["employer"], claim=1, amount="15000.00")
    middle.act("mediator", "log_contact", party=ids["worker"], channel="phone", outcome="no_answer")
    late, _ = effective(world)
    world.at("2026-08-17 10:00")
    assert list(sweep(world.desk, world.now))
    return early, middle, late


def pages_of(cases: tuple[CaseAt, CaseAt, CaseAt]) -> Iterator[tuple[str | None, str]]:
    """Every page with something on it."""
    early, middle, late = cases
    yield from ((None, "/sign-in"), ("mediator", "/"), ("head", "/cases"), ("registrar", "/cases/new"))
    yield from (("mediator", f"/cases/{late.id}{tab}") for tab in TABS)
    yield from (
        ("registrar", f"/cases/{early.id}"),
        ("registrar", f"/cases/{early.id}/acts/add_party"),
        ("head", "/no"),
    )
    mediation = middle.proceeding("labour_mediation")
    yield "mediator", f"/cases/{middle.id}/do/{mediation}/draft_agreement"
    yield "registrar", f"/cases/{early.id}/do/{early.proceeding('labour_mediation')}/accept"


def test_no_page_has_a_barrier_at_either_width(site: Site) -> None:
    found, wide = {}, {}
    looked_at = sorted(pages_of(lived_in(site.world)), key=lambda one: one[0] or "")
    for width, (who, paths) in product((1280, 360), ((w, list(p)) for w, p in groupby(looked_at, lambda one: one[0]))):
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


def test_the_whole_way_without_a_script(site: Site) -> None:
    case, _ = registered(site.world)
    with_password(site.world, "registrar")
    with site.page(None, java_script_enabled=False) as page:
        page.goto(f"/cases/{case.id}")
        page.get_by_label("登录名").fill("registrar-jz")
        page.get_by_label("密码").fill(PASSWORD)
        page.get_by_role("button", name="登录").click()
        page.get_by_role("link", name="登记同意调解", exact=True).click()
        page.get_by_label("江州远达物流有限公司").check()
        page.get_by_role("button", name="提交").click()
        wrong = page.get_by_role("alert").inner_text()
        page.get_by_label("电话").check()
        page.get_by_role("button", name="提交").click()

        assert "答复方式" in wrong
        assert "已办理：登记同意调解。" in page.get_by_role("status").inner_text()
        page.get_by_role("link", name="受理", exact=True).click()
        page.get_by_role("button", name="提交").click()
    assert case.state() == "accepted"


def test_a_contact_is_logged_by_keyboard_alone(site: Site) -> None:
    case, _ = registered(site.world)
    with site.page("registrar") as page:
        page.goto("/")
        page.keyboard.press("/")
        page.keyboard.type("远达")
        page.keyboard.press("Enter")
        page.wait_for_url(f"**/cases/{case.id}")
        page.keyboard.press("l")
        page.wait_for_url("**/acts/log_contact?**")
        _tab_to(page, "周行远")
        page.keyboard.press("Space")
        _tab_to(page, "已沟通")
        page.keyboard.press("Space")
        _tab_to(page, "备注")
        page.keyboard.type("同意周三来谈。")
        page.keyboard.press("Control+Enter")
        page.wait_for_url(f"**/cases/{case.id}")

        assert "已办理：记一次联系。" in page.get_by_role("status").inner_text()


def _tab_to(page: Page, words: str) -> None:
    """Press the tab key until what has the focus says these words; what has it is always seen."""
    for _ in range(80):
        page.keyboard.press("Tab")
        at = page.evaluate(
            "(() => { const e = document.activeElement, box = e.getBoundingClientRect();"
            " const label = e.labels && e.labels[0] ? e.labels[0].innerText : e.innerText || '';"
            " return {said: label, seen: box.width > 0 && box.bottom > 0 && box.top < innerHeight} })()"
        )
        assert at["seen"] or at["said"] == "跳到正文", at
        if at["said"].strip().startswith(words):
            return
    raise AssertionError(f"no way by keyboard to {words}")


def test_the_case_is_read_in_print(site: Site) -> None:
    _, _, late = lived_in(site.world)
    with site.page("mediator") as page:
        page.goto(f"/cases/{late.id}/performance")
        page.emulate_media(media="print")

        assert page.locator("header.top").is_hidden()
        assert page.locator("nav.places").is_hidden()
        assert page.get_by_role("table").first.is_visible()
        assert len(page.pdf()) > 1000


@pytest.mark.parametrize("path", ["/static/workbench.css", "/static/workbench.js"])
def test_our_files_are_light_and_kept(small_world: World, path: str) -> None:
    answer = Visitor(small_world).get(path)

    assert len(gzip.compress(answer.content)) < (20_000 if path.endswith("css") else 30_000)
    assert "immutable" in answer.headers["cache-control"]


def test_pages_are_light(small_world: World) -> None:
    cases = lived_in(small_world)
    sizes = {path: len(gzip.compress(Visitor(small_world, who).get(path).content)) for who, path in pages_of(cases)}

    assert max(sizes.values()) < 40_000, sizes
