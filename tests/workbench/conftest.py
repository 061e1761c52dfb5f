"""One Chromium for all tests of a worker; a server of our own on loopback over each world."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.faults.serving import served
from tests.workbench.visiting import COOKIE, sign_in_token
from tests.world import World

CHROMIUM = "/usr/bin/chromium"


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The system's browser."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


class Site:
    """The workbench of a world at an address, as a browser sees it."""

    def __init__(self, browser: Browser, world: World, url: str) -> None:
        self.browser, self.world, self.url = browser, world, url

    @contextmanager
    def page(self, who: str | None, width: int = 1280, **more: Any) -> Iterator[Page]:
        """A window of somebody's, closed afterwards; every request that left this host fails the test."""
        context = self.browser.new_context(base_url=self.url, viewport={"width": width, "height": 800}, **more)
        if who is not None:
            context.add_cookies([{"name": COOKIE, "value": sign_in_token(self.world, who), "url": self.url}])
        page = context.new_page()
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        yield page
        context.close()
        assert {url for url in asked if not url.startswith((self.url, "data:"))} == set()


@pytest.fixture
def site(chromium: Browser, small_world: World) -> Iterator[Site]:
    """The workbench over a small world, served."""
    with served(small_world) as url:
        yield Site(chromium, small_world, url)
