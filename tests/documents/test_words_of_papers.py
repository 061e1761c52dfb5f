from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from mediation.documents.blocks import plain_lines
from mediation.documents.parts import Effectiveness, Paper
from mediation.documents.rendering import document
from mediation.vocabulary import TaxTerm

from .samples import AGREEMENT, APPLICATION, EMPLOYER, SPARSE_AGREEMENT, WAGES, WORKER


def lines(paper: Paper) -> list[str]:
    return list(plain_lines(document(paper)))


def test_a_payment_says_who_pays_whom_what_when_and_how() -> None:
    assert (
        "1.江州某物流有限公司于2026年9月1日24时前（含当日）一次性向周某支付2026年4月至6月的拖欠工资"
        "人民币18,600.00元（大写：人民币壹万捌仟陆佰元整），该款为税前金额，不含社会保险费。付款方式：银行转账。"
        "收款账户：户名周某，开户银行江州银行股份有限公司江城支行，账号6200000000000000018。"
    ) in lines(AGREEMENT)


@pytest.mark.parametrize(
    ("tax", "insured", "said"),
    [
        (TaxTerm.AFTER, True, "，该款为税后金额，已含社会保险费。"),
        (TaxTerm.NOT_TAXED, None, "，该款不涉税。"),
    ],
)
def test_a_payment_says_whether_tax_and_insurance_are_in_it(tax: TaxTerm, insured: bool | None, said: str) -> None:
    paper = replace(AGREEMENT, terms=(replace(WAGES, tax=tax, social_insurance=insured),))

    assert any(said in line for line in lines(paper))


def test_instalments_stand_in_a_table_with_their_sum() -> None:
    said = lines(AGREEMENT)
    start = said.index("期次")

    assert said[start : start + 15] == [
        *("期次", "付款期限", "金额（元）"),
        *("第一期", "2026年9月30日24时前（含当日）", "10,000.00"),
        *("第二期", "2026年10月31日24时前（含当日）", "10,000.00"),
        *("第三期", "2026年11月30日24时前（含当日）", "11,000.50"),
        *("合计", "人民币叁万壹仟元伍角", "31,000.50"),
    ]


def test_a_party_stands_with_full_identity_representative_and_agent() -> None:
    assert lines(AGREEMENT)[2:7] == [
        "申请人：周某，男，1985年3月14日出生，公民身份号码990101198503142375，"
        "住江州市江城区望江路18号3栋502室，联系电话13900000000。",
        "委托代理人：林某，江州市职工法律援助中心律师，代理权限为特别授权，联系电话13900000001。",
        "被申请人：江州某物流有限公司，统一社会信用代码91990101MA0000000U，"
        "住所地江州市江城区临港大道266号，联系电话0999-5550123。",
        "法定代表人：郑某，执行董事。",
        "委托代理人：孙某，该公司人力资源部经理，代理权限为特别授权。",
    ]


@pytest.mark.parametrize("open_routes", [(True, True), (True, False), (False, True), (False, False)])
def test_only_open_routes_are_told(open_routes: tuple[bool, bool]) -> None:
    review, confirmation = open_routes

    text = "".join(lines(replace(AGREEMENT, arbitration_review_open=review, confirmation_open=confirmation)))

    assert ("自本协议生效之日起15日内，共同向有管辖权的劳动人事争议仲裁委员会提出仲裁审查申请" in text) is review
    assert ("自本协议生效之日起30日内，共同向有管辖权的人民法院申请司法确认" in text) is confirmation


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("labour_body", "经调解员签名并加盖调解组织印章后生效"),
        ("people_committee", "加盖人民调解委员会印章之日起生效"),
        ("court_delegated", "签名、盖章或者捺印之日起生效"),
        ("court_entrusted", "民事调解书经双方当事人签收后即具有法律效力"),
        ("tribunal_entrusted", "仲裁调解书经双方当事人签收后即发生法律效力"),
        ("online", "均完成电子签名之日起生效"),
    ],
)
def test_how_an_agreement_takes_effect_depends_on_the_body(kind: Effectiveness, said: str) -> None:
    (found,) = [line for line in lines(replace(AGREEMENT, effectiveness=kind)) if line.startswith("1.本协议书")]

    assert said in found


