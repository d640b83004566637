"""Coins of a test network are the cash of trades that settle at once, and of nothing that needs more than ERC-20."""

from __future__ import annotations

from dataclasses import replace

import pytest
from eth_utils.abi import function_signature_to_4byte_selector
from eth_utils.crypto import keccak

from tests.contracts.DeliveryVersusPayment.cycles import ring
from tests.contracts.DeliveryVersusPayment.deal import UNITS, Deal
from tests.contracts.DeliveryVersusPayment.matched import LOCKED, Matched
from tests.contracts.signing import PLAIN, bound, separator, sign, struct_hash
from tests.contracts.support import Deployed, reverts
from tests.contracts.world import World

PRICE = 750_000_000  # [minor]
PERMIT = "Permit(address owner,address spender,uint256 value,uint256 nonce,uint256 deadline)"
LOCK_FOR = function_signature_to_4byte_selector("createLockFor(address,(bytes32,uint256,address,address,uint40))")
SETTLE_NET = function_signature_to_4byte_selector("settleNet(address[],int256[],uint256)")


@pytest.fixture
def coins(world: World) -> Deployed:
    return world.banking["TestStablecoin"]


@pytest.fixture
def deal(world: World, coins: Deployed) -> Deal:
    """Investor a sells six units to investor b, who has coins and lets the venue take them."""
    world.distribute({world.investor_a: 10, world.investor_b: 10, world.investor_c: 10})
    for party in (world.investor_a, world.investor_b, world.investor_c):
        coins.faucet(1_000_000_000, by=party)
        coins.approve(world.dvp, 2**256 - 1, by=party)
    trade = {
        "tradeReference": keccak(text="COINS"), "seller": world.investor_a.wallet, "buyer": world.investor_b.wallet,
        "security": world.bond.wallet, "units": UNITS, "cash": coins.wallet, "amount": PRICE,
        "settleFrom": world.now, "settleBy": world.now + 3_600, "nonce": 7,
    }  # fmt: skip
    return Deal(replace(world, cash=coins), trade)


@pytest.mark.requirement("COIN-2", "DVP-1")
def test_transfer__as_the_cash_leg_of_a_trade__moves_with_the_units(deal: Deal) -> None:
    deal.settle()
    assert deal.holdings() == (4, 16, 1_750_000_000, 250_000_000)


@pytest.mark.requirement("COIN-2", "DVP-1")
def test_transfer_from__more_than_the_buyer_has__leaves_both_legs(deal: Deal) -> None:
    with reverts("ERC20InsufficientBalance", sender=deal.world.investor_b, balance=10**9, needed=10**9 + 1):
        deal.settle(amount=10**9 + 1)
    assert deal.holdings() == (10, 10, 10**9, 10**9)


@pytest.mark.requirement("COIN-2")
def test_approve__by_a_permit__lets_the_venue_settle(deal: Deal, coins: Deployed) -> None:
    world = deal.world
    coins.approve(world.dvp, 0, by=world.investor_b)
    with reverts("ERC20InsufficientAllowance", spender=world.dvp, allowance=0, needed=PRICE):
        deal.settle()
    values = {"owner": world.investor_b.wallet, "spender": world.dvp.wallet, "value": PRICE,
              "nonce": coins.nonces(world.investor_b), "deadline": world.now + 60}  # fmt: skip
    digest = bound(struct_hash(PERMIT, values), "TEST USD - no value", coins.wallet)
    assert coins.DOMAIN_SEPARATOR() == separator("TEST USD - no value", coins.wallet)
    signature = sign(world.keys[world.investor_b.key].key, digest)
    coins.permit(
        world.investor_b, world.dvp, PRICE, values["deadline"], signature[64], signature[:32], signature[32:64],
        by=world.outsider,
    )  # fmt: skip
    deal.settle()
    assert deal.holdings() == (4, 16, 1_750_000_000, 250_000_000)


@pytest.mark.requirement("COIN-2", "DVP-9")
def test_transfer__trade_that_locks_both_sides__is_refused_by_name(deal: Deal) -> None:
    world = deal.world
    world.bond.allowSettlement(allowed=True, by=world.investor_a)
    matched = Matched(deal, {**PLAIN, **LOCKED})
    with reverts("NotSupported", selector=LOCK_FOR):
        matched.match()
    assert deal.holdings() == (10, 10, 10**9, 10**9)
    assert (world.bond.lockedBalanceOf(world.investor_a), matched.status()) == (0, 0)


@pytest.mark.requirement("COIN-2", "NET-1")
def test_transfer__cycle_that_settles_by_nets__is_refused_by_name(deal: Deal) -> None:
    cycle = ring(deal.world, [(0, 1, 6, 100), (1, 2, 5, 100)])
    with reverts("NotSupported", selector=SETTLE_NET):
        cycle.settle()
    assert deal.holdings() == (10, 10, 10**9, 10**9)
    assert not deal.world.dvp.isNonceSpent(deal.world.investor_a, 5 << 8)


@pytest.mark.requirement("COIN-2")
def test_transfer__matched_without_locks__settles_when_it_is_due(deal: Deal) -> None:
    matched = Matched(deal)
    matched.match()
    matched.settle()
    assert deal.holdings() == (4, 16, 1_750_000_000, 250_000_000)
