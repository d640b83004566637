"""Books of banks from events alone: every movement has its reason, every payment its movements."""

from __future__ import annotations

from dataclasses import replace

import pytest
from eth_utils.crypto import keccak

from tenor.chain.intent import Movement
from tenor.chain.ledger import Ledger
from tenor.money.accounts import booking_intent, transfer_intent, withdrawal_intent
from tenor.money.acts import Word, confirm_intent, refuse_intent, reverse_intent, sign_word
from tenor.money.books import Books, Entry, Kind, books_of
from tenor.money.days import days_of, liability_course
from tenor.money.payment import Method, Payment, Status, payment_id
from tenor.money.statement import statement_of
from tenor.reports.singleness import bank_money, check_singleness, exceptions, exchanges
from tests.money.desk import Desk


def settle(desk: Desk, payment: Payment) -> None:
    signed = sign_word(desk.system, payment, Word(settled=True, reference="R"), desk.world.keys[desk.world.settler.key])
    desk.send(confirm_intent(desk.system, payment, signed, desk.world.outsider, "confirm"), promised=False)


@pytest.fixture
def busy(desk: Desk) -> Desk:
    """A deposit, a withdrawal, a transfer; payments by three methods, one refused, one out of time, one in suspense."""
    world, at_a = desk.world, desk.deposits("A")
    desk.send(
        booking_intent(at_a, world.investor_a, 900, "D-1"),
        withdrawal_intent(at_a, world.investor_a, 100, "W-1"),
        transfer_intent(at_a, world.investor_a, world.bank_a, 50, "T-1"),
    )
    desk.pay(0)
    desk.pay(1, method=Method.CORRESPONDENT, amount=300)
    settle(desk, desk.pay(2, method=Method.CONFIRMED, amount=200, purpose="GDDS"))
    waits = desk.pay(3, method=Method.CONFIRMED, amount=10)
    in_suspense = desk.pay(4, method=Method.CONFIRMED, amount=20)
    desk.screen(30)
    desk.send(refuse_intent(desk.system, desk.pay(5, amount=30), "AC06", world.officer, "screen"))
    desk.banking.b.setAddressFrozen(world.investor_b, True, by=world.officer)  # noqa: FBT003 -- a frozen payee
    settle(desk, in_suspense)
    world.advance(waits.deadline)
    desk.send(reverse_intent(desk.system, waits, world.outsider, "time out"))
    return desk


@pytest.mark.requirement("IBP-10")
def test_read_books__busy_day__tells_what_each_movement_was_for(busy: Desk) -> None:
    books, banking = busy.books(), busy.banking
    kinds = {token: [(entry.kind.value, entry.leg.amount) for entry in books.entries[token]] for token in books.entries}
    assert list(kinds) == [banking.reserves.wallet, banking.a.wallet, banking.b.wallet]
    assert kinds[banking.reserves.wallet] == [("booked", 1_000), ("booked", 1_000), ("reserves", 400)]
    assert kinds[banking.a.wallet] == [
        ("booked", 1_000), ("booked", 900), ("withdrawn", 100), ("transfer", 50),
        ("sent", 400), ("sent", 300), ("sent", 200), ("sent", 20),
    ]  # fmt: skip
    assert kinds[banking.b.wallet] == [
        ("booked", 1_000), ("booked", 500), ("received", 400), ("correspondent", 300), ("received", 200),
        ("received", 20),
    ]  # fmt: skip
    assert books.entries[banking.a.wallet][1].reference == keccak(text="D-1")
    assert [books.liability(token) for token in books.entries] == [2_000, 880, 2_120]


@pytest.mark.requirement("IBP-10")
def test_stories_of__busy_day__end_as_they_did(busy: Desk) -> None:
    stories = list(busy.books().payments.values())
    assert [story.status.name for story in stories] == ["FINAL"] * 3 + ["REVERSED", "FINAL", "REVERSED"]
    assert [story.method for story in stories] == [
        Method.RESERVES, Method.CORRESPONDENT, *[Method.CONFIRMED] * 3, Method.RESERVES,
    ]  # fmt: skip
    assert [(step.what, step.code) for step in stories[5].steps] == [
        ("waits for the payee's bank", ""), ("reversed", "AC06"),
    ]  # fmt: skip
    assert stories[3].steps[-1].code == "TM01"
    assert (stories[4].suspense, exceptions(busy.books())) == (busy.world.bank_b.wallet, [stories[4]])
    asked = stories[2].asked
    assert asked is not None
    assert (asked.purpose, asked.amount) == ("GDDS", 200)
    assert payment_id(busy.system, asked) == stories[2].id


@pytest.mark.requirement("IBP-10")
def test_books_of__calls_not_known__are_told_by_events_alone(busy: Desk) -> None:
    books = books_of(replace(busy.books().history, asked={}))
    final = [story for story in books.payments.values() if story.status is Status.FINAL]
    assert [story.method for story in final] == [Method.RESERVES, Method.CORRESPONDENT, *[Method.CONFIRMED] * 2]
    assert {(story.payer_token, story.payee_token) for story in final} == {
        (busy.banking.a.wallet, busy.banking.b.wallet)
    }
    assert [check.difference for check in check_singleness(busy.world.chain, books)] == [None] * 10


