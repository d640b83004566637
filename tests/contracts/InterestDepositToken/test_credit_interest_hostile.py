"""What a bank, a customer or the numbers themselves could do to interest."""

from __future__ import annotations

import pytest
from eth_utils.crypto import keccak

from tests.contracts.earning import A_DAY
from tests.contracts.InterestDepositToken.earner import Earner, open_earner
from tests.contracts.support import unauthorized, wallet
from tests.contracts.world import World

MOST = 2**32 - 1  # [1e-9 a year]


@pytest.mark.requirement("INT-1", "INT-3")
def test_credit_interest__more_than_there_can_be__is_passed_over_and_stays_exact(world: World) -> None:
    """All the money there can be, at the highest rate there can be, for a hundred years on end."""
    earner = open_earner(world, maximumRate=MOST, rates=[MOST] * 4)
    for name, amount in (("investor_a", 2**63), ("investor_b", 2**62), ("investor_c", 100)):
        earner.book(name, amount)
    earner.pass_days(36_525)
    earner.agree()
    for name in ("investor_a", "investor_b", "investor_c"):
        world.register(earner.holder(name))
    holders = [earner.holder(name) for name in ("investor_a", "investor_b", "investor_c")]
    sent = earner.token.creditInterest(holders, by=earner.bank)
    assert [log.values[0] for log in sent.logs if log.name == "InterestCredited"] == [holders[2].wallet]
    earner.oracle.credit("investor_c")
    earner.agree()


@pytest.mark.requirement("INT-2")
def test_credit_interest__money_sent_round_over_midnight__earns_once(earner: Earner) -> None:
    """Three customers pass the same money on before and after each midnight."""
    world, names = earner.world, ("investor_a", "investor_b", "investor_c")
    earner.book("investor_a", 9_000)
    for day in range(6):
        midnight = (earner.today + 1) * A_DAY - 8 * 3_600
        world.advance(midnight - 5)
        earner.transfer(names[day % 3], names[(day + 1) % 3], 9_000)
        world.advance(midnight + 5)
        earner.transfer(names[(day + 1) % 3], names[(day + 2) % 3], 9_000)
        earner.transfer(names[(day + 2) % 3], names[(day + 1) % 3], 9_000)
    earner.agree()
    assert sum(earner.interest(name)[1] for name in names) == 6 * 9_000 * 10_000_000


@pytest.mark.requirement("INT-3")
def test_credit_interest__touched_at_every_chance__earns_no_part_more(earner: Earner) -> None:
    """Transfers of nothing and to oneself bring an account up to date, and change nothing of what it earns."""
    for name in ("investor_a", "investor_b"):
        earner.book(name, 12_345)
    for _ in range(5):
        earner.pass_days(3)
        earner.transfer("investor_a", "investor_a", 12_345)
        earner.transfer("investor_a", "investor_c", 0)
    earner.agree()
    assert earner.interest("investor_a") == earner.interest("investor_b")


@pytest.mark.requirement("INT-3", "INT-4")
def test_credit_interest__by_anybody_but_the_bank__reverts(earner: Earner) -> None:
    world = earner.world
    for stranger in (world.investor_a, world.bank_b, world.officer, world.central_bank):
        with unauthorized(stranger, "BANK_ROLE"):
            earner.token.creditInterest([world.investor_a], by=stranger)
        with unauthorized(stranger, "BANK_ROLE"):
            earner.token.setRates(earner.today + 1, [0] * 4, by=stranger)


@pytest.mark.requirement("INT-3")
def test_credit_interest__rules_that_call_back__move_no_more_than_there_is(earner: Earner) -> None:
    """Rules outside are told of new money, and try to have it credited or transferred again."""
    world, token = earner.world, earner.token
    rules = world.deploy("MockRules")
    token.setCompliance(rules, by=earner.bank)
    earner.book("investor_a", 10_000)
    earner.pass_days(73)
    for data in (
        token.data("creditInterest", [world.investor_a]),
        token.data("transferFrom", world.investor_a, world.investor_b, 10_020),
    ):
        rules.arm(token, data, by=world.operator)
        earner.credit("investor_a")
        earner.pass_days(73)
    earner.agree()


@pytest.mark.requirement("INT-5")
def test_recovery_address__by_the_lost_wallet_again__brings_nothing_twice(earner: Earner) -> None:
    world, token, fresh = earner.world, earner.token, wallet(77)
    earner.book("investor_a", 10_000)
    earner.pass_days(73)
    world.register(fresh, investor=world.investor_a)
    token.openAccounts([fresh], by=earner.bank)
    token.recoveryAddress(world.investor_a, fresh, world.registry.identity(world.investor_a), by=world.registrar)
    earner.pass_days(10)
    assert earner.interest("investor_a") == (0, 0)
    token.creditInterest([world.investor_a, fresh, world.investor_a, fresh], by=earner.bank)
    assert token.totalSupply() == token.balanceOf(fresh) == 10_023
    assert token.interestOf(fresh)[1] == 10_000 * 10_000_000 * 83 - 23 * earner.one


@pytest.mark.requirement("TOK-26", "INT-1")
def test_interest_terms__kept_where_the_standard_says__share_no_place_with_the_token(earner: Earner) -> None:
    """ERC-7201: the list of rates stands second in a struct whose place is a hash."""
    inner = int.from_bytes(keccak(text="tenor.interest")) - 1
    place = int.from_bytes(keccak(inner.to_bytes(32))) & ~0xFF
    count = earner.world.chain.rpc("eth_getStorageAt", earner.token.wallet, hex(place + 1), "latest")
    assert int(str(count), 16) == 1
    earner.set_rates(earner.today + 1, [1, 2, 3, 4])
    count = earner.world.chain.rpc("eth_getStorageAt", earner.token.wallet, hex(place + 1), "latest")
    assert int(str(count), 16) == 2
