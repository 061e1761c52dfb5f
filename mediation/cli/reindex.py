"""``mediation reindex``: the words by which cases are found, made anew from what is on file."""

from __future__ import annotations

from mediation.casework import indexing
from mediation.cli.common import Database, explained, opened, say


def reindex(database: Database = None) -> None:
    """重建案件检索词，可中断、可重复。Make anew the words by which cases are found."""
    with explained():
        engine = opened(database)
        done = indexing.reindex(engine)
        engine.dispose()
        say(f"已为 {done} 个案件重建检索词。", f"Made the words of {done} cases anew.")
