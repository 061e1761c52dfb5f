"""Instruments and their articles: which are in force when, under which number, and how they are cited.

A citation is a short name and articles: ``CPL 205``, ``MAL 14(2)``, ``R17 22/29``, ``R33 74-79``, ``P24`` (whole).
``(n)`` is a paragraph (款) unless the statute's data say the article is a list, where it is an item (项);
``(m)(n)`` is paragraph m, item n.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, model_validator

from mediation.errors import NotFound
from mediation.law.reading import model_of, read_mapping
from mediation.law.wording import Lang, Text, numeral

_ARTICLE = r"[1-9][0-9]{0,3}(?:-[1-9][0-9]{0,3}|(?:\([1-9][0-9]?\)){1,2})?"
_CITE = re.compile(rf"([A-Z][A-Z0-9-]*)(?: ({_ARTICLE}(?:/{_ARTICLE})*))?", re.ASCII)


class UnknownCitation(NotFound):
    """The citation cannot be read, or names no instrument known here."""

    code = "unknown_citation"


class Version(BaseModel):
    """One numbering of an instrument; ``articles`` is the number of its last article, None where not established.

    ``confidence`` is how sure the numbers of this version are, the instrument's own where absent; M needs a ``note``.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    start: date | None = Field(alias="from")
    until: date | None = None
    articles: int | None = None
    confidence: str | None = Field(default=None, pattern="^[VSM]$")
    note: Text | None = None

    @model_validator(mode="after")
    def _explained(self) -> Version:
        if self.confidence == "M" and self.note is None:
            raise ValueError("a version from memory needs a note")
        return self

    def covers(self, on: date) -> bool:
        """Whether this version was in force that day."""
        return (self.start is None or self.start <= on) and (self.until is None or on <= self.until)


