from __future__ import annotations

import re
from itertools import combinations, pairwise
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mediation.engine.definition import Definition
from mediation.engine.diagram import mermaid, svg
from mediation.engine.layout import BOX, SMALL, TITLE, Drawing, Label, Layout
from mediation.engine.lettering import shortened, width, wrapped
from mediation.engine.loading import load
from mediation.engine.routes import Step, plan
from mediation.engine.soundness import edges_of
from mediation.vocabulary import Stage

from .samples import PROCEDURE, REGISTRY, TODAY, shape

CONFIRMATION = load(PROCEDURE, REGISTRY, TODAY)
PATH: list[Step] = [("preparing", "file", "filed"), ("filed", "rule_on_acceptance", "accepted")]
HOSTILE = '<script>alert("1")</script>&\'; --> %% #'
SVG = "{http://www.w3.org/2000/svg}"

WORDS = st.text(st.sampled_from("调解协议生效甲乙 aWgreement-"), min_size=1, max_size=40).filter(str.strip)
NAMES = [f"s{number}" for number in range(20)]


@st.composite
def drawn(draw: st.DrawFn) -> tuple[Definition, list[Step], str]:
    """Up to twenty states in any stages, up to forty moves, a path and a state."""
    names = NAMES[: draw(st.integers(1, 20))]
    data = shape()
    data["initial"] = names[0]
    data["states"] = {
        name: {"title": {"zh": draw(WORDS), "en": name}, "stage": draw(st.sampled_from(Stage)).value} for name in names
    }
    moves = {}
    for number in range(draw(st.integers(0, 40))):
        sources: Any = st.lists(st.sampled_from(names), min_size=1, max_size=4, unique=True)
        moves[f"m{number}"] = {
            "title": {"zh": draw(WORDS), "en": "m"},
            "from": draw(st.one_of(sources, st.just("*"))),
            "to": draw(st.sampled_from([*names, "="])),
            "by": ["head"],
        }
    definition = Definition.model_validate({**data, "moves": moves})
    edges = edges_of(definition)
    path = draw(st.lists(st.sampled_from(edges), max_size=8)) if edges else []
    return definition, path, draw(st.sampled_from(names))


def laid_out(definition: Definition, path: list[Step], standing: str | None) -> Drawing:
    return Layout(definition, plan(definition, "zh", path, standing), "zh").drawing()


Rect = tuple[float, float, float, float]


def label_rect(label: Label) -> Rect:
    return label.x, label.y - 9.5, label.x + label.width, label.y + 1.5


def overlap(a: Rect, b: Rect) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


def box_rects(drawing: Drawing) -> list[Rect]:
    return [(box.x, box.y, box.x + box.width, box.y + box.height) for box in drawing.boxes.values()]


def segments(drawing: Drawing) -> list[Rect]:
    return [
        (min(a[0], b[0]), min(a[1], b[1]), max(a[0], b[0]), max(a[1], b[1]))
        for wire in drawing.wires
        for a, b in pairwise(wire.points)
    ]


@given(drawn())
@settings(max_examples=60, deadline=None)
def test_nothing_overlaps_and_no_arrow_runs_through_a_box_or_a_label(case: tuple[Definition, list[Step], str]) -> None:
    drawing = laid_out(*case)
    boxes, lines = box_rects(drawing), segments(drawing)
    labels = [label_rect(wire.label) for wire in drawing.wires if wire.label]

    assert not any(overlap(a, b) for a, b in combinations([*boxes, *labels], 2))
    assert not any(overlap(line, solid) for line in lines for solid in (*boxes, *labels))
    assert all(min(x0, y0) >= 0 and x1 <= drawing.width for x0, y0, x1, _ in [*boxes, *lines, *labels])
    assert all(y1 <= drawing.height for _, _, _, y1 in [*boxes, *lines])


@given(drawn())
@settings(max_examples=30, deadline=None)
def test_every_arrow_leaves_its_box_and_reaches_its_target_by_right_angles(
    case: tuple[Definition, list[Step], str],
) -> None:
    drawing = laid_out(*case)

    for wire in drawing.wires:
        ends = (wire.points[0], drawing.boxes[wire.arrow.source]), (wire.points[-1], drawing.boxes[wire.arrow.target])
        for (x, y), box in ends:
            assert x in (box.x, box.x + box.width) or y in (box.y, box.y + box.height)
            assert box.x <= x <= box.x + box.width
            assert box.y <= y <= box.y + box.height
        assert all(a[0] == b[0] or a[1] == b[1] for a, b in pairwise(wire.points))


@given(drawn())
@settings(max_examples=30, deadline=None)
def test_every_move_that_leaves_is_drawn_and_named_in_a_tooltip(case: tuple[Definition, list[Step], str]) -> None:
    definition, path, standing = case
    drawing = laid_out(definition, path, standing)

    leaving = {(source, target) for source, _, target in edges_of(definition) if source != target}
    tips = {(wire.arrow.source, wire.arrow.target): wire.arrow.tip for wire in drawing.wires}

    assert set(tips) == leaving
    labelled = {(wire.arrow.source, wire.arrow.target) for wire in drawing.wires if wire.label}
    assert labelled == {pair for pair in leaving if pair[0] == standing} | {(s, t) for s, _, t in path if s != t}


