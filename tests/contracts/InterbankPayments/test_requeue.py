"""The payer's bank orders its queue: it puts a payment at the end of the urgent or of the normal one."""

from __future__ import annotations

import pytest

from tests.contracts.banking import CONFIRMED, FINAL, PENDING
from tests.contracts.sessions import NORMAL, URGENT, Sessions
from tests.contracts.support import reverts


@pytest.mark.requirement("SESS-9")
def test_requeue__to_the_end__lets_the_next_one_pass(sessions: Sessions) -> None:
    first, second = sessions.queue("ab", 100), sessions.queue("ac", 200)
    sent = sessions.payments.requeue(first, urgent=False, by=sessions.banks["a"])
    ident = sessions.banking.id(first)
    assert sent.logs == [sessions.payments.log("PaymentQueued", ident, sessions.tokens["a"], NORMAL, 2)]
    standing = sessions.payments.queueOf(sessions.tokens["a"], NORMAL, 0, 2**256 - 1)
    assert standing == (bytes(32), sessions.banking.id(second), ident)
    sessions.cut_off()
    with reverts("NotFirst", id=ident, first=sessions.banking.id(second)):
        sessions.settle(first)
    sessions.settle(second, first)
    assert sessions.statuses([first, second]) == [FINAL, FINAL]
    assert sessions.payments.queueOf(sessions.tokens["a"], NORMAL, 3, 5) == ()
    assert sessions.payments.queueOf(sessions.tokens["a"], NORMAL, 9, 5) == ()


@pytest.mark.requirement("SESS-9")
def test_requeue__urgent_and_back__stands_in_one_queue_only(sessions: Sessions) -> None:
    payment, token = sessions.queue("ab", 100), sessions.tokens["a"]
    for urgent in (True, True, False):
        sessions.payments.requeue(payment, urgent=urgent, by=sessions.banks["a"])
    ident = sessions.banking.id(payment)
    assert sessions.payments.queueOf(token, URGENT, 0, 9) == (bytes(32), bytes(32))
    assert sessions.payments.queueOf(token, NORMAL, 0, 9) == (bytes(32), ident)
    sessions.cut_off()
    sessions.settle(payment)
    assert sessions.deposits() == (900, 1_100, 1_000)


@pytest.mark.requirement("SESS-9")
def test_requeue__keeps_its_session__settles_at_the_same_cut_off(sessions: Sessions) -> None:
    payment = sessions.queue("ab", 100)
    sessions.cut_off()
    sessions.payments.requeue(payment, urgent=True, by=sessions.banks["a"])
    sessions.settle(payment)
    assert sessions.statuses([payment]) == [FINAL]


@pytest.mark.requirement("SESS-9")
def test_requeue__not_the_payers_bank__reverts(sessions: Sessions) -> None:
    payment = sessions.queue("ab", 100)
    for caller in (sessions.banks["b"], sessions.customers["a"], sessions.world.settler):
        with reverts("NotYours", caller=caller):
            sessions.payments.requeue(payment, urgent=True, by=caller)


@pytest.mark.requirement("SESS-9")
def test_requeue__not_queued__reverts(sessions: Sessions) -> None:
    payment = sessions.queue("ab", 100)
    pending = sessions.queue("ab", 100, method=CONFIRMED)
    sessions.cut_off()
    sessions.settle(payment)
    for other, status in ((payment, FINAL), (pending, PENDING)):
        with reverts("WrongPaymentStatus", id=sessions.banking.id(other), status=status):
            sessions.payments.requeue(other, urgent=True, by=sessions.banks["a"])
