"""Two cases carried all the way by acts, a canary in every field that takes words; who may ever see it stands beside.

A canary's readers are named once, here; ``test_doors`` holds every door against them.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from mediation.casework import batches, feeds
from mediation.records.database import writing
from tests.api.files import docx, pdf
from tests.api.readers import add_people, end_people
from tests.stories import credit_code, identity, row, term
from tests.world import COURT, STREET, CaseAt, World, person_id

DESK = frozenset({"registrar", "head", "liaison", "mediator"})
MEDIATOR = frozenset({"mediator"})
COURT_TOO = DESK | {"clerk"}
CLERK = frozenset({"clerk"})
NOBODY: frozenset[str] = frozenset()


@dataclass
class Planted:
    """The world, its cases, and what was planted: canary → who may see it."""

    world: World
    canaries: dict[str, frozenset[str]] = field(default_factory=dict)
    own: str = ""
    referred: str = ""
    matter: str = ""
    batch: str = ""
    feed: str = ""
    _numbers: Iterable[int] = field(default_factory=lambda: itertools.count(1001))

    def word(self, readers: frozenset[str], what: str) -> str:
        """Words nobody says by chance, for some readers' eyes."""
        canary = f"暗记{next(iter(self._numbers))}号"
        self.canaries[canary] = readers
        return f"{what}{canary}"

    def amount(self, readers: frozenset[str], yuan: str) -> str:
        """A sum nobody names by chance."""
        self.canaries[yuan] = readers
        return yuan


def plant(world: World) -> Planted:
    """Make the people, then both cases."""
    planted = Planted(world)
    add_people(world)
    own = _own_desk(planted)
    planted.own = own.id
    planted.referred = _from_court(planted).id
    planted.matter = _matter(planted, own)
    planted.batch = _batch(planted)
    with writing(world.desk.engine) as db:
        planted.feed = feeds.open_feed(db, person_id("stranger"), world.now)
    end_people(world)
    return planted


def _parties(planted: Planted, case: CaseAt, who: str) -> dict[str, str]:
    say = planted.word
    bare = planted.word(DESK | {"clerk"}, "远达物流")  # a name stands in every list the case is in
    worker = case.act(
        who,
        "add_party",
        kind="worker",
        side="applicant",
        name="周行远",
        identity=identity(),
        phone="13800000001",
        address=say(COURT_TOO, "柳荫路"),
        account_name="周行远",
        account_number="6200000000000000001",
        account_bank=say(COURT_TOO, "江州银行"),
    )
    employer = case.act(
        who,
        "add_party",
        kind="employer",
        side="respondent",
        name=bare,
        identity=credit_code(),
        phone="13800000002",
        address="江州市城东区货运路8号（虚构）",
        representative="钱如海",
    )
    ids = {"worker": row(worker, "party"), "employer": row(employer, "party")}
    between = {"claimant": ids["worker"], "respondent": ids["employer"]}
    for item in ("wages", "severance"):
        claim = {"item": item, "amount": "18600.00", "basis": say(DESK, "事实与理由"), **between}
        ids[item] = row(case.act(who, "add_claim", **claim), "claim")
    return ids


def _agents(planted: Planted, case: CaseAt, ids: dict[str, str]) -> None:
    number = identity("99010119850102001")
    planted.canaries[number] = NOBODY
    name = planted.word(COURT_TOO, "")  # printed in the agreement, which the court is handed
    case.act("registrar", "add_agent", party=ids["worker"], name=name, identity=number, authority="special")
    witness = {"name": planted.word(DESK, "证人"), "unit": planted.word(DESK, "证人单位")}
    case.act("registrar", "add_participant", role="witness", side="applicant", **witness)
    note = planted.word(DESK, "电话内容")
    contact = {"party": ids["employer"], "channel": "phone", "outcome": "spoken", "note": note}
    case.act("registrar", "log_contact", **contact)


def _confided(planted: Planted, case: CaseAt, ids: dict[str, str]) -> None:
    say = planted.word
    for audience in ("applicant_side", "respondent_side", "mediator"):
        case.act("mediator", "add_note", audience=audience, text=say(MEDIATOR, "背对背笔记"))
        text, said_by = say(MEDIATOR, "背对背陈述"), ids["worker"]
        case.act("mediator", "record_fact", **{"class": "disputed"}, audience=audience, text=text, said_by=said_by)
        text = say(MEDIATOR, "妥协事项")
        case.act("mediator", "record_fact", **{"class": "concession"}, audience=audience, text=text)
    case.act("mediator", "record_fact", **{"class": "disputed"}, audience="joint", text=say(DESK, "争议事实"))


