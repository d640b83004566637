"""One line of the order book, as a person writes it."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated

from pydantic import Field, PlainValidator, TypeAdapter

from tenor.allocation.methods import OrderKind
from tenor.files.fields import Amount, Identifier, SignedPercent, StrictModel

_AMOUNT = TypeAdapter(Amount)


def _amount_or_zero(value: object) -> Decimal:
    return Decimal(0) if value == "0" else _AMOUNT.validate_python(value)


class OrderRow(StrictModel):
    """One line of the order book; a column that has a default may be left out."""

    order_id: Identifier = Field(description="id of the order, e.g. ORD-03")
    investor: Identifier = Field(description="id of an investor of the investor list")
    nominal: Amount = Field(description="principal ordered, in major units")
    allotted: Annotated[Decimal, PlainValidator(_amount_or_zero)] | None = Field(
        default=None, description="principal allotted (0 for none); empty unless the allotment is as_given"
    )
    kind: OrderKind | None = Field(
        default=None, description="limit or market in a book, competitive or non_competitive in an auction"
    )
    limit: SignedPercent | None = Field(
        default=None, description="most that is paid, or least yield or spread that is taken, in percent"
    )
    tranche: Identifier | None = Field(default=None, description="tranche of the book, where it has any")
    paid: Amount | None = Field(default=None, description="paid in advance, in major units")
