"""Calldata that is no encoding of a payment: what would be signed or known by it is nothing that was meant."""

from __future__ import annotations

import pytest

from tests.contracts.banking import CONFIRMED, Banking
from tests.contracts.support import Refused, transact

MEMBERS = ["uetr", "payer", "payee", "payerToken", "payeeToken", "amount", "method", "purpose", "deadline"]
LEFT = {"uetr", "purpose"}  # of which the low bytes are spare


def dirty(data: bytes, member: str) -> bytes:
    """The same call with a bit set in what the member does not use."""
    place = 4 + 32 * MEMBERS.index(member) + (31 if member in LEFT else 0)
    return data[:place] + b"\x01" + data[place + 1 :]


@pytest.mark.requirement("IBP-5")
@pytest.mark.parametrize("member", MEMBERS)
@pytest.mark.parametrize("method", [0, 1, CONFIRMED])
def test_pay__calldata_with_spare_bits_set__reverts(banking: Banking, member: str, method: int) -> None:
    world, payments = banking.world, banking.payments
    payment = banking.payment(method=method)
    data = dirty(payments.data("pay", payment), member)
    with pytest.raises(Refused):
        transact(world.chain, world.investor_a, payments.wallet, data)
    assert (banking.money(), banking.a.lockedBalanceOf(world.investor_a)) == ((1_000, 1_000, 1_000, 1_000), 0)


@pytest.mark.requirement("IBP-5")
def test_pay__method_out_of_range__reverts(banking: Banking) -> None:
    payments, payment = banking.payments, banking.payment()
    data = payments.data("pay", payment)
    place = 4 + 32 * MEMBERS.index("method") + 31
    with pytest.raises(Refused):
        transact(
            banking.world.chain, banking.world.investor_a, payments.wallet, data[:place] + b"\x04" + data[place + 1 :]
        )
