"""Papers issued: their bytes and digest stay, their numbers have no gap, and nothing confided is printed."""

from __future__ import annotations

import hashlib
import io
from dataclasses import replace
from typing import Any

import docx
import httpx2
import pypdf
import pytest
from sqlalchemy import text

from mediation.casework import attachments, papers
from mediation.casework.opened import open_for
from mediation.casework.sniffing import sniff
from mediation.casework.verifying import verify
from mediation.records.database import reading
from mediation.vocabulary import PaperKind
from tests.stories import drafted, effective, in_mediation, term
from tests.world import COURT, CaseAt, World, person_id

MEDIATION = "labour_mediation"
FORMS = ("pdf", "page", "docx")


def issue(case: CaseAt, who: str, kind: str, version: int | None = None, key: str = "") -> httpx2.Response:
    headers = {"If-Match": f'"{case.version() if version is None else version}"'}
    headers |= {"Idempotency-Key": key} if key else {}
    return case.world.call("POST", f"/cases/{case.id}/papers", who, json={"kind": kind}, headers=headers)


def listed(case: CaseAt, who: str = "mediator") -> list[Any]:
    return list(case.world.get(f"/cases/{case.id}/papers", who))


def content(case: CaseAt, paper_id: str, form: str = "pdf", who: str = "mediator") -> bytes:
    answer = case.world.call("GET", f"/cases/{case.id}/papers/{paper_id}?form={form}", who)
    assert answer.status_code == 200, answer.text
    return answer.content


def words(pdf: bytes) -> str:
    return "".join("".join(page.extract_text().split()) for page in pypdf.PdfReader(io.BytesIO(pdf)).pages)


def with_application(world: World) -> tuple[CaseAt, dict[str, str]]:
    """An effective agreement whose application for confirmation was issued."""
    case, ids = effective(world)
    case.move("mediator", MEDIATION, "prepare_confirmation", court=COURT)
    case.paper("mediator", "confirmation_application")
    return case, ids


def test_both_papers_are_read_back_byte_for_byte_under_their_digest(small_world: World) -> None:
    case, _ = with_application(small_world)

    shown = {paper["kind"]: paper for paper in listed(case)}

    assert set(shown) == {"agreement", "confirmation_application"}
    for paper in shown.values():
        first, second = content(case, paper["id"]), content(case, paper["id"])
        assert first == second
        assert hashlib.sha256(first).hexdigest() == paper["sha256"]
        assert first.startswith(b"%PDF-")
        assert content(case, paper["id"], "page").startswith(b"<!doctype html>")
        title = docx.Document(io.BytesIO(content(case, paper["id"], "docx"))).paragraphs[0].text
        assert title == paper["title"]["zh"]
    assert "司法确认申请书" in words(content(case, shown["confirmation_application"]["id"]))


def test_each_series_of_papers_is_numbered_without_gap_also_after_refusals(small_world: World) -> None:
    first, _ = drafted(small_world)
    second, _ = in_mediation(small_world)
    issue(second, "mediator", "agreement")  # nothing was drafted: refused
    third, _ = drafted(small_world)
    issue(third, "mediator", "agreement", version=1)  # stale: refused
    third.paper("mediator", "agreement")
    with_application(small_world)

    with reading(small_world.desk.engine) as db:
        numbers = list(
            db.execute(text("SELECT number FROM paper WHERE kind = 'agreement' ORDER BY issued_at, number")).scalars()
        )
        applications = list(db.execute(text("SELECT number FROM paper WHERE kind <> 'agreement'")).scalars())
    assert sorted(numbers) == [f"江东工调协字〔2026〕{n}号" for n in (1, 2, 3, 4)]
    assert applications == ["江东工调确申字〔2026〕1号"]
    assert first.id != third.id


