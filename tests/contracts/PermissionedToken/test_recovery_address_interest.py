"""What a lost wallet of a bond has earned goes with its units: owed, pending and overdue, each once."""

from __future__ import annotations

from itertools import product

import pytest

from tests.contracts.PermissionedToken.kit import second_wallet
from tests.contracts.support import Deployed, reverts
from tests.contracts.world import World


@pytest.fixture
def bond(world: World) -> Deployed:
    """Investor a holds ten units, its second wallet, the outsider's, four, and the issuer the rest."""
    second_wallet(world, world.outsider, of=world.investor_a)
    world.distribute({world.investor_a: 10, world.outsider: 4})
    return world.bond


def recover(world: World) -> None:
    identity = world.registry.identity(world.investor_a)
    world.bond.recoveryAddress(world.investor_a, world.outsider, identity, by=world.registrar)


def dues(world: World) -> list[tuple[int, int]]:
    """What is owed and pending for the lost wallet and the new one."""
    return [world.bond.interestDue(holder) for holder in (world.investor_a, world.outsider)]


def bring_to(world: World, stage: str) -> None:
    """A moment in the life of two coupons; touched accounts have theirs booked, one by one where overdue."""
    if stage != "before":
        world.record(1)
    if stage in {"funded", "open", "paid", "second"}:
        world.fund_coupon(1)
    if stage in {"open", "paid", "second"}:
        world.advance(world.dates[0]["payTime"])
    if stage == "paid":
        world.bond.payCoupons([world.outsider], by=world.outsider)
    if stage in {"second", "overdue"}:
        world.record(2)


STAGES = ["before", "recorded", "funded", "open", "paid", "second", "overdue"]


@pytest.mark.requirement("TOK-20", "BOND-4")
@pytest.mark.parametrize(("stage", "touched"), product(STAGES, [(), (0,), (1,), (0, 1)]))
def test_recovery_address__interest__moves_once_whatever_its_state(
    world: World, bond: Deployed, stage: str, touched: tuple[int, ...]
) -> None:
    """T-REX PR #220, and the issue's own words: the unpaid coupon follows, exactly once."""
    bring_to(world, stage)
    wallets = (world.investor_a, world.outsider)
    for index in touched:  # a transfer to oneself moves nothing; one to and fro books what is earned
        bond.transfer(world.investor_b, 2, by=wallets[index])
        bond.transfer(wallets[index], 2, by=world.investor_b)
    before = dues(world)
    recover(world)
    assert dues(world) == [(0, 0), tuple(map(sum, zip(*before, strict=True)))]
    world.mature()
    everybody = [*wallets, world.investor_b, world.issuer]
    bond.payCoupons(everybody, by=world.paying_agent)
    total = sum(bond.coupon(number)["amountPerUnit"] for number in (1, 2))
    assert [world.cash.balanceOf(wallet) for wallet in wallets] == [0, 14 * total]
    bond.redeem(everybody, by=world.paying_agent)
    assert (world.cash.balanceOf(bond), bond.totalSupply()) == (0, 0)
    assert world.cash.balanceOf(world.outsider) == 14 * (total + bond.terms()["unitFace"])


@pytest.mark.requirement("TOK-20")
def test_recovery_address__interest_without_units__is_enough_to_recover_and_once(world: World, bond: Deployed) -> None:
    amount = world.record(1)
    bond.transfer(world.investor_b, 10, by=world.investor_a)
    recover(world)
    assert dues(world) == [(0, 0), (0, 14 * amount)]
    with reverts("NothingToRecover", wallet=world.investor_a):
        recover(world)


@pytest.mark.requirement("TOK-20")
def test_recovery_address__interest_earned_and_not_booked_on_no_units__is_nothing(world: World, bond: Deployed) -> None:
    bond.transfer(world.investor_b, 10, by=world.investor_a)
    bond.allowSettlement(allowed=False, by=world.investor_a)
    world.record(1)
    with reverts("NothingToRecover", wallet=world.investor_a):
        recover(world)


@pytest.mark.requirement("TOK-20", "BOND-11")
def test_recovery_address__frozen_wallets__are_paid_all_the_same(world: World, bond: Deployed) -> None:
    amount = world.open_coupon(1)
    bond.setAddressFrozen(world.investor_a, freeze=True, by=world.officer)
    recover(world)
    bond.payCoupons([world.investor_a, world.outsider], by=world.paying_agent)
    assert world.cash.balanceOf(world.outsider) == 14 * amount
