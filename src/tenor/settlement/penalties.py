"""Daily cash penalties for settlement fails: who pays whom how much for each day (as Regulation (EU) 909/2014, art. 7).

Commission Delegated Regulation (EU) 2017/389 has rates in per cent a day by class of asset, and one for lack of cash.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from itertools import chain

from tenor.errors import InputError
from tenor.settlement.fails import Cause, Fail, failed_days, party_at_fault
from tenor.units import MINOR_DIGITS, round_half_up, share_of


class Base(StrEnum):
    """What the rate applies to."""

    AMOUNT = "amount"  # the payment of the trade
    REFERENCE_PRICE = "reference price"  # units at the price of the day


@dataclass(frozen=True, slots=True)
class ReferencePrice:
    """What one unit of an asset is worth.

    Args:
        price: of one unit, in minor units of the currency.
        currency: ISO 4217; penalties on this price are in it.
    """

    price: Decimal
    currency: str


@dataclass(frozen=True, slots=True)
class PenaltyTable:
    """The rules of a market.

    Args:
        base: what rates apply to.
        classes: class of each asset.
        rates: per cent a day of each class.
        cash_rates: per cent a day where cash is lacking, by currency; the class's rate where there is none.
        prices: of each asset on each day, where they are the base.
        counts: the days that count, e.g. `BusinessCalendar.is_business_day`; None for every calendar day.

    Raises:
        InputError: a rate or a price is below zero.
        TypeError: a rate or a price is not a Decimal.
    """

    base: Base
    classes: Mapping[str, str]
    rates: Mapping[str, Decimal]
    cash_rates: Mapping[str, Decimal] = field(default_factory=dict)
    prices: Mapping[tuple[str, date], ReferencePrice] = field(default_factory=dict)
    counts: Callable[[date], bool] | None = None

    def __post_init__(self) -> None:
        prices = {f"{asset} on {day}": each.price for (asset, day), each in self.prices.items()}
        for name, figure in chain(self.rates.items(), self.cash_rates.items(), prices.items()):
            if not isinstance(figure, Decimal):
                raise TypeError(f"rates and prices are Decimal, not {figure!r}")
            if not figure.is_finite() or figure < 0:
                raise InputError(f"penalty table, {name}", f"{figure} is not zero or more", "Write zero or more")


@dataclass(frozen=True, slots=True)
class Penalty:
    """What one party owes another for one day of a fail.

    Args:
        trade: its reference.
        day: on which it was unsettled.
        cause: why.
        payer: the party at fault.
        payee: the other.
        currency: of the amount.
        amount: [minor], rounded half-up.
    """

    trade: str
    day: date
    cause: Cause
    payer: str
    payee: str
    currency: str
    amount: int


def penalties(fails: Iterable[Fail], table: PenaltyTable, until: date) -> tuple[Penalty, ...]:
    """A penalty for each fail, day and cause, in this order; where both parties are at fault each pays the other.

    Args:
        fails: trades that failed, also those that settled since.
        table: the rules.
        until: the last day.

    Raises:
        InputError: an asset has no class, a class no rate or a day no price, or a trade free of payment has no amount.
    """
    return tuple(
        _penalty(fail, cause, day, table)
        for fail in fails
        for day in failed_days(fail, until, table.counts)
        for cause in sorted(fail.causes)
    )


def totals(owed: Iterable[Penalty]) -> dict[str, dict[str, int]]:
    """By currency, what each party receives (above zero) or pays in all [minor]; those of a currency sum to zero."""
    sums: defaultdict[str, defaultdict[str, int]] = defaultdict(lambda: defaultdict(int))
    for each in owed:
        sums[each.currency][each.payer] -= each.amount
        sums[each.currency][each.payee] += each.amount
    return {currency: dict(sorted(parties.items())) for currency, parties in sorted(sums.items())}


def _penalty(fail: Fail, cause: Cause, day: date, table: PenaltyTable) -> Penalty:
    trade = fail.trade
    payer = party_at_fault(cause, trade)
    payee = trade.receipt.party if payer == trade.delivery.party else trade.delivery.party
    base, currency = _base(fail, day, table)
    amount = round_half_up(base * share_of(_rate(fail, cause, currency, table)))
    return Penalty(trade.reference, day, cause, payer, payee, currency, amount)


def _base(fail: Fail, day: date, table: PenaltyTable) -> tuple[Fraction, str]:
    given, where = fail.trade.delivery, f"trade {fail.trade.reference}"
    if table.base is Base.AMOUNT:
        if given.currency is None:
            raise InputError(where, "it is free of payment and has no amount", "Take the reference price as the base")
        return Fraction(given.amount), given.currency
    found = table.prices.get((given.asset, day))
    if found is None:
        raise InputError(where, f"{given.asset} has no reference price on {day}", "Add it to the prices")
    if found.currency not in MINOR_DIGITS:
        what = f"the price of {given.asset} is in {found.currency}, which is not known"
        raise InputError(where, what, f"Give it in one of {', '.join(MINOR_DIGITS)}")
    return given.units * Fraction(found.price), found.currency


def _rate(fail: Fail, cause: Cause, currency: str, table: PenaltyTable) -> Decimal:
    if cause is Cause.LACK_OF_CASH and currency in table.cash_rates:
        return table.cash_rates[currency]
    asset, where = fail.trade.delivery.asset, f"trade {fail.trade.reference}"
    name = table.classes.get(asset)
    if name is None:
        raise InputError(where, f"{asset} has no class", "Add it to the classes")
    if name not in table.rates:
        raise InputError(where, f"class {name} of {asset} has no rate", "Add it to the rates")
    return table.rates[name]
