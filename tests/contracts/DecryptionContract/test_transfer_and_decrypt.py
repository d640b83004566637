"""The payer pays: whether its lock is as agreed decides which key is asked for."""

from __future__ import annotations

from typing import Any

import pytest
from eth_utils.crypto import keccak

from tests.contracts.conditional import AMOUNT, FAILURE, SUCCESS, Conditional, encrypted
from tests.contracts.support import reverts

NONE, SUCCESS_REQUESTED, FAILURE_REQUESTED = 0, 2, 3


def requested(trade: Conditional) -> tuple[int, bytes]:
    payment = trade.decryption.paymentOf(trade.id())
    return payment["status"], payment["keyHash"]


@pytest.mark.requirement("XCH-8")
def test_transfer_and_decrypt__money_locked__asks_for_the_success_key_and_moves_nothing(trade: Conditional) -> None:
    trade.incept_payment()
    trade.lock_money()
    sent = trade.pay()
    assert sent.logs == [trade.decryption.log("TransferKeyRequested", trade.buyer, trade.id(), encrypted(SUCCESS))]
    assert requested(trade) == (SUCCESS_REQUESTED, keccak(SUCCESS))
    assert trade.money() == (0, 1_000, AMOUNT)


@pytest.mark.requirement("XCH-8")
def test_transfer_and_decrypt__nothing_locked__asks_for_the_failure_key(trade: Conditional) -> None:
    trade.incept_payment()
    sent = trade.pay()
    assert sent.logs == [trade.decryption.log("TransferKeyRequested", trade.buyer, trade.id(), encrypted(FAILURE))]
    assert requested(trade) == (FAILURE_REQUESTED, keccak(FAILURE))


@pytest.mark.requirement("XCH-8")
@pytest.mark.parametrize(
    "changes",
    [
        {"amount": AMOUNT - 1},
        {"amount": AMOUNT + 1},
        {"receiver": "investor_c"},
        {"spender": "settler"},
        {"spend": keccak(b"another condition")},
        {"cancel": keccak(b"another condition")},
    ],
    ids=lambda change: next(iter(change)),
)
def test_transfer_and_decrypt__lock_under_other_terms__is_no_payment(
    trade: Conditional, changes: dict[str, Any]
) -> None:
    trade.incept_payment()
    trade.lock_money(
        **{name: getattr(trade.world, each) if isinstance(each, str) else each for name, each in changes.items()}
    )
    trade.pay()
    assert requested(trade)[0] == FAILURE_REQUESTED


@pytest.mark.requirement("XCH-8")
@pytest.mark.parametrize(("late", "status"), [(0, SUCCESS_REQUESTED), (1, FAILURE_REQUESTED)])
def test_transfer_and_decrypt__at_and_after_the_locks_expiry__is_and_is_not_a_payment(
    trade: Conditional, late: int, status: int
) -> None:
    trade.incept_payment()
    expiry = trade.world.now + 50
    trade.lock_money(expiry=expiry)
    trade.pay(at=expiry + late)
    assert requested(trade)[0] == status


@pytest.mark.requirement("XCH-6")
def test_transfer_and_decrypt__other_terms_than_incepted__reverts(trade: Conditional) -> None:
    trade.incept_payment()
    trade.lock_money()
    others = (
        {"amount": AMOUNT - 1},
        {"to": trade.world.investor_c},
        {"by": trade.seller},
        {"success": encrypted(SUCCESS) + b"!"},
        {"failure": encrypted(b"\x05" * 32)},
    )
    for other in others:
        with reverts("TermsMismatch", id=trade.id()):
            trade.pay(**other)
    assert trade.money() == (0, 1_000, AMOUNT)


def test_transfer_and_decrypt__nothing_incepted_or_twice__reverts(trade: Conditional) -> None:
    with reverts("WrongDecryptionStatus", id=trade.id(), status=NONE):
        trade.pay()
    trade.asked()
    with reverts("WrongDecryptionStatus", id=trade.id(), status=SUCCESS_REQUESTED):
        trade.pay()
