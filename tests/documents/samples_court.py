"""Invented papers to and from the court and the commission."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from mediation.documents.papers.confirmation import MediationCertificate
from mediation.documents.papers.orders import OrderApplication
from mediation.documents.papers.performing import OwedSum
from mediation.documents.papers.referral import (
    HeldMeeting,
    LodgingLetter,
    Material,
    ReferralDecline,
    ReferralReceipt,
    ReferralReport,
    SignedFor,
)
from mediation.documents.papers.review import ReviewApplication
from mediation.documents.parts import Attachment, MoneyTerm, Paper
from mediation.vocabulary import Channel, LegalBasis, ReferralKind, TaxTerm

from .cast import (
    BARE_EMPLOYER,
    BARE_WORKER,
    BREACH,
    CERTIFICATE,
    EMPLOYER,
    KNOWN_EMPLOYER,
    KNOWN_WORKER,
    SEVERANCE,
    SPARSE_EMPLOYER,
    SPARSE_WORKER,
    WAGES,
    WORKER,
)

NUMBER, DATED = "江工调字〔2026〕123号", date(2026, 8, 14)
BODY, COURT = "江州市总工会劳动争议调解委员会", "江州市江城区人民法院"
CAUSE = "追索劳动报酬、经济补偿"
AGREED, MEDIATORS = date(2026, 8, 28), ("陈某", "吴某")
BARE_NUMBER, BARE_BODY = "北山工调字〔2026〕7号", "北山县青石镇劳动争议调解中心"
BARE_COURT, BARE_CAUSE, BARE_DAY = "北山县人民法院", "追索劳动报酬", date(2026, 3, 5)
BARE_TERMS = (
    MoneyTerm(
        payer="江州市北山县好味餐馆",
        payee="阿依·努尔",
        purpose="2026年1月工资",
        amount_fen=309_000,
        tax=TaxTerm.NOT_TAXED,
        due=BARE_DAY,
        method="当场现金支付",
    ),
)
MATERIALS = (
    Material(title="起诉状", pages=3),
    Material(title="证据材料：2026年1月至3月工资发放记录", pages=12),
    Material(title="当事人同意调解的记录（法院）", pages=1),
    Material(title="仲裁裁决书"),
)
COPY = Attachment(title="《调解协议书》（江工调字〔2026〕123号）")
PAPERS = (COPY, Attachment(title="申请人身份证明、营业执照复印件", copies=2), Attachment(title="授权委托书", copies=2))
CIVIL = replace(KNOWN_WORKER, label="原告"), replace(KNOWN_EMPLOYER, label="被告")
HEAD: dict[str, Any] = {
    "case_number": NUMBER,
    "cause": CAUSE,
    "parties": CIVIL,
    "organisation": BODY,
    "court": COURT,
    "docket": "（2026）苏0999民初456号",
    "referral": ReferralKind.ENTRUSTED_ORDINARY,
    "dated": DATED,
    "qr": NUMBER,
}
BARE: dict[str, Any] = {
    "case_number": BARE_NUMBER,
    "cause": BARE_CAUSE,
    "parties": (BARE_WORKER, BARE_EMPLOYER),
    "organisation": BARE_BODY,
    "court": BARE_COURT,
    "referral": ReferralKind.DELEGATED,
}
APPLY: dict[str, Any] = {
    "case_number": NUMBER,
    "applicants": (WORKER, replace(EMPLOYER, label="申请人")),
    "cause": CAUSE,
    "agreement_number": NUMBER,
    "agreement_date": AGREED,
    "effective_on": AGREED,
    "organisation": BODY,
    "mediators": MEDIATORS,
    "terms": (WAGES, SEVERANCE, CERTIFICATE, BREACH),
    "attachments": PAPERS,
    "dated": date(2026, 9, 3),
    "qr": NUMBER,
}
SAMPLES: dict[type[Paper], tuple[Paper, Paper]] = {
    MediationCertificate: (
        MediationCertificate(
            case_number=NUMBER,
            cause=CAUSE,
            parties=(KNOWN_WORKER, KNOWN_EMPLOYER),
            organisation=BODY,
            legal_basis=LegalBasis.PML34,
            mediators=MEDIATORS,
            accepted_on=DATED,
            meetings=(date(2026, 8, 21), AGREED),
            place="江州市职工服务中心第二调解室",
            agreement_number=NUMBER,
            agreement_date=AGREED,
            effective_on=AGREED,
            dated=AGREED,
            qr=NUMBER,
        ),
        MediationCertificate(
            case_number=BARE_NUMBER,
            cause=BARE_CAUSE,
            parties=(BARE_WORKER, BARE_EMPLOYER),
            organisation=BARE_BODY,
            legal_basis=LegalBasis.MAL10_3,
            mediators=("田某",),
            meetings=(BARE_DAY,),
            place="青石镇工会办公室",
            agreement_number=BARE_NUMBER,
            agreement_date=BARE_DAY,
            effective_on=BARE_DAY,
        ),
    ),
    ReviewApplication: (
        ReviewApplication(commission="江州市江城区劳动人事争议仲裁委员会", **APPLY),
        ReviewApplication(
            case_number=BARE_NUMBER,
            applicants=(SPARSE_WORKER, replace(SPARSE_EMPLOYER, label="申请人")),
            commission="北山县劳动人事争议仲裁委员会",
            cause=BARE_CAUSE,
            agreement_number=BARE_NUMBER,
            agreement_date=BARE_DAY,
            effective_on=BARE_DAY,
            organisation=BARE_BODY,
            mediators=("田某",),
            terms=BARE_TERMS,
            attachments=(Attachment(title="《调解协议书》"),),
        ),
    ),
    OrderApplication: (
        OrderApplication(
            case_number=NUMBER,
            applicant=WORKER,
            respondent=EMPLOYER,
            court=COURT,
            cause=CAUSE,
            organisation=BODY,
            agreement_number=NUMBER,
            effective_on=AGREED,
            owed=(
                OwedSum(payee="周某", purpose="2026年4月至6月的工资", due=date(2026, 9, 1), amount_fen=1_860_000),
                OwedSum(payee="周某", purpose="解除劳动合同经济补偿", due=date(2026, 9, 30), amount_fen=1_000_000),
            ),
            total_fen=2_860_000,
            attachments=PAPERS,
            dated=date(2026, 10, 12),
            qr=NUMBER,
        ),
        OrderApplication(
            case_number=BARE_NUMBER,
            applicant=SPARSE_WORKER,
            respondent=SPARSE_EMPLOYER,
            court=BARE_COURT,
            cause=BARE_CAUSE,
            organisation=BARE_BODY,
            agreement_number=BARE_NUMBER,
            effective_on=BARE_DAY,
            owed=(OwedSum(payee="阿依·努尔", purpose="2026年1月工资", due=BARE_DAY, amount_fen=309_000),),
            total_fen=309_000,
            attachments=(Attachment(title="《调解协议书》"),),
        ),
    ),
    ReferralReceipt: (
        ReferralReceipt(
            **HEAD,
            accepted_on=DATED,
            how="签字接收材料",
            materials=MATERIALS,
            mediators=MEDIATORS,
            due=date(2026, 8, 31),
        ),
        ReferralReceipt(**BARE, accepted_on=BARE_DAY, how="平台确认接受"),
    ),
    ReferralDecline: (
        ReferralDecline(
            **HEAD,
            declined_on=DATED,
            reason="移送材料不齐",
            note="移送清单列有证据材料五份，实际收到三份。",
            materials=MATERIALS,
        ),
        ReferralDecline(**BARE, declined_on=BARE_DAY, reason="暂无力量办理"),
    ),
    ReferralReport: (
        ReferralReport(
            **HEAD,
            accepted_on=DATED,
            mediators=MEDIATORS,
            meetings=(
                HeldMeeting(held_on=date(2026, 8, 21), channel=Channel.IN_PERSON),
                HeldMeeting(held_on=AGREED, channel=Channel.VIDEO),
            ),
            result="部分达成调解协议",
            basis="《最高人民法院关于人民法院特邀调解的规定》第二十条",
            settled=True,
            agreement_date=AGREED,
            effective_on=AGREED,
            reason="就加班费请求，当事人未达成一致意见",
            focus="双方对加班时间的计算方法意见不一，调解员组织核对了考勤记录。",
            conduct="被告经两次通知无正当理由未按时提交考勤记录。",
            facts=(
                "周某于2021年6月1日入职江州某物流有限公司，担任货车驾驶员。",
                "江州某物流有限公司自2026年4月起未发放工资。",
            ),
            returned=MATERIALS,
        ),
        ReferralReport(
            **BARE,
            accepted_on=BARE_DAY,
            mediators=("田某",),
            result="一方不同意调解",
            basis="《人民法院在线调解规则》第二十五条",
            settled=False,
        ),
    ),
    LodgingLetter: (
        LodgingLetter(
            **{**HEAD, "referral": ReferralKind.DELEGATED, "docket": "（2026）苏0999诉前调456号"},
            mediators=MEDIATORS,
            agreement_date=AGREED,
            effective_on=AGREED,
            deliveries=(
                SignedFor(name="周某", signed_for_on=AGREED),
                SignedFor(name="江州某物流有限公司", signed_for_on=date(2026, 8, 31)),
            ),
            attachments=(COPY, Attachment(title="调解协议书送达回证", copies=2)),
        ),
        LodgingLetter(
            **BARE,
            mediators=("田某",),
            agreement_date=BARE_DAY,
            effective_on=BARE_DAY,
            attachments=(Attachment(title="《调解协议书》"),),
        ),
    ),
}
"""Full and sparse, kind by kind."""