@given(WORDS, st.integers(1, 3))
def test_the_words_of_a_box_stay_in_it(text: str, most: int) -> None:
    lines = wrapped(text, TITLE, BOX - 24, most)

    assert len(lines) <= most
    assert all(width(line, TITLE) <= BOX - 24 for line in lines)


def test_a_title_breaks_between_latin_words_and_chinese_characters() -> None:
    assert wrapped("mediator assigned", TITLE, 100, 3) == ("mediator", "assigned")
    assert wrapped("达成协议待法院文书", TITLE, 70, 3) == ("达成协议待", "法院文书")
    assert shortened("登记受理决定", SMALL, 50) == "登记受…"


def texts(drawing: str) -> list[str]:
    return [str(element.text) for element in ET.fromstring(drawing).iter(f"{SVG}text")]


@pytest.mark.parametrize(("lang", "word"), [("zh", "现在"), ("en", "now")])
def test_the_current_state_is_marked_with_a_word(lang: Any, word: str) -> None:
    assert texts(svg(CONFIRMATION, lang, standing="filed")).count(word) == 1
    assert word not in texts(svg(CONFIRMATION, lang))


def test_the_taken_path_is_numbered_and_thick() -> None:
    drawing = svg(CONFIRMATION, path=PATH, standing="accepted")

    assert "1 提交司法确认申请" in texts(drawing)
    assert "2 登记受理决定" in texts(drawing)
    assert drawing.count('stroke-width="3.4"') == 2


def test_a_step_taken_twice_carries_both_numbers() -> None:
    drawing = svg(CONFIRMATION, path=[PATH[0], ("filed", "rule_on_acceptance", "preparing"), PATH[0]])

    assert "1,3 提交司法确认申请" in texts(drawing)


def test_two_moves_of_one_name_between_two_states_are_two_arrows() -> None:
    data = shape(go={}, leave={"title": {"zh": "操作go", "en": "go"}})

    drawing = laid_out(Definition.model_validate(data), [], "a")

    assert len({wire.points for wire in drawing.wires}) == 2


def test_a_step_of_another_edition_is_left_out() -> None:
    assert svg(CONFIRMATION, path=[("filed", "fly", "moon")]) == svg(CONFIRMATION)


def test_final_states_have_a_double_border() -> None:
    groups = list(ET.fromstring(svg(CONFIRMATION)).iter(f"{SVG}g"))

    assert sum(len(list(group.iter(f"{SVG}rect"))) == 2 for group in groups) == 2


def test_the_drawing_speaks_to_a_screen_reader() -> None:
    root = ET.fromstring(svg(CONFIRMATION, path=PATH, standing="accepted"))
    named = {element.get("id"): element.text for element in root if element.get("id")}

    assert root.get("role") == "img"
    assert [named[key] for key in str(root.get("aria-labelledby")).split()] == [
        "司法确认",
        "共 5 个状态。现处：已受理。已走：提交司法确认申请 → 已提交；登记受理决定 → 已受理。",
    ]


def test_the_four_stages_head_the_columns_even_when_empty() -> None:
    assert texts(svg(CONFIRMATION))[:4] == [stage.zh for stage in Stage]


def hostile() -> Definition:
    data = shape(go={"title": {"zh": HOSTILE, "en": HOSTILE}})
    data["states"]["a"]["title"] = data["title"] = {"zh": HOSTILE, "en": HOSTILE}
    return Definition.model_validate(data)


def test_hostile_titles_are_only_text_in_the_svg() -> None:
    drawing = svg(hostile(), path=[("a", "go", "z")], standing="a")

    assert "<script" not in drawing
    assert {element.tag.removeprefix(SVG) for element in ET.fromstring(drawing).iter()} <= {
        "svg", "title", "desc", "defs", "marker", "path", "rect", "g", "circle", "text",
    }  # fmt: skip


def test_hostile_titles_are_only_text_in_mermaid() -> None:
    drawing = mermaid(hostile())

    assert "<script" not in drawing
    assert all(
        re.fullmatch(r"[^<>%\"]*(\"[^<>%\"]*\")?( as s_\w+| : .*| --> .*)?", line) for line in drawing.splitlines()
    )


def test_mermaid_has_every_state_move_start_and_end_in_the_order_of_the_file() -> None:
    lines = [line.strip() for line in mermaid(CONFIRMATION, "en", "filed").splitlines()]

    assert lines[0] == "stateDiagram-v2"
    assert lines[2:7] == [
        'state "preparing" as s_preparing',
        'state "filed · now" as s_filed',
        'state "accepted" as s_accepted',
        'state "confirmed" as s_confirmed',
        'state "lapsed" as s_lapsed',
    ]
    assert lines[7:12] == [
        "[*] --> s_preparing",
        "s_preparing --> s_filed : file",
        "s_filed --> s_accepted : register the decision on acceptance",
        "s_filed --> s_lapsed : register the decision on acceptance",
        "s_filed --> s_preparing : register the decision on acceptance",
    ]
    assert "s_lapsed --> [*]" in lines
    assert lines[-1] == "class s_filed standing"


def test_the_same_definition_gives_the_same_drawing() -> None:
    again = Definition.from_canonical(CONFIRMATION.canonical())

    assert svg(again, path=PATH, standing="filed") == svg(CONFIRMATION, path=PATH, standing="filed")
    assert mermaid(again) == mermaid(CONFIRMATION)