def test_a_paper_is_stale_once_the_file_says_something_else_and_its_bytes_stay(small_world: World) -> None:
    case, ids = drafted(small_world)
    paper = listed(case)[0]
    before = content(case, paper["id"])

    case.act("mediator", "amend_party", party=ids["worker"], address="江州市城东区新居路2号（虚构）")

    after = listed(case)[0]
    assert (paper["stale"], after["stale"]) == (False, True)
    assert content(case, paper["id"]) == before
    assert "柳荫路1号" in words(before)


def test_what_a_paper_does_not_say_makes_it_no_staler(small_world: World) -> None:
    case, ids = drafted(small_world)

    case.act("mediator", "log_contact", party=ids["worker"], channel="phone", outcome="spoken", note="约签字时间")
    case.act("mediator", "add_note", audience="mediator", text="双方情绪平稳")

    assert [paper["stale"] for paper in listed(case)] == [False]


def test_an_issued_paper_is_read_as_it_was_kept_and_never_made_again(small_world: World) -> None:
    case, _ = drafted(small_world)
    paper = listed(case)[0]
    before = [content(case, paper["id"], form) for form in FORMS]
    small_world.at("2026-08-20 10:00")

    with reading(small_world.desk.engine) as db:
        opened = open_for(db, small_world.desk, person_id("mediator"), case.id, small_world.now)
        made_now = papers.render(opened, PaperKind.AGREEMENT, papers.background_of(db, opened))

    assert made_now.forms.pdf != before[0]
    assert [content(case, paper["id"], form) for form in FORMS] == before
    assert paper["template"] == made_now.template


def test_a_paper_in_word_is_a_download_under_its_own_name(small_world: World) -> None:
    case, _ = drafted(small_world)
    paper = listed(case)[0]

    answer = small_world.call("GET", f"/cases/{case.id}/papers/{paper['id']}?form=docx", "mediator")

    assert answer.headers["content-type"] == attachments.MEDIA["docx"]
    assert answer.headers["content-disposition"].startswith("attachment; filename*=UTF-8''%E8%B0%83")
    assert sniff(answer.content, "调解协议书.docx") == "docx"


def test_the_fields_that_are_missing_are_named(small_world: World) -> None:
    case = small_world.open()
    worker = case.act("registrar", "add_party", kind="worker", side="applicant", name="周行远")
    employer = case.act("registrar", "add_party", kind="employer", side="respondent", name="江州远达物流有限公司")
    ids = {
        "worker": next(r["id"] for r in worker["steps"][0]["rows"] if r["table"] == "party"),
        "employer": next(r["id"] for r in employer["steps"][0]["rows"] if r["table"] == "party"),
    }
    case.act(
        "registrar", "add_claim", item="wages", claimant=ids["worker"], respondent=ids["employer"], amount="100.00"
    )
    case.move("registrar", MEDIATION, "register", form="written", received_on="2026-08-03")
    case.move("registrar", MEDIATION, "record_consent", party=ids["employer"], channel="phone")
    case.move("registrar", MEDIATION, "accept")
    case.move("head", MEDIATION, "assign", mediator=person_id("mediator"))
    checks = {"identity_checked": True, "rights_told": True, "sham_told": True, "address_confirmed": True}
    case.move("mediator", MEDIATION, "hold_meeting", channel="in_person", **checks)
    case.move("mediator", MEDIATION, "draft_agreement", terms=[term(ids, 1, "100.00")], no_more_dispute=True)

    refused = issue(case, "mediator", "agreement")

    assert refused.status_code == 422
    assert {error["code"] for error in refused.json()["errors"]} == {"missing_field"}
    said = "".join(error["zh"] for error in refused.json()["errors"])
    for missing in ("证件号码", "住所", "周行远", "江州远达物流有限公司"):
        assert missing in said


