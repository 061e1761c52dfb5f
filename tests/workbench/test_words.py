"""Chinese first, English second: every sentence of a template has its English, with the same blanks."""

from __future__ import annotations

import re

from jinja2.ext import babel_extract

from mediation import pages

_HAN = re.compile(r"[\u4e00-\u9fff]")


def sentences() -> set[str]:
    """Every sentence the templates mark as one."""
    found: set[str] = set()
    for path in pages.TEMPLATES.rglob("*.html"):
        with path.open("rb") as file:
            for _, _, said, _ in babel_extract(file, ("_",), [], {"trim_blocks": "true", "lstrip_blocks": "true"}):
                found.add(said if isinstance(said, str) else str((said or ("",))[0]))
    return found


def test_every_sentence_is_said_in_english_and_none_is_left_over() -> None:
    assert sentences() == set(pages.english())


def test_a_translation_has_the_blanks_of_its_sentence() -> None:
    blanks = re.compile(r"%\(\w+\)s")

    assert {
        zh for zh, en in pages.english().items() if sorted(blanks.findall(zh)) != sorted(blanks.findall(en))
    } == set()


def test_no_chinese_stands_outside_a_marked_sentence() -> None:
    marked = re.compile(r"\{[{%#].*?[}%#]\}", re.DOTALL)
    bare = {
        path.name: _HAN.findall(marked.sub("", path.read_text("utf-8"))) for path in pages.TEMPLATES.rglob("*.html")
    }

    assert {name: found for name, found in bare.items() if found} == {"layout.html": ["中", "文"]}
