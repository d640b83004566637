"""Random queues of obligations, and what is best in them by looking at every subset."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from tenor.settlement.obligation import Account, Obligation, Outcome, Queue


def random_queue(seed: int, most: int) -> Queue:
    """Up to so many deliveries against payment and payments among few parties, mostly short of cover."""
    random = Random(seed)  # noqa: S311 -- nothing is to be kept secret
    parties, assets = ["A", "B", "C", "D"][: random.randint(2, 4)], ["EUR", "USD", "BOND"]
    obligations = []
    for n in range(random.randint(0, most)):
        giver, taker = random.sample(parties, 2)
        asset, money = random.choice([("BOND", "EUR"), ("BOND", "USD"), ("USD", "EUR"), ("EUR", "")])
        units, amount = random.randint(1, 9), random.randint(1, 9)
        changes = [((giver, asset), -units), ((taker, asset), units)]
        if money:
            changes += [((taker, money), -amount), ((giver, money), amount)]
        obligations.append(Obligation(f"O-{n}", tuple(changes), amount, random.randint(1, 4)))
    accounts = [(party, asset) for party in parties for asset in assets]
    balances = {account: random.choice([0, 0, random.randint(0, 12)]) for account in accounts}
    credit = {account: random.choice([0, 0, 0, random.randint(0, 5)]) for account in accounts}
    return Queue(obligations, balances, credit)


@dataclass(frozen=True, slots=True)
class Best:
    """The items that settle in the largest set without overtaking, and the largest value of any set."""

    largest: frozenset[str]
    value: int


def best_of(queue: Queue) -> Best:
    """By trying all subsets, with nothing of the code under test."""
    items = sorted(queue.obligations, key=lambda each: each.priority)
    accounts: list[Account] = sorted({account for each in items for account, _ in each.changes})
    gains = [[dict(each.changes).get(account, 0) for account in accounts] for each in items]
    queues = [sum(1 << n for n, gain in enumerate(gains) if gain[place] < 0) for place in range(len(accounts))]
    opening = [queue.balances.get(account, 0) + queue.credit.get(account, 0) for account in accounts]
    left = {0: opening}
    value, in_order = 0, []
    for subset in range(1 << len(items)):
        if subset:
            last = subset.bit_length() - 1
            before = left[subset ^ 1 << last]
            left[subset] = [room + gain for room, gain in zip(before, gains[last], strict=True)]
        if min(left[subset], default=0) >= 0:
            value = max(value, sum(each.value for n, each in enumerate(items) if subset >> n & 1))
            if all(_is_prefix(subset, each) for each in queues):
                in_order.append(subset)
    largest = max(in_order, key=int.bit_count)
    assert all(each | largest == largest for each in in_order), "two largest sets, neither within the other"
    return Best(frozenset(each.reference for n, each in enumerate(items) if largest >> n & 1), value)


def is_feasible(outcome: Outcome, queue: Queue) -> bool:
    """Whether no account is below its limit after all that settles."""
    left = dict(queue.balances)
    for each in outcome.settled:
        for account, change in each.changes:
            left[account] = left.get(account, 0) + change
    return all(balance >= -queue.credit.get(account, 0) for account, balance in left.items())


def _is_prefix(subset: int, waiting: int) -> bool:
    """Whether no item of an account's queue settles behind one that does not."""
    missing = waiting & ~subset
    return not missing or (waiting & subset) < (missing & -missing)
