"""Net sessions: which of the payments that wait for the cut-off settle, and the intents that settle and order them.

The contract takes of each bank what stands first in its queue, and verifies reserves, caps and bilateral limits of
what it is given. What to give it is the search of `settlement.gridlock`: a bank's reserves and cap are one account
there, and each bilateral limit is another.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from tenor.chain.contract import calldata
from tenor.chain.intent import Intent, Movement, intent_id
from tenor.money.payment import Payment, PaymentSystem, message_of, movements, payment_id
from tenor.parties import Actor
from tenor.settlement.gridlock import largest_feasible
from tenor.settlement.obligation import Account, Obligation, Queue
from tenor.units import Money

MOST_PAYMENTS = 100
"""Payments that one transaction of a session carries (NetSessions.sol)."""

URGENT, NORMAL = 1, 2


@dataclass(frozen=True, slots=True)
class Waiting:
    """A payment that waits for the cut-off.

    Args:
        urgent: whether its bank has put it into its urgent queue.
        carried: whether it can be carried out; one that cannot goes back to its payer when its turn comes.
    """

    id: bytes
    payment: Payment
    urgent: bool = False
    carried: bool = True


@dataclass(frozen=True, slots=True)
class Means:
    """What a bank may pay net in what is left of a session [minor].

    Args:
        reserves: its balance of central-bank money.
        cap: what its cap leaves; None where it has none.
        limits: what its bilateral limits leave, by the other bank's token.
    """

    reserves: int
    cap: int | None = None
    limits: Mapping[str, int] = field(default_factory=dict)

    @property
    def net(self) -> int:
        """The most that it may pay net to all banks together; less than nothing counts as nothing."""
        return max(0, self.reserves if self.cap is None else min(self.reserves, self.cap))


def choose(queues: Mapping[str, Sequence[Waiting]], means: Mapping[str, Means]) -> list[Waiting]:
    """The payments of a part of a session, in an order that the contract takes: the largest set that is feasible.

    Args:
        queues: by deposit token what stands in a bank's queue, urgent first, each in its order; what was queued since
            the cut-off is left out, and so is all that stands behind it.
        means: of each bank, by its token.

    Returns:
        No more than one transaction carries: of longer queues the largest set of their first payments, so that whoever
        wants the whole session asks again once the first part is settled. Empty where nothing is feasible.
    """
    taken = _first(queues)
    obligations = [_obligation(each, means) for each in taken if each.carried]
    settled = {each.reference for each in largest_feasible(Queue(obligations, _rooms(means))).settled}
    chosen: list[Waiting] = []
    blocked: set[str] = set()
    for each in taken:
        token = each.payment.payer_token
        if each.carried and each.id.hex() not in settled:
            blocked.add(token)
        elif token not in blocked:
            chosen.append(each)
    return chosen


def session_intent(
    system: PaymentSystem, chosen: Sequence[Waiting], operator: Actor, number: tuple[int, int], stage: str
) -> Intent:
    """The operator has a part of a session settled; it promises every payment that can be carried out, and the nets.

    Args:
        number: of the session, and of the part in it.
    """
    session, part = number
    payments = [each.payment for each in chosen]
    carried = [each.payment for each in chosen if each.carried]
    gross = Money(sum(payment.amount for payment in carried), system.currency)
    moved = [movement for payment in carried for movement in movements(system, payment)]
    return Intent(
        id=intent_id(system.campaign, "session", system.address, session, part),
        stage=stage,
        what=f"session {session}, part {part}: {len(carried)} payments of {gross}",
        actor=operator,
        to=system.address,
        data=calldata("InterbankPayments", "settleSession", [message_of(payment) for payment in payments]),
        movements=(*moved, *reserve_movements(system, carried)),
    )


def reserve_movements(system: PaymentSystem, payments: Sequence[Payment]) -> Iterator[Movement]:
    """What moves between the banks for payments net, as the contract pairs who pays with who receives."""
    nets: dict[str, int] = {}
    for payment in payments:
        nets[payment.payer_token] = nets.get(payment.payer_token, 0) - payment.amount
        nets[payment.payee_token] = nets.get(payment.payee_token, 0) + payment.amount
    payers, takers = ([token for token in nets if nets[token] * sign > 0] for sign in (-1, 1))
    while payers and takers:
        payer, taker = payers[0], takers[0]
        amount = min(-nets[payer], nets[taker])
        nets[payer], nets[taker] = nets[payer] + amount, nets[taker] - amount
        yield Movement(system.reserves, system.accounts[payer], system.accounts[taker], amount)
        if not nets[payer]:
            payers.pop(0)
        if not nets[taker]:
            takers.pop(0)


def requeue_intent(  # noqa: PLR0913 -- which payment, where to, and what the act is known by
    system: PaymentSystem, payment: Payment, bank: Actor, *, urgent: bool, reference: str, stage: str
) -> Intent:
    """A bank puts a payment of its customer's at the end of its urgent or its normal queue."""
    where = "urgent" if urgent else "normal"
    what = f"{payment.uetr} to the end of the {where} queue of {bank.name}"
    key = payment_id(system, payment).hex(), reference
    return _intent(system, bank, stage, what, "requeue", (message_of(payment), urgent), key)


