from collections.abc import Callable
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.cn import ric

from mediation.errors import BadInput
from mediation.law.identifiers import (
    birth_date,
    credit_check_character,
    identity_check_digit,
    normalise_credit_code,
    normalise_identity_number,
    normalise_organisation_name,
    normalise_person_name,
    normalise_phone,
    refuse_unseen,
)

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
BIRTHDAYS = st.integers(0, 45_000).map(lambda n: date(1900, 1, 1) + timedelta(n))


def identity(area: str, born: date, serial: int) -> str:
    first17 = f"{area}{born:%Y%m%d}{serial:03d}"
    return first17 + identity_check_digit(first17)


def test_the_worked_example_of_the_standard_ends_in_x() -> None:
    assert normalise_identity_number("11010519491231002X") == "11010519491231002X"


@pytest.mark.parametrize(
    "typed", ["11010519491231002x", "１１０１０５１９４９１２３１００２Ｘ", " 110105 19491231 002ｘ "]
)
def test_small_x_full_width_and_blanks_are_brought_to_one_form(typed: str) -> None:
    assert normalise_identity_number(typed) == "11010519491231002X"


@pytest.mark.parametrize("area", ["810000", "820000", "830000", "911101", "990101", "000000"])
def test_permits_and_areas_in_no_list_are_accepted(area: str) -> None:
    number = identity(area, date(1990, 5, 17), 12)
    assert normalise_identity_number(number) == number


@pytest.mark.parametrize(
    ("typed", "part"),
    [
        ("110105194912310021", "请核对第18位"),
        ("110105491231002", "请核对位数"),
        ("", "请核对位数"),
        ("1101051949123100٢X", "请核对位数"),
        ("X1010519491231002X", "请核对位数"),
        ("110105194902300023", "出生日期不存在"),
        ("110105000012310020", "出生日期不存在"),
    ],
)
def test_a_wrong_identity_number_says_where_to_look(typed: str, part: str) -> None:
    with pytest.raises(BadInput) as refused:
        normalise_identity_number(typed, where="applicant.identity_number")
    problem = refused.value.problems[0]
    assert (refused.value.code, problem.where) == ("bad_identity_number", "applicant.identity_number")
    assert part in problem.zh
    assert not typed or typed not in problem.zh + problem.en


def test_a_day_without_half_past_two_in_shanghai_is_still_a_birthday() -> None:
    number = identity("990101", date(1986, 5, 4), 7)
    assert birth_date(normalise_identity_number(number)) == date(1986, 5, 4)


@given(BIRTHDAYS, st.integers(0, 999))
def test_our_check_digit_is_the_librarys(born: date, serial: int) -> None:
    number = identity("990101", born, serial)
    assert ric.calc_check_digit(number) == number[17]
    assert normalise_identity_number(number) == number


@given(BIRTHDAYS, st.integers(0, 999), st.integers(0, 16), st.integers(1, 9))
def test_one_changed_digit_is_always_found(born: date, serial: int, place: int, by: int) -> None:
    number = identity("990101", born, serial)
    changed = number[:place] + str((int(number[place]) + by) % 10) + number[place + 1 :]
    with pytest.raises(BadInput):
        normalise_identity_number(changed)


def test_the_worked_credit_code_is_accepted_and_its_wrong_copy_is_not() -> None:
    assert credit_check_character("91350100M000100Y4") == "3"
    assert normalise_credit_code("９１350100m000100y43") == "91350100M000100Y43"
    with pytest.raises(BadInput):
        normalise_credit_code("91350100M000100Y4Z")


@given(st.sampled_from("159ANY8"), st.text(ALPHABET, min_size=16, max_size=16))
def test_a_credit_code_of_any_register_with_its_check_character_is_accepted(first: str, rest: str) -> None:
    code = first + rest + credit_check_character(first + rest)
    assert normalise_credit_code(code.lower()) == code


@given(st.text(ALPHABET, min_size=17, max_size=17), st.sampled_from(ALPHABET))
def test_no_other_check_character_is_accepted(first17: str, last: str) -> None:
    if last == credit_check_character(first17):
        assert normalise_credit_code(first17 + last) == first17 + last
    else:
        with pytest.raises(BadInput, match="校验不通过"):
            normalise_credit_code(first17 + last)


@pytest.mark.parametrize(
    "typed", ["", "91350100M000100Y4", "91350100I000100Y43", "91350100M000100Y433", "９1350100M000100Y4é"]
)
def test_a_credit_code_of_wrong_form_is_refused(typed: str) -> None:
    with pytest.raises(BadInput, match="18位"):
        normalise_credit_code(typed)


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("13900001234", "13900001234"),
        ("+86 139 0000 1234", "13900001234"),
        ("0086-139-0000-1234", "13900001234"),
        ("１３９００００１２３４", "13900001234"),
        ("010-87654321", "010-87654321"),
        ("(0571)8765 4321", "0571-87654321"),
        ("057187654321", "0571-87654321"),
        ("0571-87654321-8001", "0571-87654321-8001"),
        ("0571-87654321转8001", "0571-87654321-8001"),
        ("0997-2123456", "0997-2123456"),
        ("025-83210000", "025-83210000"),
        ("010-8765-4321", "010-87654321"),
        ("010-8765432-1", "010-8765432-1"),
    ],
)
def test_phones_are_brought_to_one_form(typed: str, number: str) -> None:
    assert normalise_phone(typed) == number
    assert normalise_phone(number) == number


@pytest.mark.parametrize(
    "typed", ["", "1390000123", "12900001234", "87654321", "139000012345", "abc", "010-0765432", "٠١٠87654321"]
)
def test_a_phone_that_cannot_be_called_is_refused(typed: str) -> None:
    with pytest.raises(BadInput) as refused:
        normalise_phone(typed)
    assert refused.value.code == "bad_phone"


