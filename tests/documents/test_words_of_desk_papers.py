"""Who signs which paper of the desk, and the words it may not lack (law.md §0-23, §0-25, §4)."""

from __future__ import annotations

from dataclasses import replace

import pytest

from mediation.documents.blocks import plain_lines
from mediation.documents.papers.engaging import DeliveryAddress, MeetingNotice, PowerOfAttorney, Recusal
from mediation.documents.papers.group import AmountConfirmation, GroupRepresentatives
from mediation.documents.papers.intake import AcceptanceNotice, NonAcceptanceNotice, RightsNotice
from mediation.documents.papers.mediating import Minutes
from mediation.documents.papers.performing import Reminder
from mediation.documents.parts import Paper
from mediation.documents.rendering import document
from mediation.errors import BadInput
from mediation.vocabulary import Channel, PaperKind

from .samples import SAMPLES

FULL = {paper.slug: full for paper, (full, _) in SAMPLES.items()}
BOTH = ("申请人：周某", "签名并捺印：", "被申请人：江州某物流有限公司", "法定代表人郑某签名：", "（印章处）")
SIGNED_BY = {
    PaperKind.APPLICATION: ("申请人：周某", "签名并捺印："),
    PaperKind.ORAL_APPLICATION: ("申请人：周某", "签名并捺印：", "记录人签名："),
    PaperKind.CONSENT_INQUIRY: ("江州市总工会劳动争议调解委员会", "（印章处）", "盖章、经办人签名："),
    PaperKind.RIGHTS_NOTICE: (*BOTH, "调解员陈某签名："),
    PaperKind.ACCEPTANCE_NOTICE: ("江州市总工会劳动争议调解委员会", "（印章处）"),
    PaperKind.NON_ACCEPTANCE_NOTICE: ("江州市总工会劳动争议调解委员会", "（印章处）"),
    PaperKind.APPOINTMENT: (*BOTH, "调解组织：江州市总工会劳动争议调解委员会"),
    PaperKind.RECUSAL: ("申请人：周某", "负责人签名：", "（印章处）"),
    PaperKind.DELIVERY_ADDRESS: ("被申请人：江州某物流有限公司", "法定代表人郑某签名：", "核对人签名："),
    PaperKind.POWER_OF_ATTORNEY: ("法定代表人郑某签名：", "受托人孙某签名：", "受托人丁某签名："),
    PaperKind.LEGAL_REPRESENTATIVE: ("江州某物流有限公司", "（印章处）"),
    PaperKind.GROUP_REPRESENTATIVES: ("本人签名", "代表人欧阳某签名："),
    PaperKind.EXTENSION_CONSENT: BOTH,
    PaperKind.UNDISPUTED_FACTS: (*BOTH, "调解员陈某签名：", "调解员吴某签名："),
    PaperKind.SUPPLEMENTARY_SHEET: (*BOTH, "调解员陈某签名：", "调解组织：江州市总工会劳动争议调解委员会"),
    PaperKind.TERMINATION_NOTICE: (*BOTH, "调解员陈某签名：", "调解组织：江州市总工会劳动争议调解委员会"),
    PaperKind.ARBITRATION_ADVICE: ("（印章处）", "申请人周某签收：", "被申请人江州某物流有限公司签收："),
    PaperKind.WITHDRAWAL: ("申请人：周某", "签名并捺印："),
    PaperKind.REMINDER: ("江州市总工会劳动争议调解委员会", "（印章处）"),
    PaperKind.PERFORMANCE_RECORD: BOTH,
    PaperKind.VISIT_RECORD: ("被回访人签名：", "回访人陈某签名："),
    PaperKind.AMOUNT_CONFIRMATION: ("本人签名", "法定代表人郑某签名：", "调解员陈某签名："),
    PaperKind.WAGE_SHEET: ("本人签名", "（印章处）", "制表人签名："),
    PaperKind.GROUP_REPORT: ("报告人签名：", "负责人签名：", "（印章处）"),
}


def lines(paper: Paper) -> list[str]:
    return list(plain_lines(document(paper)))


def text(paper: Paper) -> str:
    return "".join(lines(paper))


