"""Intraday credit in tests: bank A has a hundred units of a bond, of which it pledges some, and a limit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from eth_abi.abi import encode
from eth_utils.crypto import keccak

from tenor.parties import Actor
from tests.contracts.banking import CLOSES, GRACE, OPENS, Banking, open_banking
from tests.contracts.PermissionedToken.locking import NOTHING, lock_id
from tests.contracts.support import ZERO, Deployed, Sent, plain
from tests.contracts.world import World

A_DAY = 86_400  # [s]
VALUE = 900  # [minor] of a unit
LIMIT = 20_000  # [minor] of bank A
FOR_EVER = 2**40 - 1
UNITS = 100  # of bank A

Pledge = dict[str, Any]


@dataclass(frozen=True)
class Lending:
    """Banks A and B, the facility, and a bond that it lends on; it is an hour after opening."""

    banking: Banking

    @property
    def world(self) -> World:
        return self.banking.world

    @property
    def credit(self) -> Deployed:
        return self.world.banking["IntradayCredit"]

    @property
    def bank(self) -> Actor:
        return self.world.bank_a

    @property
    def due(self) -> int:
        """The close of today's business [s]."""
        return self.world.now // A_DAY * A_DAY + CLOSES

    def pledge(self, units: int = 20, name: str = "PLEDGE", **changes: Any) -> Pledge:  # noqa: ANN401 -- any of its terms
        """Bank A locks units for the facility until the grace is over."""
        return self.lock(self.world.bond, units, name, **changes)

    def lock(self, bond: Deployed, units: int, name: str, spend: bytes = NOTHING, **changes: Any) -> Pledge:  # noqa: ANN401
        holder = changes.pop("by", self.bank)
        cancel = changes.pop("cancel", NOTHING)
        terms = {
            "lockReference": keccak(text=name), "amount": units, "receiver": ZERO, "spender": self.credit,
            "expiry": self.due + GRACE, **changes,
        }  # fmt: skip
        packed = encode(["(bytes32,uint256,address,address,uint40)"], [tuple(plain(terms).values())])
        bond.createLock(packed, spend, cancel, b"", by=holder)
        return {"bond": bond.wallet, "lockId": lock_id(bond, holder, holder, keccak(text=name))}

    def draw(self, amount: int, *pledges: Pledge, by: Actor | None = None, at: int | None = None) -> Sent:
        sent: Sent = self.credit.draw(amount, ordered(*pledges), by=by or self.bank, at=at)
        return sent

    def repay(self, amount: int, bank: Actor | None = None, by: Actor | None = None) -> Sent:
        sent: Sent = self.credit.repay(bank or self.bank, amount, by=by or self.bank)
        return sent

    def enforce(self, *pledges: Pledge) -> Sent:
        sent: Sent = self.credit.enforce(self.bank, list(pledges), by=self.world.central_bank)
        return sent

    def value(self, bond: Deployed, value: int = VALUE, until: int = FOR_EVER) -> None:
        self.credit.setLendingValue(bond, value, until, by=self.world.central_bank)

    def owed(self, bank: Actor | None = None) -> int:
        owed: int = self.credit.creditOf(bank or self.bank)["owed"]
        return owed

    def overdue(self) -> None:
        """Mine the first second past the due time."""
        self.world.advance(self.credit.creditOf(self.bank)["due"] + 1)

    def units(self) -> tuple[int, int, int]:
        """Units of bank A, those of them locked, and units of the central bank."""
        bond, world = self.world.bond, self.world
        return bond.balanceOf(self.bank), bond.lockedBalanceOf(self.bank), bond.balanceOf(world.central_bank)

    def reserves(self) -> tuple[int, int]:
        """Reserves of bank A, and of all banks."""
        token = self.banking.reserves
        return token.balanceOf(self.bank), token.totalSupply()


def ordered(*pledges: Pledge) -> list[Pledge]:
    """In the order in which the facility wants them."""
    return sorted(pledges, key=lambda pledge: pledge["lockId"])


def open_lending(world: World) -> Lending:
    """Bank A may owe 20,000; the central bank has ten units already, more than the least holding."""
    banking = open_banking(world)
    world.register(world.central_bank)
    world.distribute({world.bank_a: UNITS, world.central_bank: 10, world.investor_a: 10})
    lending = Lending(banking)
    lending.value(world.bond)
    lending.credit.setLimit(world.bank_a, LIMIT, by=world.central_bank)
    world.advance((world.now // A_DAY + 1) * A_DAY + OPENS + 3_600)
    return lending
