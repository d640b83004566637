"""Events as the chain holds them, in its order."""

from __future__ import annotations

import pytest
from eth_utils.crypto import keccak

from tenor.chain import events
from tenor.chain.events import Event, read_events, read_events_about, transfers
from tenor.chain.intent import Movement
from tests.contracts.support import ZERO
from tests.contracts.world import World

RECEIPTS = [keccak(text=f"receipt {number}") for number in range(3)]


def mint_three(world: World) -> tuple[int, int]:
    """Three mints in three blocks; returns the first and the last block."""
    first = world.chain.web3.eth.block_number + 1
    for number, receipt in enumerate(RECEIPTS):
        world.cash.mint(world.investor_a, number + 1, receipt, by=world.central_bank)
    return first, world.chain.web3.eth.block_number


@pytest.mark.requirement("CHAIN-10")
def test_read_events__blocks_asked_for__gives_every_event_decoded_in_order(world: World) -> None:
    first, last = mint_three(world)
    found = list(read_events(world.chain, "CashToken", world.cash.wallet, first, last))
    assert [event.name for event in found] == ["Transfer", "Minted"] * 3
    assert [event.block for event in found] == [first, first, first + 1, first + 1, last, last]
    block, holder = world.chain.web3.eth.get_block(last), world.investor_a.wallet
    minted = {"to": holder, "amount": 3, "fiatReference": RECEIPTS[2]}
    transaction = block["transactions"][0].to_0x_hex()  # type: ignore[union-attr]
    assert found[4:] == [
        Event("Transfer", {"from": ZERO, "to": holder, "value": 3}, last, 0, block["timestamp"], transaction),
        Event("Minted", minted, last, 1, block["timestamp"], transaction),
    ]


@pytest.mark.requirement("CHAIN-10")
@pytest.mark.parametrize("width", [1, 2, 3, 4])
def test_read_events__more_blocks_than_one_query__misses_none(
    world: World, monkeypatch: pytest.MonkeyPatch, width: int
) -> None:
    first, last = mint_three(world)
    whole = list(read_events(world.chain, "CashToken", world.cash.wallet, first, last))
    monkeypatch.setattr(events, "_BLOCKS_A_QUERY", width)
    assert list(read_events(world.chain, "CashToken", world.cash.wallet, first, last)) == whole


@pytest.mark.requirement("CHAIN-10")
def test_read_events__edges_of_the_range__are_included(world: World) -> None:
    first, last = mint_three(world)
    inner = read_events(world.chain, "CashToken", world.cash.wallet, first + 1, last - 1)
    assert [event.args.get("amount") for event in inner] == [None, 2]
    assert list(read_events(world.chain, "CashToken", world.cash.wallet, last + 1, last)) == []


def test_read_events__address_in_lower_case__is_the_same_contract(world: World) -> None:
    first, last = mint_three(world)
    found = list(read_events(world.chain, "CashToken", world.cash.wallet.lower(), first, last))
    assert len(found) == 6


def test_read_events__other_contracts__are_left_out(world: World) -> None:
    first, last = mint_three(world)
    assert list(read_events(world.chain, "Bond", world.bond.wallet, first, last)) == []


@pytest.mark.requirement("CHAIN-11")
def test_transfers__transaction__is_every_movement_of_every_token_in_it(world: World) -> None:
    world.distribute({world.investor_a: 3})
    world.open_coupon(1)
    world.bond.payCoupons([world.investor_a], by=world.investor_a)
    assert movements(world) == [Movement(world.cash.wallet, world.bond.wallet, world.investor_a.wallet, 3 * 1_004_178)]
    world.mint(world.investor_a, 5)
    assert movements(world) == [Movement(world.cash.wallet, None, world.investor_a.wallet, 5)]
    world.cash.redeem(5, RECEIPTS[0], by=world.investor_a)
    assert movements(world) == [Movement(world.cash.wallet, world.investor_a.wallet, None, 5)]
    world.cash.approve(world.dvp, 5, by=world.investor_a)
    assert movements(world) == []


def movements(world: World) -> list[Movement]:
    """What the latest block's one transaction moved."""
    (transaction,) = world.chain.web3.eth.get_block("latest")["transactions"]
    return list(transfers(world.chain.web3.eth.get_transaction_receipt(transaction)))  # type: ignore[arg-type]


@pytest.mark.requirement("CHAIN-10")
def test_read_events_about__first_indexed_member__is_whom_alone_it_tells_of(world: World) -> None:
    first, _ = mint_three(world)
    holder = bytes.fromhex(world.investor_a.wallet[2:]).rjust(32, b"\0")
    nobody = bytes(32)
    found = {name: list(read_events_about(world.chain, "CashToken", world.cash.wallet, first, word))
             for name, word in (("holder", holder), ("nobody", nobody))}  # fmt: skip
    assert [event.name for event in found["holder"]] == ["Minted"] * 3
    assert [event.name for event in found["nobody"]] == ["Transfer"] * 3
    assert list(read_events_about(world.chain, "CashToken", world.cash.wallet, first, keccak(text="else"))) == []
