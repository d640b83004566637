"""Banks, their customers and payments between them, once more in plain Python: what an act leaves, or its refusal.

Written from docs/requirements.md (BANK, IBP, SESS), not from the contracts. Names: customers `a`, `b`, `c` of the banks
`A`, `B`, `C`; a bank's own account at a bank goes by the bank's name. Money is in minor units.
"""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass, field
from enum import StrEnum

SESSION = 3_600  # [s] from one cut-off to the next


class Refusal(Exception):
    """The act is refused and leaves nothing behind."""


class Method(StrEnum):
    """How banks settle, in the order of the contract's numbers."""

    RESERVES = "reserves"
    CORRESPONDENT = "correspondent"
    CONFIRMED = "confirmed"
    NETTED = "netted"


class Status(StrEnum):
    """Where a payment stands that was held, in the order of the contract's numbers."""

    NONE = "none"
    SCREENING = "screening"
    PENDING = "pending"
    QUEUED = "queued"
    CONFIRMED = "confirmed"
    FINAL = "final"
    REVERSED = "reversed"


ENDED = {Status.FINAL, Status.REVERSED}


@dataclass
class Payment:
    """From the customer of one bank to that of another; `locked` is whether its lock stands on the payer's account."""

    payer: str
    payee: str
    amount: int
    method: Method
    deadline: int
    status: Status = Status.NONE
    locked: bool = False
    session: int = 0

    @property
    def banks(self) -> tuple[str, str]:
        return self.payer.upper(), self.payee.upper()


@dataclass
class Bank:
    """What a bank owes by account, its reserves and its wishes."""

    accounts: dict[str, int]
    reserves: int
    corresponds: bool
    frozen: set[str] = field(default_factory=set)
    suspended: bool = False
    screens_from: int = 0
    cap: int = 0
    limits: dict[str, int] = field(default_factory=dict)
    paid: dict[tuple[int, str], int] = field(default_factory=dict)  # net, by session and bank, or "" for all banks
    urgent: list[int] = field(default_factory=list)
    normal: list[int] = field(default_factory=list)


