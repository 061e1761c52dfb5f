"""A definition drawn: as Mermaid text, and as SVG with the path a case took and where it stands.

All text is escaped. The same definition gives the same bytes. The SVG reads in black and white: what was taken is
thick, what is open now is black, the rest thin; a final state has a double border; the current one is thick and marked
with a word.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape

from mediation.engine.definition import Definition
from mediation.engine.layout import HEADER, LINE, PAD, SMALL, TITLE, Box, Drawing, Layout, Wire
from mediation.engine.lettering import width
from mediation.engine.routes import Ink, Lang, Step, plan
from mediation.engine.soundness import edges_of
from mediation.vocabulary import Stage

_NOW = {"zh": "现在", "en": "now"}
_LEGEND = {
    "zh": ("粗线：已走过", "黑线：现在可走", "细线：其他", "双线框：终结", "圆点：起点"),
    "en": ("thick: taken", "black: open now", "thin: others", "double border: final", "dot: start"),
}
_FONTS = "'Noto Sans SC','Noto Sans CJK SC','Source Han Sans SC','PingFang SC','Microsoft YaHei',sans-serif"
_STROKES = {Ink.PLAIN: ("#767676", 1.0), Ink.OPEN: ("#000", 1.6), Ink.TAKEN: ("#000", 3.4)}
_HEADS = {Ink.PLAIN: 7.0, Ink.OPEN: 9.0, Ink.TAKEN: 12.0}
_MERMAID = str.maketrans({c: f"#{ord(c)};" for c in '#;:"<>&{}[]()|`%\\'})


def mermaid(definition: Definition, lang: Lang = "zh", standing: str | None = None) -> str:
    """Draw as a Mermaid state diagram, states and moves in the order of the file."""
    lines = ["stateDiagram-v2", "    direction LR"]
    for name, state in definition.states.items():
        title = _text(state.title, lang) + (f" · {_NOW[lang]}" if name == standing else "")
        lines.append(f'    state "{title.translate(_MERMAID)}" as s_{name}')
    lines += [f"    [*] --> s_{name}" for name in definition.initial]
    for source, move, target in dict.fromkeys(edges_of(definition)):
        lines.append(f"    s_{source} --> s_{target} : {_text(definition.moves[move].title, lang).translate(_MERMAID)}")
    lines += [f"    s_{name} --> [*]" for name, state in definition.states.items() if state.final]
    if standing in definition.states:
        lines += ["    classDef standing stroke-width:4px,font-weight:bold", f"    class s_{standing} standing"]
    return "\n".join(lines) + "\n"


def svg(definition: Definition, lang: Lang = "zh", path: Sequence[Step] = (), standing: str | None = None) -> str:
    """Draw as SVG; ``path`` is the steps taken, as (from, move, to); one the definition does not have is left out."""
    drawing = Layout(definition, plan(definition, lang, path, standing), lang).drawing()
    legend = _legend(drawing, lang)
    foot = drawing.height + 2 * PAD + LINE * (1 + max(row for row, _, _ in legend))
    size = f'width="{drawing.width:.0f}" height="{foot:.0f}" viewBox="0 0 {drawing.width:.0f} {foot:.0f}"'
    key = f"p{definition.digest[:12]}"
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-labelledby="{key}t {key}d" {size} '
            f'font-family="{_FONTS}" font-size="{TITLE:.0f}">',
            f'<title id="{key}t">{escape(_text(definition.title, lang))}</title>',
            f'<desc id="{key}d">{escape(_described(definition, lang, path, standing))}</desc>',
            *_arrowheads(key),
            f'<rect width="{drawing.width:.0f}" height="{foot:.0f}" fill="#fff"/>',
            *_heads(drawing, lang),
            *(line for wire in drawing.wires for line in _wire(wire, key)),
            *(line for box in drawing.boxes.values() for line in _box(definition, box, lang, standing)),
            *(_label(wire) for wire in drawing.wires if wire.label),
            *(_words(x, drawing.height + PAD + LINE * (row + 1), text, SMALL) for row, x, text in legend),
            "</svg>\n",
        ]
    )


def _text(words: object, lang: Lang) -> str:
    return str(getattr(words, lang))


def _described(definition: Definition, lang: Lang, path: Sequence[Step], standing: str | None) -> str:
    """Say in words what the drawing shows."""
    zh = lang == "zh"
    known = [(move, to) for _, move, to in path if move in definition.moves and to in definition.states]
    walked = [
        f"{_text(definition.moves[move].title, lang)} → {_text(definition.states[to].title, lang)}"
        for move, to in known
    ]
    parts = [f"共 {len(definition.states)} 个状态。" if zh else f"{len(definition.states)} states."]
    if standing is not None and standing in definition.states:
        at = _text(definition.states[standing].title, lang)
        parts.append(f"现处：{at}。" if zh else f"It stands at: {at}.")
    if walked:
        parts.append(("已走：" + "；".join(walked) + "。") if zh else "Taken: " + "; ".join(walked) + ".")
    return (" " if not zh else "").join(parts)


def _arrowheads(key: str) -> Iterator[str]:
    yield "<defs>"
    for ink, (colour, _) in _STROKES.items():
        size = _HEADS[ink]
        yield (
            f'<marker id="{key}m{ink:d}" viewBox="0 0 10 10" refX="9.5" refY="5" markerUnits="userSpaceOnUse" '
            f'markerWidth="{size}" markerHeight="{size}" orient="auto">'
            f'<path d="M0 1 10 5 0 9z" fill="{colour}"/></marker>'
        )
    yield "</defs>"


def _heads(drawing: Drawing, lang: Lang) -> Iterator[str]:
    for stage, (x, wide) in zip(Stage, drawing.heads, strict=True):
        yield _words(x + wide / 2, HEADER - 22, getattr(stage, lang), TITLE, 'text-anchor="middle" font-weight="bold"')
        yield f'<path d="M{x:.1f} {HEADER - 14:.1f}h{wide:.1f}" stroke="#000" stroke-width="1.5"/>'


def _wire(wire: Wire, key: str) -> Iterator[str]:
    colour, stroke = _STROKES[wire.arrow.ink]
    steps = "L".join(f"{x:.1f} {y:.1f}" for x, y in wire.points)
    yield (
        f'<path d="M{steps}" fill="none" stroke="{colour}" stroke-width="{stroke}" stroke-linejoin="round" '
        f'marker-end="url(#{key}m{wire.arrow.ink:d})"><title>{escape(wire.arrow.tip)}</title></path>'
    )


def _label(wire: Wire) -> str:
    assert wire.label is not None  # chosen by the caller
    weight = ' font-weight="bold"' if wire.arrow.ink is Ink.TAKEN else ""
    return _words(wire.label.x, wire.label.y, wire.label.text, SMALL, weight.strip())


def _box(definition: Definition, box: Box, lang: Lang, standing: str | None) -> Iterator[str]:
    state, here = definition.states[box.name], box.name == standing
    yield f"<g><title>{escape(_tip(definition, box.name, lang))}</title>"
    yield _frame(box, 0.0, 3.5 if here else 1.3, "#e8e8e8" if here else "#fff")
    if state.final:
        yield _frame(box, 4.0, 1.0, "none")
    if box.name in definition.initial:
        yield f'<circle cx="{box.x + 9:.1f}" cy="{box.y + 9:.1f}" r="3.5" fill="#000"/>'
    first = box.y + box.height / 2 - LINE * (len(box.lines) - 1) / 2 + TITLE * 0.36
    bold = ' font-weight="bold"' if here else ""
    for place, line in enumerate(box.lines):
        yield _words(box.x + box.width / 2, first + LINE * place, line, TITLE, f'text-anchor="middle"{bold}')
    if here:
        yield from _flag(box, _NOW[lang])
    yield "</g>"


def _frame(box: Box, inset: float, stroke: float, fill: str) -> str:
    wide, high = box.width - 2 * inset, box.height - 2 * inset
    return (
        f'<rect x="{box.x + inset:.1f}" y="{box.y + inset:.1f}" width="{wide:.1f}" height="{high:.1f}" rx="4" '
        f'fill="{fill}" stroke="#000" stroke-width="{stroke}"/>'
    )


def _flag(box: Box, word: str) -> Iterator[str]:
    """The word over the current box, in its upper right corner, half above its border."""
    wide = width(word, SMALL) + 10
    x, y = box.x + box.width - wide - 6, box.y - 9
    yield f'<rect x="{x:.1f}" y="{y:.1f}" width="{wide:.1f}" height="16" rx="3" fill="#000"/>'
    yield _words(x + 5, y + 12, word, SMALL, 'fill="#fff" font-weight="bold"')


def _tip(definition: Definition, name: str, lang: Lang) -> str:
    moves = [_text(definition.moves[move].title, lang) for move in definition.moves_from(name)]
    title = _text(definition.states[name].title, lang)
    return f"{title}：{'、'.join(moves) or '—'}" if lang == "zh" else f"{title}: {', '.join(moves) or '—'}"


def _words(x: float, y: float, text: str, size: float, more: str = "") -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size:.0f}" {more}>{escape(text)}</text>'.replace(" >", ">")


def _legend(drawing: Drawing, lang: Lang) -> list[tuple[int, float, str]]:
    """Set the legend in rows that fit the drawing's width: (row, x, words)."""
    row, x, placed = 0, PAD, []
    for text in _LEGEND[lang]:
        wide = width(text, SMALL) + 20
        if x > PAD and x + wide > drawing.width:
            row, x = row + 1, PAD
        placed.append((row, x, text))
        x += wide
    return placed
