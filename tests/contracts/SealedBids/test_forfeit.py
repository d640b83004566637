"""Who does not open loses the deposit to the seller, whoever asks for it."""

from __future__ import annotations

import pytest
from eth_utils.crypto import keccak

from tests.contracts.SealedBids.bids import FREE, Bidding, open_bidding
from tests.contracts.support import reverts
from tests.contracts.world import World

FORFEITED = 3


@pytest.mark.requirement("BID-5")
def test_forfeit__not_opened_in_time__gives_the_seller_the_deposit(bidding: Bidding) -> None:
    world, value = bidding.world, bidding.commit()
    before = world.cash.balanceOf(world.issuer)
    bidding.end()
    sent = bidding.forfeit(value)
    assert sent.logs[0] == bidding.bids.log("DepositForfeited", bidding.house.auction, world.investor_a, value)
    assert (bidding.state(), world.cash.balanceOf(world.issuer) - before) == (FORFEITED, 100)
    with reverts("WrongBidState", commitment=value, bidder=world.investor_a, state=FORFEITED):
        bidding.forfeit(value)


@pytest.mark.requirement("BID-5")
def test_forfeit__while_bids_are_opened__reverts(bidding: Bidding) -> None:
    value = bidding.commit()
    bidding.close()
    window = {"from": bidding.house.opens_until + 1, "by": 2**40 - 1}
    with reverts("OutsideBidding", **window, time=bidding.world.now + 1):
        bidding.forfeit(value)


@pytest.mark.requirement("BID-5")
def test_forfeit__opened_or_never_made__reverts(bidding: Bidding) -> None:
    value, never = bidding.commit(), keccak(text="never")
    bidding.close()
    bidding.open()
    bidding.end()
    for each, state in ((value, 2), (never, 0)):
        with reverts("WrongBidState", commitment=each, bidder=bidding.world.investor_a, state=state):
            bidding.forfeit(each)
    assert bidding.world.cash.balanceOf(bidding.world.investor_a) == 1_000


@pytest.mark.requirement("BID-5")
def test_forfeit__deposit_taken_by_force__ends_the_bid(bidding: Bidding) -> None:
    """The lock ended with what it was on, and the bid does not stand for good."""
    world, value = bidding.world, bidding.commit()
    held = world.cash.balanceOf(world.investor_a)
    world.cash.forcedTransfer(world.investor_a, world.investor_b, held, by=world.officer)
    before = world.cash.balanceOf(world.issuer)
    bidding.end()
    bidding.forfeit(value)
    assert (bidding.state(), world.cash.balanceOf(world.issuer) - before) == (FORFEITED, 0)


@pytest.mark.requirement("BID-5")
def test_forfeit__no_deposit__ends_the_bid(world: World) -> None:
    bidding = open_bidding(world, deposit=0)
    value = bidding.commit(FREE)
    bidding.end()
    bidding.forfeit(value)
    assert bidding.state(FREE) == FORFEITED
