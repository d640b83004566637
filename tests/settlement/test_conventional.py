"""Units held for a payment outside the chain: the operator's word gives them to the buyer or back, so does time."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tenor.chain.intent import Intent, Movement
from tenor.settlement.conventional import Delivery
from tests.contracts.support import Sent, reverts, transact
from tests.contracts.world import World

UNITS = 20


@pytest.fixture
def delivery(world: World) -> Delivery:
    """The issuer's delivery of 20 units to investor a, with the central bank as the payment's operator."""
    world.distribute({})
    return Delivery(
        "test", "PRI-1", world.bond.wallet, world.issuer, world.investor_a, UNITS, 1_000_000, "HKD",
        world.central_bank, world.now + 3_600,
    )  # fmt: skip


def send(world: World, intent: Intent) -> Sent:
    return transact(world.chain, intent.actor, intent.to, bytes.fromhex(intent.data[2:]))


def held(world: World, delivery: Delivery) -> tuple[int, int]:
    """Units of the buyer, and locked units of the issuer."""
    return world.bond.balanceOf(delivery.buyer), world.bond.lockedBalanceOf(delivery.seller)


@pytest.mark.requirement("RAIL-2")
def test_held__units__stay_the_sellers_and_cannot_go_elsewhere(world: World, delivery: Delivery) -> None:
    sent = send(world, delivery.held("settle"))
    assert held(world, delivery) == (0, UNITS)
    assert world.bond.log("UnitsLocked", delivery.lock, delivery.buyer, UNITS, delivery.deadline) in sent.logs
    everything = world.bond.balanceOf(world.issuer)
    with reverts(
        "ERC7943InsufficientUnfrozenBalance",
        account=world.issuer,
        amount=everything,
        unfrozen=everything - UNITS,
    ):
        world.bond.transfer(world.investor_b, everything, by=world.issuer)


@pytest.mark.requirement("RAIL-2")
def test_released__by_the_operator__gives_the_buyer_the_units_with_its_reference(
    world: World, delivery: Delivery
) -> None:
    send(world, delivery.held("settle"))
    intent = delivery.released("settle", "RTGS-7")
    sent = send(world, intent)
    assert held(world, delivery) == (UNITS, 0)
    assert world.bond.log("LockSpent", delivery.lock, world.central_bank, b"RTGS-7") in sent.logs
    assert intent.movements == (Movement(world.bond.wallet, world.issuer.wallet, world.investor_a.wallet, UNITS),)
    with reverts("LockNotActive", lockId=delivery.lock):
        send(world, intent)


@pytest.mark.requirement("RAIL-2")
def test_released__by_anybody_else__reverts(world: World, delivery: Delivery) -> None:
    send(world, delivery.held("settle"))
    for caller in (world.investor_a, world.issuer, world.settler):
        with reverts("LockUnauthorized", lockId=delivery.lock, spender=world.central_bank, caller=caller):
            send(world, replace(delivery.released("settle", "RTGS-7"), actor=caller))
    assert held(world, delivery) == (0, UNITS)


@pytest.mark.requirement("RAIL-3")
def test_given_back__payment_failed__units_are_the_sellers_for_good(world: World, delivery: Delivery) -> None:
    send(world, delivery.held("settle"))
    send(world, delivery.given_back("settle", "AC04"))
    assert held(world, delivery) == (0, 0)
    with reverts("LockNotActive", lockId=delivery.lock):
        send(world, delivery.released("settle", "RTGS-7"))


@pytest.mark.requirement("RAIL-3")
def test_given_back__no_word_by_the_deadline__is_anybodys_to_ask(world: World, delivery: Delivery) -> None:
    send(world, delivery.held("settle"))
    back = replace(delivery.given_back("settle", "TM01"), actor=world.outsider)
    with reverts("LockUnauthorized", lockId=delivery.lock, spender=world.central_bank, caller=world.outsider):
        send(world, back)
    world.advance(delivery.deadline + 1)
    with reverts("LockTime", lockId=delivery.lock, expiry=delivery.deadline, time=world.now + 1):
        send(world, delivery.released("settle", "RTGS-7"))
    send(world, back)
    assert held(world, delivery) == (0, 0)


@pytest.mark.requirement("RAIL-2")
def test_held__twice_under_one_reference__reverts(world: World, delivery: Delivery) -> None:
    send(world, delivery.held("settle"))
    with reverts("LockExists", lockId=delivery.lock):
        send(world, delivery.held("settle"))
