"""The words by which cases are found: kept with the rows they come from, made anew by ``reindex``.

A word is an ending of a name, a number or a cause, or of a name's first letters, so that looking for a part of a text
is looking for a beginning of a word, two characters or one. Of a phone only tails of four digits or more are kept.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, Engine, and_, delete, false, insert, select

from mediation.casework.loading import load_groups, rows_of
from mediation.facts.columns import Row
from mediation.facts.folder import Case, Personal
from mediation.facts.parties import Agent, Participant, Party
from mediation.law.initials import initials
from mediation.law.names import name_key
from mediation.records.database import reading, writing
from mediation.records.schema import metadata
from mediation.records.search_tables import LONGEST_WORD

_CASE, _WORD = metadata.tables["case_file"], metadata.tables["search_word"]
INDEXED: Final = (Case, Party, Agent, Participant)
"""Rows that words come from."""
_GROUPS: Final = ("parties", "agents", "participants", "texts")
_PHONE, _SHORTEST_TAIL = "#", 4
_LAST = "\U0010ffff"
_MOST_TERMS, _AT_ONCE = 6, 500
Words = dict[tuple[str, str], dict[str, Any]]
"""Rows of the table by word and source."""


def keep(db: Connection, case: Case, written: Iterable[Row]) -> None:
    """Put the words of a case right if any of the rows just written has some."""
    if any(isinstance(row, INDEXED) for row in written):
        _write(db, [case])


def reindex(engine: Engine) -> int:
    """Make every case's words anew, a transaction for some hundred of them; may be stopped and run again.

    Raises:
        Unavailable, StorageFull: the database cannot be used.
    """
    after, done = "", 0
    while True:
        with reading(engine) as db:
            wanted = select(_CASE.c.id).where(_CASE.c.id > after).order_by(_CASE.c.id).limit(_AT_ONCE)
            ids = list(db.execute(wanted).scalars())
        if not ids:
            return done
        with writing(engine) as db:
            _write(db, rows_of(Case, db.execute(select(_CASE).where(_CASE.c.id.in_(ids))).mappings()))
        after, done = ids[-1], done + len(ids)


def _write(db: Connection, cases: Sequence[Case]) -> None:
    ids = [case.id for case in cases]
    loaded = load_groups(db, ids, _GROUPS)
    words = [row for case in cases for row in words_of(case, loaded[case.id]).values()]
    db.execute(delete(_WORD).where(_WORD.c.case_id.in_(ids)))
    if words:
        db.execute(insert(_WORD), words)


def words_of(case: Case, groups: Mapping[str, Sequence[Row]]) -> Words:
    """Return the words of a case; needs its parties, agents, participants and texts."""
    texts = {text.id: text.value for text in groups["texts"] if isinstance(text, Personal)}
    found: Words = {}

    def say(source: str | None, words: Iterable[str], *, private: bool = False) -> None:
        for word in words:
            if source is not None:
                found[word, source] = {"word": word, "source": source, "case_id": case.id, "private": private}

    say(case.id, (*endings(case.number), *endings(case.cause)))
    for party in (row for row in groups["parties"] if isinstance(row, Party)):
        say(party.name_id, _of_name(texts.get(party.name_id), natural=party.natural))
        say(party.phone_id, _tails(texts.get(party.phone_id or "")), private=True)
    for other in (row for name in ("agents", "participants") for row in groups[name]):
        if isinstance(other, Agent | Participant):
            say(other.name_id, _of_name(texts.get(other.name_id), natural=True), private=True)
            say(other.phone_id, _tails(texts.get(other.phone_id or "")), private=True)
    return found


def endings(text: str) -> Iterator[str]:
    """Yield the endings of a text, blanks and punctuation left out, each no longer than is kept."""
    key = name_key(text)
    yield from (key[start : start + LONGEST_WORD] for start in range(len(key)))


def _of_name(name: str | None, *, natural: bool) -> Iterator[str]:
    if name:
        yield from endings(name)
        for letters in initials(name, natural=natural):
            yield from (letters[start : start + LONGEST_WORD] for start in range(len(letters)))


def _tails(phone: str | None) -> Iterator[str]:
    digits = "".join(c for c in phone or "" if c.isascii() and c.isdigit())[1 - LONGEST_WORD :]
    yield from (_PHONE + digits[start:] for start in range(len(digits) - _SHORTEST_TAIL + 1))


def matching(said: str, *, private: bool) -> ColumnElement[bool]:
    """Return which cases are meant: every word that was typed must be found, in whatever text of the case."""
    terms = [key for term in said.split()[:_MOST_TERMS] if (key := name_key(term))]
    return and_(*(_found(term, private=private) for term in terms)) if terms else false()


def _found(term: str, *, private: bool) -> ColumnElement[bool]:
    pieces = [term[start : start + LONGEST_WORD] for start in range(0, len(term), LONGEST_WORD)]
    return and_(*(_CASE.c.id.in_(_with(piece, private=private)) for piece in pieces))


def _with(piece: str, *, private: bool) -> Any:
    told = () if private else (_WORD.c.private.is_(False),)
    begins = select(_WORD.c.case_id).where(_WORD.c.word >= piece, _WORD.c.word < piece + _LAST, *told)
    if not (private and piece.isascii() and piece.isdigit() and len(piece) >= _SHORTEST_TAIL):
        return begins
    return begins.union(select(_WORD.c.case_id).where(_WORD.c.word == _PHONE + piece))
