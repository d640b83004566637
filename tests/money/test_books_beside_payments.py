"""Books of money that comes to be and ceases without a payment: interest on deposits, intraday credit in reserves."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tenor.money.books import Books, Kind, books_of, read_books
from tenor.money.days import days_of
from tenor.reports.singleness import bank_money, check_singleness
from tests.contracts.InterestDepositToken.earner import open_earner
from tests.contracts.lending import open_lending
from tests.contracts.world import World


def told(books: Books, token: str) -> list[tuple[str, int]]:
    return [(entry.kind.value, entry.leg.amount) for entry in books.entries[token]]


@pytest.mark.requirement("IBP-10", "CREDIT-5")
def test_read_books__credit_within_the_day__is_lent_and_repaid(world: World) -> None:
    lending = open_lending(world)
    lending.draw(900, lending.pledge(20))
    lending.repay(400)
    books = read_books(world.chain, lending.banking.payments.wallet)
    reserves = lending.banking.reserves.wallet
    assert told(books, reserves)[-2:] == [("lent", 900), ("repaid", 400)]
    assert books.liability(reserves) == 2_500
    assert all(money.agrees for money in bank_money(world.chain, books))
    assert [check.difference for check in check_singleness(world.chain, books)] == [None] * 10
    unexplained = books_of(replace(books.history, credit=()))
    assert [kind for kind, _ in told(unexplained, reserves)[-2:]] == [Kind.UNEXPLAINED] * 2


@pytest.mark.requirement("IBP-10", "INT-3")
def test_read_books__interest_credited__is_owed_from_then_on(world: World) -> None:
    earner, payments = open_earner(world), world.banking["InterbankPayments"]
    earner.token.openAccounts([earner.bank], by=earner.bank)
    world.banking["DepositToken"].openAccounts([earner.bank], by=world.central_bank)
    payments.join(earner.token, by=earner.bank)
    earner.book("investor_a", 10_000)
    earner.pass_days(365)
    earner.credit("investor_a")
    books = read_books(world.chain, payments.wallet)
    assert told(books, earner.token.wallet) == [("booked", 10_000), ("interest", 100)]
    assert books.liability(earner.token.wallet) == earner.token.totalSupply()
    last = [day for day in days_of(books) if day.token == earner.token.wallet][-1]
    assert (last.opening, last.liability, last.supply) == (10_000, 10_100, 10_100)
