"""The minutes of a meeting: head filled in, a joint part and sealed ones; kept while typed, filed in one act."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from fastapi import APIRouter
from fastapi.responses import JSONResponse, Response

from api.errors import status_of
from api.workbench.case_page import MEDIATION, cure_for, headline
from api.workbench.posted import AGAIN, KEY, VERSION, Posted, key_of
from api.workbench.problems import told
from api.workbench.session import Read, Reads, Write, Writes
from api.workbench.shell import done, page
from mediation.casework import drafting, papers
from mediation.casework.composing.brief import Background, Brief, everybody, mediators, side_label
from mediation.casework.drafting import FIELDS, DraftClash
from mediation.casework.opened import Opened
from mediation.casework.perform import Command, perform
from mediation.errors import BadInput, KeyReused, MediationError, MoveRefused, NotPermitted, StaleVersion
from mediation.facts.known import civil_day
from mediation.facts.parties import Meeting
from mediation.rules.meeting import CHECKS
from mediation.vocabulary import Channel, PaperKind

router = APIRouter(prefix="/cases/{case_id}")
KEEP, HOLD, PAPER, SEEN = "_keep", "hold", "_paper", "s."
_SPEAKER = re.compile(r"^([^：:]{1,60})[：:]\s*(\S.*)$")


@dataclass(frozen=True)
class Sheet:
    """The minutes on their way: of which case and meeting, what is typed, over which drafts, on which version."""

    read: Read
    opened: Opened
    meeting: Meeting | None
    text: Mapping[str, str]
    seen: Mapping[str, int]
    key: str
    version: str

    @property
    def to_hold(self) -> bool:
        """Whether the meeting is still to be recorded as held."""
        return self.meeting is None or self.meeting.held_at is None

    @property
    def path(self) -> str:
        """Its address."""
        return f"/cases/{self.opened.case.id}/minutes/sheet"


@router.get("/minutes/sheet")
def ask(case_id: str, read: Reads) -> Response:
    """Show the minutes: the head is filled in, what was typed before and not filed is there."""
    opened = read.case(case_id)
    drafting.hold_to_writer(opened)
    kept = drafting.drafts_of(read.visit.db, read.me.person_id, opened.case.id)
    text = {name: kept[name].text for name in FIELDS}
    seen = {name: kept[name].version for name in FIELDS}
    return _show(Sheet(read, opened, _meeting(opened), text, seen, key_of(None), str(opened.folder.version)))


@router.post("/minutes/sheet")
def file(case_id: str, write: Writes) -> Response:
    """File the minutes, or keep them as they are; whatever happens, what was typed is still there."""
    posted, sheet = write.posted, _sent(write, case_id)
    if posted.get(AGAIN):
        return _show(sheet)
    if posted.get(KEEP):
        return _keep(sheet)
    try:
        said = _file(write, sheet)
    except StaleVersion as error:
        again = Sheet(sheet.read, sheet.opened, sheet.meeting, sheet.text, sheet.seen, sheet.key, str(error.version))
        return _show(again, error, changes=error.changes)
    except (BadInput, MoveRefused, NotPermitted, KeyReused) as error:
        return _show(sheet, error)
    drafting.drop(write.visit.desk.engine, write.me.person_id, sheet.opened.case.id, sheet.seen)
    return done(write.visit.request, f"/cases/{sheet.opened.case.id}/minutes", *said)


@router.post("/drafts")
def keep(case_id: str, write: Writes) -> Response:
    """Keep one field as it is typed; 409 with both texts when it was kept elsewhere since."""
    posted, opened = write.posted, write.reads.case(case_id, ())
    field, text, seen = posted.get("field"), posted.get("text"), posted.get("seen")
    try:
        draft = drafting.keep(write.visit.desk.engine, opened, field, text, int(seen) if _number(seen) else -1)
    except DraftClash as clash:
        there = clash.there
        shown = {"version": there.version, "text": there.text, "lines": drafting.compared(text, there.text)}
        return JSONResponse(shown, status_of(clash))
    return JSONResponse({"version": draft.version})


def _sent(write: Write, case_id: str) -> Sheet:
    posted, opened = write.posted, write.reads.case(case_id)
    drafting.hold_to_writer(opened)
    seen = {name: posted.get(f"{SEEN}{name}") for name in FIELDS}
    return Sheet(
        write.reads,
        opened,
        _meeting(opened),
        {name: posted.get(f"m.{name}") for name in FIELDS},
        {name: int(value) if _number(value) else -1 for name, value in seen.items()},
        key_of(posted),
        posted.get(VERSION),
    )


def _number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 10


def _meeting(opened: Opened) -> Meeting | None:
    """The meeting the minutes are of: the one due by today, else the last that was held, else the next."""
    ahead = [m for m in opened.facts.meetings if m.held_at is None]
    held = [m for m in opened.facts.meetings if m.held_at is not None]
    due = [m for m in ahead if civil_day(m.starts_at) <= civil_day(opened.now)]
    return next(iter((*due[:1], *held[-1:], *ahead[:1])), None)


def _keep(sheet: Sheet) -> Response:
    """Keep every field; one that was kept elsewhere since is shown beside what stands there."""
    engine, versions, clashes = sheet.read.visit.desk.engine, dict(sheet.seen), {}
    for name in FIELDS:
        try:
            versions[name] = drafting.keep(engine, sheet.opened, name, sheet.text[name], sheet.seen[name]).version
        except DraftClash as clash:
            versions[name] = clash.there.version
            clashes[name] = drafting.compared(sheet.text[name], clash.there.text)
    again = Sheet(sheet.read, sheet.opened, sheet.meeting, sheet.text, versions, sheet.key, sheet.version)
    return _show(again, clashes=clashes, kept_at=None if clashes else sheet.opened.now)


def _file(write: Write, sheet: Sheet) -> list[tuple[str, str]]:
    """Record the meeting as held where that is still to be done, then the minutes, then their paper."""
    posted, said = write.posted, []
    version = int(sheet.version) if _number(sheet.version) else None
    if sheet.to_hold and posted.get(HOLD):
        version = _act(write, sheet, "hold_meeting", _held(posted), version)
        said.append(("已登记主持调解。", "The meeting is recorded."))
    if any(text.strip() for text in sheet.text.values()) or not said:
        version = _act(write, sheet, "write_minutes", answers_of(sheet.opened, sheet.text), version)
        said.append(("已记入笔录。", "The minutes are filed."))
    if posted.get(PAPER):
        said.append(_paper(write, sheet, version))
    return said


def _act(write: Write, sheet: Sheet, act: str, answers: Mapping[str, Any], version: int | None) -> int:
    proceeding = next((p.id for p in reversed(sheet.opened.mine()) if p.procedure == MEDIATION), None)
    command = Command(
        folder_id=sheet.opened.case.id,
        act=act,
        person_id=write.me.person_id,
        answers=answers,
        key=f"{sheet.key[:50]}{act[:4]}",
        fingerprint=Posted({"act": act, "answers": json.dumps(answers, sort_keys=True)}, {}, sheet.path).fingerprint(),
        proceeding_id=proceeding if act == "hold_meeting" else None,
        version=version,
    )
    kept = perform(write.visit.desk, command, write.visit.now)
    return int(json.loads(kept.answer)["version"])


def _held(posted: Posted) -> dict[str, Any]:
    given: dict[str, Any] = {"channel": posted.get("channel") or Channel.IN_PERSON.value}
    if posted.get("place").strip():
        given["place"] = posted.get("place").strip()
    return given | {name: bool(posted.get(name)) for name in CHECKS}


def _paper(write: Write, sheet: Sheet, version: int | None) -> tuple[str, str]:
    command = Command(
        folder_id=sheet.opened.case.id,
        act="issue_paper",
        person_id=write.me.person_id,
        answers={},
        key=f"{sheet.key[:50]}paper",
        fingerprint=write.posted.fingerprint(),
        version=version,
    )
    try:
        papers.issue(write.visit.desk, command, PaperKind.MINUTES, write.visit.now)
    except MediationError as error:
        return (f"《调解笔录》尚未制作：{error.zh}请在“文书”中制作。", f"The minutes are not issued yet: {error.en}")
    return ("已制作《调解笔录》，见“文书”。", "The minutes are issued; see the papers.")


def answers_of(opened: Opened, text: Mapping[str, str]) -> dict[str, Any]:
    """Return what was typed as answers: a line a statement, its speaker named by what stands before the colon."""
    speakers = _speakers(opened)
    answers: dict[str, Any] = {
        "said": [_line(line, speakers) for line in _lines(text["said"])],
        "undisputed": [{"text": line} for line in _lines(text["undisputed"])],
    }
    answers |= {name: text[name].strip() for name in FIELDS[2:]}
    return {name: value for name, value in answers.items() if value}


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.split("\n") if line.strip()]


def _line(line: str, speakers: Mapping[str, str]) -> dict[str, str]:
    found = _SPEAKER.match(line)
    party = speakers.get(found[1].strip()) if found else None
    return {"text": found[2], "said_by": party} if found and party else {"text": line}


def _speakers(opened: Opened) -> dict[str, str]:
    """Every way to name who speaks: by name, by side where one stands there."""
    brief = _brief(opened)
    parties = everybody(brief)
    return {side_label(brief, p): p.id for p in parties} | {brief.name(p): p.id for p in parties}


def _brief(opened: Opened, names: Mapping[str, str] | None = None) -> Brief:
    return Brief(opened, Background(names or {}, {}, {}))


def _show(sheet: Sheet, error: MediationError | None = None, **more: Any) -> Response:
    opened, visit = sheet.opened, sheet.read.visit
    names = papers.names_of(visit.db, {a.person_id for a in opened.facts.assignments})
    brief = _brief(opened, names)
    said = told(error, visit.request) if error else {"error": None, "reasons": [], "problems": []}
    meeting = sheet.meeting
    shown = {
        **headline(opened),
        "sheet": sheet,
        "posted_key": KEY,
        "when": (meeting.held_at or meeting.starts_at) if meeting else opened.now,
        "channel": meeting.channel if meeting else Channel.IN_PERSON,
        "channels": visit.desk.procedures.named(MEDIATION).moves["hold_meeting"].asks["channel"].options,
        "place": (opened.facts.words(meeting.place_id) if meeting else None) or brief.body.name,
        "people": [(side_label(brief, p), brief.name(p), _agents(opened, p.id)) for p in everybody(brief)],
        "mediators": mediators(brief),
        "body": brief.body.name,
        "checks": [(name, {"zh": zh, "en": en}) for name, (zh, en) in CHECKS.items() if not _checked(opened, name)],
        "speakers": [brief.name(p) for p in everybody(brief)],
        "cure": lambda reason: cure_for(opened, reason),
        "mine": opened.reader.relations,
        "changes": [],
        "clashes": {},
        "kept_at": None,
        **said,
        **more,
    }
    return page(sheet.read, "minutes_sheet.html", _status(error, shown["clashes"]), **shown)


def _status(error: MediationError | None, clashes: Any) -> int:
    if error is not None:
        return status_of(error)
    return 409 if clashes else 200


def _agents(opened: Opened, party_id: str) -> list[str]:
    return [opened.facts.words(a.name_id) or "" for a in opened.facts.agents if a.party_id == party_id]


def _checked(opened: Opened, name: str) -> bool:
    return any(m.held_at is not None and getattr(m, name) for m in opened.facts.meetings)
