"""A case file bound into one PDF: cover, contents with page numbers, papers and files, sheets, last page.

The pages of others are placed as pictures of themselves: whatever ran or linked in them is gone. They keep such a PDF
from being PDF/A; the papers in it are kept as PDF/A each by themselves.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import typst

from mediation.documents.fonts import FontChain, coverage
from mediation.documents.templating import source
from mediation.documents.typesetting import UNDATED, compiler, pieces

SUFFIXES: Mapping[str, str] = {"application/pdf": "pdf", "image/jpeg": "jpg", "image/png": "png"}
"""What can be bound in, by media type; the rest is listed."""
_MISSING = "〓"
_MOST_PAGES = 2_000
_BEYOND = 1_000_000
_COUNT = re.compile(r"only has (\d+) page")


@dataclass(frozen=True, slots=True)
class Bound:
    """One thing of the file; ``pages`` as counted, 0 for what is only listed, with the reason in ``note``."""

    title: str
    note: str
    media: str
    content: bytes
    pages: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table set for the file itself; ``shares`` are the widths of its columns, in parts of the whole."""

    title: str
    shares: tuple[int, ...]
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Bundle:
    """A file to bind: what its cover says, what is in it, what stands on its last page."""

    title: str
    number: str
    organisation: str
    cover: tuple[tuple[str, str], ...]
    contents: tuple[Bound, ...]
    sheets: tuple[Sheet, ...]
    closing: tuple[str, ...]


def pages_of(content: bytes, media: str) -> int:
    """Return how many pages of this can be bound: 1 for a picture, 0 for what cannot be read or is of another kind."""
    suffix = SUFFIXES.get(media)
    if suffix is None:
        return 0
    with TemporaryDirectory() as folder:
        Path(folder, f"0.{suffix}").write_bytes(content)
        count = _pages_of_pdf(folder) if suffix == "pdf" else 1
        drawn = f'#for n in range(1, {count + 1}) {{ image("/0.{suffix}", page: n, height: 1mm) }}'
        shown = drawn if suffix == "pdf" else f'#image("/0.{suffix}", height: 1mm)'
        return count if _compiles(shown, folder) else 0


def _pages_of_pdf(folder: str) -> int:
    """Ask for a page that is not there: the refusal says how many there are."""
    try:
        compiler().compile(input=f'#image("/0.pdf", page: {_BEYOND})'.encode(), format="pdf", root=folder)
    except typst.TypstError as error:
        found = _COUNT.search(" ".join(error.hints))
        return min(int(found[1]), _MOST_PAGES) if found else 0
    return 0


def _compiles(program: str, folder: str) -> bool:
    try:
        return compiler().compile(input=program.encode(), format="pdf", root=folder) is not None
    except typst.TypstError:
        return False


def bind(bundle: Bundle, *, fonts: FontChain, made_at: datetime = UNDATED) -> bytes:
    """Return a file as one PDF, the same bytes for the same file, fonts and ``made_at`` (aware).

    Words are shown as they are: a character no font has, or that cannot be seen, is shown as 〓.
    """
    with TemporaryDirectory() as folder:
        for place, each in enumerate(bundle.contents):
            if each.pages:
                Path(folder, f"{place}.{SUFFIXES[each.media]}").write_bytes(each.content)
        data = _visible(_data(bundle), coverage(fonts))
        data["fonts"] = {role: fonts.tried(getattr(fonts, role)) for role in ("body", "heading", "title")}
        made = compiler(fonts).compile(
            input=source("_bundle.typ").encode(),
            format="pdf",
            root=folder,
            timestamp=made_at,
            sys_inputs={"bundle": json.dumps(data, ensure_ascii=False)},
        )
    if not isinstance(made, bytes):
        raise TypeError(type(made))
    return made


def _data(bundle: Bundle) -> dict[str, Any]:
    return {
        "title": bundle.title,
        "number": bundle.number,
        "organisation": bundle.organisation,
        "cover": [list(line) for line in bundle.cover],
        "contents": [
            {"title": each.title, "note": each.note, "pages": each.pages, "suffix": SUFFIXES.get(each.media, "")}
            for each in bundle.contents
        ],
        "sheets": [_sheet(each) for each in bundle.sheets],
        "closing": list(bundle.closing),
    }


def _sheet(sheet: Sheet) -> dict[str, Any]:
    return {
        "title": sheet.title,
        "shares": list(sheet.shares),
        "head": list(sheet.head),
        "rows": [list(row) for row in sheet.rows],
    }


def _visible(shape: Any, have: frozenset[int]) -> Any:
    match shape:
        case str():
            return pieces("".join(_shown(character, have) for character in shape))
        case dict():
            return {key: value if key == "suffix" else _visible(value, have) for key, value in shape.items()}
        case list():
            return [_visible(each, have) for each in shape]
        case _:
            return shape


def _shown(character: str, have: frozenset[int]) -> str:
    if character in "\r\n\t":
        return " "
    seen = ord(character) in have and not unicodedata.category(character).startswith("C")
    return character if seen else _MISSING
