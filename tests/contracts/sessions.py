"""Net sessions in tests: three banks with a customer each, and payments between them that wait for the cut-off."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import count
from typing import TYPE_CHECKING, Any

from tests.contracts.banking import HOURLY, NETTED, Banking, open_bank, open_banking
from tests.contracts.support import Deployed, Sent

if TYPE_CHECKING:
    from tenor.parties import Actor
    from tests.contracts.world import World

HOUR = HOURLY["length"]
NORMAL, URGENT = False, True  # queues


@dataclass(frozen=True)
class Sessions:
    """Customers a, b and c of banks A, B and C, each with 1,000 of deposits and its bank with 1,000 of reserves."""

    banking: Banking
    tokens: dict[str, Deployed]
    customers: dict[str, Actor]
    banks: dict[str, Actor]
    nonces: count[int]

    @property
    def world(self) -> World:
        return self.banking.world

    @property
    def payments(self) -> Deployed:
        return self.banking.payments

    def queue(self, route: Sequence[str], amount: int, **changes: object) -> dict[str, Any]:
        """A payment that is held until the cut-off, `ab` from a at A to b at B; its deadline is three hours away."""
        payer, payee = route
        number = next(self.nonces)
        payment = self.banking.payment(
            uetr=number.to_bytes(16, "big"), payer=self.customers[payer], payee=self.customers[payee],
            payerToken=self.tokens[payer], payeeToken=self.tokens[payee], amount=amount, nonce=number,
            **{"method": NETTED, "deadline": self.world.now + 3 * HOUR, **changes},
        )  # fmt: skip
        self.banking.pay(payment)
        return payment

    def cut_off(self) -> None:
        """Go to the first second of the next session."""
        self.world.advance((self.world.now // HOUR + 1) * HOUR)

    def settle(self, *payments: dict[str, Any], by: Actor | None = None) -> Sent:
        sent: Sent = self.payments.settleSession(list(payments), by=by or self.world.settler)
        return sent

    def deposits(self) -> tuple[int, ...]:
        return tuple(self.tokens[name].balanceOf(self.customers[name]) for name in "abc")

    def reserves(self) -> tuple[int, ...]:
        return tuple(self.banking.reserves.balanceOf(self.banks[name]) for name in "abc")

    def statuses(self, payments: Sequence[dict[str, Any]]) -> list[int]:
        return [self.banking.status(payment) for payment in payments]


def open_sessions(world: World) -> Sessions:
    """Three banks that have joined, at the beginning of a session."""
    banking = open_banking(world)
    bank, customer = world.custodian, world.investor_c
    world.register(bank)
    token = open_bank(world, "C", bank, banking.payments)["DepositToken"]
    token.openAccounts([customer, bank], by=bank)
    token.allowSettlement(allowed=True, by=customer)
    banking.reserves.openAccounts([bank], by=world.central_bank)
    banking.payments.join(token, by=bank)
    banking.book(banking.reserves, bank, 1_000, world.central_bank)
    banking.reserves.approve(banking.payments, 2**256 - 1, by=bank)
    banking.book(token, customer, 1_000, bank)
    sessions = Sessions(
        banking,
        {"a": banking.a, "b": banking.b, "c": token},
        {"a": world.investor_a, "b": world.investor_b, "c": customer},
        {"a": world.bank_a, "b": world.bank_b, "c": bank},
        count(1),
    )
    sessions.cut_off()
    return sessions


def other_cut_offs(sessions: Sessions, **cut_offs: int) -> Sessions:
    """The same banks' customers before a payment system of other cut-offs, which no bank has joined."""
    world = sessions.world
    payments = world.deploy("InterbankPayments", sessions.banking.reserves, world.settler, {**HOURLY, **cut_offs})
    changed = replace(world, banking={**world.banking, "InterbankPayments": payments})
    return replace(sessions, banking=replace(sessions.banking, world=changed))
