"""A calculator opened from a case: what the case knows is filled in, three numbers are typed, the sheet is printed."""

from __future__ import annotations

from tests.stories import registered
from tests.workbench.visiting import Visitor
from tests.world import World


def test_what_the_case_knows_is_filled_in_and_at_most_three_things_are_left(small_world: World) -> None:
    case, _ = registered(small_world)
    visitor = Visitor(small_world, "registrar")
    html = visitor.get(f"/calc/severance?case={case.id}").text

    assert 'value="江州市"' in html
    assert sum(html.count(f'name="{name}" value=""') for name in ("hired_on", "ended_on", "average_wage")) == 3


def test_the_sheet_is_one_click_from_the_result_and_bears_the_number_of_the_case(small_world: World) -> None:
    case, _ = registered(small_world)
    visitor = Visitor(small_world, "registrar")
    asked = f"case={case.id}&place=江州市&hired_on=2021-06-01&ended_on=2026-07-06&average_wage=8000.00"
    html = visitor.get(f"/calc/severance?{asked}").text
    printed = visitor.get(f"/calc/severance.pdf?{asked}")

    assert "/calc/severance.pdf?case=" in html
    assert printed.headers["content-type"] == "application/pdf"


def test_the_case_of_somebody_else_fills_in_nothing(small_world: World) -> None:
    case, _ = registered(small_world)

    assert Visitor(small_world, "stranger").get(f"/calc/severance?case={case.id}").status_code == 404


def test_every_calculator_is_on_the_list(small_world: World) -> None:
    html = Visitor(small_world, "registrar").get("/calc").text

    assert html.count('href="/calc/') == 8


def test_the_two_files_of_a_case_have_a_page_with_what_they_lack(small_world: World) -> None:
    case, _ = registered(small_world)
    visitor = Visitor(small_world, "registrar")
    html = visitor.get(f"/cases/{case.id}/bundle/internal").text

    assert "内部卷" in html
    assert "《调解申请书》或者《口头申请笔录》" in html
    assert visitor.get(f"/cases/{case.id}/bundle/nothing").status_code == 404
