"""An empty DOCX with the styles of official papers, under the names Word and WPS show: 正文, 标题 1, 题目, 落款 …

It names the typefaces official papers are set in (仿宋_GB2312, 黑体, 楷体_GB2312, 方正小标宋简体); none is in the file.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from typing import Any

import docx
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from mediation.documents.layout import TABLE_SIZES

BODY, HEADING, SIDE, TITLE = "仿宋_GB2312", "黑体", "楷体_GB2312", "方正小标宋简体"
STAND_INS = (
    (BODY, "仿宋", "roman"),
    (HEADING, "SimHei", "swiss"),
    (SIDE, "楷体", "script"),
    (TITLE, "宋体", "roman"),
)
"""What takes the place of a typeface that is not installed."""
KEPT_PARTS = {RELATIONSHIP_TYPE.STYLES, RELATIONSHIP_TYPE.SETTINGS}


@dataclass(frozen=True, slots=True)
class Look:
    """A paragraph style: ``size`` and ``pitch`` of its lines, ``before`` and ``after`` in points; ``indent`` in ems."""

    key: str
    name: str
    size: float = 16
    pitch: float = 28
    font: str = BODY
    align: str = "both"
    indent: int = 0
    before: float = 0
    after: float = 0
    keep: bool = False
    border: str = ""
    level: int | None = None


def _edge(side: str, kind: str, space: int, weight: int = 4) -> str:
    return f'<w:{side} w:val="{kind}" w:sz="{weight}" w:space="{space}" w:color="auto"/>'


_SEAL_EDGE = "".join(
    _edge(side, "dotted", space, 6) for side, space in (("top", 31), ("left", 1), ("bottom", 31), ("right", 1))
)
_CUT_EDGE = _edge("bottom", "dashed", 1, 6)
_HEAD_EDGE = _edge("bottom", "single", 3)


def cell_style(size: float) -> str:
    """Return the key of the style of a table's cells whose letters are ``size`` points."""
    return f"Cell{round(size * 10)}"


LOOKS = (
    Look("Normal", "Normal", indent=0),
    Look("Text", "正文缩进文字", indent=2),
    Look("Title1", "题目", 22, 34, TITLE, "center", after=8, keep=True, level=0),
    Look("ReceiptTitle", "回执题目", 18, 28, TITLE, "center", after=8, keep=True),
    Look("Number", "编号", align="center", after=14),
    Look("Heading1", "heading 1", font=HEADING, indent=2, keep=True, level=1),
    Look("Addressee", "主送", align="left"),
    Look("Party", "当事人", align="left", indent=2),
    Look("Item", "条目", indent=2),
    Look("Label", "表格项目", 14, 24, HEADING, "center"),
    Look("Value", "表格内容", 14, 24, align="left"),
    Look("Sign", "签名", 14, 24, align="left"),
    Look("Seal", "印章处", 12, 24, SIDE, "center", before=4, after=4, border=_SEAL_EDGE),
    Look("Date", "日期", 14, 24, align="right"),
    Look("Issuer", "落款", align="center"),
    Look("Dated", "落款日期", align="right", before=18),
    Look("Cut", "裁剪线", 8, 14, align="center", after=14, border=_CUT_EDGE),
    Look("Gap", "表间", 4, 6, align="left"),
    Look("Header", "header", 10.5, 16, align="left", border=_HEAD_EDGE),
    Look("Footer", "footer", 14, 20, align="center"),
    Look("PageOf", "页次", 10.5, 16, align="center"),
    Look("Signers", "逐页签名", 10.5, 25.5, align="left"),
    *(Look(cell_style(size), f"表格文字 {size:g}磅", size, size + 10, align="center") for size in TABLE_SIZES),
)


@lru_cache(maxsize=1)
def base() -> bytes:
    """Return the bytes of the empty paper: no author, no machine, no theme, nothing of another template."""
    document = docx.Document()
    package = document.part.package
    for rels, kept in ((document.part.rels, KEPT_PARTS), (package.rels, {RELATIONSHIP_TYPE.OFFICE_DOCUMENT})):
        for key in [key for key, rel in rels.items() if rel.reltype not in kept]:
            del rels[key]
    _refill(document.styles.element, _STYLES)
    _refill(document.settings.element, _SETTINGS)
    content = f"<?xml version='1.0' encoding='UTF-8'?><w:fonts {nsdecls('w')}>{_FONTS}</w:fonts>".encode()
    fonts = Part(PackURI("/word/fontTable.xml"), CONTENT_TYPE.WML_FONT_TABLE, content, package)
    document.part.relate_to(fonts, RELATIONSHIP_TYPE.FONT_TABLE)
    held = BytesIO()
    document.save(held)
    return held.getvalue()


def _refill(element: Any, inside: str) -> None:
    for child in list(element):
        element.remove(child)
    for child in parse_xml(f"<w:holder {nsdecls('w')}>{inside}</w:holder>"):
        element.append(child)


def _fonts(name: str) -> str:
    return f'<w:rFonts w:hint="eastAsia" w:ascii="{name}" w:hAnsi="{name}" w:eastAsia="{name}" w:cs="{name}"/>'


def _style(look: Look) -> str:
    half, twentieth = round(look.size * 2), round(look.pitch * 20)
    default = ' w:default="1"' if look.key == "Normal" else ""
    based = "" if default else '<w:basedOn w:val="Normal"/>'
    keep = "<w:keepNext/>" if look.keep else ""
    border = f"<w:pBdr>{look.border}</w:pBdr>" if look.border else ""
    level = "" if look.level is None else f'<w:outlineLvl w:val="{look.level}"/>'
    indent = f'<w:ind w:firstLineChars="{look.indent * 100}" w:firstLine="{round(look.indent * look.size * 20)}"/>'
    return (
        f'<w:style w:type="paragraph" w:styleId="{look.key}"{default}><w:name w:val="{look.name}"/>{based}<w:qFormat/>'
        f'<w:pPr>{keep}<w:widowControl w:val="0"/>{border}<w:kinsoku/>'
        '<w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/><w:snapToGrid w:val="0"/>'
        f'<w:spacing w:before="{round(look.before * 20)}" w:after="{round(look.after * 20)}" '
        f'w:line="{twentieth}" w:lineRule="exact"/>{indent if look.indent else ""}<w:jc w:val="{look.align}"/>'
        f"{level}</w:pPr><w:rPr>{_fonts(look.font)}"
        f'<w:sz w:val="{half}"/><w:szCs w:val="{half}"/></w:rPr></w:style>'
    )


_STYLES = (
    f"<w:docDefaults><w:rPrDefault><w:rPr>{_fonts(BODY)}"
    '<w:kern w:val="0"/><w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
    f"<w:pPrDefault/></w:docDefaults>{''.join(map(_style, LOOKS))}"
    '<w:style w:type="character" w:styleId="Strong1"><w:name w:val="黑体字"/><w:qFormat/>'
    f"<w:rPr>{_fonts(HEADING)}</w:rPr></w:style>"
    '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:tblPr>'
    '<w:tblInd w:w="0" w:type="dxa"/></w:tblPr></w:style>'
)
_SETTINGS = (
    '<w:zoom w:percent="100"/><w:characterSpacingControl w:val="doNotCompress"/><w:compat><w:compatSetting '
    'w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
    '<w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/>'
)
_FONTS = "".join(
    f'<w:font w:name="{name}"><w:altName w:val="{instead}"/><w:charset w:val="86"/>'
    f'<w:family w:val="{family}"/></w:font>'
    for name, instead, family in STAND_INS
)
