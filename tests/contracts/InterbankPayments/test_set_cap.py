"""A cap bounds what a bank pays net between two cut-offs."""

from __future__ import annotations

import pytest

from tests.contracts.sessions import Sessions
from tests.contracts.support import reverts


@pytest.mark.requirement("SESS-7")
def test_set_cap__net_beyond_it__refuses_the_session(sessions: Sessions) -> None:
    token = sessions.tokens["a"]
    sent = sessions.payments.setCap(token, 150, by=sessions.banks["a"])
    assert sent.logs == [sessions.payments.log("CapSet", token, 150)]
    payments = [sessions.queue("ab", 400), sessions.queue("ba", 249)]
    sessions.cut_off()
    with reverts("CapExceeded", token=token, cap=150, paid=151):
        sessions.settle(*payments)
    sessions.payments.setCap(token, 151, by=sessions.banks["a"])
    sessions.settle(*payments)
    assert sessions.payments.capOf(token) == (151, 151)


@pytest.mark.requirement("SESS-7")
def test_set_cap__session_settled_in_parts__counts_them_together(sessions: Sessions) -> None:
    token = sessions.tokens["a"]
    sessions.payments.setCap(token, 150, by=sessions.banks["a"])
    first, second = sessions.queue("ab", 100), sessions.queue("ac", 51)
    sessions.cut_off()
    sessions.settle(first)
    with reverts("CapExceeded", token=token, cap=150, paid=151):
        sessions.settle(second)
    sessions.cut_off()
    assert sessions.payments.capOf(token) == (150, 0)
    sessions.settle(second)
    assert sessions.payments.capOf(token) == (150, 51)


@pytest.mark.requirement("SESS-7")
def test_set_cap__what_comes_in__gives_room(sessions: Sessions) -> None:
    token = sessions.tokens["a"]
    sessions.payments.setCap(token, 100, by=sessions.banks["a"])
    incoming, outgoing = sessions.queue("ba", 200), sessions.queue("ac", 300)
    sessions.cut_off()
    sessions.settle(incoming)
    assert sessions.payments.capOf(token) == (100, -200)
    sessions.settle(outgoing)
    assert sessions.payments.capOf(token) == (100, 100)


@pytest.mark.requirement("SESS-7")
def test_set_cap__none__bounds_nothing(sessions: Sessions) -> None:
    token = sessions.tokens["a"]
    sessions.payments.setCap(token, 1, by=sessions.banks["a"])
    sessions.payments.setCap(token, 0, by=sessions.banks["a"])
    payment = sessions.queue("ab", 400)
    sessions.cut_off()
    sessions.settle(payment)
    assert sessions.payments.capOf(token) == (0, 0)


@pytest.mark.requirement("SESS-7")
def test_set_cap__not_the_bank__reverts(sessions: Sessions) -> None:
    for caller in (sessions.banks["b"], sessions.world.settler, sessions.world.outsider):
        with reverts("NotYours", caller=caller):
            sessions.payments.setCap(sessions.tokens["a"], 1, by=caller)
    with reverts("BankNotAvailable", token=sessions.banking.reserves):
        sessions.payments.setCap(sessions.banking.reserves, 1, by=sessions.world.central_bank)
