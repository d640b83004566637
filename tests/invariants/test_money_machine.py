"""Banks, customers and payments of every method played at random beside their twin: every refusal and book must agree.

After each act: what a bank owes is its token's supply, reserves in all are what the central bank booked, what is locked
on an account is what its open payments hold, and what has ended stays ended.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from tests.contracts.banking import SALARY
from tests.contracts.sessions import HOUR, Sessions, open_sessions
from tests.contracts.support import Deployed, Refused
from tests.contracts.world import World
from tests.twin.payments import ENDED, Bank, Clearing, Method, Payment, Refusal, Status

METHODS = list(Method)
STATUSES = list(Status)
CUSTOMERS = st.sampled_from("abc")
ROUTES = st.sampled_from(["ab", "ba", "ac", "ca", "bc", "cb", "ab", "ba"])
AMOUNTS = st.one_of(st.integers(1, 300), st.integers(1, 300), st.sampled_from([1_000, 1_001, 500, 501]))
LASTING = st.sampled_from([0, 600, HOUR, 2 * HOUR, 3 * HOUR, 3 * HOUR])
PAYMENTS = st.lists(st.tuples(ROUTES, AMOUNTS, st.sampled_from(METHODS), LASTING), min_size=3, max_size=6)
LENGTHS = st.tuples(*[st.sampled_from([4, 4, 4, 1, 0])] * 3)
CHOSEN = st.integers(0, 30)


class MoneyMachine(RuleBasedStateMachine):
    """One world at a time; what an example did to the chain is undone at its end."""

    def __init__(self, world: World) -> None:
        super().__init__()
        self.world = world
        self.snapshot = world.chain.rpc("evm_snapshot")
        self.sessions: Sessions = open_sessions(world)
        self.real: dict[int, dict[str, Any]] = {}
        self.ended: dict[int, Status] = {}
        self.sessions.payments.setBank(self.sessions.tokens["b"], 250, True, False, by=world.bank_b)  # noqa: FBT003
        self.twin = Clearing(
            {
                "A": Bank({"a": 1_000, "A": 0}, 1_000, corresponds=True),
                "B": Bank({"b": 1_000, "B": 0, "A": 500}, 1_000, corresponds=True, screens_from=250),
                "C": Bank({"c": 1_000, "C": 0}, 1_000, corresponds=False),
            }
        )

    def teardown(self) -> None:
        assert self.world.chain.rpc("evm_revert", self.snapshot)

    @property
    def next(self) -> int:
        """Time of the block that the next transaction comes in [s]."""
        return self.world.now + 1

    def play(self, model: Callable[[], None], real: Callable[[], object]) -> bool:
        """Both refuse, or both do it; whether they did."""
        try:
            model()
        except Refusal:
            with pytest.raises(Refused):
                real()
            return False
        real()
        return True

    def token(self, customer: str) -> Deployed:
        return self.sessions.tokens[customer.lower()]

    def pick(self, chosen: int) -> int | None:
        """A payment, mostly one that is still open."""
        waiting = [number for number in self.real if self.twin.payments[number].status not in {*ENDED, Status.NONE}]
        numbers = waiting if waiting and chosen % 4 else list(self.real)
        return numbers[chosen % len(numbers)] if numbers else None

    @rule(customer=CUSTOMERS, amount=AMOUNTS)
    def book(self, customer: str, amount: int) -> None:
        who, bank = self.sessions.customers[customer], self.sessions.banks[customer]
        self.play(
            lambda: self.twin.book(customer, amount),
            lambda: self.sessions.banking.book(self.token(customer), who, amount, bank),
        )

    @rule(customer=CUSTOMERS, amount=AMOUNTS)
    def withdraw(self, customer: str, amount: int) -> None:
        reference = self.next.to_bytes(32, "big")
        self.play(
            lambda: self.twin.withdraw(customer, amount),
            lambda: self.token(customer).redeem(amount, reference, by=self.sessions.customers[customer]),
        )

    @rule(customer=CUSTOMERS, amount=AMOUNTS)
    def take_by_force(self, customer: str, amount: int) -> None:
        who, bank = self.sessions.customers[customer], self.sessions.banks[customer]
        self.play(
            lambda: self.twin.take_by_force(customer, amount),
            lambda: self.token(customer).forcedTransfer(who, bank, amount, by=self.world.officer),
        )

    @rule(customer=CUSTOMERS, frozen=st.sampled_from([True, False, False, False]))
    def freeze(self, customer: str, frozen: bool) -> None:  # noqa: FBT001
        held = self.twin.banks[customer.upper()].frozen
        (held.add if frozen else held.discard)(customer)
        self.token(customer).setAddressFrozen(self.sessions.customers[customer], frozen, by=self.world.officer)

    @rule(
        customer=CUSTOMERS,
        screens_from=st.sampled_from([0, 0, 100]),
        suspended=st.sampled_from([True, False, False, False]),
    )
    def set_bank(self, customer: str, screens_from: int, suspended: bool) -> None:  # noqa: FBT001
        bank = self.twin.banks[customer.upper()]
        bank.screens_from, bank.suspended = screens_from, suspended
        wishes = (screens_from, bank.corresponds, suspended)
        self.sessions.payments.setBank(self.token(customer), *wishes, by=self.sessions.banks[customer])

    @rule(customer=CUSTOMERS, cap=st.sampled_from([0, 200, 400]), other=CUSTOMERS, limit=st.sampled_from([0, 200, 400]))
    def bound(self, customer: str, cap: int, other: str, limit: int) -> None:
        bank, by = self.twin.banks[customer.upper()], self.sessions.banks[customer]
        bank.cap, bank.limits[other.upper()] = cap, limit
        self.sessions.payments.setCap(self.token(customer), cap, by=by)
        self.sessions.payments.setBilateralLimit(self.token(customer), self.token(other), limit, by=by)

    @rule(payments=PAYMENTS)
    def pay(self, payments: list[tuple[str, int, Method, int]]) -> None:
        for route, amount, method, lasts in payments:
            self._pay(route, amount, method, lasts)

    @rule(payments=PAYMENTS, lengths=LENGTHS)
    def pay_and_settle(self, payments: list[tuple[str, int, Method, int]], lengths: tuple[int, int, int]) -> None:
        """A busy hour and its cut-off."""
        for route, amount, _, _ in payments:
            self._pay(route, amount, Method.NETTED, 3 * HOUR)
        self.settle_session(lengths, swapped=False, waits=True)

    def _pay(self, route: str, amount: int, method: Method, lasts: int) -> None:
        payer, payee = route
        number, deadline = next(self.sessions.nonces), self.next + lasts
        payment = self.sessions.banking.payment(
            uetr=number.to_bytes(16, "big"), payer=self.sessions.customers[payer],
            payee=self.sessions.customers[payee], payerToken=self.token(payer), payeeToken=self.token(payee),
            amount=amount, method=METHODS.index(method), nonce=number, deadline=deadline,
        )  # fmt: skip
        model = Payment(payer, payee, amount, method, deadline)
        paid = self.play(lambda: self.twin.pay(number, model, self.next), lambda: self.sessions.banking.pay(payment))
        if paid:
            self.real[number] = payment

    @rule(chosen=CHOSEN, accepted=st.booleans())
    def screen(self, chosen: int, accepted: bool) -> None:  # noqa: FBT001
        number = self.pick(chosen)
        if number is None:
            return
        payment, payments = self.real[number], self.sessions.payments
        if accepted:
            self.play(
                lambda: self.twin.accept(number, self.next),
                lambda: payments.accept(payment, by=self.world.officer),
            )
        else:
            self.play(lambda: self.twin.refuse(number), lambda: payments.refuse(payment, SALARY, by=self.world.officer))

    @rule(chosen=CHOSEN, settled=st.booleans())
    def confirm(self, chosen: int, settled: bool) -> None:  # noqa: FBT001
        number = self.pick(chosen)
        if number is not None:
            self.play(
                lambda: self.twin.confirm(number, settled=settled),
                lambda: self.sessions.banking.confirm(self.real[number], settled=settled),
            )

    @rule(chosen=CHOSEN)
    def reverse(self, chosen: int) -> None:
        number = self.pick(chosen)
        if number is not None:
            self.play(
                lambda: self.twin.reverse(number, self.next),
                lambda: self.sessions.payments.reverse(self.real[number], by=self.world.outsider),
            )

    @rule(chosen=CHOSEN, urgent=st.booleans())
    def requeue(self, chosen: int, urgent: bool) -> None:  # noqa: FBT001
        number = self.pick(chosen)
        if number is not None:
            bank = self.sessions.banks[self.twin.payments[number].payer]
            self.play(
                lambda: self.twin.requeue(number, urgent=urgent),
                lambda: self.sessions.payments.requeue(self.real[number], urgent=urgent, by=bank),
            )

    @rule(lengths=LENGTHS, swapped=st.booleans(), waits=st.booleans())
    def settle_session(self, lengths: tuple[int, int, int], swapped: bool, waits: bool) -> None:  # noqa: FBT001
        """Of each bank the first few that stand, mostly after a cut-off and mostly in their order."""
        if waits:
            self.sessions.cut_off()
        queues = [self.twin.standing(bank, self.next)[:most] for bank, most in zip("ABC", lengths, strict=True)]
        numbers = [number for queue in queues for number in queue]
        if swapped and len(numbers) > 1:
            numbers[0], numbers[1] = numbers[1], numbers[0]
        if numbers:
            self.play(
                lambda: self.twin.settle(numbers, self.next),
                lambda: self.sessions.settle(*(self.real[number] for number in numbers)),
            )

    @rule(seconds=st.sampled_from([1, 600, HOUR]))
    def time_passes(self, seconds: int) -> None:
        self.world.advance(self.world.now + seconds)

    @invariant()
    def books_agree(self) -> None:
        sessions, twin = self.sessions, self.twin
        wallets = {**sessions.customers, **{name.upper(): actor for name, actor in sessions.banks.items()}}
        for name, bank in twin.banks.items():
            token = self.token(name)
            assert {each: token.balanceOf(wallets[each]) for each in bank.accounts} == bank.accounts
            assert token.totalSupply() == sum(bank.accounts.values())
            assert token.lockedBalanceOf(wallets[name.lower()]) == twin.locked(name.lower())
            assert sessions.banking.reserves.balanceOf(wallets[name]) == bank.reserves
        assert sessions.banking.reserves.totalSupply() == 3_000 == sum(bank.reserves for bank in twin.banks.values())

    @invariant()
    def statuses_agree(self) -> None:
        for number, payment in self.real.items():
            status = STATUSES[self.sessions.banking.status(payment)]
            assert status is self.twin.payments[number].status
            assert self.ended.setdefault(number, status) is status or self.ended[number] not in ENDED
            self.ended[number] = status


@pytest.mark.requirement(
    "BANK-2", "IBP-2", "IBP-3", "IBP-4", "IBP-6", "IBP-7", "IBP-8", "SESS-2", "SESS-4", "SESS-5", "SESS-7", "SESS-8"
)
def test_money__played_at_random__does_what_its_twin_says(world: World) -> None:
    run_state_machine_as_test(
        lambda: MoneyMachine(world),
        settings=settings(
            max_examples=8,
            stateful_step_count=40,
            deadline=None,
            suppress_health_check=list(HealthCheck),
            print_blob=True,
            phases=[Phase.explicit, Phase.reuse, Phase.generate],  # an example takes seconds: shrinking takes minutes
        ),
    )
