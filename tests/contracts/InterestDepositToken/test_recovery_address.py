"""What an account has earned follows its holder, and does not vanish with the account."""

from __future__ import annotations

import pytest

from tests.contracts.InterestDepositToken.earner import Earner
from tests.contracts.support import reverts, wallet


def recover(earner: Earner, fresh: str) -> None:
    world = earner.world
    world.register(fresh, investor=world.investor_a)
    if not earner.token.hasAccount(fresh):
        earner.token.openAccounts([fresh], by=earner.bank)
    identity = world.registry.identity(world.investor_a)
    earner.token.recoveryAddress(world.investor_a, fresh, identity, by=world.registrar)


@pytest.mark.requirement("INT-5")
def test_recovery_address__interest_earned__goes_to_the_new_wallet(earner: Earner) -> None:
    token, fresh = earner.token, wallet(77)
    earner.book("investor_a", 10_000)
    earner.pass_days(73)
    recover(earner, fresh)
    assert earner.interest("investor_a") == (0, 0)
    assert token.interestOf(fresh) == (20, 20 * earner.one)
    earner.pass_days(73)
    assert (token.interestOf(fresh), earner.interest("investor_a")) == ((40, 40 * earner.one), (0, 0))
    token.creditInterest([fresh, earner.world.investor_a], by=earner.bank)
    assert token.balanceOf(fresh) == token.totalSupply() == 10_040


@pytest.mark.requirement("INT-5")
def test_recovery_address__new_wallet_with_interest_of_its_own__has_both(earner: Earner) -> None:
    world, token, fresh = earner.world, earner.token, wallet(77)
    world.register(fresh, investor=world.investor_a)
    token.openAccounts([fresh], by=earner.bank)
    token.mint(fresh, 5_000, b"\x05" * 32, by=earner.bank)
    earner.book("investor_a", 10_000)
    earner.pass_days(73)
    recover(earner, fresh)
    assert token.interestOf(fresh) == (30, 30 * earner.one)


@pytest.mark.requirement("INT-5")
def test_recovery_address__nothing_left_but_interest__still_moves(earner: Earner) -> None:
    token, fresh = earner.token, wallet(77)
    earner.book("investor_a", 10_000)
    earner.pass_days(73)
    earner.redeem("investor_a", 10_000)
    recover(earner, fresh)
    token.creditInterest([fresh], by=earner.bank)
    assert (token.balanceOf(fresh), earner.interest("investor_a")) == (20, (0, 0))


@pytest.mark.requirement("INT-5")
def test_close_account__interest_left__reverts_until_it_is_credited_and_paid_out(earner: Earner) -> None:
    world, token = earner.world, earner.token
    earner.book("investor_a", 10_000)
    earner.pass_days(73)
    earner.redeem("investor_a", 10_000)
    with reverts("InterestLeft", wallet=world.investor_a, amount=20):
        token.closeAccount(world.investor_a, by=earner.bank)
    earner.credit("investor_a")
    earner.redeem("investor_a", 20)
    token.closeAccount(world.investor_a, by=earner.bank)
    assert not token.hasAccount(world.investor_a)


@pytest.mark.requirement("INT-5")
def test_close_account__less_than_half_a_minor_unit__ends_with_it(earner: Earner) -> None:
    """Opened again it begins at nothing, neither with what was left nor with what was rounded up."""
    world, token = earner.world, earner.token
    for days in (100, 200):
        earner.book("investor_a", 100)
        earner.pass_days(days)
        earner.redeem("investor_a", 100)
        if days == 200:
            token.creditInterest([world.investor_a], by=earner.bank)
            token.redeem(1, b"\x09" * 32, by=world.investor_a)
        assert earner.interest("investor_a")[1] != 0
        token.closeAccount(world.investor_a, by=earner.bank)
        assert earner.interest("investor_a") == (0, 0)
        token.openAccounts([world.investor_a], by=earner.bank)


@pytest.mark.requirement("INT-5")
def test_close_account__of_deposits_that_earn_nothing__is_as_before(earner: Earner) -> None:
    earner.token.closeAccount(earner.world.investor_c, by=earner.bank)
    with reverts("AccountState", wallet=earner.world.investor_c, open=False):
        earner.token.closeAccount(earner.world.investor_c, by=earner.bank)
