"""From a paper to what people read: the one door of this room.

check (complete, consistent, visible characters) -> template -> blocks -> page, PDF or DOCX.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from mediation.documents import page as pages
from mediation.documents import templating, typesetting
from mediation.documents.blocks import Document
from mediation.documents.checking import check
from mediation.documents.docx import docx_bytes
from mediation.documents.fonts import FontChain, check_glyphs
from mediation.documents.parts import Paper
from mediation.documents.reading import read
from mediation.documents.typesetting import UNDATED


@dataclass(frozen=True, slots=True)
class Forms:
    """The bytes of one paper in its three forms."""

    page: bytes
    pdf: bytes
    docx: bytes


def document(paper: Paper) -> Document:
    """Return the words of a paper as blocks.

    Raises:
        BadInput: ``missing_field``, ``contradiction`` or ``bad_char``, with every place that must be mended.
    """
    check(paper)
    return read(templating.render_template(paper.slug, paper))


def page(paper: Paper) -> str:
    """Return a paper as an HTML page that prints as A4; raises what ``document`` raises."""
    return pages.html(document(paper))


def pdf(paper: Paper, *, fonts: FontChain, made_at: datetime | None = None) -> bytes:
    """Return a paper as PDF/A-2b, the same bytes for the same paper, fonts and ``made_at`` (aware; none: 1970).

    Raises:
        BadInput: what ``document`` raises, and ``no_glyph`` for a character that no font of the chain has.
    """
    return typesetting.pdf(_printable(paper, fonts), fonts=fonts, made_at=made_at or UNDATED)


def drawings(paper: Paper, *, fonts: FontChain) -> list[bytes]:
    """Return the pages of a paper as SVG drawings; raises what ``pdf`` raises."""
    return typesetting.drawings(_printable(paper, fonts), fonts=fonts)


def docx(paper: Paper, *, fonts: FontChain, made_at: datetime | None = None) -> bytes:
    """Return a paper as DOCX, the same bytes for the same paper and ``made_at`` (aware; none: 1970).

    Raises:
        BadInput: what ``pdf`` raises: a character that could not be printed here may not be hidden in Word's fonts.
    """
    return docx_bytes(_printable(paper, fonts), made_at=made_at or UNDATED)


def forms(paper: Paper, *, fonts: FontChain, made_at: datetime | None = None) -> Forms:
    """Return a paper in all three forms, its words read once; raises what ``pdf`` raises."""
    words, moment = _printable(paper, fonts), made_at or UNDATED
    return Forms(
        page=pages.html(words).encode(),
        pdf=typesetting.pdf(words, fonts=fonts, made_at=moment),
        docx=docx_bytes(words, made_at=moment),
    )


def _printable(paper: Paper, fonts: FontChain) -> Document:
    words = document(paper)
    check_glyphs(paper, words, fonts)
    return words


@lru_cache(maxsize=128)
def template_digest(slug: str) -> str:
    """Return the SHA-256 of everything that gives the paper ``slug`` its words and its looks.

    Taken once a process, as the templates are read: parsing them again for every paper costs more than the paper.
    """
    return templating.template_digest(slug)
