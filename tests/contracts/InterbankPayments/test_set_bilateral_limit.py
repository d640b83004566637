"""A bilateral limit bounds what a bank pays net to one other between two cut-offs."""

from __future__ import annotations

import pytest

from tests.contracts.sessions import Sessions
from tests.contracts.support import reverts


@pytest.mark.requirement("SESS-8")
def test_set_bilateral_limit__net_beyond_it__refuses_the_session(sessions: Sessions) -> None:
    a, b = sessions.tokens["a"], sessions.tokens["b"]
    sent = sessions.payments.setBilateralLimit(a, b, 150, by=sessions.banks["a"])
    assert sent.logs == [sessions.payments.log("BilateralLimitSet", a, b, 150)]
    payments = [sessions.queue("ab", 400), sessions.queue("ba", 249), sessions.queue("ca", 300)]
    sessions.cut_off()
    with reverts("LimitExceeded", token=a, counterparty=b, limit=150, paid=151):
        sessions.settle(*payments)
    sessions.payments.setBilateralLimit(a, b, 151, by=sessions.banks["a"])
    sessions.settle(*payments)
    assert sessions.payments.bilateralLimitOf(a, b) == (151, 151)


@pytest.mark.requirement("SESS-8")
def test_set_bilateral_limit__of_another_bank__leaves_others_alone(sessions: Sessions) -> None:
    a, b, c = (sessions.tokens[name] for name in "abc")
    sessions.payments.setBilateralLimit(a, c, 10, by=sessions.banks["a"])
    sessions.payments.setBilateralLimit(b, a, 10, by=sessions.banks["b"])
    payment = sessions.queue("ab", 400)
    sessions.cut_off()
    sessions.settle(payment)
    assert sessions.payments.bilateralLimitOf(a, c) == (10, 0)
    assert sessions.payments.bilateralLimitOf(b, a) == (10, -400)


@pytest.mark.requirement("SESS-8")
def test_set_bilateral_limit__session_settled_in_parts__counts_them_together(sessions: Sessions) -> None:
    a, b = sessions.tokens["a"], sessions.tokens["b"]
    sessions.payments.setBilateralLimit(a, b, 150, by=sessions.banks["a"])
    first, second = sessions.queue("ab", 100), sessions.queue("ab", 51)
    sessions.cut_off()
    sessions.settle(first)
    with reverts("LimitExceeded", token=a, counterparty=b, limit=150, paid=151):
        sessions.settle(second)
    sessions.cut_off()
    sessions.settle(second)
    assert sessions.deposits() == (849, 1_151, 1_000)


@pytest.mark.requirement("SESS-8")
def test_set_bilateral_limit__not_the_bank__reverts(sessions: Sessions) -> None:
    a, b = sessions.tokens["a"], sessions.tokens["b"]
    for caller in (sessions.banks["b"], sessions.world.settler, sessions.world.outsider):
        with reverts("NotYours", caller=caller):
            sessions.payments.setBilateralLimit(a, b, 1, by=caller)