@dataclass
class Clearing:
    """All banks and payments; payments are known by their number."""

    banks: dict[str, Bank]
    payments: dict[int, Payment] = field(default_factory=dict)

    def locked(self, customer: str) -> int:
        """What payments lock on a customer's account."""
        return sum(each.amount for each in self.payments.values() if each.payer == customer and each.locked)

    def free(self, customer: str) -> int:
        return self.banks[customer.upper()].accounts[customer] - self.locked(customer)

    def book(self, customer: str, amount: int) -> None:
        bank = self.banks[customer.upper()]
        _want(customer not in bank.frozen)
        bank.accounts[customer] += amount

    def withdraw(self, customer: str, amount: int) -> None:
        bank = self.banks[customer.upper()]
        _want(customer not in bank.frozen and self.free(customer) >= amount)
        bank.accounts[customer] -= amount

    def take_by_force(self, customer: str, amount: int) -> None:
        """To the bank's own account; what is taken beyond what is free ends every lock of the customer."""
        bank = self.banks[customer.upper()]
        _want(bank.accounts[customer] >= amount)
        if self.free(customer) < amount:
            for payment in self.payments.values():
                payment.locked &= payment.payer != customer
        bank.accounts[customer] -= amount
        bank.accounts[customer.upper()] += amount

    def pay(self, number: int, payment: Payment, now: int) -> None:
        payer_bank, payee_bank = (self.banks[name] for name in payment.banks)
        _want(now <= payment.deadline and not payer_bank.suspended and not payee_bank.suspended)
        _want(payment.method is not Method.CORRESPONDENT or payer_bank.corresponds)
        _want(payment.method is not Method.NETTED or payment.deadline >= next_cut_off(now))
        screened = payee_bank.screens_from != 0 and payment.amount >= payee_bank.screens_from
        if screened or payment.method in {Method.CONFIRMED, Method.NETTED}:
            _want(payment.payer not in payer_bank.frozen and self.free(payment.payer) >= payment.amount)
            self.payments[number] = payment
            payment.locked, payment.status = True, Status.SCREENING
            if not screened:
                self._wait(number, now)
        else:
            self._make(payment)
            self.payments[number] = payment

    def accept(self, number: int, now: int) -> None:
        payment = self.payments[number]
        _want(payment.status is Status.SCREENING and now <= payment.deadline)
        _want(not any(self.banks[name].suspended for name in payment.banks))
        if payment.method in {Method.CONFIRMED, Method.NETTED}:
            _want(payment.method is Method.CONFIRMED or payment.deadline >= next_cut_off(now))
            self._wait(number, now)
        else:
            _want(payment.locked)
            payment.locked = False
            try:
                self._make(payment)
            except Refusal:
                payment.locked = True
                raise
            payment.status = Status.FINAL

    def refuse(self, number: int) -> None:
        _want(self.payments[number].status is Status.SCREENING)
        self._give_back(number)

    def confirm(self, number: int, *, settled: bool) -> None:
        payment = self.payments[number]
        _want(payment.status is Status.PENDING)
        if not settled:
            self._give_back(number)
            return
        payer_bank, payee_bank = (self.banks[name] for name in payment.banks)
        if payment.locked:  # otherwise its bank has paid for a payer who has nothing any more
            payer_bank.accounts[payment.payer] -= payment.amount
        suspense = payment.payee in payee_bank.frozen
        payee_bank.accounts[payment.banks[1] if suspense else payment.payee] += payment.amount
        payment.locked, payment.status = False, Status.FINAL

    def reverse(self, number: int, now: int) -> None:
        payment = self.payments[number]
        _want(payment.status in {Status.SCREENING, Status.PENDING, Status.QUEUED} and now > payment.deadline)
        self._give_back(number)

    def requeue(self, number: int, *, urgent: bool) -> None:
        payment = self.payments[number]
        _want(payment.status is Status.QUEUED)
        bank = self.banks[payment.banks[0]]
        for queue in (bank.urgent, bank.normal):
            if number in queue:
                queue.remove(number)
        (bank.urgent if urgent else bank.normal).append(number)

    def settle(self, numbers: list[int], now: int) -> None:
        """A session's part: all of it or nothing."""
        after = deepcopy(self)
        after._settle_all(numbers, now)  # noqa: SLF001 -- a copy of this one
        self.banks, self.payments = after.banks, after.payments

    def standing(self, bank: str, now: int) -> list[int]:
        """Payments of a bank's queues that stand, in the order in which a session takes them."""
        mine = self.banks[bank]
        return [each for each in (*mine.urgent, *mine.normal) if self._stands(each, now)]

    def _settle_all(self, numbers: list[int], now: int) -> None:
        session, nets = now // SESSION, dict.fromkeys(self.banks, 0)
        pairs: dict[tuple[str, str], int] = {}
        for number in numbers:
            made = self._settle_one(number, session, now)
            if made:
                payer_bank, payee_bank = made.banks
                for here, there, sign in ((payer_bank, payee_bank, -1), (payee_bank, payer_bank, 1)):
                    nets[here] += sign * made.amount
                    pairs[here, there] = pairs.get((here, there), 0) - sign * made.amount
        for name, net in nets.items():
            self._count(name, "", session, -net)
            self.banks[name].reserves += net
            _want(self.banks[name].reserves >= 0)
        for (here, there), paid in pairs.items():
            self._count(here, there, session, paid)

    def _settle_one(self, number: int, session: int, now: int) -> Payment | None:
        payment = self.payments[number]
        if now > payment.deadline:
            return None
        payer_bank, payee_bank = (self.banks[name] for name in payment.banks)
        _want(self._stands(number, now) and payment.session < session and not payer_bank.suspended)
        urgent = [each for each in payer_bank.urgent if self._stands(each, now)]
        normal = [each for each in payer_bank.normal if self._stands(each, now)]
        if number in urgent:
            _want(urgent[0] == number)
        else:
            _want(not (urgent and self.payments[urgent[0]].session < session) and normal[0] == number)
        frozen = payment.payer in payer_bank.frozen or payment.payee in payee_bank.frozen
        if not payment.locked or frozen or payee_bank.suspended:
            self._give_back(number)
            return None
        payer_bank.accounts[payment.payer] -= payment.amount
        payee_bank.accounts[payment.payee] += payment.amount
        payment.locked, payment.status = False, Status.FINAL
        return payment

    def _count(self, bank: str, other: str, session: int, paid: int) -> None:
        mine = self.banks[bank]
        most = mine.limits.get(other, 0) if other else mine.cap
        if most and paid:
            mine.paid[session, other] = mine.paid.get((session, other), 0) + paid
        if most and paid > 0:
            _want(mine.paid.get((session, other), 0) <= most)

    def _stands(self, number: int, now: int) -> bool:
        payment = self.payments[number]
        return payment.status is Status.QUEUED and now <= payment.deadline

    def _wait(self, number: int, now: int) -> None:
        payment = self.payments[number]
        if payment.method is Method.CONFIRMED:
            payment.status = Status.PENDING
            return
        payment.status, payment.session = Status.QUEUED, now // SESSION
        self.banks[payment.banks[0]].normal.append(number)

    def _make(self, payment: Payment) -> None:
        """In reserves or through a correspondent, at once."""
        payer_bank, payee_bank = (self.banks[name] for name in payment.banks)
        _want(payment.payer not in payer_bank.frozen and payment.payee not in payee_bank.frozen)
        _want(self.free(payment.payer) >= payment.amount)
        if payment.method is Method.RESERVES:
            _want(payer_bank.reserves >= payment.amount)
            payer_bank.reserves -= payment.amount
            payee_bank.reserves += payment.amount
        else:
            _want(payee_bank.accounts.get(payment.banks[0], 0) >= payment.amount)
            payee_bank.accounts[payment.banks[0]] -= payment.amount
        payer_bank.accounts[payment.payer] -= payment.amount
        payee_bank.accounts[payment.payee] += payment.amount

    def _give_back(self, number: int) -> None:
        payment = self.payments[number]
        payment.locked, payment.status = False, Status.REVERSED


def next_cut_off(now: int) -> int:
    """The first moment of the next session."""
    return (now // SESSION + 1) * SESSION


def _want(holds: bool) -> None:  # noqa: FBT001 -- what must hold
    if not holds:
        raise Refusal