def test_nothing_confided_is_printed(small_world: World) -> None:
    case, ids = in_mediation(small_world)
    secrets = {
        "note": "甘蓝密语",
        "caucus": "芥蓝密语",
        "concession": "菠菜密语",
        "offer": "苋菜密语",
        "contact": "茼蒿密语",
        "basis": "莴笋密语",
    }
    case.act("mediator", "add_note", audience="mediator", text=secrets["note"])
    for audience, kind in (("applicant_side", "disputed"), ("respondent_side", "undisputed")):
        case.act("mediator", "record_fact", **{"class": kind}, audience=audience, text=secrets["caucus"])
    case.act("mediator", "record_fact", **{"class": "concession"}, audience="mediator", text=secrets["concession"])
    case.move("mediator", MEDIATION, "offer", party=ids["worker"], amount="12345.67", words=secrets["offer"])
    case.act("mediator", "log_contact", party=ids["worker"], channel="phone", outcome="spoken", note=secrets["contact"])
    case.act(
        "mediator",
        "add_claim",
        item="overtime",
        claimant=ids["worker"],
        respondent=ids["employer"],
        amount="1.00",
        basis=secrets["basis"],
    )
    case.act(
        "mediator",
        "record_fact",
        **{"class": "undisputed"},
        audience="joint",
        text="双方确认工资标准为每月六千二百元。",
    )
    terms = [term(ids, 1, "18600.00"), term(ids, 2, "20000.00")]
    case.move("mediator", MEDIATION, "draft_agreement", terms=terms, no_more_dispute=True)

    case.paper("mediator", "agreement")

    paper = listed(case)[0]
    pdf, page = words(content(case, paper["id"])), content(case, paper["id"], "page").decode()
    for said in (*secrets.values(), "12,345.67"):
        assert said not in pdf
        assert said not in page
    assert "双方确认工资标准" in pdf


def test_a_paper_on_a_stale_version_is_refused_and_not_filed(small_world: World) -> None:
    case, ids = drafted(small_world)
    version = case.version()
    case.act("mediator", "amend_party", party=ids["worker"], phone="13900000009")

    refused = issue(case, "mediator", "agreement", version=version)

    assert (refused.status_code, refused.json()["version"]) == (412, version + 1)
    assert len(listed(case)) == 1


def test_the_kept_answer_is_given_again_though_the_paper_could_not_be_made_now(small_world: World) -> None:
    case, _ = drafted(small_world)
    version = case.version()
    first = issue(case, "mediator", "agreement", version, key="paper-1")
    case.move("mediator", MEDIATION, "return_to_mediation", reason="条款需再商量")

    again = issue(case, "mediator", "agreement", version, key="paper-1")

    assert (first.status_code, first.content) == (again.status_code, again.content)
    assert len(listed(case)) == 2


def test_who_may_not_issue_is_told_so_before_anything_of_the_file_is(small_world: World) -> None:
    case, _ = with_application(small_world)
    case.act("registrar", "log_contact", party=case.view()["parties"][0]["id"], channel="phone", outcome="spoken")

    refused = issue(case, "clerk", "agreement")

    assert (refused.status_code, refused.json()["code"]) == (404, "case_not_found")


@pytest.mark.parametrize("kind", ["identity", "award"])
def test_a_paper_that_cannot_be_made_says_which_can(small_world: World, kind: str) -> None:
    case, _ = drafted(small_world)

    refused = issue(case, "mediator", kind)

    assert refused.status_code == 404
    assert "调解协议书" in refused.json()["title"]


def test_two_papers_of_the_same_words_have_the_same_bytes(small_world: World) -> None:
    case, _ = drafted(small_world)
    with reading(small_world.desk.engine) as db:
        opened = open_for(db, small_world.desk, person_id("mediator"), case.id, small_world.now)
        background = papers.background_of(db, opened)

    one, two = (papers.render(replace(opened), PaperKind.AGREEMENT, background) for _ in range(2))

    assert (one.forms, one.basis) == (two.forms, two.basis)
    with reading(small_world.desk.engine) as db:
        assert verify(db).findings == ()