@pytest.mark.parametrize(
    ("copies", "use", "said"),
    [
        (3, None, "本协议书一式三份，双方当事人各执一份，调解组织留存一份，具有同等效力。"),
        (5, "提交法院", "本协议书一式五份，双方当事人各执一份，调解组织留存一份，另两份提交法院，具有同等效力。"),
    ],
)
def test_copies_are_accounted_for(copies: int, use: str | None, said: str) -> None:
    assert lines(replace(AGREEMENT, copies=copies, extra_copies_for=use)).count(f"4.{said}") == 1


def test_nothing_further_is_said_only_where_it_was_agreed() -> None:
    assert "5.双方就本协议所列请求再无争议。" in lines(AGREEMENT)
    assert not any("再无争议" in line for line in lines(replace(AGREEMENT, nothing_further=False)))


def test_three_parties_are_not_called_both() -> None:
    dispatcher = replace(EMPLOYER, name="江州某劳务有限公司")

    text = "".join(lines(replace(AGREEMENT, parties=(WORKER, EMPLOYER, dispatcher), extra_copies_for=None)))

    assert "各方当事人" in text
    assert "双方" not in text.replace("双方订立", "").replace("双方协商", "")


def test_a_person_signs_with_a_fingerprint_and_a_company_seals_while_its_representative_signs() -> None:
    signing = lines(AGREEMENT)[-14:]

    assert (
        signing
        == [
            *("申请人：周某", "签名并捺印：", "委托代理人林某签名：", "　　年　　月　　日"),
            *("被申请人：江州某物流有限公司", "法定代表人郑某签名：", "委托代理人孙某签名：", "（印章处）"),
            *("　　年　　月　　日", "调解员陈某签名：", "调解员吴某签名：", "　　年　　月　　日"),
            *("调解组织：江州市总工会劳动争议调解委员会", "（印章处）", "2026年8月28日", ""),
        ][-14:]
    )


def test_an_application_knows_applicants_only() -> None:
    text = "".join(lines(APPLICATION))

    assert "被申请人" not in text
    assert text.count("申请人：") == 4


def test_an_application_asks_for_one_thing_and_names_the_agreement() -> None:
    assert (
        "请求确认申请人周某、江州某物流有限公司于2026年8月28日达成的《调解协议书》（编号：江工调字〔2026〕123号）有效。"
    ) in lines(APPLICATION)


@pytest.mark.parametrize("statement", ["自愿达成", "没有恶意串通", "第三人合法权益", "愿意承担相应的民事责任"])
def test_an_application_holds_the_applicants_statements(statement: str) -> None:
    assert any(statement in line for line in lines(APPLICATION))


def test_an_application_is_addressed_and_lists_what_comes_with_it() -> None:
    said = lines(APPLICATION)
    start = said.index("此致")

    assert said[start : start + 4] == [
        *("此致", "江州市江城区人民法院", "附："),
        "1.《调解协议书》（江工调字〔2026〕123号）　一份",
    ]


def test_terms_stand_alike_in_the_agreement_and_in_the_application() -> None:
    assert [line for line in lines(APPLICATION) if "24时前" in line] == [
        line for line in lines(AGREEMENT) if "24时前" in line
    ]


@pytest.mark.parametrize(("dated", "said"), [(date(2026, 9, 3), "2026年9月3日"), (None, "　　年　　月　　日")])
def test_a_date_that_is_not_known_is_left_to_the_pen(dated: date | None, said: str) -> None:
    assert lines(replace(APPLICATION, dated=dated))[-1] == said


def test_a_sparse_agreement_is_whole() -> None:
    assert lines(SPARSE_AGREEMENT)[2:5] == [
        "申请人：阿依·努尔，公民身份号码990101199207080047，住江州市北山县青石镇石桥村二组。",
        "被申请人：江州市北山县好味餐馆，统一社会信用代码92990101MA0000001U，住所地江州市北山县青石镇正街7号。",
        "经营者：何某。",
    ]
