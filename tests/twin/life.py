"""The twin: the whole life of a bond computed from its definitions, in exact fractions, from plain dictionaries.

It is the second opinion on every amount, so it shares no code with the toolkit and imports nothing of it. Money is a
Fraction of the currency's major unit; times are wall-clock times of the bond's own place.

Terms, as the term sheet has them, are all text: ``size``, ``unit``, ``rate`` (a year, e.g. 0.0405), ``issue``,
``maturity`` (ISO dates), ``coupons_a_year``, ``convention`` (ISDA business day convention), ``adjusted`` (yes or no),
``record_days``, ``record_time``, ``decimals`` (of the currency).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from fractions import Fraction

from tests.twin.definitions import actual_365_fixed, business_day, business_days_before, half_up, months_before

Amounts = dict[str, Fraction]


@dataclass(frozen=True)
class Transfer:
    """Units that change hands, with what is paid for them; a giver who is no holder is the issuer."""

    at: datetime
    giver: str
    taker: str
    units: int
    paid: Fraction


@dataclass(frozen=True)
class Coupon:
    """One interest payment of one unit and of the issue."""

    number: int
    first: date
    end: date
    days: int
    record: datetime
    payment: date
    per_unit: Fraction
    total: Fraction
    aggregate: Fraction

    @property
    def drift(self) -> Fraction:
        """What rounding each unit leaves unpaid of the issue's interest; `aggregate` is rounded by itself."""
        return self.aggregate - self.total


@dataclass(frozen=True)
class Receipts:
    """What one holder is paid over the life."""

    coupons: dict[int, Fraction]
    principal: Fraction

    @property
    def total(self) -> Fraction:
        """Interest and principal."""
        return sum(self.coupons.values(), self.principal)


def coupons(terms: Mapping[str, str]) -> list[Coupon]:
    """Every coupon: dates counted back from maturity, interest of one unit rounded half-up once, times the units."""
    units, unit, rate = units_of(terms), Fraction(terms["unit"]), Fraction(terms["rate"])
    decimals = int(terms["decimals"])
    regular = _regular_dates(terms)
    paid = [business_day(day, terms["convention"]) for day in regular[1:]]
    ends = paid if terms["adjusted"] == "yes" else regular[1:]
    found: list[Coupon] = []
    first = regular[0]
    for number, (end, payment) in enumerate(zip(ends, paid, strict=True), start=1):
        year_fraction = actual_365_fixed(first, end)
        per_unit = half_up(unit * rate * year_fraction, decimals)
        aggregate = half_up(Fraction(terms["size"]) * rate * year_fraction, decimals)
        record = datetime.combine(
            business_days_before(payment, int(terms["record_days"])), time.fromisoformat(terms["record_time"])
        )
        days = (end - first).days
        found.append(Coupon(number, first, end, days, record, payment, per_unit, per_unit * units, aggregate))
        first = end
    return found


def units_of(terms: Mapping[str, str]) -> int:
    """Number of units of the issue."""
    units = Fraction(terms["size"]) / Fraction(terms["unit"])
    if units.denominator != 1:
        raise ValueError("the size is not a whole number of units")
    return units.numerator


def register_at(transfers: Iterable[Transfer], moment: datetime) -> dict[str, int]:
    """Who holds how many units at the end of a moment; the issuer's unsold units are nobody's."""
    held: dict[str, int] = {}
    for transfer in transfers:
        if transfer.at <= moment:
            held[transfer.taker] = held.get(transfer.taker, 0) + transfer.units
            if transfer.giver in held:
                held[transfer.giver] -= transfer.units
    if any(units < 0 for units in held.values()):
        raise ValueError(f"somebody delivers more than they hold by {moment}")
    return {holder: units for holder, units in held.items() if units}


def entitlements(coupon: Coupon, transfers: Iterable[Transfer]) -> Amounts:
    """Interest of one coupon by holder of record: the amount of one unit times the units, never rounded again."""
    return {holder: units * coupon.per_unit for holder, units in register_at(transfers, coupon.record).items()}


def redemption(terms: Mapping[str, str], transfers: Iterable[Transfer]) -> Amounts:
    """Principal by holder at the last payment date."""
    last = datetime.combine(coupons(terms)[-1].payment, time.max)
    return {holder: units * Fraction(terms["unit"]) for holder, units in register_at(transfers, last).items()}


def receipts(terms: Mapping[str, str], transfers: Sequence[Transfer]) -> dict[str, Receipts]:
    """What every holder is paid over the life of the bond."""
    by_coupon = {coupon.number: entitlements(coupon, transfers) for coupon in coupons(terms)}
    principal = redemption(terms, transfers)
    holders = {*principal, *(holder for paid in by_coupon.values() for holder in paid)}
    return {
        holder: Receipts(
            {number: paid[holder] for number, paid in by_coupon.items() if holder in paid},
            principal.get(holder, Fraction(0)),
        )
        for holder in holders
    }


def _regular_dates(terms: Mapping[str, str]) -> list[date]:
    issue, maturity = (date.fromisoformat(terms[name]) for name in ("issue", "maturity"))
    step = 12 // int(terms["coupons_a_year"])
    dates = [maturity]
    while dates[0] > issue:
        dates.insert(0, months_before(maturity, step * len(dates)))
    if dates[0] != issue:
        raise ValueError(f"the period from {issue} to {dates[1]} is a stub")
    return dates
