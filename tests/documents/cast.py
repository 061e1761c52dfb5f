"""Invented people and terms: a driver and a carrier in a city that does not exist."""

from __future__ import annotations

from datetime import date

from mediation.documents.parts import Account, AgentLine, Instalment, KnownParty, MoneyTerm, OtherTerm, PartyLines
from mediation.vocabulary import Authority, TaxTerm

WORKER = PartyLines(
    label="申请人",
    name="周某",
    is_organisation=False,
    identity_label="公民身份号码",
    identity="990101198503142375",
    sex="男",
    birth=date(1985, 3, 14),
    address="江州市江城区望江路18号3栋502室",
    phone="13900000000",
    agents=(
        AgentLine(
            name="林某",
            capacity="江州市职工法律援助中心律师",
            authority=Authority.SPECIAL,
            phone="13900000001",
        ),
    ),
)
EMPLOYER = PartyLines(
    label="被申请人",
    name="江州某物流有限公司",
    is_organisation=True,
    identity_label="统一社会信用代码",
    identity="91990101MA0000000U",
    address="江州市江城区临港大道266号",
    phone="0999-5550123",
    representative="郑某",
    representative_post="执行董事",
    agents=(AgentLine(name="孙某", capacity="该公司人力资源部经理", authority=Authority.SPECIAL),),
)
ACCOUNT = Account(name="周某", bank="江州银行股份有限公司江城支行", number="6200000000000000018")
WAGES = MoneyTerm(
    payer="江州某物流有限公司",
    payee="周某",
    purpose="2026年4月至6月的拖欠工资",
    amount_fen=1_860_000,
    tax=TaxTerm.BEFORE,
    social_insurance=False,
    due=date(2026, 9, 1),
    method="银行转账",
    account=ACCOUNT,
)
SEVERANCE = MoneyTerm(
    payer="江州某物流有限公司",
    payee="周某",
    purpose="解除劳动合同经济补偿",
    amount_fen=3_100_050,
    tax=TaxTerm.AFTER,
    instalments=(
        Instalment(due=date(2026, 9, 30), amount_fen=1_000_000),
        Instalment(due=date(2026, 10, 31), amount_fen=1_000_000),
        Instalment(due=date(2026, 11, 30), amount_fen=1_100_050),
    ),
    method="银行转账",
    account=ACCOUNT,
)
CERTIFICATE = OtherTerm(
    words="江州某物流有限公司于2026年9月1日24时前（含当日）向周某出具解除劳动合同的证明，"
    "并在十五日内为其办理档案和社会保险关系转移手续。"
)
BREACH = OtherTerm(
    words="江州某物流有限公司任何一期未按时足额支付的，周某有权要求其一次性支付全部剩余款项，"
    "并自逾期之日起按全国银行间同业拆借中心公布的一年期贷款市场报价利率支付逾期利息。"
)
SPARSE_WORKER = PartyLines(
    label="申请人",
    name="阿依·努尔",
    is_organisation=False,
    identity_label="公民身份号码",
    identity="990101199207080047",
    address="江州市北山县青石镇石桥村二组",
)
SPARSE_EMPLOYER = PartyLines(
    label="被申请人",
    name="江州市北山县好味餐馆",
    is_organisation=True,
    identity_label="统一社会信用代码",
    identity="92990101MA0000001U",
    address="江州市北山县青石镇正街7号",
    representative_label="经营者",
    representative="何某",
)

KNOWN_WORKER = KnownParty(
    label="申请人",
    name="周某",
    is_organisation=False,
    identity_label="公民身份号码",
    identity="990101198503142375",
    address="江州市江城区望江路18号3栋502室",
    phone="13900000000",
    agents=(AgentLine(name="林某", authority=Authority.SPECIAL),),
)
KNOWN_EMPLOYER = KnownParty(
    label="被申请人",
    name="江州某物流有限公司",
    is_organisation=True,
    identity_label="统一社会信用代码",
    identity="91990101MA0000000U",
    address="江州市江城区临港大道266号",
    phone="0999-5550123",
    representative="郑某",
)
BARE_WORKER = KnownParty(label="申请人", name="阿依·努尔", is_organisation=False)
BARE_EMPLOYER = KnownParty(label="被申请人", name="江州市北山县好味餐馆", is_organisation=True)
