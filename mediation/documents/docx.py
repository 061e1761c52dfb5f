"""Blocks into DOCX that Word, WPS and LibreOffice open and reflow: real styles, words only ever as runs.

Numbers of headings and items are words already, so nothing renumbers them.
"""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from io import BytesIO
from math import ceil
from typing import Any

import docx
from docx.document import Document as Written
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from mediation.documents.blocks import (
    Addressee,
    Block,
    Document,
    Form,
    FormCell,
    Heading,
    Issuer,
    Line,
    Number,
    Numbered,
    Para,
    PartyLine,
    Receipt,
    Run,
    Runs,
    SealPlace,
    SignatureGrid,
    Signer,
    SignLine,
    Table,
    Title,
    text_of,
    title_of,
)
from mediation.documents.docx_base import base, cell_style
from mediation.documents.docx_margins import margins
from mediation.documents.docx_words import Cell, Element, kept_together, paragraph, row, rule, shaped, table
from mediation.documents.layout import (
    POINT,
    WHOLE_ROW,
    Sheet,
    form_columns,
    in_pairs,
    is_amount,
    kept_with_next,
    sheet_of,
    spans,
    table_columns,
    widest,
)

ZIP_TIME = (1980, 1, 1, 0, 0, 0)
_GUTTER = 10.0
_SEAL_HEIGHT, _SIGN_PITCH = 94.0, 24.0


def docx_bytes(document: Document, *, made_at: datetime) -> bytes:
    """Write ``document`` as DOCX; the same words and ``made_at`` (aware) give the same bytes."""
    written = docx.Document(BytesIO(base()))
    sheet = sheet_of(document)
    margins(written, document, sheet)
    end = written.element.body.sectPr
    for each in _sequence(document.blocks, sheet):
        end.addprevious(each)
    _describe(written, document, made_at)
    held = BytesIO()
    written.save(held)
    return _without_traces(held.getvalue())


def _describe(written: Written, document: Document, made_at: datetime) -> None:
    about = written.core_properties
    about.title = title_of(document)
    about.language, about.last_modified_by = "zh-CN", ""
    about.created = about.modified = made_at.astimezone(UTC).replace(tzinfo=None, microsecond=0)


def _without_traces(content: bytes) -> bytes:
    """Pack the same files again, their times fixed."""
    held = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as before, zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as after:
        for name in before.namelist():
            entry = zipfile.ZipInfo(name, ZIP_TIME)
            entry.compress_type, entry.create_system = zipfile.ZIP_DEFLATED, 0
            after.writestr(entry, before.read(name))
    return held.getvalue()


def _sequence(blocks: Sequence[Block], sheet: Sheet) -> list[Element]:
    made: list[Element] = []
    for block, with_next in zip(blocks, kept_with_next(blocks), strict=True):
        elements = list(_WRITERS[type(block)](block, sheet))
        if with_next and elements:
            shaped(list(elements[-1].iter(qn("w:p")))[-1]).keep_with_next = True
        made += elements
    return made


def _line(block: Line, _sheet: Sheet) -> Iterator[Element]:
    marker = (Run(block.marker),) if isinstance(block, Heading) else ()
    yield paragraph(_STYLES[type(block)], (*marker, *block.runs))


def _party(block: PartyLine, _sheet: Sheet) -> Iterator[Element]:
    yield from (paragraph("Party", runs) for runs in block.lines)


def _numbered(block: Numbered, sheet: Sheet) -> Iterator[Element]:
    for item in block.items:
        yield paragraph("Item", (Run(item.marker), *item.runs))
        yield from _sequence(item.rest, sheet)


def _table(block: Table, sheet: Sheet) -> Iterator[Element]:
    columns = table_columns(block, sheet.inner_width)
    widths = [share * sheet.inner_width for share in columns.shares]
    style = cell_style(columns.size)

    def cell(runs: Runs) -> Cell:
        words = paragraph(style, runs)
        if is_amount(runs):
            shaped(words).alignment = WD_ALIGN_PARAGRAPH.RIGHT
        return Cell([words], breakable=len(text_of(runs)) > WHOLE_ROW)

    lines = [(each, True) for each in block.head] + [(each, False) for each in (*block.rows, *block.foot)]
    rows = [row([cell(runs) for runs in each], widths, head=head) for each, head in lines]
    yield from _spaced(table(widths, rows, inset=columns.inset))


def _form(block: Form, sheet: Sheet) -> Iterator[Element]:
    columns = form_columns(block, sheet.inner_width)
    widths = [share * sheet.inner_width for share in columns.shares]
    rows = [
        row([_form_cell(cell, span) for cell, span in spans(each, len(widths))], widths, height=28)
        for each in block.rows
    ]
    yield from _spaced(table(widths, rows, inset=columns.inset))


