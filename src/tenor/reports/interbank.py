"""Payments, banks and statements as plain records: what JSON, CSV and pages show of the books of a payment system.

Money is written in major units, as decimal strings; moments in ISO 8601 with the offset of the zone asked for.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from tenor.errors import InputError
from tenor.money.books import Books, Kind
from tenor.money.days import BankDay
from tenor.money.payment import Status
from tenor.money.statement import Statement, statement_of
from tenor.money.stories import Story
from tenor.onboarding.desk import written_address
from tenor.reports.singleness import BankMoney, Exchange
from tenor.units import Money

_STATES = {
    Status.SCREENING: "waits for the payee's bank",
    Status.PENDING: "waits for the operator",
    Status.QUEUED: "waits for the cut-off",
    Status.CONFIRMED: "confirmed, nobody credited yet",
    Status.FINAL: "final",
    Status.REVERSED: "sent back to the payer",
}


@dataclass(frozen=True, slots=True)
class Scribe:
    """Writes records of books.

    Args:
        books: what is told of.
        names: of wallets; one that is not there is shown as it is.
        zone: of moments.
    """

    books: Books
    names: Mapping[str, str] = field(default_factory=dict)
    zone: str = "UTC"

    def amount(self, minor: int) -> str:
        """Money in major units."""
        return str(Money(minor, self.books.history.system.currency).amount)

    def moment(self, seconds: int) -> str:
        """A chain time."""
        return datetime.fromtimestamp(seconds, ZoneInfo(self.zone)).isoformat()

    def name(self, wallet: str) -> str:
        """Whose wallet it is."""
        return self.names.get(wallet, wallet)

    def bank(self, token: str) -> str:
        """A bank by its token; empty for none."""
        return self.books.history.code(token) if token else ""

    def payment(self, story: Story) -> dict[str, Any]:
        """One payment and what became of it."""
        payments = self.books.payments
        return {
            "uetr": str(story.uetr),
            "id": "0x" + story.id.hex(),
            "made": self.moment(story.first.timestamp),
            "state": state_of(story),
            "method": story.method.name.lower() if story.method is not None else "",
            "payer": self.name(story.payer),
            "payer_bank": self.bank(story.payer_token),
            "payee": self.name(story.payee),
            "payee_bank": self.bank(story.payee_token),
            "amount": self.amount(story.amount),
            "purpose": story.purpose,
            "deadline": self.moment(story.asked.deadline) if story.asked else "",
            "ended": self.moment(story.last.timestamp) if story.status in {Status.FINAL, Status.REVERSED} else "",
            "reason": next((step.code for step in reversed(story.steps) if step.event.name == "PaymentReversed"), ""),
            "returns": str(payments[story.returns].uetr) if story.returns in payments else "",
            "returned_by": ", ".join(str(payments[each].uetr) for each in story.returned_by),
            "steps": [
                {"at": self.moment(step.event.timestamp), "what": step.what, "code": step.code} for step in story.steps
            ],
        }

    def money(self, each: BankMoney) -> dict[str, Any]:
        """What a bank's money comes to."""
        return {
            "bank": self.bank(each.token),
            "token": each.token,
            "holders": each.customers,
            "held": self.amount(each.held),
            "liability": self.amount(each.liability),
            "supply": self.amount(each.supply),
            "agrees": each.agrees,
        }

    def exchange(self, each: Exchange) -> dict[str, Any]:
        """What was paid from one bank to another."""
        return {
            "payer_bank": self.bank(each.payer_token),
            "payee_bank": self.bank(each.payee_token),
            "payments": each.payments,
            "debited": self.amount(each.debited),
            "credited": self.amount(each.credited),
        }

    def balances(self) -> list[dict[str, Any]]:
        """Every balance of each bank's money, by wallet."""
        ledger = self.books.ledger
        return [
            {"bank": self.bank(token), "holder": self.name(wallet), "balance": self.amount(amount)}
            for token in self.books.entries
            for wallet, amount in sorted(ledger.holdings(token).items())
        ]

    def day(self, each: BankDay) -> dict[str, Any]:
        """A bank's day."""
        moved = {kind.value: self.amount(each.moved[kind]) for kind in Kind if kind is not Kind.UNEXPLAINED}
        return {
            "bank": self.bank(each.token),
            "day": each.day.isoformat(),
            "opening": self.amount(each.opening),
            **moved,
            "liability": self.amount(each.liability),
            "supply": self.amount(each.supply),
        }

    def statement(self, each: Statement) -> dict[str, Any]:
        """A customer's statement."""
        return {
            "bank": self.bank(each.token),
            "holder": self.name(each.wallet),
            "wallet": each.wallet,
            "currency": self.books.history.system.currency,
            "opening": self.amount(each.opening),
            "lines": [
                {
                    "at": self.moment(line.time),
                    "what": line.words,
                    "change": self.amount(line.change),
                    "balance": self.amount(line.balance),
                    "counterparty": self.name(line.counterparty) if line.counterparty else "",
                    "counterparty_bank": self.bank(line.counterparty_bank),
                    "uetr": str(line.uetr) if line.uetr else "",
                    "purpose": line.purpose,
                    "returns": str(line.returns) if line.returns else "",
                    "held_for": self.name(line.held_for) if line.held_for else "",
                    "reference": "0x" + line.reference.hex() if line.reference else "",
                    "transaction": line.transaction,
                }
                for line in each.lines
            ],
            "closing": self.amount(each.closing),
        }


def told_statement(scribe: Scribe, bank: str, wallet: str) -> dict[str, Any]:
    """The statement of a wallet at a bank that a person names; raises InputError where there is no such bank."""
    token = scribe.books.history.token_of(bank)
    if token is None:
        known = ", ".join(scribe.bank(each) for each in scribe.books.entries)
        raise InputError("BANK", f"no bank of this system is called '{bank}'", f"Name one of {known}")
    return scribe.statement(statement_of(scribe.books, token, written_address("WALLET", wallet)))


def state_of(story: Story) -> str:
    """Where a payment stands, in words."""
    if story.suspense:
        return "final, held by the payee's bank"
    if story.undebited:
        return "final, payer not debited"
    if story.returned_by:
        return "final, sent back by another"
    return _STATES.get(story.status, "unknown")
