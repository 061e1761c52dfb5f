import pytest
from hypothesis import given
from hypothesis import strategies as st

from mediation.law.names import name_doubt, name_key


@pytest.mark.parametrize(
    "name",
    ["周行远", "欧阳某某", "𠮷野", "䶮某", "黄某某", "〇某", "才仁多杰",
     "古丽·买买提", "古丽•买买提", "迪丽拜尔·阿卜杜热合曼江"],
)  # fmt: skip
def test_a_name_in_characters_is_not_doubted(name: str) -> None:
    assert name_doubt(name, natural=True) is None


@pytest.mark.parametrize(
    ("name", "part"),
    [
        ("John Smith", "护照"),
        ("安娜 Anna", "护照"),
        ("가나다", "护照"),
        ("周", "一个字"),
        ("迪丽拜尔阿卜杜热合曼", "间隔号"),
        ("周3远", "名称只能"),
        ("<b>周</b>", "名称只能"),
        ("周\u200b远", "零宽"),
        ("", "名称只能"),
    ],
)
def test_a_name_that_may_be_mistyped_is_pointed_out(name: str, part: str) -> None:
    doubt = name_doubt(name, natural=True)
    assert doubt is not None
    assert part in doubt.zh
    assert not name or name not in doubt.zh + doubt.en


@pytest.mark.parametrize("name", ["江州远达物流有限公司", "第1建筑（集团）公司", "老周面馆", "A&B（江州）有限公司"])
def test_a_bodys_name_may_have_digits_and_brackets(name: str) -> None:
    assert name_doubt(name, natural=False) is None


@pytest.mark.parametrize("name", ["某", "12", "江州<b>公司", "江州\u202e公司"])
def test_a_bodys_name_that_is_none_is_pointed_out(name: str) -> None:
    assert name_doubt(name, natural=False) is not None


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("江州建筑（集团）有限公司", "江州建筑(集团)有限公司"),
        ("Ａ＆Ｂ 有限公司", "a&b有限公司"),
        ("古丽·买买提", "古丽•买买提"),
        ("周 行远", "周行远"),
        ("Anne-Marie O'Neil", "anne marie oneil"),
    ],
)
def test_two_writings_of_one_name_are_one(one: str, other: str) -> None:
    assert name_key(one) == name_key(other)


@pytest.mark.parametrize(
    ("one", "other"), [("周行远", "周行达"), ("江州第1建筑公司", "江州第2建筑公司"), ("江州公司", "江州分公司")]
)
def test_two_names_stay_two(one: str, other: str) -> None:
    assert name_key(one) != name_key(other)


@given(st.text(max_size=30))
def test_a_key_is_its_own_key_and_no_text_breaks_the_check(text: str) -> None:
    assert name_key(name_key(text)) == name_key(text)
    for natural in (True, False):
        doubt = name_doubt(text, natural=natural)
        assert doubt is None or (doubt.zh and doubt.en)
