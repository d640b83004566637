"""An account that holds nothing is closed."""

from __future__ import annotations

import pytest
from eth_utils.crypto import keccak

from tests.contracts.banking import Banking
from tests.contracts.restrictions import Restriction, restricted
from tests.contracts.support import reverts


@pytest.mark.requirement("BANK-1")
def test_close_account__empty__receives_no_more(banking: Banking) -> None:
    world, token = banking.world, banking.a
    token.redeem(1_000, keccak(text="out"), by=world.investor_a)
    sent = token.closeAccount(world.investor_a, by=world.bank_a)
    assert sent.logs == [token.log("AccountClosed", world.investor_a)]
    with restricted(Restriction.NOT_CUSTOMER, "0x" + "00" * 20, world.investor_a, 5):
        token.mint(world.investor_a, 5, keccak(text="x"), by=world.bank_a)


@pytest.mark.requirement("BANK-1")
def test_close_account__with_money_or_not_open__reverts(banking: Banking) -> None:
    world, token = banking.world, banking.a
    with reverts("AccountNotEmpty", wallet=world.investor_a, balance=1_000):
        token.closeAccount(world.investor_a, by=world.bank_a)
    with reverts("AccountState", wallet=world.investor_c, open=False):
        token.closeAccount(world.investor_c, by=world.bank_a)
