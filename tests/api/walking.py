"""Walking through every door: the recipes to reach each that reads, and what is found in an answer, papers included."""

from __future__ import annotations

import io
import re
import zipfile
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from urllib.parse import unquote

import httpx2
from pypdf import PdfReader

from mediation.casework import signing_in
from mediation.doors import DOORS, PAGES
from mediation.records.database import writing
from tests.api.planting import Planted
from tests.api.readers import READERS
from tests.world import person_id

READING = {door for door, needs in DOORS.items() if not needs.writes}
VARIANTS: Mapping[str, Sequence[str]] = {
    "GET /api/v1/cases": ("?size=100", "?size=1"),
    "GET /api/v1/cases/{case_id}": ("",),
    "GET /api/v1/cases/{case_id}/events": ("?size=100", "?size=100&after=40"),
    "GET /api/v1/cases/{case_id}/clocks": ("",),
    "GET /api/v1/cases/{case_id}/limitation": ("",),
    "GET /api/v1/cases/{case_id}/routes": ("",),
    "GET /api/v1/cases/{case_id}/agreement-check": ("",),
    "GET /api/v1/cases/{case_id}/preflight/{route}": ("",),
    "GET /api/v1/returns": ("", "?since=2026-01-01&until=2026-12-31"),
    "GET /api/v1/cases/{case_id}/acts": ("",),
    "GET /api/v1/cases/{case_id}/proceedings/{proceeding_id}/moves": ("", "?others=true"),
    "GET /api/v1/cases/{case_id}/proceedings/{proceeding_id}/diagram.svg": ("",),
    "GET /api/v1/cases/{case_id}/papers": ("",),
    "GET /api/v1/cases/{case_id}/papers-due": ("",),
    "GET /api/v1/cases/{case_id}/papers/{paper_id}": ("?form=pdf", "?form=page", "?form=docx"),
    "GET /api/v1/cases/{case_id}/attachments": ("",),
    "GET /api/v1/cases/{case_id}/attachments/{attachment_id}": ("",),
    "GET /api/v1/cases/{case_id}/files/{which}.pdf": ("",),
    "GET /api/v1/cases/{case_id}/files/{which}": ("",),
    "GET /api/v1/matters": ("?size=100", "?size=1"),
    "GET /api/v1/matters/{matter_id}": ("",),
    "GET /api/v1/matters/{matter_id}/papers/{kind}": ("?form=pdf", "?form=page", "?form=docx"),
    "GET /api/v1/matters/{matter_id}/batches": ("",),
    "GET /api/v1/matters/{matter_id}/batches/{batch_id}": ("",),
    "GET /api/v1/workflows": ("",),
    "GET /api/v1/workflows/{name}": ("",),
    "GET /api/v1/workflows/{name}/diagram.svg": ("",),
    "GET /api/v1/workflows/{name}/diagram.mmd": ("",),
    "GET /api/v1/time-limits/{ref}": ("?from=2026-08-03",),
    "GET /api/v1/calculators": ("",),
    "GET /api/v1/calculators/{reckoned}.pdf": (
        "?place=江州市&hired_on=2021-06-01&ended_on=2026-07-06&average_wage=8000.00",
    ),
    "GET /api/v1/calculators/{calculator}": ("",),
    "GET /api/v1/me": ("",),
}
"""How every door that reads is asked; a door without a line here fails the test."""
READING_PAGES = {door for door, needs in PAGES.items() if not needs.writes}
PAGE_VARIANTS: Mapping[str, Sequence[str]] = {
    "GET /sign-in": ("",),
    "GET /display": ("",),
    "GET /static/{name}": ("",),
    "GET /": ("", "?tab=all", "?tab=handed", "?tab=paused"),
    "GET /inbox": ("", "?tab=material", "?tab=accepted", "?tab=returned", "?tab=late"),
    "GET /inbox/feedback": ("?month=2026-08",),
    "GET /inbox/feedback.xlsx": ("?month=2026-08",),
    "GET /inbox/{case_id}": ("",),
    "GET /inbox/{case_id}/receipt": ("",),
    "GET /confirm": ("", "?stage=preparing", "?stage=ruled"),
    "GET /confirm/{case_id}": ("",),
    "GET /confirm/{case_id}/notice": ("",),
    "GET /confirm/{case_id}/receipt": ("",),
    "GET /referrals": ("", "?tab=sent", "?tab=running", "?tab=ended"),
    "GET /referrals/sheet": ("",),
    "GET /referrals/template.xlsx": ("",),
    "GET /referrals/{case_id}": ("",),
    "GET /cases": ("", "?view=board", "?closed=1", "?q=暗记", "?light=overdue"),
    "GET /cases/export": ("", "?closed=1"),
    "GET /cases/export.xlsx": ("", "?closed=1"),
    "GET /cases/alike": ("?worker=暗记&employer=远达",),
    "GET /cases/{case_id}/to": ("",),
    "GET /cases/{case_id}/tasks": ("",),
    "GET /matters": ("",),
    "GET /matters/new": ("",),
    "GET /matters/{matter_id}": ("",),
    "GET /matters/{matter_id}/workers": ("",),
    "GET /matters/{matter_id}/report": ("",),
    "GET /matters/{matter_id}/do/{procedure}/{name}": ("",),
    "GET /keys": ("",),
    "GET /cases/new": ("",),
    "GET /cases/{case_id}": ("",),
    "GET /supervise": ("",),
    "GET /supervise/{view}": ("",),
    "GET /supervise/stuck/{form}": ("",),
    "GET /supervise/assign/{case_id}": ("",),
    "GET /matters/{matter_id}/batches": ("",),
    "GET /matters/{matter_id}/batches/{batch_id}": ("",),
    "GET /cases/{case_id}/{tab}": ("",),
    "GET /cases/{case_id}/drawings/{proceeding_id}": ("",),
    "GET /cases/{case_id}/acts/{name}": ("",),
    "GET /cases/{case_id}/do/{proceeding_id}/{name}": ("",),
    "GET /cases/{case_id}/bundle/{which}.pdf": ("",),
    "GET /cases/{case_id}/bundle/{which}": ("",),
    "GET /cases/{case_id}/papers/{paper_id}": ("?form=pdf", "?form=page", "?form=docx"),
    "GET /cases/{case_id}/files/{attachment_id}": ("",),
    "GET /cases/{case_id}/papers/{paper_id}/changes": ("",),
    "GET /cases/{case_id}/preview/{paper_kind}": ("", "?n=2"),
    "GET /cases/{case_id}/minutes/sheet": ("",),
    "GET /cases/{case_id}/meetings/{meeting_id}/sign-in-sheet": ("",),
    "GET /cases/{case_id}/meetings/{meeting_id}/calendar.ics": ("",),
    "GET /cases/{case_id}/agreement/from-offers": ("", "?parts=3"),
    "GET /calendar": ("?at=2026-08-03", "?at=2026-08-03&view=month"),
    "GET /calc": ("",),
    "GET /calc/{reckoned}.pdf": ("?place=江州市&hired_on=2021-06-01&ended_on=2026-07-06&average_wage=8000.00",),
    "GET /calc/{calculator}": ("",),
    "GET /feeds/{token}.ics": ("",),
}
"""How every page is asked for."""
PAGE_NAMES: Mapping[str, Sequence[str]] = {
    "GET /static/{name}": ("workbench.css",),
    "GET /matters/{matter_id}/do/{procedure}/{name}": ("draft_agreement", "assign"),
    "GET /cases/{case_id}/acts/{name}": ("log_contact", "record_fact"),
    "GET /cases/{case_id}/do/{proceeding_id}/{name}": ("answer_offer", "record_performance"),
}
TABS = ("facts", "offers", "minutes", "papers", "performance", "contacts", "timeline")


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
        "matter_id": [planted.matter],
        "procedure": ["labour_mediation"],
        "batch_id": [planted.batch],
        "view": ["stuck", "waiting", "load", "urged", "extensions", "groups"],
        "form": ["xlsx", "csv"],
        "proceeding_id": ids(planted, "proceeding", case_id),
        "paper_id": ids(planted, "paper", case_id),
        "attachment_id": ids(planted, "attachment", case_id),
        "name": sorted(planted.world.desk.procedures.current),
        "kind": ["amount_confirmation", "wage_sheet", "group_representatives", "group_report"],
        "which": ["transfer", "internal"],
        "ref": ["S3", "M2"],
        "route": ["confirmation", "review", "payment_order"],
        "calculator": ["severance", "injury_benefit"],
        "reckoned": ["severance"],
        "meeting_id": ids(planted, "meeting", case_id),
        "paper_kind": ["agreement", "rights_notice"],
        "token": [planted.feed, "nobodys"],
    }
    fill |= {"tab": list(TABS), "name": list(PAGE_NAMES.get(door, fill["name"]))}
    paths = [door.partition(" ")[2].removeprefix("/api/v1")]
    for name in re.findall(r"{(\w+)}", door):
        paths = [path.replace(f"{{{name}}}", value) for path in paths for value in fill[name]]
    for path in paths:
        for variant in (*VARIANTS.get(door, ()), *PAGE_VARIANTS.get(door, ())):
            yield path + variant


