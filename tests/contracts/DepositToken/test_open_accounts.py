"""A bank's money is for its own customers."""

from __future__ import annotations

import pytest
from eth_utils.crypto import keccak

from tests.contracts.banking import Banking
from tests.contracts.restrictions import Restriction, restricted
from tests.contracts.support import ZERO, Refused, reverts, unauthorized, wallet


@pytest.mark.requirement("BANK-1")
def test_open_accounts__by_the_bank__lets_them_receive(banking: Banking) -> None:
    world, token = banking.world, banking.a
    with restricted(Restriction.NOT_CUSTOMER, world.investor_a, world.investor_c, 10):
        token.transfer(world.investor_c, 10, by=world.investor_a)
    sent = token.openAccounts([world.investor_c], by=world.bank_a)
    assert sent.logs == [token.log("AccountOpened", world.investor_c)]
    token.transfer(world.investor_c, 10, by=world.investor_a)
    assert (token.hasAccount(world.investor_c), token.balanceOf(world.investor_c)) == (True, 10)


@pytest.mark.requirement("BANK-1")
def test_open_accounts__customers_of_another_bank__are_none_here(banking: Banking) -> None:
    """Verified by the register that all share, and not this bank's customer all the same."""
    world, token = banking.world, banking.a
    assert not token.hasAccount(world.investor_b)
    assert not token.canReceive(world.investor_b)
    for act in (
        lambda: token.mint(world.investor_b, 5, keccak(text="x"), by=world.bank_a),
        lambda: token.forcedTransfer(world.investor_a, world.investor_b, 5, by=world.officer),
        lambda: token.batchTransfer([world.investor_b], [5], by=world.investor_a),
    ):
        with pytest.raises(Refused, match="'reason': 22"):
            act()
    assert token.messageForTransferRestriction(22) == "the receiver has no account at the bank"
    assert token.payEach([world.investor_b, world.bank_b], [5, 5], by=world.investor_a).logs == [
        token.log("Transfer", world.investor_a, world.bank_b, 5)
    ]


@pytest.mark.requirement("BANK-1")
def test_open_accounts__not_on_the_register__receive_nothing(banking: Banking) -> None:
    world, token = banking.world, banking.a
    token.openAccounts([world.outsider], by=world.bank_a)
    with restricted(Restriction.NOT_VERIFIED, ZERO, world.outsider, 5):
        token.mint(world.outsider, 5, keccak(text="x"), by=world.bank_a)


@pytest.mark.requirement("BANK-1")
def test_open_accounts__open_already_or_too_many__reverts_whole(banking: Banking) -> None:
    world, token = banking.world, banking.a
    with reverts("AccountState", wallet=world.investor_a, open=True):
        token.openAccounts([world.investor_c, world.investor_a], by=world.bank_a)
    assert not token.hasAccount(world.investor_c)
    with reverts("BatchRefused", length=201, other=201):
        token.openAccounts([wallet(number) for number in range(1, 202)], by=world.bank_a)


@pytest.mark.requirement("BANK-1")
def test_open_accounts__by_anybody_else__reverts(banking: Banking) -> None:
    world, token = banking.world, banking.a
    for stranger in (world.bank_b, world.central_bank, world.officer, world.investor_a):
        with unauthorized(stranger, "BANK_ROLE"):
            token.openAccounts([world.investor_c], by=stranger)
        with unauthorized(stranger, "BANK_ROLE"):
            token.closeAccount(world.bank_b, by=stranger)


@pytest.mark.requirement("BANK-1")
def test_open_accounts__wallet_recovered__needs_an_account_of_its_own(banking: Banking) -> None:
    world, token, fresh = banking.world, banking.a, wallet(77)
    identity = world.registry.identity(world.investor_a)
    world.register(fresh, investor=world.investor_a)
    with restricted(Restriction.NOT_CUSTOMER, world.investor_a, fresh, 1_000):
        token.recoveryAddress(world.investor_a, fresh, identity, by=world.registrar)
    token.openAccounts([fresh], by=world.bank_a)
    token.recoveryAddress(world.investor_a, fresh, identity, by=world.registrar)
    assert (token.balanceOf(fresh), token.hasAccount(fresh), token.hasAccount(world.investor_a)) == (1_000, True, False)
