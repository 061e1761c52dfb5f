"""Any act by its form: made from what is asked, kept on error, checked before what is final, filed once."""

from __future__ import annotations

import uuid
from typing import Any

import pytest

from api.workbench import fields
from mediation.engine.shapes import Ask
from tests.stories import assigned, drafted, effective, in_mediation, registered
from tests.workbench.visiting import PASSWORD, Visitor, forms, with_password
from tests.world import STREET, CaseAt, World, law, person_id

MEDIATION = "labour_mediation"


def path_of(case: CaseAt, name: str, procedure: str = MEDIATION) -> str:
    return f"/cases/{case.id}/do/{case.proceeding(procedure)}/{name}"


def count(case: CaseAt, act: str) -> int:
    with case.world.desk.engine.connect() as db:
        said = f"SELECT count(*) FROM event WHERE folder_id = '{case.id}' AND act = '{act}'"
        return int(db.exec_driver_sql(said).scalar_one())


def test_a_contact_is_logged_from_the_row_of_the_party(small_world: World) -> None:
    case, ids = registered(small_world)
    visitor = Visitor(small_world, "registrar")
    path = f"/cases/{case.id}/acts/log_contact"
    assert f'href="{path}?a.party={ids["worker"]}"' in visitor.read(f"/cases/{case.id}")

    form = visitor.form(f"{path}?a.party={ids['worker']}")
    sent = visitor.send(form, a__channel="phone", a__outcome="spoken", a__note="同意周三来谈。")
    page = visitor.client.get(sent.headers["location"])

    assert form.fields["a.party"] == ids["worker"]
    assert (sent.status_code, sent.headers["location"]) == (303, f"/cases/{case.id}")
    assert "已办理：记一次联系。" in page.text
    assert "已办理" not in visitor.read(f"/cases/{case.id}")
    assert "同意周三来谈。" in visitor.read(f"/cases/{case.id}/contacts")


def test_what_is_wrong_is_said_where_it_is_and_what_was_typed_stays(small_world: World) -> None:
    case, _ = registered(small_world)
    visitor = Visitor(small_world, "registrar")

    form = visitor.form(f"/cases/{case.id}/acts/add_party")
    sent = visitor.send(form, a__name="孟一鸣", a__side="respondent", a__identity="123", a__address="<b>西街</b>")

    assert sent.status_code == 422
    assert '<a href="#a-kind">' in sent.text
    assert '<a href="#a-identity">' in sent.text
    assert 'id="a-identity-error"' in sent.text
    assert 'aria-describedby="a-identity-hint a-identity-error" aria-invalid="true"' in sent.text
    assert "<title>错误：" in sent.text
    again = forms(sent.text)[form.action].fields
    assert (again["a.name"], again["a.side"], again["a.address"]) == ("孟一鸣", "respondent", "<b>西街</b>")
    assert "<b>西街</b>" not in sent.text


def test_a_double_click_files_once(small_world: World) -> None:
    case, ids = registered(small_world)
    visitor = Visitor(small_world, "registrar")
    form = visitor.form(path_of(case, "record_consent"))

    answers = [visitor.send(form, a__party=ids["employer"], a__channel="phone") for _ in range(2)]

    assert [answer.headers.get("location") for answer in answers] == [f"/cases/{case.id}"] * 2
    assert count(case, "record_consent") == 1


def test_the_same_form_sent_again_with_other_words_is_not_filed_unseen(small_world: World) -> None:
    case, ids = registered(small_world)
    visitor = Visitor(small_world, "registrar")
    form = visitor.form(f"/cases/{case.id}/acts/log_contact")
    first = {"a__party": ids["worker"], "a__channel": "phone", "a__outcome": "spoken"}
    visitor.send(form, **first)

    again = visitor.send(form, **{**first, "a__note": "又打了一次"})
    on_purpose = visitor.send(forms(again.text)[form.action])

    assert again.status_code == 422
    assert "先前已经办理成功" in again.text
    assert on_purpose.status_code == 303
    assert count(case, "log_contact") == 2


def test_two_people_on_one_case_lose_no_word(small_world: World) -> None:
    case, _ = assigned(small_world)
    mediator = Visitor(small_world, "mediator")
    form = mediator.form(path_of(case, "disclose_conflict"))
    case.act("registrar", "add_claim", item="overtime", **claim_between(case))

    stale = mediator.send(form, a__mediator=person_id("mediator"), a__detail="曾在该单位任职。")
    again = forms(stale.text)[form.action]
    done = mediator.send(again)

    assert stale.status_code == 412
    assert "林可" in stale.text
    assert "添加请求事项" in stale.text
    assert again.fields["a.detail"] == "曾在该单位任职。"
    assert int(again.fields["_version"]) == int(form.fields["_version"]) + 1
    assert done.status_code == 303


