"""The gates of the workbench, over the whole invented city and as everybody who works in it.

Nothing is greyed, no link is dead, nothing answers 5xx, every page is light. Addresses of one shape (a case's tab, a
move's form) are alike: of each shape and role a few are opened, of as many cases as that makes.
"""

from __future__ import annotations

import gzip
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape
from pathlib import Path

import pytest

from tests.workbench.city import entered, seeded
from tests.workbench.visiting import Visitor
from tests.world import World

OF_A_SHAPE, OF_A_COSTLY = 2, 1
HEAVIEST, MOST_REQUESTS = 40_000, 8
_LINK = re.compile(r'(?:href|src|action)="(/[^"#]*)')
_LOADED = re.compile(r'<(?:link|script|img|iframe|object|embed|source)\b[^>]*(?:href|src|data)="(/[^"#]*)')
_GREYED = re.compile(r"<(?:button|input|select|textarea|fieldset|option)\b[^>]*\s(?:disabled|aria-disabled)\b[^>]*>")
_COSTLY = re.compile(r"/(?:do/\*|acts|papers|preview|bundle)/|\.(?:pdf|xlsx)")
_ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{32}")
_POSTED = re.compile(
    r'<form\b[^>]*method="post"[^>]*action="(/[^"#]*)|<form\b[^>]*action="(/[^"#]*)"[^>]*method="post"'
)
BUSY = ("street-mediator", "liaison", "clerk", "street-head", "registrar")
IDLE = ("commission", "administrator")


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory, sqlite_template: bytes) -> World:
    """The city, seeded once."""
    file: Path = tmp_path_factory.mktemp("gates") / "city.db"
    return seeded(file, sqlite_template)[0]


@dataclass
class Walk:
    """What somebody met on the way."""

    statuses: dict[str, int] = field(default_factory=dict)
    greyed: dict[str, str] = field(default_factory=dict)
    weights: dict[str, int] = field(default_factory=dict)
    loaded: dict[str, int] = field(default_factory=dict)


def shape(path: str) -> str:
    """An address without what tells one case, paper or party from another."""
    place, _, query = path.partition("?")
    return _ID.sub("*", place) + "?" + "&".join(sorted(pair.partition("=")[0] for pair in query.split("&")))


def links(html: str) -> Iterator[str]:
    """Every address of ours on a page but those a form is sent to."""
    sent_to = {path for found in _POSTED.findall(html) for path in found}
    yield from (unescape(link) for link in dict.fromkeys(_LINK.findall(html)) if link not in sent_to)


def walked(visitor: Visitor) -> Walk:
    """Go on from the first page until nothing new of any shape is left."""
    walk, shapes, waiting = Walk(), Counter[str](), ["/"]
    while waiting:
        path = waiting.pop(0)
        kind = shape(path)
        most = OF_A_COSTLY if _COSTLY.search(kind) else OF_A_SHAPE
        if path in walk.statuses or path.startswith("/display") or shapes[kind] >= most:
            continue
        shapes[kind] += 1
        answer = visitor.get(path)
        walk.statuses[path] = answer.status_code
        if not answer.headers.get("content-type", "").startswith("text/html"):
            continue
        walk.weights[path] = len(gzip.compress(answer.content, 6))
        walk.loaded[path] = 1 + len(set(_LOADED.findall(answer.text)))
        if found := _GREYED.search(answer.text):
            walk.greyed[path] = found.group(0)
        waiting += links(answer.text)
    return walk


@pytest.mark.parametrize("who", [*BUSY, *IDLE])
def test_everybody_goes_everywhere_in_the_city(city: World, who: str) -> None:
    walk = walked(entered(city, who))

    assert {path: status for path, status in walk.statuses.items() if status not in {200, 303}} == {}
    assert walk.greyed == {}
    assert {path: weight for path, weight in walk.weights.items() if weight > HEAVIEST} == {}
    assert {path: count for path, count in walk.loaded.items() if count > MOST_REQUESTS} == {}
    assert len(walk.statuses) > (40 if who in BUSY else 3)
