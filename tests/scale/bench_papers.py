"""Papers a second beside bare typst and bare python-docx, which put the very same words on A4 and check nothing.

Only the ratio of the medians means anything.
"""

from __future__ import annotations

import json
import statistics
import time
from collections.abc import Callable
from io import BytesIO

import docx
import typst

from mediation.documents.blocks import Document, plain_lines
from mediation.documents.fonts import font_chain, typst_fonts
from mediation.documents.rendering import document, forms, pdf
from mediation.documents.rendering import docx as our_docx
from tests.documents.samples import AGREEMENT, APPLICATION, SPARSE_AGREEMENT

ROUNDS = 30
SAMPLES = (AGREEMENT, APPLICATION, SPARSE_AGREEMENT)
_BARE = b"""#set text(font: "Noto Serif SC", size: 16pt, lang: "zh")
#set page(paper: "a4")
#for line in json(bytes(sys.inputs.lines)) { par(line) }"""


def bare_typst(words: Document, compiler: typst.Compiler) -> bytes:
    """Set the words as paragraphs, in the same PDF/A."""
    lines = json.dumps(list(plain_lines(words)), ensure_ascii=False)
    made = compiler.compile(input=_BARE, format="pdf", pdf_standards=["a-2b"], sys_inputs={"lines": lines})
    assert isinstance(made, bytes)
    return made


def bare_docx(words: Document) -> bytes:
    """Write the words as paragraphs of python-docx's own template."""
    written, held = docx.Document(), BytesIO()
    for line in plain_lines(words):
        written.add_paragraph(line)
    written.save(held)
    return held.getvalue()


def median(make: Callable[[], object]) -> float:
    """Return the seconds one round takes, once the first has warmed everything."""
    make()
    spent: list[float] = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        make()
        spent.append(time.perf_counter() - began)
    return statistics.median(spent)


def main() -> None:
    """Print a line for each form, and how many whole papers a second one process makes."""
    fonts = font_chain()
    compiler = typst.Compiler(font_paths=typst_fonts(fonts.directories))
    words = [document(paper) for paper in SAMPLES]
    print(f"\nmedians of {ROUNDS} rounds of {len(SAMPLES)} papers, a paper each")
    print(f"{'':12} {'':>10} {'ours':>12} {'bare':>12} {'ratio':>7}")
    for name, ours, bare in (
        (
            "PDF/A",
            lambda: [pdf(each, fonts=fonts) for each in SAMPLES],
            lambda: [bare_typst(w, compiler) for w in words],
        ),
        ("DOCX", lambda: [our_docx(each, fonts=fonts) for each in SAMPLES], lambda: [bare_docx(w) for w in words]),
    ):
        mine, theirs = (median(make) / len(SAMPLES) for make in (ours, bare))
        print(f"{name:12} {'':>10} {mine * 1e3:>9.2f} ms {theirs * 1e3:>9.2f} ms {mine / theirs:>7.2f}")
    whole = median(lambda: [forms(each, fonts=fonts) for each in SAMPLES]) / len(SAMPLES)
    print(f"all three forms of a paper: {whole * 1e3:.2f} ms, {1 / whole:.1f} papers a second")


if __name__ == "__main__":
    main()
