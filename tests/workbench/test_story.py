"""The five minutes that win a court president, told once in a browser: from a red card to a forger found out."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect
from sqlalchemy import text
from typer.testing import CliRunner

from mediation.casework.sweeping import sweep
from mediation.cli.main import app
from mediation.records.database import writing
from tests.api.files import pdf
from tests.api.planting import upload
from tests.stories import sign, with_parties
from tests.workbench.conftest import Site
from tests.world import COURT, CaseAt, World, person_id

MEDIATION = "labour_mediation"


def applied(world: World) -> tuple[CaseAt, dict[str, str]]:
    """An application of 3 August that nobody asked the other side about; a week later it is red."""
    case = world.open()
    ids = with_parties(case)
    case.move("registrar", MEDIATION, "register", form="written", received_on="2026-08-03")
    world.at("2026-08-10 10:00")
    assert list(sweep(world.desk, world.now))
    return case, ids


def bargained(case: CaseAt, ids: dict[str, str]) -> None:
    """What lies between the pages of the story: a mediator, a meeting, offers that were passed on and accepted."""
    case.move("head", MEDIATION, "assign", mediator=person_id("mediator"))
    told = dict.fromkeys(("identity_checked", "rights_told", "sham_told", "address_confirmed"), True)
    case.move("mediator", MEDIATION, "hold_meeting", channel="in_person", place="城东街道调解室（虚构）", **told)
    for turn, (claim, amount) in enumerate(((1, "18600.00"), (2, "20000.00")), 1):
        case.move("mediator", MEDIATION, "offer", party=ids["employer"], claim=claim, amount=amount)
        case.move("mediator", MEDIATION, "release_offer", offer=turn, party=ids["employer"])
        case.move("mediator", MEDIATION, "answer_offer", offer=turn, party=ids["worker"], answer="accepted")
    facts = [{"fact": "周行远于2024年3月1日至2026年7月15日在江州远达物流有限公司任货车司机。"}]
    case.move("mediator", MEDIATION, "record_undisputed_facts", facts=facts, all_agreed=True)


def signed(case: CaseAt, ids: dict[str, str]) -> None:
    """Everybody signs; the liaison prepares the application and has its paper made."""
    sign(case, "mediator", capacity="party", party=ids["worker"], form="signed")
    sign(case, "mediator", capacity="party", party=ids["employer"], form="sealed")
    sign(case, "mediator", capacity="mediator", mediator=person_id("mediator"), form="signed")
    sign(case, "mediator", capacity="organisation", form="sealed")
    case.move("liaison", MEDIATION, "prepare_confirmation", court=COURT)
    case.paper("liaison", "confirmation_application")


def test_from_a_red_card_to_a_forger_found_out(site: Site) -> None:
    case, ids = applied(site.world)
    with site.page("registrar") as page:
        red_card_then_why_then_the_cure(page, case)
        the_arithmetic_of_a_date(page, case)
        page.get_by_role("link", name="受理", exact=True).first.click()
        page.get_by_role("button", name="提交").click()
        expect(page.get_by_role("status")).to_contain_text("已办理：受理。")
    bargained(case, ids)
    with site.page("mediator") as page:
        an_agreement_with_nothing_retyped(page, case)
    signed(case, ids)
    with site.page("liaison") as page:
        preflight_until_green(page, case)
        a_receipt_with_its_code(page, case)
    one_byte_changed_is_found(site.world, case)


def red_card_then_why_then_the_cure(page: Page, case: CaseAt) -> None:
    """The card says how long is left; the case says what is missing and why; one click clears it."""
    page.goto("/")
    card = page.locator(".card").filter(has_text="周行远")
    expect(card.locator(".light-red, .light-today, .light-overdue").first).to_be_visible()
    card.get_by_role("link", name=re.compile("周行远")).click()
    blocked = page.locator(".blocked").filter(has_text="受理").first
    expect(blocked).to_contain_text("暂不能办")
    expect(blocked).to_contain_text("依据：")
    blocked.get_by_role("link", name=re.compile("去办")).first.click()
    page.get_by_label("江州远达物流有限公司").check()
    page.get_by_label("电话").check()
    page.get_by_role("button", name="提交").click()
    expect(page.get_by_role("status")).to_contain_text("已办理：登记同意调解。")
    assert case.id in page.url


def the_arithmetic_of_a_date(page: Page, case: CaseAt) -> None:
    """A date opens down to its first day, every day left out and why, and the article."""
    page.goto(f"/cases/{case.id}")
    clock = page.locator(".clock").first
    clock.get_by_text("这个日期怎么算出来的").click()
    steps = clock.locator("ol.sum > li")
    expect(steps.first).to_be_visible()
    said = " ".join(steps.all_inner_texts())
    assert "8月4日" in said or "2026-08-04" in said, said
    assert "《" in said, said


def an_agreement_with_nothing_retyped(page: Page, case: CaseAt) -> None:
    """From the offers to the signed form of the agreement: clicks, and not one key."""
    page.goto(f"/cases/{case.id}/offers")
    page.get_by_role("link", name="按最后一轮方案拟定协议").click()
    page.locator("main").get_by_role("button", name=re.compile("提交|制作|拟定")).last.click()
    expect(page.get_by_role("status")).to_contain_text("已办理：拟定调解协议。")
    found = case.view("mediator")
    assert [term["amount"] for term in found["agreement"]["terms"]] == ["18600.00", "20000.00"]
    assert [paper["kind"] for paper in found["papers"]] == ["agreement"]


def preflight_until_green(page: Page, case: CaseAt) -> None:
    """What a court would send back is seen before it is sent: one obstacle, its cure, none."""
    page.goto("/confirm")
    page.get_by_role("link", name=re.compile("周行远")).click()
    expect(page.locator(".flight .obstacle")).not_to_have_count(0)
    upload(case, "liaison", "调解组织证明.pdf", pdf("c"), kind="mediation_certificate")
    upload(case, "liaison", "身份证明.pdf", pdf("i"), kind="identity")
    page.reload()
    expect(page.locator(".flight .obstacle")).to_have_count(0)
    page.get_by_role("button", name="下一步：核对并提交").click()
    page.get_by_role("button", name="确认办理").click()
    assert case.state("judicial_confirmation") == "filed"


def a_receipt_with_its_code(page: Page, case: CaseAt) -> None:
    """What was handed in goes with a sheet: number, time, list, a code that finds it again."""
    page.goto(f"/confirm/{case.id}")
    page.get_by_role("link", name="打印提交回执").click()
    expect(page.get_by_role("img", name=re.compile("二维码"))).to_be_visible()


def one_byte_changed_is_found(world: World, case: CaseAt) -> None:
    """Somebody with the database in hand makes 18,600.00 yuan 18,600.01; the history says where."""
    url = world.desk.engine.url.render_as_string(hide_password=False)
    whole = CliRunner().invoke(app, ["verify", "--database", url])
    with writing(world.desk.engine) as db:
        for name in db.execute(text("SELECT name FROM sqlite_master WHERE type = 'trigger'")).scalars().all():
            db.execute(text(f"DROP TRIGGER {name}"))
        forged = "UPDATE event SET body = replace(body, '1860000', '1860001') WHERE folder_id = :case AND seq = 4"
        assert db.execute(text(forged), {"case": case.id}).rowcount == 1
    found = CliRunner().invoke(app, ["verify", "--database", url])

    assert (whole.exit_code, found.exit_code) == (0, 4), whole.output
    assert f"{case.id}:4 " in found.output
    assert "event_changed" in found.output
