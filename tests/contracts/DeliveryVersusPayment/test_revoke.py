"""Before it is matched, a party takes a trade back; nobody else's trade can be touched this way."""

from __future__ import annotations

import pytest

from tests.contracts.DeliveryVersusPayment.matched import MATCHED, Matched
from tests.contracts.support import reverts


@pytest.mark.requirement("DVP-7")
def test_revoke__by_the_seller__makes_the_trade_impossible(matched: Matched) -> None:
    world, deal = matched.deal.world, matched.deal
    sent = world.dvp.revoke(*matched.args, b"", by=world.investor_a)
    assert sent.logs == [world.dvp.log("TradeRevoked", deal.trade["tradeReference"], world.investor_a, 7)]
    for act in (deal.settle, matched.match):
        with reverts("NonceSpent", party=world.investor_a, nonce=7):
            act()
    assert deal.untouched()


@pytest.mark.requirement("DVP-7")
def test_revoke__by_the_buyer__needs_the_sellers_consent_to_this_trade(matched: Matched) -> None:
    world = matched.deal.world
    for signature in (b"", matched.signature("investor_b"), bytes(65)):
        with reverts("NotSigned", party=world.investor_a):
            world.dvp.revoke(*matched.args, signature, by=world.investor_b)
    assert not world.dvp.isNonceSpent(world.investor_a, 7)
    world.dvp.revoke(*matched.args, matched.signature("investor_a"), by=world.investor_b)
    assert world.dvp.isNonceSpent(world.investor_a, 7)


@pytest.mark.requirement("DVP-7")
def test_revoke__by_a_buyer_of_another_trade__leaves_this_one(matched: Matched) -> None:
    """A buyer cannot spend the nonce of a trade that it has no part in."""
    world, (trade, details) = matched.deal.world, matched.args
    own = {**trade, "buyer": world.investor_c.wallet}
    with reverts("NotSigned", party=world.investor_a):
        world.dvp.revoke(own, details, matched.signature("investor_a"), by=world.investor_c)
    with reverts("NotParty", caller=world.investor_c):
        world.dvp.revoke(trade, details, matched.signature("investor_a"), by=world.investor_c)


@pytest.mark.requirement("DVP-7")
def test_revoke__after_the_match__reverts_for_both(matched: Matched) -> None:
    world = matched.deal.world
    matched.match()
    with reverts("NonceSpent", party=world.investor_a, nonce=7):
        world.dvp.revoke(*matched.args, b"", by=world.investor_a)
    with reverts("NonceSpent", party=world.investor_a, nonce=7):
        world.dvp.revoke(*matched.args, matched.signature("investor_a"), by=world.investor_b)
    assert matched.status() == MATCHED
