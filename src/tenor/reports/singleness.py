"""Singleness of money from events: a unit at one bank is a unit at every other, and a debt of one bank once.

Whether contracts answer what events tell is looked at beside, with the views that they have.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tenor.chain.connection import Chain
from tenor.chain.contract import at
from tenor.errors import ReconciliationFailed
from tenor.money.books import Books, Kind
from tenor.money.days import days_of
from tenor.money.payment import Method, Status
from tenor.money.stories import Story, sessions_of
from tenor.reports.check import Check


@dataclass(frozen=True, slots=True)
class BankMoney:
    """One bank's money at the end [minor].

    Args:
        token: its deposits; central-bank money for the central bank.
        customers: wallets that hold some.
        held: sum of what they hold.
        liability: by what was booked, withdrawn, sent and received.
        supply: as the contract answers.
    """

    token: str
    customers: int
    held: int
    liability: int
    supply: int

    @property
    def agrees(self) -> bool:
        """Whether the three are one."""
        return self.held == self.liability == self.supply


@dataclass(frozen=True, slots=True)
class Exchange:
    """What customers of one bank paid to those of another [minor].

    Args:
        payer_token: deposits at the one.
        payee_token: deposits at the other.
        payments: how many.
        debited: in the one's money.
        credited: in the other's.
    """

    payer_token: str
    payee_token: str
    payments: int
    debited: int
    credited: int


def bank_money(chain: Chain, books: Books) -> list[BankMoney]:
    """Each bank's money, central-bank money first."""
    return [
        BankMoney(
            token,
            len(books.ledger.holdings(token)),
            books.ledger.supply(token),
            books.liability(token),
            at(chain, "DepositToken", token).functions.totalSupply().call(block_identifier=books.history.last_block),
        )
        for token in books.entries
    ]


def exchanges(books: Books) -> list[Exchange]:
    """What was paid from each bank to each other, by final payments; those whose payer was not debited apart."""
    found: dict[tuple[str, str], list[Story]] = {}
    for story in _final(books):
        if not story.undebited:
            found.setdefault((story.payer_token, story.payee_token), []).append(story)
    return [
        Exchange(
            *pair,
            len(stories),
            sum(leg.amount for story in stories for leg in story.debits),
            sum(leg.amount for story in stories for leg in story.credits),
        )
        for pair, stories in found.items()
    ]


def check_singleness(chain: Chain, books: Books) -> list[Check]:
    """Everything that singleness asks for, each with what was looked at."""
    return [
        _each_bank(chain, books),
        _each_day(books),
        _explained(books),
        _once(books),
        _reserves(books),
        _sessions(books),
        _at_par(books),
        _untouched(books),
        _as_asked(books),
        _balances(chain, books),
    ]


def _each_bank(chain: Chain, books: Books) -> Check:
    wrong = [
        f"{books.history.code(each.token)}: held {each.held:,}, owed {each.liability:,}, supply {each.supply:,}"
        for each in bank_money(chain, books)
        if not each.agrees
    ]
    return _check("customers' money = liability = supply, bank by bank", wrong, len(books.entries))


def _each_day(books: Books) -> Check:
    days = days_of(books)
    wrong = [
        f"{books.history.code(day.token)} on {day.day}: owes {day.liability:,}, supply {day.supply:,}"
        for day in days
        if day.liability != day.supply
    ]
    return _check("liability = supply at the end of each day", wrong, len(days))


def _explained(books: Books) -> Check:
    entries = [entry for each in books.entries.values() for entry in each]
    wrong = [
        f"{entry.leg.amount:,} of {books.history.code(entry.leg.token)} in {entry.leg.event.transaction}"
        for entry in entries
        if entry.kind is Kind.UNEXPLAINED
    ]
    return _check("money is created and destroyed by what events tell alone", wrong, len(entries))


def _once(books: Books) -> Check:
    wrong, stories = [], list(_final(books))
    for story in stories:
        debits, credits_ = len(story.debits) + story.undebited, len(story.credits)
        if (debits, credits_) != (1, 1):
            wrong.append(f"{story.uetr}: debited {len(story.debits)} times, credited {credits_} times")
    return _check("a final payment is debited once and credited once, or named", wrong, len(stories))


def require_singleness(checks: Sequence[Check]) -> None:
    """Raise ReconciliationFailed with the first difference."""
    for check in checks:
        if check.difference is not None:
            raise ReconciliationFailed(check.name, check.difference, "Trace it with tenor interbank list")


def exceptions(books: Books) -> list[Story]:
    """Final payments that somebody holds for their payee, or whose payer's deposit was taken before."""
    return [story for story in _final(books) if story.suspense or story.undebited]


