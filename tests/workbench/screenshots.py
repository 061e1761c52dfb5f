"""The pictures of ``docs/guides``: the demonstration's pages on a day of our choosing, taken by ``make guides``.

The same city, day and fonts give the same pictures; each is reduced to a palette and may weigh 150 kB at most.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from itertools import groupby
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from mediation.records.database import connect
from mediation.records.migrate import upgrade
from tests.faults.serving import served
from tests.workbench.city import seeded
from tests.workbench.conftest import CHROMIUM

FOLDER = Path(__file__).resolve().parents[2] / "docs" / "guides" / "pictures"
HEAVIEST = 150_000
WIDTH, HEIGHT, COLOURS = 1180, 860, 48


@dataclass(frozen=True, slots=True)
class Shot:
    """A picture: who looks at which address (``{label}`` is a case of the city), what is opened, where it begins."""

    name: str
    who: str
    path: str
    opened: Sequence[str] = ()
    top: str | None = None
    height: int = HEIGHT


SHOTS = (
    Shot("mediator-home", "street-mediator", "/"),
    Shot("mediator-blocked", "street-mediator", "/cases/{stuck/no-text}", height=1000),
    Shot("mediator-clock", "street-mediator", "/cases/{bargaining}", (".clock summary",), ".columns", 620),
    Shot("mediator-offers", "street-mediator", "/cases/{bargaining}/offers", (), ".tabbed", 520),
    Shot("mediator-agreement", "street-mediator", "/cases/{bargaining}/agreement/from-offers", height=1000),
    Shot("mediator-papers", "street-mediator", "/cases/{instalments}/papers", (), ".tabbed", 700),
    Shot("liaison-inbox", "liaison", "/inbox"),
    Shot("liaison-referral", "liaison", "/inbox/{inbox}", height=1000),
    Shot("liaison-preflight", "street-liaison", "/confirm/{stuck/no-certificate}", height=1000),
    Shot("liaison-ruling", "street-liaison", "/confirm/{confirmation/accepted}", height=900),
    Shot("clerk-referrals", "clerk", "/referrals"),
    Shot("clerk-sheet", "clerk", "/referrals/sheet"),
    Shot("clerk-referral", "clerk", "/referrals/{reported}"),
    Shot("head-overdue", "street-head", "/supervise"),
    Shot("head-stuck", "street-head", "/supervise/stuck"),
    Shot("head-load", "street-head", "/supervise/load"),
    Shot("head-assign", "street-head", "/supervise/assign/{to-be-assigned}"),
)


def main(folder: Path = FOLDER) -> None:
    """Take every picture; those of before are replaced."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="mediation-guides-") as place:
        empty = connect(f"sqlite:///{place}/empty.db")
        upgrade(empty)
        empty.dispose()
        world, city = seeded(Path(place) / "city.db", (Path(place) / "empty.db").read_bytes())
        ids = {label: case.id for label, case in city.cases.items()}
        with served(world, demo=True) as url, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
            for who, shots in groupby(SHOTS, lambda shot: shot.who):
                _take(browser, url, who, list(shots), ids, folder)
            browser.close()


def _take(browser: Browser, url: str, who: str, shots: Sequence[Shot], ids: Mapping[str, str], folder: Path) -> None:
    context = browser.new_context(
        base_url=url, viewport={"width": WIDTH, "height": HEIGHT}, locale="zh-CN", reduced_motion="reduce"
    )
    page = context.new_page()
    page.goto("/demo")
    page.locator(f"button[value='{who}']").click()
    page.wait_for_url(f"{url}/")
    for shot in shots:
        picture = reduced(_look(page, shot, ids))
        assert len(picture) <= HEAVIEST, (shot.name, len(picture))
        (folder / f"{shot.name}.png").write_bytes(picture)
        print(f"{shot.name}.png {len(picture) // 1000} kB")
    context.close()


def _look(page: Page, shot: Shot, ids: Mapping[str, str]) -> bytes:
    label = shot.path.partition("{")[2].partition("}")[0]
    path = shot.path.replace(f"{{{label}}}", ids[label]) if label else shot.path
    page.set_viewport_size({"width": WIDTH, "height": shot.height})
    answer = page.goto(path)
    assert answer is not None
    assert answer.status == 200, (shot.name, answer.status)
    for selector in shot.opened:
        page.locator(selector).first.click()
    if shot.top is not None:
        page.locator(shot.top).first.evaluate("one => one.scrollIntoView({block: 'start'})")
    return page.screenshot()


def reduced(png: bytes) -> bytes:
    """Return a picture with as few colours as a page of text needs."""
    packed = BytesIO()
    Image.open(BytesIO(png)).convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE).save(
        packed, "PNG", optimize=True
    )
    return packed.getvalue()


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
