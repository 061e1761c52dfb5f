"""Drafts: what somebody typed and has not filed, kept for them alone; never overwritten unseen, never in history."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, Engine, delete, select, update

from mediation.casework.opened import Opened
from mediation.errors import BadInput, Conflict, Problem
from mediation.policy import Resource, no_such_case
from mediation.records.database import upsert_of, writing
from mediation.records.schema import metadata

FIELDS = ("said", "undisputed", "applicant_side", "respondent_side", "mediator")
"""The fields whose drafts are kept: the parts of the minutes."""
LONGEST = 50_000
_DRAFT = metadata.tables["draft"]


@dataclass(frozen=True, slots=True)
class Draft:
    """What is kept of a field; ``version`` 0 when nothing is."""

    text: str = ""
    version: int = 0
    saved_at: datetime | None = None


class DraftClash(Conflict):
    """The same field was kept elsewhere since it was read: ``there`` is what stands there; nothing was overwritten."""

    code = "draft_clash"

    def __init__(self, there: Draft) -> None:
        super().__init__(
            "此处内容已在别处另存，请比对后再保存，您的内容仍在本页。",
            "This was kept elsewhere since; compare the two, then keep one. Yours is still on the page.",
        )
        self.there = there


def hold_to_writer(opened: Opened) -> None:
    """Hold a reader against who may write minutes, and so keep a draft of them.

    Raises:
        NotFound: they are no mediator of the case.
    """
    if not opened.reader.may(Resource.CONFIDENCES):
        raise no_such_case()


def drafts_of(db: Connection, person_id: str, case_id: str) -> Mapping[str, Draft]:
    """Return what a person keeps on a case, by field; every field has an entry."""
    mine = (_DRAFT.c.person_id == person_id) & (_DRAFT.c.case_id == case_id)
    rows = db.execute(select(_DRAFT.c.field, _DRAFT.c.text, _DRAFT.c.version, _DRAFT.c.saved_at).where(mine))
    return {name: Draft() for name in FIELDS} | {row.field: Draft(row.text, row.version, row.saved_at) for row in rows}


def keep(engine: Engine, opened: Opened, field: str, text: str, seen: int) -> Draft:
    """Keep a field as typed; ``seen`` is the version it was typed over.

    Raises:
        NotFound: the reader is no mediator of the case.
        BadInput: no such field, or more than a draft may hold.
        DraftClash: it was kept elsewhere since; nothing was overwritten.
    """
    hold_to_writer(opened)
    if field not in FIELDS or len(text) > LONGEST:
        zh = f"暂存内容不能超过 {LONGEST} 字，请先记入笔录。"
        raise BadInput([Problem(field, "too_long", zh, f"A draft holds {LONGEST} characters; file it first.")])
    person_id, case_id, now = opened.reader.person_id, opened.case.id, opened.now
    with writing(engine) as db:
        there = drafts_of(db, person_id, case_id)[field]
        if there.text == text:
            return there
        if there.version != seen or not _written(db, (person_id, case_id, field), text, seen, now):
            raise DraftClash(drafts_of(db, person_id, case_id)[field])
    return Draft(text, seen + 1, now)


def _written(db: Connection, key: tuple[str, str, str], text: str, seen: int, now: datetime) -> bool:
    """Write only over what was seen: of two at the same instant one finds nothing to write over."""
    kept = {"text": text, "version": seen + 1, "saved_at": now}
    if seen == 0:
        row = upsert_of(db, _DRAFT).values(**dict(zip(("person_id", "case_id", "field"), key, strict=True)), **kept)
        return db.execute(row.on_conflict_do_nothing().returning(_DRAFT.c.version)).first() is not None
    here = (_DRAFT.c.person_id == key[0]) & (_DRAFT.c.case_id == key[1]) & (_DRAFT.c.field == key[2])
    over = update(_DRAFT).where(here, _DRAFT.c.version == seen).values(**kept)
    return db.execute(over.returning(_DRAFT.c.version)).first() is not None


def drop(engine: Engine, person_id: str, case_id: str, seen: Mapping[str, int]) -> None:
    """Forget what was filed: what was kept elsewhere since a field was read (``seen``) stays."""
    with writing(engine) as db:
        for field, version in seen.items():
            here = (_DRAFT.c.person_id == person_id) & (_DRAFT.c.case_id == case_id) & (_DRAFT.c.field == field)
            db.execute(delete(_DRAFT).where(here, _DRAFT.c.version == version))


def compared(here: str, there: str) -> list[tuple[str, str]]:
    """Return two texts line by line: ``same``, only ``here``, only ``there``."""
    return list(_marked(difflib.ndiff(there.split("\n"), here.split("\n"))))


def _marked(lines: Iterable[str]) -> Iterator[tuple[str, str]]:
    marks = {"  ": "same", "+ ": "here", "- ": "there"}
    return ((marks[line[:2]], line[2:]) for line in lines if line[:2] in marks)
