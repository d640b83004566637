"""A matched trade: the instructions of both parties, and what they come to together."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from tenor.settlement.instruction import Instruction, Priority


class Leg(NamedTuple):
    """One thing that changes hands in a settlement."""

    giver: str
    taker: str
    asset: str  # ISIN or currency
    quantity: int  # [units], or [minor] of money


@dataclass(frozen=True, slots=True)
class MatchedTrade:
    """Two instructions that agree.

    Args:
        delivery: of the party that gives the asset.
        receipt: of the party that takes it.
    """

    delivery: Instruction
    receipt: Instruction

    @property
    def reference(self) -> str:
        """The deliverer and its own reference; unique among trades, as instructions are."""
        return f"{self.delivery.party}/{self.delivery.reference}"

    @property
    def amount(self) -> int:
        """The payment [minor]: the deliverer's, where both differ within the tolerance."""
        return self.delivery.amount

    @property
    def settlement_date(self) -> date:
        """When it is intended to settle."""
        return self.delivery.settlement_date

    @property
    def partial(self) -> bool:
        """Whether a part may settle: both allow it."""
        return self.delivery.partial and self.receipt.partial

    @property
    def minimum_part(self) -> int | None:
        """The smallest part that both take [units]; None where no part may settle."""
        return max(self.delivery.minimum_part or 1, self.receipt.minimum_part or 1) if self.partial else None

    @property
    def hold(self) -> bool:
        """Whether it waits to be released: either holds."""
        return self.delivery.hold or self.receipt.hold

    @property
    def priority(self) -> Priority:
        """The higher of both."""
        return min(self.delivery.priority, self.receipt.priority)

    @property
    def common_reference(self) -> str | None:
        """Of the trade, where either gives it."""
        return self.delivery.common_reference or self.receipt.common_reference

    @property
    def legs(self) -> tuple[Leg, ...]:
        """The asset one way and the payment, if there is one, the other way."""
        given = self.delivery
        asset = Leg(given.party, given.counterparty, given.asset, given.units)
        if given.currency is None:
            return (asset,)
        return asset, Leg(given.counterparty, given.party, given.currency, given.amount)


def legs_of(trades: Iterable[MatchedTrade]) -> tuple[Leg, ...]:
    """The legs of all trades, in their order."""
    return tuple(leg for trade in trades for leg in trade.legs)