def sign_ins(planted: Planted) -> dict[str | None, str]:
    """The cookie of a sign-in for every reader; ``expired`` and ``revoked`` are of somebody who is on the case."""
    world = planted.world
    found: dict[str | None, str] = {None: ""}
    with writing(world.desk.engine) as db:
        for who in READERS:
            if who is None:
                continue
            person = person_id("head" if who in {"expired", "revoked"} else who)
            lives = timedelta(0) if who == "expired" else timedelta(days=900)
            token = signing_in.open_sign_in(db, person, world.now, lives)
            if who == "revoked":
                signing_in.end(db, signing_in.signed_in_by(db, token, world.now).id, world.now)
            found[who] = token
    return found


def visit(planted: Planted, address: str, cookie: str) -> httpx2.Response:
    """Go to a page with a cookie, without following where it sends one."""
    headers = {"Cookie": f"sign_in={cookie}"} if cookie else {}
    return planted.world.client.get(address, headers=headers, follow_redirects=False)


def told(answer: httpx2.Response) -> str:
    """Everything an answer says: its headers, its body, and the words inside a PDF or a DOCX."""
    headers = unquote(" ".join(f"{name}: {value}" for name, value in answer.headers.items()))
    media = answer.headers.get("content-type", "")
    if media.startswith("application/pdf"):
        return headers + answer.content.decode("utf-8", "replace") + _words(answer.content)
    if "openxmlformats" in media:
        packed = zipfile.ZipFile(io.BytesIO(answer.content))
        return headers + "".join(packed.read(name).decode() for name in packed.namelist() if name.endswith(".xml"))
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
