"""Invented papers of intake and of the ways to the table."""

from __future__ import annotations

from datetime import date

from mediation.documents.papers.engaging import (
    Appointment,
    Delegate,
    DeliveryAddress,
    Invitation,
    LegalRepresentative,
    MeetingNotice,
    PowerOfAttorney,
    Recusal,
    ServedPaper,
    ServiceReturn,
)
from mediation.documents.papers.intake import (
    AcceptanceNotice,
    ConsentInquiry,
    MediationApplication,
    NonAcceptanceNotice,
    OralApplication,
    RightsNotice,
)
from mediation.documents.parts import Head, Paper
from mediation.vocabulary import Authority, Channel

from .cast import BARE_EMPLOYER, BARE_WORKER, KNOWN_EMPLOYER, KNOWN_WORKER, SPARSE_WORKER, WORKER

FULL = Head(
    case_number="江工调字〔2026〕123号",
    cause="追索劳动报酬、经济补偿",
    parties=(KNOWN_WORKER, KNOWN_EMPLOYER),
    organisation="江州市总工会劳动争议调解委员会",
)
BARE = Head(
    case_number="北山工调字〔2026〕7号",
    cause="追索劳动报酬",
    parties=(BARE_WORKER, BARE_EMPLOYER),
    organisation="北山县青石镇劳动争议调解中心",
)
REQUESTS = (
    "周某请求江州某物流有限公司支付2026年4月1日至2026年6月30日期间的拖欠工资人民币21,000.00元。",
    "周某请求江州某物流有限公司支付经济补偿人民币35,000.00元。",
)
REASONS = (
    "申请人2021年6月1日入职被申请人处任货车驾驶员，双方订立了书面劳动合同。被申请人自2026年4月起未发放工资。",
    "2026年7月6日双方解除劳动合同，被申请人未支付工资和经济补偿。",
)
EVIDENCE = ("劳动合同", "2026年1月至3月工资发放记录", "解除劳动合同的聊天记录")
DATED, QR = date(2026, 8, 14), "江工调字〔2026〕123号"

