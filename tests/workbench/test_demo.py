"""The demonstration's door: one button a resident, only where the setting is on, and only for the invented city."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser
from sqlalchemy import Engine

from mediation.casework import office
from mediation.city.cast import RESIDENTS, settle_in
from mediation.doors import DEMO_PAGES
from mediation.records.database import writing
from mediation.vocabulary import Role
from tests.faults.serving import served
from tests.workbench.city import demonstrating, entered
from tests.workbench.visiting import Visitor, forms
from tests.world import MONDAY, World, desk_on, person_id

MARK = '<aside class="demo"'


@pytest.fixture
def city(sqlite: Engine) -> World:
    """The invented city without a case."""
    desk = desk_on(sqlite)
    with writing(sqlite) as db:
        settle_in(db, MONDAY)
    desk.publish(MONDAY)
    return demonstrating(desk, MONDAY)


def test_every_resident_is_one_button_away(city: World) -> None:
    page = Visitor(city).read("/demo")

    assert {resident.role for resident in RESIDENTS} == set(Role)
    assert [f'value="{resident.sign_in}"' in page for resident in RESIDENTS] == [True] * len(RESIDENTS)
    assert all(resident.name in entered(city, resident.sign_in).read("/") for resident in RESIDENTS)


def test_one_changes_places_without_signing_out(city: World) -> None:
    visitor = entered(city, "mediator")

    visitor.send(forms(visitor.read("/demo"))["/demo"], who="head")

    assert "卢致远" in visitor.read("/")


def test_the_pages_of_a_demonstration_have_no_barrier_at_either_width(city: World, chromium: Browser) -> None:
    found, wide = {}, []
    with served(city, demo=True) as url:
        for width in (1280, 360):
            context = chromium.new_context(base_url=url, viewport={"width": width, "height": 800})
            page = context.new_page()
            page.goto("/demo")
            found["/demo", width] = Axe().run(page).response["violations"]
            wide.append(page.evaluate("document.documentElement.scrollWidth") <= width)
            page.get_by_role("button", name="陶清扬").click()
            page.wait_for_url(f"{url}/")
            found["/", width] = Axe().run(page).response["violations"]
            context.close()

    assert {place: told for place, told in found.items() if told} == {}
    assert wide == [True, True]


def test_every_page_of_a_demonstration_says_that_it_is_one(city: World) -> None:
    visitor = entered(city, "mediator")
    pages = [visitor.get(path).text for path in ("/demo", "/", "/cases", "/cases/new", "/nothing")]

    assert [MARK in page for page in (*pages, Visitor(city).read("/sign-in"))] == [True] * 6


def test_without_the_setting_there_is_no_such_door(small_world: World) -> None:
    visitor = Visitor(small_world)

    doors = [door.split() for door in DEMO_PAGES]

    assert [visitor.client.request(method, path).status_code for method, path in doors] == [404, 404]
    assert MARK not in visitor.read("/sign-in")
    assert "/demo" not in visitor.read("/sign-in")


def test_nobody_who_is_not_of_the_city_is_signed_in(small_world: World) -> None:
    """Though the setting be on by mistake: real people have no button, and the city's are not here."""
    world = demonstrating(small_world.desk, MONDAY)
    form = forms(Visitor(world).read("/demo"))["/demo"]
    answers = [Visitor(world).send(form, who=who) for who in ("mediator", person_id("mediator"), "nobody")]

    assert [answer.status_code for answer in answers] == [403, 403, 403]
    visitor = Visitor(world)
    tried = [visitor.send(forms(visitor.read("/demo"))["/demo"], who=who) for who in ("mediator", person_id("head"))]
    assert [answer.status_code for answer in tried] == [404, 404]
    assert [answer.headers.get("set-cookie") for answer in tried] == [None, None]


def test_a_resident_who_was_disabled_stays_out(city: World) -> None:
    with writing(city.desk.engine) as db:
        office.disable_person(db, RESIDENTS[0].id, city.now, "离职")

    visitor = Visitor(city)
    visitor.send(forms(visitor.read("/demo"))["/demo"], who=RESIDENTS[0].sign_in)

    assert visitor.get("/").status_code == 303


def test_a_page_of_another_site_signs_nobody_in(city: World) -> None:
    visitor = Visitor(city)
    form = forms(visitor.read("/demo"))["/demo"]

    foreign = visitor.client.post(
        "/demo", data={**form.fields, "who": "head"}, headers={"Origin": "https://evil.example"}
    )

    assert foreign.status_code == 403
