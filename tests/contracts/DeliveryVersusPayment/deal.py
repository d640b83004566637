"""An agreed trade and both sides' signatures on it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tests.contracts.signing import sign, trade_digest
from tests.contracts.support import Sent
from tests.contracts.world import World

UNITS, AMOUNT = 6, 3_030_000_00


@dataclass(frozen=True)
class Deal:
    """Investor a sells six of ten units to investor b, who has money for two such trades."""

    world: World
    trade: dict[str, Any]

    def signature(self, party: str, trade: Mapping[str, Any] | None = None) -> bytes:
        key = self.world.keys[getattr(self.world, party).key].key
        return sign(key, trade_digest(trade or self.trade, self.world.dvp.wallet))

    def settle(self, at: int | None = None, **changes: Any) -> Sent:  # noqa: ANN401 -- any field of a trade
        """Submit the trade with some fields changed before both parties sign it."""
        trade = {**self.trade, **changes}
        signatures = [self.signature(party, trade) for party in ("investor_a", "investor_b")]
        sent: Sent = self.world.dvp.settle(trade, *signatures, by=self.world.settler, at=at)
        return sent

    def holdings(self) -> tuple[int, int, int, int]:
        """Units, then money, of seller and buyer."""
        world = self.world
        a, b = (world.bond.balanceOf(party) for party in (world.investor_a, world.investor_b))
        return a, b, world.cash.balanceOf(world.investor_a), world.cash.balanceOf(world.investor_b)

    def untouched(self) -> bool:
        """Whether neither leg has moved."""
        return self.holdings() == (10, 0, 0, 2 * AMOUNT)
