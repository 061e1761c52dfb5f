"""An account as one HTML page that reads on a screen and prints on A4: no script, nothing fetched, all text escaped."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape

from mediation.law.wording import weekday
from mediation.replay.account import LABELS, Account, Entry, Line
from mediation.replay.terminal import conclusion, told_difference

_STYLE = """
:root{--ink:#1d2126;--quiet:#5b6470;--rule:#d5dae0;--green:#17653a;--red:#a3231b;--amber:#7a5200;--blue:#1b4f8f}
*{box-sizing:border-box}code{overflow-wrap:anywhere}
body{margin:0 auto;max-width:60rem;padding:2rem 1.25rem;color:var(--ink);
font:1rem/1.7 "Noto Sans SC","Source Han Sans SC","PingFang SC","Microsoft YaHei",sans-serif}
h1{font-size:1.6rem;line-height:1.35;margin:0}h2{font-size:1.15rem;margin:2.5rem 0 .75rem}
[lang=en]{color:var(--quiet);font-size:.9em}
.verdict{border-left:.4rem solid var(--green);padding:.5rem 1rem;margin:1.25rem 0;background:#f3f8f5}
.verdict.differs{border-color:var(--red);background:#fbf3f2}
table{border-collapse:collapse;width:100%}th,td{text-align:left;padding:.3rem .75rem .3rem 0;vertical-align:top;
border-bottom:1px solid var(--rule)}
article{border-top:1px solid var(--rule);padding:1rem 0;break-inside:avoid-page}
article header{display:flex;flex-wrap:wrap;gap:.25rem 1rem;align-items:baseline}
article h3{font-size:1.05rem;margin:0}time,.actor,.number{color:var(--quiet)}.number{margin-left:auto}
.note{margin:.4rem 0;font-style:italic}
dl{display:grid;grid-template-columns:5.5rem 1fr;gap:.1rem .75rem;margin:.4rem 0 0}
dt{font-weight:600}dd{margin:0}
.under{padding-left:5.5rem;grid-column:1/-1;display:grid;grid-template-columns:4.5rem 1fr}
.state dt,.cleared dt{color:var(--green)}.refused dt,.wrong dt{color:var(--red)}.warning dt{color:var(--amber)}
.clock dt,.moved dt,.stopped dt,.fired dt,.paper dt,.due dt{color:var(--blue)}
.row{display:contents}.steps{grid-column:2;margin:0 0 .3rem;padding-left:1.1rem;color:var(--quiet)}
figure{margin:1rem 0;overflow-x:auto}figure svg{max-width:100%;max-height:42rem;height:auto}
@media(max-width:36rem){dl{grid-template-columns:1fr}.steps{grid-column:1}.under{padding-left:1rem}}
@media print{body{max-width:none;padding:0}a{color:inherit}}
"""
_UNDER = frozenset({"basis", "cure", "who", "cleared"})


def page(account: Account, diagrams: Sequence[tuple[str, str]] = ()) -> str:
    """Return the page; ``diagrams`` are titles and drawings (SVG of our own making) of the proceedings."""
    script = account.script
    acts = ("<h2>经过 <span lang=en>what happened</span></h2>", *_acts(account))
    body = "".join((*_top(account), *acts, *_drawn(diagrams)))
    return (
        '<!doctype html><html lang="zh-CN"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f"<title>{escape(script.title.zh)}</title><style>{_STYLE}</style></head><body><main>{body}</main></body></html>\n"
    )


def _top(account: Account) -> Iterator[str]:
    script = account.script
    yield f"<h1>{escape(script.title.zh)}</h1><p lang=en>{escape(script.title.en)}</p>"
    yield f'<div class="verdict{" differs" if account.differences else ""}">'
    for zh, en in conclusion(account):
        yield f"<strong>{escape(zh)}</strong><br><span lang=en>{escape(en)}</span>"
    yield from (f"<br>{escape(told_difference(each))}" for each in account.differences)
    yield "</div>"
    yield from _standing(account)
    if script.origin is not None:
        yield f"<p>来源：{escape(script.origin.page)}。{escape(script.origin.read)}</p>"
    yield "<ul>"
    for note in script.notes:
        yield f"<li><b>{note.mark}</b> {escape(note.zh)} <span lang=en>{escape(note.en or '')}</span></li>"
    yield "</ul>"


def _standing(account: Account) -> Iterator[str]:
    for case in account.cases:
        yield f"<h2>{escape(case['number'])} {escape(case['title'])}</h2><table>"
        for proceeding in case["proceedings"]:
            title, state = proceeding["title"], proceeding["state_title"]
            english = f"<span lang=en>{escape(title['en'])}: {escape(state['en'])}</span>"
            yield f"<tr><th>{escape(title['zh'])}</th><td>{escape(state['zh'])} {english}</td></tr>"
        yield "</table>"
    if account.verified is not None:
        whole = "完整" if not account.verified.findings else f"{len(account.verified.findings)} 处不符"
        counted = f"{account.verified.folders} 个案卷、{account.verified.events} 条记录"
        yield f"<p>历史核对：{counted}，{whole}。锚 <code>{escape(account.verified.anchor)}</code></p>"


def _drawn(diagrams: Sequence[tuple[str, str]]) -> Iterator[str]:
    for title, drawing in diagrams:
        yield f"<h2>{escape(title)}：走过的路</h2><figure>{drawing[drawing.index('<svg') :]}</figure>"


def _acts(account: Account) -> Iterator[str]:
    total = len(account.script.acts)
    for entry in account.entries:
        yield "".join(_act(entry, total))


def _act(entry: Entry, total: int) -> Iterator[str]:
    when = f"{entry.at:%Y-%m-%d} {weekday(entry.at.date(), 'zh')} {entry.at:%H:%M}"
    mark = f" [{entry.mark}]" if entry.mark else ""
    yield f'<article><header><time datetime="{entry.at.isoformat()}">{when}</time>'
    yield f"<h3>{escape(entry.title[0])} <span lang=en>{escape(entry.title[1])}</span></h3>"
    yield f'<span class="actor">{escape(entry.who[0])}</span>'
    yield f'<span class="number">{entry.number}/{total}{mark}</span></header>'
    for line in entry.lines:
        if line.kind == "note":
            yield f'<p class="note">{escape(line.zh)}<br><span lang=en>{escape(line.en)}</span></p>'
    yield "<dl>"
    yield from _rows([line for line in entry.lines if line.kind != "note"])
    yield "</dl></article>"


def _rows(lines: Sequence[Line]) -> Iterator[str]:
    steps: list[Line] = []
    for line in (*lines, Line("", "")):
        if line.kind == "step":
            steps.append(line)
            continue
        if steps:
            listed = "".join(f'<li title="{escape(step.en)}">{escape(step.zh)}</li>' for step in steps)
            yield f'<ul class="steps">{listed}</ul>'
            steps = []
        if line.kind:
            yield _row(line)


def _row(line: Line) -> str:
    label = f'<dt title="{LABELS[line.kind][1]}">{LABELS[line.kind][0]}</dt>'
    english = f" <span lang=en>{escape(line.en)}</span>" if line.en else ""
    kind = f"{line.kind} under" if line.kind in _UNDER else f"{line.kind} row"
    return f'<div class="{kind}">{label}<dd>{escape(line.zh)}{english}</dd></div>'
