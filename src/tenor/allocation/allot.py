"""Orders to allotments by the method of the offering: the same result for the same orders in any order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from tenor.allocation.auction import allot_auction
from tenor.allocation.ballot import allot_ballot
from tenor.allocation.book import allot_book
from tenor.allocation.methods import AnyOffering, AsGiven, Ballot, BookBuilding, MultiplePrice, UniformPrice
from tenor.allocation.offer import allot_as_given, allot_offer
from tenor.allocation.orders import Order
from tenor.allocation.result import Allocation
from tenor.errors import InputError
from tenor.terms.model import Terms


def allot(orders: Sequence[Order], terms: Terms, offering: AnyOffering, where: str = "order book") -> Allocation:
    """Allot the issue over the orders; allotments stand in the order of the book.

    Args:
        orders: orders that keep the denominations of the terms and the rules of the method, as `read_orders` returns
            them.
        terms: the issue.
        offering: the method and its parameters.
        where: the file to name in an error.

    Raises:
        InputError: the orders do not cover the issue and no part may be issued, no allotment can be exactly the issue,
            the orders set no price, or two have one id.
    """
    seen = Counter(order.id for order in orders)
    if repeated := [each for each, number in seen.items() if number > 1]:
        raise InputError(where, f"order '{repeated[0]}' stands twice", "Give every order an id of its own")
    if isinstance(offering, AsGiven):
        return allot_as_given(orders, terms, offering, where)
    if isinstance(offering, BookBuilding):
        return allot_book(orders, terms, offering, where)
    if isinstance(offering, UniformPrice | MultiplePrice):
        return allot_auction(orders, terms, offering, where)
    if isinstance(offering, Ballot):
        return allot_ballot(orders, terms, offering, where)
    return allot_offer(orders, terms, offering, where)
