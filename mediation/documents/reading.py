"""Restricted HTML into blocks. What is not on the list is an error that names the element and the line.

A line break in a template is layout and vanishes together with the blanks around it; every other blank is kept, since
the words of a paper may hold neither line breaks nor tabs (``checking``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

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
    Run,
    Runs,
    SealPlace,
    SignatureGrid,
    Signer,
    SignLine,
    Table,
    Title,
)
from mediation.documents.words import numeral
from mediation.errors import BadInput, Problem

_WORDS = frozenset({"#text", "strong"})
_FLOW = frozenset({"header", "qr", "h1", "h2", "p", "number", "court", "party", "ol", "table", "signatures"})
CONTENT: dict[str, frozenset[str]] = {
    "#document": frozenset({"article"}),
    "article": _FLOW,
    "party": frozenset({"p"}),
    "ol": frozenset({"li"}),
    "li": _WORDS | {"table", "p"},
    "table": frozenset({"thead", "tbody", "tfoot"}),
    "thead": frozenset({"tr"}),
    "tbody": frozenset({"tr"}),
    "tfoot": frozenset({"tr"}),
    "tr": frozenset({"th", "td"}),
    "signatures": frozenset({"signer", "dated"}),
    "signer": frozenset({"p", "sign", "seal", "date"}),
    "strong": frozenset({"#text"}),
    "header": frozenset({"#text"}),
    "qr": frozenset({"#text"}),
} | dict.fromkeys(("h1", "h2", "p", "number", "court", "th", "td", "dated", "sign", "seal", "date"), _WORDS)
"""What may stand in what; an element with ``data-block`` goes by the value of that attribute."""
_ELEMENT_OF = {
    "number": "p",
    "court": "p",
    "dated": "p",
    "sign": "p",
    "seal": "p",
    "date": "p",
    "party": "section",
    "signatures": "section",
    "signer": "section",
    "qr": "figure",
}
_LAYOUT = re.compile(r"[ \t]*\n[ \t\n]*")


@dataclass(slots=True)
class _Node:
    name: str
    element: str
    line: int
    inside: list[_Node | str] = field(default_factory=list)

    def only(self, name: str) -> list[_Node]:
        return [each for each in self.inside if isinstance(each, _Node) and each.name == name]


def read(html: str) -> Document:
    """Read restricted HTML into a document.

    Raises:
        BadInput: ``template_forbidden`` with the element and the line, for anything that is not on the list.
    """
    parser = _Parser()
    parser.feed(html)
    parser.close()
    return _document(parser.finished())


class _Parser(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open = [_Node("#document", "", 1)]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        node = _Node(_name(tag, attrs, self.getpos()[0]), tag, self.getpos()[0])
        self._admit(node.name, node.line)
        self.open[-1].inside.append(node)
        self.open.append(node)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        _refuse(f"<{tag}/>", self.getpos()[0])

    def handle_endtag(self, tag: str) -> None:
        if tag != self.open[-1].element:
            _refuse(f"</{tag}>", self.getpos()[0])
        self.open.pop()

    def handle_data(self, data: str) -> None:
        words = _LAYOUT.sub("", data)
        if words.strip(" "):
            blank = data[: len(data) - len(data.lstrip())]
            self._admit("#text", self.getpos()[0] + blank.count("\n"))
        if words and "#text" in CONTENT[self.open[-1].name]:
            self.open[-1].inside.append(words)

    def handle_comment(self, data: str) -> None:
        _refuse("<!---->", self.getpos()[0])

    def handle_decl(self, decl: str) -> None:
        _refuse(f"<!{decl.split()[0]}>", self.getpos()[0])

    def handle_pi(self, data: str) -> None:
        _refuse("<?>", self.getpos()[0])

    def unknown_decl(self, data: str) -> None:
        _refuse("<![]>", self.getpos()[0])

    def finished(self) -> _Node:
        if len(self.open) > 1:
            _refuse(f"<{self.open[-1].name}>", self.open[-1].line)
        articles = self.open[0].only("article")
        if len(articles) != 1:
            _refuse("<article>", self.getpos()[0])
        return articles[0]

    def _admit(self, name: str, line: int) -> None:
        if name not in CONTENT[self.open[-1].name]:
            _refuse(f"<{name}>" if name != "#text" else name, line)


def _name(tag: str, attrs: list[tuple[str, str | None]], line: int) -> str:
    if not attrs:
        if tag not in CONTENT or tag in _ELEMENT_OF:
            _refuse(f"<{tag}>", line)
        return tag
    key, value = attrs[0]
    if len(attrs) > 1 or key != "data-block" or _ELEMENT_OF.get(value or "") != tag:
        _refuse(f"<{tag} {' '.join(key for key, _ in attrs)}>", line)
    return str(value)


def _refuse(what: str, line: int) -> None:
    problem = Problem(
        where=f"template:{line}",
        code="template_forbidden",
        zh=f"第{line}行：文书模板此处不允许出现“{what}”，请改用列明的元素。",
        en=f"Line {line}: a paper's template may not hold “{what}” here; use a listed element.",
    )
    raise BadInput([problem])


def _document(article: _Node) -> Document:
    nodes = [each for each in article.inside if isinstance(each, _Node)]
    qr = "".join(_plain(node) for node in nodes if node.name == "qr")
    return Document(
        running_head="".join(_plain(node) for node in nodes if node.name == "header"),
        qr=qr or None,
        blocks=tuple(_blocks([node for node in nodes if node.name not in {"header", "qr"}])),
    )


def _blocks(nodes: list[_Node]) -> Iterator[Block]:
    headings = 0
    for node in nodes:
        if node.name == "h2":
            headings += 1
            yield Heading(f"{numeral(headings)}、", _runs(node))
        else:
            yield _block(node)


def _block(node: _Node) -> Block:
    match node.name:
        case "party":
            return PartyLine(tuple(_runs(line) for line in node.only("p")))
        case "ol":
            return Numbered(tuple(_item(at, each) for at, each in enumerate(node.only("li"), start=1)))
        case "table":
            return _table(node)
        case "signatures":
            return _signature_grid(node)
        case _:
            return _LINES[node.name](_runs(node))


_LINES: dict[str, type[Title] | type[Number] | type[Para] | type[Addressee]] = {
    "h1": Title,
    "number": Number,
    "p": Para,
    "court": Addressee,
}


def _item(number: int, node: _Node) -> Item:
    rest = tuple(_table(each) if each.name == "table" else Para(_runs(each)) for each in _held(node))
    return Item(f"{number}.", _runs(node), rest)


def _held(node: _Node) -> Iterator[_Node]:
    return (each for each in node.inside if isinstance(each, _Node) and each.name in {"table", "p"})


def _table(node: _Node) -> Table:
    head, body, foot = (
        tuple(
            tuple(_runs(cell) for cell in row.inside if isinstance(cell, _Node))
            for part in node.only(name)
            for row in part.only("tr")
        )
        for name in ("thead", "tbody", "tfoot")
    )
    if len({len(row) for row in (*head, *body, *foot)}) != 1:
        _refuse("<table>", node.line)
    return Table(head, body, foot)


def _signature_grid(node: _Node) -> SignatureGrid:
    dated = node.only("dated")
    return SignatureGrid(tuple(map(_signer, node.only("signer"))), _runs(dated[0]) if dated else ())


def _signer(node: _Node) -> Signer:
    lines = [each for each in node.inside if isinstance(each, _Node)]
    seals = [SealPlace(_runs(each)) for each in lines if each.name == "seal"]
    return Signer(
        lines=tuple(SignLine(_runs(each), each.name == "sign") for each in lines if each.name in {"p", "sign"}),
        seal=seals[0] if seals else None,
        date=tuple(run for each in lines if each.name == "date" for run in _runs(each)),
    )


def _runs(node: _Node) -> Runs:
    return tuple(
        Run(each) if isinstance(each, str) else Run(_plain(each), strong=True)
        for each in node.inside
        if isinstance(each, str) or each.name == "strong"
    )


def _plain(node: _Node) -> str:
    return "".join(each if isinstance(each, str) else _plain(each) for each in node.inside)
