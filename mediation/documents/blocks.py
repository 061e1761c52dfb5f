"""What a paper is made of, before anybody draws it: blocks and runs that every renderer reads alike.

Numbers of headings and items are already part of the words here, so that no renderer can number differently.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Run:
    """Words in one weight; ``strong`` is set in the heading face (黑体), never in a false bold."""

    text: str
    strong: bool = False


Runs = tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Title:
    """The name of the paper, centred."""

    runs: Runs


@dataclass(frozen=True, slots=True)
class Number:
    """The paper's own number, under its title."""

    runs: Runs


@dataclass(frozen=True, slots=True)
class Heading:
    """A first-level heading; ``marker`` is 一、 二、 …"""

    marker: str
    runs: Runs


@dataclass(frozen=True, slots=True)
class Para:
    """A paragraph, its first line indented by two characters."""

    runs: Runs


@dataclass(frozen=True, slots=True)
class Addressee:
    """The court a paper goes to: a line of its own that is not indented."""

    runs: Runs


@dataclass(frozen=True, slots=True)
class PartyLine:
    """One party with full identity: a line for it, one for its representative, one for each agent."""

    lines: tuple[Runs, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A ruled table; ``head`` repeats on every page, ``foot`` holds the sums."""

    head: tuple[tuple[Runs, ...], ...]
    rows: tuple[tuple[Runs, ...], ...]
    foot: tuple[tuple[Runs, ...], ...]


@dataclass(frozen=True, slots=True)
class Item:
    """A numbered item; ``rest`` holds the table or the paragraphs that still belong to it."""

    marker: str
    runs: Runs
    rest: tuple[Para | Table, ...] = ()


@dataclass(frozen=True, slots=True)
class Numbered:
    """Items counted 1. 2. 3."""

    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class SignLine:
    """A line of a signer's place; with ``rule`` the pen goes behind the words."""

    runs: Runs
    rule: bool


@dataclass(frozen=True, slots=True)
class SealPlace:
    """Where a seal goes, drawn as a dotted circle around these words."""

    runs: Runs


@dataclass(frozen=True, slots=True)
class Signer:
    """The place where one party, the mediators or the body signs, seals and dates."""

    lines: tuple[SignLine, ...]
    seal: SealPlace | None
    date: Runs


@dataclass(frozen=True, slots=True)
class SignatureGrid:
    """All signers, two abreast, and the date of the paper; never split across pages while it fits on one."""

    signers: tuple[Signer, ...]
    dated: Runs


@dataclass(frozen=True, slots=True)
class FormCell:
    """A cell of a form: ``label`` says what to fill in; each line stands by itself."""

    lines: tuple[Runs, ...]
    label: bool


@dataclass(frozen=True, slots=True)
class Form:
    """A ruled form; the last cell of a row shorter than the longest reaches to the right edge."""

    rows: tuple[tuple[FormCell, ...], ...]


@dataclass(frozen=True, slots=True)
class Issuer:
    """The end of a letter (落款): who issues it, where its seal goes and the date, at the right."""

    lines: tuple[Runs, ...]
    seal: SealPlace | None
    date: Runs


@dataclass(frozen=True, slots=True)
class Receipt:
    """What is cut off along a dashed line and handed back; it stays on one page while it fits."""

    blocks: tuple[Block, ...]


Line = Title | Number | Heading | Para | Addressee
Block = Line | PartyLine | Numbered | Table | Form | SignatureGrid | Issuer | Receipt


@dataclass(frozen=True, slots=True)
class Document:
    """A whole paper; on every page stand ``running_head`` and ``draft`` above, ``page_signers`` below.

    ``qr`` is what the code at the bottom right says; ``landscape`` lays the sheet on its side.
    """

    running_head: str
    qr: str | None
    blocks: tuple[Block, ...]
    draft: str = ""
    page_signers: tuple[str, ...] = ()
    landscape: bool = False


def text_of(runs: Runs) -> str:
    """Return the words of ``runs`` without their weights."""
    return "".join(run.text for run in runs)


def title_of(document: Document) -> str:
    """Return the words of the first title, or nothing where a paper has none."""
    return next((text_of(block.runs) for block in document.blocks if isinstance(block, Title)), "")


def plain_lines(document: Document) -> Iterator[str]:
    """Yield the words of a paper in reading order, a line for each paragraph, cell or signing line."""
    for block in document.blocks:
        yield from _lines(block)


def margin_lines(document: Document) -> tuple[str, ...]:
    """Return the words that stand on every page outside the type area."""
    return (document.running_head, document.draft, *document.page_signers)


def _lines(block: Block) -> Iterator[str]:
    match block:
        case PartyLine(lines):
            yield from map(text_of, lines)
        case Numbered(items):
            yield from (line for item in items for line in _item_lines(item))
        case Table(head, rows, foot):
            yield from (text_of(cell) for row in (*head, *rows, *foot) for cell in row)
        case Form(rows):
            yield from (text_of(line) for row in rows for cell in row for line in cell.lines)
        case SignatureGrid(signers, dated):
            yield from (line for signer in signers for line in _signer_lines(signer))
            yield text_of(dated)
        case Issuer(lines, seal, date):
            yield from map(text_of, (*lines, *((seal.runs,) if seal else ()), date))
        case Receipt(blocks):
            yield from (line for part in blocks for line in _lines(part))
        case _:
            yield (block.marker if isinstance(block, Heading) else "") + text_of(block.runs)


def _item_lines(item: Item) -> Iterator[str]:
    yield item.marker + text_of(item.runs)
    yield from (line for part in item.rest for line in _lines(part))


def _signer_lines(signer: Signer) -> Iterator[str]:
    yield from (text_of(line.runs) for line in signer.lines)
    if signer.seal:
        yield text_of(signer.seal.runs)
    yield text_of(signer.date)