def _offers(planted: Planted, case: CaseAt, ids: dict[str, str], sums: tuple[str, str]) -> None:
    mediation = "labour_mediation"
    offered = {"party": ids["employer"], "claim": 1}
    hidden = {"amount": planted.amount(MEDIATOR, sums[0]), "words": planted.word(MEDIATOR, "未转达方案")}
    case.move("mediator", mediation, "offer", **offered, **hidden)
    shown = {"amount": planted.amount(DESK, sums[1]), "words": planted.word(DESK, "已转达方案")}
    case.move("mediator", mediation, "offer", **offered, **shown)
    case.move("mediator", mediation, "release_offer", offer=2, party=ids["employer"])
    case.move("mediator", mediation, "answer_offer", offer=2, party=ids["worker"], answer="rejected")


def upload(case: CaseAt, who: str, name: str, content: bytes, **fields: Any) -> str:
    """Hand in a file that must be taken, and return its id."""
    answer = case.world.call(
        "POST",
        f"/cases/{case.id}/attachments",
        who,
        files={"file": (name, content)},
        data={"kind": "evidence", **fields},
    )
    assert answer.status_code == 201, answer.text
    return str(answer.json()["attachment"]["id"])


def _files(planted: Planted, case: CaseAt) -> None:
    say = planted.word
    for readers, fields in (
        (MEDIATOR, {"audience": "applicant_side"}),
        (MEDIATOR, {"audience": "respondent_side", "kind": "minutes"}),
        (MEDIATOR, {"audience": "mediator", "kind": "identity"}),
        (MEDIATOR, {"audience": "joint", "fact_class": "concession", "kind": "agreement"}),
        (DESK, {"audience": "joint"}),
    ):
        name, purpose, inside = say(readers, "材料"), say(readers, "证明目的"), say(readers, "内容")
        upload(case, "mediator", f"{name}.pdf", pdf(inside), purpose=purpose, **fields)
    inside, name = say(MEDIATOR, "内容"), say(MEDIATOR, "材料")
    upload(case, "mediator", f"{name}.docx", docx(inside), audience="applicant_side")


def _meeting(planted: Planted, case: CaseAt) -> None:
    case.move(
        "mediator",
        "labour_mediation",
        "hold_meeting",
        channel="in_person",
        place=planted.word(COURT_TOO, "调解室"),
        identity_checked=True,
        rights_told=True,
        sham_told=True,
        address_confirmed=True,
    )


def _agreed(planted: Planted, case: CaseAt, ids: dict[str, str]) -> None:
    mediation, say = "labour_mediation", planted.word
    terms = [term(ids, 1, "18600.00"), term(ids, 2, "20000.00")]
    fact = planted.word(COURT_TOO, "双方确认")
    case.move("mediator", mediation, "record_undisputed_facts", facts=[{"fact": fact}], all_agreed=True)
    case.move("mediator", mediation, "draft_agreement", terms=terms, no_more_dispute=True)
    case.move("mediator", mediation, "return_to_mediation", reason=say(NOBODY, "退回理由"))
    case.move("mediator", mediation, "draft_agreement", terms=terms, no_more_dispute=True)
    case.paper("mediator", "agreement")
    for signature in (
        {"capacity": "party", "party": ids["worker"], "form": "signed"},
        {"capacity": "party", "party": ids["employer"], "form": "sealed"},
        {"capacity": "mediator", "mediator": person_id("mediator"), "form": "signed"},
        {"capacity": "organisation", "form": "sealed"},
    ):
        still = case.state() in {"drafting", "signing"}  # a delegated mediation takes effect with the parties' alone
        case.move("mediator", mediation, "record_signature" if still else "add_signature", **signature)


def _mediated(planted: Planted, case: CaseAt, ids: dict[str, str], sums: tuple[str, str]) -> None:
    _meeting(planted, case)
    _confided(planted, case, ids)
    _offers(planted, case, ids, sums)
    _files(planted, case)
    _agreed(planted, case, ids)


def _own_desk(planted: Planted) -> CaseAt:
    world, mediation = planted.world, "labour_mediation"
    case = world.open()
    ids = _parties(planted, case, "registrar")
    _agents(planted, case, ids)
    case.move("registrar", mediation, "register", form="written", received_on="2026-08-03")
    case.move(
        "registrar",
        mediation,
        "record_refusal",
        party=ids["employer"],
        channel="phone",
        note=planted.word(NOBODY, "不同意的说明"),
    )
    world.at("2026-08-03 09:30")  # the later answer counts
    case.move("registrar", mediation, "record_consent", party=ids["employer"], channel="phone")
    case.move("registrar", mediation, "accept")
    case.move("head", mediation, "assign", mediator=person_id("former"))
    case.act("head", "reassign", mediator=person_id("mediator"), reason=planted.word(NOBODY, "改派理由"))
    case.act("head", "supervise", point=planted.word(DESK, "督办"), reply_by="2026-12-31")
    case.act("registrar", "answer_supervision", answer=planted.word(DESK, "答复"))
    case.move(
        "mediator",
        mediation,
        "disclose_conflict",
        mediator=person_id("mediator"),
        detail=planted.word(NOBODY, "利害关系"),
    )
    case.move(
        "mediator",
        mediation,
        "clear_conflict",
        mediator=person_id("mediator"),
        all_agreed=True,
        channel="phone",
    )
    _mediated(planted, case, ids, ("13579.24", "24680.13"))
    kept = {"code": "signed_copy_missing", "reason": planted.word(DESK, "保留理由")}
    case.act("mediator", "override_warning", version=2, **kept)
    _confirmed(planted, case, ids)
    return case


