"""What a finished paper says: words of a page, of a PDF, and its lines on the type area."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from io import BytesIO

import docx
import pdfplumber
from docx.oxml.ns import qn
from pypdf import PdfReader

from mediation.documents.layout import Sheet

MM = 72 / 25.4
UPRIGHT = Sheet(210, 297, top=37, right=26, bottom=35, left=28)


def unspaced(text: str) -> str:
    return re.sub(r"\s", "", text)


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.quiet = 0
        self.words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.quiet += tag in {"head", "header", "footer"}

    def handle_endtag(self, tag: str) -> None:
        self.quiet -= tag in {"head", "header", "footer"}

    def handle_data(self, data: str) -> None:
        if not self.quiet:
            self.words.append(data)


def words_of_page(html: str) -> str:
    page = _Page()
    page.feed(html)
    return unspaced("".join(page.words))


def words_of_pdf(pdf: bytes, sheet: Sheet = UPRIGHT) -> str:
    """The words inside the type area, in the order they were set; running heads and page numbers stand outside."""
    return "".join(words_by_page(pdf, sheet))


def words_by_page(pdf: bytes, sheet: Sheet = UPRIGHT) -> list[str]:
    top, bottom = (sheet.height - sheet.top + 1) * MM, (sheet.bottom - 1) * MM
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


def words_of_docx(content: bytes) -> str:
    """The words of the body, in the order of the file; heads and feet are parts of their own."""
    return unspaced("".join(paragraphs_of_docx(content)))


def paragraphs_of_docx(content: bytes) -> list[str]:
    body = docx.Document(BytesIO(content)).element.body
    return ["".join(text.text or "" for text in each.iter(qn("w:t"))) for each in body.iter(qn("w:p"))]


def lines_of_pdf(pdf: bytes, sheet: Sheet = UPRIGHT) -> list[str]:
    left, right = sheet.left * MM, (sheet.width - sheet.right) * MM
    area = (left, sheet.top * MM, right, (sheet.height - sheet.bottom) * MM)
    with pdfplumber.open(BytesIO(pdf)) as opened:
        pages = [page.crop(area) for page in opened.pages]
        return [line["text"].replace(" ", "") for page in pages for line in page.extract_text_lines()]


def baselines_of_page(pdf: bytes, number: int = 0) -> list[float]:
    area = (28 * MM, 37 * MM, (210 - 26) * MM, (297 - 35) * MM)
    with pdfplumber.open(BytesIO(pdf)) as opened:
        return sorted({round(char["bottom"], 1) for char in opened.pages[number].crop(area).chars})
