"""Sealed bids on a chain: what its events tell is the auction that the pure rules decide on."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tenor.allocation.bidding import commit_intent, deposit_intent, deposit_lock, read_auction
from tenor.allocation.sealed import open_bids
from tenor.errors import InputError
from tests.contracts.SealedBids.bids import BID, FREE, SALT, Bidding, another, open_bidding
from tests.contracts.world import World


@pytest.fixture
def bidding(world: World) -> Bidding:
    return open_bidding(world)


@pytest.mark.requirement("BID-2")
def test_read_auction__some_opened_some_not__is_what_the_rules_decide(bidding: Bidding) -> None:
    world, other = bidding.world, another(bidding, "EXAMPLE-2028")
    mine, shut = bidding.commit(BID), bidding.commit(FREE)
    theirs = bidding.commit(BID, world.investor_b)
    other.commit(replace(BID, order="elsewhere"))
    bidding.close()
    bidding.open(BID)
    bidding.open(BID, world.investor_b)
    auction, openings = read_auction(world.chain, bidding.house, 0, world.chain.web3.eth.block_number)
    assert [each.value for each in auction.commitments] == [mine, shut, theirs]
    opened = open_bids(auction, openings)
    assert opened.bids == ((world.investor_a.wallet, BID), (world.investor_b.wallet, BID))
    assert [str(refusal).split(":")[0] for refusal in opened.refused] == [
        f"commitment 0x{shut.hex()} of {world.investor_a.wallet}"
    ]


def test_read_auction__free_bid__keeps_its_kind(bidding: Bidding) -> None:
    bidding.commit(FREE)
    bidding.close()
    bidding.open(FREE)
    _, openings = read_auction(bidding.world.chain, bidding.house, 0, bidding.world.chain.web3.eth.block_number)
    assert [each.bid for each in openings] == [FREE]


def test_deposit_intent__no_deposit_asked__is_refused(world: World) -> None:
    bidding = open_bidding(world, deposit=0)
    with pytest.raises(InputError, match="asks for no deposit"):
        deposit_intent(bidding.house, world.investor_a, "A1")
    assert deposit_lock(bidding.house, world.investor_a, "A1") == bytes(32)


@pytest.mark.requirement("BID-3")
@pytest.mark.parametrize("order", ["", "A 1", "A\n", "Ä1", "A" * 65])
def test_commit_intent__order_that_the_contract_does_not_open__is_refused(bidding: Bidding, order: str) -> None:
    """Who commits to it would lose the deposit."""
    with pytest.raises(InputError, match="not 1 to 64 printable ASCII"):
        commit_intent(bidding.house, bidding.world.investor_a, replace(BID, order=order), SALT)
