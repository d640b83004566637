"""Two banks with a customer each, and everything sent as intents."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from tenor.chain.intent import Intent, Outcome
from tenor.chain.sender import Sender
from tenor.money.accounts import Deposits
from tenor.money.books import Books, read_books
from tenor.money.payment import Method, Payment, PaymentSystem, payment_intent
from tenor.parties import Actor
from tests.contracts.banking import Banking
from tests.contracts.world import World

SALARY = UUID("8a562c67-ca16-46b8-b4c5-a3e7d1f90c21")


@dataclass
class Desk:
    """Investor a is a customer of bank A, investor b of bank B; 1,000 each, as much reserves, and A has 500 at B."""

    banking: Banking
    system: PaymentSystem
    sender: Sender

    @property
    def world(self) -> World:
        return self.banking.world

    def send(self, *intents: Intent, promised: bool = True) -> Outcome:
        return [self.sender.execute(intent, promised=promised) for intent in intents][-1]

    def deposits(self, bank: str) -> Deposits:
        world, banking = self.world, self.banking
        token, actor = {
            "A": (banking.a, world.bank_a), "B": (banking.b, world.bank_b), "CB": (banking.reserves, world.central_bank)
        }[bank]  # fmt: skip
        return Deposits("day", token.wallet, "HKD", actor)

    def payment(self, nonce: int = 0, **changes: Any) -> Payment:  # noqa: ANN401 -- any field of a payment
        """Investor a pays investor b 400 within the hour, in reserves, with some fields changed."""
        world, banking = self.world, self.banking
        made = Payment(
            UUID(int=SALARY.int + nonce), world.investor_a, world.investor_b, banking.a.wallet, banking.b.wallet, 400,
            Method.RESERVES, "SALA", world.now + 3_600, nonce,
        )  # fmt: skip
        return replace(made, **changes)

    def pay(self, nonce: int = 0, **changes: Any) -> Payment:  # noqa: ANN401 -- as above
        payment = self.payment(nonce, **changes)
        self.send(payment_intent(self.system, payment, "pay"))
        return payment

    def screen(self, amount: int) -> None:
        """Bank B looks at what comes in, from an amount on."""
        offers, not_suspended = True, False
        self.banking.payments.setBank(self.banking.b, amount, offers, not_suspended, by=self.world.bank_b)
        self.system = replace(self.system, screens={self.banking.b.wallet: amount})

    def books(self) -> Books:
        return read_books(self.world.chain, self.system.address)

    def named(self) -> Mapping[str, Actor]:
        return {actor.name: actor for actor in self.world.actors}
