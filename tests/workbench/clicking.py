"""Clicks counted as casework §3 counts them: every press on something, every file chosen; typing is none."""

from __future__ import annotations

from playwright.sync_api import Locator, Page


class Counted:
    """A window whose clicks are counted; what is typed goes where the keyboard puts it."""

    def __init__(self, page: Page) -> None:
        self.page, self.clicks = page, 0

    def press(self, target: Locator) -> None:
        """Click on something."""
        self.clicks += 1
        target.click()

    def link(self, words: str, *, exact: bool = False) -> None:
        """Click on the first link that says this."""
        self.press(self.page.get_by_role("link", name=words, exact=exact).first)

    def button(self, words: str) -> None:
        """Click on a button."""
        self.press(self.page.get_by_role("button", name=words, exact=True))

    def tick(self, words: str, within: str = "body") -> None:
        """Choose a radio button or tick a box."""
        self.clicks += 1
        self.page.locator(within).get_by_label(words).check()

    def choose(self, field: str, name: str, content: bytes) -> None:
        """Choose a file."""
        self.clicks += 1
        self.page.get_by_label(field, exact=True).set_input_files({"name": name, "mimeType": "", "buffer": content})
