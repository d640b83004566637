"""Book-building: one reoffer for all who stand at it, chosen by the issuer or the best at which all is covered."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction

from tenor.allocation.cover import Demand, check_issued
from tenor.allocation.demand import at_limits, average_limit
from tenor.allocation.methods import AllotmentMethod, BookBuilding
from tenor.allocation.orders import Order
from tenor.allocation.quoting import Quoting, quoting_of
from tenor.allocation.result import Allocation, Pricing, Rule, allotted
from tenor.allocation.scale import largest_remainder, scale_within
from tenor.errors import InputError
from tenor.terms.model import Terms
from tenor.units import percent_text, share_of


def allot_book(orders: Sequence[Order], terms: Terms, offering: BookBuilding, where: str) -> Allocation:
    """Price a book and scale back the orders that stand at the reoffer, all at its price.

    An order stands at the reoffer if its limit is no worse, or if it is at market. Each tranche receives at most its
    share; where tranches together would receive more than the issue, each bears that in proportion, and so do the
    orders within it (`scale_back`).

    Raises:
        InputError: the orders do not cover the issue and no part may be issued, or no order carries a limit and the
            issuer chose no reoffer.
    """
    quoting, caps = quoting_of(offering, terms), _caps(offering, terms)
    if offering.reoffer is not None:
        reoffer = share_of(offering.reoffer)
    else:
        reoffer = _best_covered(orders, quoting, caps, where)
    standing = [order for order in orders if quoting.meets(order.limit, reoffer)]
    units = _scaled(standing, terms, caps)
    which = f"the orders that stand at {percent_text(reoffer)} % and count within the tranches"
    demand = Demand(_within(_demand(standing, terms), caps), which)
    check_issued(sum(units.values()), demand, terms, offering.uncovered, where)
    price = quoting.unit_price_down(reoffer)
    allotments = tuple(
        allotted(order, units.get(order.id, 0), price, terms, None if order.id in units else Rule.PRICED_OUT)
        for order in orders
    )
    pricing = Pricing(quoting.quote, reoffer, average_limit(standing, units, reoffer))
    return Allocation(AllotmentMethod(offering.method), allotments, pricing)


def _caps(offering: BookBuilding, terms: Terms) -> dict[str, int]:
    """Most of each tranche [units]; one nameless tranche where the book has none."""
    shares = {tranche: share_of(percent) for tranche, percent in offering.tranches.items()} or {"": Fraction(1)}
    return {tranche: (terms.units * share).__floor__() for tranche, share in shares.items()}


def _best_covered(orders: Sequence[Order], quoting: Quoting, caps: Mapping[str, int], where: str) -> Fraction:
    """The best limit of the book for the issuer at which the issue is covered; the worst where it never is."""
    demand = _demand((order for order in orders if order.limit is None), quoting.terms)
    limits = at_limits(orders, quoting)
    if not limits:
        remedy = "Write allotment.reoffer in the campaign file, or limits in the order book"
        raise InputError(where, "no order carries a limit, so that the book sets no price", remedy)
    for limit, added in limits:
        demand += _demand(added, quoting.terms)
        if _within(demand, caps) >= quoting.terms.units:
            return limit
    return limits[-1][0]


def _demand(orders: Iterable[Order], terms: Terms) -> Counter[str]:
    """What is ordered of each tranche [units]."""
    demand = Counter[str]()
    for order in orders:
        demand[order.tranche or ""] += order.nominal // terms.unit_face
    return demand


def _within(demand: Mapping[str, int], caps: Mapping[str, int]) -> int:
    return sum(min(ordered, caps[tranche]) for tranche, ordered in demand.items())


def _scaled(orders: Iterable[Order], terms: Terms, caps: Mapping[str, int]) -> dict[str, int]:
    """Units by order id: each tranche within its share, all within the issue."""
    books: defaultdict[str, dict[str, int]] = defaultdict(dict)
    for order in orders:
        books[order.tranche or ""][order.id] = order.nominal // terms.unit_face
    within = {tranche: scale_within(book, caps[tranche], terms.min_units) for tranche, book in books.items()}
    taken = {tranche: sum(units.values()) for tranche, units in within.items()}
    if sum(taken.values()) > terms.units:
        shares = largest_remainder(taken, terms.units)
        within = {tranche: scale_within(book, shares[tranche], terms.min_units) for tranche, book in books.items()}
    return {order: units for book in within.values() for order, units in book.items()}
