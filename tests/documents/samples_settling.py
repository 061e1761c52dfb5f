"""Invented papers of the mediation, its end, the performance and groups."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from mediation.documents.papers.ending import ArbitrationAdvice, TerminationNotice, Withdrawal
from mediation.documents.papers.group import (
    AmountConfirmation,
    ConfirmedSum,
    GroupReport,
    GroupRepresentatives,
    Member,
    WageLine,
    WageSheet,
)
from mediation.documents.papers.mediating import Exchange, ExtensionConsent, Investigation, Minutes
from mediation.documents.papers.performing import OwedSum, PaidSum, PerformanceRecord, Reminder, VisitRecord
from mediation.documents.papers.settling import OpenTerm, SupplementarySheet, UndisputedFacts
from mediation.documents.parts import Head, Paper
from mediation.law.identifiers import identity_check_digit
from mediation.vocabulary import Channel, TaxTerm

from .cast import BARE_WORKER, KNOWN_EMPLOYER, KNOWN_WORKER
from .samples_intake import BARE, DATED, FULL, QR, REQUESTS

NAMES = ("周某", "吴某某", "欧阳某", "阿不都·热合曼", "赵某", "钱某", "孙某", "李某", "郑某某", "王某", "冯某", "褚某")
GROUP = Head(
    case_number="江工调字〔2026〕200号",
    cause="追索劳动报酬",
    parties=(*(replace(KNOWN_WORKER, name=name, agents=()) for name in NAMES[:2]), KNOWN_EMPLOYER),
    organisation="江州市总工会劳动争议调解委员会",
)


def identity(at: int) -> str:
    first = f"99010119{80 + at}0101{at:03}"
    return first + identity_check_digit(first)


SAMPLES: dict[type[Paper], tuple[Paper, Paper]] = {
    GroupRepresentatives: (
        GroupRepresentatives(
            **GROUP,
            representatives=("周某", "欧阳某", "阿不都·热合曼"),
            members=tuple(
                Member(name=name, identity=identity(at), phone=f"139000001{at:02}") for at, name in enumerate(NAMES)
            ),
            dated=DATED,
            qr=QR,
        ),
        GroupRepresentatives(**GROUP, members=(Member(name="周某"), Member(name="吴某某"))),
    ),
    Investigation: (
        Investigation(
            **FULL,
            asked="许某",
            capacity="被申请人处调度员",
            asked_on=date(2026, 8, 19),
            place="江州市江城区临港物流园",
            mediators=("陈某", "吴某"),
            exchanges=tuple(
                Exchange(
                    question=f"第{number}次出车由谁派单？",
                    answer="由车队调度室派单，派单记录保存在调度系统里，司机签收后出车，回场时登记里程和油耗。",
                )
                for number in range(1, 9)
            ),
            dated=DATED,
            qr=QR,
        ),
        Investigation(
            **BARE,
            asked="马某",
            asked_on=date(2026, 3, 4),
            mediators=("田某",),
            exchanges=(Exchange(question="阿依·努尔是否在该餐馆工作？", answer="2026年1月在。"),),
        ),
    ),
    Minutes: (
        Minutes(
            **FULL,
            held="2026年8月20日9时30分",
            channel=Channel.IN_PERSON,
            place="江州市职工服务中心第二调解室",
            mediators=("陈某", "吴某"),
            told=(
                "已核对到场人员的身份和代理权限，各方对对方到场人员没有异议。",
                "已告知权利义务、调解规则，各方表示清楚，不申请回避。",
                "已告知虚假调解的法律后果。",
                "已确认各方的送达地址。",
            ),
            requests=REQUESTS,
            statements=(
                *(
                    f"（无争议）周某自2021年{month}月起驾驶车辆从事干线运输，工资按月结算，由被申请人通过银行转账发放。"
                    for month in range(6, 12)
                ),
                "（有争议）江州某物流有限公司：经济补偿的工作年限应从2022年起算。",
            ),
            result="settled",
            signers=("申请人周某", "代理人林某", "被申请人江州某物流有限公司", "调解员陈某", "调解员吴某", "记录人"),
            dated=DATED,
            qr=QR,
        ),
        Minutes(
            **BARE,
            held="2026年3月5日14时",
            channel=Channel.PHONE,
            place="北山县青石镇劳动争议调解中心",
            mediators=("田某",),
            requests=("支付2026年1月工资3,090元。",),
            result="going_on",
            signers=("申请人阿依·努尔", "被申请人江州市北山县好味餐馆", "调解员田某", "记录人"),
        ),
    ),
    ExtensionConsent: (
        ExtensionConsent(**FULL, accepted_on=date(2026, 8, 14), days=10, until=date(2026, 9, 8), dated=DATED, qr=QR),
        ExtensionConsent(**BARE, days=7, until=date(2026, 3, 24)),
    ),
    UndisputedFacts: (
        UndisputedFacts(
            **FULL,
            facts=(
                "周某于2021年6月1日入职江州某物流有限公司，担任货车驾驶员，双方订立了书面劳动合同，约定每月15日前以银行转账方式发放上月工资。",
                "江州某物流有限公司自2026年4月起未发放工资。",
                "2026年7月6日，双方协商一致解除劳动合同，周某当日交还车辆和证件。",
            ),
            mediators=("陈某", "吴某"),
            dated=DATED,
            qr=QR,
        ),
        UndisputedFacts(**BARE, facts=("阿依·努尔2026年1月在该餐馆工作。",), mediators=("田某",)),
    ),
    SupplementarySheet: (
        SupplementarySheet(
            **FULL,
            terms=(
                OpenTerm(
                    ordinal=1,
                    payer="江州某物流有限公司",
                    payee="周某",
                    purpose="工资",
                    amount_fen=1_860_000,
                    wording="九月上旬",
                ),
            ),
            mediators=("陈某", "吴某"),
            dated=DATED,
            qr=QR,
        ),
        SupplementarySheet(
            **BARE,
            terms=(OpenTerm(ordinal=2, payer="江州市北山县好味餐馆", payee="阿依·努尔", purpose="返还押金"),),
        ),
    ),
    AmountConfirmation: (
        AmountConfirmation(
            **GROUP,
            sums=tuple(
                ConfirmedSum(
                    name=name,
                    identity=identity(at),
                    purpose="2026年4月至6月工资",
                    amount_fen=1_860_000 + at,
                    tax=TaxTerm.BEFORE,
                    account="江州银行江城支行6200000000000000018",
                )
                for at, name in enumerate(NAMES)
            ),
            total_fen=12 * 1_860_000 + 66,
            mediators=("陈某",),
            dated=DATED,
            qr=QR,
        ),
        AmountConfirmation(
            **BARE, sums=(ConfirmedSum(name="阿依·努尔", purpose="工资", amount_fen=309_000),), total_fen=309_000
        ),
    ),
    WageSheet: (
        WageSheet(
            case_number=GROUP["case_number"],
            payer="江州某建筑工程有限公司",
            project="江城区临港物流园二期",
            lines=tuple(
                WageLine(
                    name=name,
                    identity=identity(at),
                    phone=f"139000001{at:02}",
                    period="2026年4月至6月",
                    due_fen=1_860_000,
                    paid_fen=1_800_000,
                    account="江州银行江城支行6200000000000000018",
                )
                for at, name in enumerate(NAMES)
            ),
            total_fen=12 * 1_860_000,
            dated=DATED,
            qr=QR,
        ),
        WageSheet(
            case_number=BARE["case_number"],
            payer="江州市北山县好味餐馆",
            lines=(WageLine(name="阿依·努尔", identity="990101199207080047", due_fen=309_000),),
            total_fen=309_000,
        ),
    ),
    TerminationNotice: (
        TerminationNotice(
            **FULL,
            accepted_on=date(2026, 8, 14),
            ended_on=date(2026, 8, 29),
            ground="调解期限届满，未同意延长",
            mediators=("陈某", "吴某"),
            labour=True,
            from_court=False,
            dated=DATED,
            qr=QR,
        ),
        TerminationNotice(
            **BARE,
            ended_on=date(2026, 3, 9),
            ground="未达成调解协议",
            mediators=("田某",),
            labour=False,
            from_court=True,
        ),
    ),
    ArbitrationAdvice: (
        ArbitrationAdvice(**FULL, ground="调解期限内未达成调解协议，调解于2026年8月29日终止", dated=DATED, qr=QR),
        ArbitrationAdvice(**BARE, ground="被申请人不同意调解"),
    ),
    Withdrawal: (
        Withdrawal(
            **FULL, applicant=KNOWN_WORKER, reason="双方已自行和解，款项已收到。", labour=True, dated=DATED, qr=QR
        ),
        Withdrawal(**BARE, applicant=BARE_WORKER, labour=False),
    ),
    Reminder: (
        Reminder(
            **FULL,
            debtor=KNOWN_EMPLOYER,
            effective_on=date(2026, 8, 28),
            owed=(
                OwedSum(payee="周某", purpose="工资", due=date(2026, 9, 1), amount_fen=1_860_000),
                OwedSum(payee="周某", purpose="出具解除劳动合同的证明", due=date(2026, 9, 1)),
            ),
            enforceable=False,
            labour=True,
            dated=DATED,
            qr=QR,
        ),
        Reminder(
            **BARE,
            debtor=BARE_WORKER,
            effective_on=date(2026, 3, 5),
            owed=(OwedSum(payee="江州市北山县好味餐馆", purpose="返还工服", due=date(2026, 3, 6)),),
            enforceable=True,
            labour=False,
        ),
    ),
    PerformanceRecord: (
        PerformanceRecord(
            **FULL,
            effective_on=date(2026, 8, 28),
            paid=(
                PaidSum(
                    payer="江州某物流有限公司",
                    payee="周某",
                    purpose="工资",
                    paid_on=date(2026, 8, 31),
                    amount_fen=1_860_000,
                ),
                PaidSum(
                    payer="江州某物流有限公司",
                    payee="周某",
                    purpose="经济补偿（第一期）",
                    paid_on=date(2026, 9, 30),
                    amount_fen=1_000_000,
                ),
            ),
            total_fen=2_860_000,
            complete=True,
            dated=DATED,
            qr=QR,
        ),
        PerformanceRecord(
            **BARE,
            effective_on=date(2026, 3, 5),
            paid=(PaidSum(payer="江州市北山县好味餐馆", payee="阿依·努尔", purpose="工资"),),
            total_fen=309_000,
            complete=False,
        ),
    ),
    VisitRecord: (
        VisitRecord(
            **FULL,
            visited=KNOWN_WORKER,
            visited_on=date(2026, 10, 9),
            way="电话",
            performance="按期履行，无拖欠",
            satisfaction="满意",
            risk="没有申请仲裁或者提起诉讼。",
            note="当事人询问社会保险关系转移的手续，已告知经办窗口。",
            visitors=("陈某",),
            dated=DATED,
            qr=QR,
        ),
        VisitRecord(**BARE, visited=BARE_WORKER, visited_on=date(2026, 4, 7), way="当面", performance="部分履行"),
    ),
    GroupReport: (
        GroupReport(
            **GROUP,
            reported_on=date(2026, 8, 14),
            people=46,
            place="江州市江城区临港物流园北门",
            demands="因拖欠2026年4月至6月工资，46名驾驶员到园区北门聚集，要求一次性付清。",
            measures="已派两名调解员到场，安排驾驶员推选代表，约定当日下午与企业面谈。",
            follow_up=True,
            dated=DATED,
            qr=QR,
        ),
        GroupReport(
            **BARE,
            reported_on=date(2026, 3, 2),
            people=12,
            place="青石镇正街7号",
            demands="要求支付2026年1月工资。",
            follow_up=False,
        ),
    ),
}