def claim_between(case: CaseAt) -> dict[str, Any]:
    parties = case.view()["parties"]
    return {"claimant": parties[0]["id"], "respondent": parties[1]["id"], "amount": "100.00"}


def test_a_sign_in_that_ended_loses_no_text(small_world: World) -> None:
    case, _ = in_mediation(small_world)
    visitor = Visitor(small_world, "mediator")
    form = visitor.form(f"/cases/{case.id}/acts/add_note")
    small_world.at("2026-08-03 22:00")

    ended = visitor.send(form, a__audience="mediator", a__text='第一行\n第二行 & <引号">')
    asked = forms(ended.text)["/sign-in"]
    with_password(small_world, "mediator")
    back = visitor.send(asked, name="mediator-jz", password=PASSWORD)
    shown = visitor.send(forms(back.text)[form.action])
    again = forms(shown.text)[form.action]
    done = visitor.send(again)

    assert (ended.status_code, back.status_code, shown.status_code) == (401, 200, 200)
    assert again.fields["a.text"] == '第一行\n第二行 & <引号">'
    assert count(case, "add_note") == 1
    assert done.status_code == 303


def test_what_cannot_be_undone_is_shown_once_more(small_world: World) -> None:
    case, ids = drafted(small_world)
    visitor = Visitor(small_world, "mediator")
    form = visitor.form(path_of(case, "record_signature"))
    typed = {"a__capacity": "party", "a__party": ids["worker"], "a__form": "signed"}

    check = visitor.send(form, **typed)
    nothing_yet = count(case, "record_signature")
    back = visitor.send(forms(check.text)[form.action], _again="1")
    done = visitor.send(forms(check.text)[form.action], _checked="1")

    assert check.status_code == 200
    assert "请核对" in check.text
    assert "周行远（申请人 · 劳动者）" in check.text
    assert nothing_yet == 0
    assert forms(back.text)[form.action].fields["a.party"] == ids["worker"]
    assert done.status_code == 303
    assert case.state() == "signing"


def test_rows_are_added_without_a_script(small_world: World) -> None:
    case, ids = in_mediation(small_world)
    visitor = Visitor(small_world, "mediator")
    form = visitor.form(path_of(case, "draft_agreement"))
    pay = {"kind": "payment", "claim": "1", "payer": ids["employer"], "payee": ids["worker"], "amount": "18,600 元"}
    pay |= {"tax": "before", "insurance_included": "false", "due_on": "2026-09-01"}
    first = {f"a.terms.0.{name}": value for name, value in pay.items()}

    more = visitor.send(form, **first, _add="terms")
    second = {f"a.terms.1.{name}": value for name, value in {**pay, "claim": "2", "amount": "20000"}.items()}
    done = visitor.send(forms(more.text)[form.action], **second, **{"a.no_more_dispute": "true"})

    assert 'name="a.terms.1.kind"' in more.text
    assert forms(more.text)[form.action].fields["a.terms.0.amount"] == "18,600 元"
    assert done.status_code == 303, done.text
    assert [term["amount"] for term in case.view("mediator")["agreement"]["terms"]] == ["18600.00", "20000.00"]


def test_a_problem_in_a_row_points_at_its_cell(small_world: World) -> None:
    case, ids = in_mediation(small_world)
    visitor = Visitor(small_world, "mediator")
    typed = {"a.terms.3.kind": "payment", "a.terms.3.payer": ids["employer"], "a.terms.3.amount": "许多"}

    sent = visitor.send(visitor.form(path_of(case, "draft_agreement")), **typed)

    assert sent.status_code == 422
    assert 'href="#a-terms-0-amount"' in sent.text
    assert 'href="#a-terms-0-payee"' in sent.text


def test_a_step_that_cannot_be_taken_says_everything_that_is_missing(small_world: World) -> None:
    case, _ = registered(small_world)
    visitor = Visitor(small_world, "registrar")

    page = visitor.read(path_of(case, "accept"))
    on_case = visitor.read(f"/cases/{case.id}")

    assert "暂不能办" in page
    assert "<form" not in page.split("<main")[1]
    assert f'href="{path_of(case, "record_consent")}"' in on_case
    assert "disabled" not in on_case


