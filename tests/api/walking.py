"""Walking through every door: the recipes to reach each that reads, and what is found in an answer, papers included."""

from __future__ import annotations

import io
import re
import zipfile
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote

import httpx2
from pypdf import PdfReader

from mediation.policy import DOORS
from tests.api.planting import Planted

READING = {door for door, needs in DOORS.items() if not needs.writes}
VARIANTS: Mapping[str, Sequence[str]] = {
    "GET /api/v1/cases": ("?size=100", "?size=1"),
    "GET /api/v1/cases/{case_id}": ("",),
    "GET /api/v1/cases/{case_id}/events": ("?size=100", "?size=100&after=40"),
    "GET /api/v1/cases/{case_id}/clocks": ("",),
    "GET /api/v1/cases/{case_id}/routes": ("",),
    "GET /api/v1/cases/{case_id}/acts": ("",),
    "GET /api/v1/cases/{case_id}/proceedings/{proceeding_id}/moves": ("", "?others=true"),
    "GET /api/v1/cases/{case_id}/proceedings/{proceeding_id}/diagram.svg": ("",),
    "GET /api/v1/cases/{case_id}/papers": ("",),
    "GET /api/v1/cases/{case_id}/papers-due": ("",),
    "GET /api/v1/cases/{case_id}/papers/{paper_id}": ("?form=pdf", "?form=page"),
    "GET /api/v1/cases/{case_id}/attachments": ("",),
    "GET /api/v1/cases/{case_id}/attachments/{attachment_id}": ("",),
    "GET /api/v1/workflows": ("",),
    "GET /api/v1/workflows/{name}": ("",),
    "GET /api/v1/workflows/{name}/diagram.svg": ("",),
    "GET /api/v1/workflows/{name}/diagram.mmd": ("",),
    "GET /api/v1/time-limits/{ref}": ("?from=2026-08-03",),
    "GET /api/v1/me": ("",),
}
"""How every door that reads is asked; a door without a line here fails the test."""


@dataclass
class Walked:
    """What everybody was told: reader → every text they saw, with the address it came from."""

    seen: dict[str | None, dict[str, str]] = field(default_factory=lambda: defaultdict(dict))
    statuses: dict[tuple[str, str | None, str], int] = field(default_factory=dict)

    def who_saw(self, canary: str) -> set[str | None]:
        """Everybody to whom the canary came, by whichever door."""
        return {reader for reader, told in self.seen.items() if any(canary in text for text in told.values())}

    def where(self, canary: str, reader: str | None) -> list[str]:
        """The doors by which it came."""
        return [address for address, text in self.seen[reader].items() if canary in text]


def ids(planted: Planted, table: str, case_id: str) -> list[str]:
    """The ids of all rows of a case, those nobody may see included."""
    with planted.world.desk.engine.connect() as db:
        found = db.exec_driver_sql(f"SELECT id FROM {table} WHERE case_id = ? ORDER BY id", (case_id,))
        return [str(ref) for (ref,) in found]


def addresses(planted: Planted, door: str, case_id: str) -> Iterator[str]:
    """Every address of a door, for a case: all its rows, all its variants."""
    fill = {
        "case_id": [case_id],
        "proceeding_id": ids(planted, "proceeding", case_id),
        "paper_id": ids(planted, "paper", case_id),
        "attachment_id": ids(planted, "attachment", case_id),
        "name": sorted(planted.world.desk.procedures.current),
        "ref": ["S3", "M2"],
    }
    paths = [door.partition(" ")[2].removeprefix("/api/v1")]
    for name in re.findall(r"{(\w+)}", door):
        paths = [path.replace(f"{{{name}}}", value) for path in paths for value in fill[name]]
    for path in paths:
        for variant in VARIANTS[door]:
            yield path + variant


def told(answer: httpx2.Response) -> str:
    """Everything an answer says: its headers, its body, and the words inside a PDF or a DOCX."""
    headers = unquote(" ".join(f"{name}: {value}" for name, value in answer.headers.items()))
    media = answer.headers.get("content-type", "")
    if media.startswith("application/pdf"):
        return headers + answer.content.decode("utf-8", "replace") + _words(answer.content)
    if "wordprocessingml" in media:
        return headers + zipfile.ZipFile(io.BytesIO(answer.content)).read("word/document.xml").decode()
    return headers + answer.text


def _words(content: bytes) -> str:
    if b"/Font" not in content and b"ObjStm" not in content:
        return ""
    text = "".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)
    return re.sub(r"\s", "", text)


def plausible(asks: Mapping[str, Any], party: str, person: str) -> dict[str, Any]:
    """Answers of the right shape to whatever is asked."""
    return {name: _answer(ask, party, person) for name, ask in asks.items()}


def _answer(ask: Any, party: str, person: str) -> Any:
    if ask.type == "list":
        return [plausible(ask.items, party, person)]
    if ask.type == "choice":
        return next(iter(ask.options))
    simple = {"party": party, "person": person, "paper": "nothing", "organisation": "jz-court", "bool": True}
    simple |= {"integer": 1, "money": "1.00", "date": "2026-08-03", "datetime": "2026-08-03T09:00+08:00"}
    return simple.get(ask.type, "13800000009")
