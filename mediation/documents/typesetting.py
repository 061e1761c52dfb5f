"""Blocks into PDF/A-2b by one fixed typst program. The words reach it as JSON and are never read as markup."""

from __future__ import annotations

import json
import re
import threading
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

import typst

from mediation.documents.blocks import Document
from mediation.documents.drawing import drawn
from mediation.documents.fonts import FontChain, typst_fonts
from mediation.documents.templating import source

UNDATED = datetime(1970, 1, 1, tzinfo=UTC)
_CLOSING = "、，。；：！？）」』》〉】〕”’…"
_UNBREAKABLE = re.compile(r"[^\s\u2e80-\u2fff\u3005-\u3007\u3021-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]{28,}")
_BETWEEN = re.compile(rf"(?<=[{_CLOSING}]{{20}})|(?<=.)(?![{_CLOSING}])")


class _Own(threading.local):
    def __init__(self) -> None:
        self.compilers: dict[tuple[Path, ...], typst.Compiler] = {}


_OWN = _Own()


def pdf(document: Document, *, fonts: FontChain, made_at: datetime = UNDATED) -> bytes:
    """Set ``document`` as PDF/A-2b; the same words, fonts and ``made_at`` (aware, to the second) give the same bytes.

    Safe from any thread: each keeps compilers of its own, and all share the fonts.
    """
    made = compiler(fonts).compile(
        input=_program(),
        format="pdf",
        pdf_standards=["a-2b"],
        timestamp=made_at.replace(microsecond=0),
        sys_inputs={"paper": json.dumps(_data(document, fonts), ensure_ascii=False)},
    )
    if not isinstance(made, bytes):
        raise TypeError(type(made))
    return made


def drawings(document: Document, *, fonts: FontChain) -> list[bytes]:
    """Draw ``document`` as SVG, a drawing a page: what a page looks like before it is issued."""
    made = compiler(fonts).compile(
        input=_program(),
        format="svg",
        sys_inputs={"paper": json.dumps(_data(document, fonts), ensure_ascii=False)},
    )
    return [made] if isinstance(made, bytes) else list(made or ())


def _data(document: Document, fonts: FontChain) -> dict[str, Any]:
    shape: dict[str, Any] = _in_pieces(drawn(document))
    return shape | {"fonts": {role: fonts.tried(getattr(fonts, role)) for role in ("body", "heading", "title")}}


def _in_pieces(shape: Any) -> Any:
    match shape:
        case {"text": str(text), "strong": bool(strong)}:
            return {"pieces": pieces(text), "strong": strong}
        case dict():
            return {key: _in_pieces(value) for key, value in shape.items()}
        case list():
            return [_in_pieces(each) for each in shape]
        case _:
            return shape


def pieces(text: str) -> list[str]:
    """Cut ``text`` where a line may break inside a run too long for any line; joined, the pieces are the text."""
    cut: list[str] = []
    end = 0
    for run in _UNBREAKABLE.finditer(text):
        places = _BETWEEN.split(run[0])
        cut += [text[end : run.start()], *("".join(places[at : at + 4]) for at in range(0, len(places), 4))]
        end = run.end()
    return [piece for piece in (*cut, text[end:]) if piece]


@lru_cache(maxsize=1)
def _program() -> bytes:
    return source("_page.typ").encode()


def compiler(fonts: FontChain | None = None) -> typst.Compiler:
    """Return this thread's own compiler for a font chain; without one, for what sets no words."""
    directories, kept = fonts.directories if fonts else (), _OWN.compilers
    if directories not in kept:
        kept[directories] = typst.Compiler(font_paths=typst_fonts(directories))
    return kept[directories]
