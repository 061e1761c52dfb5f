"""Invented papers: a driver and a carrier in a city that does not exist."""

from __future__ import annotations

from datetime import date

from mediation.documents.papers import (
    Account,
    AgentLine,
    Attachment,
    ConfirmationApplication,
    Instalment,
    MediationAgreement,
    MoneyTerm,
    OtherTerm,
    PartyLines,
)
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
AGREEMENT = MediationAgreement(
    case_number="江工调字〔2026〕123号",
    cause="追索劳动报酬、经济补偿",
    parties=(WORKER, EMPLOYER),
    organisation="江州市总工会劳动争议调解委员会",
    mediators=("陈某", "吴某"),
    accepted_on=date(2026, 8, 14),
    mediated_on=date(2026, 8, 28),
    place="江州市职工服务中心第二调解室",
    requests=(
        "江州某物流有限公司支付2026年4月至6月拖欠工资21,000元。",
        "江州某物流有限公司支付解除劳动合同经济补偿35,000元，并出具解除劳动合同的证明。",
    ),
    facts=(
        "周某于2021年6月1日入职江州某物流有限公司，担任货车驾驶员，双方订立了书面劳动合同，"
        "约定每月15日前以银行转账方式发放上月工资。",
        "江州某物流有限公司自2026年4月起未发放工资；2026年7月6日，双方协商一致解除劳动合同，周某当日交还车辆和证件。",
    ),
    terms=(WAGES, SEVERANCE, CERTIFICATE, BREACH),
    nothing_further=True,
    effectiveness="labour_body",
    arbitration_review_open=True,
    confirmation_open=True,
    copies=4,
    extra_copies_for="用于向人民法院申请司法确认",
    dated=date(2026, 8, 28),
    qr="江工调字〔2026〕123号",
)
APPLICATION = ConfirmationApplication(
    case_number="江工调字〔2026〕123号",
    applicants=(
        WORKER,
        PartyLines(
            label="申请人",
            name="江州某物流有限公司",
            is_organisation=True,
            identity_label="统一社会信用代码",
            identity="91990101MA0000000U",
            address="江州市江城区临港大道266号",
            phone="0999-5550123",
            representative="郑某",
            representative_post="执行董事",
            agents=EMPLOYER.agents,
        ),
    ),
    court="江州市江城区人民法院",
    cause="追索劳动报酬、经济补偿",
    agreement_number="江工调字〔2026〕123号",
    agreement_date=date(2026, 8, 28),
    effective_on=date(2026, 8, 28),
    organisation="江州市总工会劳动争议调解委员会",
    mediators=("陈某", "吴某"),
    place="江州市职工服务中心第二调解室",
    terms=(WAGES, SEVERANCE, CERTIFICATE, BREACH),
    attachments=(
        Attachment(title="《调解协议书》（江工调字〔2026〕123号）"),
        Attachment(title="调解组织主持调解的证明"),
        Attachment(title="申请人身份证明、营业执照复印件及法定代表人身份证明书", copies=2),
        Attachment(title="授权委托书", copies=2),
    ),
    dated=date(2026, 9, 3),
    qr="江工调字〔2026〕123号",
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
SPARSE_AGREEMENT = MediationAgreement(
    case_number="北山工调字〔2026〕7号",
    cause="追索劳动报酬",
    parties=(SPARSE_WORKER, SPARSE_EMPLOYER),
    organisation="北山县青石镇劳动争议调解中心",
    mediators=("田某",),
    mediated_on=date(2026, 3, 5),
    place="青石镇工会办公室",
    requests=("支付2026年1月工资3,090元。",),
    facts=("阿依·努尔2026年1月在该餐馆工作，工资3,090元未付。",),
    terms=(
        MoneyTerm(
            payer="江州市北山县好味餐馆",
            payee="阿依·努尔",
            purpose="2026年1月工资",
            amount_fen=309_000,
            tax=TaxTerm.NOT_TAXED,
            due=date(2026, 3, 5),
            method="当场现金支付",
        ),
    ),
    nothing_further=False,
    effectiveness="people_committee",
    arbitration_review_open=False,
    confirmation_open=False,
    copies=3,
)
SPARSE_APPLICATION = ConfirmationApplication(
    case_number="北山工调字〔2026〕7号",
    applicants=(
        SPARSE_WORKER,
        PartyLines(
            label="申请人",
            name="江州市北山县好味餐馆",
            is_organisation=True,
            identity_label="统一社会信用代码",
            identity="92990101MA0000001U",
            address="江州市北山县青石镇正街7号",
            representative_label="经营者",
            representative="何某",
        ),
    ),
    court="北山县人民法院",
    cause="追索劳动报酬",
    agreement_number="北山工调字〔2026〕7号",
    agreement_date=date(2026, 3, 5),
    effective_on=date(2026, 3, 5),
    organisation="北山县青石镇劳动争议调解中心",
    mediators=("田某",),
    place="青石镇工会办公室",
    terms=SPARSE_AGREEMENT.terms,
    attachments=(Attachment(title="《调解协议书》"),),
)
FULL = (AGREEMENT, APPLICATION)
SPARSE = (SPARSE_AGREEMENT, SPARSE_APPLICATION)
EVERY = (*FULL, *SPARSE)
