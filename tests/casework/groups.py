"""A group matter of invented workers against one invented employer, and the acts that carry it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import httpx2

from tests.stories import credit_code, identity
from tests.world import STREET, CaseAt, World, person_id

HEADER = "姓名\t证件号码\t电话\t住址\t请求项目\t金额\t户名\t账号\t开户行"
EMPLOYER = {
    "name": "江州远达物流有限公司（虚构）",
    "identity": credit_code(),
    "address": "江州市城东区货运路8号（虚构）",
    "representative": "钱如海",
}
SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈"
MEDIATION = "labour_mediation"


def worker(number: int, **over: str) -> str:
    """One worker as a line of a sheet; the same number is the same worker."""
    name = f"{SURNAMES[number % 14]}{'甲乙丙丁戊己'[number // 14]}"
    cells = {
        "name": name,
        "identity": identity(f"99010119{80 + number % 20}0315{number:03d}"),
        "phone": f"138{number:08d}",
        "address": f"江州市城东区宿舍{number}号（虚构）",
        "item": "拖欠工资",
        "amount": f"{1000 * (number + 1)}.00",
        "account_name": name,
        "account_number": f"62{number:017d}",
        "account_bank": "江州银行城东支行（虚构）",
        **over,
    }
    return "\t".join(cells.values())


def sheet(*lines: str) -> str:
    """A sheet with its header row."""
    return "\n".join([HEADER, *lines])


def opened_matter(world: World, who: str = "registrar", **over: Any) -> str:
    """A matter without a case yet."""
    form = {"organisation_id": STREET, "source": "application", "nature": "labour", "cause": "追索劳动报酬争议"}
    answer = world.call("POST", "/matters", who, json={**form, "employer": EMPLOYER, **over})
    assert answer.status_code == 201, answer.text
    return str(answer.json()["matter"]["id"])


def paste(world: World, matter: str, text: str, who: str = "registrar", *, opens: bool = True, key: str = "") -> Any:
    """Paste a sheet that can be read, and return what is said of it."""
    headers = {"Idempotency-Key": key} if key else {}
    body = {"text": text, "opens": opens}
    answer = world.call("POST", f"/matters/{matter}/workers", who, json=body, headers=headers)
    assert answer.status_code == 200, answer.text
    return answer.json()


def group(world: World, number: int = 12) -> str:
    """A matter with so many workers, a case each."""
    matter = opened_matter(world)
    told = paste(world, matter, sheet(*(worker(place) for place in range(number))))
    assert told["counts"]["opened"] == number, told
    return matter


def send(world: World, who: str, matter: str, path: str, key: str = "", **form: Any) -> httpx2.Response:
    """Ask for something on each case of a matter."""
    headers = {"Idempotency-Key": key} if key else {}
    return world.call("POST", f"/matters/{matter}/{path}", who, json=form, headers=headers)


def each(
    world: World,
    who: str,
    matter: str,
    move: str,
    /,
    cases: Sequence[Any] = (),
    procedure: str = MEDIATION,
    **answers: Any,
) -> Any:
    """Make a move in each case (or those given, by id), and return the rows."""
    form: dict[str, Any] = {"answers": answers, "cases": [c if isinstance(c, dict) else {"case_id": c} for c in cases]}
    answer = send(world, who, matter, f"moves/{procedure}/{move}", **form)
    assert answer.status_code == 200, answer.text
    return answer.json()


def view(world: World, matter: str, who: str = "head") -> Any:
    """The matter's sheet."""
    return world.get(f"/matters/{matter}", who)


def case_ids(world: World, matter: str) -> list[str]:
    """The cases, in the order of their numbers."""
    return [row["case_id"] for row in view(world, matter)["rows"]]


def in_mediation(world: World, number: int = 12) -> str:
    """A matter whose cases were registered, accepted, given to the mediator and met on."""
    matter = group(world, number)
    each(world, "registrar", matter, "register", form="written", received_on="2026-08-03")
    each(world, "registrar", matter, "record_consent", party={"$": "employer"}, channel="phone")
    each(world, "registrar", matter, "accept")
    each(world, "head", matter, "assign", mediator=mediator())
    checks: dict[str, Any] = dict.fromkeys(("identity_checked", "rights_told", "sham_told", "address_confirmed"), True)
    told = each(world, "mediator", matter, "hold_meeting", channel="in_person", place="调解室（虚构）", **checks)
    assert told["counts"]["done"] == number, told
    return matter


def mediator() -> str:
    """The id of the mediator."""
    return person_id("mediator")


TERM = {
    "kind": "payment",
    "claim": {"$": "claim"},
    "payer": {"$": "employer"},
    "payee": {"$": "worker"},
    "amount": {"$": "amount"},
    "tax": "before",
    "insurance_included": False,
    "due_on": "2026-09-01",
    "method": "银行转账至劳动者本人账户",
}


def drafted(world: World, number: int = 12) -> str:
    """A matter in which every worker has an agreement in draft and its paper, each over that worker's own sum."""
    matter = in_mediation(world, number)
    facts = [{"fact": "劳动者的工资自2026年6月起未支付。"}]
    each(world, "mediator", matter, "record_undisputed_facts", facts=facts, all_agreed=True)
    each(world, "mediator", matter, "draft_agreement", terms=[TERM], no_more_dispute=True)
    issued = send(world, "mediator", matter, "papers", kind="agreement")
    assert issued.json()["counts"]["done"] == number, issued.text
    return matter


def signed(world: World, matter: str, cases: Sequence[str] = ()) -> None:
    """Both parties, the mediator and the organisation sign in the cases given, or in all."""
    for capacity in (
        {"capacity": "party", "party": {"$": "worker"}, "form": "fingerprint"},
        {"capacity": "party", "party": {"$": "employer"}, "form": "sealed"},
        {"capacity": "mediator", "mediator": mediator(), "form": "signed"},
        {"capacity": "organisation", "form": "sealed"},
    ):
        told = each(world, "mediator", matter, "record_signature", cases, **capacity)
        assert told["counts"]["done"] == (len(cases) or len(told["rows"])), told


def at(world: World, case_id: str) -> CaseAt:
    """A case of the matter, to act on alone."""
    return CaseAt(world, case_id)
