"""Papers of the desk to a court or a commission, each from a case at its stage."""

from __future__ import annotations

from mediation.casework import office
from mediation.facts.people import Organisation
from mediation.records.database import writing
from mediation.vocabulary import OrganisationKind
from tests.casework.before_court import CHECKS, DOCKET, REFERRAL, handed_in, papers, settled
from tests.casework.issuing import MEDIATION, refused, said
from tests.casework.steps import accepted, referred
from tests.stories import effective, in_mediation
from tests.world import COURT, World, person_id


def test_a_receipt_says_what_came_by_kind_and_goes_to_the_court(small_world: World) -> None:
    case, _ = referred(small_world, on_platform=False)
    handed_in(case, "clerk", "complaint", pages=3)
    handed_in(case, "clerk", "evidence", "一")
    handed_in(case, "clerk", "evidence", "二")
    none_yet = refused(case, "referral_receipt", "liaison")
    how = {"how": "signature", "accepted_on": "2026-08-03", "mediator": person_id("mediator")}
    case.move("liaison", REFERRAL, "accept", **how)
    handed_in(case, "mediator", "award", "机密文件名")

    text = said(case, "referral_receipt", "liaison")

    assert none_yet[:2] == (422, "missing_field")
    assert "江州市城东区人民法院（虚构）：贵院移送的申请人周行远与被申请人江州远达物流有限公司" in text
    assert "案号为（2026）苏0999民诉前调1号，移送种类为委派调解，本组织已于2026年8月3日" in text
    assert "1起诉状32证据材料（2件）" in text
    assert "仲裁裁决书" not in text
    assert "至2026年9月2日届满" in text
    assert "referral_receipt" in papers(case, "clerk")


def test_a_referral_is_declined_with_a_listed_reason(small_world: World) -> None:
    case, _ = referred(small_world)
    case.move("liaison", REFERRAL, "decline", reason="materials_missing", note="缺少证据材料。")

    text = said(case, "referral_decline", "liaison")

    assert "于2026年8月3日决定不接受委派（委托）。理由：移送材料不齐。说明：缺少证据材料。" in text
    assert "referral_decline" in papers(case, "clerk")


def test_a_report_tells_the_result_and_signed_facts_and_nothing_that_was_said_apart(small_world: World) -> None:
    case, ids = accepted(small_world, kind="entrusted_ordinary", docket=DOCKET, delegation_switched_on=False)
    case.move("mediator", MEDIATION, "hold_meeting", channel="video", **CHECKS)
    case.act("mediator", "add_note", audience="applicant_side", text="背对背底线一万元")
    case.act("mediator", "record_fact", **{"class": "undisputed"}, audience="joint", text="未签名的无争议事实")
    case.act("mediator", "record_fact", **{"class": "concession"}, audience="mediator", text="愿意让步")
    case.move("mediator", MEDIATION, "offer", party=ids["employer"], claim=1, amount="4321.00")
    facts = [{"fact": "双方2024年3月1日订立劳动合同。"}]
    case.move("mediator", MEDIATION, "record_undisputed_facts", facts=facts, all_agreed=True)
    case.move("mediator", MEDIATION, "end", ground="no_agreement", note="被申请人态度强硬")
    none_yet = refused(case, "referral_report")
    told = {"focus": "加班时间如何计算。", "conduct": "被告两次不到场。"}
    case.move("mediator", REFERRAL, "report", result="no_agreement", materials_returned=True, **told)

    text = said(case, "referral_report")

    assert none_yet[:2] == (422, "missing_field")
    assert "原告周行远与被告江州远达物流有限公司" in text
    assert "未达成调解协议（依据《最高人民法院关于人民法院特邀调解的规定》第二十六条）" in text
    assert "共组织调解一次：2026年8月3日（视频）。" in text
    assert "加班时间如何计算。" in text
    assert "导致其他当事人诉讼成本增加的行为：被告两次不到场。" in text
    assert "1.双方2024年3月1日订立劳动合同。" in text
    for confided in ("底线", "未签名", "让步", "4321", "4,321", "强硬"):
        assert confided not in text
    assert "referral_report" in papers(case, "clerk")


def test_the_agreement_is_lodged_with_the_days_it_was_signed_for(small_world: World) -> None:
    case, ids = accepted(small_world)
    settled(case, ids)
    for party in ("worker", "employer"):
        delivered = {"party": ids[party], "delivered_on": "2026-08-03", "way": "in_person"}
        case.move("mediator", MEDIATION, "deliver_agreement", **delivered)
    case.move("mediator", MEDIATION, "lodge_with_court")

    text = said(case, "lodging_letter")

    assert "各方当事人于2026年8月3日自愿达成调解协议，协议自2026年8月3日起生效。" in text
    assert "周行远于2026年8月3日签收；江州远达物流有限公司于2026年8月3日签收。" in text
    assert "lodging_letter" in papers(case, "clerk")


def test_the_body_proves_that_it_presided_and_may(small_world: World) -> None:
    before, _ = in_mediation(small_world)
    answer = before.world.call(
        "POST",
        f"/cases/{before.id}/papers",
        "mediator",
        json={"kind": "mediation_certificate"},
        headers={"If-Match": f'"{before.version()}"'},
    )
    case, _ = effective(small_world)

    text = said(case, "mediation_certificate")

    assert (answer.status_code, answer.json()["code"]) == (404, "no_agreement")
    assert "设立依据：乡镇、街道调解组织（调解仲裁法第十条第一款第三项）。" in text
    assert "由本组织调解员方允和主持调解。调解日期：2026年8月3日；调解地点：城东街道调解室（虚构）。" in text
    assert "特此证明" in text


def test_both_ask_the_commission_that_was_chosen(small_world: World) -> None:
    case, _ = effective(small_world)
    unchosen = refused(case, "review_application")
    name = "江州市城东区劳动人事争议仲裁委员会（虚构）"
    with writing(small_world.desk.engine) as db:
        body = Organisation(id="jz-commission", kind=OrganisationKind.ARBITRATION, name=name)
        office.found_organisation(db, body, small_world.now)
    told = case.move("mediator", MEDIATION, "prepare_arbitration_review", commission="jz-commission")

    text = said(case, "review_application")

    assert "仲裁委员会" in unchosen[2][0]
    assert told["steps"][0]["papers_due"] == ["review_application"]
    assert "被申请人" not in text
    assert "并制作调解书" in text
    assert name in text


def test_the_worker_alone_asks_for_a_payment_order_of_what_is_overdue(small_world: World) -> None:
    case, ids = effective(small_world)
    early = refused(case, "order_application")
    small_world.at("2026-09-03 10:00")
    case.move("mediator", MEDIATION, "declare_breach", party=ids["worker"])
    asked = {"debtor_in_china": True, "can_be_served": True, "nothing_owed_in_return": True}
    case.move("mediator", MEDIATION, "prepare_payment_order", court=COURT, **asked)

    text = said(case, "order_application", party=ids["worker"])

    assert early[:2] == (422, "choose_party")
    assert "给付人民币38,600.00元（大写：人民币叁万捌仟陆佰元整）" in text
    assert "2026年9月1日24时前（含当日）" in text
    assert "申请人：周行远" in text
    assert "住所地江州市城东区货运路8号（虚构）" in text
