"""Auctions: bids filled from the best down to the stop-out, at one price for all or at what each bid."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from tenor.allocation.cover import Demand, check_issued
from tenor.allocation.demand import at_limits, average_limit
from tenor.allocation.methods import AllotmentMethod, Auction, MultiplePrice
from tenor.allocation.orders import Order
from tenor.allocation.quoting import Quoting, quoting_of
from tenor.allocation.result import Allocation, Pricing, Rule, allotted
from tenor.allocation.scale import scale_within
from tenor.errors import InputError
from tenor.terms.model import Terms
from tenor.units import share_of


@dataclass(frozen=True, slots=True)
class _Filled:
    """What an auction fills, and down to which bid."""

    counted: Mapping[str, int]  # [units] of each bid within its bidder's share
    units: Mapping[str, int]  # [units] accepted by order id; bids below the stop-out are not there
    stop_out: Fraction | None


def allot_auction(orders: Sequence[Order], terms: Terms, offering: Auction, where: str) -> Allocation:
    """Fill the bids of an auction.

    The rule:
      1. A bidder's bids count up to the maximum share, non-competitive ones first, then from the best down.
      2. Non-competitive bids are filled, scaled back to their cap where they are more.
      3. Competitive bids are filled from the best down. At the stop-out, where the issue ends, they are scaled back.
      4. At one price all pay the stop-out price. Otherwise each pays what he bid, and non-competitive bids the average
         of the accepted prices, weighted by units and rounded down, or the stop-out price.

    Raises:
        InputError: the bids do not cover the issue and no part may be issued, no competitive bid is accepted, or the
            minimum denomination is in the way at the stop-out.
    """
    quoting = quoting_of(offering, terms)
    filled = _fill(orders, quoting, offering)
    demand = Demand(_demand(orders, filled), "the bids that count")
    check_issued(sum(filled.units.values()), demand, terms, offering.uncovered, where)
    if filled.stop_out is None:
        what = "no competitive bid is accepted, so that the auction sets no price"
        raise InputError(where, what, "Add competitive bids, or lower allotment.non_competitive_percent")
    prices = _prices(orders, filled, filled.stop_out, quoting, offering)
    allotments = tuple(
        allotted(order, filled.units.get(order.id, 0), prices[order.id], terms, _rule(order, filled, terms))
        for order in orders
    )
    average = average_limit(orders, filled.units, filled.stop_out)
    return Allocation(AllotmentMethod(offering.method), allotments, Pricing(quoting.quote, filled.stop_out, average))


def _fill(orders: Sequence[Order], quoting: Quoting, offering: Auction) -> _Filled:
    terms = quoting.terms
    counted = _counted(orders, quoting, offering)
    cap = (terms.units * share_of(offering.non_competitive_percent or Decimal(0))).__floor__()
    free = {order.id: counted[order.id] for order in orders if order.limit is None and counted[order.id]}
    units = scale_within(free, cap, terms.min_units)
    rest, stop_out = terms.units - sum(units.values()), None
    for limit, bids in at_limits(orders, quoting):
        wanted = {bid.id: counted[bid.id] for bid in bids if counted[bid.id]}
        accepted = scale_within(wanted, rest, terms.min_units)
        units |= accepted
        if any(accepted.values()):
            stop_out = limit
        if sum(wanted.values()) >= rest:  # no worse bid is filled, even where the minimum leaves a rest here
            break
        rest -= sum(accepted.values())
    return _Filled(counted, units, stop_out)


def _counted(orders: Sequence[Order], quoting: Quoting, offering: Auction) -> dict[str, int]:
    """Units of each bid within its bidder's maximum share; a part below the minimum denomination does not count."""
    terms = quoting.terms
    share = (terms.units * share_of(offering.maximum_share_percent or Decimal(100))).__floor__()
    taken, counted = Counter[str](), {}

    def best_first(order: Order) -> tuple[bool, Fraction, str]:
        return order.limit is not None, -quoting.merit(order.limit or Fraction(0)), order.id

    for order in sorted(orders, key=best_first):
        units = order.nominal // terms.unit_face
        if offering.maximum_share_percent is not None:
            units = min(units, share - taken[order.investor])
        counted[order.id] = units if units >= terms.min_units else 0
        taken[order.investor] += counted[order.id]
    return counted


def _demand(orders: Sequence[Order], filled: _Filled) -> int:
    """What could be served [units]: competitive bids that count, and what is filled of the others."""
    return sum(filled.units.get(order.id, 0) if order.limit is None else filled.counted[order.id] for order in orders)


def _prices(
    orders: Sequence[Order], filled: _Filled, stop_out: Fraction, quoting: Quoting, offering: Auction
) -> dict[str, int]:
    """Price of a unit [minor] by order id."""
    at_stop_out = quoting.unit_price_down(stop_out)
    if not isinstance(offering, MultiplePrice):
        return {order.id: at_stop_out for order in orders}
    own = {order.id: quoting.unit_price_down(order.limit) for order in orders if order.limit is not None}
    revenue = sum(price * filled.units.get(order, 0) for order, price in own.items())
    accepted = sum(filled.units.get(order, 0) for order in own)
    others = revenue // accepted if offering.non_competitive_price == "average" else at_stop_out
    return {order.id: own.get(order.id, others) for order in orders}


def _rule(order: Order, filled: _Filled, terms: Terms) -> Rule | None:
    """The rule that decided, where it is not just filling or scaling back."""
    counted, units = filled.counted[order.id], filled.units.get(order.id, 0)
    if order.id not in filled.units and counted:
        return Rule.PRICED_OUT
    return Rule.CAPPED if units == counted < order.nominal // terms.unit_face else None
