"""Whether an allotment takes up the issue, and the refusal where it does not."""

from __future__ import annotations

from dataclasses import dataclass

from tenor.allocation.methods import Uncovered
from tenor.errors import InputError
from tenor.terms.model import Terms
from tenor.units import Money


@dataclass(frozen=True, slots=True)
class Demand:
    """What could be served of a book."""

    units: int  # [units]
    which: str = "the orders"  # in words


def check_issued(issued: int, demand: Demand, terms: Terms, uncovered: Uncovered | None, where: str) -> None:
    """Refuse an allotment that is not the whole issue, unless a covered part may be issued.

    Args:
        issued: what is allotted [units].
        demand: what could be served.
        terms: the issue.
        uncovered: the rule where orders do not cover the issue; None where the method has no such rule, and refuses.
        where: the file to name.

    Raises:
        InputError: says by how much the issue is not covered, or that the minimum denomination is in the way.
    """
    if issued == terms.units or (issued and uncovered is Uncovered.PARTIAL):
        return
    if demand.units < terms.units:
        what = (
            f"{demand.which} sum to {_money(demand.units, terms)} and do not cover the issue of"
            f" {_money(terms.units, terms)}: {_money(terms.units - demand.units, terms)} is left over"
        )
        remedy = "Add orders, or lower the size in the terms"
        raise InputError(where, what, remedy if uncovered is None else f"{remedy}, or write 'uncovered: partial'")
    minimum = _money(terms.min_units, terms)
    what = f"the minimum denomination of {minimum} lets too few orders be served to take up the whole issue"
    raise InputError(where, what, "Add orders, raise the largest orders, or lower the minimum denomination")


def _money(units: int, terms: Terms) -> Money:
    return Money(units * terms.unit_face, terms.currency)