def _confirmed(planted: Planted, case: CaseAt, ids: dict[str, str]) -> None:
    confirmation = "judicial_confirmation"
    case.move("mediator", "labour_mediation", "prepare_confirmation", court=COURT)
    case.paper("mediator", "confirmation_application")
    certificate = planted.word(COURT_TOO, "调解证明")
    upload(
        case,
        "mediator",
        f"{certificate}.pdf",
        pdf("c"),
        kind="mediation_certificate",
        purpose=planted.word(DESK, "目的"),
    )
    both = [{"party": ids["worker"]}, {"party": ids["employer"]}]
    case.move("mediator", confirmation, "file", form="written", applicants=both)
    docket = "（2026）苏0999民特7654321号"
    planted.canaries[docket] = COURT_TOO  # the desk lists it at its confirmations
    case.move("clerk", confirmation, "accept", accepted_on="2026-08-03", docket=docket)
    case.paper("clerk", "ruling_confirmed")
    case.move("clerk", confirmation, "confirm", ruling_on="2026-08-03")


def _matter(planted: Planted, own: CaseAt) -> str:
    """A group matter that one of the cases joined, with a report."""
    world, say = planted.world, planted.word
    employer = {"name": say(DESK, "远达物流"), "address": say(NOBODY, "货运路"), "representative": say(NOBODY, "")}
    form = {"organisation_id": STREET, "source": "application", "nature": "labour", "cause": "追索劳动报酬争议"}
    opened = world.call("POST", "/matters", "registrar", json={**form, "employer": employer})
    assert opened.status_code == 201, opened.text
    matter = str(opened.json()["matter"]["id"])
    version = {"If-Match": f'"{own.version()}"'}
    joined = world.call("POST", f"/matters/{matter}/cases", "head", json={"case_id": own.id}, headers=version)
    assert joined.status_code == 200, joined.text
    told = {"place": say(DESK, "南门"), "demands": say(DESK, "诉求"), "measures": say(DESK, "措施")}
    reported = world.call("POST", f"/matters/{matter}/reports", "liaison", json={"kind": "first", "people": 12, **told})
    assert reported.status_code == 200, reported.text
    return matter


def _batch(planted: Planted) -> str:
    """A batch of papers, one of which cannot be made."""
    world, form = planted.world, {"papers": [{"kind": "agreement"}, {"kind": "delivery_address"}]}
    ordered = world.call("POST", f"/matters/{planted.matter}/batches", "head", json=form)
    assert ordered.status_code == 202, ordered.text
    batch = str(ordered.json()["id"])
    for place in batches.places_to_do(world.desk, batch):
        batches.do_row(world.desk, batch, place, world.now)
    return batch


def _from_court(planted: Planted) -> CaseAt:
    world, referral = planted.world, "court_referral"
    case = world.open("clerk", source="court")
    ids = _parties(planted, case, "clerk")
    upload(case, "clerk", f"{planted.word(COURT_TOO, '起诉状')}.pdf", pdf("complaint"), kind="complaint")
    case.move(
        "clerk",
        referral,
        "send",
        kind="delegated",
        complaint_on="2026-08-01",
        on_platform=False,
        has_award="yes",
        applicant_consented=True,
        respondent_consented=True,
        delegation_switched_on=True,
        contact=planted.word(CLERK, "法院联系人"),
    )
    case.paper("clerk", "referral_letter")
    accepted = {"how": "signature", "accepted_on": "2026-08-03", "mediator": person_id("gone")}
    case.move("liaison", referral, "accept", **accepted)
    case.act("head", "reassign", mediator=person_id("former"), reason="工作安排")
    case.act("head", "reassign", mediator=person_id("mediator"), reason="工作安排")
    _agents(planted, case, ids)
    _mediated(planted, case, ids, ("11223.34", "22334.45"))
    delivered = {"delivered_on": "2026-08-03", "way": "in_person"}
    case.move("mediator", "labour_mediation", "deliver_agreement", party=ids["worker"], **delivered)
    case.move("mediator", "labour_mediation", "deliver_agreement", party=ids["employer"], **delivered)
    case.move("mediator", "labour_mediation", "lodge_with_court")
    focus = planted.word(COURT_TOO, "争议焦点")
    case.move("mediator", referral, "report", result="agreement", materials_returned=True, focus=focus)
    for kind in ("referral_receipt", "referral_report", "lodging_letter"):
        case.paper("mediator", kind)
    return case
