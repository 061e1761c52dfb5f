"""Every paper, full and sparse, in its three forms. A paper without a sample fails here."""

from __future__ import annotations

import shutil
import subprocess
from io import BytesIO
from os import defpath
from pathlib import Path

import pytest
from pypdf import PdfReader

from mediation.documents.blocks import Document, Numbered, Table, margin_lines, plain_lines, text_of
from mediation.documents.fonts import FontChain
from mediation.documents.layout import sheet_of
from mediation.documents.papers import PAPERS
from mediation.documents.parts import Paper
from mediation.documents.rendering import Forms, document, forms

from .reading_papers import lines_of_pdf, unspaced, words_by_page, words_of_docx, words_of_page
from .samples import SAMPLES

CLOSING = "、，。；：！？）」』》〉】〕”’…"
CASES = [(paper, at) for paper in PAPERS for at in (0, 1)]
NAMES = [f"{paper.slug}-{'full' if at == 0 else 'sparse'}" for paper, at in CASES]
TYPEFACES = {"仿宋_GB2312": "Serif", "方正小标宋简体": "Serif", "楷体_GB2312": "Serif", "黑体": "Sans"}


def without_repeated_heads(pages: list[str], words: Document) -> str:
    """What the pages say; the head of a table that goes on overleaf counts once."""
    heads = [unspaced("".join(text_of(cell) for row in each.head for cell in row)) for each in tables_of(words)]
    said = ""
    for page in pages:
        repeated = next((head for head in heads if head and head in said and page.startswith(head)), "")
        said += page.removeprefix(repeated)
    return said


def tables_of(words: Document) -> list[Table]:
    items = [item for block in words.blocks if isinstance(block, Numbered) for item in block.items]
    parts = [*words.blocks, *(part for item in items for part in item.rest)]
    return [part for part in parts if isinstance(part, Table)]


@pytest.mark.parametrize(("paper", "at"), CASES, ids=NAMES)
def test_page_pdf_and_docx_say_the_same_words_in_the_same_order(paper: type[Paper], at: int, fonts: FontChain) -> None:
    words = document(SAMPLES[paper][at])
    made = forms(SAMPLES[paper][at], fonts=fonts)
    said = unspaced("".join(plain_lines(words)))

    assert words_of_page(made.page.decode()) == said
    assert without_repeated_heads(words_by_page(made.pdf, sheet_of(words)), words) == said
    assert words_of_docx(made.docx) == said
    for line in margin_lines(words):
        assert line in made.page.decode()
    assert [line for line in lines_of_pdf(made.pdf, sheet_of(words)) if line[0] in CLOSING] == []


def fontconfig(folder: Path, fonts: FontChain) -> Path:
    """The typefaces a DOCX names are replaced by the bundled ones, whatever this machine has."""
    aliases = "".join(
        f'<match target="pattern"><test name="family"><string>{name}</string></test>'
        f'<edit name="family" mode="assign" binding="strong"><string>Noto {kind} SC</string></edit></match>'
        for name, kind in TYPEFACES.items()
    )
    directories = "".join(f"<dir>{each}</dir>" for each in fonts.directories)
    file = folder / "fonts.conf"
    file.write_text(f"<fontconfig>{directories}<cachedir>{folder}</cachedir>{aliases}</fontconfig>", encoding="utf-8")
    return file


def paginated(made: dict[str, Forms], folder: Path, fonts: FontChain) -> None:
    """Let LibreOffice open every DOCX at once, with a profile of its own, and print it as PDF beside it."""
    files = [folder / f"{name}.docx" for name in made]
    for file, each in zip(files, made.values(), strict=True):
        file.write_bytes(each.docx)
    office = shutil.which("soffice") or "soffice"
    where = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    subprocess.run(
        [office, where, "--headless", "--convert-to", "pdf", "--outdir", folder, *files],
        env={"PATH": defpath, "HOME": str(folder), "FONTCONFIG_FILE": str(fontconfig(folder, fonts))},
        check=True,
        capture_output=True,
        timeout=240,
    )


def test_libreoffice_opens_every_docx_and_needs_within_a_page_as_many_pages(tmp_path: Path, fonts: FontChain) -> None:
    made = {name: forms(SAMPLES[paper][at], fonts=fonts) for (paper, at), name in zip(CASES, NAMES, strict=True)}

    paginated(made, tmp_path, fonts)

    pages = {name: (len(PdfReader(BytesIO(each.pdf)).pages), _pages(tmp_path, name)) for name, each in made.items()}
    assert {name: counts for name, counts in pages.items() if abs(counts[0] - counts[1]) > 1} == {}


def _pages(folder: Path, name: str) -> int:
    return len(PdfReader(folder / f"{name}.pdf").pages)
