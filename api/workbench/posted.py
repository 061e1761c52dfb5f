"""What a form sent: its fields in order, its files, and the digest an idempotency key is held against."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import AsyncIterator, Iterator, Mapping
from dataclasses import dataclass, field

from fastapi import Request
from starlette.datastructures import UploadFile

from mediation.errors import BadInput, Problem

MOST_FIELDS = 4_000
TOKEN, KEY, VERSION, AGAIN, CHECKED, ADD, NEXT = "_token", "_key", "_version", "_again", "_checked", "_add", "_next"
"""Fields of our own: form token, idempotency key, version read, show the form again, checked, add a row, where to."""
BACK, THEN = "_back", "_then"
"""More of them: the tab of the case to come back to, the paper to issue with the move."""


@dataclass(frozen=True)
class Posted:
    """A form's fields; a name that came twice keeps its first value."""

    fields: Mapping[str, str] = field(default_factory=dict)
    files: Mapping[str, UploadFile] = field(default_factory=dict)
    path: str = ""

    def get(self, name: str) -> str:
        """Return a field's text, empty when it was not sent."""
        return self.fields.get(name, "")

    def kept(self) -> Iterator[tuple[str, str]]:
        """Give what somebody typed, without our own fields: to be carried through a sign-in."""
        return ((name, value) for name, value in self.fields.items() if name not in {TOKEN, NEXT})

    def fingerprint(self) -> str:
        """Return the digest of where and what, the form token left out: a new sign-in sends the same act."""
        said = repr((self.path, sorted(pair for pair in self.fields.items() if pair[0] not in {TOKEN, CHECKED})))
        return hashlib.sha256(said.encode("utf-8", "replace")).hexdigest()


async def the_form(request: Request) -> AsyncIterator[Posted]:
    """Give the form of a request, kept on the request for whoever must show it again.

    Raises:
        BadInput: more fields than any form of ours has, or text that is not UTF-8.
    """
    found = await request.form(max_fields=MOST_FIELDS, max_files=10)
    fields: dict[str, str] = {}
    files: dict[str, UploadFile] = {}
    for name, value in found.multi_items():
        if isinstance(value, UploadFile):
            files.setdefault(name, value)
        else:
            fields.setdefault(name, value.replace("\r\n", "\n"))
    if any("\ufffd" in text for pair in fields.items() for text in pair):
        raise BadInput([Problem("body", "bad_encoding", "内容不是 UTF-8 编码，请重新填写。", "The form is not UTF-8.")])
    posted = Posted(fields, files, request.url.path)
    request.state.posted = posted
    try:
        yield posted
    finally:
        await found.close()


def key_of(posted: Posted | None) -> str:
    """Return the idempotency key a form came with, a new one where it has none that can be one."""
    key = posted.get(KEY) if posted else ""
    return key if key.isascii() and key.isalnum() and len(key) <= 64 else uuid.uuid4().hex
