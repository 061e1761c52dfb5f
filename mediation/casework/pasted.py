"""A sheet of workers as copied from a spreadsheet: read by its header row, every mistake named by line and field."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from mediation.casework.values import Reading, one_value
from mediation.engine.definition import Move
from mediation.engine.shapes import Item
from mediation.errors import BadInput, Problem
from mediation.facts.known import Said
from mediation.vocabulary import ClaimItem

MOST_WORKERS = 300
LONGEST_CELL = 2000
COLUMNS: Final[Mapping[str, tuple[str, ...]]] = {
    "name": ("姓名", "劳动者", "劳动者姓名", "职工姓名"),
    "identity": ("证件号码", "身份证号", "身份证号码", "证件号", "公民身份号码"),
    "phone": ("电话", "联系电话", "手机", "手机号", "手机号码"),
    "address": ("住址", "地址", "联系地址", "送达地址"),
    "item": ("请求项目", "请求事项", "请求", "项目"),
    "amount": ("金额", "金额(元)", "请求金额", "请求金额(元)", "标的额"),
    "account_name": ("户名", "收款户名", "账户名", "开户名"),
    "account_number": ("账号", "收款账号", "银行账号", "卡号", "银行卡号"),
    "account_bank": ("开户行", "开户银行", "收款银行"),
}
"""The columns a sheet may have, in any order, by the words people write over them."""
NEEDED: Final = ("name", "item", "amount")
_SAID_FOR: Final = {
    "工资": ClaimItem.WAGES,
    "欠薪": ClaimItem.WAGES,
    "工资差额": ClaimItem.WAGES,
    "加班工资": ClaimItem.OVERTIME,
    "经济补偿金": ClaimItem.SEVERANCE,
    "赔偿金": ClaimItem.DAMAGES,
    "二倍工资": ClaimItem.DOUBLE_WAGES,
    "双倍工资": ClaimItem.DOUBLE_WAGES,
    "年休假工资": ClaimItem.ANNUAL_LEAVE,
    "劳务费": ClaimItem.SERVICE_FEE,
}
_ITEMS: Final = {**{item.zh: item for item in ClaimItem}, **{item.value: item for item in ClaimItem}, **_SAID_FOR}
_ROUNDED = re.compile(r"[0-9.]+[eE]\+?[0-9]+")
_MONEY_MARKS = str.maketrans("", "", ",，￥¥元 ")


@dataclass(frozen=True, slots=True)
class RowProblem:
    """What is wrong with a line (1 is the header): in which field; ``warning`` does not stop the row."""

    line: int
    field: str
    code: str
    zh: str
    en: str
    warning: bool = False


@dataclass
class WorkerRow:
    """One worker of the sheet: the answers of ``add_party`` and ``add_claim``, and what stands against them."""

    line: int
    party: dict[str, Any] = field(default_factory=dict)
    claim: dict[str, Any] = field(default_factory=dict)
    problems: list[RowProblem] = field(default_factory=list)

    @property
    def name(self) -> str:
        """The worker's name as it would be kept."""
        return str(self.party.get("name", ""))

    @property
    def identity(self) -> str | None:
        """The worker's number as it would be kept."""
        return self.party.get("identity")

    @property
    def good(self) -> bool:
        """Test if a case can be opened for it."""
        return all(problem.warning for problem in self.problems)

    def wrong(self, where: str, code: str, zh: str, en: str, *, warning: bool = False) -> None:
        """Note what stands against the row."""
        self.problems.append(RowProblem(self.line, where, code, zh, en, warning))


def read_sheet(text: str, moves: Mapping[str, Move]) -> list[WorkerRow]:
    """Return the workers of a sheet (tabs or commas between cells), each with its problems; blank lines are left out.

    ``moves`` are those of the case's folder: a cell is held to what ``add_party`` and ``add_claim`` ask.

    Raises:
        BadInput: the header row cannot be used, or there is no worker, or there are too many.
    """
    lines = _cells(text)
    header = lines[0] if lines else []
    columns = _columns(header)
    rows = [_row(line, cells, columns, moves) for line, cells in enumerate(lines[1:], 2) if any(cells)]
    if not 1 <= len(rows) <= MOST_WORKERS:
        raise _bad(
            "bad_length",
            f"表中应有 1 至 {MOST_WORKERS} 名劳动者，请核对。",
            f"1 to {MOST_WORKERS} workers.",
        )
    _twice(rows)
    return rows


def _cells(text: str) -> list[list[str]]:
    text = text.lstrip("\ufeff").replace("\r\n", "\n").replace("\r", "\n").strip("\n")
    delimiter = "\t" if "\t" in text.partition("\n")[0] else ","
    try:
        found = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
        return [[cell.strip() for cell in line] for line in found]
    except csv.Error:
        raise _bad(
            "bad_sheet", "表格中的引号不成对，请从电子表格重新复制。", "A quotation mark is not closed; copy it again."
        ) from None


