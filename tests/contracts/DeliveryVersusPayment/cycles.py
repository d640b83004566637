"""Cycles in tests: trades among investors a, b and c, packed here from the interface's own words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from eth_abi.abi import encode
from eth_utils.crypto import keccak

from tests.contracts.signing import DVP_NAME, compact, digest, sign, trade_digest
from tests.contracts.support import ZERO, Sent
from tests.contracts.world import World

CYCLE_TYPE = "Cycle(bytes32 cycleReference,bytes32 content,uint40 deadline)"
FREE = 255  # place of the cash where nothing is paid
PLACES = {"seller": 0, "buyer": 8, "security": 16, "cash": 24, "units": 32, "amount": 96, "settleFrom": 160,
          "settleBy": 200, "nonce": 240}  # fmt: skip


@dataclass(frozen=True)
class Ring:
    """Trades by places: (seller, buyer, units, amount) among investors a, b and c; nonce i of the seller's word 5."""

    world: World
    trades: tuple[dict[str, int], ...]
    word: int = 5

    @property
    def members(self) -> list[Any]:
        return [self.world.investor_a, self.world.investor_b, self.world.investor_c]

    @property
    def tokens(self) -> list[str]:
        return [self.world.bond.wallet, self.world.cash.wallet]

    @property
    def cycle(self) -> dict[str, Any]:
        """As the contract takes it."""
        words = []
        for number, trade in enumerate(self.trades):
            words += [int.from_bytes(self.reference(number), "big"), sum(trade[k] << at for k, at in PLACES.items())]
        return {
            "cycleReference": keccak(text="CYCLE-1"),
            "members": [member.wallet for member in self.members],
            "nonceWords": [self.word] * 3,
            "tokens": self.tokens,
            "trades": words,
        }

    def reference(self, number: int) -> bytes:
        return keccak(text=f"TRADE-{number}")

    def alone(self, number: int) -> dict[str, Any]:
        """One of the trades as it would settle by itself."""
        trade = self.trades[number]
        return {
            "tradeReference": self.reference(number),
            "seller": self.members[trade["seller"]].wallet,
            "buyer": self.members[trade["buyer"]].wallet,
            "security": self.tokens[trade["security"]],
            "units": trade["units"],
            "cash": ZERO if trade["cash"] == FREE else self.tokens[trade["cash"]],
            "amount": trade["amount"],
            "settleFrom": trade["settleFrom"],
            "settleBy": trade["settleBy"],
            "nonce": self.word << 8 | trade["nonce"],
        }

    def signatures(self, number: int) -> list[bytes]:
        """Both parties' signatures of one trade, 65 bytes each."""
        message = trade_digest(self.alone(number), self.world.dvp.wallet)
        parties = [self.members[self.trades[number][side]] for side in ("seller", "buyer")]
        return [sign(self.world.keys[party.key].key, message) for party in parties]

    def all_signatures(self) -> bytes:
        return b"".join(
            b"".join(compact(signature)) for number in range(len(self.trades)) for signature in self.signatures(number)
        )

    def settle(self, signatures: bytes | None = None, at: int | None = None) -> Sent:
        given = self.all_signatures() if signatures is None else signatures
        sent: Sent = self.world.dvp.settleCycle(self.cycle, given, by=self.world.settler, at=at)
        return sent

    def content(self) -> bytes:
        cycle = self.cycle
        lists = [cycle[name] for name in ("members", "nonceWords", "tokens", "trades")]
        return keccak(encode(["address[]", "uint256[]", "address[]", "uint256[]"], lists))

    def agreement(self, deadline: int) -> bytes:
        """What every member signs of the whole."""
        values = {"cycleReference": keccak(text="CYCLE-1"), "content": self.content(), "deadline": deadline}
        return digest(CYCLE_TYPE, values, DVP_NAME, self.world.dvp.wallet)

    def agreed(self, deadline: int) -> list[bytes]:
        """Every member's signature of the whole."""
        keys = [self.world.keys[member.key].key for member in self.members]
        return [sign(key, self.agreement(deadline)) for key in keys]

    def changed(self, number: int, **changes: int) -> Ring:
        """The same with one trade changed."""
        trades = [dict(trade) for trade in self.trades]
        trades[number].update(changes)
        return replace(self, trades=tuple(trades))

    def balances(self) -> list[int]:
        """Units, then money, of a, b and c."""
        return [token.balanceOf(member) for token in (self.world.bond, self.world.cash) for member in self.members]


def ring(world: World, deals: Sequence[tuple[int, int, int, int]]) -> Ring:
    """A ring of deals that settles within the hour."""
    trades = tuple(
        {"seller": seller, "buyer": buyer, "security": 0, "cash": 1 if amount else FREE, "units": units,
         "amount": amount, "settleFrom": world.now, "settleBy": world.now + 3_600, "nonce": number}
        for number, (seller, buyer, units, amount) in enumerate(deals)
    )  # fmt: skip
    return Ring(world, trades)
