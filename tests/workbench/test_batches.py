"""A batch ordered and followed at the workbench: ticked, made in the background, a result for every paper."""

from __future__ import annotations

from axe_playwright_python.sync_playwright import Axe

from mediation.casework import batches
from mediation.records.database import reading
from tests.casework.groups import group
from tests.workbench.conftest import Site
from tests.workbench.visiting import Visitor
from tests.world import World


def run(world: World) -> None:
    """Do what a worker does."""
    with reading(world.desk.engine) as db:
        waiting = batches.unfinished(db)
    for batch in waiting:
        for place in batches.places_to_do(world.desk, batch):
            batches.do_row(world.desk, batch, place, world.now)
        batches.end(world.desk, batch, world.now)


def test_papers_are_ticked_made_in_the_background_and_each_says_what_came_of_it(small_world: World) -> None:
    matter = group(small_world, 3)
    registrar = Visitor(small_world, "registrar")
    path = f"/matters/{matter}/batches"
    sent = registrar.send(registrar.form(path), application="1", agreement="1", delivery_address__worker="1")
    listed = registrar.read(path)
    batch = listed.split(f'href="{path}/')[1].split('"')[0]
    before = registrar.read(f"{path}/{batch}")
    run(small_world)
    after = registrar.read(f"{path}/{batch}")

    assert sent.headers["location"] == path
    assert "已开始在后台制作" in listed
    assert (before.count("待制作"), before.count("刷新进度")) == (9, 1)
    assert (after.count("待制作"), after.count("刷新进度")) == (0, 0)
    assert after.count(">已制作<") == 6
    assert "不能制作 3" in after
    assert "6 / 9" not in after


def test_nothing_ticked_is_said_and_a_stranger_finds_no_page(small_world: World) -> None:
    matter = group(small_world, 1)
    registrar = Visitor(small_world, "registrar")
    path = f"/matters/{matter}/batches"
    nothing = registrar.send(registrar.form(path))

    assert nothing.status_code == 422
    assert "请至少选择一种文书和一案。" in nothing.text
    assert Visitor(small_world, "clerk").get(path).status_code == 404


def test_a_batch_needs_no_script_and_has_no_barrier(site: Site) -> None:
    path = f"/matters/{group(site.world, 2)}/batches"
    with site.page("registrar", 360, java_script_enabled=False) as page:
        page.goto(path)
        page.get_by_label("调解申请书", exact=True).check()
        page.get_by_label("征询意见书（用人单位）").check()
        page.get_by_role("button", name="开始制作").click()
        page.get_by_role("table").get_by_role("link").click()
        run(site.world)
        page.get_by_role("link", name="刷新进度").click()
        assert page.get_by_text("4 / 4 份").is_visible()
        address = page.url
    found = {}
    for width in (1280, 360):
        with site.page("registrar", width) as page:
            for each in (path, address):
                page.goto(each)
                if told := Axe().run(page).response["violations"]:
                    found[each, width] = [(one["id"], one["nodes"][0]["html"][:120]) for one in told]
                assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert found == {}


def test_the_progress_comes_by_itself_where_scripts_run(site: Site) -> None:
    path = f"/matters/{group(site.world, 2)}/batches"
    with site.page("registrar") as page:
        page.goto(path)
        page.get_by_label("调解申请书", exact=True).check()
        page.get_by_role("button", name="开始制作").click()
        page.get_by_role("table").get_by_role("link").click()
        assert page.get_by_text("0 / 2 份").is_visible()
        run(site.world)
        page.get_by_text("2 / 2 份").wait_for()
        assert page.get_by_role("link", name="刷新进度").count() == 0