def _reserves(books: Books) -> Check:
    """In each payment in reserves the payer's bank pays the payee's the amount, and reserves are as many as before."""
    wrong, looked = [], 0
    accounts = books.history.system.accounts
    for story in _final(books):
        if story.method is Method.RESERVES:
            looked += 1
            pairs = [(leg.sender, leg.receiver, leg.amount) for leg in story.between]
            if pairs != [(accounts.get(story.payer_token), accounts.get(story.payee_token), story.amount)]:
                wrong.append(f"{story.uetr}: {len(pairs)} movements of reserves")
        elif story.between:
            wrong.append(f"{story.uetr}: reserves moved for it, and it settles otherwise")
    created = {entry.leg.event.transaction for entry in books.entries[books.history.system.reserves] if entry.change}
    ended = {story.last.transaction for story in _final(books)}
    wrong += [f"reserves were created or destroyed by a payment, in {each}" for each in sorted(created & ended)]
    return _check("reserves move by the amount of each payment in them", wrong, looked)


def _sessions(books: Books) -> Check:
    """What each session moved between banks is what it says, and what its payments owe net."""
    wrong, history = [], books.history
    tokens = {member.account: token for token, member in history.members.items()}
    looked = sessions_of(history)
    for transaction in sorted(looked):
        moved, owed, told = Counter[str](), Counter[str](), Counter[str]()
        for entry in books.entries[history.system.reserves]:
            if entry.leg.event.transaction == transaction and entry.leg.sender and entry.leg.receiver:
                moved[tokens.get(entry.leg.sender, entry.leg.sender)] -= entry.leg.amount
                moved[tokens.get(entry.leg.receiver, entry.leg.receiver)] += entry.leg.amount
        for story in _final(books):
            if story.last_of("PaymentFinal") == transaction:
                owed[story.payer_token] -= story.amount
                owed[story.payee_token] += story.amount
        for event in history.events:
            if event.transaction == transaction and event.name == "NetSettled":
                told[event.args["token"]] += event.args["net"]
        if not moved == owed == told:
            wrong.append(f"the session in {transaction}: payments owe {dict(owed)}, banks moved {dict(moved)}")
    return _check("a session moves what its payments owe net", wrong, len(looked))


def _at_par(books: Books) -> Check:
    found = exchanges(books)
    wrong = [
        f"{books.history.code(each.payer_token)} to {books.history.code(each.payee_token)}: {each.debited:,} debited, "
        f"{each.credited:,} credited"
        for each in found
        if each.debited != each.credited
    ]
    return _check("one unit at a bank was exchanged for one at another", wrong, len(found))


def _untouched(books: Books) -> Check:
    """A payment that is not final has moved nothing on the payee's side; on the payer's only if it was confirmed."""
    stories = [story for story in books.payments.values() if story.status is not Status.FINAL]
    wrong = [
        f"{story.uetr}: {story.status.name.lower()}, and money moved"
        for story in stories
        if story.credits or story.between or (story.debits and story.status is not Status.CONFIRMED)
    ]
    return _check("a payment that is not final has given nobody money", wrong, len(stories))


def _as_asked(books: Books) -> Check:
    known = [story for story in books.payments.values() if story.asked]
    wrong = []
    for story in known:
        asked = story.asked
        legs = [(leg.token, asked.payer_token) for leg in story.debits if asked]
        legs += [(leg.token, asked.payee_token) for leg in story.credits if asked]
        if any(token != wanted for token, wanted in legs):
            wrong.append(f"{story.uetr}: another bank's money moved than was asked for")
    return _check("a payment moves the money of the banks that it names", wrong, len(known))


def _balances(chain: Chain, books: Books) -> Check:
    wrong, looked = [], 0
    for token in books.entries:
        views = at(chain, "DepositToken", token).functions
        for wallet, balance in books.ledger.holdings(token).items():
            looked += 1
            answer = views.balanceOf(wallet).call(block_identifier=books.history.last_block)
            if answer != balance:
                wrong.append(f"{wallet} at {books.history.code(token)}: {answer:,} on chain, {balance:,} by events")
    return _check("every balance is what the contract answers", wrong, looked)


def _final(books: Books) -> Iterator[Story]:
    return (story for story in books.payments.values() if story.status is Status.FINAL)


def _check(name: str, wrong: list[str], compared: int) -> Check:
    more = f", and {len(wrong) - 1} more" if len(wrong) > 1 else ""
    return Check(name, compared, wrong[0] + more if wrong else None)
