"""A business day on chain: what of a queue can settle is sent, one by one or in cycles; what fails, and why.

What the chain refuses is found out before it costs gas: an intent is tried before it is sent. A cycle that is refused
is parted until the bundle that it is refused for stands alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from eth_account.signers.local import LocalAccount

from tenor.chain.intent import Intent, Outcome
from tenor.chain.journal import Journal
from tenor.chain.sender import Sender
from tenor.errors import InputError, TransactionFailed
from tenor.settlement.bundles import Bundle, Course
from tenor.settlement.cycle import joint_cycle, settle_cycle_intent
from tenor.settlement.cycles import Limits, into_cycles
from tenor.settlement.instruction import is_money
from tenor.settlement.market import Deals, Market
from tenor.settlement.obligation import Obligation
from tenor.settlement.quantity import told
from tenor.settlement.trade import settlement_intent
from tenor.settlement.waiting import wants

GROSS, NET = "settle gross", "settle net"


@dataclass(frozen=True, slots=True)
class Sent:
    """One transaction of a day.

    Args:
        reference: of the trade or the cycle.
        trades: references of what settled in it.
        members: who took part in it.
        outcome: what the chain made of it.
    """

    reference: str
    trades: tuple[str, ...]
    members: int
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class Settlement:
    """What became of a queue.

    Args:
        sent: transactions in their order.
        failed: why each other trade did not settle, by its reference, in the order of the queue.
    """

    sent: tuple[Sent, ...]
    failed: Mapping[str, str]

    @property
    def settled(self) -> frozenset[str]:
        """References of the trades that settled."""
        return frozenset(reference for each in self.sent for reference in each.trades)

    @property
    def gas(self) -> int:
        """Of all transactions."""
        return sum(each.outcome.gas for each in self.sent)


Watch = Callable[[Sent | None, str, int, int], None]
"""Told before a transaction (None, its reference, trades, members) and after it."""


@dataclass(frozen=True, slots=True)
class TradeDesk:
    """Who sends a market's trades.

    Args:
        market: where.
        sender: sends, and holds what moved against what was promised.
        journal: the sender's.
        keys: of the members.
        limits: of one cycle.
        watch: told of progress.
    """

    market: Market
    sender: Sender
    journal: Journal
    keys: Mapping[str, LocalAccount]
    limits: Limits = field(default_factory=Limits)
    watch: Watch = lambda *_: None


def settle_gross(desk: TradeDesk, course: Course, deals: Deals) -> Settlement:
    """Send each trade of a course by itself.

    Args:
        desk: who sends.
        course: bundles of one trade each.
        deals: the trades as their parties sign them.

    Raises:
        InputError: a bundle has several trades: it settles as a cycle only.
        TransactionFailed: a transaction was sent, and its outcome is unknown or not the promised one.
    """
    sent: list[Sent] = []
    refused: dict[str, str] = {}
    for bundle in course.bundles:
        if len(bundle) > 1:
            what = f"{len(bundle)} trades settle only together"
            raise InputError(f"trade {bundle[0].reference}", what, "Settle them as a cycle")
        reference = bundle[0].reference
        venue, trade = deals[reference]
        try:
            sent.append(_send(desk, settlement_intent(venue, trade, GROSS, desk.keys), reference, (reference,), 2))
        except _Refused as why:
            refused[reference] = str(why)
    return Settlement(tuple(sent), _failed(course, refused))


def settle_net(desk: TradeDesk, course: Course, deals: Deals, name: str) -> Settlement:
    """Send the bundles of a course as cycles, as few as the limits allow.

    Args:
        desk: who sends.
        course: what settles, in which order.
        deals: the trades as their parties sign them.
        name: of the cut-off, unique in the market; cycles are numbered under it.

    Raises:
        TransactionFailed: a transaction was sent, and its outcome is unknown or not the promised one.
    """
    cycles, too_large = into_cycles(course.bundles, deals, desk.limits)
    sent: list[Sent] = []
    refused: dict[str, str] = {}
    for bundle in too_large:
        together = f"settles only together with {len(bundle) - 1} others, which no cycle carries"
        refused.update(dict.fromkeys((each.reference for each in bundle), together))
    for number, bundles in enumerate(cycles, 1):
        sent += _settle_parts(desk, bundles, deals, f"{name}-{number:03}", refused)
    return Settlement(tuple(sent), _failed(course, refused))


def _settle_parts(
    desk: TradeDesk, bundles: Sequence[Bundle], deals: Deals, name: str, refused: dict[str, str]
) -> Iterator[Sent]:
    """Send bundles as one cycle; where it is refused, as two, down to the bundle that it is refused for."""
    references = tuple(each.reference for bundle in bundles for each in bundle)
    cycle = joint_cycle(name, [deals[reference] for reference in references])
    try:
        intent = settle_cycle_intent(cycle.venues[0], cycle, NET, desk.keys)
        yield _send(desk, intent, name, references, len(cycle.members))
    except _Refused as why:
        if len(bundles) == 1:
            refused.update(dict.fromkeys(references, str(why)))
            return
        half = len(bundles) // 2
        yield from _settle_parts(desk, bundles[:half], deals, f"{name}.1", refused)
        yield from _settle_parts(desk, bundles[half:], deals, f"{name}.2", refused)


class _Refused(Exception):
    """The chain refused an intent before it was sent."""


def _send(desk: TradeDesk, intent: Intent, reference: str, trades: tuple[str, ...], members: int) -> Sent:
    desk.watch(None, reference, len(trades), members)
    try:
        sent = Sent(reference, trades, members, desk.sender.execute(intent))
    except TransactionFailed as exc:
        if desk.journal.transaction(intent.id) is None:
            raise _Refused(exc.what) from exc
        raise
    desk.watch(sent, reference, len(trades), members)
    return sent


def _failed(course: Course, refused: Mapping[str, str]) -> dict[str, str]:
    waiting = {each.reference: "; ".join(_reasons(each, course)) for each in course.left.obligations}
    return {**refused, **waiting}


def _reasons(obligation: Obligation, course: Course) -> Iterator[str]:
    lacking = wants(obligation, course.left)
    for party, asset, quantity in lacking:
        yield f"{party} lacks {told(quantity, asset)}{'' if is_money(asset) else f' of {asset}'}"
    if not lacking:
        yield "waits behind others of its accounts"
