"""What an account of a holder is made of: units moved, coupons owed and paid, repayments, notices, lapses [minor]."""

from __future__ import annotations

from dataclasses import dataclass, field

from tenor.chain.events import Event


@dataclass(frozen=True, slots=True)
class UnitMovement:
    """Units that came (positive) or went; `other` is the wallet on the other side, None at creation and burning."""

    event: Event
    units: int
    other: str | None


@dataclass(slots=True)
class Part:
    """Money paid on one coupon in one transaction, and the tax kept back from it [minor]."""

    event: Event
    amount: int
    tax: int


@dataclass(frozen=True, slots=True)
class Called:
    """A part of every unit that the issuer called, to be repaid with a coupon.

    Attributes:
        share: of what the payment leaves outstanding [1e-9].
        price: [1e-9].
        premium: of one unit; below 0 it is a discount [minor].
    """

    share: int
    price: int
    premium: int


@dataclass(slots=True)
class Receipt:
    """One coupon of one holder [minor]: what the schedule owes the units at the record time, and what was paid.

    Attributes:
        interest: by the rate of the coupon, before tax.
        instalment: principal repaid with it, before the premium of a part called.
        late: default interest, that on principal repaid after the last coupon too.
        called: the part of the instalment that the issuer called; None where there is none.
        lapsed: what went back to the issuer, unclaimed.
    """

    number: int
    units: int
    interest: int
    instalment: int
    late: int = 0
    called: Called | None = None
    parts: list[Part] = field(default_factory=list)
    lapsed: list[tuple[Event, int]] = field(default_factory=list)

    @property
    def premium(self) -> int:
        """What is paid above the principal of a part called."""
        return self.units * self.called.premium if self.called else 0

    @property
    def open(self) -> int:
        """What is neither paid nor lapsed yet."""
        due = self.interest + self.late + self.instalment + self.premium
        return due - sum(part.amount + part.tax for part in self.parts) - sum(amount for _, amount in self.lapsed)


@dataclass(frozen=True, slots=True)
class Repayment:
    """Money paid for units that are burnt, or as a recovery after acceleration [minor].

    Attributes:
        principal: what was outstanding on the units, or what was recovered.
        premium: what the price of a call or a put adds; below 0 a discount.
        interest: accrued on units that were put, before tax.
        tax: kept back from that.
    """

    event: Event
    units: int
    principal: int
    premium: int = 0
    interest: int = 0
    tax: int = 0
    is_recovery: bool = False
    is_put: bool = False

    @property
    def amount(self) -> int:
        """What was paid."""
        return self.principal + self.premium + self.interest - self.tax


@dataclass(frozen=True, slots=True)
class Notice:
    """Units that a holder put for a day [days since 1970-01-01], in all."""

    event: Event
    day: int
    units: int


@dataclass(frozen=True, slots=True)
class Lapse:
    """Money that went back to the issuer, unclaimed [minor]; units of principal alone."""

    event: Event
    what: str
    units: int
    amount: int


@dataclass(slots=True)
class Account:
    """Everything that the events tell of one wallet, in their order."""

    movements: list[UnitMovement] = field(default_factory=list)
    receipts: list[Receipt] = field(default_factory=list)
    repayments: list[Repayment] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)
    lapses: list[Lapse] = field(default_factory=list)
