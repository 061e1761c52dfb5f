"""An Excel file as rows of text: no formula is worked out, no link followed, nothing unpacked beyond a limit."""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime
from typing import Any, Final
from xml.etree.ElementTree import ParseError

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from mediation.errors import BadInput, Problem

_UNPACKED: Final = 20_000_000
_MOST_ROWS, _MOST_COLUMNS = 2_000, 60


def rows_of_sheet(content: bytes, where: str = "file") -> list[list[str]]:
    """Return the first sheet of an .xlsx as rows of text: a day as 2026-08-03, a whole number without a point.

    Raises:
        BadInput: ``bad_sheet``, no such file, or one that unpacks to more than any list of cases.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            if sum(entry.file_size for entry in packed.infolist()) > _UNPACKED:
                raise _bad(where, "表格过大，请只保留一张工作表。", "The workbook is too large; keep one sheet.")
            if any(b"<!DOCTYPE" in packed.read(entry)[:4_000] for entry in packed.infolist()):
                raise _bad(where, "表格含有不能读取的内容。", "The workbook holds what cannot be read.")
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
        page = book.worksheets[0]
        found = page.iter_rows(max_row=_MOST_ROWS, max_col=_MOST_COLUMNS, values_only=True)
        return [[_text(value) for value in row] for row in found]
    except (zipfile.BadZipFile, InvalidFileException, ParseError, KeyError, IndexError, ValueError, OSError) as error:
        raise _bad(where, "不能读取该表格，请另存为 .xlsx 后重试。", "It is no .xlsx; save it as one.") from error


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, datetime | date):
        return (value.date() if isinstance(value, datetime) else value).isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()


def _bad(where: str, zh: str, en: str) -> BadInput:
    return BadInput([Problem(where, "bad_sheet", zh, en)])
