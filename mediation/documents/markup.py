"""Restricted HTML into elements. What is not on the list (``reading``) is an error that names element and line.

A line break in a template is layout and vanishes together with the blanks around it; every other blank is kept, since
the words of a paper may hold neither line breaks nor tabs (``checking``).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import NoReturn

from mediation.errors import BadInput, Problem

_WORDS = frozenset({"#text", "strong"})
_FLOW = frozenset({"h1", "h2", "p", "number", "court", "party", "ol", "table", "form", "signatures", "issuer"})
_PAPER = _FLOW | {"header", "draft", "qr", "page-signers", "receipt"}
CONTENT: dict[str, frozenset[str]] = {
    "#document": frozenset({"article", "landscape"}),
    "article": _PAPER,
    "landscape": _PAPER,
    "receipt": _FLOW,
    "party": frozenset({"p"}),
    "ol": frozenset({"li"}),
    "li": _WORDS | {"table", "p"},
    "table": frozenset({"thead", "tbody", "tfoot"}),
    "thead": frozenset({"tr"}),
    "tbody": frozenset({"tr"}),
    "tfoot": frozenset({"tr"}),
    "tr": frozenset({"th", "td"}),
    "form": frozenset({"tbody"}),
    "td": _WORDS | {"p"},
    "signatures": frozenset({"signer", "dated"}),
    "signer": frozenset({"p", "sign", "seal", "date"}),
    "issuer": frozenset({"p", "seal", "date"}),
    "page-signers": frozenset({"p"}),
    "strong": frozenset({"#text"}),
    "header": frozenset({"#text"}),
    "draft": frozenset({"#text"}),
    "qr": frozenset({"#text"}),
} | dict.fromkeys(("h1", "h2", "p", "number", "court", "th", "dated", "sign", "seal", "date"), _WORDS)
"""What may stand in what; an element with ``data-block`` goes by the value of that attribute."""
_ELEMENT_OF = {
    "landscape": "article",
    "draft": "header",
    "page-signers": "footer",
    "form": "table",
    "issuer": "section",
    "receipt": "section",
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
class Node:
    """An element by the name it goes by, its HTML element and the line of the template it begins on."""

    name: str
    element: str
    line: int
    inside: list[Node | str] = field(default_factory=list)

    @property
    def nodes(self) -> list[Node]:
        """The elements inside, without the words between them."""
        return [each for each in self.inside if isinstance(each, Node)]

    def only(self, *names: str) -> list[Node]:
        """The elements inside that go by one of these names."""
        return [each for each in self.nodes if each.name in names]

    @property
    def plain(self) -> str:
        """All words inside, without their weights."""
        return "".join(each if isinstance(each, str) else each.plain for each in self.inside)


def parse(html: str) -> Node:
    """Read restricted HTML into its one article.

    Raises:
        BadInput: ``template_forbidden`` with the element and the line, for anything that is not on the list.
    """
    parser = _Parser()
    parser.feed(html)
    parser.close()
    return parser.finished()


class _Parser(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open = [Node("#document", "", 1)]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        node = Node(_name(tag, attrs, self.getpos()[0]), tag, self.getpos()[0])
        self._admit(node.name, node.line)
        self.open[-1].inside.append(node)
        self.open.append(node)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        refuse(f"<{tag}/>", self.getpos()[0])

    def handle_endtag(self, tag: str) -> None:
        if tag != self.open[-1].element:
            refuse(f"</{tag}>", self.getpos()[0])
        self.open.pop()

    def handle_data(self, data: str) -> None:
        words = _LAYOUT.sub("", data)
        if words.strip(" "):
            blank = data[: len(data) - len(data.lstrip())]
            self._admit("#text", self.getpos()[0] + blank.count("\n"))
        if words and "#text" in CONTENT[self.open[-1].name]:
            self.open[-1].inside.append(words)

    def handle_comment(self, data: str) -> None:
        refuse("<!---->", self.getpos()[0])

    def handle_decl(self, decl: str) -> None:
        refuse(f"<!{decl.split()[0]}>", self.getpos()[0])

    def handle_pi(self, data: str) -> None:
        refuse("<?>", self.getpos()[0])

    def unknown_decl(self, data: str) -> None:
        refuse("<![]>", self.getpos()[0])

    def finished(self) -> Node:
        if len(self.open) > 1:
            refuse(f"<{self.open[-1].name}>", self.open[-1].line)
        articles = self.open[0].nodes
        if len(articles) != 1:
            refuse("<article>", self.getpos()[0])
        return articles[0]

    def _admit(self, name: str, line: int) -> None:
        if name not in CONTENT[self.open[-1].name]:
            refuse(f"<{name}>" if name != "#text" else name, line)


def _name(tag: str, attrs: list[tuple[str, str | None]], line: int) -> str:
    if not attrs:
        if tag not in CONTENT or tag in _ELEMENT_OF:
            refuse(f"<{tag}>", line)
        return tag
    key, value = attrs[0]
    if len(attrs) > 1 or key != "data-block" or _ELEMENT_OF.get(value or "") != tag:
        refuse(f"<{tag} {' '.join(key for key, _ in attrs)}>", line)
    return str(value)


def refuse(what: str, line: int) -> NoReturn:
    """Refuse what the list does not have.

    Raises:
        BadInput: ``template_forbidden``, always.
    """
    problem = Problem(
        where=f"template:{line}",
        code="template_forbidden",
        zh=f"第{line}行：文书模板此处不允许出现“{what}”，请改用列明的元素。",
        en=f"Line {line}: a paper's template may not hold “{what}” here; use a listed element.",
    )
    raise BadInput([problem])
