"""How an issue is offered: the method of allotment and its parameters, as a campaign file writes them."""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Any, ClassVar, Literal

from pydantic import AfterValidator, BeforeValidator, Field, GetJsonSchemaHandler
from pydantic_core import CoreSchema

from tenor.files.fields import Bytes32, Identifier, Percent, SignedPercent, StrictModel, field_error


class AllotmentMethod(StrEnum):
    """How an order book becomes allotments."""

    PRO_RATA = "pro_rata"  # scaled back to the issue
    AS_GIVEN = "as_given"  # the allotted column of the order book
    FIXED_PRICE = "fixed_price"  # scaled back, with refunds of what was paid in advance
    BOOK_BUILDING = "book_building"  # one reoffer price, scaled back
    UNIFORM_PRICE = "uniform_price"  # auction in which all pay the stop-out price (Dutch)
    MULTIPLE_PRICE = "multiple_price"  # auction in which each pays what he bid
    BALLOT = "ballot"  # so many lots for everybody, one more by ballot


class OrderKind(StrEnum):
    """What an order is where orders set the price."""

    LIMIT = "limit"  # of a book: at its limit or better
    MARKET = "market"  # of a book: at whatever price it comes to
    COMPETITIVE = "competitive"  # of an auction: at its limit or better
    NON_COMPETITIVE = "non_competitive"  # of an auction: an amount only, filled first


class Quote(StrEnum):
    """In what the limits of a book are written, in percent."""

    PRICE = "price"  # of principal; the most that the investor pays
    YIELD = "yield"  # a year; the least that the investor takes
    SPREAD = "spread"  # over a reference yield; the least that the investor takes


class Uncovered(StrEnum):
    """What follows where the orders do not take up the issue."""

    REFUSE = "refuse"  # nothing is allotted
    PARTIAL = "partial"  # what they take up is issued


def _share(percent: Decimal) -> Decimal:
    if not 0 < percent <= 100:  # noqa: PLR2004 -- percent
        raise field_error("a share of the issue is more than 0 and at most 100 percent", "Write a percentage, e.g. 35")
    return percent


def _tick(percent: Decimal) -> Decimal:
    if percent == 0:
        raise field_error("a tick is more than zero", "Write the step of limits, e.g. 0.005, or leave it out")
    return percent


Share = Annotated[Percent, AfterValidator(_share)]
"""A share of the issue in percent, up to all of it."""

Tick = Annotated[Percent, AfterValidator(_tick)]
"""The step of limits, in percent."""


class Offering(StrictModel):
    """Base of every method.

    `kinds` are those of its orders, none where orders set no price; `prepaid` is whether they may be paid in advance.
    """

    kinds: ClassVar[tuple[OrderKind, ...]] = ()
    prepaid: ClassVar[bool] = False


class ProRata(Offering):
    """Orders at the issue price, scaled back to the issue, which they cover."""

    method: Literal["pro_rata"] = Field(description="pro_rata: orders are scaled back to the issue")


class AsGiven(Offering):
    """Allotments that were decided elsewhere."""

    method: Literal["as_given"] = Field(description="as_given: the allotted column of the order book is taken")


class FixedPrice(Offering):
    """A public offer at the issue price."""

    prepaid = True
    method: Literal["fixed_price"] = Field(
        description="fixed_price: subscriptions at the issue price, scaled back; what was paid too much is refunded"
    )
    uncovered: Uncovered = Field(default=Uncovered.REFUSE, description="an issue not covered: refuse, or partial")


class BookBuilding(Offering):
    """A book of limit and market orders, priced at one reoffer price."""

    kinds = (OrderKind.LIMIT, OrderKind.MARKET)
    method: Literal["book_building"] = Field(
        description="book_building: one reoffer price for all orders that stand at it, scaled back"
    )
    quote: Quote = Field(description="what a limit is: price, yield or spread, in percent")
    tick: Tick | None = Field(default=None, description="step of limits in percent; any if not given")
    reference_yield_percent: SignedPercent | None = Field(
        default=None, description="the yield to which spreads are added; only where the quote is spread"
    )
    reoffer: SignedPercent | None = Field(
        default=None, description="chosen by the issuer, as a limit is written; the best one covered if not given"
    )
    tranches: dict[Identifier, Share] = Field(
        default_factory=dict,
        description="tranche of orders: most of the issue that it receives, in percent",
        json_schema_extra={"additionalProperties": False},
    )
    uncovered: Uncovered = Field(default=Uncovered.REFUSE, description="an issue not covered: refuse, or partial")


class _Auction(Offering):
    kinds = (OrderKind.COMPETITIVE, OrderKind.NON_COMPETITIVE)
    quote: Literal["price", "yield"] = Field(description="what bids are: price or yield, in percent")
    tick: Tick | None = Field(default=None, description="step of bids in percent; any if not given")
    non_competitive_percent: Share | None = Field(
        default=None, description="most of the issue for non-competitive bids; none are taken if not given"
    )
    maximum_share_percent: Share | None = Field(
        default=None, description="most of the issue for one bidder; all of it if not given"
    )
    uncovered: Uncovered = Field(default=Uncovered.REFUSE, description="an issue not covered: refuse, or partial")


class UniformPrice(_Auction):
    """An auction in which everybody pays the stop-out price."""

    method: Literal["uniform_price"] = Field(description="uniform_price: auction, all pay the stop-out price")


class MultiplePrice(_Auction):
    """An auction in which everybody pays what he bid."""

    method: Literal["multiple_price"] = Field(description="multiple_price: auction, each pays what he bid")
    non_competitive_price: Literal["average", "stop_out"] = Field(
        default="average", description="what non-competitive bids pay: the average accepted price, or the stop-out"
    )


class Ballot(Offering):
    """A retail offer at the issue price: as many lots for everybody as suffice, the rest by ballot."""

    prepaid = True
    method: Literal["ballot"] = Field(
        description="ballot: as many lots to all as suffice, one more by ballot; a lot is the minimum denomination"
    )
    seed: Bytes32 = Field(description="32 bytes that nobody could choose, published after the applications closed")
    uncovered: Uncovered = Field(default=Uncovered.REFUSE, description="an issue not covered: refuse, or partial")


AnyOffering = ProRata | AsGiven | FixedPrice | BookBuilding | UniformPrice | MultiplePrice | Ballot
Auction = UniformPrice | MultiplePrice
Priced = BookBuilding | Auction
"""Methods in which the orders set the price."""

WORDS = (AllotmentMethod.PRO_RATA, AllotmentMethod.AS_GIVEN, AllotmentMethod.FIXED_PRICE)
"""Methods that need no parameters, which a file may name by one word."""


def _block(value: object) -> object:
    return {"method": value} if isinstance(value, str) else value


class _WordOrBlock:
    @staticmethod
    def __get_pydantic_json_schema__(core: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        return {"anyOf": [{"type": "string", "enum": [str(word) for word in WORDS]}, handler(core)]}


OfferingEntry = Annotated[AnyOffering, Field(discriminator="method"), BeforeValidator(_block), _WordOrBlock]
"""A method in a campaign file: its word, or a block with `method` and parameters."""
