"""Papers of intake and of the ways to the table, each from a case at its stage."""

from __future__ import annotations

import pytest

from tests.casework.issuing import MEDIATION, refused, said
from tests.stories import assigned, consented, identity, in_mediation, registered
from tests.world import World, person_id


def test_an_application_says_who_wants_what_from_whom(small_world: World) -> None:
    case, _ = registered(small_world)

    text = said(case, "application", "registrar")

    assert "调解申请书" in text
    assert "周行远请求江州远达物流有限公司支付拖欠工资人民币18,600.00元。" in text
    assert "江州市城东街道劳动争议调解中心" in text


def test_an_oral_application_is_recorded_on_the_day_it_was_made(small_world: World) -> None:
    case, _ = registered(small_world)

    text = said(case, "oral_application", "registrar")

    assert "2026年8月3日" in text
    assert "记录人签名" in text


def test_the_other_side_is_asked_and_nobody_who_applied(small_world: World) -> None:
    case, ids = registered(small_world)

    text = said(case, "consent_inquiry", "registrar")
    wrong = refused(case, "consent_inquiry", "registrar", party=ids["worker"])

    assert "江州远达物流有限公司：" in text
    assert "请于2026年8月6日前答复" in text
    assert wrong[:2] == (422, "choose_party")
    assert "江州远达物流有限公司" in wrong[2][0]


def test_acceptance_is_told_with_the_end_of_the_term_and_only_once_it_happened(small_world: World) -> None:
    case, _ = consented(small_world)
    before = refused(case, "acceptance_notice", "registrar")
    case.move("registrar", MEDIATION, "accept")

    text = said(case, "acceptance_notice", "registrar")

    assert before[:2] == (422, "missing_field")
    assert "受理日期" in before[2][0]
    assert "各方当事人均同意调解，本组织决定于2026年8月3日予以受理" in text
    assert "调解期限至2026年8月18日届满" in text
    assert "十五日内未达成调解协议的，当事人可以依法申请仲裁" in text


def test_non_acceptance_gives_its_ground_and_the_other_ways(small_world: World) -> None:
    case, ids = registered(small_world)
    case.move("registrar", MEDIATION, "record_refusal", party=ids["employer"], channel="phone")
    case.move("registrar", MEDIATION, "not_accept", ground="other_party_refused")

    text = said(case, "non_acceptance_notice", "registrar")
    advice = said(case, "arbitration_advice", "registrar")

    assert "另一方当事人不同意调解，本组织于2026年8月3日决定不予受理" in text
    assert "仲裁的时效期间为一年" in text
    assert "决定不予受理。现书面告知：当事人可以依法申请仲裁。" in advice


def test_rights_are_told_with_what_sham_mediation_brings(small_world: World) -> None:
    case, _ = assigned(small_world)

    text = said(case, "rights_notice")

    assert "虚假调解的法律后果" in text
    assert "调解员方允和签名" in text


def test_the_mediator_is_appointed_or_chosen_and_then_everybody_signs(small_world: World) -> None:
    case, _ = consented(small_world)
    case.move("registrar", MEDIATION, "accept")
    nobody = refused(case, "appointment", "head")
    case.move("registrar", MEDIATION, "choose_mediator", mediator=person_id("mediator"), all_agreed=True)
    case.move("head", MEDIATION, "assign", mediator=person_id("mediator"))

    text = said(case, "appointment", "head")

    assert nobody[:2] == (422, "missing_field")
    assert "各方当事人共同选定方允和为本案调解员" in text
    assert "签名并捺印" in text


def test_a_recusal_is_asked_for_and_then_decided(small_world: World) -> None:
    case, ids = assigned(small_world)
    asked = {"party": ids["worker"], "mediator": person_id("mediator"), "ground": "interest"}
    case.act("registrar", "request_recusal", **asked)
    open_yet = said(case, "recusal", "head")

    case.act("head", "decide_recusal", granted=False, reason="所述情形经核实不存在。")

    text = said(case, "recusal", "head")
    assert "☐申请成立" in open_yet
    assert "申请方允和回避" in text
    assert "不成立，仍由方允和调解。理由：所述情形经核实不存在。" in text


