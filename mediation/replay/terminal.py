"""An account set for a terminal or a text file: Chinese first, English after it, dates with their weekday.

Colour never stands alone: every line begins with its word. Off a terminal nothing but plain text is written.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from mediation.law.wording import weekday
from mediation.replay.account import LABELS, Account, Entry, Line, told_day
from mediation.replay.expecting import Difference
from mediation.replay.playing import local
from mediation.replay.script import Script

WIDTH = 108
_CLOSING = "、，。；：！？）」』》〕〉”’…"
_PIECE = re.compile(rf"(?:[\x21-\x7e]+\s*|[“‘（「『《〔〈]*.)[{_CLOSING}]*")
_MARGIN = 4
_LABEL = 10
_STYLES = {
    "note": "italic",
    "answer": "",
    "state": "bold green",
    "clock": "bold cyan",
    "moved": "bold cyan",
    "stopped": "cyan",
    "fired": "bold magenta",
    "paper": "bold blue",
    "due": "blue",
    "warning": "yellow",
    "refused": "bold red",
    "basis": "",
    "cure": "",
    "who": "",
    "cleared": "green",
    "rows": "bold",
    "group": "bold green",
    "wrong": "bold white on red",
    "step": "dim",
}
_UNDER = frozenset({"basis", "cure", "who", "cleared"})
_QUIET = frozenset({"basis", "who"})


def console(*, quiet: bool = False) -> Console:
    """Return the console people read: coloured on a terminal, plain and of one width elsewhere."""
    found = Console(highlight=False, emoji=False, quiet=quiet)
    if found.is_terminal:
        return found
    return Console(highlight=False, emoji=False, quiet=quiet, width=WIDTH, no_color=True)


def show_heading(out: Console, script: Script) -> None:
    """Print what is played: title, whether it is invented, its notes, its cast."""
    out.print()
    out.rule(Text(f" {script.title.zh} ", "bold"), style="cyan")
    out.print(Text(script.title.en, "dim"), justify="center")
    out.print(Text(_origin(script), "dim"), justify="center")
    out.print()
    for note in script.notes:
        _print(out, 2, note.zh, label=f"[{note.mark}] ", label_style="bold")
        if note.en:
            _print(out, 6, note.en, "dim")
    out.print()
    for person in script.cast.people:
        home = next(each for each in script.cast.organisations if each.key == person.organisation)
        who = f"{_padded(person.name, 8)} {_padded(person.role.zh, 20)} {home.name}"
        _print(out, 2, who)
    out.print()


def _origin(script: Script) -> str:
    if script.invented:
        return "虚构案例 · invented"
    where = script.origin.page if script.origin else ""
    return f"公开案例 · published · {where} · P 报道载明  A 回放设定  C 依法计算"


def show_entry(out: Console, entry: Entry, total: int) -> None:
    """Print one act."""
    when = f"{entry.at:%Y-%m-%d} {weekday(entry.at.date(), 'zh')} {entry.at:%H:%M}"
    style = "bold red" if entry.refused else "bold"
    mark = f" [{entry.mark}]" if entry.mark else ""
    who = f"{entry.who[0]}  " if entry.who[0] else ""
    number = f"{mark}  {entry.number}/{total}"
    head = Text.assemble((f" {when}  ", "bold cyan"), who, (entry.title[0], style), (number, "dim"))
    out.print(head, no_wrap=True, overflow="ignore", crop=False)
    _print(out, _MARGIN, entry.title[1], "dim")
    for line in entry.lines:
        _line(out, line)
    out.print()


def _line(out: Console, line: Line) -> None:
    style = _STYLES[line.kind]
    if line.kind == "note":
        _print(out, _MARGIN, line.zh, style)
        _print(out, _MARGIN, line.en, "dim")
    elif line.kind == "step":
        _print(out, _MARGIN + _LABEL + 2, line.zh, style, label="· ")
    else:
        margin = _MARGIN + (_LABEL if line.kind in _UNDER else 0)
        _print(out, margin, line.zh, label=_padded(LABELS[line.kind][0], _LABEL), label_style=style or "bold")
        if line.en and line.kind not in _QUIET:
            _print(out, margin + _LABEL, line.en, "dim")


def show_ending(out: Console, account: Account) -> None:
    """Print how it ended: where the case stands, what was verified, and every difference once more."""
    for case in account.cases:
        standing = "；".join(f"{p['title']['zh']} {p['state_title']['zh']}" for p in case["proceedings"])
        _print(out, 1, case["title"], label=f"{case['number']}  ", label_style="bold")
        _print(out, _MARGIN, standing, "bold green")
        for paper in case["papers"]:
            _print(out, _MARGIN, f"《{paper['title']['zh']}》{paper['number']}")
    if account.verified is not None:
        _print(out, _MARGIN, "；".join(_verified(account)))
    out.print()
    for zh, en in conclusion(account):
        _print(out, 1, zh, "bold red" if account.differences else "bold green")
        _print(out, 1, en, "dim")
    for difference in account.differences:
        _print(out, _MARGIN, told_difference(difference), "red")
        _print(out, _MARGIN, difference.en, "dim")


def _verified(account: Account) -> Iterator[str]:
    verified = account.verified
    if verified is not None:
        yield f"历史核对：{verified.folders} 个案卷、{verified.events} 条记录"
        yield "完整" if not verified.findings else f"{len(verified.findings)} 处不符"
        yield f"锚 {verified.anchor[:16]}…"


def show_limit(out: Console, told: Mapping[str, Any]) -> None:
    """Print a time limit and its arithmetic, in both languages."""
    out.print()
    _print(out, 1, f"{told['title']['zh']}（{told['ref']}）  {told['title']['en']}", "bold")
    out.print()
    for zh, en in zip(told["steps"], told["steps_en"], strict=True):
        _print(out, _MARGIN, zh, label="· ")
        _print(out, _MARGIN + 2, en, "dim")
    out.print()
    if told["due"] is not None:
        raw, due = (date.fromisoformat(told[name]) for name in ("raw", "due"))
        _print(out, 1, told_day(raw), label=_padded("原止 raw", 12))
        end = local(datetime.fromisoformat(told["due_at"])) if told.get("due_at") else None
        hour = f"{end:%H:%M}" if end is not None and end.date() == due else "24时"
        _print(out, 1, f"{told_day(due)} {hour}", "bold cyan", label=_padded("届满 due", 12), label_style="bold")
    if told["provisional"]:
        _print(out, 1, "该年放假安排尚未公布，日期暂定。 The year's holidays are not published: provisional.", "yellow")
    if not told["binding"]:
        _print(out, 1, "参照适用。 For reference only.", "dim")
    out.print()


_COLUMNS = (24, 9, 12, 10)


def show_table_head(out: Console) -> None:
    """Print the names of the columns of a table of replays."""
    out.print()
    _print(out, 1, _row(("案件 case", "步 acts", "驳 refused", "案 files"), "结果 result"), "bold")


def show_row(out: Console, account: Account) -> None:
    """Print a replay as a line of the table, its differences under it."""
    refused = sum(entry.refused for entry in account.entries)
    cells = (account.script.replay, str(len(account.entries)), str(refused), str(len(account.cases)))
    wrong = len(account.differences)
    result = f"{wrong} 处不符 differ" if wrong else "相符 as expected"
    _print(out, 1, _row(cells, result), "bold red" if wrong else "")
    _print(out, 3, account.script.title.zh, "dim")
    for difference in account.differences:
        _print(out, _MARGIN, told_difference(difference), "red")
        _print(out, _MARGIN, difference.en, "dim")


def show_table_foot(out: Console, accounts: Sequence[Account]) -> None:
    """Print how many replays came out as their scripts expect."""
    good = sum(not account.differences for account in accounts)
    out.print()
    _print(out, 1, f"{len(accounts)} 案，{good} 案与脚本相符。", "bold green" if good == len(accounts) else "bold red")
    _print(out, 1, f"{good} of {len(accounts)} replays came out as their scripts expect.", "dim")


def _row(cells: Sequence[str], last: str) -> str:
    return "".join(_padded(cell, width) for cell, width in zip(cells, _COLUMNS, strict=True)) + last


def conclusion(account: Account) -> Iterator[tuple[str, str]]:
    """Yield the last word: everything as expected, or how much differs."""
    played, refused = len(account.entries), sum(entry.refused for entry in account.entries)
    if not account.differences:
        yield (
            f"{played} 步全部与脚本相符，其中 {refused} 次不予办理及其理由也如预期。",
            f"All {played} acts came out as the script expects, {refused} refusals and their reasons included.",
        )
        return
    yield (
        f"{len(account.differences)} 处与脚本不符；{account.unplayed} 步未办。",
        f"{len(account.differences)} differences from the script; {account.unplayed} acts were not played.",
    )


def told_difference(difference: Difference) -> str:
    """Return a difference with the number of its act."""
    return f"第 {difference.number} 步  {difference.zh}" if difference.number else f"结束时  {difference.zh}"


def as_text(account: Account) -> str:
    """Return the whole account as plain text."""
    page = io.StringIO()
    out = Console(file=page, highlight=False, emoji=False, width=WIDTH, no_color=True)
    show_heading(out, account.script)
    for entry in account.entries:
        show_entry(out, entry, len(account.script.acts))
    show_ending(out, account)
    return page.getvalue()


def _padded(words: str, width: int) -> str:
    return words + " " * max(1, width - cell_len(words))


def _print(out: Console, margin: int, words: str, style: str = "", *, label: str = "", label_style: str = "") -> None:
    """Print words with a left margin, after a label under which lines that run on do not begin."""
    hanging = margin + cell_len(label)
    for number, piece in enumerate(wrapped(words, max(20, out.width - hanging - 1))):
        left = Text(" " * margin) + Text(label, label_style) if number == 0 else Text(" " * hanging)
        out.print(left + Text(piece, style), no_wrap=True, overflow="ignore", crop=False)


def wrapped(words: str, width: int) -> list[str]:
    """Cut words into lines of so many columns: between Chinese characters, never inside a Latin word or a number.

    No line begins with a closing mark.
    """
    lines, line = [""], ""
    for piece in _PIECE.findall(words):
        if cell_len(line + piece.rstrip()) > width and line:
            line = ""
            lines.append("")
        line = (line + piece) if line else piece.lstrip()
        lines[-1] = line.rstrip()
    return lines
