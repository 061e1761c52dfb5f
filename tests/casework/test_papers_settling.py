"""Papers of the mediation, its end, the performance and groups, each from a case at its stage."""

from __future__ import annotations

from mediation.casework.composing import COMPOSERS
from mediation.casework.composing.terms import EFFECT
from mediation.documents.papers import PAPERS
from mediation.facts import readings
from mediation.vocabulary import PaperKind
from tests.casework.issuing import MEDIATION, refused, said
from tests.stories import drafted, effective, in_mediation, registered, term
from tests.world import World


def test_every_paper_can_be_composed_under_a_series_of_its_own() -> None:
    of_a_case = {paper.slug for paper in PAPERS} - {PaperKind.CALCULATION.value}  # a calculator reads no case

    assert of_a_case == {kind.value for kind in COMPOSERS}
    assert len({composer.series for composer in COMPOSERS.values()}) == len(COMPOSERS)


def test_every_way_to_take_effect_has_its_sentence() -> None:
    codes = {value.code for value in vars(readings).values() if isinstance(value, readings.Formality)}

    assert set(EFFECT) == codes


def test_the_minutes_hold_the_joint_part_and_nothing_confided(small_world: World) -> None:
    case, ids = in_mediation(small_world)
    case.act(
        "mediator",
        "record_fact",
        **{"class": "disputed"},
        audience="joint",
        text="工资标准各执一词。",
        said_by=ids["worker"],
    )
    case.act("mediator", "record_fact", **{"class": "undisputed"}, audience="applicant_side", text="甘蓝密语")
    case.act("mediator", "record_fact", **{"class": "concession"}, audience="mediator", text="芥蓝密语")
    case.act("mediator", "add_note", audience="mediator", text="菠菜密语")
    case.move("mediator", MEDIATION, "offer", party=ids["worker"], amount="12345.67", words="苋菜密语")

    text = said(case, "minutes")

    assert "（有争议）周行远：工资标准各执一词。" in text
    assert "已告知虚假调解的法律后果。" in text
    assert "☑有待继续调解" in text
    assert "调解员方允和：" in text
    for secret in ("甘蓝密语", "芥蓝密语", "菠菜密语", "苋菜密语", "12,345.67"):
        assert secret not in text


def test_minutes_need_a_meeting(small_world: World) -> None:
    case, _ = registered(small_world)

    assert refused(case, "minutes", "registrar")[:2] == (422, "missing_field")


def test_minutes_are_signed_on_every_page_by_everybody(small_world: World) -> None:
    case, _ = drafted(small_world)

    text = said(case, "minutes")

    assert "☑达成调解协议" in text
    for signer in ("申请人周行远：", "被申请人江州远达物流有限公司：", "记录人："):
        assert signer in text


def test_an_inquiry_is_written_down_in_questions_and_answers(small_world: World) -> None:
    case, _ = in_mediation(small_world)
    record = [{"question": "谁派的车？", "answer": "调度室。"}]
    case.act("mediator", "record_inquiry", person="许万里", asked_on="2026-08-03", record=record)

    text = said(case, "investigation")

    assert "问：谁派的车？答：调度室。" in text
    assert "被调查人许万里：" in text


def test_more_time_is_an_act_of_both(small_world: World) -> None:
    case, _ = in_mediation(small_world)
    before = refused(case, "extension_consent")
    case.move("mediator", MEDIATION, "extend", days=10, all_agreed=True, channel="in_person")

    text = said(case, "extension_consent")

    assert before[:2] == (422, "missing_field")
    assert "延长10日，延长后的调解期限至2026年8月28日届满" in text
    assert "法定代表人钱如海签名" in text


def test_undisputed_facts_are_recorded_item_by_item(small_world: World) -> None:
    case, _ = drafted(small_world)

    text = said(case, "undisputed_facts")

    assert "周行远于2024年3月1日至2026年7月15日在江州远达物流有限公司任货车司机。" in text
    assert "不涉及任何一方为达成调解协议而作出的妥协和认可" in text
    assert "调解员方允和签名" in text


def test_a_term_without_a_last_day_gets_a_sheet_to_sign(small_world: World) -> None:
    case, ids = in_mediation(small_world)
    payment = {name: value for name, value in term(ids, 1, "18600.00").items() if name != "due_on"}
    terms = [{**payment, "due_wording": "九月上旬"}, term(ids, 2, "20000.00")]
    case.move("mediator", MEDIATION, "draft_agreement", terms=terms, no_more_dispute=True)

    text = said(case, "supplementary_sheet")

    assert "原约定期限为“九月上旬”，现约定最后履行日为" in text
    assert "20,000.00" not in text


def test_where_every_day_is_said_there_is_nothing_to_supplement(small_world: World) -> None:
    case, _ = drafted(small_world)

    assert refused(case, "supplementary_sheet")[:2] == (422, "missing_field")


