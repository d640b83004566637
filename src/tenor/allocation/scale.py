"""Scaling back: orders for more than there is, cut to it in proportion; integers only."""

from __future__ import annotations

from collections.abc import Mapping


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
    served = _largest(ordered, issue // minimum)
    rest, demand = issue, sum(ordered[order] for order in served)
    if demand < issue:
        return None
    allotted = dict.fromkeys(ordered, 0)
    while served and ordered[served[-1]] * rest < minimum * demand:  # the smallest one's share is below the minimum
        order = served.pop()
        allotted[order] = minimum
        rest, demand = rest - minimum, demand - ordered[order]
    return allotted | largest_remainder({order: ordered[order] for order in served}, rest)


def scale_within(ordered: Mapping[str, int], limit: int, minimum: int) -> dict[str, int]:
    """All orders in full where they fit into a limit [units]; otherwise scaled back to it.

    Where the minimum admits too few orders to take it up exactly, those few are filled and a rest stays.
    """
    if sum(ordered.values()) <= limit:
        return dict(ordered)
    exact = scale_back(ordered, limit, minimum)
    if exact is not None:
        return exact
    return dict.fromkeys(ordered, 0) | {order: ordered[order] for order in _largest(ordered, limit // minimum)}


def largest_remainder(ordered: Mapping[str, int], issue: int) -> dict[str, int]:
    """Shares of an issue in proportion to the orders, which cover it; the sum is exact, ids break ties."""
    demand = sum(ordered.values())
    allotted = {order: units * issue // demand for order, units in ordered.items()}
    left = issue - sum(allotted.values())
    for order in sorted(ordered, key=lambda order: (-(ordered[order] * issue % demand), order))[:left]:
        allotted[order] += 1
    return allotted


def _largest(ordered: Mapping[str, int], count: int) -> list[str]:
    return sorted(ordered, key=lambda order: (-ordered[order], order))[:count]