def test_a_refusal_on_sending_shows_every_reason_and_keeps_the_form(small_world: World) -> None:
    case, ids = in_mediation(small_world)
    visitor = Visitor(small_world, "mediator")
    form = visitor.form(path_of(case, "offer"))

    sent = visitor.send(form, a__party=ids["employer"], a__words="")

    assert sent.status_code == 409
    assert forms(sent.text)[form.action].fields["a.party"] == ids["employer"]


def test_an_act_that_happened_earlier_is_recorded_as_late(small_world: World) -> None:
    case, ids = registered(small_world)
    small_world.at("2026-08-05 10:00")
    visitor = Visitor(small_world, "registrar")
    form = visitor.form(path_of(case, "record_consent"))
    typed = {"a__party": ids["employer"], "a__channel": "phone"}

    wrong = visitor.send(form, **typed, _occurred="昨天")
    done = visitor.send(form, **typed, _occurred="2026-08-04T15:30")

    assert wrong.status_code == 422
    assert done.status_code == 303
    assert "补录" in visitor.read(f"/cases/{case.id}/timeline")


def test_a_case_is_opened_with_four_answers(small_world: World) -> None:
    visitor = Visitor(small_world, "mediator")
    form = visitor.form("/cases/new")

    wrong = visitor.send(form, a__source="application")
    done = visitor.send(form, a__source="application", a__nature="labour", a__cause="追索劳动报酬争议")

    assert form.fields["a.organisation"] == STREET
    assert wrong.status_code == 422
    assert "可按任意顺序办理" in visitor.client.get(done.headers["location"]).text


def test_papers_are_issued_and_files_handed_in_from_the_case(small_world: World) -> None:
    case, _ = effective(small_world)
    visitor = Visitor(small_world, "mediator")
    page = visitor.read(f"/cases/{case.id}/papers")
    upload, png = forms(page)[f"/cases/{case.id}/files"], b"\x89PNG\r\n\x1a\n" + bytes(4) + b"IHDR" + bytes(25)

    issued = visitor.send(forms(page)[f"/cases/{case.id}/papers"], kind="agreement")
    nothing = visitor.client.post(upload.action, data={**upload.fields, "kind": "evidence"})
    handed = visitor.client.post(
        upload.action, data={**upload.fields, "kind": "evidence"}, files={"file": ("工资条.png", png, "image/png")}
    )

    assert (issued.status_code, nothing.status_code, handed.status_code) == (303, 422, 303)
    assert "工资条.png" in visitor.read(f"/cases/{case.id}/papers")
    paper = case.view("mediator")["papers"][-1]["id"]
    assert visitor.get(f"/cases/{case.id}/papers/{paper}").content.startswith(b"%PDF")


def test_strangers_may_neither_see_a_form_nor_send_one(small_world: World) -> None:
    case, _ = registered(small_world)
    theirs = Visitor(small_world, "registrar").form(f"/cases/{case.id}/acts/log_contact")
    stranger = Visitor(small_world, "stranger")
    token = forms(stranger.read("/"))["/sign-out"].fields["_token"]
    paths = [theirs.action, path_of(case, "accept"), f"/cases/{case.id}/papers", f"/cases/{case.id}/files"]

    seen = [stranger.get(path).status_code for path in paths[:2]]
    sent = [
        stranger.client.post(path, data={**theirs.fields, "_token": token, "kind": "agreement"}) for path in paths[:3]
    ]
    nowhere = stranger.get(f"/cases/{uuid.uuid4()}/acts/log_contact")

    assert seen == [404, 404]
    assert [answer.status_code for answer in sent] == [404, 404, 404]
    assert nowhere.text.replace(nowhere.request.url.path, "") == stranger.get(paths[0]).text.replace(paths[0], "")


@pytest.mark.parametrize("procedure", sorted(law().procedures.current))
def test_every_move_has_a_form(procedure: str) -> None:
    """Every kind of answer that any procedure asks for becomes a field, and comes back as an answer."""
    for move in law().procedures.current[procedure].moves.values():
        sent = dict(_filled(fields.PREFIX, move.asks))
        given = fields.typed(move.asks, sent)
        shown = fields.flat(fields.fields(move.asks, given, lambda _name, item: None))

        assert set(given) == set(move.asks)
        assert set(fields.answers(move.asks, given)) == set(move.asks)
        assert {one.name for one in shown if one.kind != "list"} == set(sent)


def _filled(prefix: str, asks: Any) -> Any:
    for name, item in asks.items():
        if isinstance(item, Ask) and item.type == "list":
            yield from _filled(f"{prefix}{name}.0.", item.items)
        else:
            yield f"{prefix}{name}", {"bool": "true", "integer": "3", "money": "12.00"}.get(item.type, "x")
