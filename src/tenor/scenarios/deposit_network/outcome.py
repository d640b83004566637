"""The books after the day, what each way of settling needed, and every check on them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tenor.chain.contract import at
from tenor.chain.intent import Movement
from tenor.chain.ledger import Ledger
from tenor.money.books import Books, Kind, read_books
from tenor.money.payment import Method, Status
from tenor.money.statement import Statement, statement_of
from tenor.money.stories import Story
from tenor.reports.check import Check, compare, named
from tenor.reports.singleness import BankMoney, Exchange, bank_money, check_singleness, exchanges
from tenor.scenarios.deposit_network.course import Course
from tenor.scenarios.deposit_network.network import CURRENCY
from tenor.scenarios.deposit_network.orders import Order
from tenor.scenarios.deposit_network.people import HOUSES
from tenor.settlement.liquidity import gross_needs, net_needs
from tenor.settlement.obligation import Obligation

_WAITING = {Status.SCREENING, Status.PENDING, Status.QUEUED, Status.CONFIRMED}


@dataclass(frozen=True, slots=True)
class Way:
    """What one way of settling came to on the day [minor].

    Args:
        made: payments that were on the chain.
        final: of them.
        sent_back: of them.
        refused: payments that the chain refused before they were sent.
        value: of those that were final.
        reserves: central-bank money that moved between banks for them, on this chain.
    """

    method: Method
    made: int
    final: int
    sent_back: int
    refused: int
    value: int
    reserves: int


@dataclass(frozen=True, slots=True)
class Need:
    """What a bank had, and what the day's final payments would have needed of it in reserves alone [minor].

    Args:
        opened: reserves when the day opened, after its accounts at other banks were funded.
        gross: if each had settled by itself as it was made.
        net: if all had settled at once at the end.
    """

    code: str
    opened: int
    gross: int
    net: int


@dataclass(frozen=True, slots=True)
class Outcome:
    """Everything that the page shows and the checks hold against each other."""

    course: Course
    books: Books
    money: Sequence[BankMoney]
    exchanges: Sequence[Exchange]
    ways: Sequence[Way]
    needs: Sequence[Need]
    statements: Sequence[Statement]
    checks: Sequence[Check]

    @property
    def orders(self) -> Mapping[str, Order]:
        """Every payment that was made, by its reference."""
        return {str(order.uetr): order for order, _ in self.course.made}


def read_outcome(course: Course) -> Outcome:
    """Rebuild the books from the chain and hold them against the contracts and against what was asked for."""
    network = course.network
    books = read_books(network.chain, network.system.address, campaign=network.system.campaign)
    statements = [
        statement_of(books, network.tokens[customer.house.code], network.actor(customer).wallet)
        for customer in course.plan.customers
    ]
    checks = [
        *check_singleness(network.chain, books),
        *_records(course, books),
        _made(course, books),
        _nobody_waits(books),
        _statements(course, statements),
    ]
    return Outcome(
        course, books, bank_money(network.chain, books), exchanges(books), _ways(course, books), _needs(course, books),
        statements, checks,
    )  # fmt: skip


def _ways(course: Course, books: Books) -> list[Way]:
    refused = Counter(each.order.method for each in course.refused)
    nets = sum(each.leg.amount for each in books.entries[books.history.system.reserves] if each.kind is Kind.NET)
    ways = []
    for method in Method:
        stories = [story for story in books.payments.values() if story.method is method]
        final = [story for story in stories if story.status is Status.FINAL]
        moved = sum(leg.amount for story in final for leg in story.between)
        value = sum(story.amount for story in final)
        reserves = nets if method is Method.NETTED else moved
        back = sum(story.status is Status.REVERSED for story in stories)
        ways.append(Way(method, len(stories), len(final), back, refused[method], value, reserves))
    return ways


def _needs(course: Course, books: Books) -> list[Need]:
    tokens = course.network.tokens
    codes = {tokens[house.code]: house.code for house in HOUSES}
    final = sorted(
        (story for story in books.payments.values() if story.status is Status.FINAL),
        key=lambda story: (story.first.block, story.first.index),
    )
    obligations = [_obligation(story, codes) for story in final]
    gross, net = gross_needs(obligations), net_needs(obligations)
    first = min(story.first.block for story in books.payments.values())
    early = (entry.leg for entry in books.entries[books.history.system.reserves] if entry.leg.event.block < first)
    opened = Ledger(Movement(leg.token, leg.sender, leg.receiver, leg.amount) for leg in early)
    accounts = books.history.system.accounts
    return [
        Need(
            house.code,
            opened.balance(books.history.system.reserves, accounts[tokens[house.code]]),
            gross.get((house.code, CURRENCY), 0),
            net.get((house.code, CURRENCY), 0),
        )
        for house in HOUSES
    ]


def _obligation(story: Story, codes: Mapping[str, str]) -> Obligation:
    payer, payee = codes[story.payer_token], codes[story.payee_token]
    changes = (((payer, CURRENCY), -story.amount), ((payee, CURRENCY), story.amount))
    return Obligation(str(story.uetr), changes, story.amount)


def _records(course: Course, books: Books) -> list[Check]:
    """The balances that all intents promised against those that events tell, money by money."""
    network = course.network
    promised = Ledger(movement for intent, _ in network.journal for movement in intent.movements)
    return [
        compare(
            f"Balances at {books.history.code(token)}: what was promised against events",
            named(promised.holdings(token), network.names),
            named(books.ledger.holdings(token), network.names),
            ("promised", "events"),
        )
        for token in books.entries
    ]


def _made(course: Course, books: Books) -> Check:
    asked = {str(order.uetr): order.amount for order, _ in course.made}
    found = {str(story.uetr): story.amount for story in books.payments.values()}
    return compare("Payments asked for against events", asked, found, ("asked for", "events"))


def _nobody_waits(books: Books) -> Check:
    waiting = {str(story.uetr): story.amount for story in books.payments.values() if story.status in _WAITING}
    check = compare("Payments that still wait when the day is over", {}, waiting, ("none", "waits"))
    return Check(check.name, len(books.payments), check.difference)


def _statements(course: Course, statements: Sequence[Statement]) -> Check:
    chain = course.network.chain
    closing = {f"{each.wallet} {each.token}": each.closing for each in statements}
    held = {
        f"{each.wallet} {each.token}": at(chain, "DepositToken", each.token).functions.balanceOf(each.wallet).call()
        for each in statements
    }
    return compare("Closing balances of statements against contracts", closing, held, ("statement", "contract"))
