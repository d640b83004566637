"""What becomes of payments, each act sent as an intent and held against what it promises."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

import pytest

from tenor.errors import TransactionFailed
from tenor.money.acts import (
    Word,
    accept_intent,
    complete_intent,
    confirm_intent,
    recall_intent,
    refuse_intent,
    return_of,
    reverse_intent,
    sign_word,
)
from tenor.money.payment import Method, Payment, Status, payment_id, payment_intent
from tests.money.desk import Desk

SETTLED, FAILED = Word(settled=True, reference="RTGS-1"), Word(settled=False, reference="RTGS-1")
HELD = {"method": Method.CONFIRMED}


def status(desk: Desk, payment: Payment) -> int:
    found: int = desk.banking.payments.statusOf(payment_id(desk.system, payment))
    return found


def confirm(desk: Desk, payment: Payment, word: Word, *, promised: bool = True) -> None:
    signed = sign_word(desk.system, payment, word, desk.world.keys[desk.world.settler.key])
    desk.send(confirm_intent(desk.system, payment, signed, desk.world.outsider, "confirm"), promised=promised)


@pytest.mark.requirement("IBP-6")
@pytest.mark.parametrize("method", [Method.RESERVES, Method.CORRESPONDENT])
def test_accept_intent__screened_payment__moves_what_it_promises(desk: Desk, method: Method) -> None:
    desk.screen(400)
    payment = desk.pay(method=method)
    assert status(desk, payment) == Status.SCREENING
    desk.send(accept_intent(desk.system, payment, desk.world.officer, "screen"))
    assert desk.banking.money()[:2] == (600, 1_400)


@pytest.mark.requirement("IBP-6")
def test_accept_intent__settled_elsewhere__then_waits_for_the_operator(desk: Desk) -> None:
    desk.screen(400)
    payment = desk.pay(**HELD)
    desk.send(accept_intent(desk.system, payment, desk.world.officer, "screen"))
    assert status(desk, payment) == Status.PENDING
    assert desk.banking.money()[:2] == (1_000, 1_000)


@pytest.mark.requirement("IBP-6")
def test_accept_intent__by_anybody_else__is_refused(desk: Desk) -> None:
    desk.screen(1)
    payment = desk.pay()
    with pytest.raises(TransactionFailed, match="NotYours"):
        desk.send(accept_intent(desk.system, payment, desk.world.outsider, "screen"))


@pytest.mark.requirement("IBP-6")
def test_refuse_intent__screened_payment__gives_the_money_back(desk: Desk) -> None:
    desk.screen(400)
    payment = desk.pay()
    intent = refuse_intent(desk.system, payment, "RR04", desk.world.officer, "screen")
    assert intent.what.endswith("(RR04)")
    desk.send(intent)
    assert status(desk, payment) == Status.REVERSED
    desk.send(payment_intent(desk.system, desk.payment(1, amount=1_000 - 601), "pay"))  # the money is free again


@pytest.mark.requirement("IBP-6")
def test_refuse_intent__no_code__is_refused_before(desk: Desk) -> None:
    with pytest.raises(ValueError, match="'no' is no code of ISO 20022"):
        refuse_intent(desk.system, desk.payment(), "no", desk.world.officer, "screen")


@pytest.mark.requirement("IBP-4")
@pytest.mark.parametrize(("word", "after", "money"), [(SETTLED, Status.FINAL, 1_400), (FAILED, Status.REVERSED, 1_000)])
def test_confirm_intent__operators_word__decides(desk: Desk, word: Word, after: Status, money: int) -> None:
    payment = desk.pay(**HELD)
    confirm(desk, payment, word)
    assert status(desk, payment) == after
    assert desk.banking.money()[:2] == (2_000 - money, money)


@pytest.mark.requirement("IBP-4")
def test_confirm_intent__signed_by_another__is_refused(desk: Desk) -> None:
    payment = desk.pay(**HELD)
    signed = sign_word(desk.system, payment, SETTLED, desk.world.keys[desk.world.outsider.key])
    with pytest.raises(TransactionFailed, match="NotSigned"):
        desk.send(confirm_intent(desk.system, payment, signed, desk.world.outsider, "confirm"))


@pytest.mark.requirement("IBP-7")
def test_confirm_intent__payee_cannot_receive__is_told_of_and_not_hidden(desk: Desk) -> None:
    payment = desk.pay(**HELD)
    desk.banking.b.setAddressFrozen(desk.world.investor_b, True, by=desk.world.officer)  # noqa: FBT003 -- a frozen payee
    with pytest.raises(TransactionFailed, match="did not happen"):
        confirm(desk, payment, SETTLED)
    assert desk.banking.b.balanceOf(desk.world.bank_b) == 400


@pytest.mark.requirement("IBP-7")
def test_complete_intent__nobody_could_be_credited__gives_it_once_somebody_can(desk: Desk) -> None:
    payment = desk.pay(**HELD)
    desk.banking.b.pause(by=desk.world.pauser)
    confirm(desk, payment, SETTLED, promised=False)
    assert status(desk, payment) == Status.CONFIRMED
    desk.banking.b.unpause(by=desk.world.pauser)
    desk.send(complete_intent(desk.system, payment, desk.world.outsider, "complete"))
    assert (status(desk, payment), desk.banking.money()[:2]) == (Status.FINAL, (600, 1_400))


@pytest.mark.requirement("IBP-8")
def test_reverse_intent__deadline__is_refused_before_and_gives_back_after(desk: Desk) -> None:
    payment = desk.pay(**HELD)
    intent = reverse_intent(desk.system, payment, desk.world.outsider, "time out")
    with pytest.raises(TransactionFailed, match="NotExpired"):
        desk.send(intent)
    desk.world.advance(payment.deadline)
    desk.send(intent)
    assert status(desk, payment) == Status.REVERSED


@pytest.mark.requirement("IBP-9")
def test_recall_intent__payer_asks__payee_sends_back_what_it_names(desk: Desk) -> None:
    payment = desk.pay()
    desk.send(recall_intent(desk.system, payment, "DUPL", desk.world.investor_a, "recall"))
    back = return_of(desk.system, payment, UUID(int=5), deadline=desk.world.now + 60, nonce=0)
    assert (back.payer, back.payee, back.amount) == (payment.payee, payment.payer, 400)
    desk.send(payment_intent(desk.system, back, "return"))
    assert desk.banking.money() == (1_000, 1_000, 1_000, 1_000)
    first, returned = desk.books().payments.values()
    assert (first.returned_by, returned.returns) == ([returned.id], first.id)


@pytest.mark.requirement("IBP-9")
def test_recall_intent__by_a_stranger__is_refused(desk: Desk) -> None:
    payment = desk.pay()
    with pytest.raises(TransactionFailed, match="NotYours"):
        desk.send(recall_intent(desk.system, payment, "DUPL", desk.world.outsider, "recall"))


@pytest.mark.requirement("IBP-9")
def test_return_of__named_by_somebody_else__is_no_return(desk: Desk) -> None:
    payment = desk.pay()
    desk.pay(1, return_of=payment_id(desk.system, payment))  # the payer itself names it
    assert [story.returned_by for story in desk.books().payments.values()] == [[], []]


@pytest.mark.requirement("IBP-5")
def test_acts__same_payment__are_the_same_intents(desk: Desk) -> None:
    payment = desk.payment()
    first, again = (reverse_intent(desk.system, payment, desk.world.outsider, stage) for stage in ("one", "two"))
    assert first.id == again.id
    assert first.id != reverse_intent(desk.system, replace(payment, nonce=9), desk.world.outsider, "one").id
