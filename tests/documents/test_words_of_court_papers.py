"""What papers to and from a court must say and must not, and who signs them (law.md §0-18…24, §4.1)."""

from __future__ import annotations

from dataclasses import replace

import pytest

from mediation.documents.blocks import plain_lines
from mediation.documents.papers.confirmation import ConfirmationApplication, MediationCertificate
from mediation.documents.papers.drafts import CourtDraft, ReferralLetter, RulingConfirmed, RulingRejected
from mediation.documents.papers.orders import OrderApplication
from mediation.documents.papers.referral import ReferralReceipt, ReferralReport
from mediation.documents.papers.review import ReviewApplication
from mediation.documents.parts import Paper
from mediation.documents.rendering import document
from mediation.errors import BadInput
from mediation.vocabulary import COURT_DRAFTS, PaperKind, ReferralKind

from .samples import SAMPLES

DRAFTS = [paper for paper in SAMPLES if issubclass(paper, CourtDraft)]
SIGNED_BY = {
    PaperKind.REFERRAL_RECEIPT: ("接收单位：江州市总工会劳动争议调解委员会", "接收人签名：", "（印章处）"),
    PaperKind.REFERRAL_DECLINE: ("江州市总工会劳动争议调解委员会", "（印章处）"),
    PaperKind.REFERRAL_REPORT: ("调解员陈某签名：", "调解员吴某签名：", "（印章处）"),
    PaperKind.LODGING_LETTER: ("江州市总工会劳动争议调解委员会", "（印章处）"),
    PaperKind.MEDIATION_CERTIFICATE: ("调解员陈某签名：", "调解组织：江州市总工会劳动争议调解委员会", "（印章处）"),
    PaperKind.REVIEW_APPLICATION: ("申请人：周某", "申请人：江州某物流有限公司", "法定代表人郑某签名：", "（印章处）"),
    PaperKind.ORDER_APPLICATION: ("申请人：周某", "签名并捺印：", "委托诉讼代理人林某签名："),
    PaperKind.REFERRAL_LETTER: ("江州市江城区人民法院", "（院印处）", "接收人签名：", "接收时间："),
    PaperKind.COURT_ACCEPTANCE: ("江州市江城区人民法院", "（院印处）"),
    PaperKind.RULING_CONFIRMED: ("审判员　＿＿＿＿＿＿", "书记员　＿＿＿＿＿＿", "（院印处）"),
}


def lines(paper: Paper) -> list[str]:
    return list(plain_lines(document(paper)))


def text(paper: Paper) -> str:
    return "".join(lines(paper))


@pytest.mark.parametrize(("kind", "signers"), SIGNED_BY.items(), ids=list(SIGNED_BY))
def test_everybody_whom_the_form_asks_for_has_a_place_to_sign(kind: PaperKind, signers: tuple[str, ...]) -> None:
    full = next(full for paper, (full, _) in SAMPLES.items() if paper.slug == kind)

    assert set(signers) <= set(lines(full))


def test_every_draft_of_a_court_bears_the_mark_and_nothing_else_does() -> None:
    marked = {paper.slug for paper, (full, _) in SAMPLES.items() if document(full).draft}

    assert marked == set(COURT_DRAFTS) == {paper.slug for paper in DRAFTS}


@pytest.mark.parametrize("paper", [ConfirmationApplication, ReviewApplication])
def test_who_applies_together_has_no_respondent(paper: type[Paper]) -> None:
    full, sparse = SAMPLES[paper]

    assert "被申请人" not in text(full) + text(sparse)


def test_a_joint_application_with_a_respondent_is_refused() -> None:
    _, sparse = SAMPLES[ReviewApplication]
    assert isinstance(sparse, ReviewApplication)
    worker, employer = sparse.applicants

    with pytest.raises(BadInput) as refused:
        document(replace(sparse, applicants=(worker, replace(employer, label="被申请人"))))

    assert [problem.where for problem in refused.value.problems] == ["applicants[1].label"]


def test_confirmation_is_asked_for_without_collusion_and_at_ones_own_risk() -> None:
    said = text(SAMPLES[ConfirmationApplication][0])

    assert "没有恶意串通" in said
    assert "没有损害国家利益、社会公共利益和第三人合法权益" in said
    assert "愿意承担相应的民事责任和其他法律后果" in said


def test_a_sum_that_its_rows_do_not_make_up_is_no_fixed_sum() -> None:
    _, sparse = SAMPLES[OrderApplication]
    assert isinstance(sparse, OrderApplication)

    with pytest.raises(BadInput) as refused:
        document(replace(sparse, total_fen=1))

    assert [problem.where for problem in refused.value.problems] == ["total_fen"]


@pytest.mark.parametrize("words", ["没有对待给付义务", "没有其他债务纠纷", "在我国境内且未下落不明", "未申请诉前保全"])
def test_a_payment_order_is_asked_for_with_its_conditions(words: str) -> None:
    assert words in text(SAMPLES[OrderApplication][1])


def test_a_list_that_nobody_typed_is_left_to_the_pen() -> None:
    full, sparse = SAMPLES[ReferralReceipt]
    rows = lines(sparse)
    first = rows.index("1")

    assert "仲裁裁决书" in text(full)
    assert rows[first : first + 9] == ["1", "", "", "2", "", "", "3", "", ""]


def test_a_settlement_is_reported_with_its_day() -> None:
    full, _ = SAMPLES[ReferralReport]
    assert isinstance(full, ReferralReport)

    with pytest.raises(BadInput) as refused:
        document(replace(full, agreement_date=None))

    assert [problem.where for problem in refused.value.problems] == ["agreement_date"]


def test_a_commission_is_not_addressed_as_a_court() -> None:
    full, _ = SAMPLES[ReferralReport]
    assert isinstance(full, ReferralReport)

    entrusted = text(replace(full, referral=ReferralKind.ARBITRATION_ENTRUSTED))

    assert "贵委移送的" in entrusted
    assert "贵院" not in entrusted


def test_the_certificate_says_why_the_body_may_mediate() -> None:
    assert "工会设立的人民调解委员会（人民调解法第三十四条）" in text(SAMPLES[MediationCertificate][0])


def test_a_confirmed_agreement_can_be_enforced_and_a_rejected_one_mediated_or_sued_on() -> None:
    assert "可以向人民法院申请执行" in text(SAMPLES[RulingConfirmed][0])
    rejected = text(SAMPLES[RulingRejected][0])
    assert "变更原调解协议或者达成新的调解协议，也可以向人民法院提起诉讼" in rejected


def test_the_number_of_the_cause_is_printed_only_where_its_day_has_one() -> None:
    full, sparse = SAMPLES[RulingConfirmed]

    assert "案由：申请司法确认调解协议，编号448" in text(full)
    assert "案由：申请司法确认调解协议）" in text(sparse)


def test_a_letter_has_a_slip_to_sign_below() -> None:
    said = lines(SAMPLES[ReferralLetter][1])

    assert said[said.index("送达回执") + 1] == "北山县人民法院："
