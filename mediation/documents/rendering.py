"""From a paper to what people read: the one door of this room.

check (complete, consistent, visible characters) -> template -> blocks -> page or PDF.
"""

from __future__ import annotations

from datetime import datetime

from mediation.documents import page as pages
from mediation.documents import templating, typesetting
from mediation.documents.blocks import Document
from mediation.documents.checking import check
from mediation.documents.fonts import FontChain, check_glyphs
from mediation.documents.papers import Paper
from mediation.documents.reading import read


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
    words = document(paper)
    check_glyphs(paper, words, fonts)
    return typesetting.pdf(words, fonts=fonts, made_at=made_at or typesetting.UNDATED)


def template_digest(slug: str) -> str:
    """Return the SHA-256 of everything that gives the paper ``slug`` its words and its looks."""
    return templating.template_digest(slug)
