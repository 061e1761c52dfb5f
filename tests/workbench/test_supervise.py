"""The head's day: what is overdue and whose, what is stuck and why, who may take a case, what was urged."""

from __future__ import annotations

import csv
import io

import openpyxl
from axe_playwright_python.sync_playwright import Axe

from mediation.casework.sweeping import sweep
from tests.casework.groups import group
from tests.stories import in_mediation, registered
from tests.workbench.conftest import Site
from tests.workbench.visiting import Visitor
from tests.world import CaseAt, World, person_id

PAGES = ("", "/stuck", "/waiting", "/load", "/urged", "/extensions", "/groups")
MEDIATION = "labour_mediation"


def accepted(world: World) -> CaseAt:
    """A case that waits for a mediator."""
    case, ids = registered(world)
    case.move("registrar", MEDIATION, "record_consent", party=ids["employer"], channel="phone")
    case.move("registrar", MEDIATION, "accept")
    return case


def overdue(world: World) -> CaseAt:
    """A case in mediation whose term is over."""
    case, _ = in_mediation(world)
    world.at("2026-10-12 10:00")
    assert list(sweep(world.desk, world.now))
    return case


def urge(case: CaseAt, who: str = "head", **over: str) -> None:
    case.act(who, "supervise", **{"point": "请说明进展。", "reply_by": "2026-10-15", **over})


def test_the_head_sees_what_is_overdue_and_whose_it_is(small_world: World) -> None:
    case = overdue(small_world)
    page = Visitor(small_world, "head").read("/supervise")

    assert case.id in page
    assert "方允和" in page
    assert "超期" in page


def test_only_a_head_sees_the_heads_pages(small_world: World) -> None:
    accepted(small_world)
    for who in ("registrar", "mediator", "clerk", "administrator"):
        visitor = Visitor(small_world, who)
        told = {path: visitor.get(f"/supervise{path}").status_code for path in PAGES}
        assert told == {path: 200 if path == "/urged" else 404 for path in PAGES}, who
    assert [Visitor(small_world, "head").get(f"/supervise{path}").status_code for path in PAGES] == [200] * len(PAGES)


def test_a_case_nobody_can_carry_on_is_stuck_and_says_why(small_world: World) -> None:
    case, moving = small_world.open(), accepted(small_world)
    page = Visitor(small_world, "head").read("/supervise/stuck")

    assert case.id in page
    assert moving.id not in page
    assert "暂不能办，还差" in page
    assert "可办：" in page


def test_the_stuck_cases_leave_as_excel_and_as_lines_with_every_reason(small_world: World) -> None:
    case = small_world.open()
    head = Visitor(small_world, "head")
    number = small_world.get(f"/cases/{case.id}", "head")["number"]
    book = openpyxl.load_workbook(io.BytesIO(head.get("/supervise/stuck/xlsx").content))
    rows = list(csv.reader(io.StringIO(head.get("/supervise/stuck/csv").content.decode("utf-8-sig"))))

    assert [cell.value for cell in next(book.active.iter_rows())] == rows[0]
    assert (
        [row[0].value for row in book.active.iter_rows(min_row=2)]
        == [row[0] for row in rows[1:]]
        == [number] * (len(rows) - 1)
    )
    assert all(row[5] and row[7] for row in rows[1:])


def test_load_stands_by_name_with_its_figures_in_a_table(small_world: World) -> None:
    overdue(small_world)
    page = Visitor(small_world, "head").read("/supervise/load")

    assert '<th scope="row">方允和</th><td>1</td><td>1</td><td>0</td>' in page
    assert page.count("<rect ") == 1


def test_a_case_is_assigned_with_load_and_conflicts_in_sight(small_world: World) -> None:
    case = accepted(small_world)
    head = Visitor(small_world, "head")
    page = head.read(f"/supervise/assign/{case.id}")
    sent = head.send(head.form(f"/supervise/assign/{case.id}"), mediator=person_id("mediator"))

    assert "在办 0 件" in page
    assert "回避：已核对，未见冲突" in page
    assert sent.headers["location"] == "/supervise/waiting"
    assert small_world.get(f"/cases/{case.id}", "mediator")["id"] == case.id


def test_an_assignment_without_a_name_says_what_to_do_and_one_for_another_asks_why(small_world: World) -> None:
    fresh, held = accepted(small_world), in_mediation(small_world)[0]
    head = Visitor(small_world, "head")
    nobody = head.send(head.form(f"/supervise/assign/{fresh.id}"))
    unreasoned = head.send(head.form(f"/supervise/assign/{held.id}"), mediator=person_id("colleague"))
    form = head.form(f"/supervise/assign/{held.id}")
    changed = head.send(form, mediator=person_id("colleague"), reason="原调解员休假")

    assert (nobody.status_code, unreasoned.status_code, changed.status_code) == (422, 422, 303)
    assert "请选择调解员。" in nobody.text
    assert "请写明改派的理由。" in unreasoned.text


