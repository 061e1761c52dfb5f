"""Somebody at the workbench without a browser: goes to pages, fills in the forms that stand on them, sends them."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

import httpx2
from starlette.testclient import TestClient

from mediation.casework import signing_in
from mediation.records.database import writing
from tests.world import World, person_id

PASSWORD = "江州的桥有九个孔 not a secret"  # everybody's in the tests
COOKIE = "sign_in"


@dataclass
class Form:
    """A form of a page: where it goes and what it holds."""

    action: str
    fields: dict[str, str] = field(default_factory=dict)


class _Forms(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[Form] = []
        self.area: str | None = None
        self.select: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        of = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.found.append(Form(of.get("action", "")))
        elif self.found and "name" in of and tag == "input":
            if of.get("type") not in {"radio", "checkbox"} or "checked" in of:
                self.found[-1].fields[of["name"]] = of.get("value", "")
        elif self.found and tag == "textarea":
            self.area = of["name"]
            self.found[-1].fields[of["name"]] = ""
        elif tag == "select":
            self.select = of["name"]
        elif tag == "option" and self.select and "selected" in of:
            self.found[-1].fields[self.select] = of["value"]

    def handle_data(self, data: str) -> None:
        if self.area:
            self.found[-1].fields[self.area] += data.removeprefix("\n")

    def handle_endtag(self, tag: str) -> None:
        self.area = None if tag == "textarea" else self.area
        self.select = None if tag == "select" else self.select


def forms(html: str) -> dict[str, Form]:
    """The forms of a page by where they go; the last of those that go to the same place."""
    reading = _Forms()
    reading.feed(html)
    return {form.action: form for form in reading.found}


def sign_in_token(world: World, who: str) -> str:
    """The cookie of a new sign-in."""
    with writing(world.desk.engine) as db:
        return signing_in.open_sign_in(db, person_id(who), world.now)


def with_password(world: World, *people: str) -> None:
    """Give people a sign-in name (their label and 「-jz」) and the password of the tests."""
    with writing(world.desk.engine) as db:
        for who in people:
            signing_in.set_password(db, person_id(who), f"{who}-jz", PASSWORD, world.now)


class Visitor:
    """Somebody with a browser's cookies and nothing else."""

    def __init__(self, world: World, who: str | None = None) -> None:
        self.client = TestClient(world.client.app, raise_server_exceptions=False, follow_redirects=False)
        if who is not None:
            self.client.cookies.set(COOKIE, sign_in_token(world, who))

    def get(self, path: str) -> httpx2.Response:
        """Go to a page."""
        return self.client.get(path)

    def read(self, path: str) -> str:
        """Go to a page that must be there."""
        answer = self.get(path)
        assert answer.status_code == 200, (path, answer.status_code)
        return answer.text

    def form(self, path: str) -> Form:
        """The form of a page that is sent to its own address."""
        return forms(self.read(path))[path.partition("?")[0]]

    def send(self, form: Form, **typed: str) -> httpx2.Response:
        """Send a form with some more typed into it; ``a__party`` is the field ``a.party``."""
        more = {name.replace("__", "."): value for name, value in typed.items()}
        return self.client.post(form.action, data={**form.fields, **more})

    def sign_in(self, who: str, password: str = PASSWORD, to: str = "/sign-in", **more: Any) -> httpx2.Response:
        """Sign in on the page for it."""
        return self.send(forms(self.read(to))["/sign-in"], name=f"{who}-jz", password=password, **more)
