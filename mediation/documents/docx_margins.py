"""What stands on every page of a DOCX outside the type area: running head, head mark, page numbers, signers, code."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from typing import Any

from docx.document import Document as Written
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.section import Section
from docx.shared import Mm

from mediation.documents.blocks import Document, Run
from mediation.documents.docx_words import Element, field, paragraph, rule, shaped, tab, words
from mediation.documents.layout import SIGNER_LINE, Sheet, signer_rows
from mediation.documents.qr import picture

_GUTTER = 10.0
_QR_WIDTH = 18.0


def margins(written: Written, document: Document, sheet: Sheet) -> None:
    """Set the sheet and fill head and foot."""
    section = written.sections[0]
    signing = SIGNER_LINE * len(signer_rows(document))
    _set(section, sheet, foot=11 + signing)
    _refill(section.header, [_head(document, sheet)])
    _refill(section.footer, list(_foot(document, sheet)))
    if document.qr:
        _place_code(section, document, sheet)


def _set(section: Section, sheet: Sheet, foot: float) -> None:
    section.orientation = WD_ORIENT.LANDSCAPE if sheet.width > sheet.height else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Mm(sheet.width), Mm(sheet.height)
    section.top_margin, section.bottom_margin = Mm(sheet.top), Mm(sheet.bottom)
    section.left_margin, section.right_margin = Mm(sheet.left), Mm(sheet.right)
    section.header_distance = Mm(sheet.top - 14)
    section.footer_distance = Mm(sheet.bottom - foot)


def _head(document: Document, sheet: Sheet) -> Element:
    made = paragraph("Header", (Run(document.running_head),))
    stops = shaped(made).tab_stops
    stops.add_tab_stop(Mm(sheet.inner_width / 2), WD_TAB_ALIGNMENT.CENTER)
    stops.add_tab_stop(Mm(sheet.inner_width), WD_TAB_ALIGNMENT.RIGHT)
    tab(made)
    made.append(words(document.draft, strong=True))
    tab(made)
    if not document.page_signers:
        for each in (words("共"), field("NUMPAGES"), words("页")):
            made.append(each)
    return made


def _foot(document: Document, sheet: Sheet) -> list[Element]:
    number = paragraph("Footer")
    if not document.page_signers:
        for each in (words("— "), field("PAGE"), words(" —")):
            number.append(each)
        return [number]
    for each in (words("第 "), field("PAGE"), words(" 页　共 "), field("NUMPAGES"), words(" 页")):
        number.append(each)
    number.style = "PageOf"
    rows = signer_rows(document)
    width = (sheet.inner_width - _GUTTER) / 2 if any(len(names) > 1 for names in rows) else sheet.inner_width
    return [number, *(_signers(names, width) for names in rows)]


def _signers(pair: Sequence[str], half: float) -> Element:
    made = paragraph("Signers", (Run(f"{pair[0]}："),))
    rule(made, half)
    for name in pair[1:]:
        shaped(made).tab_stops.add_tab_stop(Mm(half + _GUTTER))
        tab(made)
        made.append(words(f"{name}："))
        rule(made, 2 * half + _GUTTER)
    return made


def _refill(part: Any, paragraphs: list[Element]) -> None:
    holder = part._element
    for each in list(holder):
        holder.remove(each)
    for each in paragraphs:
        holder.append(each)


def _place_code(section: Section, document: Document, sheet: Sheet) -> None:
    """Anchor the code to the page: at the foot, or at the head where signers need the foot."""
    part = section.header if document.page_signers else section.footer
    down = 8.0 if document.page_signers else sheet.height - 12 - _QR_WIDTH
    inline = part.paragraphs[0].add_run().add_picture(BytesIO(picture(document.qr or "")), width=Mm(_QR_WIDTH))._inline
    across = sheet.width - sheet.right - _QR_WIDTH
    anchor = parse_xml(
        f'<wp:anchor {nsdecls("wp")} distT="0" distB="0" distL="0" distR="0" simplePos="0" relativeHeight="1" '
        'behindDoc="1" locked="0" layoutInCell="1" allowOverlap="1"><wp:simplePos x="0" y="0"/>'
        f'<wp:positionH relativeFrom="page"><wp:posOffset>{Mm(across)}</wp:posOffset></wp:positionH>'
        f'<wp:positionV relativeFrom="page"><wp:posOffset>{Mm(down)}</wp:posOffset></wp:positionV>'
        f'<wp:extent cx="{inline.extent.cx}" cy="{inline.extent.cy}"/><wp:wrapNone/></wp:anchor>'
    )
    inline.docPr.set("descr", "二维码")
    for each in (inline.docPr, inline.graphic):
        anchor.append(each)
    inline.getparent().replace(inline, anchor)