def test_what_is_urged_asks_for_an_answer_and_stands_in_the_timeline(small_world: World) -> None:
    case = overdue(small_world)
    urge(case)
    head, mediator = Visitor(small_world, "head"), Visitor(small_world, "mediator")
    asked = mediator.read("/supervise/urged")
    case.act("mediator", "answer_supervision", answer="已约定周四再调一次。")
    answered = head.read("/supervise/urged")

    assert "请说明进展。" in asked
    assert "待答复" in asked
    assert "已约定周四再调一次。" in answered
    assert "已答复" in answered
    assert "答复督办" in head.read(f"/cases/{case.id}/timeline")


def test_an_answer_later_than_its_day_says_so(small_world: World) -> None:
    case = overdue(small_world)
    urge(case)
    small_world.at("2026-10-16 10:00")
    waiting = Visitor(small_world, "head").read("/supervise/urged")
    case.act("mediator", "answer_supervision", answer="已办。")

    assert "逾期未答复" in waiting
    assert "逾期答复" in Visitor(small_world, "head").read("/supervise/urged")


def test_only_a_head_urges_and_nobody_answers_what_was_not_asked(small_world: World) -> None:
    case = overdue(small_world)
    told = [
        case.send_act("mediator", "supervise", point="x", reply_by="2026-10-15").status_code,
        case.send_act("mediator", "answer_supervision", answer="x").status_code,
        case.send_act("head", "supervise", point="x", reply_by="2026-10-01").status_code,
    ]

    assert told == [403, 409, 422]


def test_a_court_never_hears_what_a_head_urged(small_world: World) -> None:
    case = overdue(small_world)
    urge(case, point="暗记督办一号")

    assert "暗记督办一号" not in Visitor(small_world, "clerk").read("/supervise/urged")
    assert "暗记督办一号" not in Visitor(small_world, "stranger").read("/supervise/urged")


def test_an_extension_is_shown_and_nobody_is_asked_to_grant_it(small_world: World) -> None:
    case, _ = in_mediation(small_world)
    small_world.at("2026-08-10 10:00")
    case.move("mediator", MEDIATION, "extend", days=10, all_agreed=True, channel="phone")
    page = Visitor(small_world, "head").read("/supervise/extensions")

    assert case.id in page
    assert "10 天" in page
    assert "无需审批" in page
    assert "<form" not in page.split("<main")[1]


def test_a_group_dispute_is_pushed_to_the_head_without_a_click(small_world: World) -> None:
    matter = group(small_world, 10)
    home = Visitor(small_world, "head").read("/")

    assert f"/matters/{matter}" in home
    assert "应报告" in home
    assert f"/matters/{matter}" in Visitor(small_world, "head").read("/supervise/groups")


def test_the_heads_clicks_stay_within_their_budget(site: Site) -> None:
    case, fresh = overdue(site.world), accepted(site.world)
    with site.page("head") as page:
        page.goto("/")
        page.get_by_role("navigation", name="主导航").get_by_role("link", name="督办").click()  # S1: one
        assert page.get_by_role("link", name="周行远与江州远达物流有限公司").first.is_visible()
        row = page.get_by_role("row").filter(has=page.locator(f'a[href="/cases/{case.id}"]'))
        row.get_by_role("link", name="督办").click()  # S3: two
        page.get_by_role("button", name="提交").click()
        page.get_by_text("已办理：督办。").wait_for()
        page.goto("/supervise/waiting")
        page.locator(f'a[href="/supervise/assign/{fresh.id}"]').click()  # S2: three
        page.get_by_label("方允和").check()
        page.get_by_role("button", name="分派").click()
        page.get_by_text("已分派：").wait_for()


def test_the_heads_pages_have_no_barrier_and_need_no_script(site: Site) -> None:
    case, fresh = overdue(site.world), accepted(site.world)
    site.world.open()
    urge(case)
    group(site.world, 10)
    paths = [f"/supervise{path}" for path in PAGES] + [f"/supervise/assign/{one.id}" for one in (case, fresh)]
    found, wide = {}, []
    for width in (1280, 360):
        with site.page("head", width) as page:
            for path in paths:
                reached = page.goto(path)
                assert reached is not None
                assert reached.ok, path
                told = Axe().run(page).response["violations"]
                if told:
                    found[path, width] = [(each["id"], each["nodes"][0]["html"][:120]) for each in told]
                if page.evaluate("document.documentElement.scrollWidth") > width:
                    wide.append((path, width))

    assert found == {}
    assert wide == []
    with site.page("head", java_script_enabled=False) as page:
        page.goto(f"/supervise/assign/{fresh.id}")
        page.get_by_label("方允和").check()
        page.get_by_role("button", name="分派").click()
        assert page.get_by_text("已分派：").is_visible()
