"""Numbers and names that people type: brought to one form, or refused with the one thing to mend.

Everything is judged by form and check digit alone. Area codes are not looked up: residence permits (81, 82, 83) and
numbers beginning with 9 are real and stand in no list. What was typed never appears in an error.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date

from mediation.law.wording import bad

_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}
_ID_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_ID_CHECKS = "10X98765432"
_CREDIT_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_CREDIT_WEIGHTS = tuple(pow(3, place, 31) for place in range(17))
_MOBILE = re.compile(r"1[3-9][0-9]{9}", re.ASCII)
_LANDLINE = re.compile(r"(010|02[0-9]|0[3-9][0-9]{2})([1-9][0-9]{6,7})", re.ASCII)
_EXTENSION = re.compile(r"(.+?)(?:-|转|ext\.?)([0-9]{1,6})", re.ASCII | re.IGNORECASE)
_LONGEST_NAME = 100
_DOTS = str.maketrans(dict.fromkeys("•‧∙⋅・･．", "·"))
_PERSON_MARKS = frozenset("· -'’.")
_ORGANISATION_MARKS = _PERSON_MARKS | frozenset('（）()&＆+＋、，,：:《》“”"/—－#@!')
_UNSEEN_LETTERS = frozenset("\u115f\u1160\u3164\uffa0\u034f\u17b4\u17b5\u2800")


def identity_check_digit(first17: str) -> str:
    """The 18th character of a resident identity number (GB 11643-1999) from the first seventeen digits."""
    return _ID_CHECKS[sum(int(digit) * weight for digit, weight in zip(first17, _ID_WEIGHTS, strict=True)) % 11]


def credit_check_character(first17: str) -> str:
    """The 18th character of a unified social credit code (GB 32100-2015) from the first seventeen."""
    total = sum(_CREDIT_ALPHABET.index(c) * weight for c, weight in zip(first17, _CREDIT_WEIGHTS, strict=True))
    return _CREDIT_ALPHABET[-total % 31]


def normalise_identity_number(text: str, where: str = "identity_number") -> str:
    """Eighteen characters, half-width, X in capitals; raises BadInput ``bad_identity_number``."""
    number = _compact(text).upper()
    if not re.fullmatch(r"[0-9]{17}[0-9X]", number, re.ASCII):
        raise bad(
            where,
            "bad_identity_number",
            "身份证号码应为18位：前17位为数字，第18位为数字或X，请核对位数。",
            "An identity number has 18 characters: 17 digits, then a digit or X; check its length.",
        )
    if not _real_birthday(number):
        raise bad(
            where,
            "bad_identity_number",
            "身份证号码中的出生日期不存在，请核对第7至14位。",
            "The date of birth inside the identity number does not exist; check characters 7 to 14.",
        )
    if identity_check_digit(number[:17]) != number[17]:
        raise bad(
            where,
            "bad_identity_number",
            "身份证号码校验位不正确，请核对第18位。",
            "The check digit of the identity number is wrong; check character 18.",
        )
    return number


def birth_date(identity_number: str) -> date:
    """The date of birth inside a number that ``normalise_identity_number`` has passed."""
    return date(int(identity_number[6:10]), int(identity_number[10:12]), int(identity_number[12:14]))


def normalise_credit_code(text: str, where: str = "credit_code") -> str:
    """Eighteen capitals and digits without I O S V Z, any first character; raises BadInput ``bad_credit_code``."""
    code = _compact(text).upper()
    if len(code) != 18 or any(c not in _CREDIT_ALPHABET for c in code):
        raise bad(
            where,
            "bad_credit_code",
            "统一社会信用代码应为18位数字或大写字母，不含I、O、S、V、Z，请核对。",
            "A unified social credit code has 18 digits or capitals, without I, O, S, V, Z; check it.",
        )
    if credit_check_character(code[:17]) != code[17]:
        raise bad(
            where,
            "bad_credit_code",
            "统一社会信用代码校验不通过，请核对。",
            "The check character of the unified social credit code is wrong; check the code.",
        )
    return code


def normalise_phone(text: str, where: str = "phone") -> str:
    """A mainland mobile as eleven digits, or a landline as ``0571-87654321`` with ``-8001`` for an extension.

    +86 and 0086 are dropped; raises BadInput ``bad_phone``.
    """
    typed = re.sub(r"^(?:\+86|0086)-?", "", _compact(text), flags=re.ASCII)
    if _MOBILE.fullmatch(typed.replace("-", "")):
        return typed.replace("-", "")
    for body, extension in _landline_readings(typed):
        match = _LANDLINE.fullmatch(re.sub(r"[-()]", "", body))
        if match:
            return "-".join([match[1], match[2], *extension])
    raise bad(
        where,
        "bad_phone",
        "电话应为11位手机号码，或带区号的固定电话，例如 0571-87654321，请核对。",
        "A phone number is an 11-digit mobile, or a landline with its area code such as 0571-87654321; check it.",
    )


def normalise_person_name(text: str, where: str = "name") -> str:
    """A person's name in NFC, its dots brought to ``·``; rare characters pass.

    Raises BadInput: ``bad_char`` for control, direction-changing, zero-width and private-use characters,
    ``bad_name`` for no letter, digits, other signs or more than 100 characters.
    """
    return _name(text.translate(_DOTS), where, _PERSON_MARKS, digits=False)


def normalise_organisation_name(text: str, where: str = "name") -> str:
    """An organisation's name in NFC: letters, digits and usual punctuation; refuses like a person's name."""
    return _name(text, where, _ORGANISATION_MARKS, digits=True)


def refuse_unseen(text: str, where: str, *, lines: bool = False) -> str:
    """The text itself, or BadInput ``bad_char`` when it holds something invisible; ``lines`` allows breaks and tabs."""
    if any(unicodedata.category(c) == "Cs" for c in text):
        raise bad(
            where, "bad_char", "含有无效的 Unicode 字符，请删除后重试。", "Holds an invalid character; delete it."
        )
    if any(_unseen(c) for c in text if not (lines and c in "\n\t\r")):
        raise bad(
            where,
            "bad_char",
            "含有不可见的控制、方向或零宽字符，请删除后重试。",
            "Holds an invisible control, direction or zero-width character; delete it and try again.",
        )
    return text


def _name(text: str, where: str, marks: frozenset[str], *, digits: bool) -> str:
    name = re.sub(" +", " ", unicodedata.normalize("NFC", refuse_unseen(text, where)).replace("\u3000", " ")).strip()
    if any(unicodedata.category(c) == "Co" for c in name):
        raise bad(
            where,
            "bad_char",
            "含有自造字（私用区字符），无法印出，请改用该字的标准字符。",
            "Holds a private-use character that cannot be printed; use the standard character.",
        )
    lettered = any(_letter(c) for c in name)
    fitting = all(_letter(c) or c in marks or (digits and c.isdigit()) for c in name)
    if not (lettered and fitting and len(name) <= _LONGEST_NAME) or "·" in (name[0], name[-1]):
        raise bad(
            where,
            "bad_name",
            "名称只能由文字和间隔号等组成，最长100个字符，请核对。",
            "A name is letters and name marks, at most 100 characters; check it.",
        )
    return name


def _letter(c: str) -> bool:
    # Planes 2 and 3 hold nothing but ideographs, some newer than the interpreter's own character table.
    # 〇 is a number to Unicode and a character to whoever bears it.
    return unicodedata.category(c)[0] in "LM" or 0x20000 <= ord(c) <= 0x3FFFD or c == "〇"


def _unseen(c: str) -> bool:
    selector = "\ufe00" <= c <= "\ufe0f" or "\U000e0100" <= c <= "\U000e01ef" or "\u180b" <= c <= "\u180f"
    return unicodedata.category(c) in {"Cc", "Cf", "Zl", "Zp"} or c in _UNSEEN_LETTERS or selector


def _real_birthday(number: str) -> bool:
    try:
        return birth_date(number).year >= 1850
    except ValueError:
        return False


def _landline_readings(typed: str) -> list[tuple[str, list[str]]]:
    """The number split before its last group, then without an extension: 010-1000000-1 has seven figures and one."""
    match = _EXTENSION.fullmatch(typed)
    return [*([(match[1], [match[2]])] if match else []), (typed, [])]


def _compact(text: str) -> str:
    return text.translate(_FULL_WIDTH).replace(" ", "").replace("\t", "")
