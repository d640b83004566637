"""A trade that is matched before it settles: the deal of investors a and b with details."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from tests.contracts.DeliveryVersusPayment.deal import Deal
from tests.contracts.signing import PLAIN, sign, trade_digest
from tests.contracts.support import Sent

UNMATCHED, MATCHED, SETTLED, CANCELLED, EXPIRED = range(5)  # TradeStatus
LOCKED = {"locked": True}
HOUR = 3_600  # [s]


@dataclass(frozen=True)
class Matched:
    """The deal's trade with some details; both sides let the venue settle."""

    deal: Deal
    details: dict[str, Any] = field(default_factory=lambda: dict(PLAIN))

    @property
    def args(self) -> tuple[dict[str, Any], dict[str, Any]]:
        return self.deal.trade, self.details

    @property
    def digest(self) -> bytes:
        return trade_digest(self.deal.trade, self.deal.world.dvp.wallet, self.details)

    def signature(self, party: str) -> bytes:
        """`investor_a` is the seller, `investor_b` the buyer."""
        return sign(self.deal.world.keys[getattr(self.deal.world, party).key].key, self.digest)

    def match(self, at: int | None = None) -> Sent:
        """Match by both signatures, brought by the buyer."""
        signatures = [self.signature(party) for party in ("investor_a", "investor_b")]
        sent: Sent = self.deal.world.dvp.matchTrade(*self.args, *signatures, by=self.deal.world.investor_b, at=at)
        return sent

    def settle(self, at: int | None = None) -> Sent:
        sent: Sent = self.deal.world.dvp.settleMatched(*self.args, by=self.deal.world.settler, at=at)
        return sent

    def status(self) -> int:
        status: int = self.deal.world.dvp.matchedTrade(self.digest)["status"]
        return status

    def locked(self) -> tuple[int, int]:
        """Units of the seller and money of the buyer that are locked."""
        world = self.deal.world
        return world.bond.lockedBalanceOf(world.investor_a), world.cash.lockedBalanceOf(world.investor_b)
