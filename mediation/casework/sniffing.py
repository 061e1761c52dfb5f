"""What a file is by its bytes, not by its name: held to size, and to what may be opened without harm."""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping

from mediation.casework.values import clean_text
from mediation.errors import BadInput, MediationError, Problem

LARGEST = 20 * 1024 * 1024
MOST_PIXELS = 60_000_000
_INFLATED = 50 * 1024 * 1024
_ENTRIES = 2000
_PART = 1_000_000


class TooLarge(MediationError):
    """The file is over the limit."""

    code = "too_large"


class UnknownMedia(MediationError):
    """The bytes are none of the kinds that are taken."""

    code = "unsupported_media"


def sniff(content: bytes, filename: str = "") -> str:
    """Return what the bytes are: ``pdf``, ``jpg``, ``png`` or ``docx``.

    Raises:
        TooLarge: over 20 MB.
        UnknownMedia: none of the four.
        BadInput: empty; bytes that are not what the name says, or two kinds at once; an active or encrypted PDF, a DOCX
            with macros or external links, too many pixels, or a bomb.
    """
    if not content:
        raise _bad("empty", "文件为空，请重新选择。", "The file is empty; choose it again.")
    if len(content) > LARGEST:
        raise TooLarge("单个文件上限 20 MB，请压缩或分开上传。", "A file may have 20 MB; compress or split it.")
    check = next((check for start, check in _BEGINNINGS.items() if content.startswith(start)), None)
    if check is not None:
        if check is not _docx and zipfile.is_zipfile(io.BytesIO(content)):
            raise _mismatch()
        return check(content)
    if filename.lower().endswith((".pdf", ".jpg", ".jpeg", ".png", ".docx")):
        raise _mismatch()
    raise UnknownMedia(
        "仅支持 PDF、JPG、PNG、DOCX 文件，请转换后上传。", "Only PDF, JPG, PNG and DOCX are taken; convert the file."
    )


_STREAM = re.compile(rb"stream\r?\n(.*?)endstream", re.DOTALL)
_ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")
_ACTIVE = re.compile(rb"/(?:JavaScript|JS\s*[(<\d]|Launch\b|EmbeddedFile|Encrypt\b|RichMedia\b)")


def _pdf(content: bytes) -> str:
    if any(_ACTIVE.search(_ESCAPED.sub(_unescaped, part)) for part in _readable(content)):
        raise _bad(
            "active_content",
            "PDF 含有脚本、附件或者已加密，请重新导出不含这些内容的 PDF。",
            "The PDF is encrypted or holds a script or a file; export it again without.",
        )
    return "pdf"


def _unescaped(match: re.Match[bytes]) -> bytes:
    return bytes([int(match[1], 16)])


def _readable(content: bytes) -> Iterator[bytes]:
    """What a reader would look at: everything outside streams, and the objects packed into streams."""
    yield _STREAM.sub(b"", content)
    packed = 0
    for match in _STREAM.finditer(content):
        if b"/ObjStm" not in content[max(0, match.start() - 400) : match.start()]:
            continue
        try:
            inflated = zlib.decompressobj().decompress(match[1], _INFLATED - packed)
        except zlib.error:
            continue
        packed += len(inflated)
        if packed >= _INFLATED:
            raise _bomb()
        yield inflated


def _png(content: bytes) -> str:
    if content[12:16] != b"IHDR" or len(content) < 33:
        raise _mismatch()
    return _pictured("png", *struct.unpack(">II", content[16:24]))


def _jpeg(content: bytes) -> str:
    """Walk the segments up to the frame, which says how large the picture is."""
    place = 2
    while place + 9 <= len(content) and content[place] == 0xFF:
        marker, length = content[place + 1], int.from_bytes(content[place + 2 : place + 4], "big")
        if 0xC0 <= marker <= 0xCF and marker not in {0xC4, 0xC8, 0xCC}:
            height, width = struct.unpack(">HH", content[place + 5 : place + 9])
            return _pictured("jpg", width, height)
        place += 1 if marker == 0xFF else 2 + length
    raise _mismatch()


