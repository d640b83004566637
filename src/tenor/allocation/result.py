"""What an allotment comes to, by whatever method: who receives how many units, at which price, by which rule."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from tenor.allocation.methods import AllotmentMethod, Quote
from tenor.allocation.orders import Order
from tenor.terms.model import Terms


class Rule(StrEnum):
    """The rule that decided what an order receives."""

    AS_GIVEN = "as_given"  # decided elsewhere
    IN_FULL = "in_full"  # all that was ordered
    SCALED_BACK = "scaled_back"  # its share
    CAPPED = "capped"  # what the maximum share of its bidder leaves
    LEFT_OUT = "left_out"  # nothing: the minimum denomination for all would be too much
    PRICED_OUT = "priced_out"  # nothing: its limit is worse than the price
    BALLOT_WON = "ballot_won"  # one lot more than all who applied for more
    BALLOT_LOST = "ballot_lost"  # what all who applied for more receive


@dataclass(frozen=True, slots=True)
class Allotment:
    """What one order receives; 0 units where it receives nothing."""

    order: str
    investor: str
    ordered_units: int  # [units]
    units: int  # [units]
    price: int  # [minor] of one unit, rounded once; 0 where it receives nothing
    rule: Rule
    refund: int = 0  # [minor] of what was paid in advance

    @property
    def amount(self) -> int:
        """What is to be paid [minor]: the units at the price of one."""
        return self.units * self.price


@dataclass(frozen=True, slots=True)
class Pricing:
    """The price that the orders set, as a limit is written: 1 is par, a yield of 4.05 % is 81/2000."""

    quote: Quote
    cut_off: Fraction  # stop-out of an auction, reoffer of a book
    average: Fraction  # of the accepted limits, weighted by units; the cut-off where no limit was accepted

    @property
    def tail(self) -> Fraction:
        """How far the cut-off lies from the average."""
        return abs(self.cut_off - self.average)


@dataclass(frozen=True, slots=True)
class Allocation:
    """The result of an allotment: sums of units are the issue, or the part of it that was covered."""

    method: AllotmentMethod
    allotments: tuple[Allotment, ...]  # one for each order, in the order of the book
    pricing: Pricing | None = None  # where the orders set the price

    @property
    def ordered_units(self) -> int:
        """All that was ordered [units]."""
        return sum(each.ordered_units for each in self.allotments)

    @property
    def units(self) -> int:
        """All that is allotted [units]."""
        return sum(each.units for each in self.allotments)

    @property
    def amount(self) -> int:
        """What all pay [minor]."""
        return sum(each.amount for each in self.allotments)

    @property
    def refunds(self) -> int:
        """What all are paid back of what they paid in advance [minor]."""
        return sum(each.refund for each in self.allotments)

    @property
    def served(self) -> int:
        """How many investors receive units."""
        return len({each.investor for each in self.allotments if each.units})

    @property
    def cover(self) -> Fraction:
        """Ordered over allotted: the cover ratio of a book, the bid-to-cover ratio of an auction."""
        return Fraction(self.ordered_units, self.units)


def allotted(order: Order, units: int, price: int, terms: Terms, rule: Rule | None = None) -> Allotment:
    """The allotment of an order; where no rule is named, it was filled, scaled back or left out.

    Args:
        order: the order.
        units: what it receives [units].
        price: of one unit [minor].
        terms: the issue.
        rule: the rule that decided, where it is another one.
    """
    ordered = order.nominal // terms.unit_face
    if rule is None:
        rule = Rule.IN_FULL if units == ordered else Rule.SCALED_BACK if units else Rule.LEFT_OUT
    refund = 0 if order.paid is None else order.paid - units * price
    return Allotment(order.id, order.investor, ordered, units, price if units else 0, rule, refund)
