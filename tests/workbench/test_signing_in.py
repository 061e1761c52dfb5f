"""Signing in: nothing tells a wrong name from a wrong password, tries grow dear, a sign-in ends when told to."""

from __future__ import annotations

from datetime import timedelta

import pytest
from starlette.testclient import TestClient
from typer.testing import CliRunner

from mediation.casework import office, signing_in
from mediation.cli.main import app
from mediation.errors import BadInput, Conflict, NotFound, NotSignedIn
from mediation.facts.people import Membership
from mediation.records.database import writing
from mediation.records.schema import metadata
from mediation.vocabulary import Role
from tests.stories import registered
from tests.workbench.visiting import PASSWORD, Visitor, forms, with_password
from tests.world import UNION, World, person_id


def test_the_right_password_opens_the_desk(small_world: World) -> None:
    with_password(small_world, "mediator")
    visitor = Visitor(small_world)

    sent_away, signed = visitor.get("/cases?q=1"), visitor.sign_in("mediator")

    assert (sent_away.status_code, sent_away.headers["location"]) == (303, "/sign-in?next=/cases%3Fq=1")
    assert (signed.status_code, signed.headers["location"]) == (303, "/")
    assert "方允和" in visitor.read("/")


def test_one_comes_back_to_where_one_wanted_to_go_and_never_to_another_site(small_world: World) -> None:
    with_password(small_world, "mediator")
    wanted = {to: Visitor(small_world) for to in ("/cases?q=1", "//evil.example/", "https://evil.example/", "/\\evil")}

    found = {to: v.sign_in("mediator", to=f"/sign-in?next={to}").headers["location"] for to, v in wanted.items()}

    assert found == {"/cases?q=1": "/cases?q=1", "//evil.example/": "/", "https://evil.example/": "/", "/\\evil": "/"}


def test_a_wrong_name_and_a_wrong_password_are_answered_alike(small_world: World) -> None:
    with_password(small_world, "mediator")

    answers = [Visitor(small_world).sign_in(who, "完全不对的一个密码 no") for who in ("mediator", "nobody")]

    assert [answer.status_code for answer in answers] == [401, 401]
    assert all("登录名或者密码不正确" in answer.text and "完全不对" not in answer.text for answer in answers)


def test_every_wrong_password_makes_the_next_try_wait_longer_even_the_right_one(world: World) -> None:
    with_password(world, "mediator")
    for _ in range(3):
        assert Visitor(world).sign_in("mediator", "错的密码错的密码错的密码").status_code == 401

    held_off = Visitor(world).sign_in("mediator")
    world.clock[0] += timedelta(seconds=6)
    wrong_again = Visitor(world).sign_in("mediator", "错的密码错的密码错的密码")
    world.clock[0] += timedelta(seconds=6)
    held_off_longer = Visitor(world).sign_in("mediator")
    world.clock[0] += timedelta(seconds=6)

    assert (held_off.status_code, held_off.headers["retry-after"]) == (429, "6")
    assert (wrong_again.status_code, held_off_longer.status_code) == (401, 429)
    assert Visitor(world).sign_in("mediator").status_code == 303
    assert Visitor(world).sign_in("mediator").status_code == 303


def test_somebody_else_may_still_sign_in_from_the_same_address(small_world: World) -> None:
    with_password(small_world, "mediator", "head")
    for _ in range(4):
        Visitor(small_world).sign_in("mediator", "错的密码错的密码错的密码")

    assert Visitor(small_world).sign_in("head").status_code == 303


def test_an_address_that_tries_names_is_held_off_too(small_world: World) -> None:
    with_password(small_world, "head")
    for number in range(20):
        with pytest.raises(NotSignedIn):
            signing_in.sign_in(small_world.desk.engine, f"name{number}", "x" * 20, "192.0.2.7", small_world.now)

    with pytest.raises(signing_in.TooManyTries):
        signing_in.sign_in(small_world.desk.engine, "head-jz", PASSWORD, "192.0.2.7", small_world.now)
    assert signing_in.sign_in(small_world.desk.engine, "head-jz", PASSWORD, "192.0.2.8", small_world.now)


def test_signing_out_ends_one_sign_in_and_everywhere_ends_all(small_world: World) -> None:
    one, two, three = (Visitor(small_world, "mediator") for _ in range(3))
    out = {visitor: forms(visitor.read("/"))["/sign-out"] for visitor in (one, two)}

    one.send(out[one])
    still = two.get("/").status_code
    two.send(out[two], everywhere="1")

    assert still == 200
    assert [visitor.get("/").status_code for visitor in (one, two, three)] == [303, 303, 303]


