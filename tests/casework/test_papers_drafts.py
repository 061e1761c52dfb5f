"""A court's drafts, each from a case at its stage: its own people's alone to make and to see."""

from __future__ import annotations

import pytest

from mediation.casework.composing import compose
from mediation.casework.opened import open_for
from mediation.casework.papers import background_of, issuable
from mediation.errors import NotFound
from mediation.records.database import reading
from mediation.vocabulary import COURT_DRAFTS
from tests.casework.before_court import CONFIRMATION, DOCKET, ask, filed, papers, settled
from tests.casework.issuing import MEDIATION, said
from tests.casework.steps import accepted, is_whole, referred
from tests.world import OTHER_COURT, World, person_id

RULINGS = sorted(COURT_DRAFTS - {"referral_letter", "court_acceptance"})


def test_a_court_drafts_the_letter_it_hands_a_case_over_with(small_world: World) -> None:
    case, _ = referred(small_world, docket=None, contact="立案庭宋法官（虚构）", on_platform=False)

    text = said(case, "referral_letter", "clerk")

    assert "草稿仅供法官参考" in text
    assert "（2026）＿＿＿＿诉前调＿＿＿号" in text
    assert "江州市城东街道劳动争议调解中心（虚构）：" in text
    assert "自贵组织签字接收材料之日起三十日" in text
    assert "同意调解的当事人：周行远、江州远达物流有限公司。" in text
    assert "立案庭宋法官（虚构）" in text


@pytest.mark.parametrize(
    ("kind", "number", "term"),
    [("entrusted_ordinary", DOCKET, "十五日"), ("entrusted_summary", DOCKET, "七日")],
)
def test_the_term_in_the_letter_is_that_of_the_procedure(small_world: World, kind: str, number: str, term: str) -> None:
    case, _ = referred(small_world, kind=kind, docket=number, delegation_switched_on=False, on_platform=False)

    text = said(case, "referral_letter", "clerk")

    assert f"之日起{term}" in text
    assert number in text
    assert "原告周行远与被告" in text


def test_an_application_is_drafted_on_as_special_procedure_with_the_cause_of_its_year(small_world: World) -> None:
    case = filed(small_world)
    blank = said(case, "court_acceptance", "clerk")
    docket = "（2026）苏0999民特7号"
    case.move("clerk", CONFIRMATION, "accept", accepted_on="2026-08-03", docket=docket)

    text = said(case, "ruling_confirmed", "clerk")

    assert "（2026）＿＿＿＿民特＿＿＿号" in blank
    assert "本院于＿＿＿＿年＿＿月＿＿日予以受理" in blank
    assert docket in text
    assert "司法确认申请（案由：申请司法确认调解协议，编号448），本院于2026年8月3日受理" in text
    assert "依照《中华人民共和国民事诉讼法》第二百零六条的规定，裁定如下" in text
    assert "达成的调解协议有效" in text
    assert "支付" in text


def test_what_the_courts_own_delegation_led_to_is_numbered_as_its_confirmation(small_world: World) -> None:
    case, ids = accepted(small_world)
    settled(case, ids)

    text = said(filed(small_world, case, ids), "ruling_withdrawal", "clerk")

    assert "（2026）苏0999诉前调确＿＿＿号" in text
    assert "《最高人民法院关于适用〈中华人民共和国民事诉讼法〉的解释》第三百五十七条" in text


def test_a_rejection_drafted_after_the_move_says_its_ground_and_a_late_one_its_own_article(small_world: World) -> None:
    case = filed(small_world)
    case.move("clerk", CONFIRMATION, "accept", accepted_on="2026-08-03")
    open_yet = said(case, "ruling_rejected", "clerk")
    case.move("clerk", CONFIRMATION, "reject", ground="cannot_be_accepted", ruling_on="2026-08-03")

    text = said(case, "ruling_rejected", "clerk")

    assert "存在下列情形：＿＿＿" in open_yet
    assert "第三百五十八条" in open_yet
    assert "受理后发现属于不予受理的情形" in text
    assert "第三百五十五条" in text