SAMPLES: dict[type[Paper], tuple[Paper, Paper]] = {
    MediationApplication: (
        MediationApplication(
            case_number=FULL["case_number"],
            cause=FULL["cause"],
            applicants=(WORKER,),
            respondents=(KNOWN_EMPLOYER,),
            organisation=FULL["organisation"],
            requests=REQUESTS,
            reasons=REASONS,
            evidence=EVIDENCE,
            dated=DATED,
            qr=QR,
        ),
        MediationApplication(
            case_number=BARE["case_number"],
            cause=BARE["cause"],
            applicants=(SPARSE_WORKER,),
            respondents=(BARE_EMPLOYER,),
            organisation=BARE["organisation"],
            requests=("支付2026年1月工资3,090元。",),
        ),
    ),
    OralApplication: (
        OralApplication(
            case_number=FULL["case_number"],
            cause=FULL["cause"],
            applicants=(WORKER,),
            respondents=(KNOWN_EMPLOYER,),
            organisation=FULL["organisation"],
            received_on=date(2026, 8, 10),
            requests=REQUESTS,
            reasons=REASONS,
            evidence=EVIDENCE,
            dated=DATED,
            qr=QR,
        ),
        OralApplication(
            case_number=BARE["case_number"],
            cause=BARE["cause"],
            applicants=(SPARSE_WORKER,),
            respondents=(BARE_EMPLOYER,),
            organisation=BARE["organisation"],
            requests=("支付2026年1月工资3,090元。",),
        ),
    ),
    ConsentInquiry: (
        ConsentInquiry(
            **FULL,
            asked=KNOWN_EMPLOYER,
            requests=REQUESTS,
            reply_by=date(2026, 8, 13),
            labour=True,
            dated=DATED,
            qr=QR,
        ),
        ConsentInquiry(**BARE, asked=BARE_WORKER, requests=("支付2026年1月工资3,090元。",), labour=False),
    ),
    RightsNotice: (
        RightsNotice(**FULL, mediators=("陈某", "吴某"), labour=True, dated=DATED, qr=QR),
        RightsNotice(**BARE, labour=False),
    ),
    AcceptanceNotice: (
        AcceptanceNotice(
            **FULL,
            received_on=date(2026, 8, 10),
            accepted_on=date(2026, 8, 14),
            due=date(2026, 8, 31),
            all_consented=True,
            labour=True,
            dated=DATED,
            qr=QR,
        ),
        AcceptanceNotice(**BARE, accepted_on=date(2026, 3, 2), all_consented=False, labour=False),
    ),
    NonAcceptanceNotice: (
        NonAcceptanceNotice(
            **FULL,
            received_on=date(2026, 8, 10),
            decided_on=date(2026, 8, 13),
            ground="另一方当事人不同意调解",
            note="被申请人于2026年8月12日电话答复不同意调解。",
            labour=True,
            dated=DATED,
            qr=QR,
        ),
        NonAcceptanceNotice(**BARE, decided_on=date(2026, 3, 4), ground="不属于调解受理范围", labour=False),
    ),
    Appointment: (
        Appointment(
            **FULL, mediators=("陈某", "吴某"), chosen=True, appointed_on=date(2026, 8, 15), dated=DATED, qr=QR
        ),
        Appointment(**BARE, mediators=("田某",), chosen=False, appointed_on=date(2026, 3, 3)),
    ),
    Recusal: (
        Recusal(
            **FULL,
            applicant=KNOWN_WORKER,
            mediator="陈某",
            ground="与本案争议有利害关系",
            note="陈某的配偶在被申请人处任职。",
            asked_on=date(2026, 8, 16),
            granted=True,
            reason="调解员与被申请人有利害关系，申请人不同意由其继续调解。",
            decided_on=date(2026, 8, 17),
            dated=DATED,
            qr=QR,
        ),
        Recusal(
            **BARE,
            applicant=BARE_EMPLOYER,
            mediator="田某",
            ground="与当事人有其他关系，可能影响公正调解",
            asked_on=date(2026, 3, 4),
        ),
    ),
    MeetingNotice: (
        MeetingNotice(
            **FULL,
            starts="2026年8月20日9时30分",
            channel=Channel.IN_PERSON,
            place="江州市职工服务中心第二调解室",
            mediators=("陈某", "吴某"),
            dated=DATED,
            qr=QR,
        ),
        MeetingNotice(**BARE, starts="2026年3月5日14时", channel=Channel.PHONE, mediators=("田某",)),
    ),
    Invitation: (
        Invitation(
            **FULL,
            invited="江州市江城区住房和城乡建设局",
            matter="请协助核实江城区临港物流园项目工程款的拨付情况，并派员参加2026年8月20日的调解。",
            reply_by=date(2026, 8, 18),
            mediators=("陈某", "吴某"),
            dated=DATED,
            qr=QR,
        ),
        Invitation(**BARE, invited="北山县青石镇石桥村村民委员会", matter="请协助联系当事人阿依·努尔。"),
    ),
    DeliveryAddress: (
        DeliveryAddress(**FULL, party=KNOWN_EMPLOYER, dated=DATED, qr=QR),
        DeliveryAddress(**BARE, party=BARE_WORKER),
    ),
    ServiceReturn: (
        ServiceReturn(
            **FULL,
            party=KNOWN_EMPLOYER,
            papers=(
                ServedPaper(title="受理通知书", number="江工调受字〔2026〕12号"),
                ServedPaper(title="权利义务告知书", number="江工调告字〔2026〕12号"),
                ServedPaper(title="调解通知书", number="江工调通字〔2026〕15号"),
            ),
            dated=DATED,
            qr=QR,
        ),
        ServiceReturn(
            **BARE, party=BARE_WORKER, papers=(ServedPaper(title="调解通知书", number="北山工调通字〔2026〕3号"),)
        ),
    ),
    PowerOfAttorney: (
        PowerOfAttorney(
            **FULL,
            principal=KNOWN_EMPLOYER,
            delegates=(
                Delegate(name="孙某", identity="990101199001010010", authority=Authority.SPECIAL),
                Delegate(name="丁某", identity="990101199302020028", authority=Authority.GENERAL),
            ),
            dated=DATED,
            qr=QR,
        ),
        PowerOfAttorney(**BARE, principal=BARE_WORKER, delegates=(Delegate(name="买某", authority=Authority.GENERAL),)),
    ),
    LegalRepresentative: (
        LegalRepresentative(**FULL, unit=KNOWN_EMPLOYER, representative="郑某", dated=DATED, qr=QR),
        LegalRepresentative(**BARE, unit=BARE_EMPLOYER, representative="何某"),
    ),
}
