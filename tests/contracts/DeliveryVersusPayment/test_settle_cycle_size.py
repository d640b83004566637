"""The largest cycles: a hundred members and two-hundred trades in one transaction."""

from __future__ import annotations

from typing import Any

import pytest
from eth_account import Account
from eth_utils.crypto import keccak

from tests.contracts.DeliveryVersusPayment.cycles import PLACES
from tests.contracts.signing import compact, packed, sign, trade_digest
from tests.contracts.support import reverts, wallet
from tests.contracts.world import World

LIMIT = 12_000_000  # gas that no transaction may need: bench/gas/operations.py
WORD = 5


def members_of(world: World, count: int) -> list[Any]:
    """Investors with keys, on the register, who let the venue settle."""
    accounts = [Account.from_key(keccak(text=f"member {number}")) for number in range(count)]
    for first in range(0, count, 200):
        claims = [world.claim(account.address) for account in accounts[first : first + 200]]
        signatures = [compact(world.vouch(claim)) for claim in claims]
        world.registry.registerSigned(*packed(claims, world.provider, signatures), by=world.registrar)
    for account in accounts:
        member = world.become(account.address)
        for token in (world.bond, world.cash):
            token.allowSettlement(allowed=True, by=member)
    return accounts


@pytest.mark.requirement("NET-6")
@pytest.mark.parametrize(("members", "trades"), [(20, 200), (100, 200)])
def test_settle_cycle__two_hundred_trades_among_many__keeps_within_a_transaction(
    world: World, members: int, trades: int
) -> None:
    """Half of the members sell to the other half, all for the first time."""
    accounts, half = members_of(world, members), members // 2
    world.distribute({account.address: 2 * (-(-trades // half)) for account in accounts[:half]})
    for account in accounts[half:]:
        world.mint(account.address, 10_000)
    words, signatures = [], b""
    for number in range(trades):
        seller, buyer = number % half, half + (number * 7 + number // half) % half
        places = {"seller": seller, "buyer": buyer, "security": 0, "cash": 1, "units": 2, "amount": 200,
                  "settleFrom": world.now, "settleBy": world.now + 3_600, "nonce": number // half}  # fmt: skip
        reference = keccak(text=f"TRADE-{number}")
        words += [int.from_bytes(reference, "big"), sum(places[name] << at for name, at in PLACES.items())]
        trade = {
            "tradeReference": reference,
            "seller": accounts[seller].address,
            "buyer": accounts[buyer].address,
            "security": world.bond.wallet,
            "units": 2,
            "cash": world.cash.wallet,
            "amount": 200,
            "settleFrom": places["settleFrom"],
            "settleBy": places["settleBy"],
            "nonce": WORD << 8 | places["nonce"],
        }
        message = trade_digest(trade, world.dvp.wallet)
        signatures += b"".join(b"".join(compact(sign(accounts[place].key, message))) for place in (seller, buyer))
    cycle = {
        "cycleReference": keccak(text="CYCLE-1"),
        "members": [account.address for account in accounts],
        "nonceWords": [WORD] * members,
        "tokens": [world.bond.wallet, world.cash.wallet],
        "trades": words,
    }
    sent = world.dvp.settleCycle(cycle, signatures, by=world.settler)
    assert world.bond.balanceOf(accounts[-1].address) > 0
    assert sent.gas <= LIMIT, sent.gas


@pytest.mark.requirement("NET-10")
@pytest.mark.parametrize(("members", "trades"), [(101, 1), (2, 201)])
def test_settle_cycle__more_than_fit_a_transaction__reverts(world: World, members: int, trades: int) -> None:
    cycle = {
        "cycleReference": keccak(text="CYCLE-1"), "members": [wallet(1_000 + place) for place in range(members)],
        "nonceWords": [WORD] * members, "tokens": [world.bond.wallet, world.cash.wallet], "trades": [0, 0] * trades,
    }  # fmt: skip
    with reverts("InvalidCycle"):
        world.dvp.settleCycle(cycle, bytes(128 * trades), by=world.settler)
