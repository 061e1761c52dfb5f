"""A document as plain data, in the one shape that the page's template and the typesetting program both draw."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import Any

from mediation.documents.blocks import (
    Addressee,
    Block,
    Document,
    Form,
    FormCell,
    Heading,
    Issuer,
    Item,
    Line,
    Number,
    Numbered,
    Para,
    PartyLine,
    Receipt,
    Runs,
    SealPlace,
    SignatureGrid,
    Signer,
    Table,
    Title,
    title_of,
)
from mediation.documents.layout import (
    LONG_TABLE,
    Columns,
    Sheet,
    form_columns,
    is_amount,
    kept_with_next,
    sheet_of,
    signer_rows,
    spans,
    table_columns,
)
from mediation.documents.qr import draw

Shape = dict[str, Any]


def drawn(document: Document) -> Shape:
    """Return strings, numbers, lists and dicts only; ``with_next`` marks what must not part from what follows."""
    code = draw(document.qr) if document.qr else None
    sheet = sheet_of(document)
    return {
        "title": title_of(document),
        "running_head": document.running_head,
        "draft": document.draft,
        "page_signers": [list(names) for names in signer_rows(document)],
        "sheet": asdict(sheet),
        "qr": {"size": code.size, "path": code.path, "svg": code.svg} if code else None,
        "blocks": _sequence(document.blocks, sheet),
    }


def _sequence(blocks: Sequence[Block], sheet: Sheet) -> list[Shape]:
    shapes: list[Shape] = []
    for block, with_next in zip(blocks, kept_with_next(blocks), strict=True):
        of_block = [shape | {"with_next": False} for shape in _shapes(block, sheet)]
        for last in of_block[-1:]:
            last["with_next"] = with_next
        shapes += of_block
    return shapes


def _shapes(block: Block, sheet: Sheet) -> Iterator[Shape]:
    match block:
        case Heading(marker, runs):
            yield _line("heading", runs) | {"marker": marker}
        case PartyLine(lines):
            yield from (_line("party", runs) for runs in lines)
        case Numbered(items):
            yield from (shape for item in items for shape in _item(item, sheet))
        case Table() | Form():
            yield _table(block, sheet) if isinstance(block, Table) else _form(block, sheet)
        case SignatureGrid() | Issuer():
            yield _signatures(block) if isinstance(block, SignatureGrid) else _issuer(block)
        case Receipt(blocks):
            yield {"kind": "receipt", "blocks": _sequence(blocks, sheet)}
        case _:
            yield _line(_KINDS[type(block)], block.runs)


_KINDS: dict[type[Line], str] = {Title: "title", Number: "number", Addressee: "addressee", Para: "para"}


def _item(item: Item, sheet: Sheet) -> Iterator[Shape]:
    yield _line("item", item.runs) | {"marker": item.marker}
    yield from (shape for part in item.rest for shape in _shapes(part, sheet))


def _line(kind: str, runs: Runs) -> Shape:
    return {"kind": kind, "runs": _runs(runs)}


def _signatures(grid: SignatureGrid) -> Shape:
    return {"kind": "signatures", "signers": [_signer(each) for each in grid.signers], "dated": _runs(grid.dated)}


def _issuer(issuer: Issuer) -> Shape:
    lines = [_runs(each) for each in issuer.lines]
    return {"kind": "issuer", "lines": lines} | _seal_and_date(issuer.seal, issuer.date)


def _signer(signer: Signer) -> Shape:
    lines = [{"runs": _runs(line.runs), "rule": line.rule} for line in signer.lines]
    return {"lines": lines} | _seal_and_date(signer.seal, signer.date)


def _seal_and_date(seal: SealPlace | None, date: Runs) -> Shape:
    return {"seal": _runs(seal.runs) if seal else [], "date": _runs(date)}


def _table(table: Table, sheet: Sheet) -> Shape:
    parts = {"head": _rows(table.head), "rows": _rows(table.rows), "foot": _rows(table.foot)}
    kind = {"kind": "table", "long": len(table.rows) > LONG_TABLE}
    return kind | _measures(table_columns(table, sheet.inner_width)) | parts


def _form(form: Form, sheet: Sheet) -> Shape:
    columns = form_columns(form, sheet.inner_width)
    rows = [[_form_cell(cell) | {"span": span} for cell, span in spans(row, len(columns.shares))] for row in form.rows]
    return {"kind": "form", "rows": rows} | _measures(columns)


def _form_cell(cell: FormCell) -> Shape:
    return {"lines": [_runs(line) for line in cell.lines], "label": cell.label}


def _measures(columns: Columns) -> Shape:
    return {"shares": [round(share * 100, 2) for share in columns.shares], "size": columns.size, "inset": columns.inset}


def _rows(rows: tuple[tuple[Runs, ...], ...]) -> list[list[Shape]]:
    return [[{"runs": _runs(cell), "amount": is_amount(cell)} for cell in row] for row in rows]


def _runs(runs: Runs) -> list[Shape]:
    return [{"text": run.text, "strong": run.strong} for run in runs]