def test_nobody_decides_on_a_recusal_that_was_not_asked_for(small_world: World) -> None:
    case, _ = assigned(small_world)

    answer = case.send_act("head", "decide_recusal", granted=True)

    assert (answer.status_code, answer.json()["code"]) == (409, "not_done_yet")


def test_a_meeting_is_notified_with_its_time_and_place(small_world: World) -> None:
    case, _ = assigned(small_world)
    none_yet = refused(case, "meeting_notice")
    case.move("mediator", MEDIATION, "schedule_meeting", starts_at="2026-08-10T09:30:00+08:00", channel="in_person")

    text = said(case, "meeting_notice")

    assert none_yet[:2] == (422, "missing_field")
    assert "2026年8月10日9时30分" in text
    assert "地点江州市城东街道劳动争议调解中心" in text


def test_somebody_is_invited_to_help(small_world: World) -> None:
    case, _ = assigned(small_world)
    case.act("mediator", "invite_helper", invited="江州市城东区住建局（虚构）", matter="请协助核实工程款拨付情况。")

    text = said(case, "invitation")

    assert "江州市城东区住建局（虚构）：" in text
    assert "请协助核实工程款拨付情况。" in text


@pytest.mark.parametrize(("kind", "title"), [("delivery_address", "送达地址确认书"), ("service_return", "送达回证")])
def test_a_paper_about_one_party_names_it(small_world: World, kind: str, title: str) -> None:
    case, ids = assigned(small_world)
    case.paper("mediator", "rights_notice")

    unsaid = refused(case, kind)
    text = said(case, kind, party=ids["employer"])

    assert unsaid[:2] == (422, "choose_party")
    assert title in text
    assert "被申请人：江州远达物流有限公司" in text
    shown = [p["party"] for p in case.world.get(f"/cases/{case.id}/papers", "mediator") if p["kind"] == kind]
    assert shown == [ids["employer"]]


def test_what_is_served_is_listed_by_number(small_world: World) -> None:
    case, ids = assigned(small_world)
    nothing = refused(case, "service_return", party=ids["worker"])
    case.paper("mediator", "rights_notice")

    text = said(case, "service_return", party=ids["worker"])

    assert nothing[:2] == (422, "missing_field")
    assert "权利义务告知书江东工调告字〔2026〕1号" in text


def test_a_power_of_attorney_lists_what_special_authority_covers(small_world: World) -> None:
    case, ids = in_mediation(small_world)
    nobody = refused(case, "power_of_attorney")
    for name, authority in (("孙可安", "special"), ("丁其昌", "general")):
        number = identity("9901011992030" + ("11" if authority == "special" else "12") + "01")
        case.act("mediator", "add_agent", party=ids["employer"], name=name, identity=number, authority=authority)

    text = said(case, "power_of_attorney", party=ids["employer"])

    assert nobody[:2] == (422, "choose_party")
    assert "孙可安的代理权限为特别授权：" in text
    assert "代为承认、放弃、变更请求，进行和解、达成调解协议" in text
    assert "丁其昌的代理权限为一般授权：" in text


def test_only_a_unit_proves_its_representative(small_world: World) -> None:
    case, ids = assigned(small_world)

    text = said(case, "legal_representative")
    wrong = refused(case, "legal_representative", party=ids["worker"])

    assert "钱如海在我单位任" in text
    assert wrong[:2] == (422, "choose_party")


def test_a_party_of_another_case_is_no_party(small_world: World) -> None:
    case, _ = assigned(small_world)

    assert refused(case, "delivery_address", party="nobody")[:2] == (422, "not_on_file")
