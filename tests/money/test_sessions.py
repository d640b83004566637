"""Net sessions: what is chosen is what the contract takes, and as much as can settle."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

import pytest

from tenor.chain.journal import Journal
from tenor.chain.sender import Sender
from tenor.errors import TransactionFailed
from tenor.money.books import read_books
from tenor.money.payment import Method, Payment, PaymentSystem, Status, payment_intent
from tenor.money.queues import read_means, read_queues
from tenor.money.sessions import (
    MOST_PAYMENTS,
    Means,
    Waiting,
    cap_intent,
    choose,
    limit_intent,
    requeue_intent,
    reserve_movements,
    session_intent,
)
from tenor.parties import Actor
from tenor.reports.singleness import check_singleness
from tests.contracts.sessions import HOUR, Sessions, open_sessions
from tests.contracts.support import wallet
from tests.contracts.world import World

TOKENS = {"a": wallet(10), "b": wallet(11), "c": wallet(12)}
PLENTY = Means(10**9)


def waiting(number: int, route: str, amount: int, *, urgent: bool = False, carried: bool = True) -> Waiting:
    payer, payee = (Actor(name, "", wallet(ord(name))) for name in route)
    tokens = TOKENS[route[0]], TOKENS[route[1]]
    payment = Payment(UUID(int=number), payer, payee, *tokens, amount, Method.NETTED, "SALA", 2**40 - 1, number)
    return Waiting(number.to_bytes(32, "big"), payment, urgent, carried)


def queued(*payments: Waiting) -> dict[str, list[Waiting]]:
    return {
        token: sorted(
            (each for each in payments if each.payment.payer_token == token), key=lambda each: not each.urgent
        )
        for token in TOKENS.values()
    }


def numbers(chosen: list[Waiting]) -> list[int]:
    return sorted(each.payment.nonce for each in chosen)


def means(**changed: Means) -> dict[str, Means]:
    return {TOKENS[name]: changed.get(name, PLENTY) for name in TOKENS}


@pytest.mark.requirement("SESS-10")
def test_choose__circle_without_reserves__settles_all_at_once() -> None:
    circle = queued(waiting(1, "ab", 100), waiting(2, "bc", 100), waiting(3, "ca", 100))
    none = Means(0)
    assert numbers(choose(circle, means(a=none, b=none, c=none))) == [1, 2, 3]


@pytest.mark.requirement("SESS-10")
def test_choose__first_is_too_large__blocks_what_stands_behind() -> None:
    queues = queued(waiting(1, "ab", 100), waiting(2, "ab", 10), waiting(3, "ba", 30))
    assert numbers(choose(queues, means(a=Means(50)))) == [3]
    assert numbers(choose(queues, means(a=Means(80)))) == [1, 2, 3]


@pytest.mark.requirement("SESS-10")
def test_choose__urgent_payment__goes_first() -> None:
    queues = queued(waiting(1, "ab", 40), waiting(2, "ab", 40, urgent=True))
    assert numbers(choose(queues, means(a=Means(40)))) == [2]


@pytest.mark.requirement("SESS-10")
@pytest.mark.parametrize(
    ("bank", "chosen"),
    [
        (Means(10**9, cap=99), [1, 3]),
        (Means(10**9, cap=100), [1, 2, 3]),
        (Means(10**9, cap=-5), [3]),
        (Means(10**9, limits={TOKENS["b"]: 99}), [1, 3]),
        (Means(10**9, limits={TOKENS["c"]: 0}), [1, 2, 3]),
    ],
)
def test_choose__cap_or_bilateral_limit__binds_net(bank: Means, chosen: list[int]) -> None:
    queues = queued(waiting(1, "ab", 60), waiting(2, "ab", 60), waiting(3, "ba", 20))
    assert numbers(choose(queues, means(a=bank))) == chosen


@pytest.mark.requirement("SESS-10")
def test_choose__cannot_be_carried_out__is_taken_where_it_stands_and_counts_nothing() -> None:
    queues = queued(waiting(1, "ab", 90, carried=False), waiting(2, "ab", 10), waiting(3, "ab", 90, carried=False))
    assert numbers(choose(queues, means(a=Means(10)))) == [1, 2, 3]
    assert numbers(choose(queues, means(a=Means(9)))) == [1]


@pytest.mark.requirement("SESS-10")
def test_choose__more_than_a_transaction_carries__takes_the_first_of_each_bank() -> None:
    queues = queued(*(waiting(number, "ab" if number % 2 else "ba", 1) for number in range(1, 141)))
    assert numbers(choose(queues, means())) == list(range(1, MOST_PAYMENTS + 1))
    assert choose(queued(), means()) == []


@pytest.mark.requirement("SESS-2")
def test_reserve_movements__nets_of_three_banks__pair_who_pays_with_who_receives() -> None:
    system = PaymentSystem("s", wallet(1), wallet(2), "HKD", 1, {token: token for token in TOKENS.values()})
    payments = [waiting(*each).payment for each in ((1, "ab", 70), (2, "ac", 50), (3, "ba", 30), (4, "cb", 5))]
    moved = [(each.sender, each.receiver, each.amount) for each in reserve_movements(system, payments)]
    assert moved == [(TOKENS["a"], TOKENS["b"], 45), (TOKENS["a"], TOKENS["c"], 45)]
    assert list(reserve_movements(system, payments[:0])) == []


class Room:
    """Three banks on a chain, in one payment system."""

    def __init__(self, world: World) -> None:
        self.sessions: Sessions = open_sessions(world)
        self.world = world
        self.tokens = {name: token.wallet for name, token in self.sessions.tokens.items()}
        accounts = {self.tokens[name]: bank.wallet for name, bank in self.sessions.banks.items()}
        address, reserves = self.sessions.payments.wallet, self.sessions.banking.reserves.wallet
        self.system = PaymentSystem("day", address, reserves, "HKD", world.chain.chain_id, accounts)
        self.sender = Sender(world.chain, world.keys, Journal())

    def pay(self, number: int, route: str, amount: int) -> Payment:
        payer, payee = (self.sessions.customers[name] for name in route)
        payment = Payment(
            UUID(int=number), payer, payee, self.tokens[route[0]], self.tokens[route[1]], amount, Method.NETTED, "SALA",
            self.world.now + 3 * HOUR, number,
        )  # fmt: skip
        self.sender.execute(payment_intent(self.system, payment, "pay"))
        return payment

    def settle(self, part: int = 1) -> list[int]:
        """The operator settles what is chosen, and gets what it was promised."""
        history = read_books(self.world.chain, self.system.address).history
        chosen = choose(read_queues(self.world.chain, history), read_means(self.world.chain, history))
        if chosen:
            self.sender.execute(session_intent(self.system, chosen, self.world.settler, (1, part), "net"))
        return [each.payment.nonce for each in chosen]

    def statuses(self) -> list[str]:
        return [story.status.name for story in read_books(self.world.chain, self.system.address).payments.values()]


@pytest.fixture
def room(world: World) -> Room:
    return Room(world)


@pytest.mark.requirement("SESS-10", "SESS-4")
def test_session_intent__what_was_chosen__is_taken_and_agrees_in_the_books(room: Room) -> None:
    for number, (route, amount) in enumerate([("ab", 900), ("ab", 90), ("bc", 700), ("ca", 800), ("ba", 100)]):
        room.pay(number, route, amount)
    assert room.settle() == []  # nothing before the cut-off
    room.sessions.cut_off()
    room.pay(9, "ab", 5)  # waits for the next one
    assert sorted(room.settle()) == [0, 1, 2, 3, 4]
    assert room.statuses() == ["FINAL"] * 5 + ["QUEUED"]
    assert room.sessions.reserves() == (910, 1_190, 900)
    books = read_books(room.world.chain, room.system.address)
    assert [check.difference for check in check_singleness(room.world.chain, books)] == [None] * 10
    kinds = [entry.kind.value for entry in books.entries[room.system.reserves]]
    assert kinds == ["booked"] * 3 + ["net"] * 2


@pytest.mark.requirement("SESS-10", "SESS-5")
def test_session_intent__payee_frozen__goes_back_as_foreseen(room: Room) -> None:
    room.pay(0, "ab", 300)
    room.pay(1, "ac", 200)
    room.sessions.tokens["b"].setAddressFrozen(room.sessions.customers["b"], True, by=room.world.officer)  # noqa: FBT003
    room.sessions.cut_off()
    assert sorted(room.settle()) == [0, 1]
    assert room.statuses() == ["REVERSED", "FINAL"]


@pytest.mark.requirement("SESS-7", "SESS-8", "SESS-9", "SESS-10")
def test_session_intent__cap_limit_and_order_of_a_bank__are_kept(room: Room) -> None:
    bank, token, system = room.sessions.banks["a"], room.tokens["a"], room.system
    first, second = room.pay(0, "ab", 300), room.pay(1, "ac", 200)
    room.sender.execute(cap_intent(system, token, bank, 400, "C-1"))
    room.sender.execute(limit_intent(system, token, room.tokens["b"], bank, 250, "L-1"))
    room.sender.execute(requeue_intent(system, second, bank, urgent=True, reference="Q-1", stage="banks"))
    room.sessions.cut_off()
    one = Waiting(b"", first)
    with pytest.raises(TransactionFailed, match="NotFirst"):
        room.sender.execute(session_intent(system, [one], room.world.settler, (1, 7), "net"))
    assert room.settle() == [1]
    room.sender.execute(limit_intent(system, token, room.tokens["b"], bank, 0, "L-2"))
    assert room.settle(2) == []  # 200 of the cap are left
    assert room.statuses() == ["QUEUED", "FINAL"]
    room.sender.execute(cap_intent(system, token, bank, 0, "C-2"))
    assert room.settle(3) == [0]


@pytest.mark.requirement("SESS-1")
def test_read_queues__suspended_bank__sends_nothing(room: Room) -> None:
    room.pay(0, "ab", 300)
    room.sessions.cut_off()
    for suspended, length in ((True, 0), (False, 1)):
        room.sessions.payments.setBank(room.tokens["a"], 0, False, suspended, by=room.sessions.banks["a"])  # noqa: FBT003
        history = read_books(room.world.chain, room.system.address).history
        assert len(read_queues(room.world.chain, history)[room.tokens["a"]]) == length
    assert replace(PLENTY, cap=-1).net == 0
    assert Status.QUEUED.name == room.statuses()[0]
