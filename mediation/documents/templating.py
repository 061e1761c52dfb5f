"""Templates with a paper's fields filled in. The only module of this room that knows Jinja2."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import fields
from functools import lru_cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, meta, nodes

from mediation.documents import words
from mediation.documents.parts import Paper
from mediation.law.money import in_figures, in_words

TEMPLATES = Path(__file__).resolve().parents[2] / "templates" / "documents"
_FILTERS = {
    "day": words.day,
    "amount": words.amount,
    "figures": in_figures,
    "capitals": in_words,
    "numeral": words.numeral,
    "how_many": words.how_many,
    "between": words.between,
    "tick": words.tick,
    "blank": words.blank,
    "names": words.names,
}
LOOKS = ("_page.css", "_page.html", "_page.typ")
_KEPT_FILTERS = ("join", "length")


@lru_cache(maxsize=8)
def environment(directory: Path = TEMPLATES) -> Environment:
    """Make the environment of one directory of templates: strict, escaping, without globals and ``safe``."""
    made = Environment(
        loader=FileSystemLoader(directory),
        autoescape=True,
        undefined=StrictUndefined,
        auto_reload=False,
    )
    made.globals.clear()
    made.filters = {name: made.filters[name] for name in _KEPT_FILTERS} | _FILTERS
    return made


def body_of(slug: str) -> str:
    """Return the name of the template that holds the words of the paper ``slug``."""
    return f"{slug}/body.html"


def render_template(slug: str, paper: Paper, *, directory: Path = TEMPLATES) -> str:
    """Fill in the template ``slug`` with exactly the fields of ``paper`` and return restricted HTML.

    The paper is taken as it is: ``rendering`` checks it first.
    """
    return render(body_of(slug), {each.name: getattr(paper, each.name) for each in fields(paper)}, directory=directory)


def render(name: str, variables: Mapping[str, Any], *, directory: Path = TEMPLATES) -> str:
    """Fill in the template file ``name``; a variable it needs and does not get is an error, never a blank."""
    return environment(directory).get_template(name).render(variables)


def parsed(name: str, *, directory: Path = TEMPLATES) -> nodes.Template:
    """Return the syntax tree of a template file, for the checks that compare it with a paper's fields."""
    return environment(directory).parse(source(name, directory=directory))


def variables_of(slug: str, *, directory: Path = TEMPLATES) -> frozenset[str]:
    """Return the variables the template of ``slug`` needs, its imported parts being given theirs by name."""
    return frozenset(meta.find_undeclared_variables(parsed(body_of(slug), directory=directory)))


def parts_of(name: str, *, directory: Path = TEMPLATES) -> tuple[str, ...]:
    """Return ``name`` and every template it imports, directly or not, in a stable order."""
    found: dict[str, None] = {}
    waiting = [name]
    while waiting:
        if (part := waiting.pop()) not in found:
            found[part] = None
            tree = parsed(part, directory=directory)
            waiting += sorted(filter(None, meta.find_referenced_templates(tree)))
    return tuple(sorted(found))


def source(name: str, *, directory: Path = TEMPLATES) -> str:
    """Return the text of a file among the templates."""
    return (directory / name).read_text(encoding="utf-8")


def template_digest(slug: str, *, directory: Path = TEMPLATES) -> str:
    """Return the SHA-256 over everything that gives the paper ``slug`` its words and its looks."""
    digest = hashlib.sha256()
    for name in (*parts_of(body_of(slug), directory=directory), *LOOKS):
        text = source(name, directory=directory).encode()
        digest.update(f"{name}\0{len(text)}\0".encode() + text)
    return digest.hexdigest()
