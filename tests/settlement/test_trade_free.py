"""Trades free of payment as the contract takes them: no money, no amount, and the same in what is signed."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tenor.campaign.actors import cast_of
from tenor.campaign.plan import Desk, open_desk
from tenor.settlement.trade import Trade, trade_digest, trade_reference
from tests.campaigns import small_campaign
from tests.contracts import signing
from tests.contracts.support import ZERO


@pytest.fixture(scope="module")
def desk() -> Desk:
    campaign = small_campaign()
    return open_desk(campaign, cast_of(campaign))


@pytest.mark.requirement("DVP-14")
def test_trade_digest__nothing_paid__names_no_money(desk: Desk) -> None:
    a, b = desk.cast.investors["INV-A"], desk.cast.investors["INV-B"]
    trade = Trade("SEC-0", a, b, 5, 0, 1_684_425_600, 1_684_511_999, 7)
    message = {
        "tradeReference": trade_reference("SEC-0"),
        "seller": a.wallet,
        "buyer": b.wallet,
        "security": desk.venue.bond,
        "units": 5,
        "cash": ZERO,
        "amount": 0,
        "settleFrom": trade.settle_from,
        "settleBy": trade.settle_by,
        "nonce": 7,
    }
    venue = replace(desk.venue)
    assert trade_digest(venue, trade) == signing.trade_digest(message, venue.dvp, chain_id=venue.chain_id)