class Instrument(BaseModel):
    """A statute, regulation, interpretation or policy paper, with its versions in order.

    ``numbering`` follows one subject through the versions: its article number in each, None where it had none.
    ``items`` maps an article that is a list to the paragraph the list stands in (None: the article's only one).
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    zh: str
    en: str
    short: str
    number: str | None = None
    confidence: str = Field(pattern="^[VSM]$")
    versions: tuple[Version, ...] = Field(min_length=1)
    numbering: dict[str, tuple[int | None, ...]] = {}
    items: dict[int, int | None] = {}

    @model_validator(mode="after")
    def _consistent(self) -> Instrument:
        for earlier, later in zip(self.versions, self.versions[1:], strict=False):
            if earlier.until is None or later.start is None or later.start <= earlier.until:
                raise ValueError("versions must follow one another without overlap")
        for subject, numbers in self.numbering.items():
            if len(numbers) != len(self.versions):
                raise ValueError(f"{subject} needs one number for each version")
        return self

    def certainty(self, on: date) -> tuple[str, Text | None]:
        """How sure the article numbers of that day are (V, S or M), with the note of a version from memory."""
        index = self.version_on(on)
        version = self.versions[index] if index is not None else None
        if version is None or version.confidence is None:
            return self.confidence, None
        return version.confidence, version.note

    def version_on(self, on: date) -> int | None:
        """The index of the version in force that day."""
        return next((index for index, version in enumerate(self.versions) if version.covers(on)), None)


@dataclass(frozen=True, slots=True)
class Article:
    """One article of a citation; ``last`` for a range, ``parts`` for paragraph and item."""

    number: int
    last: int | None = None
    parts: tuple[int, ...] = ()


class Statutes:
    """Every instrument cited anywhere; answers whether a citation holds on a day, and words it."""

    def __init__(self, instruments: Mapping[str, Instrument]) -> None:
        self._instruments = dict(instruments)

    @classmethod
    def load(cls, path: Path) -> Statutes:
        """Read ``workflows/statutes.yaml``; raises LawDataFault with every mistake."""
        return cls({key: model_of(Instrument, data, f"{path.name}: {key}") for key, data in read_mapping(path).items()})

    def __iter__(self) -> Iterator[str]:
        return iter(self._instruments)

    def __contains__(self, key: object) -> bool:
        return key in self._instruments

    def instrument(self, key: str) -> Instrument:
        """The instrument of a short name; raises UnknownCitation with the nearest known name."""
        if key in self._instruments:
            return self._instruments[key]
        near = get_close_matches(key, self._instruments, n=1, cutoff=0.5)
        zh, en = (f"，是否为“{near[0]}”？", f"; did you mean “{near[0]}”?") if near else ("，请核对。", "; check it.")
        raise UnknownCitation(f"没有简称为“{key}”的法律文件{zh}", f"No instrument has the short name “{key}”{en}")

    def problem(self, cite: str, on: date) -> str | None:
        """Why the citation does not hold on that day, in Chinese; None when it does."""
        return self._found(cite, on, "zh")

    def problem_en(self, cite: str, on: date) -> str | None:
        """The same in English."""
        return self._found(cite, on, "en")

    def render(self, cite: str, lang: Lang) -> str:
        """``CPL 205`` as 《民事诉讼法》第二百零五条, or ``CPL art 205``; raises UnknownCitation."""
        key, articles = self._read(cite)
        instrument = self.instrument(key)
        if lang == "en":
            written = ", ".join(_english(article) for article in articles)
            several = len(articles) > 1 or any(article.last for article in articles)
            return f"{key} {'arts' if several else 'art'} {written}" if articles else key
        return f"《{instrument.short}》" + "、".join(_chinese(article, instrument.items) for article in articles)

    def text(self, *cites: str) -> Text:
        """Several citations in one phrase, in both languages."""
        return Text("、".join(self.render(c, "zh") for c in cites), ", ".join(self.render(c, "en") for c in cites))

    def _read(self, cite: str) -> tuple[str, tuple[Article, ...]]:
        match = _CITE.fullmatch(cite)
        if not match:
            raise UnknownCitation(
                f"引用“{cite}”无法识别，请写成“CPL 205”“MAL 14(2)”“R17 22/29”的形式。",
                f"The citation “{cite}” cannot be read; write “CPL 205”, “MAL 14(2)” or “R17 22/29”.",
            )
        return match[1], tuple(_article(part) for part in (match[2] or "").split("/") if part)

    def _found(self, cite: str, on: date, lang: Lang) -> str | None:
        try:
            key, articles = self._read(cite)
            instrument = self.instrument(key)
        except UnknownCitation as unknown:
            return unknown.zh if lang == "zh" else unknown.en
        version = instrument.version_on(on)
        if version is None:
            told = Text(
                f"《{instrument.short}》在{on}不施行，请核对日期。", f"{key} was not in force on {on}; check the date."
            )
            return told.said(lang)
        wrong = next((p for article in articles if (p := _misnumbered(instrument, version, article, key))), None)
        return wrong.said(lang) if wrong else None


def _article(part: str) -> Article:
    number, _, last = re.sub(r"\(.*", "", part).partition("-")
    return Article(int(number), int(last) if last else None, tuple(int(n) for n in re.findall(r"\((\d+)\)", part)))


def _misnumbered(instrument: Instrument, version: int, article: Article, key: str) -> Text | None:
    last = instrument.versions[version].articles
    if last is not None and max(article.number, article.last or 0) > last:
        return Text(
            f"当时施行的《{instrument.short}》只有{last}条，请核对条文序号。", f"{key} then had {last} articles only."
        )
    for subject, numbers in instrument.numbering.items():
        then = numbers[version]
        if article.number in numbers and article.number not in _numbers_then(instrument, version):
            zh = f"当时为第{numeral(then)}条" if then else "当时尚无该条"
            en = f"was article {then} then" if then else "did not exist then"
            return Text(
                f"《{instrument.short}》第{numeral(article.number)}条（{subject}）{zh}，请改用当时的条文。",
                f"{key} {article.number} {en}; cite the article of that time.",
            )
    return None


def _numbers_then(instrument: Instrument, version: int) -> frozenset[int | None]:
    return frozenset(numbers[version] for numbers in instrument.numbering.values())


def _chinese(article: Article, items: Mapping[int, int | None]) -> str:
    words = f"第{numeral(article.number)}条"
    if article.last:
        return f"{words}至第{numeral(article.last)}条"
    parts = list(article.parts)
    if len(parts) == 1 and article.number in items:
        paragraph = items[article.number]
        return words + (f"第{numeral(paragraph)}款" if paragraph else "") + f"第{numeral(parts[0])}项"
    return words + "".join(f"第{numeral(part)}{unit}" for part, unit in zip(parts, "款项", strict=False))


def _english(article: Article) -> str:
    return (
        f"{article.number}-{article.last}"
        if article.last
        else f"{article.number}" + "".join(f"({part})" for part in article.parts)
    )
