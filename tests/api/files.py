"""Files made on the spot: small, valid and of each kind that is taken, and the hostile ones."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib


def pdf(words: str = "material", extra: bytes = b"") -> bytes:
    """A PDF of one empty page that holds some words as its title."""
    return (
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R" + extra + b">>endobj\n"
        b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
        b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>endobj\n"
        b"4 0 obj<</Title(" + words.encode() + b")>>endobj\ntrailer<</Root 1 0 R/Info 4 0 R>>\n%%EOF\n"
    )


def packed_pdf(hidden: bytes) -> bytes:
    """A PDF with an object packed into a compressed stream."""
    packed = zlib.compress(b"5 0 " + hidden)
    head = b"5 0 obj<</Type/ObjStm/N 1/First 4/Filter/FlateDecode/Length %d>>stream\n" % len(packed)
    return pdf()[:-6] + head + packed + b"\nendstream endobj\n%%EOF\n"


def png(width: int = 2, height: int = 2) -> bytes:
    """A PNG that says it is so large."""
    header = b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunk = struct.pack(">I", 13) + header + struct.pack(">I", zlib.crc32(header))
    return b"\x89PNG\r\n\x1a\n" + chunk + b"\x00\x00\x00\x00IEND\xaeB`\x82"


def jpeg(width: int = 2, height: int = 2) -> bytes:
    """The beginning and the end of a JPEG that says it is so large."""
    app = b"\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00"
    frame = b"\xff\xc0\x00\x0b\x08" + struct.pack(">HH", height, width) + b"\x01\x01\x11\x00"
    return b"\xff\xd8" + app + frame + b"\xff\xd9"


def docx(words: str = "", **parts: bytes) -> bytes:
    """A DOCX with some words; more parts by path, ``__`` for ``/``."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", f"<document>{words}</document>")
        for path, content in parts.items():
            archive.writestr(path.replace("__", "/"), content)
    return held.getvalue()


def archive(*entries: tuple[str, bytes]) -> bytes:
    """A plain ZIP."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in entries:
            made.writestr(name, content)
    return held.getvalue()


def relations(mode: bytes) -> bytes:
    """A part that points at a file elsewhere."""
    return b'<Relationships><Relationship Id="r1" Target="http://127.0.0.1/t.dotm" ' + mode + b"/></Relationships>"
