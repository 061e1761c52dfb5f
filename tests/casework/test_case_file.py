from __future__ import annotations

import io
import itertools
from typing import Any

import pypdf
import pytest

from mediation.casework.case_file_order import SECTIONS
from mediation.documents.fonts import font_chain
from mediation.documents.rendering import pdf
from mediation.vocabulary import PaperKind
from tests.api.files import docx, jpeg
from tests.api.planting import upload
from tests.casework.issuing import MEDIATION
from tests.documents.samples import SPARSE_AGREEMENT, SPARSE_APPLICATION
from tests.stories import effective, in_mediation
from tests.world import COURT, CaseAt, World


def catalogue(case: CaseAt, which: str, who: str = "mediator") -> Any:
    return case.world.get(f"/cases/{case.id}/files/{which}", who)


def bound(case: CaseAt, which: str, who: str = "mediator") -> pypdf.PdfReader:
    answer = case.world.call("GET", f"/cases/{case.id}/files/{which}.pdf", who)
    assert answer.status_code == 200, answer.text
    return pypdf.PdfReader(io.BytesIO(answer.content))


def words(page: pypdf.PageObject) -> str:
    return "".join(page.extract_text().split())


def filled(world: World) -> CaseAt:
    """A case with things of every sort on file, handed in out of order."""
    case, ids = effective(world)
    two_pages = pdf(SPARSE_AGREEMENT, fonts=font_chain())
    upload(case, "mediator", "协议签署件.pdf", two_pages, kind="agreement")
    upload(case, "mediator", "工资条.docx", docx("工资条"), kind="evidence")
    upload(case, "mediator", "照片.jpg", jpeg(), kind="evidence")  # begins like a picture and is none
    upload(case, "mediator", "一方的话.pdf", two_pages + b"\n%", kind="minutes", audience="applicant_side")
    case.paper("mediator", "application")
    case.act("mediator", "log_contact", party=ids["worker"], channel="phone", outcome="spoken", note="约定周三到场")
    case.act("mediator", "add_note", audience="mediator", text="单位底线另记")
    return case


def test_every_kind_of_paper_stands_at_most_once_in_the_order() -> None:
    named = [kind for _, kinds in SECTIONS for kind in kinds]

    assert len(named) == len(set(named))
    assert set(named) | {PaperKind.OTHER} <= set(PaperKind)


def test_a_file_is_in_the_order_of_paper_practice_and_numbered_through(small_world: World) -> None:
    told = catalogue(filled(small_world), "internal")
    kinds = [piece["kind"] for piece in told["pieces"]]
    numbered = [(p["first_page"], p["pages"]) for p in told["pieces"] if p["pages"]]

    assert kinds == ["application", "evidence", "evidence", "minutes", "agreement", "agreement"]
    assert numbered[0][0] == 1
    assert all(first + pages == after for (first, pages), (after, _) in itertools.pairwise(numbered))
    assert told["pages"] == sum(pages for _, pages in numbered)


def test_the_file_that_leaves_holds_nothing_of_one_side_and_no_minutes(small_world: World) -> None:
    case = filled(small_world)
    inside = {(piece["kind"], piece["name"]) for piece in catalogue(case, "transfer")["pieces"]}
    text = "".join(words(page) for page in bound(case, "transfer").pages)

    assert ("agreement", "协议签署件.pdf") in inside
    assert not any(kind == "minutes" for kind, _ in inside)
    assert "约定周三到场" not in text
    assert "单位底线另记" not in text


def test_the_file_that_leaves_is_the_same_for_everybody_at_the_desk(small_world: World) -> None:
    case = filled(small_world)

    assert catalogue(case, "transfer", "mediator") == catalogue(case, "transfer", "head")


def test_the_internal_file_of_a_head_has_no_confidences(small_world: World) -> None:
    case = filled(small_world)
    mine, heads = ("".join(words(p) for p in bound(case, "internal", who).pages) for who in ("mediator", "head"))

    assert "单位底线另记" in mine
    assert "约定周三到场" in mine
    assert "一方的话" in mine
    assert "约定周三到场" in heads
    assert "单位底线另记" not in heads
    assert "一方的话" not in heads


def test_the_internal_file_is_not_for_the_court_which_has_what_was_handed_over(small_world: World) -> None:
    case = filled(small_world)
    case.move("mediator", MEDIATION, "prepare_confirmation", court=COURT)
    case.paper("mediator", "confirmation_application")
    certificate = pdf(SPARSE_APPLICATION, fonts=font_chain())
    upload(case, "mediator", "证明.pdf", certificate, kind="mediation_certificate")
    both = [{"party": party["id"]} for party in case.view()["parties"]]
    case.move("mediator", "judicial_confirmation", "file", form="written", applicants=both)
    told = catalogue(case, "transfer", "clerk")
    kinds = {piece["kind"] for piece in told["pieces"]}

    assert case.world.call("GET", f"/cases/{case.id}/files/internal", "clerk").status_code == 404
    assert case.world.call("GET", f"/cases/{case.id}/files/internal.pdf", "clerk").status_code == 404
    assert kinds == {"agreement", "confirmation_application", "mediation_certificate"}
    assert told["lacking"] is None


def test_the_bound_file_has_its_pages_where_the_contents_say_and_a_bookmark_for_each(small_world: World) -> None:
    case = filled(small_world)
    told, reader = catalogue(case, "internal"), bound(case, "internal")
    front = next(at for at, page in enumerate(reader.pages) if words(page).startswith("卷内目录")) + 1
    marks = [mark for mark in reader.outline if not isinstance(mark, list)]
    places = {str(mark.title): reader.get_destination_page_number(mark) for mark in marks}
    first = {p["title"]["zh"]: p["first_page"] for p in told["pieces"] if p["first_page"] and p["source"] == "issued"}

    assert {"卷内目录", "备考表", "联系记录", "调解员笔记（密）"} <= set(places)
    assert {title: (places[title] or 0) - front + 1 for title in first} == first
    assert len(reader.pages) >= told["pages"] + 3


def test_what_cannot_be_bound_is_listed(small_world: World) -> None:
    case = filled(small_world)
    unbound = [(p["name"], p["pages"]) for p in catalogue(case, "internal")["pieces"] if p["first_page"] is None]
    closing = words(bound(case, "internal").pages[-1])

    assert unbound == [("工资条.docx", 0), ("照片.jpg", 0)]
    assert "另存材料：证据材料（工资条.docx）、证据材料（照片.jpg）" in closing


def test_a_file_says_what_it_lacks_as_the_case_stands(small_world: World) -> None:
    case, _ = in_mediation(small_world)
    before = catalogue(case, "internal", "head")
    case.paper("mediator", "application")
    after = catalogue(case, "internal", "head")
    lacks = {kind for lack in before["lacking"] for kind in lack["kinds"]}

    assert {"application", "identity", "minutes", "delivery_address"} <= lacks
    assert "agreement" not in lacks
    assert after["there"] == before["there"] + 1
    assert after["due"] == before["due"]


@pytest.mark.parametrize("form", ["", ".pdf"])
def test_strangers_have_no_file(small_world: World, form: str) -> None:
    case, _ = in_mediation(small_world)

    assert case.world.call("GET", f"/cases/{case.id}/files/transfer{form}", "stranger").status_code == 404
