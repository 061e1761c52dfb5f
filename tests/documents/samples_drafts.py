"""Invented drafts of a court."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from mediation.documents.papers.drafts import (
    CourtAcceptance,
    ReferralLetter,
    RulingConfirmed,
    RulingDeemedWithdrawn,
    RulingNotAccepted,
    RulingRejected,
    RulingWithdrawal,
)
from mediation.documents.parts import Paper

from .cast import BREACH, CERTIFICATE, EMPLOYER, SEVERANCE, SPARSE_EMPLOYER, SPARSE_WORKER, WAGES, WORKER
from .samples_court import (
    AGREED,
    BARE,
    BARE_BODY,
    BARE_CAUSE,
    BARE_COURT,
    BARE_DAY,
    BARE_NUMBER,
    BARE_TERMS,
    BODY,
    CAUSE,
    COURT,
    HEAD,
    MATERIALS,
    NUMBER,
)

CPL206, CPLI = "《中华人民共和国民事诉讼法》第二百零六条", "《最高人民法院关于适用〈中华人民共和国民事诉讼法〉的解释》"
RULING: dict[str, Any] = {
    "case_number": NUMBER,
    "court": COURT,
    "docket": "（2026）苏0999诉前调确12号",
    "cause": "申请司法确认调解协议",
    "cause_code": "448",
    "applicants": (WORKER, replace(EMPLOYER, label="申请人")),
    "organisation": BODY,
    "agreement_date": AGREED,
    "filed_on": date(2026, 9, 3),
    "dated": date(2026, 9, 14),
    "qr": NUMBER,
}
ACCEPTED: dict[str, Any] = {**RULING, "accepted_on": date(2026, 9, 4)}
BARE_RULING: dict[str, Any] = {
    "case_number": BARE_NUMBER,
    "court": BARE_COURT,
    "docket": "（2026）＿＿＿＿民特＿＿＿号",
    "cause": "申请司法确认调解协议",
    "applicants": (SPARSE_WORKER, replace(SPARSE_EMPLOYER, label="申请人")),
    "organisation": BARE_BODY,
    "agreement_date": BARE_DAY,
    "filed_on": date(2026, 3, 20),
}
REJECTED = (CPL206, f"{CPLI}第三百五十八条")
WITHDRAWN = (f"{CPLI}第三百五十七条",)

SAMPLES: dict[type[Paper], tuple[Paper, Paper]] = {
    ReferralLetter: (
        ReferralLetter(
            **HEAD,
            complaint_on=date(2026, 8, 3),
            requests=(
                "周某请求江州某物流有限公司支付2026年4月1日至2026年6月30日期间的拖欠工资人民币21,000.00元。",
                "周某请求江州某物流有限公司支付经济补偿人民币35,000.00元。",
            ),
            award="已有仲裁结果",
            consented=("周某", "江州某物流有限公司"),
            term="十五日",
            on_platform=False,
            materials=MATERIALS,
            contact="立案庭宋某，0999-5550999",
        ),
        ReferralLetter(
            **{**BARE, "docket": "（2026）＿＿＿＿诉前调＿＿＿号"}, complaint_on=date(2026, 3, 2), on_platform=True
        ),
    ),
    CourtAcceptance: (
        CourtAcceptance(**ACCEPTED, articles=(CPL206, f"{CPLI}第三百五十五条")),
        CourtAcceptance(**BARE_RULING, articles=(CPL206,)),
    ),
    RulingNotAccepted: (
        RulingNotAccepted(**RULING, articles=(f"{CPLI}第三百五十五条",), ground="不属于收到申请的人民法院管辖"),
        RulingNotAccepted(**BARE_RULING, articles=(f"{CPLI}第三百五十五条",)),
    ),
    RulingConfirmed: (
        RulingConfirmed(
            **ACCEPTED,
            articles=(CPL206,),
            dispute=CAUSE,
            effective_on=AGREED,
            terms=(WAGES, SEVERANCE, CERTIFICATE, BREACH),
        ),
        RulingConfirmed(**BARE_RULING, articles=(CPL206,), dispute=BARE_CAUSE, effective_on=BARE_DAY, terms=BARE_TERMS),
    ),
    RulingRejected: (
        RulingRejected(**ACCEPTED, articles=REJECTED, dispute=CAUSE, ground="内容不明确，无法确认"),
        RulingRejected(**BARE_RULING, articles=REJECTED, dispute=BARE_CAUSE),
    ),
    RulingWithdrawal: (
        RulingWithdrawal(**ACCEPTED, articles=WITHDRAWN),
        RulingWithdrawal(**BARE_RULING, articles=WITHDRAWN),
    ),
    RulingDeemedWithdrawn: (
        RulingDeemedWithdrawn(**ACCEPTED, articles=WITHDRAWN, supplement_due=date(2026, 9, 11)),
        RulingDeemedWithdrawn(**BARE_RULING, articles=WITHDRAWN),
    ),
}
"""Full and sparse, kind by kind."""
