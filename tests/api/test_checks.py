"""The agreement check, the pre-flight and the calculators at their doors: found, mended or overridden, then green."""

from __future__ import annotations

from typing import Any

from mediation.vocabulary import PaperKind
from tests.api.files import pdf
from tests.api.planting import upload
from tests.casework.steps import is_whole
from tests.stories import drafted, effective, in_mediation, term
from tests.world import COURT, CaseAt, World

SEVERANCE = "place=江州市&hired_on=2020-03-01&ended_on=2026-08-31&average_wage=8000"


def found(case: CaseAt, who: str = "mediator") -> Any:
    return case.world.get(f"/cases/{case.id}/agreement-check", who)


def lights(case: CaseAt, route: str = "confirmation", who: str = "mediator") -> dict[str, str]:
    listed = case.world.get(f"/cases/{case.id}/preflight/{route}", who)
    return {item["key"]: item["light"] for item in listed if item["light"] != "green"}


def redrafted(world: World, **over: Any) -> tuple[CaseAt, dict[str, str]]:
    """A draft whose second term is as said."""
    case, ids = in_mediation(world)
    terms = [term(ids, 1, "18600.00"), {**term(ids, 2, "20000.00"), **over}]
    case.move("mediator", "labour_mediation", "draft_agreement", terms=terms, no_more_dispute=True)
    return case, ids


def test_a_sound_draft_has_no_findings(small_world: World) -> None:
    case, _ = drafted(small_world)

    assert found(case) == []


def test_a_warning_says_where_why_and_how_and_is_overridden_on_record(small_world: World) -> None:
    case, _ = redrafted(small_world, text="付清后双方再无任何争议。")
    (finding,) = found(case)

    assert (finding["reason"]["code"], finding["term"], finding["field"]) == ("global_waiver", 2, "text")
    assert finding["reason"]["articles"] == ["《劳动争议解释（一）》第三十五条"]
    assert finding["overridden"] is None

    kept = {"version": 1, "code": "global_waiver", "term": 2, "reason": "双方知悉后仍坚持"}
    case.act("mediator", "override_warning", **kept)

    assert [each["overridden"] for each in found(case, "head")] == ["双方知悉后仍坚持"]
    assert found(case, "registrar") == found(case, "mediator")
    assert is_whole(small_world)


def test_an_override_does_not_outlive_its_draft(small_world: World) -> None:
    case, ids = redrafted(small_world, text="付清后双方再无任何争议。")
    kept = {"version": 1, "code": "global_waiver", "reason": "双方知悉后仍坚持"}
    case.act("mediator", "override_warning", **kept)
    again = [{**term(ids, 2, "20000.00"), "text": "付清后双方再无任何争议。"}]
    case.move("mediator", "labour_mediation", "draft_agreement", terms=again, no_more_dispute=True)
    refused = case.send_act("mediator", "override_warning", **kept)

    assert [each["overridden"] for each in found(case)] == [None]
    assert [reason["code"] for reason in refused.json()["reasons"]] == ["another_version"]


def test_a_work_injury_is_compared_once_its_basis_is_on_record(small_world: World) -> None:
    case, ids = in_mediation(small_world)
    injury = {"item": "injury_benefit", "claimant": ids["worker"], "respondent": ids["employer"]}
    case.act("registrar", "add_claim", **injury, amount="223500.00")
    terms = [term(ids, 3, "200000.00")]
    case.move("mediator", "labour_mediation", "draft_agreement", terms=terms, no_more_dispute=True)
    before = [each["reason"]["code"] for each in found(case)]
    basis = {"claim": 3, "grade": 8, "monthly_wage": "6000.00", "place": "江州市", "on": "2026-09-01"}
    case.act("mediator", "record_injury_basis", **basis, relation_ends=True, insured=True, acknowledged=True)
    (after,) = found(case)

    assert before == ["statutory_sum_not_reckoned"]
    assert after["reason"]["code"] == "below_statutory_sum"
    assert "约定200,000.00元，低于核算的法定待遇223,500.00元" in after["reason"]["zh"]


