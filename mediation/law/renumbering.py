"""Citations by the day of an act: the same subject under the number it had then (CPL 205 was 201, before that 194)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from mediation.law.statutes import Statutes

_NUMBER = re.compile(r"(?<![(0-9])[1-9][0-9]*(?![0-9)])")
"""An article's number, not a paragraph's or an item's."""


def cited_on(statutes: Statutes, cite: str, on: date) -> str:
    """Return a citation of the newest numbering under the numbering of a day.

    What keeps its number is returned as it stands; so is what had no number then, or was not in force.
    """
    key, _, articles = cite.partition(" ")
    if not articles:
        return cite
    instrument = statutes.instrument(key)
    then = instrument.version_on(on)
    if then is None:
        return cite
    old = {numbers[-1]: numbers[then] for numbers in instrument.numbering.values()}
    return f"{key} " + _NUMBER.sub(lambda found: str(old.get(int(found[0])) or found[0]), articles)


def all_cited_on(statutes: Statutes, cites: Iterable[str], on: date) -> tuple[str, ...]:
    """Return several citations under the numbering of a day."""
    return tuple(cited_on(statutes, cite, on) for cite in cites)
