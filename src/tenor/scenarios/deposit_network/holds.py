"""What becomes of payments that wait: for the payee's bank, for the operator, for the cut-off, or past their time."""

from __future__ import annotations

from collections import Counter
from functools import partial

from tenor.chain.contract import at as contract_at
from tenor.errors import TransactionFailed
from tenor.money.acts import Word, accept_intent, confirm_intent, refuse_intent, reverse_intent, sign_word
from tenor.money.history import read_history
from tenor.money.payment import Method, Payment, Status, payment_id
from tenor.money.queues import read_means, read_queues
from tenor.money.sessions import choose, requeue_intent, session_intent
from tenor.scenarios.deposit_network.course import Course, Session
from tenor.scenarios.deposit_network.network import CUT_OFF, SESSION, moment
from tenor.scenarios.deposit_network.orders import Fate, Order

_WAITING = {Status.SCREENING, Status.PENDING, Status.QUEUED}


def follow(course: Course, order: Order, payment: Payment, at: int) -> None:
    """Put on the agenda what becomes of a payment that waits."""
    screens = order.payee.house.screens_from
    if 0 < screens <= order.amount:
        course.later(at + order.patience // 2, partial(_screen, course, order, payment))
    else:
        _wait(course, order, payment, at)


def settle_session(course: Course, at: int) -> None:
    """The operator settles what can be of what was queued before the cut-off, part by part."""
    network = course.network
    session = (moment(at) - CUT_OFF) // SESSION
    part = 0
    while True:
        history = read_history(network.chain, network.system.address, campaign=network.system.campaign)
        queues = read_queues(network.chain, history)
        chosen = choose(queues, read_means(network.chain, history))
        if not chosen:
            break
        part += 1
        network.send(session_intent(network.system, chosen, network.actors["RTGS operator"], (session, part), "net"))
        sent_back = sum(not each.carried for each in chosen)
        taken = Counter(each.payment.payer_token for each in chosen)
        left = {
            history.code(token): len(queue) - taken[token]
            for token, queue in queues.items()
            if len(queue) > taken[token]
        }
        course.sessions.append(Session(at, part, len(chosen) - sent_back, sent_back, left))


def _screen(course: Course, order: Order, payment: Payment, at: int) -> None:
    """The payee's bank lets a payment in, or does not."""
    network, officer = course.network, course.network.actors["compliance officer"]
    if order.fate is Fate.REFUSED:
        network.send(refuse_intent(network.system, payment, "RR04", officer, "screen"))
        return
    try:
        network.send(accept_intent(network.system, payment, officer, "screen"))
    except TransactionFailed:  # its bank is short of reserves, or its payee blocked: it waits until its deadline
        course.later(payment.deadline - moment(0) + 60, partial(_time_out, course, payment))
        return
    _wait(course, order, payment, at)


def _wait(course: Course, order: Order, payment: Payment, at: int) -> None:
    network = course.network
    if order.method is Method.CONFIRMED:
        if order.fate is Fate.SILENT:
            course.later(payment.deadline - moment(0) + 60, partial(_time_out, course, payment))
        else:
            course.later(at + order.patience, partial(_confirm, course, order, payment))
    elif order.method is Method.NETTED:
        course.later(payment.deadline - moment(0) + 60, partial(_time_out, course, payment))
        if order.fate is Fate.URGENT:
            bank = network.actors[order.payer.house.code]
            reference = f"urgent-{order.uetr}"
            network.send(requeue_intent(network.system, payment, bank, urgent=True, reference=reference, stage="queue"))


def _confirm(course: Course, order: Order, payment: Payment, _at: int) -> None:
    network = course.network
    operator = network.actors["RTGS operator"]
    word = Word(settled=order.fate is not Fate.FAILED, reference=f"RTGS-{order.uetr.hex[:8]}")
    signed = sign_word(network.system, payment, word, network.keys[operator.key])
    suspense = order.payee.number in course.frozen
    network.send(confirm_intent(network.system, payment, signed, operator, "confirm", suspense=suspense))


def _time_out(course: Course, payment: Payment, _at: int) -> None:
    """Somebody ends a payment that still waits past its deadline; one that has ended is left alone."""
    network = course.network
    views = contract_at(network.chain, "InterbankPayments", network.system.address).functions
    if views.statusOf(payment_id(network.system, payment)).call() in _WAITING:
        network.send(reverse_intent(network.system, payment, network.actors["RTGS operator"], "time out"))
