"""Consent on chain: the second one matches."""

from __future__ import annotations

import pytest
from eth_utils.crypto import keccak

from tests.contracts.DeliveryVersusPayment.matched import MATCHED, UNMATCHED, Matched
from tests.contracts.support import reverts


@pytest.mark.requirement("DVP-6")
def test_affirm__by_both__matches(matched: Matched) -> None:
    world, trade = matched.deal.world, matched.deal.trade
    reference, digest = trade["tradeReference"], matched.digest
    sent = world.dvp.affirm(*matched.args, by=world.investor_b)
    assert sent.logs == [world.dvp.log("TradeAffirmed", digest, reference, world.investor_b)]
    assert (matched.status(), world.dvp.isAffirmed(digest, world.investor_b)) == (UNMATCHED, True)
    sent = world.dvp.affirm(*matched.args, by=world.investor_a)
    assert sent.logs == [
        world.dvp.log("TradeAffirmed", digest, reference, world.investor_a),
        world.dvp.log("TradeMatched", digest, reference, world.investor_a, world.investor_b, False),  # noqa: FBT003
    ]
    assert matched.status() == MATCHED
    assert matched.deal.untouched()


@pytest.mark.requirement("DVP-6")
def test_affirm__one_field_apart__does_not_match(matched: Matched) -> None:
    world, (trade, details) = matched.deal.world, matched.args
    world.dvp.affirm(trade, details, by=world.investor_a)
    for changed in ({"units": 5}, {"amount": 1}, {"settleBy": trade["settleBy"] + 1}, {"tradeReference": keccak(b"x")}):
        sent = world.dvp.affirm({**trade, **changed}, details, by=world.investor_b)
        assert [log.name for log in sent.logs] == ["TradeAffirmed"]
    sent = world.dvp.affirm(trade, {**details, "minimumPart": 1}, by=world.investor_b)
    assert [log.name for log in sent.logs] == ["TradeAffirmed"]
    assert matched.status() == UNMATCHED


@pytest.mark.requirement("DVP-6")
def test_affirm__by_nobodys_party_or_twice__reverts(matched: Matched) -> None:
    world = matched.deal.world
    with reverts("NotParty", caller=world.investor_c):
        world.dvp.affirm(*matched.args, by=world.investor_c)
    world.dvp.affirm(*matched.args, by=world.investor_a)
    with reverts("WrongTradeStatus", digest=matched.digest, status=UNMATCHED):
        world.dvp.affirm(*matched.args, by=world.investor_a)


@pytest.mark.requirement("DVP-6")
def test_affirm__one_on_chain_and_one_signed__settles_at_once_or_matches(matched: Matched) -> None:
    world, deal = matched.deal.world, matched.deal
    world.dvp.affirm(*matched.args, by=world.investor_a)
    with reverts("NotSigned", party=world.investor_b):
        world.dvp.settle(deal.trade, b"", b"", by=world.settler)
    world.dvp.settle(deal.trade, b"", deal.signature("investor_b"), by=world.settler)
    assert deal.holdings()[:2] == (4, 6)
    with reverts("NonceSpent", party=world.investor_a, nonce=7):
        world.dvp.matchTrade(*matched.args, b"", matched.signature("investor_b"), by=world.investor_b)


@pytest.mark.requirement("DVP-4")
def test_affirm__past_the_deadline__does_not_match(matched: Matched) -> None:
    world, trade = matched.deal.world, matched.deal.trade
    by = trade["settleBy"]
    world.dvp.affirm(*matched.args, by=world.investor_a, at=by)
    with reverts("OutsideSettlementWindow", settleFrom=trade["settleFrom"], settleBy=by, time=by + 1):
        world.dvp.affirm(*matched.args, by=world.investor_b, at=by + 1)
