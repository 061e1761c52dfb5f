"""What a calculator hands out: lines with formula, numbers and article; the sum; the figures it took; what to mind.

Money is whole fen. Every amount is rounded half up to the fen once, at its own line; nothing before it is rounded.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction

from mediation.law.calendar import Calendar
from mediation.law.money import in_figures
from mediation.law.reckoning.parameters import Parameters, Taken
from mediation.law.wording import Text


@dataclass(frozen=True, slots=True)
class Line:
    """One step: what it is, how it is reckoned, with which numbers, what comes out, by which article.

    ``amount`` is in fen; None where the step gives no money (years, days).
    """

    label: Text
    formula: Text
    numbers: str
    result: Text
    amount: int | None
    cites: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Worksheet:
    """A calculation that can be followed by hand: the same facts and parameters give the same worksheet."""

    calculator: str
    title: Text
    lines: tuple[Line, ...]
    total: int
    taken: tuple[Taken, ...]
    notes: tuple[Text, ...]


def to_fen(amount: Fraction) -> int:
    """Round an exact number of fen half up."""
    return (amount + Fraction(1, 2)).__floor__()


def plain(number: Fraction) -> str:
    """Write a number as short as it is: 21.75, 6.5, 7; at most four decimals."""
    written = f"{Decimal(number.numerator) / Decimal(number.denominator):.4f}"
    return written.rstrip("0").rstrip(".")


def yuan(fen: Fraction | int) -> str:
    """Write fen as yuan with two decimals."""
    return in_figures(to_fen(Fraction(fen)))


@dataclass
class Sheet:
    """A worksheet while it is being filled."""

    parameters: Parameters
    calendar: Calendar
    lines: list[Line] = field(default_factory=list)
    taken: list[Taken] = field(default_factory=list)
    notes: list[Text] = field(default_factory=list)

    def take(self, name: str, place: str, on: date, key: int | None = None) -> Fraction:
        """A figure as it is written (yuan, days, percent), noted as used; raises ParameterMissing."""
        found = self.parameters.take(name, place, on, key)
        if found not in self.taken:
            self.taken.append(found)
        return found.number

    def take_fen(self, name: str, place: str, on: date, key: int | None = None) -> Fraction:
        """A figure of money, in fen."""
        return self.take(name, place, on, key) * 100

    def tell(self, label: Text, formula: Text, numbers: str, result: Text, *cites: str) -> None:
        """Write a step that gives no money."""
        self.lines.append(Line(label, formula, numbers, result, None, cites))

    def pay(self, label: Text, formula: Text, numbers: str, amount: Fraction, *cites: str) -> int:
        """Write a step that gives money and return it, rounded to the fen."""
        fen = to_fen(amount)
        shown = f"{in_figures(fen)}"
        self.lines.append(Line(label, formula, numbers, Text(f"{shown}元", f"CNY {shown}"), fen, cites))
        return fen

    def note(self, zh: str, en: str) -> None:
        """Write down what the reader must mind."""
        self.notes.append(Text(zh, en))

    def done(self, calculator: str, title: Text, total: int) -> Worksheet:
        """Return the finished worksheet; what a parameter's note says is among its notes."""
        notes = dict.fromkeys((*self.notes, *self._notes_of_parameters(), ROUNDING))
        return Worksheet(calculator, title, tuple(self.lines), total, tuple(self.taken), tuple(notes))

    def _notes_of_parameters(self) -> Iterator[Text]:
        for taken in self.taken:
            if taken.note is not None:
                yield Text(f"{taken.title.zh}：{taken.note.zh}", f"{taken.title.en}: {taken.note.en}")


ROUNDING = Text(
    "各行金额四舍五入到分，中间数不取整；本表供协商参考，以证据和当地规定为准。",
    "Amounts are rounded to the fen line by line, nothing before; evidence and local rules decide.",
)
