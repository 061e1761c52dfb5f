"""Every paper twice: with all its fields, and with those it cannot do without."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from mediation.documents.papers.confirmation import ConfirmationApplication
from mediation.documents.papers.settling import MediationAgreement
from mediation.documents.parts import Attachment, MoneyTerm, Paper
from mediation.vocabulary import TaxTerm

from . import samples_court, samples_drafts, samples_intake, samples_reckoning, samples_settling
from .cast import (
    BREACH,
    CERTIFICATE,
    EMPLOYER,
    SEVERANCE,
    SPARSE_EMPLOYER,
    SPARSE_WORKER,
    WAGES,
    WORKER,
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
        replace(EMPLOYER, label="申请人"),
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
        replace(SPARSE_EMPLOYER, label="申请人"),
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
SAMPLES: dict[type[Paper], tuple[Paper, Paper]] = {
    MediationAgreement: (AGREEMENT, SPARSE_AGREEMENT),
    ConfirmationApplication: (APPLICATION, SPARSE_APPLICATION),
    **samples_intake.SAMPLES,
    **samples_settling.SAMPLES,
    **samples_court.SAMPLES,
    **samples_reckoning.SAMPLES,
    **samples_drafts.SAMPLES,
}
"""The full and the sparse sample of every paper; tests go through all of them."""
FULL = tuple(full for full, _ in SAMPLES.values())
SPARSE = tuple(sparse for _, sparse in SAMPLES.values())
EVERY = (*FULL, *SPARSE)

__all__ = [
    "AGREEMENT",
    "APPLICATION",
    "BREACH",
    "CERTIFICATE",
    "EMPLOYER",
    "EVERY",
    "FULL",
    "SAMPLES",
    "SEVERANCE",
    "SPARSE",
    "SPARSE_AGREEMENT",
    "SPARSE_APPLICATION",
    "WAGES",
    "WORKER",
]
