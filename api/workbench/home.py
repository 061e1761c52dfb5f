"""The desk one comes in to: red, then amber, then today, then what waits; and the files every page uses."""

from __future__ import annotations

from fastapi import APIRouter
from fastapi.responses import Response

from api.workbench.ranking import primary
from api.workbench.session import Reads
from api.workbench.shell import page
from api.workbench.supervise import pushed
from mediation import pages
from mediation.casework import agenda, searching
from mediation.casework.people import names_of
from mediation.casework.searching import Wanted
from mediation.errors import NotFound
from mediation.facts.known import civil_day
from mediation.vocabulary import Role

router = APIRouter()
MEDIA = {
    "workbench.css": "text/css",
    "workbench.js": "text/javascript",
    "drafts.js": "text/javascript",
    "rows.js": "text/javascript",
    "progress.js": "text/javascript",
    "icon.svg": "image/svg+xml",
}
MOST_CARDS, MOST_WAITING = 7, 20
TABS = {
    "now": {"zh": "现在要办", "en": "To do now"},
    "all": {"zh": "全部待办", "en": "All to do"},
    "handed": {"zh": "我交办的", "en": "Handed on by me"},
    "paused": {"zh": "暂停", "en": "Suspended"},
}
"""The tabs of the desk, by their word in the address."""
KEYS = (
    ("/", {"zh": "查找案件", "en": "Find a case"}),
    ("?", {"zh": "本页", "en": "This page"}),
    ("N", {"zh": "新建案件", "en": "New case"}),
    ("G H · G C · G M", {"zh": "去工作台、案件、群体性争议", "en": "Go to the desk, cases, group matters"}),
    ("G I · G D · G S", {"zh": "去法院收件、日程、司法确认", "en": "Go to the inbox, calendar, confirmation"}),
    ("J · K", {"zh": "下一行、上一行", "en": "Next row, row before"}),
    ("Enter", {"zh": "打开所在的行", "en": "Open the row"}),
    ("L", {"zh": "为所在的行或者本案记一次联系", "en": "Log a contact on the row or the case"}),
    ("M", {"zh": "把所在的卡片移动到…", "en": "Move the card to…"}),
    ("Ctrl+Enter", {"zh": "提交表单", "en": "Send the form"}),
)
"""What a key does, on every page; a queue has its own besides."""


@router.get("/")
def home(read: Reads, tab: str = "now") -> Response:
    """Show what is to be done now, the worst first, a verb on every card; or what was handed on, or is suspended."""
    visit, person_id = read.visit, read.me.person_id
    tab = tab if tab in TABS else "now"
    wanted = Wanted(organisation_id=read.me.organisation_id, handed=tab == "handed", paused=tab == "paused")
    day = agenda.day(visit.db, visit.desk, person_id, wanted.organisation_id, visit.now, primary)
    listed = tab in {"handed", "paused"}
    lines = searching.find(visit.db, visit.desk, person_id, wanted, visit.now).items if listed else ()
    own = searching.hats(visit.db, person_id, wanted.organisation_id, visit.now)
    shown = day.tasks if tab == "all" else day.tasks[:MOST_CARDS]
    return page(
        read,
        "home.html",
        tab=tab,
        tabs=[each for each in TABS.items() if each[0] != "all" or tab == "all"],
        title=TABS[tab],
        tasks=shown,
        more=len(day.tasks) - MOST_CARDS,
        meetings=day.meetings,
        waiting=day.waiting[:MOST_WAITING],
        lines=lines,
        logs=any(m.role is not Role.COURT_CLERK for m in own),
        today=civil_day(visit.now),
        pushed=pushed(read),
        names=names_of(visit.db, {ref for line in (*lines, *(t.line for t in shown)) for ref in line.mediators}),
    )


@router.get("/keys")
def keys(read: Reads) -> Response:
    """Show the keys, and let them be turned off."""
    return page(read, "keys.html", keys=KEYS)


@router.get("/static/{name}")
def static(name: str) -> Response:
    """Return a file of ours; its address holds its digest, so it may be kept for a year."""
    if name not in MEDIA:
        raise NotFound("没有这个地址。", "There is no such address.")
    headers = {"Cache-Control": "public, max-age=31536000, immutable"}
    return Response(pages.asset(name)[0], headers=headers, media_type=MEDIA[name])
