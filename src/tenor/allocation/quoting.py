"""What a unit costs: at the issue price, and at a limit that is written as a price, a yield or a spread."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cached_property

from tenor.allocation.methods import BookBuilding, Priced, Quote
from tenor.schedule.build import build_schedule
from tenor.schedule.model import Schedule
from tenor.schedule.pricing import clean_price
from tenor.terms.model import Terms
from tenor.units import round_half_up, share_of


def issue_price_half_up(terms: Terms) -> int:
    """What one unit costs at the issue price [minor], rounded to the nearest, a half upwards."""
    return round_half_up(terms.unit_face * terms.issue_price)


@dataclass(frozen=True)
class Quoting:
    """The quotation of one book.

    Args:
        terms: the issue; for a yield or a spread every payment of it is known at issue.
        quote: what a limit is.
        reference: the yield that spreads are added to; 4.05 % is 81/2000.
    """

    terms: Terms
    quote: Quote
    reference: Fraction = Fraction(0)

    def merit(self, limit: Fraction) -> Fraction:
        """How good a limit is for the issuer; more is better."""
        return limit if self.quote is Quote.PRICE else -limit

    def meets(self, limit: Fraction | None, cut_off: Fraction) -> bool:
        """Whether an order stands at a cut-off: its limit is no worse, or it has none."""
        return limit is None or self.merit(limit) >= self.merit(cut_off)

    def unit_price_down(self, limit: Fraction) -> int:
        """What one unit costs at a limit [minor], rounded down, so that nobody pays more than his limit.

        A yield is turned into a price on the day on which interest starts, by `tenor.schedule.pricing`.

        Raises:
            ValueError: the price is nothing, or no price follows from the yield.
        """
        if limit not in self._prices:
            price = self._exact_price(limit).__floor__()
            if price <= 0:
                raise ValueError("a unit would cost nothing")
            self._prices[limit] = price
        return self._prices[limit]

    def _exact_price(self, limit: Fraction) -> Fraction:
        if self.quote is Quote.PRICE:
            return self.terms.unit_face * limit
        return clean_price(self._schedule, self.terms.interest_start, self.reference + limit)

    @cached_property
    def _prices(self) -> dict[Fraction, int]:
        """Price by limit: thousands of bids stand at few yields, and each takes exact fractions to price."""
        return {}

    @cached_property
    def _schedule(self) -> Schedule:
        return build_schedule(self.terms)


def quoting_of(offering: Priced, terms: Terms) -> Quoting:
    """The quotation of a method in which orders set the price."""
    reference = offering.reference_yield_percent if isinstance(offering, BookBuilding) else None
    return Quoting(terms, Quote(offering.quote), share_of(reference or Decimal(0)))
