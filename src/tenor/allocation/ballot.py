"""A retail ballot: as many lots for everybody as the issue has, one lot more by a draw that anybody can repeat."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from heapq import nsmallest

from eth_utils.crypto import keccak

from tenor.allocation.cover import Demand, check_issued
from tenor.allocation.methods import AllotmentMethod, Ballot
from tenor.allocation.orders import Order
from tenor.allocation.quoting import issue_price_half_up
from tenor.allocation.result import Allocation, Rule, allotted
from tenor.errors import InputError
from tenor.terms.model import Terms


def allot_ballot(orders: Sequence[Order], terms: Terms, offering: Ballot, where: str) -> Allocation:
    """Allot lots, each of the minimum denomination, at the issue price.

    The rule:
      1. Applications for up to so many lots are filled, and all others receive that number: the greatest for which the
         issue suffices. It may be none.
      2. The lots left over are too few for one more to each of the others; `draw` says who of them receives one.

    So an application for more lots is never allotted fewer. This is how the Hong Kong Government allotted its retail
    green bond of 2023.

    Raises:
        InputError: the issue or an application is no whole number of lots, or the applications do not cover the issue
            and no part may be issued.
    """
    lot = terms.min_units
    applied = {order.id: order.nominal // terms.unit_face for order in orders}
    odd = next((order for order, units in applied.items() if units % lot), None)
    if terms.units % lot or odd is not None:
        what = f"{'the issue' if odd is None else f'application {odd}'} is no whole number of lots of {lot} units"
        raise InputError(where, what, "Apply for whole lots, or change the minimum denomination in the terms")
    full, left = full_lots((units // lot for units in applied.values()), terms.units // lot)
    waiting = [order for order, units in applied.items() if units > full * lot]
    won = draw(offering.seed, waiting, left)
    units = {order: min(ordered, (full + (order in won)) * lot) for order, ordered in applied.items()}
    check_issued(sum(units.values()), Demand(sum(applied.values())), terms, offering.uncovered, where)
    rules = dict.fromkeys(waiting, Rule.BALLOT_LOST) | dict.fromkeys(won, Rule.BALLOT_WON)
    price = issue_price_half_up(terms)
    allotments = tuple(
        allotted(order, units[order.id], price, terms, rules.get(order.id, Rule.IN_FULL)) for order in orders
    )
    return Allocation(AllotmentMethod(offering.method), allotments)


def full_lots(applied: Iterable[int], issue: int) -> tuple[int, int]:
    """How many lots everybody receives who applied for as many, and how many are left over then.

    Args:
        applied: lots of each application, at least one each.
        issue: lots of the issue.
    """
    sizes = Counter(applied)
    full, left, waiting = 0, issue, sizes.total()
    for size, count in sorted(sizes.items()):
        more = min(size - full, left // waiting)
        full, left = full + more, left - more * waiting
        if full < size:
            break
        waiting -= count
    return full, left


def draw(seed: bytes, applications: Iterable[str], winners: int) -> frozenset[str]:
    """The winners among applications: those with the smallest keccak256(seed || application id as UTF-8).

    Who has the seed and the ids can repeat it. The seed has 32 bytes and must be beyond anybody's choice once the
    applications are known: published before the last of them, it lets people try ids until one wins.
    """
    return frozenset(nsmallest(winners, applications, key=lambda each: keccak(seed + each.encode())))
