"""Facts are loaded in a number of statements that nothing lets grow, and every rule declares what it reads."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import Engine, event

from mediation.casework import explaining
from mediation.casework.explaining import board
from mediation.casework.loading import load_groups, load_organisations
from mediation.casework.opened import open_for
from mediation.casework.standing import load_standing
from mediation.effects.all import EFFECTS
from mediation.engine.decision import BoundRule, bound, needs
from mediation.engine.shapes import Ask, AskType, Item
from mediation.facts.columns import changed
from mediation.facts.known import GROUPS, MORE_GROUPS, Facts, Given, GroupNotLoaded, Said
from mediation.records.database import reading
from mediation.rules.all import RULES
from tests.casework.steps import accepted
from tests.stories import assigned, effective, in_mediation, registered
from tests.world import COURT, MONDAY, CaseAt, World, person_id


@contextmanager
def counted(engine: Engine) -> Iterator[list[str]]:
    """Every statement that is sent while the block runs."""
    sent: list[str] = []

    def note(*args: Any) -> None:
        sent.append(args[2])

    event.listen(engine, "before_cursor_execute", note)
    yield sent
    event.remove(engine, "before_cursor_execute", note)


def explained(world: World, case: CaseAt, *, others: bool = False) -> list[str]:
    with counted(world.desk.engine) as sent, reading(world.desk.engine) as db:
        opened = open_for(db, world.desk, person_id("head"), case.id, world.now, groups=())
        proceeding = explaining.proceeding_of(opened, case.proceeding("labour_mediation"))
        sent.clear()
        explaining.next_steps(db, world.desk, opened, proceeding, others=others)
        return list(sent)


def test_explaining_costs_the_same_however_many_parties_and_claims_there_are(small_world: World) -> None:
    case, ids = registered(small_world)
    few = explained(small_world, case)
    for number in range(12):
        case.act("registrar", "add_party", kind="employer", side="respondent", name=f"江州第{number}物流有限公司")
        case.act(
            "registrar", "add_claim", item="other", claimant=ids["worker"], respondent=ids["employer"], amount="1.00"
        )

    many = explained(small_world, case)

    assert len(many) == len(few) > 0


def test_explaining_every_move_costs_one_statement_a_group_at_most(small_world: World) -> None:
    case, _ = in_mediation(small_world)

    every = explained(small_world, case, others=True)

    assert len(every) <= len(GROUPS)
    assert len(every) == len(set(every))


def test_an_act_costs_the_same_however_long_the_history_is(small_world: World) -> None:
    case, ids = registered(small_world)
    contact = {"party": ids["worker"], "channel": "phone", "outcome": "spoken"}

    def cost() -> int:
        with counted(small_world.desk.engine) as sent:
            case.act("registrar", "log_contact", **contact)
        return len(sent)

    cost()
    first = cost()
    for _ in range(20):
        case.act("registrar", "log_contact", **contact)

    assert cost() == first


def on_board(world: World, cases: list[str]) -> tuple[int, dict[str, list[Any]]]:
    with counted(world.desk.engine) as sent, reading(world.desk.engine) as db:
        shown = board(db, world.desk, person_id("head"), cases, world.now)
    return len(sent), shown


def test_a_board_of_two_hundred_cases_costs_what_a_board_of_five_does(small_world: World) -> None:
    cases = [assigned(small_world)[0].id, *(registered(small_world)[0].id for _ in range(3))]
    cases += [small_world.open().id for _ in range(196)]
    on_board(small_world, cases[:1])

    few, _ = on_board(small_world, cases[:5])
    many, shown = on_board(small_world, cases)

    assert many == few
    assert len(shown) == 200
    assert "assign" in {move.name for move in shown[cases[0]]}


def test_a_board_leaves_out_what_is_not_for_the_reader(small_world: World) -> None:
    case = small_world.open()
    with reading(small_world.desk.engine) as db:
        shown = board(db, small_world.desk, person_id("stranger"), [case.id], small_world.now)

    assert shown == {}


def facts_of(world: World, case: CaseAt, procedure: str, act: str, groups: frozenset[str]) -> Facts:
    """The facts of a case with these groups and no other."""
    with reading(world.desk.engine) as db:
        opened = open_for(db, world.desk, person_id("head"), case.id, world.now)
        loaded = load_groups(db, [case.id], groups - {"organisations"})[case.id]
        organisations = load_organisations(db, [case_org(opened), COURT]) if "organisations" in groups else {}
        parts = load_standing(db, case.id, [person_id("mediator")]) if "standing" in groups else None
    found = [p for p in opened.facts.proceedings if p.procedure == procedure]
    proceeding = found[-1] if found else changed(opened.facts.proceedings[0], procedure=procedure)
    acting = replace(opened.facts.acting, name=act, seq=opened.folder.seq + 1)
    known = Facts(acting=acting, case=opened.case, proceeding=proceeding, groups=loaded, parts=parts)
    return replace(known, organisations=organisations)


def case_org(opened: Any) -> str:
    return str(opened.case.organisation_id)


@pytest.mark.parametrize("group", sorted(GROUPS))
def test_a_group_that_was_not_asked_for_cannot_be_read(small_world: World, group: str) -> None:
    case = small_world.open()
    facts = facts_of(small_world, case, "labour_mediation", "register", frozenset())

    with pytest.raises(GroupNotLoaded, match=group):
        _ = facts.words("some-reference") if group == "texts" else getattr(facts, group)


def answered(asks: dict[str, Ask], ids: dict[str, str], way: int) -> Given:
    """Answers of the right types: first options and much given, or last options and little."""

    def one(name: str, ask: Item) -> Any:
        if ask.type is AskType.CHOICE:
            return list(ask.options)[0 if way == 0 else -1]
        if ask.type is AskType.LIST:
            assert isinstance(ask, Ask)
            return [{sub: one(sub, item) for sub, item in ask.items.items()}]
        simple: dict[AskType, Any] = {
            AskType.TEXT: Said("said", "9月1日前" if name == "due_wording" else "周行远"),
            AskType.DATE: MONDAY.date(),
            AskType.DATETIME: MONDAY,
            AskType.MONEY: 1_860_000,
            AskType.BOOL: way == 0,
            AskType.INTEGER: 1,
            AskType.PARTY: ids["worker" if way == 0 else "employer"],
            AskType.PERSON: person_id("mediator"),
            AskType.ORGANISATION: COURT,
            AskType.PAPER: "paper",
        }
        return simple[ask.type]

    return Given({name: one(name, ask) for name, ask in asks.items() if ask.required or way < 2})


def rich(world: World) -> list[tuple[CaseAt, dict[str, str]]]:
    """A case that went as far as confirmation, and one that came from a court, each with a bit of everything."""
    case, ids = effective(world)
    case.act("registrar", "add_agent", party=ids["worker"], name="程代理", authority="special")
    case.act("mediator", "record_fact", **{"class": "disputed"}, audience="joint", text="加班时数有争议。")
    case.act("mediator", "log_contact", party=ids["employer"], channel="phone", outcome="no_answer")
    case.move("mediator", "labour_mediation", "prepare_confirmation", court=COURT)
    return [(case, ids), accepted(world), in_mediation(world)]


def test_what_a_rule_declares_is_all_it_reads_exploring_and_with_any_answers(small_world: World) -> None:
    registry = small_world.desk.procedures.registry
    looked_at, lacking = set[str](), set[str]()
    for case, ids in rich(small_world):
        for procedure, definition in small_world.desk.procedures.current.items():
            for name, move in definition.moves.items():
                uses = [
                    *move.rules,
                    *(r for t in move.targets for r in t.when),
                    *(r for c in move.clocks for r in c.when),
                ]
                every = bound(definition, registry)[name]
                conditions = [every.rules, *(c for _, c in every.targets), *(c for _, c in every.clocks)]
                for use, rule in zip(uses, (rule for rules in conditions for rule in rules), strict=True):
                    own = RULES[use.name].needs
                    facts = facts_of(small_world, case, procedure, name, own)
                    ways = [answered(dict(move.asks), ids, way) for way in range(3)]
                    lacking |= {f"{use.name}: {group}" for group in undeclared(rule, facts, ways)}
                    looked_at.add(use.name)

    assert lacking == set()
    assert looked_at == {use for use in RULES if used(small_world, use)}
    assert len(looked_at) > 60


def undeclared(rule: BoundRule, facts: Facts, ways: list[Given]) -> Iterator[str]:
    """The groups a rule read though it did not declare them."""
    for given in (None, *ways):
        try:
            rule.ask(replace(facts, given=given))
        except GroupNotLoaded as missing:
            yield str(missing)


def used(world: World, rule: str) -> bool:
    from_moves = (
        use.name
        for definition in world.desk.procedures.current.values()
        for move in definition.moves.values()
        for use in (*move.rules, *(r for t in move.targets for r in t.when), *(r for c in move.clocks for r in c.when))
    )
    return rule in set(from_moves)


def test_the_needs_of_a_move_are_those_of_its_rules_and_effects(small_world: World) -> None:
    registry = small_world.desk.procedures.registry
    for definition in small_world.desk.procedures.current.values():
        for name, move in definition.moves.items():
            wanted = needs(definition, registry, [name])
            assert wanted <= GROUPS.keys() | MORE_GROUPS
            assert all(RULES[use.name].needs <= wanted for use in move.rules)
            assert all(EFFECTS[use.name].needs <= wanted for use in move.does)
