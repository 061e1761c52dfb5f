"""``mediation rederive``: running clocks derived anew under the editions in force, told a line each."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Annotated, Any

import typer

from mediation import serving
from mediation.casework.desk import open_desk
from mediation.casework.journal import plain
from mediation.casework.rederive import Again
from mediation.casework.rederive import rederive as derive_anew
from mediation.cli.common import Database, Json, explained, opened, say
from mediation.settings import Settings


def rederive(
    database: Database = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="只列出会改变的期限，不写入。Write nothing.")] = False,
    as_json: Json = False,
) -> None:
    """按现行版本和日历重新推算正在计算的期限，每案一笔记录；可中断、可重复。Derive running clocks anew."""
    with explained():
        opened(database).dispose()
        desk = open_desk(database or Settings().database, serving.present().date())
        if not dry_run:
            desk.publish(serving.present())
        found = derive_anew(desk, serving.present(), dry_run=dry_run)
        if as_json:
            typer.echo(json.dumps([told(again) for again in found], ensure_ascii=False, indent=2))
        else:
            show(found, dry_run=dry_run)
        desk.engine.dispose()


def told(again: Again) -> dict[str, Any]:
    """Return a clock that moved, or was refused, as plain data."""
    return {
        "case": again.number,
        "ref": again.ref,
        "seq": again.before.seq,
        "edition": [again.before.edition, again.after.edition],
        "raw": [plain(again.before.raw), plain(again.after.raw)],
        "due": [plain(again.before.due), plain(again.after.due)],
        "refused": {"zh": again.refused.zh, "en": again.refused.en} if again.refused else None,
    }


def show(found: Iterable[Again], *, dry_run: bool) -> None:
    """Print a line for each as it comes, and how many there were."""
    moved = refused = 0
    for again in found:
        where = f"{again.number}  {again.title.zh}（{again.ref}）"
        if again.refused is not None:
            refused += 1
            say(f"{where}：未改动；{again.refused.zh}", f"    left as it is: {again.refused.en}", "yellow")
            continue
        moved += 1
        old, new = again.before, again.after
        say(
            f"{where}：届满 {old.due or '无'} → {new.due or '无'}（版本 {old.edition} → {new.edition}）",
            f"    {again.title.en}: {old.due or 'no day'} becomes {new.due or 'no day'}",
        )
    zh, en = (
        ("会改变，未写入任何数据", "would move; nothing was written") if dry_run else ("已重新推算", "derived anew")
    )
    say(f"{moved} 个期限{zh}；{refused} 个未改动。", f"{moved} clocks {en}; {refused} left as they are.")
