"""Offers at the issue price: orders scaled back to the issue, or allotted as was decided elsewhere."""

from __future__ import annotations

from collections.abc import Sequence

from tenor.allocation.cover import Demand, check_issued
from tenor.allocation.methods import AllotmentMethod, AsGiven, FixedPrice, ProRata
from tenor.allocation.orders import Order
from tenor.allocation.quoting import issue_price_half_up
from tenor.allocation.result import Allocation, Rule, allotted
from tenor.allocation.scale import scale_within
from tenor.errors import InputError
from tenor.terms.model import Terms
from tenor.units import Money


def allot_offer(orders: Sequence[Order], terms: Terms, offering: ProRata | FixedPrice, where: str) -> Allocation:
    """Scale orders back to the issue at the issue price; what was paid beyond the price of the allotment is refunded.

    Raises:
        InputError: the orders do not cover the issue and no part may be issued, or no allotment can be the issue.
    """
    ordered = {order.id: order.nominal // terms.unit_face for order in orders}
    units = scale_within(ordered, terms.units, terms.min_units)
    uncovered = offering.uncovered if isinstance(offering, FixedPrice) else None
    check_issued(sum(units.values()), Demand(sum(ordered.values())), terms, uncovered, where)
    price = issue_price_half_up(terms)
    allotments = tuple(allotted(order, units[order.id], price, terms) for order in orders)
    return Allocation(AllotmentMethod(offering.method), allotments)


def allot_as_given(orders: Sequence[Order], terms: Terms, offering: AsGiven, where: str) -> Allocation:
    """Take the allotted amounts of the orders.

    Raises:
        InputError: an order carries none, or they do not sum to the issue.
    """
    units = {}
    for order in orders:
        if order.allotted is None:
            raise InputError(where, f"order {order.id} carries no allotted amount", "Write it, or 0")
        units[order.id] = order.allotted // terms.unit_face
    difference = sum(units.values()) - terms.units
    if difference:
        side = "more" if difference > 0 else "less"
        total, apart, issue = (
            Money(each * terms.unit_face, terms.currency)
            for each in (sum(units.values()), abs(difference), terms.units)
        )
        what = f"the allotments sum to {total}, which is {apart} {side} than the issue of {issue}"
        raise InputError(where, what, "Correct the allotted column so that it sums to the issue")
    price = issue_price_half_up(terms)
    allotments = tuple(allotted(order, units[order.id], price, terms, Rule.AS_GIVEN) for order in orders)
    return Allocation(AllotmentMethod(offering.method), allotments)