def _pictured(media: str, width: int, height: int) -> str:
    if width * height > MOST_PIXELS:
        raise _bad(
            "too_many_pixels",
            "图片尺寸过大（上限 6000 万像素），请缩小后上传。",
            "The picture has more than 60 million pixels; make it smaller.",
        )
    return media


def _docx(content: bytes) -> str:
    if content.count(b"PK\x01\x02") > _ENTRIES:  # listing sixty thousand entries takes seconds; counting does not
        raise _bomb()
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
        entries = archive.infolist()
        if sum(entry.file_size for entry in entries) > _INFLATED:
            raise _bomb()
        _plain_document(archive, entries)
    except (zipfile.BadZipFile, EOFError, OSError, RuntimeError, NotImplementedError, zlib.error, ValueError) as error:
        raise _bomb() from error
    return "docx"


_BEGINNINGS: Mapping[bytes, Callable[[bytes], str]] = {
    b"%PDF-": _pdf,
    b"\xff\xd8\xff": _jpeg,
    b"\x89PNG\r\n\x1a\n": _png,
    b"PK\x03\x04": _docx,
}
_FIELD = re.compile(rb"\b(?:INCLUDETEXT|INCLUDEPICTURE|DDE|DDEAUTO)\b")


def _plain_document(archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo]) -> None:
    names = {entry.filename for entry in entries}
    if "word/document.xml" not in names:
        raise UnknownMedia(
            "该压缩文件不是 DOCX 文档，请另存为 .docx 后上传。", "The archive is no DOCX document; save it as .docx."
        )
    if any("vbaproject" in name.lower() or name.lower().startswith("word/embeddings/") for name in names):
        raise _active()
    for entry in entries:
        relations = entry.filename.endswith(".rels")
        if relations and re.search(rb"TargetMode\s*=\s*[\"']External", _read(archive, entry)):
            raise _active()
        if entry.filename == "word/document.xml" and _FIELD.search(_read(archive, entry, 20 * _PART)):
            raise _active()
        if entry.filename == "[Content_Types].xml" and b"macroEnabled" in _read(archive, entry):
            raise _active()


def _read(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, most: int = _PART) -> bytes:
    """Read one part; a header that lies about its size is refused."""
    with archive.open(entry) as part:
        content = part.read(most + 1)
    if len(content) > most:
        raise _bomb()
    return content


def _mismatch() -> BadInput:
    return _bad(
        "type_mismatch",
        "文件内容与扩展名不符，请重新导出后上传。",
        "The bytes are not what the name says; export the file again.",
    )


def _active() -> BadInput:
    return _bad(
        "active_content",
        "文件含有宏、嵌入对象或外部链接，请另存为不含这些内容的 .docx。",
        "The file holds macros, embedded objects or external links; save it without.",
    )


def _bomb() -> BadInput:
    return _bad("bad_archive", "压缩内容异常，已拒绝，请重新导出文件。", "The archive is malformed; export it again.")


def _bad(code: str, zh: str, en: str) -> BadInput:
    return BadInput([Problem("file", code, zh, en)])


_RESERVED = re.compile(r"(?i)(?:CON|PRN|AUX|NUL|COM\d|LPT\d)")


def display_name(filename: str, media: str) -> str:
    """Return the name people read: the last path part, cleaned, ending as what the file is.

    Raises:
        BadInput: direction or zero-width characters (a name that reads backwards hides what it is).
    """
    flat = re.sub(r"[\r\n\t]+", " ", filename.replace("\\", "/").rsplit("/", 1)[-1])
    try:
        name = clean_text(flat).strip().strip(".")
    except ValueError as error:
        raise _bad(
            "bad_char",
            f"文件名含有非法字符（{error}），请改名后上传。",
            f"The file name holds an invisible character ({error}); rename it.",
        ) from error
    stem = (name.rsplit(".", 1)[0] if "." in name else name)[:100].strip() or "未命名"
    return f"_{stem}.{media}" if _RESERVED.fullmatch(stem) else f"{stem}.{media}"
