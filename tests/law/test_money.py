import random
import re
from collections.abc import Iterator
from decimal import Decimal

import cn2an
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from mediation.errors import BadInput
from mediation.law.money import in_figures, in_words, parse_yuan

FEN = st.integers(0, 10**18 - 1)


@pytest.mark.parametrize(
    ("fen", "words"),
    [
        (309_000, "叁仟零玖拾元整"),
        (40_283_600, "肆拾万贰仟捌佰叁拾陆元整"),
        (18_557_208, "壹拾捌万伍仟伍佰柒拾贰元零捌分"),
        (6_958_953, "陆万玖仟伍佰捌拾玖元伍角叁分"),
        (11_000_000, "壹拾壹万元整"),
        (0, "零元整"),
        (1, "壹分"),
        (10, "壹角"),
        (1_000, "壹拾元整"),
        (140_950, "壹仟肆佰零玖元伍角"),
        (600_714, "陆仟零柒元壹角肆分"),
        (168_032, "壹仟陆佰捌拾元叁角贰分"),
        (10_700_053, "壹拾万柒仟元伍角叁分"),
        (1_640_902, "壹万陆仟肆佰零玖元零贰分"),
        (32_504, "叁佰贰拾伍元零肆分"),
        (10_000_010_000, "壹亿零壹佰元整"),
        (10_001_000_000, "壹亿零壹万元整"),
        (1_000_001_000, "壹仟万零壹拾元整"),
        (9_999_999_999, "玖仟玖佰玖拾玖万玖仟玖佰玖拾玖元玖角玖分"),
        (10**14, "壹万亿元整"),
    ],
)
def test_amounts_in_words(fen: int, words: str) -> None:
    assert in_words(fen) == words


def read_words(words: str) -> int:
    """The oracle: reads capitals from right to left, one unit after the other, knowing nothing of the writer."""
    fen, rest = 0, words.removesuffix("整")
    for unit, worth in (("分", 1), ("角", 10)):
        if rest.endswith(unit):
            fen += "零壹贰叁肆伍陆柒捌玖".index(rest[-2]) * worth
            rest = rest[:-2]
    yuan, scale, place = 0, 1, 1
    for sign in reversed(rest.removesuffix("零").removesuffix("元")):
        if sign in "拾佰仟":
            place = {"拾": 10, "佰": 100, "仟": 1000}[sign]
        elif sign == "万":
            scale, place = (10**12 if scale == 10**8 else 10**4), 1
        elif sign == "亿":
            scale, place = 10**8, 1
        else:
            yuan += "零壹贰叁肆伍陆柒捌玖".index(sign) * place * scale
    return yuan * 100 + fen


@given(FEN)
@example(10**17)
@example(10_000_000_001)
def test_words_read_back_to_the_same_amount(fen: int) -> None:
    assert read_words(in_words(fen)) == fen


def written_out(fen: int) -> str:
    """A second writer, by another way: every figure with its unit, then the rules of zero as substitutions of text."""
    said = f"{fen:03d}".translate(str.maketrans("0123456789", "零壹贰叁肆伍陆柒捌玖"))
    yuan = said[:-2].rjust(-(-len(said[:-2]) // 4) * 4, "零")
    groups = [yuan[at : at + 4] for at in range(0, len(yuan), 4)]
    words = ""
    for place, group in zip(reversed(range(len(groups))), groups, strict=True):
        whole = "".join(figure + unit for figure, unit in zip(group, ("仟", "佰", "拾", ""), strict=True))
        body = re.sub("零+", "零", re.sub("零[仟佰拾]", "零", whole)).rstrip("零")
        words += body + (("", "万", "亿", "万")[place] if body or (place == 2 and words) else "")
        words += "零" if not body and place < 2 else ""
    words = re.sub("零+", "零", words).strip("零")
    small = re.sub("零角", "零", f"{said[-2]}角{said[-1]}分").replace("零分", "")
    if small in {"零", ""}:
        return f"{words or '零'}元整"
    return f"{words}元{small}" if words else small.lstrip("零")


def sample(count: int) -> Iterator[int]:
    """Amounts of every size, many with runs of zeros; the same ones each time."""
    dice = random.Random(20260901)
    for _ in range(count):
        figures = [str(dice.randrange(10)) if dice.random() < 0.6 else "0" for _ in range(dice.randint(1, 16))]
        yield int("".join(figures))


def test_a_hundred_thousand_amounts_are_worded_alike_by_an_independent_writer() -> None:
    amounts = {*range(40_000), *sample(95_000)}
    assert len(amounts) > 100_000
    assert [(fen, in_words(fen), written_out(fen)) for fen in amounts if in_words(fen) != written_out(fen)] == []


def test_a_public_library_differs_only_where_it_leaves_out_a_zero() -> None:
    differing = []
    for fen in sample(20_000):
        yuan, rest = divmod(fen, 100)
        theirs = cn2an.an2cn(f"{yuan}.{rest:02d}" if rest else str(yuan), "rmb")
        if theirs != in_words(fen):
            differing.append((fen, theirs, in_words(fen)))
    assert 0 < len(differing) < 200
    assert [d for d in differing if d[1].replace("零", "") != d[2].replace("零", "")] == []


@given(FEN)
def test_words_keep_the_rules_of_zero_and_of_zheng(fen: int) -> None:
    words = in_words(fen)
    assert "零零" not in words
    assert not words.removesuffix("整").endswith("零")
    assert words.endswith("整") == (fen % 100 == 0)


@given(st.integers(0, 10**18 - 1), st.integers(0, 10**18 - 1))
def test_different_amounts_have_different_words(one: int, other: int) -> None:
    assert (in_words(one) == in_words(other)) == (one == other)


@pytest.mark.parametrize("fen", [-1, 10**18])
def test_an_amount_without_words_is_refused(fen: int) -> None:
    with pytest.raises(BadInput):
        in_words(fen)


@pytest.mark.parametrize(
    ("fen", "figures"),
    [(1_860_000, "18,600.00"), (5, "0.05"), (0, "0.00"), (9_999_999_999, "99,999,999.99"), (-105, "-1.05")],
)
def test_amounts_in_figures(fen: int, figures: str) -> None:
    assert in_figures(fen) == figures


@pytest.mark.parametrize(
    ("typed", "fen"),
    [
        ("3090", 309_000),
        ("0.01", 1),
        ("0.5", 50),
        ("18600.00", 1_860_000),
        ("99999999.99", 9_999_999_999),
        (3090, 309_000),
    ],
)
def test_an_amount_as_typed(typed: str | int, fen: int) -> None:
    assert parse_yuan(typed) == fen


@pytest.mark.parametrize(
    "typed",
    ["0", "0.00", "0.005", "0.001", "1e400", "1e2", "-1", "+1", "１００", "NaN", "Infinity", "", " 1", "1 ", "1.", ".5",
     "1,000", "100000000", "007", "1.234", "١٢", "壹元", "1\n", "9" * 5000, 0, -1, 10**8, 10**5000, True],
    ids=lambda value: str(value)[:12] if not isinstance(value, int) or abs(value) < 10**9 else "huge",
)  # fmt: skip
def test_a_malformed_amount_is_refused(typed: str | int) -> None:
    with pytest.raises(BadInput) as refused:
        parse_yuan(typed)
    assert refused.value.code == "bad_amount"


@given(st.integers(1, 9_999_999_999))
def test_every_amount_in_range_is_read_exactly(fen: int) -> None:
    assert parse_yuan(str(Decimal(fen) / 100)) == fen
    assert parse_yuan(in_figures(fen).replace(",", "")) == fen
