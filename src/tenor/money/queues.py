"""What waits for the cut-off, as the chain has it: each bank's queue, what it may pay, what cannot be carried out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import takewhile
from typing import Any

from web3.exceptions import ContractLogicError
from web3.types import TxParams

from tenor.chain.clock import next_time
from tenor.chain.connection import Chain
from tenor.chain.contract import at
from tenor.money.history import History
from tenor.money.payment import Payment, Status, message_of
from tenor.money.sessions import Means, Waiting


def read_queues(chain: Chain, history: History) -> Mapping[str, list[Waiting]]:
    """By deposit token, what of a bank's queue a session could settle, urgent first; nothing of a suspended bank."""
    views = at(chain, "InterbankPayments", history.system.address).functions
    now = next_time(chain)
    before = _queued_before(views, history, views.sessionAt(now).call())
    queues: dict[str, list[Waiting]] = {}
    for token in history.members:
        *_, suspended = views.participant(token).call()
        waiting: list[Waiting] = []
        for urgent in () if suspended else (True, False):
            ids = takewhile(before.__contains__, _standing(views, history, (token, urgent), now))
            known = ((each, history.asked[each]) for each in ids)
            waiting += [Waiting(each, asked, urgent, carried(chain, history, asked)) for each, asked in known]
        queues[token] = waiting
    return queues


def _queued_before(views: Any, history: History, session: int) -> set[bytes]:  # noqa: ANN401 -- web3's functions
    """Payments that a session may settle: queued first before it began, and known."""
    first: dict[bytes, int] = {}
    for event in history.events:
        if event.name == "PaymentQueued":
            first.setdefault(event.args["id"], event.timestamp)
    return {each for each, time in first.items() if each in history.asked and views.sessionAt(time).call() < session}


def read_means(chain: Chain, history: History) -> Mapping[str, Means]:
    """What each bank may still pay net in the present session, by its deposit token."""
    views = at(chain, "InterbankPayments", history.system.address).functions
    reserves = at(chain, "DepositToken", history.system.reserves).functions
    means = {}
    for token, member in history.members.items():
        cap, paid = views.capOf(token).call(block_identifier="pending")
        limits = {}
        for other in history.members:
            limit, so_far = views.bilateralLimitOf(token, other).call(block_identifier="pending")
            if limit:
                limits[other] = limit - so_far
        means[token] = Means(reserves.balanceOf(member.account).call(), cap - paid if cap else None, limits)
    return means


def carried(chain: Chain, history: History, payment: Payment) -> bool:
    """Whether a session would carry a payment out as things are; asked of the contract, nothing is sent."""
    address = at(chain, "InterbankPayments", history.system.address).address
    call: TxParams = {"from": address}
    try:
        at(chain, "InterbankPayments", address).functions.carry(message_of(payment)).call(call)
    except ContractLogicError:
        return False
    return True


def _standing(views: Any, history: History, queue: tuple[str, bool], now: int) -> Iterator[bytes]:  # noqa: ANN401
    """The ids in a queue that have not ended."""
    first, end = views.queueBounds(*queue).call()
    for id_ in views.queueOf(*queue, first, end - first).call():
        asked = history.asked.get(id_)
        if any(id_) and views.statusOf(id_).call() == Status.QUEUED and (asked is None or asked.deadline >= now):
            yield id_
