"""The calculators on the command line."""

from __future__ import annotations

import json

import pytest
from typer.testing import CliRunner, Result

from mediation.cli.main import app

SEVERANCE = ("severance", "place=江州市", "hired_on=2020-03-01", "ended_on=2026-08-31", "average_wage=8000")


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, ["calculate", *arguments])


def test_a_worksheet_is_printed_with_formula_article_and_source() -> None:
    result = run(*SEVERANCE)

    assert result.exit_code == 0, result.output
    for words in (
        "8,000.00 × 7 = 56,000.00元",
        "《劳动合同法》第四十七条",
        "合计 total  56,000.00元",
        "虚构，仅供演示，M",
    ):
        assert words in result.stdout


def test_the_same_worksheet_comes_as_json() -> None:
    (told,) = json.loads(run(*SEVERANCE, "--json").stdout)

    assert told["worksheet"]["total"] == 5_600_000


def test_without_a_name_every_calculator_says_what_it_asks() -> None:
    said = run().stdout

    assert "经济补偿（severance）" in said
    assert "grade: integer  伤残等级（1至10）" in said
    assert run("injury_benefit").stdout in said


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("severance", "place=江州市"), 3, "hired_on: 请填写“用工之日”"),
        (("nothing",), 3, "没有该计算器"),
        (("severance", "place"), 2, "名称=值"),
        ((*SEVERANCE[:1], "place=云梦市", *SEVERANCE[2:]), 3, "没有云梦市在2026-08-31适用的“月最低工资”"),
    ],
)
def test_what_cannot_be_taken_is_said_with_an_exit_code(arguments: tuple[str, ...], code: int, said: str) -> None:
    result = run(*arguments)

    assert result.exit_code == code
    assert said in result.stderr
