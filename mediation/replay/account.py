"""The account of a replay: what people read of each act, before it is set for a terminal, a text file or a page.

Nothing confided is told: of a note, a fact or an offer only that it was recorded.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from mediation.casework.desk import FOLDER, Desk
from mediation.casework.sweeping import Fired
from mediation.casework.verifying import Verified
from mediation.law.wording import weekday
from mediation.replay import grouping
from mediation.replay.answers import told_answers
from mediation.replay.expecting import Difference
from mediation.replay.playing import Played, local
from mediation.replay.script import Act, Script
from mediation.replay.stage import cast_ids
from mediation.vocabulary import PaperKind

LABELS: Mapping[str, tuple[str, str]] = {
    "answer": ("所填", "given"),
    "state": ("状态", "state"),
    "opened": ("开启", "opened"),
    "clock": ("期限", "limit"),
    "moved": ("改期", "moved"),
    "stopped": ("停止", "stopped"),
    "fired": ("触发", "fired"),
    "paper": ("文书", "paper"),
    "due": ("应制作", "due"),
    "warning": ("提示", "warning"),
    "refused": ("不予办理", "refused"),
    "basis": ("依据", "article"),
    "cure": ("怎么办", "cure"),
    "who": ("谁可办", "who can"),
    "cleared": ("后来", "cleared"),
    "rows": ("逐案", "case by case"),
    "group": ("群体", "group"),
    "wrong": ("不符", "differs"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One line of an entry: what kind it is (see ``LABELS``; ``note`` and ``step`` have no label), and its words."""

    kind: str
    zh: str
    en: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """One act as people read it."""

    number: int
    at: datetime
    who: tuple[str, str]
    title: tuple[str, str]
    mark: str | None
    refused: bool
    lines: tuple[Line, ...]
    differences: tuple[Difference, ...] = ()


@dataclass
class Account:
    """A whole replay: its script, the entries so far, and how it ended."""

    script: Script
    entries: list[Entry] = field(default_factory=list)
    ending: list[Difference] = field(default_factory=list)
    cases: list[Mapping[str, Any]] = field(default_factory=list)
    verified: Verified | None = None

    @property
    def differences(self) -> list[Difference]:
        """Everything that differs from the script, in order."""
        return [d for entry in self.entries for d in entry.differences] + self.ending

    @property
    def unplayed(self) -> int:
        """How many acts were not played, because the story went another way."""
        return len(self.script.acts) - len(self.entries)


def entry_of(desk: Desk, script: Script, played: Played, found: Sequence[Difference]) -> Entry:
    """Return an act as people read it."""
    act = played.act
    wrong = (Line("wrong", d.zh, d.en) for d in found)
    lines = (*_note(act), *_fired(desk, played.fired), *_told(desk, played, _names(script, played)), *wrong)
    person = script.person(act.by) if act.by else None
    return Entry(
        number=played.number,
        at=local(act.at),
        who=(f"{person.name}（{person.role.zh}）", f"{person.key}, {person.role.en}") if person else ("", ""),
        title=_title(desk, act),
        mark=act.mark,
        refused=played.reply is not None and played.reply.refused,
        lines=lines,
        differences=tuple(found),
    )


def _names(script: Script, played: Played) -> dict[str, str]:
    ids = cast_ids(script)
    names = {ids[each.key]: each.name for each in script.cast.organisations}
    names |= {ids[each.key]: each.name for each in script.cast.people}
    parties = (played.view or {"parties": ()})["parties"]
    return names | {party["id"]: party["name"] for party in parties if party["name"]}


def _title(desk: Desk, act: Act) -> tuple[str, str]:
    if act.open is not None:
        return "建案", "open the case"
    if act.paper is not None:
        return f"制作《{act.paper.zh}》", f"issue the {act.paper.en}"
    if act.upload is not None:
        return f"上传《{act.upload.kind.zh}》", f"upload: {act.upload.kind.en}"
    if act.correct is not None:
        return "更正记录", "correct a record"
    if act.look is not None:
        return act.look.zh, act.look.en
    each = act.matter
    if each is not None and (called := grouping.title_of(each)) is not None:
        return called
    name, procedure = (each.act or each.move, each.procedure) if each else (act.act or act.move, act.procedure)
    definition = desk.procedures.named(FOLDER if act.act or (each and each.act) else procedure)
    move = definition.moves.get(name or "")
    said = (move.title.zh, move.title.en) if move else (name or "", "")
    return (f"逐案办理：{said[0]}", f"in each case: {said[1]}") if each else said


def _note(act: Act) -> Iterator[Line]:
    if act.note is not None:
        yield Line("note", act.note.zh, act.note.en)


def _fired(desk: Desk, fired: Sequence[Fired]) -> Iterator[Line]:
    for each in fired:
        limit = desk.limits.get(each.limit_id)
        day = told_day(local(each.at).date())
        moved = f"，办理“{each.move}”" if each.move else ""
        yield Line(
            "fired",
            f"{limit.ref} {limit.title.zh}：{each.rung.zh}（{day}）{moved}",
            f"{limit.ref} {each.rung.en} on {local(each.at):%Y-%m-%d}",
        )