@pytest.mark.parametrize(("kind", "signers"), SIGNED_BY.items(), ids=list(SIGNED_BY))
def test_everybody_whom_the_form_asks_for_has_a_place_to_sign(kind: PaperKind, signers: tuple[str, ...]) -> None:
    assert set(signers) <= set(lines(FULL[kind]))


def test_only_the_applicant_signs_the_application() -> None:
    assert not [line for line in lines(FULL[PaperKind.APPLICATION]) if "签名" in line and "郑某" in line]


def test_every_page_of_the_minutes_is_signed_by_everybody() -> None:
    minutes = FULL[PaperKind.MINUTES]
    assert isinstance(minutes, Minutes)

    assert document(minutes).page_signers == minutes.signers


@pytest.mark.parametrize("words", ["恶意串通", "罚款、拘留", "依法追究刑事责任", "应当中止调解"])
def test_the_rights_notice_tells_what_sham_mediation_brings(words: str) -> None:
    assert words in text(FULL[PaperKind.RIGHTS_NOTICE])


def test_arbitration_is_told_of_in_labour_disputes_only() -> None:
    for kind in (RightsNotice, AcceptanceNotice, NonAcceptanceNotice):
        labour, other = SAMPLES[kind]
        assert "申请仲裁" in text(labour)
        assert "申请仲裁" not in text(other)


def test_a_committee_that_needs_no_consent_does_not_claim_it() -> None:
    _, sparse = SAMPLES[AcceptanceNotice]

    assert "没有当事人明确拒绝调解" in text(sparse)
    assert "均同意" not in text(sparse)


def test_an_address_serves_mediation_confirmation_and_what_follows() -> None:
    assert "适用于调解、司法确认及后续诉讼、执行程序" in text(SAMPLES[DeliveryAddress][0])


def test_general_authority_settles_nothing() -> None:
    assert "丁某的代理权限为一般授权：" in text(SAMPLES[PowerOfAttorney][0])
    assert "无权进行和解、签署调解协议" in text(SAMPLES[PowerOfAttorney][0])


def test_a_third_agent_is_refused() -> None:
    paper, _ = SAMPLES[PowerOfAttorney]
    assert isinstance(paper, PowerOfAttorney)

    with pytest.raises(BadInput) as refused:
        document(replace(paper, delegates=(*paper.delegates, paper.delegates[0])))

    assert [problem.where for problem in refused.value.problems] == ["delegates"]


def test_a_representative_does_not_settle_for_the_others() -> None:
    assert "进行和解的，应当经被代表的劳动者同意" in text(SAMPLES[GroupRepresentatives][0])


def test_nobody_elects_alone() -> None:
    _, sparse = SAMPLES[GroupRepresentatives]
    assert isinstance(sparse, GroupRepresentatives)

    with pytest.raises(BadInput) as refused:
        document(replace(sparse, members=sparse.members[:1]))

    assert [problem.where for problem in refused.value.problems] == ["members[1]"]


def test_a_total_that_is_not_the_sum_is_refused() -> None:
    _, sparse = SAMPLES[AmountConfirmation]
    assert isinstance(sparse, AmountConfirmation)

    with pytest.raises(BadInput) as refused:
        document(replace(sparse, total_fen=1))

    assert [problem.where for problem in refused.value.problems] == ["total_fen"]


def test_a_meeting_in_person_needs_a_place() -> None:
    _, sparse = SAMPLES[MeetingNotice]
    assert isinstance(sparse, MeetingNotice)

    with pytest.raises(BadInput) as refused:
        document(replace(sparse, channel=Channel.IN_PERSON))

    assert [problem.where for problem in refused.value.problems] == ["place"]


def test_an_open_decision_is_left_to_the_pen() -> None:
    decided, open_yet = SAMPLES[Recusal]

    assert "☐" not in text(decided)
    assert text(open_yet).count("☐") == 2


def test_a_reminder_names_the_remedy_that_is_open() -> None:
    owed, enforceable = SAMPLES[Reminder]

    assert "申请支付令" in text(owed)
    assert "申请强制执行" in text(enforceable)
    assert "支付令" not in text(enforceable)
