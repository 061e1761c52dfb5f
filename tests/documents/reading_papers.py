"""What a finished paper says: words of a page, of a PDF, and its lines on the type area."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from io import BytesIO

import pdfplumber
from pypdf import PdfReader

MM = 72 / 25.4
TYPE_AREA = (28 * MM, 37 * MM, (210 - 26) * MM, (297 - 35) * MM)


def unspaced(text: str) -> str:
    return re.sub(r"\s", "", text)


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.quiet = 0
        self.words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.quiet += tag in {"head", "header"}

    def handle_endtag(self, tag: str) -> None:
        self.quiet -= tag in {"head", "header"}

    def handle_data(self, data: str) -> None:
        if not self.quiet:
            self.words.append(data)


def words_of_page(html: str) -> str:
    page = _Page()
    page.feed(html)
    return unspaced("".join(page.words))


def words_of_pdf(pdf: bytes) -> str:
    """The words inside the type area, in the order they were set; running heads and page numbers stand outside."""
    return "".join(words_by_page(pdf))


def words_by_page(pdf: bytes) -> list[str]:
    top, bottom = (297 - 37 + 1) * MM, (35 - 1) * MM
    found: list[str] = []
    for page in PdfReader(BytesIO(pdf)).pages:
        inside: list[str] = []

        def keep(text: str, cm: list[float], tm: list[float], *_: object, kept: list[str] = inside) -> None:
            height = cm[1] * tm[4] + cm[3] * tm[5] + cm[5]
            if bottom < height < top:
                kept.append(text)

        page.extract_text(visitor_text=keep)
        found.append(unspaced("".join(inside)))
    return found


def lines_of_pdf(pdf: bytes) -> list[str]:
    with pdfplumber.open(BytesIO(pdf)) as opened:
        pages = [page.crop(TYPE_AREA) for page in opened.pages]
        return [line["text"].replace(" ", "") for page in pages for line in page.extract_text_lines()]


def baselines_of_page(pdf: bytes, number: int = 0) -> list[float]:
    with pdfplumber.open(BytesIO(pdf)) as opened:
        return sorted({round(char["bottom"], 1) for char in opened.pages[number].crop(TYPE_AREA).chars})
