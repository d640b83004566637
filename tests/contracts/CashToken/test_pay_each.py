"""One payment to many comes to what single transfers come to; who may not receive is passed over and told by a bit."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.contracts.Bond.test_confirm_fixing_late import undone
from tests.contracts.PermissionedToken.kit import add_rules, holdings, second_wallet, set_limits, set_rules
from tests.contracts.restrictions import Restriction, restricted
from tests.contracts.support import ZERO, Refused, Sent, reverts
from tests.contracts.world import RETAIL, World

Situation = Callable[[World], None]
START = 1_000  # what the paying agent has
PEOPLE = ("investor_a", "investor_b", "investor_c", "outsider", "paying_agent", "issuer", "cash", "bond", "nobody")
MOST = 200


def plain(_world: World) -> None:
    """No rules: the sender is read and written once."""


def frozen(world: World) -> None:
    """Part of what the sender has, and a receiver."""
    world.cash.setAddressFrozen(world.investor_b, freeze=True, by=world.officer)
    world.cash.freezePartialTokens(world.paying_agent, 300, by=world.officer)


def holding_limited(world: World) -> None:
    """The outsider is a second wallet of investor a; nobody may have more than 400."""
    second_wallet(world, world.outsider, of=world.investor_a)
    set_rules(world, world.cash, maxHolding=400)


def by_class(world: World) -> None:
    world.register(world.outsider, investorClass=RETAIL)
    set_rules(world, world.cash, excludedClasses=1 << RETAIL)


def volumes(world: World) -> None:
    set_limits(world, world.cash, daily=600)


def holders(world: World) -> None:
    set_limits(world, world.cash, maxHolders=3)


def multiples(world: World) -> None:
    set_limits(world, world.cash, multiple=5)


def approvals(world: World) -> None:
    set_rules(world, world.cash, approvalNeeded=True)
    for name in ("investor_a", "investor_b"):
        world.cash.approveTransfer(world.paying_agent, getattr(world, name), 100, world.now + 10**6, by=world.custodian)


def outside(world: World) -> None:
    add_rules(world, world.cash)


def refusing(world: World) -> None:
    add_rules(world, world.cash).become(1, by=world.operator)


SITUATIONS: list[Situation] = [
    plain, frozen, holding_limited, by_class, volumes, holders, multiples, approvals, outside, refusing,
]  # fmt: skip


def begin(world: World, situation: Situation) -> None:
    """The paying agent has money under such rules; holders are counted only while nobody holds anything yet."""
    if situation is holders:
        holders(world)
    world.mint(world.paying_agent, START)
    if situation is not holders:
        situation(world)


def wallet_of(world: World, name: str) -> str:
    return ZERO if name == "nobody" else getattr(world, name).wallet


def state(world: World) -> list[Any]:
    """Everything that payments can change."""
    wallets = [wallet_of(world, name) for name in PEOPLE]
    return [holdings(world.cash, *wallets), world.cash.limits(), world.cash.totalSupply()]


def one_by_one(world: World, items: list[tuple[str, int]]) -> tuple[list[Any], list[Any], int]:
    """Logs, state and refusals of single transfers; nothing is sent for nothing, and to oneself is refused."""
    logs: list[Any] = []
    refused = 0
    for index, (name, amount) in enumerate(items):
        if amount == 0:
            continue
        if name == "paying_agent":
            refused |= 1 << index
            continue
        try:
            logs += world.cash.transfer(wallet_of(world, name), amount, by=world.paying_agent).logs
        except Refused:
            refused |= 1 << index
    return logs, state(world), refused


def pay(world: World, items: list[tuple[str, int]]) -> tuple[Sent, int]:
    """The payment, and the refusals that it answers with."""
    arguments = ([wallet_of(world, name) for name, _ in items], [amount for _, amount in items])
    call = {
        "from": world.paying_agent.wallet,
        "to": world.cash.wallet,
        "data": "0x" + world.cash.data("payEach", *arguments).hex(),
    }
    answer: Any = world.chain.rpc("eth_call", call, "latest")
    return world.cash.payEach(*arguments, by=world.paying_agent), int(answer, 16)


amounts = st.sampled_from([0, 1, 5, 100, 399, 400, 401, 700, 1_000, 1_001, 2**64, 2**256 - 1]) | st.integers(0, 500)


@pytest.mark.requirement("CASH-4")
@pytest.mark.parametrize("situation", SITUATIONS)
@settings(max_examples=20, suppress_health_check=[*HealthCheck])
@given(items=st.lists(st.tuples(st.sampled_from(PEOPLE), amounts), max_size=7))
def test_pay_each__any_list__comes_to_what_its_transfers_come_to(
    session_world: World, situation: Situation, items: list[tuple[str, int]]
) -> None:
    world = session_world
    with undone(world):
        begin(world, situation)
        with undone(world):
            logs, afterwards, refused = one_by_one(world, items)
        sent, told = pay(world, items)
        assert (sent.logs, state(world), told) == (logs, afterwards, refused)


@pytest.mark.requirement("CASH-4")
def test_pay_each__bits__are_the_places_of_those_refused(world: World) -> None:
    world.mint(world.paying_agent, START)
    items = [
        ("outsider", 1),
        ("investor_a", 600),
        ("investor_b", 401),
        ("outsider", 0),
        ("investor_c", 400),
        ("bond", 1),
    ]
    _, refused = pay(world, items)
    assert refused == 0b100101
    assert holdings(world.cash, world.investor_a, world.investor_b, world.investor_c) == [600, 0, 400]


@pytest.mark.requirement("CASH-4")
def test_pay_each__longest_list__is_paid_whole_and_a_longer_one_refused(world: World) -> None:
    world.mint(world.paying_agent, START)
    _, refused = pay(world, [("investor_a", 5)] * MOST)
    assert refused == 0
    assert world.cash.balanceOf(world.investor_a) == START
    for lengths in ((MOST + 1, MOST + 1), (1, 2), (1, 0), (0, 1)):
        with reverts("BatchRefused", length=lengths[0], other=lengths[1]):
            world.cash.payEach([world.investor_a.wallet] * lengths[0], [0] * lengths[1], by=world.paying_agent)


@pytest.mark.requirement("CASH-4")
def test_pay_each__last_of_the_longest_list__has_the_highest_bit(world: World) -> None:
    world.mint(world.paying_agent, START)
    _, refused = pay(world, [("investor_a", 5)] * (MOST - 1) + [("outsider", 5)])
    assert refused == 1 << (MOST - 1)


@pytest.mark.requirement("CASH-4")
def test_pay_each__nobody__pays_nothing(world: World) -> None:
    sent, refused = pay(world, [])
    assert (sent.logs, refused) == ([], 0)


@pytest.mark.requirement("CASH-4", "TOK-10")
@pytest.mark.parametrize("items", [[], [("investor_a", 1)]])
def test_pay_each__paused_or_closed__reverts_whole(world: World, items: list[tuple[str, int]]) -> None:
    world.mint(world.paying_agent, START)
    arguments = ([wallet_of(world, name) for name, _ in items], [amount for _, amount in items])
    set_rules(world, world.cash, closedFrom=1, closedUntil=2**40 - 1)
    with restricted(Restriction.CLOSED_PERIOD, world.paying_agent, ZERO, 0):
        world.cash.payEach(*arguments, by=world.paying_agent)
    world.cash.pause(by=world.pauser)
    with restricted(Restriction.PAUSED, world.paying_agent, ZERO, 0):
        world.cash.payEach(*arguments, by=world.paying_agent)


@pytest.mark.requirement("CASH-4")
@pytest.mark.parametrize("limited", [False, True])
def test_pay_each__sender_frozen__refuses_everybody(world: World, limited: bool) -> None:  # noqa: FBT001
    world.mint(world.paying_agent, START)
    if limited:
        set_rules(world, world.cash, maxHolding=2**63)
    world.cash.setAddressFrozen(world.paying_agent, freeze=True, by=world.officer)
    _, refused = pay(world, [("investor_a", 1), ("investor_b", 0), ("investor_c", 2)])
    assert refused == 0b101
    assert world.cash.balanceOf(world.paying_agent) == START


@pytest.mark.requirement("CASH-4")
def test_pay_each__rules_outside_that_fail_when_told__reverts_whole(world: World) -> None:
    world.mint(world.paying_agent, START)
    add_rules(world, world.cash).become(3, by=world.operator)
    with reverts("Unwilling"):
        world.cash.payEach([world.investor_a], [1], by=world.paying_agent)
    assert world.cash.balanceOf(world.paying_agent) == START
