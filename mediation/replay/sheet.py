"""The file a script hands in: one page of text as a small PDF, the same bytes for the same text."""

from __future__ import annotations

import json
from datetime import datetime

import typst

from mediation.documents.fonts import font_chain, typst_fonts

_PROGRAM = b"""
#let said = json(bytes(sys.inputs.at("said")))
#set document(title: said.name)
#set page(paper: "a4", margin: 3cm)
#set text(font: "Noto Serif SC", size: 14pt, lang: "zh")
#align(center, text(size: 20pt, said.name))
#v(1em)
#said.text
"""


def sheet(name: str, text: str, at: datetime) -> bytes:
    """Return a one-page PDF with a title and a text; they reach typst as data, never as markup."""
    compiler = typst.Compiler(font_paths=typst_fonts(font_chain().directories))
    said = json.dumps({"name": name, "text": text}, ensure_ascii=False)
    made = compiler.compile(input=_PROGRAM, format="pdf", timestamp=at, sys_inputs={"said": said})
    if not isinstance(made, bytes):
        raise TypeError(type(made))
    return made
