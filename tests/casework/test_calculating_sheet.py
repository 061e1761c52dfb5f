"""法定测算单: what was filled in, every step with its article, every figure with its source; neutral, for anybody."""

from __future__ import annotations

import io

import pypdf
import pytest

from tests.world import World

SEVERANCE = "place=江州市&hired_on=2021-06-01&ended_on=2026-07-06&average_wage=8000.00"


def test_a_sheet_says_formula_numbers_source_and_date(small_world: World) -> None:
    answer = small_world.call("GET", f"/calculators/severance.pdf?{SEVERANCE}", "mediator")
    pages = pypdf.PdfReader(io.BytesIO(answer.content)).pages
    words = "".join("".join(page.extract_text().split()) for page in pages)
    shown = small_world.get(f"/calculators/severance?{SEVERANCE}", "mediator")["worksheet"]

    assert answer.headers["content-type"] == "application/pdf"
    assert "测算项目：经济补偿测算日期：2026年8月3日" in words
    assert "解除前十二个月平均应得工资（元）8,000.00" in words
    assert f"人民币{shown['total'] / 100:,.2f}元（大写：人民币" in words
    assert all("".join(line["numbers"].split()) in words for line in shown["lines"])
    assert all("".join(source["source"]["zh"].split()) in words for source in shown["sources"])
    assert "不是调解方案，不代表调解组织的意见" in words


@pytest.mark.parametrize(("query", "code"), [("", "missing"), (SEVERANCE.replace("8000.00", "8e3"), "bad_value")])
def test_what_is_missing_or_wrong_is_named_and_no_sheet_is_made(small_world: World, query: str, code: str) -> None:
    answer = small_world.call("GET", f"/calculators/severance.pdf?{query}", "mediator")

    assert answer.status_code == 422
    assert answer.headers["content-type"] == "application/problem+json"
    assert code in {error["code"] for error in answer.json()["errors"]}, answer.text


def test_a_sheet_needs_somebody_signed_in(small_world: World) -> None:
    assert small_world.call("GET", f"/calculators/severance.pdf?{SEVERANCE}", None).status_code == 401
