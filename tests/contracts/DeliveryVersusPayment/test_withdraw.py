"""A consent given on chain is taken back until the other side has consented, and not after."""

from __future__ import annotations

import pytest

from tests.contracts.DeliveryVersusPayment.matched import MATCHED, UNMATCHED, Matched
from tests.contracts.support import reverts


@pytest.mark.requirement("DVP-7")
def test_withdraw__alone__takes_the_consent_back(matched: Matched) -> None:
    world, reference = matched.deal.world, matched.deal.trade["tradeReference"]
    world.dvp.affirm(*matched.args, by=world.investor_a)
    sent = world.dvp.withdraw(*matched.args, by=world.investor_a)
    assert sent.logs == [world.dvp.log("AffirmationWithdrawn", matched.digest, reference, world.investor_a)]
    sent = world.dvp.affirm(*matched.args, by=world.investor_b)
    assert [log.name for log in sent.logs] == ["TradeAffirmed"]
    assert matched.status() == UNMATCHED


@pytest.mark.requirement("DVP-7")
def test_withdraw__after_the_match__reverts(matched: Matched) -> None:
    world = matched.deal.world
    for party in (world.investor_a, world.investor_b):
        world.dvp.affirm(*matched.args, by=party)
    for party in (world.investor_a, world.investor_b):
        with reverts("WrongTradeStatus", digest=matched.digest, status=MATCHED):
            world.dvp.withdraw(*matched.args, by=party)


@pytest.mark.requirement("DVP-7")
def test_withdraw__what_was_not_given__reverts(matched: Matched) -> None:
    world = matched.deal.world
    world.dvp.affirm(*matched.args, by=world.investor_a)
    with reverts("WrongTradeStatus", digest=matched.digest, status=UNMATCHED):
        world.dvp.withdraw(*matched.args, by=world.investor_b)
    with reverts("NotParty", caller=world.settler):
        world.dvp.withdraw(*matched.args, by=world.settler)