def cap_intent(system: PaymentSystem, token: str, bank: Actor, cap: int, reference: str) -> Intent:
    """A bank bounds what it pays net in a session [minor]; 0 for no bound."""
    what = f"{bank.name} pays {_bound(system, cap)} net in a session"
    return _intent(system, bank, "banks", what, "setCap", (token, cap), (token, reference))


def limit_intent(  # noqa: PLR0913, PLR0917 -- one bank, another, and the bound between them
    system: PaymentSystem, token: str, counterparty: str, bank: Actor, limit: int, reference: str
) -> Intent:
    """A bank bounds what it pays net to another in a session [minor]; 0 for no bound."""
    what = f"{bank.name} pays {_bound(system, limit)} net to {counterparty} in a session"
    arguments = token, counterparty, limit
    return _intent(system, bank, "banks", what, "setBilateralLimit", arguments, (token, counterparty, reference))


def _first(queues: Mapping[str, Sequence[Waiting]]) -> list[Waiting]:
    """As many payments as one transaction carries, by turns of the banks, each in its order."""
    longest = max(map(len, queues.values()), default=0)
    turns = (queue[place] for place in range(longest) for queue in queues.values() if place < len(queue))
    return [each for _, each in zip(range(MOST_PAYMENTS), turns, strict=False)]


def _obligation(waiting: Waiting, means: Mapping[str, Means]) -> Obligation:
    payment = waiting.payment
    payer, payee, amount = payment.payer_token, payment.payee_token, payment.amount
    changes: list[tuple[Account, int]] = [((payer, "net"), -amount), ((payee, "net"), amount)]
    if payee in means[payer].limits:
        changes.append(((payer, payee), -amount))
    if payer in means[payee].limits:
        changes.append(((payee, payer), amount))
    return Obligation(waiting.id.hex(), tuple(changes), amount, URGENT if waiting.urgent else NORMAL)


def _rooms(means: Mapping[str, Means]) -> dict[Account, int]:
    rooms = {(token, "net"): each.net for token, each in means.items()}
    rooms |= {(token, other): max(0, left) for token, each in means.items() for other, left in each.limits.items()}
    return rooms


def _bound(system: PaymentSystem, bound: int) -> str:
    return f"no more than {Money(bound, system.currency)}" if bound else "any amount"


def _intent(  # noqa: PLR0913, PLR0917 -- what every act on a queue shares
    system: PaymentSystem, bank: Actor, stage: str, what: str, function: str, arguments: tuple[object, ...],
    key: tuple[object, ...],
) -> Intent:  # fmt: skip
    data = calldata("InterbankPayments", function, *arguments)
    return Intent(intent_id(system.campaign, function, *key), stage, what, bank, system.address, data)