def test_the_end_is_told_with_its_ground_and_without_its_note(small_world: World) -> None:
    case, _ = in_mediation(small_world)
    case.move("mediator", MEDIATION, "end", ground="no_agreement", note="仅供内部参考的说明。")

    text = said(case, "termination_notice")
    advice = said(case, "arbitration_advice")

    assert "因未达成调解协议，调解于2026年8月3日终止。" in text
    assert "内部参考" not in text
    assert "劳动争议仲裁委员会申请仲裁" in text
    assert "未达成调解协议，调解已于2026年8月3日终止" in advice
    assert "申请人周行远签收" in advice


def test_there_is_nothing_to_advise_while_it_goes_on(small_world: World) -> None:
    case, _ = in_mediation(small_world)

    assert refused(case, "arbitration_advice")[:2] == (422, "missing_field")


def test_only_an_applicant_withdraws(small_world: World) -> None:
    case, ids = in_mediation(small_world)

    text = said(case, "withdrawal")
    wrong = refused(case, "withdrawal", party=ids["employer"])

    assert "申请人周行远自愿撤回调解申请" in text
    assert wrong[:2] == (422, "choose_party")


def test_a_reminder_names_what_is_overdue_and_nothing_before(small_world: World) -> None:
    case, ids = effective(small_world)
    early = refused(case, "reminder")
    small_world.at("2026-09-05 10:00")
    case.move("mediator", MEDIATION, "record_performance", term=1, paid_on="2026-09-05", amount="10000.00")

    text = said(case, "reminder", party=ids["employer"])

    assert early[:2] == (422, "choose_party")
    assert "8,600.00" in text
    assert "20,000.00" in text
    assert "申请支付令" in text


def test_what_was_paid_is_confirmed_and_whether_anything_is_left(small_world: World) -> None:
    case, _ = effective(small_world)
    nothing = refused(case, "performance_record")
    case.move("mediator", MEDIATION, "record_performance", term=1, paid_on="2026-08-03", amount="18600.00")
    partly = said(case, "performance_record")

    case.move("mediator", MEDIATION, "record_performance", term=2, paid_on="2026-08-03", amount="20000.00")

    whole = said(case, "performance_record")
    assert nothing[:2] == (422, "missing_field")
    assert "其余义务尚未履行完毕" in partly
    assert "38,600.00" in whole
    assert "全部履行完毕" in whole


def test_a_visit_says_how_it_went(small_world: World) -> None:
    case, ids = effective(small_world)
    answers = {"channel": "phone", "performance": "performing", "satisfaction": "satisfied"}
    case.act("mediator", "record_visit", party=ids["worker"], visited_on="2026-08-03", **answers)

    text = said(case, "visit_record")

    assert "被回访人申请人：周行远" in text
    assert "按期履行中" in text
    assert "满意" in text


def test_each_workers_sum_is_signed_for_and_wages_have_a_sheet(small_world: World) -> None:
    case, _ = effective(small_world)

    amounts = said(case, "amount_confirmation")
    wages = said(case, "wage_sheet")

    assert "38,600.00" in amounts
    assert "人民币叁万捌仟陆佰元整" in amounts
    assert "18,600.00" in wages
    assert "20,000.00" not in wages


def test_a_group_elects_and_is_reported(small_world: World) -> None:
    case, _ = registered(small_world)
    alone = refused(case, "group_representatives", "registrar")
    for name in ("吴长青", "郑晓白"):
        case.act("registrar", "add_party", kind="worker", side="applicant", name=name)
    report = {"people": 12, "place": "城东货运场（虚构）", "demands": "要求支付三个月工资。"}
    case.move("registrar", MEDIATION, "report_group_event", **report)
    first = said(case, "group_report", "registrar")
    case.move("registrar", MEDIATION, "report_group_event", **report)

    roster = said(case, "group_representatives", "registrar")

    assert alone[:2] == (422, "missing_field")
    assert "下列3名劳动者有共同的请求" in roster
    assert "经被代表的劳动者同意" in roster
    assert "☑初报☐续报" in first
    assert "☐初报☑续报" in said(case, "group_report", "registrar")


def test_the_day_of_a_paper_follows_a_correction(small_world: World) -> None:
    case, _ = in_mediation(small_world)
    small_world.at("2026-08-06 10:00")
    ended = case.move("mediator", MEDIATION, "end", ground="no_agreement")
    headers = {"If-Match": f'"{case.version()}"'}
    form = {"seq": ended["seq"], "name": "occurred_at", "value": "2026-08-05T10:00:00+08:00", "reason": "录入有误"}

    answer = case.world.call("POST", f"/cases/{case.id}/corrections", "mediator", json=form, headers=headers)

    assert answer.status_code in {200, 201}, answer.text
    assert "调解于2026年8月5日终止" in said(case, "termination_notice")


def test_a_paper_of_one_party_goes_stale_with_that_party(small_world: World) -> None:
    case, ids = in_mediation(small_world)
    for who in ("worker", "employer"):
        case.paper("mediator", "delivery_address", party=ids[who])

    case.act("mediator", "amend_party", party=ids["worker"], address="江州市城东区新居路2号（虚构）")

    papers = case.world.get(f"/cases/{case.id}/papers", "mediator")
    assert {p["party"]: p["stale"] for p in papers if p["kind"] == PaperKind.DELIVERY_ADDRESS} == {
        ids["worker"]: True,
        ids["employer"]: False,
    }
