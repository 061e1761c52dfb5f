"""A plain sheet for Excel and WPS: a frozen header that prints on every page; what people typed is never a formula."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font

_WIDEST = 40


def sheet(title: str, columns: Sequence[str], rows: Iterable[Sequence[str | int | date | None]]) -> bytes:
    """Return an .xlsx with one sheet; days are days, all else that is no whole number is text."""
    book = Workbook(write_only=True)
    page = book.create_sheet(title[:31])
    page.freeze_panes = "A2"
    page.print_title_rows = "1:1"
    page.page_setup.orientation = "landscape"
    page.page_setup.fitToHeight = 0
    page.sheet_properties.pageSetUpPr.fitToPage = True
    for place, column in enumerate(columns):
        page.column_dimensions[chr(ord("A") + place)].width = min(_WIDEST, 6 + 2 * len(column) + 8)
    page.append([_cell(page, column, head=True) for column in columns])
    for row in rows:
        page.append([_cell(page, value) for value in row])
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


def _cell(page: Any, value: str | int | date | None, *, head: bool = False) -> Any:
    cell = WriteOnlyCell(page, value="".join(c for c in value if c.isprintable()) if isinstance(value, str) else value)
    if isinstance(value, str):
        cell.data_type = "s"
    if isinstance(value, date):
        cell.number_format = "yyyy-mm-dd"
    cell.alignment = Alignment(vertical="top", wrap_text=True)
    if head:
        cell.font = Font(bold=True)
    return cell
