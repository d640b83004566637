"""The day as it is lived through: everything at its time, each act held against what it promises."""

from __future__ import annotations

import heapq
from functools import partial
from uuid import UUID

from tenor.chain.contract import calldata
from tenor.chain.intent import Intent, intent_id
from tenor.errors import TransactionFailed
from tenor.money.accounts import booking_intent, transfer_intent, withdrawal_intent
from tenor.money.acts import recall_intent, return_of
from tenor.money.payment import Method, Payment, payment_intent
from tenor.scenarios.deposit_network.course import Course, Refusal
from tenor.scenarios.deposit_network.holds import follow, settle_session
from tenor.scenarios.deposit_network.network import CAMPAIGN, Network, moment
from tenor.scenarios.deposit_network.orders import CLOSES, OPENS, Fate, Order, Plan
from tenor.scenarios.deposit_network.people import Customer
from tenor.scenarios.scenario import Watcher

CUT_OFFS = (12 * 3_600, 16 * 3_600)  # [s] of the day
CONFIRMED_WITHIN = 45 * 60  # [s] in which the operator has to speak, or the payee's bank
_EVENING = 20 * 3_600  # [s] of the day until which payments wait for a cut-off


def live_through(network: Network, plan: Plan, watcher: Watcher) -> Course:
    """Carry the day out, from its first payment to the last that times out."""
    course = Course(network, plan)
    for order in plan.orders:
        course.later(order.at, partial(_pay, course, order))
    for number, (at, payer, payee, amount) in enumerate(plan.inside):
        course.later(at, partial(_pay_inside, course, number, payer, payee, amount))
    for at in CUT_OFFS:
        course.later(at + 60, partial(settle_session, course))
    course.later(plan.frozen[1], partial(_freeze, course))
    _counter(course)
    while course.agenda:
        at, _, act = heapq.heappop(course.agenda)
        watcher.doing(f"{at // 3_600:02d}:{at // 60 % 60:02d} in Hong Kong")
        network.go_to(at)
        act(at)
    return course


def _pay(course: Course, order: Order, at: int) -> None:
    network = course.network
    wait = _EVENING - at if order.method is Method.NETTED else CONFIRMED_WITHIN
    payment = Payment(
        order.uetr,
        network.actor(order.payer),
        network.actor(order.payee),
        network.tokens[order.payer.house.code],
        network.tokens[order.payee.house.code],
        order.amount,
        order.method,
        order.purpose,
        moment(at + wait),
        course.nonce(order.payer.number),
    )
    if _made(course, order, payment, at):
        follow(course, order, payment, at)
        _ask_back(course, order, payment, at)


def _made(course: Course, order: Order, payment: Payment, at: int) -> bool:
    try:
        course.network.send(payment_intent(course.network.system, payment, "pay"))
    except TransactionFailed as exc:
        course.refused.append(Refusal(order, at, exc.what))
        return False
    course.made.append((order, payment))
    return True


def _ask_back(course: Course, order: Order, payment: Payment, at: int) -> None:
    """The payer of a payment made twice asks for it back; one payee sends it."""
    network = course.network
    if order.fate not in {Fate.RECALLED, Fate.RETURNED}:
        return
    asked = recall_intent(network.system, payment, "DUPL", payment.payer, "recall")
    course.later(at + 20 * 60, partial(_send, course, asked))
    if order.fate is Fate.RETURNED:
        course.later(at + 150 * 60, partial(_send_back, course, order, payment))


def _send_back(course: Course, order: Order, payment: Payment, at: int) -> None:
    network = course.network
    uetr = UUID(int=order.uetr.int ^ 0xFFFFFFFF << 96)
    back = return_of(
        network.system, payment, uetr, deadline=moment(at + CONFIRMED_WITHIN), nonce=course.nonce(order.payee.number)
    )
    turned = Order(at, uetr, order.payee, order.payer, order.amount, order.method, back.purpose)
    _made(course, turned, back, at)


def _pay_inside(course: Course, number: int, payer: Customer, payee: Customer, amount: int, _at: int) -> None:
    network = course.network
    at_bank = network.deposits(payer.house.code)
    network.send(transfer_intent(at_bank, network.actor(payer), network.actor(payee), amount, f"IN-{number:03d}"))


def _freeze(course: Course, _at: int) -> None:
    """The compliance officer blocks a customer's account at its bank."""
    network, (customer, _) = course.network, course.plan.frozen
    token, wallet = network.tokens[customer.house.code], network.actor(customer).wallet
    blocked = True
    network.send(
        Intent(
            intent_id(CAMPAIGN, "freeze", wallet),
            "compliance",
            f"block the account of {customer.name}",
            network.actors["compliance officer"],
            token,
            calldata("DepositToken", "setAddressFrozen", wallet, blocked),
        )
    )
    course.frozen.add(customer.number)


def _counter(course: Course) -> None:
    """Over the counter: a few deposits are booked and a few withdrawn, each at its own bank."""
    network = course.network
    for number, customer in enumerate(course.plan.customers[4:24:2]):
        at_bank, actor = network.deposits(customer.house.code), network.actor(customer)
        at, amount = OPENS + (number + 1) * (CLOSES - OPENS) // 12, customer.deposit // 50
        act = booking_intent if number % 2 else withdrawal_intent
        intent = act(at_bank, actor, amount, f"COUNTER-{number:02d}")
        course.later(at, partial(_send, course, intent))


def _send(course: Course, intent: Intent, _at: int) -> None:
    course.network.send(intent)
