"""The buyer withdraws what the seller has not confirmed."""

from __future__ import annotations

import pytest
from eth_utils.crypto import keccak

from tests.contracts.conditional import FAILURE, UNITS, Conditional, encrypted
from tests.contracts.support import Sent, reverts

NONE, CONFIRMED, CANCELLED = 0, 2, 5


def cancel(trade: Conditional, amount: int = UNITS, by: object = None) -> Sent:
    terms = (trade.id(), amount, trade.seller, keccak(FAILURE), encrypted(FAILURE))
    sent: Sent = trade.locking.cancelTransfer(*terms, by=by or trade.buyer)
    return sent


@pytest.mark.requirement("XCH-9")
def test_cancel_transfer__before_the_seller_confirms__ends_it_for_good(trade: Conditional) -> None:
    trade.incept_delivery()
    assert cancel(trade).logs == [trade.locking.log("TransferCancelled", trade.id())]
    for act in (trade.incept_delivery, trade.confirm):
        with reverts("WrongDeliveryStatus", id=trade.id(), status=CANCELLED):
            act()


def test_cancel_transfer__nothing_incepted_or_confirmed_already__reverts(trade: Conditional) -> None:
    with reverts("WrongDeliveryStatus", id=trade.id(), status=NONE):
        cancel(trade)
    trade.confirmed()
    with reverts("WrongDeliveryStatus", id=trade.id(), status=CONFIRMED):
        cancel(trade)


def test_cancel_transfer__by_another_or_of_another_amount__reverts(trade: Conditional) -> None:
    trade.incept_delivery()
    with reverts("IdMismatch", id=trade.id(), expected=trade.id(buyer=trade.seller)):
        cancel(trade, by=trade.seller)
    with reverts("TermsMismatch", id=trade.id()):
        cancel(trade, amount=1)
