"""Files: what they are by their bytes, what would do harm, and what becomes of their names."""

from __future__ import annotations

import time
from typing import Any

import httpx2
import pytest

from mediation.casework.attachments import MOST_FILES
from mediation.casework.sniffing import LARGEST, display_name, sniff
from mediation.errors import BadInput
from tests.api.files import archive, docx, jpeg, packed_pdf, pdf, png, relations
from tests.api.problems import is_a_problem
from tests.world import CaseAt, World


# ── files ────────────────────────────────────────────────────────────────────────────────────────────────────────
def upload(case: CaseAt, name: str, content: bytes, **fields: Any) -> httpx2.Response:
    files = {"file": (name, content)}
    return case.world.call(
        "POST", f"/cases/{case.id}/attachments", "registrar", files=files, data={"kind": "evidence", **fields}
    )


GOOD = {
    "a.pdf": pdf(),
    "a.png": png(),
    "a.jpg": jpeg(),
    "a.jpeg": jpeg(3, 3),
    "a.docx": docx("词" * 50_000),
    "large.pdf": pdf("x" * 1_000_000),
    "empty-looking.PDF": pdf("y"),
}


@pytest.mark.parametrize("name", GOOD)
def test_files_as_a_desk_gets_them_are_taken(shared_world: World, name: str) -> None:
    case = shared_world.open()
    answer = upload(case, name, GOOD[name], purpose="证明工资标准", pages=1)
    ref = answer.json()["attachment"]["id"]
    back = shared_world.call("GET", f"/cases/{case.id}/attachments/{ref}", "registrar")

    assert answer.status_code == 201
    assert back.content == GOOD[name]
    assert back.headers["Content-Disposition"].startswith("attachment;")
    assert case.view()["attachments"][0]["purpose"] == "证明工资标准"


EXTERNAL = relations(b'TargetMode="External"')
HOSTILE: dict[str, tuple[str, bytes, int, str]] = {
    "nothing": ("a.pdf", b"", 422, "empty"),
    "one byte over": ("a.pdf", pdf() + bytes(LARGEST), 413, "too_large"),
    "svg": ("a.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>", 415, "unsupported_media"),
    "html": ("a.html", b"<html>", 415, "unsupported_media"),
    "script": ("a.js", b"alert(1)", 415, "unsupported_media"),
    "shortcut": ("a.lnk", b"L\x00\x00\x00\x01\x14\x02\x00", 415, "unsupported_media"),
    "disk": ("a.iso", b"\x00CD001", 415, "unsupported_media"),
    "rar": ("a.rar", b"Rar!\x1a\x07\x00", 415, "unsupported_media"),
    "seven zip": ("a.7z", b"7z\xbc\xaf\x27\x1c", 415, "unsupported_media"),
    "old word": ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 415, "unsupported_media"),
    "plain zip": ("a.zip", archive(("a.txt", b"a")), 415, "unsupported_media"),
    "sheet": ("a.xlsx", archive(("xl/workbook.xml", b"a")), 415, "unsupported_media"),
    "html as jpg": ("photo.jpg", b"<html><script>alert(1)</script>", 422, "type_mismatch"),
    "svg as png": ("photo.png", b"<svg/>", 422, "type_mismatch"),
    "program as pdf": ("a.pdf", b"MZ\x90\x00", 422, "type_mismatch"),
    "jpeg start, html rest": ("photo.jpg", b"\xff\xd8\xff<html><script>alert(1)</script>", 422, "type_mismatch"),
    "png start, html rest": ("photo.png", b"\x89PNG\r\n\x1a\n<html><script>", 422, "type_mismatch"),
    "pdf and zip": ("a.pdf", pdf() + archive(("a.js", b"alert(1)")), 422, "type_mismatch"),
    "jpg and zip": ("a.jpg", jpeg() + archive(("a.js", b"alert(1)")), 422, "type_mismatch"),
    "png flood": ("a.png", png(50_000, 50_000), 422, "too_many_pixels"),
    "jpg flood": ("a.jpg", jpeg(60_000, 60_000), 422, "too_many_pixels"),
    "pdf script": ("a.pdf", pdf(extra=b"/OpenAction<</S/JavaScript/JS(app.alert(1))>>"), 422, "active_content"),
    "pdf script, short": ("a.pdf", pdf(extra=b"/OpenAction<</S/X/JS (app.alert(1))>>"), 422, "active_content"),
    "pdf script, disguised": ("a.pdf", pdf(extra=b"/OpenAction<</S/J#61vaScript/J#53(1)>>"), 422, "active_content"),
    "pdf script, packed": ("a.pdf", packed_pdf(b"<</S/JavaScript/JS(app.alert(1))>>"), 422, "active_content"),
    "pdf launch": ("a.pdf", pdf(extra=b"/OpenAction<</S/Launch/F(calc.exe)>>"), 422, "active_content"),
    "pdf with a file": ("a.pdf", pdf(extra=b"/Names<</EmbeddedFiles 9 0 R>>"), 422, "active_content"),
    "pdf encrypted": ("a.pdf", pdf() + b"trailer<</Encrypt 9 0 R>>", 422, "active_content"),
    "macros": ("a.docx", docx(word__vbaProject="bin".encode()), 422, "active_content"),  # noqa: UP012  # bytes by kind
    "macros by type": (
        "a.docx",
        archive(
            ("[Content_Types].xml", b"application/vnd.ms-word.document.macroEnabled.main+xml"),
            ("word/document.xml", b""),
        ),
        422,
        "active_content",
    ),
    "embedded": ("a.docx", docx(word__embeddings__oleObject1=b"ole"), 422, "active_content"),
    "template elsewhere": (
        "a.docx",
        archive(("word/document.xml", b""), ("word/_rels/x.rels", EXTERNAL)),
        422,
        "active_content",
    ),
    "template elsewhere, quoted": (
        "a.docx",
        archive(("word/document.xml", b""), ("word/_rels/x.rels", relations(b"TargetMode = 'External'"))),
        422,
        "active_content",
    ),
    "field": ("a.docx", docx('<instrText>INCLUDETEXT "/etc/passwd"</instrText>'), 422, "active_content"),
    "dde": ("a.docx", docx("<instrText>DDEAUTO c:\\\\cmd.exe</instrText>"), 422, "active_content"),
    "cut off": ("a.docx", docx()[:-30], 422, "bad_archive"),
    "only a beginning": ("a.docx", b"PK\x03\x04", 422, "bad_archive"),
    "bomb": ("a.docx", docx(word__media__a=bytes(64 * 1024 * 1024)), 422, "bad_archive"),
    "sixty thousand parts": ("a.docx", b"PK\x03\x04" + b"PK\x01\x02" * 60_000, 422, "bad_archive"),
    "relations that never end": (
        "a.docx",
        archive(("word/document.xml", b""), ("a.rels", bytes(2_000_000))),
        422,
        "bad_archive",
    ),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_files_that_would_do_harm_are_refused_in_no_time(shared_world: World, name: str) -> None:
    case = shared_world.open()
    filename, content, status, code = HOSTILE[name]
    began = time.perf_counter()

    assert is_a_problem(upload(case, filename, content), status, code)
    assert time.perf_counter() - began < 2
    assert case.view()["attachments"] == []


