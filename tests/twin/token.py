"""A twin of the permissioned token, in plain words: who may hold, what is free, what is counted, and why a move fails.

It is written from what the interfaces promise and imports nothing of the toolkit. Where several reasons speak against a
move it knows them all; which of them a token names first is the token's affair.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import UTC, datetime

UNLIMITED = 2**256 - 1  # an allowance that is never used up
LARGEST = 2**64 - 1  # of a field of an account


@dataclass
class Holder:
    """What the register says of a wallet: its investor, by the first wallet, and what was vouched for."""

    investor: str
    country: int = 344
    investor_class: int = 2
    topics: int = 1
    verified: bool = True


@dataclass
class Rules:
    """All off, as a token begins."""

    max_holding: int = 0
    closed: tuple[int, int] = (0, 0)  # first and last second
    topics: int = 0
    excluded: int = 0
    spender_list: bool = False
    approval: bool = False
    max_holders: int = 0
    locked_until: int = 0
    daily: int = 0
    monthly: int = 0
    multiple: int = 0
    country_rule: int = 0  # any, only these, all but these
    countries: frozenset[int] = frozenset()


@dataclass
class Token:
    """One token; amounts are units or minor units, times are seconds since 1970, wallets any names."""

    address: str
    venue: str
    register: dict[str, Holder]
    minimum: int  # least holding other than none
    most: int  # that may be in issue
    never: frozenset[int]  # investor classes that may never receive
    rules: Rules = field(default_factory=Rules)
    counted: bool = False  # holders, from before the first unit on
    paused: bool = False
    outside: str = "none"  # the rules outside the token: none, willing, refusing
    balances: defaultdict[str, int] = field(default_factory=lambda: defaultdict(int))
    frozen: defaultdict[str, int] = field(default_factory=lambda: defaultdict(int))
    blocked: set[str] = field(default_factory=set)
    settling: set[str] = field(default_factory=set)
    allowances: defaultdict[tuple[str, str], int] = field(default_factory=lambda: defaultdict(int))
    spenders: set[str] = field(default_factory=set)
    approved: dict[tuple[str, str, int], int] = field(default_factory=dict)
    sent: list[tuple[str, int, int]] = field(default_factory=list)  # investor, time, amount

    @property
    def supply(self) -> int:
        return sum(self.balances.values())

    @property
    def holders(self) -> int:
        """Investors with a holding, where they are counted."""
        found = {self.register[wallet].investor for wallet, held in self.balances.items() if held}
        return len(found) if self.counted else 0

    def free(self, wallet: str) -> int:
        return max(0, self.balances[wallet] - self.frozen[wallet])

    def held_by_investor(self, wallet: str) -> int:
        """Over all wallets of the investor that a wallet belongs to."""
        if wallet not in self.register:
            return self.balances[wallet]
        investor = self.register[wallet].investor
        held = [(self.register[each].investor, amount) for each, amount in self.balances.items() if amount]
        return sum(amount for holder, amount in held if holder == investor)

    def ineligible(self, wallet: str) -> set[str]:
        """Why a wallet may not receive at all, its freeze apart."""
        if wallet == self.address:
            return {"INVALID_RECEIVER"}
        rules, who = self.rules, self.register.get(wallet)
        if who is None or not who.verified or rules.topics & ~who.topics:
            return {"NOT_VERIFIED"}
        found = set()
        if rules.excluded >> who.investor_class & 1 or who.investor_class in self.never:
            found.add("INVESTOR_CLASS")
        if (rules.country_rule, who.country in rules.countries) in {(1, False), (2, True)}:
            found.add("COUNTRY")
        return found

    def may_receive(self, wallet: str) -> bool:
        return wallet not in self.blocked and not self.ineligible(wallet)

    def against_receiving(self, sender: str | None, wallet: str, amount: int) -> set[str]:
        """What speaks against new units on a wallet, from somebody or newly minted."""
        found = self.ineligible(wallet)
        if wallet in self.blocked:
            found.add("RECEIVER_FROZEN")
        if found & {"NOT_VERIFIED", "INVALID_RECEIVER"}:
            return found
        after = self.balances[wallet] + amount
        if 0 < after < self.minimum:
            found.add("MINIMUM_HOLDING")
        of_one = sender is not None and self._same_investor(sender, wallet)
        most = self.rules.max_holding
        if most and not of_one and self.held_by_investor(wallet) + amount > most:
            found.add("MAXIMUM_HOLDING")
        if self.counted and amount and not of_one and not self.held_by_investor(wallet):
            leaves = sender is not None and self.held_by_investor(sender) == amount
            if self.holders + 1 - leaves > self.rules.max_holders:
                found.add("MAXIMUM_HOLDERS")
        return found

    def against_transfer(self, sender: str, receiver: str, amount: int, now: int) -> set[str]:
        """Every reason that a transfer of the holder itself would fail for."""
        rules, found = self.rules, self._against_moving(sender, amount)
        if self.paused:
            found.add("PAUSED")
        if rules.closed[1] and rules.closed[0] <= now <= rules.closed[1]:
            found.add("CLOSED_PERIOD")
        if now <= rules.locked_until:
            found.add("LOCK_UP")
        if sender == receiver:
            found |= self.ineligible(receiver) | ({"RECEIVER_FROZEN"} if receiver in self.blocked else set())
        else:
            if 0 < self.balances[sender] - amount < self.minimum:
                found.add("MINIMUM_HOLDING")
            found |= self.against_receiving(sender, receiver, amount)
        if rules.multiple and amount % rules.multiple:
            found.add("MULTIPLE")
        day, month = self._volumes(sender, now)
        if rules.daily and day + amount > rules.daily:
            found.add("DAILY_VOLUME")
        if rules.monthly and month + amount > rules.monthly:
            found.add("MONTHLY_VOLUME")
        if rules.approval and self.approved.get((sender, receiver, amount), -1) < now:
            found.add("APPROVAL_NEEDED")
        return found | ({"EXTERNAL_RULES"} if self.outside == "refusing" else set())

    def against_spending(self, spender: str, sender: str, amount: int) -> set[str]:
        """Every reason that somebody may not spend this for the holder."""
        if spender == self.venue and sender in self.settling:
            return set()
        found = {"SPENDER_NOT_LISTED"} if self.rules.spender_list and spender not in self.spenders else set()
        return found | ({"INSUFFICIENT_ALLOWANCE"} if self.allowances[sender, spender] < amount else set())

    def transfer(self, sender: str, receiver: str, amount: int, now: int) -> None:
        """A transfer that nothing speaks against."""
        self._move(sender, receiver, amount)
        if amount and (self.rules.daily or self.rules.monthly):
            self.sent.append((self.register[sender].investor, now, amount))
        if self.rules.approval:
            del self.approved[sender, receiver, amount]

    def spend(self, spender: str, sender: str, amount: int) -> None:
        by_settlement = spender == self.venue and sender in self.settling
        if not by_settlement and self.allowances[sender, spender] != UNLIMITED:
            self.allowances[sender, spender] -= amount

    def against_mint(self, wallet: str, amount: int) -> set[str]:
        found = self.against_receiving(None, wallet, amount) | ({"PAUSED"} if self.paused else set())
        return found | ({"SupplyExceeded"} if self.supply + amount > self.most else set())

    def against_burn(self, wallet: str, amount: int) -> set[str]:
        """By the holder's own act."""
        return self._against_moving(wallet, amount) | ({"PauseState"} if self.paused else set())

    def against_force(self, sender: str, receiver: str, amount: int) -> set[str]:
        found = self.ineligible(receiver) | ({"RECEIVER_FROZEN"} if receiver in self.blocked else set())
        if sender == receiver or not amount:
            found.add("InvalidAct")
        return found | ({"INSUFFICIENT_BALANCE"} if amount > self.balances[sender] else set())

    def take(self, wallet: str, amount: int) -> None:
        """By force: frozen units go last, and only what is short is released."""
        short = max(0, amount - self.free(wallet))
        self.frozen[wallet] -= short
        self.balances[wallet] -= amount

    def against_recovery(self, lost: str, fresh: str) -> set[str]:
        if lost == fresh:
            return {"InvalidAct"}
        mine, other = self.register.get(lost), self.register.get(fresh)
        if mine is None or other is None or mine.investor != other.investor:
            return {"NotSameInvestor"}
        if self.ineligible(fresh):
            return self.ineligible(fresh)
        anything = self.balances[lost] or self.frozen[lost] or lost in self.settling
        return set() if anything else {"NothingToRecover"}

    def recover(self, lost: str, fresh: str) -> None:
        """Everything goes over, and the lost wallet is closed."""
        self._move(lost, fresh, self.balances[lost])
        self.frozen[fresh] = min(LARGEST, self.frozen[fresh] + self.frozen[lost])
        self.frozen[lost] = 0
        if lost in self.settling:
            self.settling ^= {lost}
            self.settling.add(fresh)
        if lost in self.blocked:
            self.blocked.add(fresh)
        self.blocked.add(lost)

    def _against_moving(self, sender: str, amount: int) -> set[str]:
        found = {"SENDER_FROZEN"} if sender in self.blocked else set()
        if amount > self.balances[sender]:
            found.add("INSUFFICIENT_BALANCE")
        elif amount > self.free(sender):
            found.add("FROZEN_UNITS")
        return found

    def _move(self, sender: str, receiver: str, amount: int) -> None:
        self.balances[sender] -= amount
        self.balances[receiver] += amount

    def _same_investor(self, one: str, other: str) -> bool:
        known = one in self.register and other in self.register
        return known and self.register[one].investor == self.register[other].investor

    def _volumes(self, wallet: str, now: int) -> tuple[int, int]:
        """What an investor has sent today and this month (UTC), as far as it was counted."""
        if wallet not in self.register:
            return 0, 0
        today = datetime.fromtimestamp(now, UTC).date()
        own = [
            (datetime.fromtimestamp(time, UTC).date(), amount)
            for investor, time, amount in self.sent
            if investor == self.register[wallet].investor
        ]
        day = sum(amount for date, amount in own if date == today)
        return day, sum(amount for date, amount in own if (date.year, date.month) == (today.year, today.month))