def _told(desk: Desk, played: Played, names: Mapping[str, str]) -> Iterator[Line]:
    reply = played.reply
    if reply is None:
        return
    for told in told_answers(desk, played, names):
        yield Line("answer", told)
    if reply.refused:
        yield from _refusal(played)
        return
    if played.group is not None:
        yield from (Line("rows", zh, en) for zh, en in grouping.told_rows(reply.body))
        yield Line("group", *grouping.told_sheet(played.group))
        return
    for step in reply.body["steps"]:
        yield from _step(desk, step)
    yield from _clocks(played)
    yield from _papers(played)


def _refusal(played: Played) -> Iterator[Line]:
    assert played.reply is not None, "only an answered act is refused"
    body = played.reply.body
    for reason in body.get("reasons", ()):
        yield Line("refused", f"{reason['zh']}〔{reason['code']}〕", reason["en"])
        if reason["articles"]:
            yield Line("basis", "、".join(reason["articles"]), ", ".join(reason["cites"]))
        yield Line("cure", reason["cure"]["zh"], reason["cure"]["en"])
        who = reason["who_titles"]
        yield Line("who", "、".join(each["zh"] for each in who), ", ".join(each["en"] for each in who))
    for error in body.get("errors", ()):
        yield Line("refused", f"{error['zh']}〔{error['code']}〕", error["en"])
    if not body.get("reasons") and not body.get("errors"):
        yield Line("refused", f"{body['title']}〔{body['code']}〕", body["title_en"])
    if played.act.expect.cleared_by is not None:
        yield Line("cleared", played.act.expect.cleared_by.zh, played.act.expect.cleared_by.en)


def _step(desk: Desk, step: Mapping[str, Any]) -> Iterator[Line]:
    definition = desk.procedures.named(step["proceeding"]["procedure"])
    left, right = definition.states[step["from"]].title, definition.states[step["to"]].title
    if step["from"] != step["to"]:
        yield Line("state", f"{definition.title.zh}：{left.zh} → {right.zh}", f"{left.en} → {right.en}")
    for warning in step["warnings"]:
        articles = "、".join(desk.statutes.render(cite, "zh") for cite in warning["cites"])
        yield Line("warning", f"{warning['zh']}〔{warning['code']}〕{articles}", warning["en"])
    if step["papers_due"]:
        kinds = [PaperKind(kind) for kind in step["papers_due"]]
        yield Line("due", "、".join(f"《{k.zh}》" for k in kinds), ", ".join(k.en for k in kinds))


def _clocks(played: Played) -> Iterator[Line]:
    before = {clock["id"]: clock for clock in (played.before or {"clocks": ()})["clocks"]}
    for clock in (played.view or {"clocks": ()})["clocks"]:
        earlier = before.get(clock["id"])
        if earlier is None:
            yield from _started(clock)
        elif earlier["stopped_at"] is None and clock["stopped_at"] is not None:
            began, ended = (local(datetime.fromisoformat(clock[name])).date() for name in ("trigger_at", "stopped_at"))
            used = (ended - began).days
            zh = f"{clock['ref']} {clock['title']['zh']}：已用 {used} 日，{told_day(ended)}停止计算"
            yield Line("stopped", zh, f"{clock['ref']} stopped on {ended}, {used} days used")
        elif earlier["due"] != clock["due"]:
            yield from _started(clock, "moved")


def _started(clock: Mapping[str, Any], kind: str = "clock") -> Iterator[Line]:
    name = f"{clock['ref']} {clock['title']['zh']}"
    if clock["due"] is None:
        yield Line(kind, f"{name}：没有固定的最后一日", f"{clock['ref']}: no fixed last day")
    else:
        raw, due = (date.fromisoformat(clock[key]) for key in ("raw", "due"))
        rolled = f"（原止{told_day(raw)}，顺延）" if raw != due else ""
        open_year = "，该年放假安排尚未公布，暂定" if clock["provisional"] else ""
        zh = f"{name}：至 {told_day(due)} 24时{rolled}{open_year}"
        was = f" (raw {raw})" if raw != due else ""
        yield Line(kind, zh, f"{clock['title']['en']}: to 24:00 of {due}, {weekday(due, 'en')}{was}")
    for zh, en in zip(clock["steps"], clock["steps_en"], strict=True):
        yield Line("step", zh, en)


def _papers(played: Played) -> Iterator[Line]:
    there = {paper["id"] for paper in (played.before or {"papers": ()})["papers"]}
    for paper in (played.view or {"papers": ()})["papers"]:
        if paper["id"] not in there:
            zh = f"《{paper['title']['zh']}》{paper['number']}，SHA-256 {paper['sha256'][:16]}…"
            yield Line("paper", zh, f"{paper['title']['en']}, PDF/A and page")


def told_day(day: date) -> str:
    """Return a day with its weekday: 2026-09-14 星期一."""
    return f"{day} {weekday(day, 'zh')}"
