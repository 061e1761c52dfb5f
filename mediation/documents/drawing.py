"""A document as plain data, in the one shape that the page's template and the typesetting program both draw."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from mediation.documents.blocks import (
    Addressee,
    Block,
    Document,
    Heading,
    Item,
    Number,
    Numbered,
    Para,
    PartyLine,
    Runs,
    SignatureGrid,
    Signer,
    Table,
    Title,
    title_of,
)
from mediation.documents.qr import draw

Shape = dict[str, Any]


def drawn(document: Document) -> Shape:
    """Return strings, numbers, lists and dicts only; ``with_next`` marks what must not part from what follows."""
    shapes = [shape for block in document.blocks for shape in _shapes(block)]
    for shape, following in zip(shapes, [*shapes[1:], {"kind": "end"}], strict=True):
        shape["with_next"] = shape["kind"] == "heading" or following["kind"] == "signatures"
    code = draw(document.qr) if document.qr else None
    return {
        "title": title_of(document),
        "running_head": document.running_head,
        "qr": {"size": code.size, "path": code.path, "svg": code.svg} if code else None,
        "blocks": shapes,
    }


def _shapes(block: Block) -> Iterator[Shape]:
    match block:
        case Heading(marker, runs):
            yield _line("heading", runs) | {"marker": marker}
        case PartyLine(lines):
            yield from (_line("party", runs) for runs in lines)
        case Numbered(items):
            yield from (shape for item in items for shape in _item(item))
        case Table(head, rows, foot):
            yield {"kind": "table", "head": _rows(head), "rows": _rows(rows), "foot": _rows(foot)}
        case SignatureGrid(signers, dated):
            yield {"kind": "signatures", "signers": [_signer(each) for each in signers], "dated": _runs(dated)}
        case _:
            yield _line(_KINDS[type(block)], block.runs)


_KINDS: dict[type[Block], str] = {Title: "title", Number: "number", Addressee: "addressee", Para: "para"}


def _item(item: Item) -> Iterator[Shape]:
    yield _line("item", item.runs) | {"marker": item.marker}
    yield from (shape for part in item.rest for shape in _shapes(part))


def _line(kind: str, runs: Runs) -> Shape:
    return {"kind": kind, "runs": _runs(runs)}


def _signer(signer: Signer) -> Shape:
    return {
        "lines": [{"runs": _runs(line.runs), "rule": line.rule} for line in signer.lines],
        "seal": _runs(signer.seal.runs) if signer.seal else [],
        "date": _runs(signer.date),
    }


def _rows(rows: tuple[tuple[Runs, ...], ...]) -> list[list[list[Shape]]]:
    return [[_runs(cell) for cell in row] for row in rows]


def _runs(runs: Runs) -> list[Shape]:
    return [{"text": run.text, "strong": run.strong} for run in runs]
