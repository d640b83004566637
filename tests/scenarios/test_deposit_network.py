"""deposit-network: the day is what its seed draws, everybody can afford it, and its books agree."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Any

import pytest

from tenor.money.payment import Method
from tenor.reports.check import Check
from tenor.reports.page import Table
from tenor.scenarios.deposit_network import SCENARIO, orders, people, story
from tenor.scenarios.deposit_network.orders import CLOSES, OPENS, Fate, Plan, draw_plan
from tenor.scenarios.deposit_network.outcome import Outcome, read_outcome
from tenor.scenarios.deposit_network.people import CUSTOMERS, HOUSES, draw_customers
from tenor.scenarios.scenario import Setting, Told
from tests.scenarios.test_catalogue import Quiet


def drawn(seed: int) -> Plan:
    random = Random(seed)  # noqa: S311 -- a generated day, no secret
    return draw_plan(random, draw_customers(random))


@pytest.mark.requirement("SCEN-1")
def test_draw_plan__same_seed__is_the_same_day_and_another_is_another() -> None:
    assert drawn(7) == drawn(7)
    assert drawn(7) != drawn(8)


@pytest.mark.requirement("SCEN-3")
@pytest.mark.parametrize("seed", range(5))
def test_draw_plan__any_seed__is_affordable_and_has_every_way_and_fate(seed: int) -> None:
    plan = drawn(seed)
    spent: Counter[int] = Counter()
    for order in plan.orders:
        spent[order.payer.number] += order.amount
        assert order.payer.house is not order.payee.house
        assert order.method is not Method.CORRESPONDENT or order.payer.house.nostros
        assert OPENS <= order.at < CLOSES
    for _, payer, payee, amount in plan.inside:
        spent[payer.number] += amount
        assert payer.house is payee.house
    assert [each.name for each in plan.customers if spent[each.number] > each.deposit] == []
    assert len({order.uetr for order in plan.orders}) == len(plan.orders)
    assert {order.method for order in plan.orders} == set(Method)
    fates = {order.fate for order in plan.orders}
    assert {Fate.FAILED, Fate.SILENT, Fate.RECALLED, Fate.RETURNED, Fate.URGENT} <= fates


@pytest.mark.requirement("SCEN-3")
def test_draw_customers__any_seed__have_names_of_their_own_at_every_bank() -> None:
    customers = draw_customers(Random(1))  # noqa: S311 -- as above
    assert len({each.name for each in customers}) == CUSTOMERS
    assert Counter(each.house.code for each in customers) == dict.fromkeys((house.code for house in HOUSES), 30)


@pytest.fixture(scope="module")
def told() -> Told:
    """A smaller day, lived through."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(people, "CUSTOMERS", 40)
        patch.setattr(orders, "PAYMENTS", 70)
        return SCENARIO.tell(Setting(Path(), 11), Quiet())


@pytest.mark.requirement("SCEN-3", "IBP-10")
def test_tell__a_day__agrees_and_settles_in_four_ways(told: Told) -> None:
    assert told.page.verdict.ok, told.page.verdict.difference
    ways: Mapping[str, Mapping[str, Any]] = {each["method"]: each for each in told.data["ways"]}
    assert list(ways) == ["reserves", "correspondent", "confirmed", "netted"]
    assert all(each["final"] for each in ways.values())
    assert ways["reserves"]["reserves_moved"] == ways["reserves"]["value"]
    assert (ways["correspondent"]["reserves_moved"], ways["confirmed"]["reserves_moved"]) == ("0.00", None)
    states = {each["state"] for each in told.data["payments"]}
    assert {"final", "sent back to the payer", "final, held by the payee's bank"} <= states
    assert all(each["agrees"] for each in told.data["banks"])
    assert any("ERC20InsufficientBalance" in each["reason"] for each in told.data["refused"])  # the bank that is short


@pytest.mark.requirement("SCEN-3", "IBP-11")
def test_tell__statements__close_where_their_lines_lead(told: Told) -> None:
    for statement in told.data["statements"]:
        balances = [statement["opening"], *(line["balance"] for line in statement["lines"])]
        assert balances[-1] == statement["closing"]
    blocks = next(section.blocks for section in told.page.sections if section.anchor == "statements")
    captions = [block.caption for block in blocks if isinstance(block, Table)]
    assert any(caption.endswith("at PKB") for caption in captions)  # who holds money for the customer that is blocked


@pytest.mark.requirement("SCEN-1")
def test_tell__check_that_differs__is_in_the_verdict(monkeypatch: pytest.MonkeyPatch) -> None:
    def spoiled(course: Any) -> Outcome:  # noqa: ANN401 -- as read_outcome takes it
        outcome = read_outcome(course)
        return replace(outcome, checks=[*outcome.checks, Check("planted", 1, "one: here 1, there 2")])

    monkeypatch.setattr(people, "CUSTOMERS", 40)
    monkeypatch.setattr(orders, "PAYMENTS", 12)
    monkeypatch.setattr(story, "read_outcome", spoiled)
    found = SCENARIO.tell(Setting(Path(), 11), Quiet())
    assert (found.page.verdict.ok, found.page.verdict.difference) == (False, "planted: one: here 1, there 2")
