"""Holding what came of an act against what the script expects; every difference is said, none stops the comparison."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from mediation.replay.grouping import group_differences
from mediation.replay.playing import Played, clock_of, proceeding_of
from mediation.replay.script import Act, Dates, Ending, Expectation

_TAG = re.compile(r"<(style|script)\b.*?</\1>|<[^>]*>", re.DOTALL)
_BLANK = re.compile(r"\s+")
NOTHING = ("无", "none")


@dataclass(frozen=True, slots=True)
class Difference:
    """One expectation that does not hold: after which act (0: at the end), of what, expected and found."""

    number: int
    zh: str
    en: str


def differences(played: Played) -> Iterator[Difference]:
    """Yield what differs from the expectation of an act; of a refusal nobody expected, every reason."""
    expect = played.act.expect
    yield from _answer(played, expect)
    if played.view is not None:
        yield from standing(played.number, played.view, expect.state, expect.dates, expect.no_clock)
        yield from _issued(played.number, played.view, expect.papers)
    yield from _rungs(played, expect)
    yield from _counted(played)
    if played.group is not None:
        yield from of_the_group(played.number, played.group, expect)
    if played.page is not None:
        yield from _words(played, plain(played.page))
    elif expect.says or expect.never_says:
        yield _differs(played.number, ("文书", "paper"), "制作成功", NOTHING)


def halts(played: Played) -> bool:
    """Test if the story went another way here, so that what follows means nothing."""
    if played.reply is None:
        return False
    expect = played.act.expect
    return played.reply.refused != (expect.refused is not None or (expect.status or 200) >= 400)


def _answer(played: Played, expect: Expectation) -> Iterator[Difference]:
    reply = played.reply
    if reply is None:
        return
    number = played.number
    if expect.status is not None and reply.status != expect.status:
        yield _differs(number, ("状态码", "status"), str(expect.status), str(reply.status))
    if reply.refused or expect.refused is not None:
        if expect.refused is not None or expect.status is None:
            yield from _same(number, ("不予办理的理由", "reasons of refusal"), expect.refused or (), reply.codes)
        return
    steps = reply.body.get("steps", ())
    if expect.warnings is not None:
        found = {warning["code"] for step in steps for warning in step["warnings"]}
        yield from _same(number, ("提示", "warnings"), expect.warnings, found)
    if expect.papers_due is not None:
        due = {kind for step in steps for kind in step["papers_due"]}
        yield from _same(number, ("应制作的文书", "papers due"), expect.papers_due, due)
    yield from _explained(played)


def _explained(played: Played) -> Iterator[Difference]:
    """What the application said of the move before must hold: it never refuses in words and then does it."""
    if played.move is not None and not played.move["permitted"]:
        codes = [reason["code"] for reason in played.move["reasons"]]
        yield _differs(played.number, ("事前说明", "explanation beforehand"), "可办", listed(codes))


def standing(
    number: int,
    view: Mapping[str, Any],
    states: Mapping[str, str],
    dates: Mapping[str, Dates],
    no_clock: Iterable[str],
) -> Iterator[Difference]:
    """Yield what differs in where the proceedings stand and what the clocks say."""
    for procedure, state in states.items():
        proceeding = proceeding_of(view, procedure)
        found = proceeding["state"] if proceeding else NOTHING
        if found != state:
            yield _differs(number, (f"{procedure} 的状态", f"state of {procedure}"), state, found)
    for ref, wanted in dates.items():
        yield from _clock(number, ref, wanted, clock_of(view, ref))
    for ref in no_clock:
        clock = clock_of(view, ref)
        if clock is not None:
            yield _differs(number, (f"期限 {ref}", f"clock {ref}"), NOTHING, str(clock["due"]))


def _clock(number: int, ref: str, wanted: Dates, clock: Mapping[str, Any] | None) -> Iterator[Difference]:
    if clock is None:
        yield _differs(number, (f"期限 {ref}", f"clock {ref}"), "已起算", NOTHING)
        return
    for name, value in wanted.model_dump(mode="json", exclude_none=True).items():
        if clock[name] != value:
            yield _differs(number, (f"{ref} 的 {name}", f"{name} of {ref}"), str(value), str(clock[name]))


def _issued(number: int, view: Mapping[str, Any], kinds: Iterable[str]) -> Iterator[Difference]:
    there = {paper["kind"] for paper in view["papers"]}
    for kind in kinds:
        if kind not in there:
            yield _differs(number, ("已制作的文书", "papers issued"), kind, listed(there))


def issued(number: int, view: Mapping[str, Any], kinds: Iterable[str]) -> Iterator[Difference]:
    """Yield the kinds of paper that were to be issued and were not."""
    yield from _issued(number, view, kinds)


def _rungs(played: Played, expect: Expectation) -> Iterator[Difference]:
    if expect.fired is None:
        return
    clocks = played.view["clocks"] if played.view else ()
    ids = {name: clock["limit"] for clock in clocks for name in (clock["limit"], clock["ref"])}
    wanted = [f"{ids.get(each.limit, each.limit)} {each.rung}" for each in expect.fired]
    yield from _same(
        played.number, ("触发的期限", "rungs fired"), wanted, [f"{f.limit_id} {f.rung}" for f in played.fired]
    )


def _counted(played: Played) -> Iterator[Difference]:
    found = played.reply.body.get("counts", {}) if played.reply is not None and not played.reply.refused else {}
    for name, number in played.act.expect.counts.items():
        if found.get(name, 0) != number:
            yield _differs(played.number, (f"逐案结果 {name}", f"rows {name}"), str(number), str(found.get(name, 0)))


def of_the_group(number: int, sheet: Mapping[str, Any], expect: Expectation | Ending) -> Iterator[Difference]:
    """Yield what of a matter's 件, 人 and sums differs."""
    for name, wanted, found in group_differences(sheet, expect):
        yield _differs(number, (f"群体 {name}", f"group {name}"), wanted, found)


def _words(played: Played, said: str) -> Iterator[Difference]:
    for words in played.act.expect.says:
        if squeezed(words) not in said:
            yield _differs(played.number, ("文书内容", "words of the paper"), words, NOTHING)
    for words in played.act.expect.never_says:
        if squeezed(words) in said:
            yield _differs(played.number, ("文书不应有的内容", "words the paper may not hold"), NOTHING, words)


def plain(page: str) -> str:
    """Return the words of a page without markup and blanks."""
    return squeezed(html.unescape(_TAG.sub("", page)))


def squeezed(words: str) -> str:
    """Return words without blanks, so that a line break hides nothing."""
    return _BLANK.sub("", words)


def listed(codes: Iterable[str]) -> str:
    """Return codes in one order, for people."""
    return "、".join(sorted(codes)) or NOTHING[0]


def _same(number: int, what: tuple[str, str], wanted: Iterable[str], found: Iterable[str]) -> Iterator[Difference]:
    left, right = sorted(set(wanted)), sorted(set(found))
    if left != right:
        yield _differs(number, what, listed(left), listed(right))


def _differs(
    number: int, what: tuple[str, str], wanted: str | tuple[str, str], found: str | tuple[str, str]
) -> Difference:
    left = (wanted, wanted) if isinstance(wanted, str) else wanted
    right = (found, found) if isinstance(found, str) else found
    return Difference(
        number,
        f"{what[0]}：脚本预期“{left[0]}”，实际“{right[0]}”。",
        f"{what[1]}: the script expects '{left[1]}', found '{right[1]}'.",
    )


__all__ = ["Act", "Difference", "differences", "halts", "issued", "listed", "plain", "squeezed", "standing"]
