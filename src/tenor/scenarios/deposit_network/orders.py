"""The payments of the day that a seed draws, and what is to go wrong with some of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from random import Random
from uuid import UUID

from tenor.money.payment import Method
from tenor.scenarios.deposit_network.people import HKD, Customer, Sort

PAYMENTS = 230
OPENS, CLOSES = 9 * 3_600, 17 * 3_600  # [s] of the day
_MINUTE = 60


class Fate(StrEnum):
    """What the day has in store for a payment; whether it comes to that, the chain decides."""

    PLAIN = "plain"
    REFUSED = "refused"  # by the payee's bank, if it screens it
    FAILED = "failed"  # the operator says that it did not settle
    SILENT = "silent"  # the operator says nothing
    RECALLED = "recalled"  # asked back, and not sent back
    RETURNED = "returned"  # asked back, and sent back
    URGENT = "urgent"  # its bank puts it first


@dataclass(frozen=True, slots=True)
class Order:
    """What one customer asks its bank to pay.

    Args:
        at: time of the day [s].
        payer: customer of another bank than the payee.
        amount: [minor]
        purpose: code (ISO 20022).
        patience: how long the operator, or the payee's bank, takes over it [s].
    """

    at: int
    uetr: UUID
    payer: Customer
    payee: Customer
    amount: int
    method: Method
    purpose: str
    fate: Fate = Fate.PLAIN
    patience: int = 15 * _MINUTE


@dataclass(frozen=True, slots=True)
class Plan:
    """The day.

    Args:
        customers: of all banks.
        orders: payments between banks, by time.
        inside: payments between customers of one bank: time, payer, payee, amount [minor].
        frozen: customer whose account is blocked, and when [s].
    """

    customers: tuple[Customer, ...]
    orders: tuple[Order, ...]
    inside: tuple[tuple[int, Customer, Customer, int], ...]
    frozen: tuple[Customer, int]


@dataclass(frozen=True, slots=True)
class _Habit:
    """A kind of payment: who pays whom, how much [HKD], and how it is settled, with the weight of each method."""

    purpose: str
    payer: Sort
    payee: Sort
    low: int
    high: int
    methods: tuple[tuple[Method, int], ...]


_R, _C, _O, _N = Method.RESERVES, Method.CORRESPONDENT, Method.CONFIRMED, Method.NETTED
_HABITS = (
    *[_Habit("SALA", Sort.FIRM, Sort.HOUSEHOLD, 12_000, 60_000, ((_N, 4), (_C, 1)))] * 3,
    *[_Habit("RENT", Sort.HOUSEHOLD, Sort.FIRM, 5_000, 15_000, ((_N, 2), (_R, 1), (_C, 3)))] * 2,
    *[_Habit("SUPP", Sort.FIRM, Sort.FIRM, 40_000, 400_000, ((_O, 3), (_N, 2), (_C, 5), (_R, 2)))] * 3,
    _Habit("TREA", Sort.FUND, Sort.FIRM, 800_000, 2_500_000, ((_R, 2), (_O, 2), (_N, 1))),
    _Habit("SECU", Sort.FUND, Sort.FUND, 1_500_000, 6_000_000, ((_R, 3), (_O, 1))),
)


def draw_plan(random: Random, customers: tuple[Customer, ...]) -> Plan:
    """A day of payments that every payer can afford without what it is paid on the day."""
    left = {customer.number: customer.deposit for customer in customers}
    by_sort = {sort: [each for each in customers if each.sort is sort] for sort in Sort}
    orders: list[Order] = []
    while len(orders) < PAYMENTS:
        habit = random.choice(_HABITS)
        payer = random.choice(by_sort[habit.payer])
        payee = random.choice([each for each in by_sort[habit.payee] if each.house is not payer.house])
        amount = random.randint(habit.low, habit.high) * HKD + random.choice((0, 0, 25, 50, 80))
        if amount * 3 <= left[payer.number]:  # some is left for what is asked back, and paid twice
            left[payer.number] -= amount
            orders.append(_order(random, habit, payer, payee, amount))
    orders = [*_fated(sorted(orders, key=lambda each: each.at)), *_repeated(random, orders)]
    frozen = by_sort[Sort.HOUSEHOLD][1]  # of the second bank
    orders += [*_to_frozen(random, by_sort, frozen), *_too_much(random, by_sort[Sort.FUND])]
    inside = [_inside(random, by_sort[Sort.FIRM], left) for _ in range(20)]
    return Plan(
        customers,
        tuple(sorted(orders, key=lambda each: (each.at, each.uetr))),
        tuple(sorted((each for each in inside if each is not None), key=lambda each: each[0])),
        (frozen, OPENS + 150 * _MINUTE),
    )


def _order(random: Random, habit: _Habit, payer: Customer, payee: Customer, amount: int) -> Order:
    methods = [(method, weight) for method, weight in habit.methods if method is not _C or payer.house.nostros]
    method = random.choices([each for each, _ in methods], [weight for _, weight in methods])[0]
    at = random.randrange(OPENS, CLOSES - 60 * _MINUTE)
    patience = random.randrange(5, 25) * _MINUTE
    return Order(at, _uetr(random), payer, payee, amount, method, habit.purpose, patience=patience)


def _fated(orders: Sequence[Order]) -> list[Order]:
    """Give some payments, by their number among those of their method, a fate of their own."""
    counts = dict.fromkeys(Method, 0)
    fated = []
    for order in orders:
        counts[order.method] += 1
        number = counts[order.method]
        fate = Fate.PLAIN
        screens = order.payee.house.screens_from
        if screens and order.amount >= screens:
            fate = Fate.REFUSED if number % 3 == 0 else Fate.PLAIN
        elif order.method is _O:
            fate = {0: Fate.FAILED, 4: Fate.SILENT}.get(number % 8, Fate.PLAIN)
        elif order.method is _N and not order.payer.house.nostros:
            fate = Fate.URGENT if number % 9 == 0 else Fate.PLAIN
        fated.append(replace(order, fate=fate))
    return fated


def _repeated(random: Random, orders: Sequence[Order]) -> list[Order]:
    """Payments made twice: one whose payee sends the second back, and one whose payee does not."""
    early = [
        each
        for each in sorted(orders, key=lambda each: each.at)
        if each.method is _R and each.purpose in {"SUPP", "RENT"} and not each.payee.house.screens_from
    ]
    return [
        replace(order, uetr=_uetr(random), at=order.at + 4 * _MINUTE, fate=fate)
        for order, fate in zip(early, (Fate.RETURNED, Fate.RECALLED), strict=False)
    ]


def _to_frozen(random: Random, by_sort: dict[Sort, list[Customer]], frozen: Customer) -> list[Order]:
    """What is on its way to a customer when its account is blocked, and what comes later; by each method that waits."""
    payer = next(each for each in by_sort[Sort.FIRM] if each.house is not frozen.house and each.house.nostros)
    times = {_O: 140, _N: 90, _R: 200}  # [min] after opening; the account is blocked after 150
    return [
        Order(OPENS + minutes * _MINUTE, _uetr(random), payer, frozen, 18_000 * HKD + minutes, method, "SALA")
        for method, minutes in times.items()
    ]


def _too_much(random: Random, funds: Sequence[Customer]) -> list[Order]:
    """A payment larger than the reserves of its bank, in the morning, and again when it has received some."""
    payer = max((each for each in funds if each.house.short), key=lambda each: each.deposit)
    payee = next(each for each in funds if each.house.nostros)
    times = (OPENS + 2 * _MINUTE, CLOSES - 50 * _MINUTE)
    return [Order(at, _uetr(random), payer, payee, 2_400_000 * HKD, _R, "SECU") for at in times]


def _inside(
    random: Random, firms: Sequence[Customer], left: dict[int, int]
) -> tuple[int, Customer, Customer, int] | None:
    payer = random.choice(firms)
    payee = random.choice([each for each in firms if each.house is payer.house and each is not payer])
    amount = random.randint(10_000, 90_000) * HKD
    if amount * 3 > left[payer.number]:
        return None
    left[payer.number] -= amount
    return random.randrange(OPENS, CLOSES), payer, payee, amount


def _uetr(random: Random) -> UUID:
    return UUID(int=random.getrandbits(128), version=4)