def test_the_preflight_turns_green_as_its_obstacles_are_cleared(small_world: World) -> None:
    case, _ = effective(small_world)
    seen = [lights(case)]
    case.move("mediator", "labour_mediation", "prepare_confirmation", court=COURT)
    for kind in (PaperKind.AGREEMENT, PaperKind.CONFIRMATION_APPLICATION, PaperKind.MEDIATION_CERTIFICATE):
        seen.append(lights(case))
        upload(case, "mediator", f"{kind}.pdf", pdf(kind), kind=kind)
    seen.append(lights(case))

    assert seen[0] == {"court": "warning", "joint": "obstacle", "materials": "obstacle"}
    assert seen[1:] == [
        {"joint": "obstacle", "materials": "obstacle"},
        {"joint": "obstacle", "materials": "obstacle"},
        {"materials": "obstacle"},
        {},
    ]


def test_an_open_warning_stands_in_the_preflight_until_it_is_overridden(small_world: World) -> None:
    case, _ = redrafted(small_world, text="付清后双方再无任何争议。")
    before = lights(case)["clauses"]
    case.act("mediator", "override_warning", version=1, code="global_waiver", reason="双方知悉后仍坚持")

    assert before == "warning"
    assert "clauses" not in lights(case)


def test_every_road_is_listed_and_others_are_not_known(small_world: World) -> None:
    case, _ = effective(small_world)

    assert lights(case, "review") == {"commission": "warning", "joint": "obstacle", "materials": "warning"}
    assert set(lights(case, "payment_order")) == {"due", "court", "conditions", "materials"}
    assert small_world.call("GET", f"/cases/{case.id}/preflight/notary", "mediator").status_code == 422


def test_who_may_not_see_the_settlement_is_told_nothing_of_it(small_world: World) -> None:
    case, _ = redrafted(small_world, text="付清后双方再无任何争议。")

    for door in ("agreement-check", "preflight/confirmation"):
        assert small_world.call("GET", f"/cases/{case.id}/{door}", "stranger").status_code == 404
        assert small_world.call("GET", f"/cases/{case.id}/{door}", "clerk").status_code == 404


def test_a_worksheet_comes_with_formula_numbers_article_and_source(small_world: World) -> None:
    worksheet = small_world.get(f"/calculators/severance?{SEVERANCE}", "mediator")["worksheet"]
    last = worksheet["lines"][-1]

    assert worksheet["total"] == 5_600_000
    assert (last["formula"]["zh"], last["numbers"]) == ("计算基数 × 月数", "8,000.00 × 7")
    assert last["articles"] == ["《劳动合同法》第四十六条", "《劳动合同法》第四十七条"]
    assert {(s["name"], s["place"], s["since"]) for s in worksheet["sources"]} == {
        ("minimum_wage", "江州市", "2024-07-01"),
        ("social_average_wage", "江州市", "2026-07-01"),
    }


def test_every_question_of_every_calculator_can_be_answered_at_its_door(small_world: World) -> None:
    listed = small_world.get("/calculators", "registrar")
    answers = {
        "money": "8000.00",
        "date": "2026-06-30",
        "integer": "60",
        "number": "1.5",
        "place": "江州市",
        "bool": "true",
    }

    assert len(listed) == 8
    for calculator in listed:
        asked = "&".join(
            f"{a['name']}={'5' if a['name'] == 'grade' else answers[a['kind']]}" for a in calculator["asks"]
        )
        assert small_world.get(f"/calculators/{calculator['name']}?{asked}", "clerk")["worksheet"]["lines"]
        assert small_world.get(f"/calculators/{calculator['name']}", "clerk") == calculator


def test_what_a_calculator_cannot_take_is_refused_with_every_place(small_world: World) -> None:
    def refused(query: str) -> tuple[int, set[tuple[str, str]]]:
        answer = small_world.call("GET", f"/calculators/severance?{query}", "mediator")
        problem = answer.json()
        return answer.status_code, {(e["field"], e["code"]) for e in problem.get("errors", [])} or {
            ("", problem["code"])
        }

    assert refused("place=江州市&grade=3") == (
        422,
        {("grade", "unknown_field"), ("hired_on", "missing"), ("ended_on", "missing"), ("average_wage", "missing")},
    )
    assert refused("average_wage=8000.001") == (422, {("average_wage", "bad_value")})
    assert refused("hired_on=2026-02-30") == (422, {("hired_on", "bad_value")})
    assert refused("nothing=1") == (422, {("query", "unknown_parameter")})
    assert refused(SEVERANCE.replace("江州市", "云梦市")) == (404, {("", "parameter_missing")})
    assert small_world.call("GET", "/calculators/nothing", "mediator").status_code == 404
    assert small_world.call("GET", "/calculators", None).status_code == 401