def _columns(header: Sequence[str]) -> list[str | None]:
    known = {word: name for name, words in COLUMNS.items() for word in words}
    said = [unicodedata.normalize("NFKC", cell).replace(" ", "").replace("*", "") for cell in header]
    found = [known.get(word) for word in said]
    missing = [COLUMNS[name][0] for name in NEEDED if name not in found]
    twice = [COLUMNS[name][0] for name in COLUMNS if found.count(name) > 1]
    strange = [str(place) for place, (word, name) in enumerate(zip(said, found, strict=True), 1) if word and not name]
    problems = []
    if missing:
        zh, en = f"首行缺少列：{'、'.join(missing)}。", f"The header row lacks: {', '.join(missing)}."
        problems.append(Problem("text", "column_missing", zh, en))
    if twice:
        zh, en = f"首行有重复的列：{'、'.join(twice)}。", f"Columns stand there twice: {', '.join(twice)}."
        problems.append(Problem("text", "column_twice", zh, en))
    if strange:
        listed = "、".join(words[0] for words in COLUMNS.values())
        zh = f"第 {'、'.join(strange)} 列的表头不能识别。可用：{listed}。"
        problems.append(Problem("text", "column_unknown", zh, f"Columns not known: no. {', '.join(strange)}."))
    if problems:
        raise BadInput(problems)
    return found


def _row(line: int, cells: Sequence[str], columns: Sequence[str | None], moves: Mapping[str, Move]) -> WorkerRow:
    row = WorkerRow(line)
    values = {name: cell for name, cell in zip(columns, cells, strict=False) if name and cell}
    if any(cells[len(columns) :]):
        row.wrong("row", "too_many_cells", "本行的列数多于表头，请核对。", "The line has more cells than the header.")
    for name in NEEDED:
        if name not in values:
            row.wrong(name, "missing", f"请填写“{COLUMNS[name][0]}”。", f"'{name}' is missing.")
    asks, claims = moves["add_party"].asks, moves["add_claim"].asks
    for name, cell in values.items():
        if name == "item":
            _item(row, cell)
        elif name == "amount":
            _taken(row, row.claim, name, claims["amount"], cell.translate(_MONEY_MARKS))
        else:
            _taken(row, row.party, name, asks[name], cell.lstrip("'‘’"))
    return row


def _item(row: WorkerRow, cell: str) -> None:
    item = _ITEMS.get(unicodedata.normalize("NFKC", cell).replace(" ", ""))
    if item is None:
        listed = "、".join(each.zh for each in ClaimItem)
        row.wrong("item", "bad_choice", f"请求项目请写作：{listed}。一行一项。", "One item of claim a line, as listed.")
        return
    row.claim["item"] = item.value


def _taken(row: WorkerRow, into: dict[str, Any], name: str, ask: Item, cell: str) -> None:
    """Hold a cell to what the act asks; it is handed on as it was read, so that preview and act say the same."""
    if _ROUNDED.fullmatch(cell):
        zh = "数字被电子表格改成了科学计数，末位已经丢失，请把该列设为文本后重新填写。"
        row.wrong(name, "digits_lost", zh, "The spreadsheet rounded the number; set the column to text, type it anew.")
        return
    if len(cell) > LONGEST_CELL:
        zh, en = f"单元格最长 {LONGEST_CELL} 个字符，请精简。", f"A cell has {LONGEST_CELL} characters at most."
        row.wrong(name, "too_long", zh, en)
        return
    reading = Reading(str(uuid.UUID(int=row.line)))
    value = one_value(reading, name, ask, cell)
    for problem in reading.problems:
        row.wrong(name, problem.code, problem.zh, problem.en)
    if not reading.problems:
        into[name] = value.text if isinstance(value, Said) else cell


def _twice(rows: Sequence[WorkerRow]) -> None:
    """Note the workers who stand there twice: by number where both lines have one, else by name and phone."""
    for place, row in enumerate(rows):
        for earlier in rows[:place]:
            if is_same(row, earlier):
                zh = f"与第 {earlier.line} 行是同一人，一人一案，第二项请求请在建案后添加。"
                en = f"The same worker as in line {earlier.line}: one case each; add a second claim afterwards."
                row.wrong("name", "twice_in_sheet", zh, en)
                break


def is_same(one: WorkerRow, other: WorkerRow) -> bool:
    """Test if two rows are one worker."""
    if one.identity and other.identity:
        return one.identity == other.identity
    phones = (one.party.get("phone"), other.party.get("phone"))
    return bool(one.name) and one.name == other.name and (phones[0] == phones[1] or None in phones)


def told_problems(problems: Sequence[RowProblem]) -> Iterator[dict[str, Any]]:
    """Yield problems as JSON can hold them; none repeats what was typed."""
    for each in problems:
        yield {
            "line": each.line,
            "field": each.field,
            "code": each.code,
            "zh": each.zh,
            "en": each.en,
            "warning": each.warning,
        }


def _bad(code: str, zh: str, en: str) -> BadInput:
    return BadInput([Problem("text", code, zh, en)])
