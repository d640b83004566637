"""Orders to allotments: integers only, the same result for the same orders in any order."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from tenor.allocation.orders import AllotmentMethod, Order
from tenor.errors import InputError
from tenor.terms.model import Terms
from tenor.units import Money, round_half_up


@dataclass(frozen=True, slots=True)
class Allotment:
    """What one order receives; 0 units where it receives nothing."""

    order: str
    investor: str
    ordered_units: int  # [units]
    units: int  # [units]
    amount: int  # [minor] to pay at the issue price


def allot(
    orders: Sequence[Order], terms: Terms, method: AllotmentMethod, where: str = "order book"
) -> tuple[Allotment, ...]:
    """Allot the whole issue over the orders, in the order of the book.

    Args:
        orders: orders that keep the denominations of the terms, as `read_orders` returns them.
        terms: the issue.
        method: how the orders are scaled; the rule of pro rata is that of `scale_back`.
        where: the file to name in an error.

    Raises:
        InputError: the orders do not cover the issue, or no allotment can be exactly the issue.
    """
    ordered = {order.id: order.nominal // terms.unit_face for order in orders}
    if method is AllotmentMethod.AS_GIVEN:
        units = _as_given(orders, terms, where)
    else:
        _check_covered(sum(ordered.values()), terms, where)
        units = _pro_rata(ordered, terms, where)
    return tuple(
        Allotment(order.id, order.investor, ordered[order.id], units[order.id], price_of(units[order.id], terms))
        for order in orders
    )


def price_of(units: int, terms: Terms) -> int:
    """What units cost at issue [minor]: the issue price of one unit, fixed half-up, times the units."""
    return units * round_half_up(terms.unit_face * terms.issue_price)


def scale_back(ordered: Mapping[str, int], issue: int, minimum: int) -> dict[str, int] | None:
    """Scale orders back to an issue that they cover; None if no allotment can be exactly the issue.

    The rule:
      1. Every order that is served receives at least the minimum. Where the issue cannot give the minimum to all, the
         smallest orders are left out (among equal ones, those whose id sorts last).
      2. An order whose pro-rata share is below the minimum receives the minimum; what it takes is borne by the others
         in proportion to their orders.
      3. The others receive the whole units of their share. The units left over go one by one to the largest
         fractions (largest remainder), among equal ones to the id that sorts first.

    So the sum is exact, nobody receives more than was ordered, and a larger order never receives less than a smaller.
    None is returned only if the number of orders that the minimum admits is too small to take up the issue.

    Args:
        ordered: units of each order by order id, each at least the minimum.
        issue: units to allot, at most the sum of the orders.
        minimum: smallest number of units that an order may receive unless it receives nothing.
    """
    ranked = sorted(ordered, key=lambda order: (-ordered[order], order))
    served = ranked[: issue // minimum]
    rest, demand = issue, sum(ordered[order] for order in served)
    if demand < issue:
        return None
    allotted = dict.fromkeys(ordered, 0)
    while served and ordered[served[-1]] * rest < minimum * demand:  # the smallest one's share is below the minimum
        order = served.pop()
        allotted[order] = minimum
        rest, demand = rest - minimum, demand - ordered[order]
    return allotted | _largest_remainder({order: ordered[order] for order in served}, rest)


def _largest_remainder(ordered: Mapping[str, int], issue: int) -> dict[str, int]:
    demand = sum(ordered.values())
    allotted = {order: units * issue // demand for order, units in ordered.items()}
    left = issue - sum(allotted.values())
    for order in sorted(ordered, key=lambda order: (-(ordered[order] * issue % demand), order))[:left]:
        allotted[order] += 1
    return allotted


def _pro_rata(ordered: Mapping[str, int], terms: Terms, where: str) -> dict[str, int]:
    units = scale_back(ordered, terms.units, terms.min_units)
    if units is None:
        minimum = _money(terms.min_units, terms)
        what = f"the minimum denomination of {minimum} lets too few orders be served to take up the whole issue"
        raise InputError(where, what, "Add orders, raise the largest orders, or lower the minimum denomination")
    return units


def _as_given(orders: Iterable[Order], terms: Terms, where: str) -> dict[str, int]:
    units = {}
    for order in orders:
        if order.allotted is None:
            raise InputError(where, f"order {order.id} carries no allotted amount", "Write it, or 0")
        units[order.id] = order.allotted // terms.unit_face
    difference = sum(units.values()) - terms.units
    if difference:
        side = "more" if difference > 0 else "less"
        what = (
            f"the allotments sum to {_money(sum(units.values()), terms)}, "
            f"which is {_money(abs(difference), terms)} {side} than the issue of {_money(terms.units, terms)}"
        )
        raise InputError(where, what, "Correct the allotted column so that it sums to the issue")
    return units


def _check_covered(demand: int, terms: Terms, where: str) -> None:
    if demand < terms.units:
        what = (
            f"the orders sum to {_money(demand, terms)} and do not cover the issue of {_money(terms.units, terms)}: "
            f"{_money(terms.units - demand, terms)} is left over"
        )
        raise InputError(where, what, "Add orders, or lower the size in the terms")


def _money(units: int, terms: Terms) -> Money:
    return Money(units * terms.unit_face, terms.currency)