@pytest.mark.requirement("IBP-10")
def test_check_singleness__busy_day__agrees_in_everything(busy: Desk) -> None:
    books = busy.books()
    checks = check_singleness(busy.world.chain, books)
    assert [check.difference for check in checks] == [None] * 10
    assert all(check.compared for check in checks if "session" not in check.name)
    assert [each.agrees for each in bank_money(busy.world.chain, books)] == [True] * 3
    [exchange] = exchanges(books)
    assert (exchange.payments, exchange.debited, exchange.credited) == (4, 920, 920)


@pytest.mark.requirement("IBP-10")
def test_check_singleness__payer_recovered_while_held__is_named(desk: Desk) -> None:
    held = desk.pay(method=Method.CONFIRMED, amount=900)
    desk.banking.a.forcedTransfer(desk.world.investor_a, desk.world.bank_a, 1_000, by=desk.world.officer)
    settle(desk, held)
    books = desk.books()
    [story] = exceptions(books)
    assert (story.undebited, story.debits, story.status) == (True, [], Status.FINAL)
    assert [check.difference for check in check_singleness(desk.world.chain, books)] == [None] * 10
    assert exchanges(books) == []
    assert books.entries[desk.banking.a.wallet][-1].kind is Kind.FORCED


def changed(books: Books, token: str, entries: tuple[Entry, ...]) -> Books:
    moved = (
        Movement(each.leg.token, each.leg.sender, each.leg.receiver, each.leg.amount)
        for other in books.entries
        for each in (entries if other == token else books.entries[other])
    )
    return replace(books, entries={**books.entries, token: entries}, ledger=Ledger(moved))


@pytest.mark.requirement("IBP-10")
def test_check_singleness__movement_left_out__says_what_differs(busy: Desk) -> None:
    books, token = busy.books(), busy.banking.b.wallet
    less = changed(books, token, (*books.entries[token][:-2], books.entries[token][-1]))
    found = {check.name: check.difference for check in check_singleness(busy.world.chain, less) if not check.ok}
    assert found == {
        "customers' money = liability = supply, bank by bank": "dB: held 1,920, owed 1,920, supply 2,120",
        "every balance is what the contract answers": (
            f"{busy.world.investor_b.wallet} at dB: 1,900 on chain, 1,700 by events"
        ),
    }


@pytest.mark.requirement("IBP-10")
def test_check_singleness__credited_twice_or_unexplained__says_which(busy: Desk) -> None:
    books, token = busy.books(), busy.banking.b.wallet
    first = next(iter(books.payments.values()))
    first.credits.append(first.credits[0])
    last = replace(books.entries[token][-1], kind=Kind.UNEXPLAINED)
    books = changed(books, token, (*books.entries[token][:-1], last))
    found = {check.name: check.difference for check in check_singleness(busy.world.chain, books) if not check.ok}
    assert found["a final payment is debited once and credited once, or named"] == (
        f"{first.uetr}: debited 1 times, credited 2 times"
    )
    assert "one unit at a bank was exchanged for one at another" in found
    assert "liability = supply at the end of each day" in found
    assert found["money is created and destroyed by what events tell alone"].startswith("20 of ")


@pytest.mark.requirement("IBP-10")
def test_days_of__deposits_over_two_days__close_as_supply(busy: Desk) -> None:
    busy.world.advance(busy.world.now + 86_400)
    busy.send(booking_intent(busy.deposits("A"), busy.world.investor_a, 7, "D-2"))
    books = busy.books()
    first, second = (day for day in days_of(books) if day.token == busy.banking.a.wallet)
    assert (first.opening, first.liability, first.supply) == (0, 880, 880)
    assert (second.opening, second.liability, second.moved[Kind.BOOKED]) == (880, 887, 7)
    assert liability_course(books, busy.banking.a.wallet)[-1] == (busy.world.now, 887)


@pytest.mark.requirement("IBP-11")
def test_statement_of__customer__opens_moves_and_closes_at_its_balance(busy: Desk) -> None:
    books, world = busy.books(), busy.world
    told = statement_of(books, busy.banking.a.wallet, world.investor_a.wallet)
    assert (told.opening, told.closing) == (0, busy.banking.a.balanceOf(world.investor_a))
    assert [(line.change, line.balance) for line in told.lines][-2:] == [(-200, 850), (-20, 830)]
    line = told.lines[-2]
    assert (line.counterparty, line.counterparty_bank) == (world.investor_b.wallet, busy.banking.b.wallet)
    assert (line.words, line.uetr) == ("purchase of goods", busy.payment(2).uetr)
    later = statement_of(books, busy.banking.a.wallet, world.investor_a.wallet, since=line.time)
    assert (later.opening, len(later.lines)) == (1_050, 2)
    assert statement_of(books, busy.banking.a.wallet, world.outsider.wallet).lines == ()
