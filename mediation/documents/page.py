"""Blocks into one HTML page that prints as A4."""

from __future__ import annotations

from mediation.documents.blocks import Document
from mediation.documents.drawing import drawn
from mediation.documents.templating import render


def html(document: Document) -> str:
    """Draw ``document`` as a whole page without scripts or addresses; all words are escaped."""
    return render("_page.html", {"paper": drawn(document)})
