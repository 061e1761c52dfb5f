"""Paragraphs, runs and tables of a DOCX as elements that belong nowhere yet. Words go in as the text of runs alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from docx.enum.text import WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.shared import Mm
from docx.text.paragraph import Paragraph
from docx.text.parfmt import ParagraphFormat

from mediation.documents.blocks import Runs

Element = Any
"""An element of python-docx, which types none of them."""
_ABOVE = 40
_EDGES = ("top", "left", "bottom", "right", "insideH", "insideV")


@dataclass(frozen=True, slots=True)
class Cell:
    """What a table's cell holds, how many columns it takes and if its row may break inside it."""

    inside: Sequence[Element]
    span: int = 1
    breakable: bool = False
    gutter: float = 0.0


def element(tag: str, **attributes: object) -> Element:
    """Make an element of WordprocessingML with its attributes."""
    made = OxmlElement(f"w:{tag}")
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), str(value))
    return made


def twips(millimetres: float) -> int:
    """Return a length in twentieths of a point."""
    return round(millimetres * 1440 / 25.4)


def paragraph(style: str, runs: Runs = ()) -> Element:
    """Make a paragraph in the style of this key, holding exactly these words."""
    made: Element = OxmlElement("w:p")
    made.style = style
    for run in runs:
        made.append(words(run.text, strong=run.strong))
    return made


def words(text: str, *, strong: bool = False) -> Element:
    """Make a run; every blank of its words is kept."""
    run: Element = OxmlElement("w:r")
    if strong:
        run.style = "Strong1"
    run.add_t(text).set(qn("xml:space"), "preserve")
    return run


def field(instruction: str) -> Element:
    """Make a field that Word counts, PAGE or NUMPAGES."""
    made = element("fldSimple", instr=f" {instruction} ")
    made.append(words("1"))
    return made


def rule(paragraph: Element, width: float) -> None:
    """Draw the line to sign on from the end of the words to ``width`` millimetres."""
    shaped(paragraph).tab_stops.add_tab_stop(Mm(width), WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.LINES)
    tab(paragraph)


def tab(paragraph: Element) -> None:
    """Go on at the next tab stop."""
    run = element("r")
    run.append(element("tab"))
    paragraph.append(run)


def shaped(paragraph: Element) -> ParagraphFormat:
    """Return the format of a paragraph, to change what its style does not know."""
    format_of: ParagraphFormat = Paragraph(paragraph, paragraph).paragraph_format
    return format_of


def kept_together(elements: Iterable[Element]) -> list[Element]:
    """Keep all paragraphs of ``elements`` on one page while they fit on it."""
    held = list(elements)
    for each in [one for holder in held for one in holder.iter(qn("w:p"))][:-1]:
        shaped(each).keep_with_next = True
    return held


def table(widths: Sequence[float], rows: Iterable[Element], *, inset: float = 0.0) -> Element:
    """Make a table of fixed columns, ruled where it has an ``inset``, the blank beside the words; all millimetres."""
    made, looks, grid = element("tbl"), element("tblPr"), element("tblGrid")
    looks.append(element("tblW", w=twips(sum(widths)), type="dxa"))
    if inset:
        looks.append(
            _holding("tblBorders", [element(edge, val="single", sz=4, space=0, color="auto") for edge in _EDGES])
        )
    looks.append(element("tblLayout", type="fixed"))
    beside, above = twips(inset), _ABOVE if inset else 0
    sides = (("top", above), ("left", beside), ("bottom", above), ("right", beside))
    looks.append(_holding("tblCellMar", [element(side, w=blank, type="dxa") for side, blank in sides]))
    for width in widths:
        grid.append(element("gridCol", w=twips(width)))
    for each in (looks, grid, *rows):
        made.append(each)
    return made


def row(cells: Sequence[Cell], widths: Sequence[float], *, head: bool = False, height: float = 0.0) -> Element:
    """Make a row that does not break, except where a cell may; ``head`` repeats it, ``widths`` are millimetres."""
    made, looks = element("tr"), element("trPr")
    if not any(cell.breakable for cell in cells):
        looks.append(element("cantSplit"))
    if height:
        looks.append(element("trHeight", val=round(height * 20), hRule="atLeast"))
    if head:
        looks.append(element("tblHeader"))
    made.append(looks)
    for cell, wide in _placed(cells, widths):
        made.append(_cell(cell, wide))
    return made


def _placed(cells: Sequence[Cell], widths: Sequence[float]) -> Iterator[tuple[Cell, float]]:
    at = 0
    for cell in cells:
        yield cell, sum(widths[at : at + cell.span])
        at += cell.span


def _cell(cell: Cell, width: float) -> Element:
    made, looks = element("tc"), element("tcPr")
    looks.append(element("tcW", w=twips(width), type="dxa"))
    if cell.span > 1:
        looks.append(element("gridSpan", val=cell.span))
    if cell.gutter:
        looks.append(_holding("tcMar", [element("right", w=twips(cell.gutter), type="dxa")]))
    else:
        looks.append(element("vAlign", val="center"))
    for each in (looks, *(cell.inside or [paragraph("Value")])):
        made.append(each)
    return made


def _holding(tag: str, inside: Iterable[Element]) -> Element:
    made = element(tag)
    for each in inside:
        made.append(each)
    return made