@pytest.mark.parametrize(
    "name",
    [
        "周某",
        "𠮷某",
        "䶮某",
        "㛃某",
        "𬭎某",
        "\U000323a0某",
        "古丽·买买提",
        "欧阳某某",
        "Anne-Marie O'Neil",
        "J. Smith",
        "某",
    ],
)
def test_rare_characters_and_name_marks_are_accepted(name: str) -> None:
    assert normalise_person_name(name) == name


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        (" 周 某 ", "周 某"),
        ("古丽•买买提", "古丽·买买提"),
        ("古丽．买买提", "古丽·买买提"),
        ("周\u3000某", "周 某"),
        ("e\u0301lan", "élan"),
    ],
)
def test_a_name_is_brought_to_one_form(typed: str, name: str) -> None:
    assert normalise_person_name(typed) == name


@pytest.mark.parametrize(
    "name",
    ["周\u0000某", "周\u202e某", "周\u200b某", "周\u200d某", "周\ufeff某", "周\n某", "周\u3164某", "周\ue000某",
     "周\ud800某", "周\ufe00某", "周\U000e0100某", "周\u2066某"],
    ids=ascii,
)  # fmt: skip
def test_what_cannot_be_seen_is_refused_in_a_name(name: str) -> None:
    with pytest.raises(BadInput) as refused:
        normalise_person_name(name)
    assert refused.value.code == "bad_char"


@pytest.mark.parametrize("name", ["", "  ", "·", "周3某", "·周某", "周某·", "<b>", "周" * 101, "😀", "...", "周，某"])
def test_what_is_no_name_is_refused(name: str) -> None:
    with pytest.raises(BadInput) as refused:
        normalise_person_name(name)
    assert refused.value.code == "bad_name"


@pytest.mark.parametrize(
    "name", ["江州某物流有限公司", "江州市第1建筑（集团）有限公司", "A&B 某（江州）有限公司", "7天某酒店"]
)
def test_organisations_may_have_digits_and_brackets(name: str) -> None:
    assert normalise_organisation_name(name) == name


@pytest.mark.parametrize("name", ["", "123", "江州\u200b某公司", "江州<某>公司"])
def test_what_is_no_organisations_name_is_refused(name: str) -> None:
    with pytest.raises(BadInput):
        normalise_organisation_name(name)


def test_free_text_may_hold_line_breaks_where_asked_for() -> None:
    assert refuse_unseen("第一行\n第二行", "statement", lines=True) == "第一行\n第二行"
    with pytest.raises(BadInput):
        refuse_unseen("第一行\n第二行", "statement")


@given(st.text(max_size=40))
def test_a_name_that_passes_passes_again_unchanged(typed: str) -> None:
    try:
        name = normalise_person_name(typed)
    except BadInput:
        assert not typed.isalpha() or not typed.isascii()
        return
    assert normalise_person_name(name) == name


@given(BIRTHDAYS, st.integers(0, 999), st.integers(0, 16))
def test_two_neighbouring_figures_exchanged_are_always_found(born: date, serial: int, place: int) -> None:
    number = identity("990101", born, serial)
    swapped = number[:place] + number[place + 1] + number[place] + number[place + 2 :]
    if swapped == number:
        assert normalise_identity_number(swapped) == number
    else:
        with pytest.raises(BadInput):
            normalise_identity_number(swapped)


@given(BIRTHDAYS, st.integers(0, 999))
def test_of_eleven_check_characters_exactly_one_is_right(born: date, serial: int) -> None:
    first17 = identity("990101", born, serial)[:17]
    assert sum(accepted(normalise_identity_number, first17 + last) for last in "0123456789X") == 1


@given(st.text(ALPHABET, min_size=17, max_size=17))
def test_of_thirty_one_check_characters_exactly_one_is_right(first17: str) -> None:
    assert sum(accepted(normalise_credit_code, first17 + last) for last in ALPHABET) == 1


@given(st.text(ALPHABET, min_size=17, max_size=17), st.integers(0, 16), st.sampled_from(ALPHABET))
def test_one_changed_character_of_a_credit_code_is_always_found(first17: str, place: int, other: str) -> None:
    code = first17 + credit_check_character(first17)
    changed = code[:place] + other + code[place + 1 :]
    assert accepted(normalise_credit_code, changed) == (changed == code)


@given(st.sampled_from("3456789"), st.text("0123456789", min_size=9, max_size=9), st.sampled_from(["", "+86", "0086-"]))
def test_every_mobile_is_read_however_it_is_grouped(second: str, rest: str, prefix: str) -> None:
    mobile = f"1{second}{rest}"
    assert normalise_phone(f"{prefix}{mobile[:3]}-{mobile[3:7]} {mobile[7:]}") == mobile


@given(
    st.from_regex(r"(010|02[0-9]|0[3-9][0-9]{2})", fullmatch=True),
    st.from_regex(r"[1-9][0-9]{6,7}", fullmatch=True),
    st.one_of(st.just(""), st.from_regex(r"[0-9]{1,6}", fullmatch=True)),
)
def test_every_landline_reads_back_as_itself(area: str, number: str, extension: str) -> None:
    written = "-".join(part for part in (area, number, extension) if part)
    assert normalise_phone(written) == written


@given(st.text("0123456789-+转 ", max_size=20))
def test_a_phone_that_passes_passes_again_unchanged(typed: str) -> None:
    if accepted(normalise_phone, typed):
        assert normalise_phone(normalise_phone(typed)) == normalise_phone(typed)


def accepted(normalise: Callable[[str], str], typed: str) -> bool:
    try:
        normalise(typed)
    except BadInput:
        return False
    return True
