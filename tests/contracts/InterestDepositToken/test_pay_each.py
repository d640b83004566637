"""Every way in which a balance changes counts in first what it has earned."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from eth_abi.abi import encode
from eth_utils.crypto import keccak

from tests.contracts.InterestDepositToken.earner import Earner
from tests.contracts.PermissionedToken.locking import lock_id
from tests.contracts.restrictions import LIMITS, RULES


def _spend(earner: Earner) -> None:
    world, reference = earner.world, keccak(text="L")
    terms = (reference, 400, world.investor_b.wallet, world.settler.wallet, world.now + 60)
    packed = encode(["(bytes32,uint256,address,address,uint40)"], [terms])
    earner.token.createLock(packed, bytes(32), bytes(32), b"", by=world.investor_a)
    lock = lock_id(earner.token, world.investor_a, world.investor_a, reference)
    earner.token.spendLock(lock, b"", b"", by=world.settler)


WAYS = {
    "payEach": lambda e: e.token.payEach([e.world.investor_b], [400], by=e.world.investor_a),
    "batchTransfer": lambda e: e.token.batchTransfer([e.world.investor_b] * 2, [100, 300], by=e.world.investor_a),
    "transferFrom": lambda e: e.token.transferFrom(e.world.investor_a, e.world.investor_b, 400, by=e.world.investor_c),
    "forcedTransfer": lambda e: e.token.forcedTransfer(e.world.investor_a, e.world.investor_b, 400, by=e.world.officer),
    "settleNet": lambda e: e.token.settleNet(
        [e.world.investor_a, e.world.investor_b], [-400, 400], 0, by=e.world.become(e.world.dvp.wallet)
    ),
    "spendLock": _spend,
}


def touched(earner: Earner, way: Callable[[Earner], object]) -> None:
    """Both have earned for ten days; 400 move; both earn for ten more."""
    earner.book("investor_a", 30_000)
    earner.book("investor_b", 9_900)
    earner.token.approve(earner.world.investor_c, 400, by=earner.world.investor_a)
    earner.token.allowSettlement(allowed=True, by=earner.world.investor_a)
    earner.pass_days(10)
    way(earner)
    earner.moved("investor_a", "investor_b", 400)
    earner.agree()
    earner.pass_days(10)
    earner.agree()


@pytest.mark.requirement("INT-1")
@pytest.mark.parametrize("way", WAYS)
def test_pay_each__and_every_other_way__counts_in_what_both_have_earned(earner: Earner, way: str) -> None:
    touched(earner, WAYS[way])


@pytest.mark.requirement("INT-1")
@pytest.mark.parametrize("way", ["payEach", "batchTransfer", "settleNet"])
def test_pay_each__under_rules_that_keep_count__counts_in_the_same(earner: Earner, way: str) -> None:
    earner.token.setRules({**RULES, "maxHolding": 10**9}, by=earner.world.officer)
    earner.token.setLimits({**LIMITS, "daily": 10**9}, by=earner.world.officer)
    touched(earner, WAYS[way])


@pytest.mark.requirement("INT-1")
def test_pay_each__several_to_one_and_to_oneself__counts_in_once(earner: Earner) -> None:
    world = earner.world
    earner.book("investor_a", 30_000)
    earner.pass_days(7)
    receivers = [world.investor_b, world.investor_b, world.investor_a, world.outsider]
    earner.token.payEach(receivers, [100, 200, 5, 7], by=world.investor_a)
    earner.moved("investor_a", "investor_b", 300)
    earner.pass_days(7)
    earner.agree()


@pytest.mark.requirement("INT-1")
def test_debit__payment_to_another_bank__ends_what_it_earned_from_that_day(earner: Earner) -> None:
    """Out of the account by the payment system, free or locked, and into it."""
    world, token = earner.world, earner.token
    system = world.become(world.banking["InterbankPayments"].wallet)
    earner.book("investor_a", 30_000)
    earner.pass_days(10)
    token.debit(world.investor_a, 12_000, by=system)
    token.credit(world.investor_b, 5_000, by=system)
    earner.sync()
    earner.oracle.move("investor_a", -12_000)
    earner.oracle.move("investor_b", 5_000)
    earner.pass_days(10)
    token.allowSettlement(allowed=True, by=world.investor_a)
    terms = {"lockReference": bytes(32), "amount": 500, "receiver": "0x" + "00" * 20, "spender": system.wallet,
             "expiry": world.now + 60}  # fmt: skip
    token.createLockFor(world.investor_a, terms, by=system)
    token.debitLocked(lock_id(token, system, world.investor_a, bytes(32)), by=system)
    earner.sync()
    earner.oracle.move("investor_a", -500)
    earner.redeem("investor_a", 3)
    earner.pass_days(10)
    earner.agree()
