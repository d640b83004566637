"""Bundles into cycles: as many as one transaction carries, in their order."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from tenor.settlement.bundles import Bundle
from tenor.settlement.cycle import MAX_MEMBERS, MAX_TRADES
from tenor.settlement.market import Deals


@dataclass(frozen=True, slots=True)
class Limits:
    """What one cycle carries.

    Args:
        trades: at most.
        members: at most.
    """

    trades: int = MAX_TRADES
    members: int = MAX_MEMBERS


@dataclass(slots=True)
class _Open:
    """A cycle that is being filled.

    Attributes:
        bundles: that are in it.
        trades: how many these have.
        members: wallets of their parties.
        words: nonce word of each seller; a cycle spends one word of each.
    """

    bundles: list[Bundle] = field(default_factory=list)
    trades: int = 0
    members: set[str] = field(default_factory=set)
    words: dict[str, int] = field(default_factory=dict)

    def takes(self, bundle: Bundle, deals: Deals, limits: Limits) -> bool:
        """Whether a bundle fits in; it is added if so."""
        members, words = set(self.members), dict(self.words)
        for obligation in bundle:
            trade = deals[obligation.reference].trade
            members |= {trade.seller.wallet, trade.buyer.wallet}
            if words.setdefault(trade.seller.wallet, trade.nonce >> 8) != trade.nonce >> 8:
                return False
        if self.trades + len(bundle) > limits.trades or len(members) > limits.members:
            return False
        self.bundles.append(bundle)
        self.trades, self.members, self.words = self.trades + len(bundle), members, words
        return True


def into_cycles(
    bundles: Iterable[Bundle],
    deals: Deals,
    limits: Limits = Limits(),
) -> tuple[tuple[tuple[Bundle, ...], ...], tuple[Bundle, ...]]:
    """Bundles in their order as cycles, and those that no cycle carries.

    A cycle ends where the next bundle has more trades or members than it has room for, or a seller's nonces of another
    word. Consecutive bundles net together leave nobody short, since they do so one after the other.

    Args:
        bundles: in the order in which they settle.
        deals: the trades of all of them.
        limits: what one cycle carries.
    """
    cycles: list[tuple[Bundle, ...]] = []
    too_large: list[Bundle] = []
    filling = _Open()
    for bundle in bundles:
        if filling.takes(bundle, deals, limits):
            continue
        fresh = _Open()
        if not fresh.takes(bundle, deals, limits):
            too_large.append(bundle)
            continue
        cycles.append(tuple(filling.bundles))
        filling = fresh
    cycles.append(tuple(filling.bundles))
    return tuple(each for each in cycles if each), tuple(too_large)
