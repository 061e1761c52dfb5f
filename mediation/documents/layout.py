"""What renderers must agree on although each draws by itself: the sheet, the columns of a table, what stays together.

After GB/T 9704: A4, type area 156 × 225 mm. Lengths are millimetres, letter sizes points.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise, product
from typing import TypeVar

from mediation.documents.blocks import (
    Block,
    Document,
    Form,
    FormCell,
    Heading,
    Issuer,
    Runs,
    SignatureGrid,
    Table,
    text_of,
)

T = TypeVar("T")
POINT = 25.4 / 72
TABLE_SIZES = (14.0, 12.0, 10.5, 9.0)
LONG_TABLE = 8
"""A table of more rows may break across pages."""
WHOLE_ROW = 600
"""A row with a cell of more characters may break across pages: it might not fit on one."""
_AMOUNT = re.compile(r"[-−]?\d{1,3}(,?\d{3})*\.\d{2}")
_MANY = 7
_ABREAST = 13.0
_FOR_THE_PEN = "　" * 8
_STRETCH = re.compile(r"[!-~]+")
_MOST, _LEAST = 16.0, 2.0
_UNBROKEN = (7.0, 4.0, _LEAST)
SIGNER_LINE = 9.0
"""How tall the lines are on which every page is signed."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet of A4 with its margins."""

    width: float
    height: float
    top: float
    right: float
    bottom: float
    left: float

    @property
    def inner_width(self) -> float:
        """The width of the type area."""
        return self.width - self.left - self.right

    @property
    def inner_height(self) -> float:
        """The height of the type area."""
        return self.height - self.top - self.bottom


@dataclass(frozen=True, slots=True)
class Columns:
    """Widths as shares of the whole, the size of the letters that go in, and the blank at either side of them."""

    shares: tuple[float, ...]
    size: float
    inset: float


def sheet_of(document: Document) -> Sheet:
    """Return the sheet of a paper: upright or on its side, with room at the foot for those who sign every page."""
    signing = 21 + SIGNER_LINE * len(signer_rows(document))
    if document.landscape:
        return Sheet(297, 210, top=28, right=25, bottom=max(26, signing), left=25)
    return Sheet(210, 297, top=37, right=26, bottom=max(35, signing), left=28)


def signer_rows(document: Document) -> list[Sequence[str]]:
    """Return who signs every page, line by line: two abreast, unless a name would leave its neighbour no room."""
    names = document.page_signers
    return in_pairs(names) if widest(names) <= _ABREAST else [(name,) for name in names]


def table_columns(table: Table, width: float) -> Columns:
    """Share out ``width`` by what the cells hold; letters shrink only where a number would have to be broken."""
    rows = [[text_of(cell) for cell in row] for row in (*table.head, *table.rows, *table.foot)]
    return _columns([list(column) for column in zip(*rows, strict=True)], width, TABLE_SIZES)


def form_columns(form: Form, width: float) -> Columns:
    """Share out ``width``; an empty value claims room for the pen, one that reaches to the right edge claims none."""
    count = max((len(row) for row in form.rows), default=1)
    held: list[list[str]] = [[] for _ in range(count)]
    for row in form.rows:
        for at, cell in enumerate(row):
            if at < len(row) - 1 or len(row) == count:
                held[at] += [text_of(line) for line in cell.lines] or ["" if cell.label else _FOR_THE_PEN]
    return _columns(held, width, TABLE_SIZES[:1])


def spans(row: Sequence[FormCell], count: int) -> Iterator[tuple[FormCell, int]]:
    """Yield each cell of a form's row with how many of ``count`` columns it takes."""
    yield from ((cell, count - len(row) + 1 if at == len(row) - 1 else 1) for at, cell in enumerate(row))


def in_pairs(held: Sequence[T]) -> list[Sequence[T]]:
    """Return who stands two abreast; the last may stand alone."""
    return [held[at : at + 2] for at in range(0, len(held), 2)]


def is_amount(runs: Runs) -> bool:
    """Test if a cell holds a sum of money in figures and so stands at the right."""
    return _AMOUNT.fullmatch(text_of(runs)) is not None


def kept_with_next(blocks: Sequence[Block]) -> list[bool]:
    """Tell of each block if it must not part from what follows: a heading, and what signatures are put under."""
    kept = [isinstance(one, Heading) or _signed(one, following) for one, following in pairwise(blocks)]
    return [*kept, *([False] if blocks else [])]


def _signed(one: Block, following: Block) -> bool:
    long = isinstance(one, Table | Form) and len(one.rows) > LONG_TABLE
    return isinstance(following, SignatureGrid | Issuer) and not long


def _columns(held: list[list[str]], width: float, sizes: Sequence[float]) -> Columns:
    inset = (8 if len(held) < _MANY else 4) * POINT
    for size, short in (*product(sizes, _UNBROKEN[:1]), *product(sizes[-1:], _UNBROKEN[1:])):
        least = [2 * inset + size * POINT * _needed(texts, short) for texts in held]
        wished = [2 * inset + size * POINT * min(_MOST, widest(texts) + 0.5) for texts in held]
        if sum(least) <= width:
            break
    shared = _shared(least, [max(pair) for pair in zip(least, wished, strict=True)], width)
    return Columns(tuple(each / sum(shared) for each in shared), size, inset)


def _needed(texts: list[str], short: float) -> float:
    """Return the ems a column needs: no number is broken, nor words as short as ``short``."""
    return max(_LEAST, widest(_STRETCH.findall("\n".join(texts))), min(short, widest(texts)))


def _shared(least: list[float], wished: list[float], width: float) -> list[float]:
    spare, longing = width - sum(least), sum(wished) - sum(least)
    if spare <= 0:
        return least
    if longing <= spare:
        return wished
    return [low + (wish - low) * spare / longing for low, wish in zip(least, wished, strict=True)]


def widest(texts: Iterable[str]) -> float:
    """Return about how many ems the widest of ``texts`` takes."""
    return max(
        (sum(1.0 if unicodedata.east_asian_width(c) in "WFA" else 0.6 for c in text) for text in texts), default=0.0
    )
