"""A session settles what stands first in each bank's queue by what the banks owe net, or sends it back."""

from __future__ import annotations

from typing import Any

import pytest

from tests.contracts.banking import FINAL, NETTED, QUEUED, REVERSED, SALARY, SCREENING
from tests.contracts.restrictions import insufficient
from tests.contracts.sessions import HOUR, NORMAL, URGENT, Sessions, other_cut_offs
from tests.contracts.support import ZERO, reverts

BEFORE = (1_000, 1_000, 1_000)


@pytest.fixture
def round_trip(sessions: Sessions) -> list[dict[str, Any]]:
    """A pays 900, B 800 and C 700 in a ring: 2,400 gross, 200 net."""
    return [sessions.queue("ab", 900), sessions.queue("bc", 800), sessions.queue("ca", 700)]


@pytest.mark.requirement("SESS-1")
def test_pay__netted__is_held_and_queued(sessions: Sessions) -> None:
    payment = sessions.queue("ab", 400)
    ident = sessions.banking.id(payment)
    assert sessions.banking.status(payment) == QUEUED
    assert (sessions.deposits(), sessions.reserves()) == (BEFORE, BEFORE)
    assert sessions.tokens["a"].lockedBalanceOf(sessions.customers["a"]) == 400
    assert sessions.payments.queueOf(sessions.tokens["a"], NORMAL, 0, 9) == (ident,)
    assert sessions.payments.queueOf(sessions.tokens["a"], URGENT, 0, 9) == ()
    assert sessions.payments.queueBounds(sessions.tokens["a"], NORMAL) == (0, 1)


