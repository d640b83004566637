"""What a transaction called, from within contracts too."""

from __future__ import annotations

import pytest
from eth_typing import HexStr

from tenor.chain.connection import Chain
from tenor.chain.trace import calls_of
from tenor.errors import ConnectionFailed
from tests.contracts.world import World


def test_calls_of__call_within_a_call__are_both_there_in_order(world: World) -> None:
    claimer = world.deploy("MockClaimer")
    mask, masked = b"\x01" * 32, b"\x03" * 32
    data = claimer.data("claim", world.cash, bytes(32), masked, mask)
    sent = {"from": world.outsider.wallet, "to": claimer.wallet, "data": "0x" + data.hex(), "gas": hex(10**6)}
    transaction = str(world.chain.rpc("eth_sendTransaction", sent))
    world.chain.web3.eth.wait_for_transaction_receipt(HexStr(transaction))
    first, second, *_ = calls_of(world.chain, transaction)
    assert first == (claimer.wallet, data)
    assert second[0] == world.cash.wallet
    assert b"\x02" * 32 in second[1]


def test_calls_of__no_such_transaction__raises(chain: Chain) -> None:
    with pytest.raises(ConnectionFailed, match="has no trace of transaction 0x0000"):
        list(calls_of(chain, "0x" + "00" * 32))