def test_a_stolen_cookie_ends_with_the_password_the_person_or_the_day(small_world: World) -> None:
    changed, disabled, old = (
        Visitor(small_world, "mediator"),
        Visitor(small_world, "registrar"),
        Visitor(small_world, "head"),
    )
    with_password(small_world, "mediator")
    with writing(small_world.desk.engine) as db:
        office.disable_person(db, person_id("registrar"), small_world.now, "离职")
    before = [visitor.get("/").status_code for visitor in (changed, disabled, old)]
    small_world.clock[0] += signing_in.LIVES

    assert before == [303, 303, 200]
    assert old.get("/").status_code == 303


def test_a_form_of_another_site_is_refused(small_world: World) -> None:
    visitor = Visitor(small_world, "mediator")
    form = forms(visitor.read("/"))["/sign-out"]

    foreign = visitor.client.post("/sign-out", data=form.fields, headers={"Origin": "https://evil.example"})
    crossing = visitor.client.post("/sign-out", data=form.fields, headers={"Sec-Fetch-Site": "cross-site"})
    bare = visitor.client.post("/sign-out", data={})
    another = visitor.client.post("/sign-out", data=forms(Visitor(small_world, "head").read("/"))["/sign-out"].fields)
    ours = visitor.client.post("/sign-out", data=form.fields, headers={"Origin": "http://testserver"})

    assert [a.status_code for a in (foreign, crossing, bare, another, ours)] == [403, 403, 403, 403, 303]


def test_over_tls_the_cookie_is_bound_to_the_host(small_world: World) -> None:
    with_password(small_world, "mediator")
    client = TestClient(small_world.client.app, base_url="https://testserver", follow_redirects=False)
    form = forms(client.get("/sign-in").text)["/sign-in"]

    said = client.post("/sign-in", data={**form.fields, "name": "mediator-jz", "password": PASSWORD}).headers[
        "set-cookie"
    ]

    assert said.startswith("__Host-sign_in=")
    assert all(word in said for word in ("HttpOnly", "Secure", "SameSite=lax", "Path=/"))


def test_pages_run_nothing_but_our_own(small_world: World) -> None:
    headers = Visitor(small_world, "mediator").get("/").headers

    assert "script-src 'self'" in headers["content-security-policy"]
    assert "unsafe" not in headers["content-security-policy"]
    assert headers["referrer-policy"] == "same-origin"  # else a form's origin would be null
    assert headers["cache-control"] == "no-store"
    assert headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize(
    "password",
    ["太短的密码", "x" * 129, "aaaaaaaaaaaaaaaaaaaa", "mediator-jz is my name"],
    ids=["short", "long", "one", "name"],
)
def test_a_weak_password_is_refused(small_world: World, password: str) -> None:
    with writing(small_world.desk.engine) as db, pytest.raises(BadInput):
        signing_in.set_password(db, person_id("mediator"), "mediator-jz", password, small_world.now)


def test_a_name_is_one_persons(small_world: World) -> None:
    with_password(small_world, "mediator")

    with writing(small_world.desk.engine) as db, pytest.raises(Conflict):
        signing_in.set_password(db, person_id("head"), "Mediator-JZ", PASSWORD, small_world.now)
    with writing(small_world.desk.engine) as db, pytest.raises(NotFound):
        signing_in.set_password(db, "nobody", "somebody", PASSWORD, small_world.now)


def test_one_works_in_the_organisation_one_chose(small_world: World) -> None:
    case, _ = registered(small_world)
    membership = Membership(
        id="m", person_id=person_id("head"), organisation_id=UNION, role=Role.MEDIATOR, since=small_world.now.date()
    )
    with writing(small_world.desk.engine) as db:
        db.execute(metadata.tables["membership"].insert(), membership.model_dump())
    visitor = Visitor(small_world, "head")
    both = case.id in visitor.read("/cases")
    chosen = visitor.send(forms(visitor.read("/"))["/organisation"], organisation=UNION)
    there = case.id in visitor.read("/cases")
    refused = visitor.send(forms(visitor.read("/"))["/organisation"], organisation="jz-court")

    assert (both, chosen.status_code, there, refused.status_code) == (True, 303, False, 404)


def test_the_operator_sets_a_password(small_world: World) -> None:
    url = small_world.desk.engine.url.render_as_string(hide_password=False)
    words = ["user", "password", person_id("head"), "--name", "lu", "--database", url]

    done = CliRunner().invoke(app, words, input=f"{PASSWORD}\n{PASSWORD}\n")

    assert done.exit_code == 0, done.output
    assert PASSWORD not in done.output
    assert signing_in.sign_in(small_world.desk.engine, "LU ", PASSWORD, "", small_world.now)


def test_language_and_size_stay_in_the_browser(small_world: World) -> None:
    visitor = Visitor(small_world, "mediator")

    went = visitor.get("/display?lang=en&size=xl&next=/cases").headers["location"]
    page = visitor.read(went)

    assert went == "/cases"
    assert '<html lang="en" class="size-xl">' in page
    assert "Only mine" in page