@pytest.mark.requirement("SESS-1")
def test_pay__netted_until_before_the_cut_off__reverts(sessions: Sessions) -> None:
    cut_off = (sessions.world.now // HOUR + 1) * HOUR
    with reverts("NoSession", deadline=cut_off - 1):
        sessions.queue("ab", 400, deadline=cut_off - 1)
    assert sessions.banking.status(sessions.queue("ab", 400, deadline=cut_off)) == QUEUED


@pytest.mark.requirement("SESS-1")
def test_pay__system_nets_nothing__reverts(sessions: Sessions) -> None:
    other = other_cut_offs(sessions, length=0)
    assert other.payments.sessionAt(other.world.now) == 0
    with reverts("BankNotAvailable", token=other.tokens["a"]):
        other.queue("ab", 400)


@pytest.mark.requirement("SESS-2")
def test_settle_session__ring_of_payments__moves_what_is_owed_net(
    sessions: Sessions, round_trip: list[dict[str, Any]]
) -> None:
    sessions.cut_off()
    sent = sessions.settle(*round_trip)
    session = sessions.payments.sessionAt(sent.time)
    assert (sessions.deposits(), sessions.reserves()) == ((800, 1_100, 1_100), (800, 1_100, 1_100))
    assert sessions.statuses(round_trip) == [FINAL] * 3
    told = [log for log in sent.logs if log.emitter == sessions.payments.wallet]
    assert [log.name for log in told] == ["PaymentFinal"] * 3 + ["NetSettled"] * 3 + ["SessionSettled"]
    assert told[-1] == sessions.payments.log("SessionSettled", session, 3, 2_400, 200)
    assert [log.values[2] for log in told[3:6]] == [-200, 100, 100]
    moved = [log for log in sent.logs if log.emitter == sessions.banking.reserves.wallet and log.name == "Transfer"]
    assert [log.values[2] for log in moved] == [100, 100]
    assert all(sessions.tokens[name].lockedBalanceOf(sessions.customers[name]) == 0 for name in "abc")


@pytest.mark.requirement("SESS-2")
def test_settle_session__settled_once__not_again(sessions: Sessions, round_trip: list[dict[str, Any]]) -> None:
    sessions.cut_off()
    sessions.settle(*round_trip)
    with reverts("WrongPaymentStatus", id=sessions.banking.id(round_trip[0]), status=FINAL):
        sessions.settle(round_trip[0])
    assert sessions.reserves() == (800, 1_100, 1_100)


@pytest.mark.requirement("SESS-2")
def test_settle_session__bank_short_of_its_net__nothing_moves(sessions: Sessions) -> None:
    world, reserves = sessions.world, sessions.banking.reserves
    reserves.transfer(world.bank_b, 900, by=world.bank_a)
    payments = [sessions.queue("ab", 300), sessions.queue("ba", 150)]
    sessions.cut_off()
    with insufficient(world.bank_a, 100, 150):
        sessions.settle(*payments)
    assert (sessions.statuses(payments), sessions.deposits()) == ([QUEUED] * 2, BEFORE)
    reserves.transfer(world.bank_a, 50, by=world.bank_b)
    sessions.settle(*payments)
    assert sessions.reserves() == (0, 2_000, 1_000)


@pytest.mark.requirement("SESS-3")
def test_settle_session__not_the_operator__reverts(sessions: Sessions, round_trip: list[dict[str, Any]]) -> None:
    sessions.cut_off()
    for caller in (sessions.world.bank_a, sessions.world.outsider, sessions.world.central_bank):
        with reverts("NotYours", caller=caller):
            sessions.settle(*round_trip, by=caller)


@pytest.mark.requirement("SESS-3")
def test_settle_session__before_the_cut_off__reverts(sessions: Sessions) -> None:
    payment = sessions.queue("ab", 400)
    with reverts("BeforeCutOff", id=sessions.banking.id(payment)):
        sessions.settle(payment)
    sessions.cut_off()
    later = sessions.queue("ab", 100)
    sessions.settle(payment)
    with reverts("BeforeCutOff", id=sessions.banking.id(later)):
        sessions.settle(later)


@pytest.mark.requirement("SESS-3")
@pytest.mark.parametrize("number", [0, 101])
def test_settle_session__none_or_too_many__reverts(sessions: Sessions, number: int) -> None:
    payment = sessions.banking.payment(method=NETTED)
    with reverts("SessionSize", payments=number):
        sessions.settle(*[payment] * number)


@pytest.mark.requirement("SESS-4")
def test_settle_session__another_stands_before__reverts(sessions: Sessions) -> None:
    first, second = sessions.queue("ab", 100), sessions.queue("ac", 200)
    sessions.cut_off()
    for order in ([second], [second, first]):
        with reverts("NotFirst", id=sessions.banking.id(second), first=sessions.banking.id(first)):
            sessions.settle(*order)
    sessions.settle(first)
    sessions.settle(second)
    assert sessions.deposits() == (700, 1_100, 1_200)


@pytest.mark.requirement("SESS-4")
def test_settle_session__one_before_has_ended__is_passed_over(sessions: Sessions) -> None:
    short = sessions.queue("ab", 100, deadline=(sessions.world.now // HOUR + 1) * HOUR)
    second = sessions.queue("ac", 200)
    sessions.cut_off()
    sessions.world.advance(sessions.world.now + 1)
    sessions.settle(second)
    assert sessions.statuses([short, second]) == [QUEUED, FINAL]
    sessions.payments.reverse(short, by=sessions.world.outsider)
    assert (sessions.statuses([short]), sessions.deposits()) == ([REVERSED], (800, 1_000, 1_200))


@pytest.mark.requirement("SESS-4")
def test_settle_session__urgent_one_stands__comes_before_normal_ones(sessions: Sessions) -> None:
    normal, urgent = sessions.queue("ab", 100), sessions.queue("ac", 200)
    sessions.payments.requeue(urgent, urgent=True, by=sessions.banks["a"])
    sessions.cut_off()
    with reverts("NotFirst", id=sessions.banking.id(normal), first=sessions.banking.id(urgent)):
        sessions.settle(normal)
    sessions.settle(urgent, normal)
    assert sessions.statuses([normal, urgent]) == [FINAL, FINAL]


@pytest.mark.requirement("SESS-4")
def test_settle_session__urgent_one_of_the_next_session__holds_up_none(sessions: Sessions) -> None:
    normal = sessions.queue("ab", 100)
    sessions.cut_off()
    urgent = sessions.queue("ac", 200)
    sessions.payments.requeue(urgent, urgent=True, by=sessions.banks["a"])
    sessions.settle(normal)
    assert sessions.statuses([normal, urgent]) == [FINAL, QUEUED]


@pytest.mark.requirement("SESS-5")
@pytest.mark.parametrize("fault", ["payee frozen", "payer frozen", "payee's bank suspended", "payer taken by force"])
def test_settle_session__one_cannot_be_carried_out__goes_back_and_holds_up_none(sessions: Sessions, fault: str) -> None:
    world, bad, good = sessions.world, sessions.queue("ab", 100), sessions.queue("ca", 200)
    last = sessions.queue("ac", 50)
    if fault == "payee frozen":
        sessions.tokens["b"].setAddressFrozen(world.investor_b, True, by=world.officer)  # noqa: FBT003
    elif fault == "payer frozen":
        sessions.tokens["a"].setAddressFrozen(world.investor_a, True, by=world.officer)  # noqa: FBT003
    elif fault == "payee's bank suspended":
        sessions.payments.setBank(sessions.tokens["b"], 0, True, True, by=world.bank_b)  # noqa: FBT003
    else:
        sessions.tokens["a"].forcedTransfer(world.investor_a, world.bank_a, 1_000, by=world.officer)
    sessions.cut_off()
    sent = sessions.settle(bad, good, last)
    names = [log.name for log in sent.logs if log.emitter == sessions.payments.wallet]
    carried = {"payee frozen": 2, "payer frozen": 0, "payee's bank suspended": 2, "payer taken by force": 1}[fault]
    assert names.count("PaymentReversed") == 3 - carried
    assert sessions.statuses([bad]) == [REVERSED]
    assert sessions.tokens["a"].lockedBalanceOf(world.investor_a) == 0
    assert sum(sessions.reserves()) == 3_000
    liabilities = sum(sessions.tokens[name].totalSupply() for name in "abc")
    assert liabilities == 3_500
    assert sessions.payments.queueBounds(sessions.tokens["a"], NORMAL) == (2, 2)


@pytest.mark.requirement("SESS-5")
def test_settle_session__payers_bank_suspended__reverts(sessions: Sessions) -> None:
    payment = sessions.queue("ab", 100)
    sessions.payments.setBank(sessions.tokens["a"], 0, True, True, by=sessions.banks["a"])  # noqa: FBT003
    sessions.cut_off()
    with reverts("BankNotAvailable", token=sessions.tokens["a"]):
        sessions.settle(payment)


@pytest.mark.requirement("SESS-6")
def test_settle_session__screened_first__is_queued_when_accepted(sessions: Sessions) -> None:
    world = sessions.world
    sessions.payments.setBank(sessions.tokens["b"], 100, True, False, by=world.bank_b)  # noqa: FBT003
    payment = sessions.queue("ab", 100)
    assert sessions.statuses([payment]) == [SCREENING]
    sent = sessions.payments.accept(payment, by=world.officer)
    told = (sessions.banking.id(payment), sessions.tokens["a"], NORMAL, 0)
    assert sent.logs == [sessions.payments.log("PaymentQueued", *told)]
    sessions.cut_off()
    sessions.settle(payment)
    assert sessions.deposits() == (900, 1_100, 1_000)


@pytest.mark.requirement("SESS-6")
def test_accept__netted_and_no_cut_off_before_its_deadline__reverts(sessions: Sessions) -> None:
    world = sessions.world
    sessions.payments.setBank(sessions.tokens["b"], 100, True, False, by=world.bank_b)  # noqa: FBT003
    payment = sessions.queue("ab", 100, deadline=(world.now // HOUR + 1) * HOUR + 5)
    sessions.cut_off()
    with reverts("NoSession", deadline=payment["deadline"]):
        sessions.payments.accept(payment, by=world.officer)
    sessions.payments.refuse(payment, SALARY, by=world.officer)
    assert sessions.statuses([payment]) == [REVERSED]


@pytest.mark.requirement("IBP-4")
def test_confirm__netted__is_not_the_operators_to_confirm(sessions: Sessions) -> None:
    payment = sessions.queue("ab", 100)
    with reverts("WrongPaymentStatus", id=sessions.banking.id(payment), status=QUEUED):
        sessions.banking.confirm(payment)


@pytest.mark.requirement("SESS-2")
def test_settle_session__hundred_payments__fit_one_transaction(sessions: Sessions) -> None:
    routes = ["ab", "bc", "ca", "ba", "cb"] * 20
    payments = [sessions.queue(route, 1 + place // 5) for place, route in enumerate(routes)]
    sessions.cut_off()
    sent = sessions.settle(*payments)
    assert sent.gas < 15_000_000
    assert sessions.statuses(payments) == [FINAL] * 100
    assert sum(sessions.deposits()) == 3_000
    own = [log.values[0] for log in sent.logs if log.name == "Transfer" and log.values[1] == ZERO]
    assert len(own) == 100


@pytest.mark.requirement("SESS-2")
def test_carry__anybody__reverts(sessions: Sessions) -> None:
    payment = sessions.queue("ab", 100)
    for caller in (sessions.world.settler, sessions.customers["a"], sessions.banks["a"]):
        with reverts("NotYours", caller=caller):
            sessions.payments.carry(payment, by=caller)


@pytest.mark.requirement("SESS-2")
def test_settle_session__bank_has_taken_its_approval_back__nothing_moves(sessions: Sessions) -> None:
    payments = [sessions.queue("ab", 300), sessions.queue("ca", 100)]
    sessions.banking.reserves.approve(sessions.payments, 0, by=sessions.banks["a"])
    sessions.cut_off()
    with reverts("ERC20InsufficientAllowance", spender=sessions.payments, allowance=0, needed=200):
        sessions.settle(*payments)
    assert (sessions.statuses(payments), sessions.deposits()) == ([QUEUED] * 2, BEFORE)
