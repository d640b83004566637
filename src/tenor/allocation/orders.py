"""The order book: who ordered how much at the pricing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from itertools import chain, islice
from pathlib import Path
from typing import Annotated, TypeAlias

from pydantic import Field, PlainValidator, TypeAdapter

from tenor.files.fields import Amount, Identifier, StrictModel
from tenor.files.problems import Problem
from tenor.files.table import MAX_PROBLEMS, Table, closest, read_table
from tenor.onboarding.investors import Investor
from tenor.terms.model import Terms
from tenor.units import MINOR_DIGITS, Money


class AllotmentMethod(StrEnum):
    """How an order book becomes allotments."""

    PRO_RATA = "pro_rata"  # scaled back to the issue
    AS_GIVEN = "as_given"  # the allotted column of the order book


@dataclass(frozen=True, slots=True)
class Order:
    """One order at the pricing. Money is in minor units of the issue's currency."""

    id: str
    investor: str
    nominal: int  # [minor] principal ordered
    allotted: int | None  # [minor] principal allotted, where the order book says so


_AMOUNT = TypeAdapter(Amount)


def _amount_or_zero(value: object) -> Decimal:
    return Decimal(0) if value == "0" else _AMOUNT.validate_python(value)


class OrderRow(StrictModel):
    """One line of the order book."""

    order_id: Identifier = Field(description="id of the order, e.g. ORD-03")
    investor: Identifier = Field(description="id of an investor of the investor list")
    nominal: Amount = Field(description="principal ordered, in major units")
    allotted: Annotated[Decimal, PlainValidator(_amount_or_zero)] | None = Field(
        description="principal allotted (0 for none); empty unless the allotment is as_given"
    )


def read_orders(path: Path, terms: Terms, investors: Iterable[Investor], method: AllotmentMethod) -> Table[Order]:
    """The order book with the line of each order.

    Raises:
        InputError: an order is malformed, twice there, of an investor who is unknown or has another order, below the
            minimum denomination or off the step; or its allotted cell does not fit the method.
    """
    table = read_table(path, OrderRow)
    known = {investor.id for investor in investors}
    problems = table.repeated("order_id", lambda row: row.order_id.casefold())
    problems += table.repeated("investor", lambda row: row.investor)  # one order each: a second one hides a mistake
    problems += islice(_check_orders(table, terms, known, method), MAX_PROBLEMS)
    if problems:
        raise table.refusal(problems)
    return table.map(lambda row: _order(row, terms.currency))


Finding: TypeAlias = tuple[str, str]  # what is wrong, what to do


def _check_orders(
    table: Table[OrderRow], terms: Terms, known: AbstractSet[str], method: AllotmentMethod
) -> Iterator[Problem]:
    for index, row in enumerate(table.rows):
        findings = (_check_investor(row, known), _check_nominal(row, terms), _check_allotted(row, terms, method))
        yield from (Problem((index,), what, remedy) for what, remedy in chain(*findings))


def _check_investor(row: OrderRow, known: AbstractSet[str]) -> Iterator[Finding]:
    if row.investor not in known:
        what = f"order {row.order_id} is of investor '{row.investor}', who is not on the investor list"
        yield what, f"{closest(row.investor, known)}, or add the investor to the list"


def _check_nominal(row: OrderRow, terms: Terms) -> Iterator[Finding]:
    yield from _check_denomination(f"nominal {row.nominal}", row.nominal, terms)


def _check_allotted(row: OrderRow, terms: Terms, method: AllotmentMethod) -> Iterator[Finding]:
    if method is AllotmentMethod.PRO_RATA:
        if row.allotted is not None:
            remedy = "Leave the cell empty, or write 'allotment: as_given' in the campaign file"
            yield f"allotted is {row.allotted}, but the allotment is pro_rata and computes it", remedy
    elif row.allotted is None:
        yield f"order {row.order_id} carries no allotted amount", "Write it, or 0, or choose 'allotment: pro_rata'"
    elif row.allotted > row.nominal:
        yield f"allotted {row.allotted} is more than nominal {row.nominal}", "Allot at most what was ordered"
    elif row.allotted:
        yield from _check_denomination(f"allotted {row.allotted}", row.allotted, terms)


def _check_denomination(named: str, amount: Decimal, terms: Terms) -> Iterator[Finding]:
    """The rules of the terms on any principal amount that one holder may hold."""
    minor = Fraction(amount) * 10 ** MINOR_DIGITS[terms.currency]
    step, minimum = (Money(units * terms.unit_face, terms.currency).amount for units in (1, terms.min_units))
    if minor < terms.min_units * terms.unit_face:
        yield f"{named} is below the minimum denomination of {minimum}", f"Write {minimum} or more, in steps of {step}"
    elif minor % terms.unit_face:
        yield f"{named} is off the step: units are of {step}", f"Write a multiple of {step}"


def _order(row: OrderRow, currency: str) -> Order:
    allotted = None if row.allotted is None else Money.of(row.allotted, currency).minor
    return Order(row.order_id, row.investor, Money.of(row.nominal, currency).minor, allotted)
