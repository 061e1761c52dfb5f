"""Restricted HTML into blocks: these are all the elements a paper's template has.

Words: text, ``strong``. On every page, directly in ``article``: ``header`` (running head), ``header draft`` (head mark,
草稿), ``figure qr``, ``footer page-signers`` with a ``p`` for each signer of every page (笔录). ``article landscape``
lays the sheet on its side for wide tables.

Lines: ``h1`` title, ``p number``, ``h2`` heading (counted 一、), ``p``, ``p court`` (addressee; not indented).
Blocks: ``section party`` of ``p``; ``ol`` of ``li`` (counted 1.), which may go on with ``p`` or ``table``; ``table`` of
``thead``, ``tbody``, ``tfoot``; ``table form`` of rows with ``th`` labels and ``td`` values, which may hold ``p``;
``section signatures`` of ``section signer`` (``p``, ``p sign`` with a rule, ``p seal``, ``p date``) and ``p dated``;
``section issuer`` (``p``, ``p seal``, ``p date``: 落款); ``section receipt``, cut off along a dashed line, holding any
of these lines and blocks. The second word is the value of ``data-block``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from mediation.documents.blocks import (
    Addressee,
    Block,
    Document,
    Form,
    FormCell,
    Heading,
    Issuer,
    Item,
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
)
from mediation.documents.markup import Node, parse, refuse
from mediation.documents.words import numeral


def read(html: str) -> Document:
    """Read restricted HTML into a document.

    Raises:
        BadInput: ``template_forbidden`` with the element and the line, for anything that is not on the list.
    """
    article = parse(html)
    return Document(
        running_head=_joined(article, "header"),
        qr=_joined(article, "qr") or None,
        blocks=tuple(_blocks(article.only(*_BLOCKS))),
        draft=_joined(article, "draft"),
        page_signers=tuple(line.plain for each in article.only("page-signers") for line in each.nodes),
        landscape=article.name == "landscape",
    )


def _joined(article: Node, name: str) -> str:
    return "".join(node.plain for node in article.only(name))


def _blocks(nodes: list[Node]) -> Iterator[Block]:
    headings = 0
    for node in nodes:
        if node.name == "h2":
            headings += 1
            yield Heading(f"{numeral(headings)}、", _runs(node))
        else:
            yield _block(node)


def _block(node: Node) -> Block:
    return _LINES[node.name](_runs(node)) if node.name in _LINES else _BLOCKS_OF[node.name](node)


def _item(number: int, node: Node) -> Item:
    held = node.only("table", "p")
    rest = tuple(_table(each) if each.name == "table" else Para(_runs(each)) for each in held)
    return Item(f"{number}.", _runs(node), rest)


def _numbered(node: Node) -> Numbered:
    return Numbered(tuple(_item(at, each) for at, each in enumerate(node.only("li"), start=1)))


def _party(node: Node) -> PartyLine:
    return PartyLine(tuple(map(_runs, node.only("p"))))


def _receipt(node: Node) -> Receipt:
    return Receipt(tuple(_blocks(node.nodes)))


def _table(node: Node) -> Table:
    head, body, foot = (
        tuple(tuple(_cell(cell) for cell in row.nodes) for part in node.only(name) for row in part.only("tr"))
        for name in ("thead", "tbody", "tfoot")
    )
    if len({len(row) for row in (*head, *body, *foot)}) != 1:
        refuse("<table>", node.line)
    return Table(head, body, foot)


def _cell(node: Node) -> Runs:
    for each in node.only("p"):
        refuse("<p>", each.line)
    return _runs(node)


def _form(node: Node) -> Form:
    rows = [row for part in node.nodes for row in part.nodes]
    return Form(tuple(tuple(FormCell(_form_lines(cell), cell.name == "th") for cell in row.nodes) for row in rows))


def _form_lines(node: Node) -> tuple[Runs, ...]:
    return tuple(runs for runs in (_runs(node), *map(_runs, node.only("p"))) if runs)


def _issuer(node: Node) -> Issuer:
    signer = _signer(node)
    return Issuer(tuple(line.runs for line in signer.lines), signer.seal, signer.date)


def _signature_grid(node: Node) -> SignatureGrid:
    dated = node.only("dated")
    return SignatureGrid(tuple(map(_signer, node.only("signer"))), _runs(dated[0]) if dated else ())


def _signer(node: Node) -> Signer:
    seals = [SealPlace(_runs(each)) for each in node.only("seal")]
    return Signer(
        lines=tuple(SignLine(_runs(each), each.name == "sign") for each in node.only("p", "sign")),
        seal=seals[0] if seals else None,
        date=tuple(run for each in node.only("date") for run in _runs(each)),
    )


def _runs(node: Node) -> Runs:
    return tuple(
        Run(each) if isinstance(each, str) else Run(each.plain, strong=True)
        for each in node.inside
        if isinstance(each, str) or each.name == "strong"
    )


_LINES: dict[str, type[Title] | type[Number] | type[Para] | type[Addressee]] = {
    "h1": Title,
    "number": Number,
    "p": Para,
    "court": Addressee,
}
_BLOCKS_OF: dict[str, Callable[[Node], Block]] = {
    "party": _party,
    "ol": _numbered,
    "table": _table,
    "form": _form,
    "signatures": _signature_grid,
    "issuer": _issuer,
    "receipt": _receipt,
}
_BLOCKS = ("h2", *_LINES, *_BLOCKS_OF)
