"""Who is taxed and at which rate, and what a coupon comes to when tax is kept back; pure.

Tax is kept back from interest alone. What a holding gets of it is rounded down and the tax is the rest: dividing a
holding saves none. What rounding interest on holdings leaves of a coupon is no tax: it returns to the issuer.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from tenor.onboarding.countries import COUNTRY_NUMBERS
from tenor.onboarding.investors import InvestorClass
from tenor.schedule.model import Period, Schedule
from tenor.terms.parts import Withholding
from tenor.terms.terms import Terms
from tenor.terms.vocabulary import Rounding

CLASSES = 0
"""Where the bond keeps the tax of investor classes, beside the countries' numbers."""


@dataclass(frozen=True, slots=True)
class Levy:
    """The tax on the interest of a holder.

    Args:
        country: ISO 3166-1 numeric of the country whose authority receives it; `CLASSES` where the rate is a class's.
        rate: share of the interest.
        investor_class: whose rate it is; 0 where it is the country's.
    """

    country: int
    rate: Fraction
    investor_class: int = 0


@dataclass(frozen=True, slots=True)
class CouponRun:
    """One coupon on everybody of its register; money in minor units.

    Attributes:
        gross: before tax, by holder.
        tax: kept back, by holder; without those from whom nothing is.
        collected: the same by the country whose authority receives it.
        rounding: what rounding on holdings leaves of the coupon's total.
    """

    gross: Mapping[str, int]
    tax: Mapping[str, int]
    collected: Mapping[int, int]
    rounding: int

    def net(self, holder: str) -> int:
        """What a holder is paid."""
        return self.gross.get(holder, 0) - self.tax.get(holder, 0)

    @property
    def paid(self) -> Mapping[str, int]:
        """What each holder is paid; without those who are paid nothing."""
        return {holder: self.net(holder) for holder in self.gross if self.net(holder)}


def row_key(row: Withholding) -> tuple[int, int]:
    """Country and class of an entry of the terms, as the bond takes them: the one that it does not name is 0."""
    if row.investor_class is not None:
        return 0, InvestorClass[row.investor_class.upper()]
    return COUNTRY_NUMBERS[row.country or ""], 0


def levy_on(terms: Terms, country: int, investor_class: int) -> Levy | None:
    """The tax on a holder: that of its class where the terms have one, otherwise that of its country, if any."""
    rates = {row_key(row): row.share for row in terms.withholding}
    if (0, investor_class) in rates:
        return Levy(CLASSES, rates[0, investor_class], investor_class)
    rate = rates.get((country, 0))
    return None if rate is None else Levy(country, rate)


def tax_on(interest: int, rate: Fraction) -> int:
    """What is kept back of the interest on one holding [minor]: the rest of what it gets, rounded down."""
    return interest - int(interest * (1 - rate))


def kept_back(interest: Mapping[str, int], levies: Mapping[str, Levy]) -> tuple[Mapping[str, int], Mapping[int, int]]:
    """The tax on the interest of each holder from whom some is kept back, and the same by country [minor].

    Args:
        interest: on each holding, before tax [minor].
        levies: the tax on each holder that is taxed.
    """
    tax, collected = dict[str, int](), Counter[int]()
    for holder, amount in interest.items():
        levy = levies.get(holder)
        if levy is not None and (kept := tax_on(amount, levy.rate)):
            tax[holder] = kept
            collected[levy.country] += kept
    return tax, dict(sorted(collected.items()))


def coupon_run(
    schedule: Schedule, period: Period, register: Mapping[str, int], levies: Mapping[str, Levy]
) -> CouponRun:
    """A coupon on the whole register of its record time.

    Args:
        register: units by holder.
        levies: the tax on each holder that is taxed.
    """
    interest = {holder: schedule.interest_on(period, units) for holder, units in register.items()}
    tax, collected = kept_back(interest, levies)
    gross = {holder: schedule.coupon_on(period, units) for holder, units in register.items()}
    by_holding = schedule.terms.rounding is Rounding.PER_HOLDING_DOWN
    rounding = schedule.coupon_total(period) - sum(gross.values()) if by_holding else 0
    return CouponRun(gross, tax, collected, rounding)