def test_a_header_that_lies_about_its_size_is_refused() -> None:
    honest = bytearray(archive(("word/document.xml", b""), ("a.rels", b"a" * 500_000)))
    for start in (honest.find(b"PK\x03\x04", 4) + 22, honest.rfind(b"PK\x01\x02") + 24):
        honest[start : start + 4] = (10).to_bytes(4, "little")

    with pytest.raises(BadInput, match="压缩内容异常"):
        sniff(bytes(honest))


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("../../etc/passwd", "passwd.pdf"),
        ("C:\\temp\\工资条.pdf", "工资条.pdf"),
        ("a\r\nSet-Cookie: x.pdf", "a Set-Cookie: x.pdf"),
        ("CON.pdf", "_CON.pdf"),
        ("nul", "_nul.pdf"),
        ("长" * 300 + ".pdf", "长" * 100 + ".pdf"),
        ("工资条.exe", "工资条.pdf"),
        ("...", "未命名.pdf"),
        ("", "未命名.pdf"),
    ],
)
def test_names_of_files_are_cleaned(name: str, shown: str) -> None:
    assert display_name(name, "pdf") == shown


def test_a_name_that_reads_backwards_is_refused(shared_world: World) -> None:
    assert is_a_problem(upload(shared_world.open(), "报告\u202efdp.exe", pdf()), 422, "bad_char")


def test_the_same_file_twice_is_one_file(shared_world: World) -> None:
    case = shared_world.open()
    first, second = upload(case, "a.pdf", pdf()), upload(case, "b.pdf", pdf())

    assert (first.status_code, second.status_code) == (201, 200)
    assert first.json()["attachment"] == second.json()["attachment"]
    assert len(case.view()["attachments"]) == 1


def test_a_case_holds_a_hundred_files(shared_world: World) -> None:
    case = shared_world.open()
    for number in range(MOST_FILES):
        assert upload(case, "a.png", png() + str(number).encode()).status_code == 201

    assert is_a_problem(upload(case, "a.png", png()), 409, "too_many_files")
    assert upload(case, "a.png", png() + b"7").status_code == 200


@pytest.mark.parametrize(
    "fields",
    [
        {"kind": "anything"},
        {"audience": "everybody"},
        {"pages": "0"},
        {"pages": "x"},
        {"state": "closed"},
        {"purpose": "a\u0000b"},
        {"purpose": "x" * 2001},
        {"party": "nobody"},
    ],
)
def test_what_is_said_of_a_file_is_held_to_its_form(shared_world: World, fields: dict[str, str]) -> None:
    case = shared_world.open()

    assert is_a_problem(upload(case, "a.pdf", pdf(), **fields), 422)
    assert case.view()["attachments"] == []


def test_a_file_without_its_kind_or_a_kind_without_its_file(shared_world: World) -> None:
    case = shared_world.open()
    path = f"/cases/{case.id}/attachments"
    no_kind = shared_world.call("POST", path, "registrar", files={"file": ("a.pdf", pdf())})
    no_file = shared_world.call("POST", path, "registrar", files={"kind": (None, "evidence")})

    assert is_a_problem(no_kind, 422, "missing")
    assert is_a_problem(no_file, 422, "missing")


def test_ranges_are_not_served(shared_world: World) -> None:
    case = shared_world.open()
    ref = upload(case, "a.pdf", pdf("z" * 100_000)).json()["attachment"]["id"]
    many = "bytes=" + ",".join(f"{n}-{n}" for n in range(0, 2000, 2))
    began = time.perf_counter()
    answer = shared_world.call("GET", f"/cases/{case.id}/attachments/{ref}", "registrar", headers={"Range": many})

    assert (answer.status_code, answer.content) == (200, pdf("z" * 100_000))
    assert time.perf_counter() - began < 0.5
