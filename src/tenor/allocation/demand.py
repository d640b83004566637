"""The demand curve of a book: how much is wanted at each limit, the best for the issuer first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from tenor.allocation.orders import Order
from tenor.allocation.quoting import Quoting


@dataclass(frozen=True, slots=True)
class DemandPoint:
    """What a book comes to at one limit."""

    limit: Fraction  # 1 is par, a yield of 4.05 % is 81/2000
    units: int  # [units] ordered at this very limit
    demand: int  # [units] ordered at this limit, at better ones and at none
    cover: Fraction  # demand over the issue


def demand_curve(orders: Sequence[Order], quoting: Quoting) -> tuple[DemandPoint, ...]:
    """The points of a book, the best limit for the issuer first; caps of tranches and bidders do not count here."""
    terms = quoting.terms
    demand = sum(order.nominal // terms.unit_face for order in orders if order.limit is None)
    points = []
    for limit, added in at_limits(orders, quoting):
        units = sum(order.nominal // terms.unit_face for order in added)
        demand += units
        points.append(DemandPoint(limit, units, demand, Fraction(demand, terms.units)))
    return tuple(points)


def at_limits(orders: Iterable[Order], quoting: Quoting) -> list[tuple[Fraction, list[Order]]]:
    """Each limit of a book with its orders, the best for the issuer first; orders without one are in none."""
    found: defaultdict[Fraction, list[Order]] = defaultdict(list)
    for order in orders:
        if order.limit is not None:
            found[order.limit].append(order)
    return sorted(found.items(), key=lambda point: quoting.merit(point[0]), reverse=True)


def average_limit(orders: Iterable[Order], units: Mapping[str, int], otherwise: Fraction) -> Fraction:
    """The average of the accepted limits, weighted by units; another value where no limit was accepted."""
    accepted = [(order.limit, units.get(order.id, 0)) for order in orders if order.limit is not None]
    weight = sum(each for _, each in accepted)
    return sum((limit * each for limit, each in accepted), Fraction(0)) / weight if weight else otherwise
