"""One party's settlement instruction, with the fields of ISO 20022 sese.023 that matching and settlement need."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import IntEnum, StrEnum
from functools import lru_cache
from typing import NamedTuple

from stdnum import isin

from tenor.errors import InputError
from tenor.units import MINOR_DIGITS

MAX_REFERENCE = 35
"""Longest reference and party id, in characters (Max35Text)."""

_REFERENCE = re.compile(rf"[A-Za-z0-9][A-Za-z0-9._-]{{0,{MAX_REFERENCE - 1}}}", re.ASCII)
_ISIN = re.compile(r"[A-Z]{2}[A-Z0-9]{9}\d", re.ASCII)


class Side(StrEnum):
    """What the instructing party does with the asset (securities movement type)."""

    DELIVERS = "DELI"
    RECEIVES = "RECE"

    @property
    def opposite(self) -> Side:
        """What the counterparty does with it."""
        return Side.RECEIVES if self is Side.DELIVERS else Side.DELIVERS


class PaymentKind(StrEnum):
    """Whether and how the asset is paid for."""

    DVP = "DvP"  # a security against payment
    PVP = "PvP"  # money against money of another currency
    FOP = "FoP"  # free of payment


class Priority(IntEnum):
    """The order in which instructions settle; the lower number goes first, as in T2S."""

    RESERVED = 1  # of central banks and the depository
    TOP = 2  # of trading venues and central counterparties
    HIGH = 3
    NORMAL = 4


class Fault(NamedTuple):
    """A field that contradicts the rest of its instruction: what is wrong with it and what to do."""

    field: str
    what: str
    remedy: str


class InconsistentInstruction(InputError):
    """An instruction contradicts itself.

    Args:
        where: which instruction.
        faults: everything that is wrong, at least one thing.
    """

    def __init__(self, where: str, faults: tuple[Fault, ...]) -> None:
        super().__init__(where, "; ".join(fault.what for fault in faults), ". ".join(fault.remedy for fault in faults))
        self.faults = faults


@dataclass(frozen=True, slots=True, kw_only=True)
class Instruction:
    """What one party wants to settle with another.

    Args:
        reference: the instructing party's own, unique among its instructions.
        party: who instructs.
        counterparty: who is to instruct the mirror image.
        side: whether the party delivers or receives the asset.
        kind: against payment, payment against payment, or free of payment.
        asset: what is delivered: an ISIN, or a currency (ISO 4217).
        units: how much of it [units], or [minor] where it is money.
        currency: of the payment; None where free of payment.
        amount: the payment [minor]; 0 where free of payment.
        trade_date: when it was agreed.
        settlement_date: when it is intended to settle.
        clean_price: agreed price in percent, without accrued interest.
        accrued: accrued interest within the amount [minor]; negative where the buyer is paid it.
        partial: whether a part may settle.
        minimum_part: the smallest part [units]; None for any.
        hold: whether it is matched but not settled until released.
        priority: among the party's instructions.
        common_reference: of the trade, agreed by both.

    Raises:
        InconsistentInstruction: fields contradict each other; the error lists all that is wrong.
        TypeError: an amount is not an integer, or the price not a Decimal.
    """

    reference: str
    party: str
    counterparty: str
    side: Side
    kind: PaymentKind
    asset: str
    units: int
    currency: str | None = None
    amount: int = 0
    trade_date: date
    settlement_date: date
    clean_price: Decimal | None = None
    accrued: int | None = None
    partial: bool = False
    minimum_part: int | None = None
    hold: bool = False
    priority: Priority = Priority.NORMAL
    common_reference: str | None = None

    def __post_init__(self) -> None:
        for value in (self.units, self.amount, self.accrued, self.minimum_part):
            if value is not None and (not isinstance(value, int) or isinstance(value, bool)):
                raise TypeError(f"units and amounts are integers, not {value!r}")
        if self.clean_price is not None and not isinstance(self.clean_price, Decimal):
            raise TypeError(f"a price is a Decimal, not {self.clean_price!r}")
        if faults := tuple(_faults(self)):
            raise InconsistentInstruction(f"instruction {self.reference} of {self.party}", faults)

    @property
    def deliverer(self) -> str:
        """Who gives the asset."""
        return self.party if self.side is Side.DELIVERS else self.counterparty

    @property
    def receiver(self) -> str:
        """Who takes the asset, and pays for it."""
        return self.counterparty if self.side is Side.DELIVERS else self.party


def is_money(asset: str) -> bool:
    """Whether a delivered thing is money: a currency whose minor unit is known."""
    return asset in MINOR_DIGITS


@lru_cache(maxsize=65_536)
def is_isin(asset: str) -> bool:
    """Whether it is an ISO 6166 number, prefix and check digit in order."""
    return _ISIN.fullmatch(asset) is not None and bool(isin.is_valid(asset))


def _faults(given: Instruction) -> Iterator[Fault]:
    yield from _name_faults(given)
    yield from _asset_faults(given)
    yield from _payment_faults(given)
    yield from _price_faults(given)
    if given.settlement_date < given.trade_date:
        what = f"settlement date {given.settlement_date} is before trade date {given.trade_date}"
        yield Fault("settlement_date", what, "Settle on the trade date or later")
    yield from _part_faults(given)


def _name_faults(given: Instruction) -> Iterator[Fault]:
    for field in ("reference", "party", "counterparty", "common_reference"):
        name = getattr(given, field)
        if name is not None and not _REFERENCE.fullmatch(name):
            what = f"{field} {name[: MAX_REFERENCE + 1]!r} is no identifier"
            yield Fault(field, what, f"Write up to {MAX_REFERENCE} letters, digits, points, hyphens and underscores")
    if given.party == given.counterparty:
        what = f"{given.party} instructs with itself as counterparty"
        yield Fault("counterparty", what, "Name the other party of the trade")


def _asset_faults(given: Instruction) -> Iterator[Fault]:
    money = is_money(given.asset)
    if not money and not is_isin(given.asset):
        what = f"asset {given.asset[:12]!r} is neither an ISIN nor a known currency"
        yield Fault("asset", what, "Write the ISIN with its check digit, or the currency code")
    elif money and given.kind is PaymentKind.DVP:
        yield Fault("kind", f"{given.asset} is money, and DvP delivers a security", "Write PvP, or the ISIN")
    elif not money and given.kind is PaymentKind.PVP:
        yield Fault("kind", f"{given.asset} is a security, and PvP delivers money", "Write DvP, or a currency")
    if given.units <= 0:
        yield Fault("units", f"units are {given.units}, and there is nothing to deliver", "Write one or more")


def _payment_faults(given: Instruction) -> Iterator[Fault]:
    if given.kind is PaymentKind.FOP:
        if given.currency is not None or given.amount != 0:
            remedy = "Leave currency and amount out, or instruct against payment"
            yield Fault("amount", "free of payment, and there is an amount or its currency", remedy)
        return
    if given.currency not in MINOR_DIGITS:
        what = f"{given.kind} needs the currency of its payment, and it is {given.currency or 'empty'}"
        yield Fault("currency", what, f"Write one of {', '.join(MINOR_DIGITS)}")
    elif given.currency == given.asset:
        yield Fault("currency", f"{given.asset} is delivered against {given.currency}", "Pay in another currency")
    if given.amount <= 0:
        what = f"{given.kind} needs the amount of its payment, and it is {given.amount}"
        yield Fault("amount", what, "Write an amount above zero, or instruct free of payment")


def _price_faults(given: Instruction) -> Iterator[Fault]:
    for field in ("clean_price", "accrued"):
        if getattr(given, field) is not None and given.kind is not PaymentKind.DVP:
            yield Fault(field, f"{field} belongs to DvP, and this is {given.kind}", f"Leave {field} out")
    if given.clean_price is not None and not given.clean_price > 0:
        yield Fault("clean_price", f"clean price {given.clean_price} is not above zero", "Write it in percent")
    if given.kind is PaymentKind.DVP and given.accrued is not None and given.accrued >= given.amount > 0:
        what = f"accrued interest {given.accrued} is not less than the amount {given.amount}"
        yield Fault("accrued", what, "Write the interest that is within the amount")


def _part_faults(given: Instruction) -> Iterator[Fault]:
    if given.minimum_part is None:
        return
    if not given.partial:
        remedy = "Allow partial settlement, or leave the minimum out"
        yield Fault("minimum_part", "there is a minimum part, and partial settlement is not allowed", remedy)
    if not 0 < given.minimum_part <= given.units:
        what = f"minimum part {given.minimum_part} is not within the units {given.units}"
        yield Fault("minimum_part", what, "Write one unit or more, and at most all of them")
