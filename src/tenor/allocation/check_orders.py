"""Rules on each line of the order book: the denominations of the terms, and what the method asks for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from collections.abc import Set as AbstractSet
from decimal import Decimal
from fractions import Fraction
from itertools import chain
from typing import TypeAlias

from tenor.allocation.methods import AnyOffering, AsGiven, Ballot, BookBuilding, OrderKind, Priced
from tenor.allocation.order_row import OrderRow
from tenor.allocation.quoting import Quoting, issue_price_half_up, quoting_of
from tenor.files.problems import Problem
from tenor.files.table import closest
from tenor.terms.model import Terms
from tenor.units import MINOR_DIGITS, Money, share_of

Finding: TypeAlias = tuple[str, str]  # what is wrong, what to do

_WITH_LIMIT = (OrderKind.LIMIT, OrderKind.COMPETITIVE)


def check_orders(
    rows: Iterable[OrderRow], terms: Terms, known: AbstractSet[str], offering: AnyOffering
) -> Iterator[Problem]:
    """Problems of each row by itself, given the ids of the investors that are known."""
    check_pricing = _pricing_rule(terms, offering)
    for index, row in enumerate(rows):
        findings = chain(
            _check_investor(row, known),
            _check_denomination(f"nominal {row.nominal}", row.nominal, terms),
            _check_lots(row, terms, offering),
            _check_allotted(row, terms, offering),
            _check_paid(row, terms, offering),
            check_pricing(row),
            _check_tranche(row, offering),
        )
        yield from (Problem((index,), what, remedy) for what, remedy in findings)


def _check_investor(row: OrderRow, known: AbstractSet[str]) -> Iterator[Finding]:
    if row.investor not in known:
        what = f"order {row.order_id} is of investor '{row.investor}', who is not on the investor list"
        yield what, f"{closest(row.investor, known)}, or add the investor to the list"


def _check_denomination(named: str, amount: Decimal, terms: Terms) -> Iterator[Finding]:
    """The rules of the terms on any principal amount that one holder may hold."""
    minor = Fraction(amount) * 10 ** MINOR_DIGITS[terms.currency]
    step, minimum = (Money(units * terms.unit_face, terms.currency).amount for units in (1, terms.min_units))
    if minor < terms.min_units * terms.unit_face:
        yield f"{named} is below the minimum denomination of {minimum}", f"Write {minimum} or more, in steps of {step}"
    elif minor % terms.unit_face:
        yield f"{named} is off the step: units are of {step}", f"Write a multiple of {step}"


def _check_lots(row: OrderRow, terms: Terms, offering: AnyOffering) -> Iterator[Finding]:
    lot = Money(terms.min_units * terms.unit_face, terms.currency).amount
    if isinstance(offering, Ballot) and row.nominal % lot:
        yield f"nominal {row.nominal} is no whole number of lots of {lot}", f"Write a multiple of {lot}"


def _check_allotted(row: OrderRow, terms: Terms, offering: AnyOffering) -> Iterator[Finding]:
    if not isinstance(offering, AsGiven):
        if row.allotted is not None:
            remedy = "Leave the cell empty, or write 'allotment: as_given' in the campaign file"
            yield f"allotted is {row.allotted}, but the allotment is {offering.method} and computes it", remedy
    elif row.allotted is None:
        yield f"order {row.order_id} carries no allotted amount", "Write it, or 0, or choose 'allotment: pro_rata'"
    elif row.allotted > row.nominal:
        yield f"allotted {row.allotted} is more than nominal {row.nominal}", "Allot at most what was ordered"
    elif row.allotted:
        yield from _check_denomination(f"allotted {row.allotted}", row.allotted, terms)


def _check_paid(row: OrderRow, terms: Terms, offering: AnyOffering) -> Iterator[Finding]:
    if row.paid is None:
        return
    if not offering.prepaid:
        yield f"paid is {row.paid}, but nothing is paid in advance under {offering.method}", "Leave the cell empty"
        return
    scale = 10 ** MINOR_DIGITS[terms.currency]
    paid, nominal = Fraction(row.paid) * scale, Fraction(row.nominal) * scale
    price = nominal / terms.unit_face * issue_price_half_up(terms)
    if paid.denominator != 1:
        what = f"paid {row.paid} is not a whole number of {terms.currency} minor units"
        yield what, f"Write at most {MINOR_DIGITS[terms.currency]} decimals"
    elif paid < price and price.denominator == 1:
        least = Money(int(price), terms.currency).amount
        yield f"paid {row.paid} does not pay for nominal {row.nominal}", f"Write {least} or more, or order less"


def _pricing_rule(terms: Terms, offering: AnyOffering) -> Callable[[OrderRow], Iterator[Finding]]:
    if not isinstance(offering, Priced):
        return lambda row: _check_no_pricing(row, offering)
    quoting = quoting_of(offering, terms)
    return lambda row: _check_pricing(row, quoting, offering)


def _check_no_pricing(row: OrderRow, offering: AnyOffering) -> Iterator[Finding]:
    for name, value in (("kind", row.kind), ("limit", row.limit)):
        if value is not None:
            yield f"{name} is {value}, but orders set no price under {offering.method}", "Leave the cell empty"


def _check_pricing(row: OrderRow, quoting: Quoting, offering: Priced) -> Iterator[Finding]:
    words = " or ".join(offering.kinds)
    if row.kind is None:
        yield f"order {row.order_id} says no kind", f"Write {words}"
    elif row.kind not in offering.kinds:
        yield f"kind is {row.kind}, which {offering.method} does not know", f"Write {words}"
    elif row.kind is OrderKind.NON_COMPETITIVE and getattr(offering, "non_competitive_percent", None) is None:
        remedy = "Write allotment.non_competitive_percent in the campaign file, or a competitive bid"
        yield f"order {row.order_id} is non-competitive, and the auction takes no such bids", remedy
    elif (row.limit is None) == (row.kind in _WITH_LIMIT):
        what = "carries no limit" if row.limit is None else f"carries the limit {row.limit}"
        remedy = f"Write a {quoting.quote} in percent" if row.limit is None else "Leave the cell empty"
        yield f"order {row.order_id} is {row.kind} and {what}", remedy
    elif row.limit is not None:
        yield from _check_limit(row.limit, quoting, offering)


def _check_limit(limit: Decimal, quoting: Quoting, offering: Priced) -> Iterator[Finding]:
    if offering.tick is not None and limit % offering.tick:
        yield f"limit {limit} is off the tick of {offering.tick}", f"Write a multiple of {offering.tick}"
    try:
        quoting.unit_price_down(share_of(limit))
    except ValueError as error:
        yield f"limit {limit} gives no price: {error}", f"Write a {quoting.quote} at which a unit costs something"


def _check_tranche(row: OrderRow, offering: AnyOffering) -> Iterator[Finding]:
    tranches = offering.tranches if isinstance(offering, BookBuilding) else {}
    if row.tranche is None and tranches:
        yield f"order {row.order_id} is of no tranche", f"Write one of {', '.join(sorted(tranches))}"
    elif row.tranche is not None and row.tranche not in tranches:
        remedy = closest(row.tranche, tranches.keys()) if tranches else "Leave the cell empty"
        yield f"tranche '{row.tranche}' is not under allotment.tranches of the campaign file", remedy