@pytest.mark.parametrize("kind", RULINGS)
def test_every_ruling_can_be_drafted_before_anything_is_decided(small_world: World, kind: str) -> None:
    case = filed(small_world)

    assert "草稿仅供法官参考" in said(case, kind, "clerk")


@pytest.mark.parametrize("who", ["mediator", "registrar", "head", "liaison"])
def test_nobody_of_the_desk_makes_a_courts_draft(small_world: World, who: str) -> None:
    case = filed(small_world)

    answer = ask(case, who, "ruling_confirmed")

    assert (answer.status_code, answer.json()["code"]) == (403, "not_your_part")


def test_a_clerk_makes_no_paper_of_the_desk_and_no_draft_in_another_courts_proceeding(small_world: World) -> None:
    case, ids = accepted(small_world)
    settled(case, ids)
    desk = ask(case, "clerk", "agreement")
    not_filed = ask(case, "clerk", "ruling_confirmed")
    case.move("mediator", MEDIATION, "prepare_confirmation", court=OTHER_COURT)
    preparing = ask(case, "clerk", "ruling_confirmed")

    told = [(a.status_code, a.json()["code"]) for a in (desk, not_filed, preparing)]
    assert told == [(403, "not_your_part"), (404, "paper_not_found"), (404, "paper_not_found")]
    assert ask(case, "far_clerk", "ruling_confirmed").status_code == 404


def test_a_draft_is_for_its_courts_people_alone_and_counts_for_no_ruling(small_world: World) -> None:
    case = filed(small_world)
    case.move("clerk", CONFIRMATION, "accept", accepted_on="2026-08-03")
    before = case.version()
    (draft,) = [
        row["id"]
        for s in case.paper("clerk", "ruling_confirmed")["steps"]
        for row in s["rows"]
        if row["table"] == "paper"
    ]
    door = f"/cases/{case.id}/papers/{draft}"
    acts = {
        who: {e["act"] for e in small_world.get(f"/cases/{case.id}/events?size=100", who)}
        for who in ("head", "mediator", "liaison")
    }

    statuses = {
        who: small_world.call("GET", door, who).status_code
        for who in ("clerk", "mediator", "head", "liaison", "registrar", "far_clerk")
    }

    assert statuses == {"clerk": 200, **dict.fromkeys(("mediator", "head", "liaison", "registrar", "far_clerk"), 404)}
    assert "ruling_confirmed" in papers(case, "clerk")
    assert "ruling_confirmed" not in papers(case, "mediator")
    assert all("draft_court_paper" not in seen for seen in acts.values())
    assert case.version() == before
    assert case.refused("liaison", CONFIRMATION, "confirm", ruling_on="2026-08-03") == {"court_paper_missing"}
    assert is_whole(small_world)


def test_a_draft_is_asked_for_at_the_door_of_papers_and_nowhere_else(small_world: World) -> None:
    case = filed(small_world)

    answer = case.send_act("clerk", "draft_court_paper")

    assert (answer.status_code, answer.json()["code"]) == (404, "unknown_move")
    assert "draft_court_paper" not in {act["name"] for act in small_world.get(f"/cases/{case.id}/acts", "clerk")}


def test_no_draft_is_so_much_as_composed_for_the_desk(small_world: World) -> None:
    case = filed(small_world)

    def made(who: str) -> list[str]:
        with reading(small_world.desk.engine) as db:
            opened = open_for(db, small_world.desk, person_id(who), case.id, small_world.now)
            background = background_of(db, opened)
        drafts = [kind for kind in issuable(opened) if kind in COURT_DRAFTS]
        for kind in COURT_DRAFTS - set(drafts):
            with pytest.raises(NotFound, match="人民法院"):
                compose(opened, kind, background)
        return sorted(drafts)

    assert [made(who) for who in ("mediator", "head", "liaison")] == [[], [], []]
    assert made("clerk") == sorted(COURT_DRAFTS - {"referral_letter"})