def _form_cell(cell: FormCell, span: int) -> Cell:
    inside = [paragraph("Label" if cell.label else "Value", line) for line in cell.lines]
    return Cell(inside, span, breakable=sum(len(text_of(line)) for line in cell.lines) > WHOLE_ROW)


def _spaced(grid: Element) -> Iterator[Element]:
    before = paragraph("Gap")
    shaped(before).keep_with_next = True
    yield from (before, grid, paragraph("Gap"))


def _signatures(block: SignatureGrid, sheet: Sheet) -> Iterator[Element]:
    half = (sheet.inner_width - _GUTTER) / 2
    widths = (half + _GUTTER, half)
    above = paragraph("Gap")
    shaped(above).space_before = Pt(18)
    rows = [row(list(_abreast(pair, half)), widths) for pair in in_pairs(block.signers)]
    if block.dated:
        last = paragraph("Dated", block.dated)
        shaped(last).right_indent = Pt(64)
        rows.append(row([Cell([last], span=2, gutter=0.01)], widths))
    yield from kept_together([above, table(widths, rows), paragraph("Gap")])


def _abreast(pair: Sequence[Signer], half: float) -> Iterator[Cell]:
    """Two signers as tall as one another, so that their dates stand on one line."""
    tallest = max(_height(signer, half) for signer in pair)
    for at, signer in enumerate(pair):
        yield Cell(list(_signer(signer, half, tallest - _height(signer, half))), gutter=_GUTTER if at == 0 else 0.01)
    for _ in range(2 - len(pair)):
        yield Cell([paragraph("Sign")], gutter=0.01)


def _signer(signer: Signer, width: float, short: float) -> Iterator[Element]:
    for line in signer.lines:
        made = paragraph("Sign", line.runs)
        if line.rule:
            shaped(made).space_before, shaped(made).space_after = Pt(6), Pt(4)
            rule(made, width)
        yield made
    if signer.seal:
        yield _seal(signer.seal, width / 2, width / 2)
    date = paragraph("Date", signer.date)
    shaped(date).space_before, shaped(date).space_after = Pt(short), Pt(12)
    yield date


def _seal(seal: SealPlace, middle: float, beyond: float) -> Element:
    """A dotted box, 32 mm wide, whose middle is ``middle`` from the left edge and ``beyond`` from the right."""
    made = paragraph("Seal", seal.runs)
    shaped(made).left_indent, shaped(made).right_indent = Mm(max(0, middle - 16)), Mm(max(0, beyond - 16))
    return made


def _height(signer: Signer, width: float) -> float:
    """About how tall a signer's words stand, in points."""
    seal = _SEAL_HEIGHT if signer.seal else 0.0
    return seal + sum(_SIGN_PITCH * ceil(_room(line) / width) + 10 * line.rule for line in signer.lines)


def _room(line: SignLine) -> float:
    return max(1.0, widest([text_of(line.runs)]) * 14 * POINT + 20 * line.rule)


def _issuer(block: Issuer, sheet: Sheet) -> Iterator[Element]:
    whole = sheet.inner_width
    wide = (widest(map(text_of, (*block.lines, block.date))) + 1) * 16 * POINT
    left = whole - min(0.75 * whole, max(0.45 * whole, wide))
    held = [paragraph("Issuer", line) for line in block.lines]
    for each in held[:1]:
        shaped(each).space_before = Pt(28)
    if block.seal:
        held.append(_seal(block.seal, (left + whole) / 2, (whole - left) / 2))
    held.append(paragraph("Issuer", block.date))
    for each in held:
        if each.style == "Issuer":
            shaped(each).left_indent = Mm(left)
    yield from kept_together(held)


def _receipt(block: Receipt, sheet: Sheet) -> Iterator[Element]:
    held = [paragraph("Cut"), *_sequence(block.blocks, sheet)]
    for each in held:
        if each.tag == qn("w:p") and each.style == _STYLES[Title]:
            each.style = "ReceiptTitle"
    yield from kept_together(held)


_STYLES: dict[type[Line], str] = {
    Title: "Title1",
    Number: "Number",
    Heading: "Heading1",
    Para: "Text",
    Addressee: "Addressee",
}
_WRITERS: dict[type[Block], Callable[[Any, Sheet], Iterator[Element]]] = dict.fromkeys(_STYLES, _line) | {
    PartyLine: _party,
    Numbered: _numbered,
    Table: _table,
    Form: _form,
    SignatureGrid: _signatures,
    Issuer: _issuer,
    Receipt: _receipt,
}
