"""Names of parties: what is probably mistyped, and when two writings are one name. Nothing here refuses a name.

A foreigner's, a minority's or a rare name is a name; whoever types it is only asked to compare it with the document.
"""

from __future__ import annotations

import re
import unicodedata

from mediation.errors import BadInput
from mediation.law.identifiers import normalise_organisation_name, normalise_person_name
from mediation.law.wording import Text

_LONGEST_UNDIVIDED = 6
_IDEOGRAPH = re.compile("[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003fffd〇]+")


def name_doubt(text: str, *, natural: bool) -> Text | None:
    """Why a name should be compared with the document: of a human being, or (not ``natural``) of a body."""
    try:
        name = normalise_person_name(text) if natural else normalise_organisation_name(text)
    except BadInput as fault:
        return Text(fault.problems[0].zh, fault.problems[0].en)
    return _doubt_of_person(name) if natural else _doubt_of_body(name)


def name_key(text: str) -> str:
    """What two writings of one name share: width, case, blanks and punctuation do not tell names apart."""
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())
    return unicodedata.normalize("NFC", "".join(c for c in folded if unicodedata.category(c)[0] in "LMNS"))


def _doubt_of_person(name: str) -> Text | None:
    parts = name.split("·")
    if not all(_IDEOGRAPH.fullmatch(part) for part in parts):
        return Text(
            "姓名含有汉字以外的文字，请与护照等身份证件核对拼写。",
            "The name is not in Chinese characters; compare its spelling with the passport or other document.",
        )
    if len(name) == 1:
        return Text("姓名只有一个字，请与身份证件核对。", "The name has one character; compare it with the document.")
    if len(parts) == 1 and len(name) > _LONGEST_UNDIVIDED:
        return Text(
            "姓名较长且没有间隔号“·”，请与身份证件核对。",
            "The name is long and has no ·; compare it with the document.",
        )
    return None


def _doubt_of_body(name: str) -> Text | None:
    if len(name) >= 3:
        return None
    return Text(
        "单位名称过短，请按营业执照填写全称。", "The body's name is short; write it in full as on the business licence."
    )
